"""The blueprint of the officers' pages, and whom it is for."""

from flask import Blueprint

from witness.web.doors import Audience

officer = Blueprint("officer", __name__)

# Managers see their team's work and may step in.
TEAM = (Audience.OFFICER, Audience.MANAGER)
