"""The blueprint of the pages of messages."""

from flask import Blueprint

from witness.web.doors import Audience

outbox = Blueprint("outbox", __name__)

TEAM = (Audience.OFFICER, Audience.MANAGER)
