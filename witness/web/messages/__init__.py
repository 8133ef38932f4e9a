"""The pages of messages: unread texts first, then what failed, then what is planned; and one person's thread."""

from flask import Blueprint, render_template

from witness.questions.messages import messages_page, thread_with
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit

outbox = Blueprint("outbox", __name__)

TEAM = (Audience.OFFICER, Audience.MANAGER)


@outbox.get("/messages")
@open_to(*TEAM)
def messages() -> str:
    """Show what waits to be read, what failed and what is planned."""
    return render_template("officer/messages.html", page=messages_page(kit().store, asking=asking()))


@outbox.get("/messages/<case_id>/<person_id>")
@open_to(*TEAM)
def thread(case_id: str, person_id: str) -> str:
    """Show what was said with one person, and what they will read next."""
    page = thread_with(kit().store, case_id, person_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template("officer/thread.html", page=page)
