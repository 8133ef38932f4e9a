"""The page of messages: unread texts first, then what failed, then what is planned."""

from flask import Blueprint, render_template

from witness.questions.messages import messages_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit

outbox = Blueprint("outbox", __name__)


@outbox.get("/messages")
@open_to(Audience.OFFICER, Audience.MANAGER)
def messages() -> str:
    """Show what waits to be read, what failed and what is planned."""
    return render_template("officer/messages.html", page=messages_page(kit().store, asking=asking()))
