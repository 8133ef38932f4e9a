"""The blueprint of the table of concern, and whom it is for."""

from flask import Blueprint

from witness.web.doors import Audience

factors = Blueprint("factors", __name__, url_prefix="/factors")

# Whoever reads points may read what they are made of.
READERS = (Audience.OFFICER, Audience.MANAGER, Audience.ADMIN)
WRITERS = (Audience.MANAGER, Audience.ADMIN)
