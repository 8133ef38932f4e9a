"""One person's thread: what was said, and what they will read in the next 30 days."""

from flask import render_template

from witness.domain.message_choices import WHY_IN_WORDS
from witness.questions.messages import thread_with
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.messages.pages import TEAM, outbox

WHYS = tuple((why.value, words) for why, words in WHY_IN_WORDS.items())


@outbox.get("/messages/<case_id>/<person_id>")
@open_to(*TEAM)
def thread(case_id: str, person_id: str) -> str:
    """Show what was said with one person, and what they will read next."""
    return thread_shown(case_id, person_id)


def thread_shown(case_id: str, person_id: str, *, mistake: str = "", about: str = "") -> str:
    """Draw the page. mistake: why a choice was refused; about: the reason key of the message it was about."""
    page = thread_with(kit().store, case_id, person_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template("officer/thread.html", page=page, whys=WHYS, mistake=mistake, about=about)
