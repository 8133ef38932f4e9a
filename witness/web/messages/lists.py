"""The lists of messages, each a page of its own: conversations, planned, could not go, call list, today."""

from flask import render_template, request

from witness.domain.messages import Purpose
from witness.questions.case_threads import PURPOSE_IN_WORDS
from witness.questions.message_lists import (
    ROWS,
    Wish,
    calls_page,
    failed_page,
    planned_page,
    talks_page,
    today_page,
)
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.messages.pages import TEAM, outbox

PURPOSES = tuple((purpose.value, words) for purpose, words in PURPOSE_IN_WORDS.items())
LONGEST_FIND = 40
MOST_PAGES = 1000


@outbox.get("/messages")
@open_to(*TEAM)
def messages() -> str:
    """Show conversations: what waits to be read first."""
    wish = _wish()
    page = talks_page(kit().store, wish, asking=asking())
    return _shown("officer/messages.html", "messages", page, page.total)


@outbox.get("/messages/planned")
@open_to(*TEAM)
def planned() -> str:
    """Show what is planned for the next 30 days."""
    page = planned_page(kit().store, _wish(), asking=asking())
    return _shown("officer/messages_planned.html", "planned", page, page.total)


@outbox.get("/messages/failed")
@open_to(*TEAM)
def failed() -> str:
    """Show what could not go or did not arrive, with the one thing to do about each."""
    page = failed_page(kit().store, _wish(), asking=asking())
    return _shown("officer/messages_failed.html", "failed", page, 0)


@outbox.get("/messages/calls")
@open_to(*TEAM)
def calls() -> str:
    """Show everybody who has to be rung, once."""
    page = calls_page(kit().store, _wish(), rules=kit().rules(), asking=asking())
    return _shown("officer/messages_calls.html", "calls", page, 0)


@outbox.get("/messages/today")
@open_to(*TEAM)
def today() -> str:
    """Show the texts of today behind one of the numbers of the day."""
    page = today_page(kit().store, request.args.get("what", "due"), _wish(), asking=asking())
    return _shown("officer/messages_today.html", "today", page, 0)


def _wish() -> Wish:
    purpose = request.args.get("purpose", "")
    number = request.args.get("page", "1")
    return Wish(
        whole_team="team" in request.args,
        purpose=purpose if purpose in set(Purpose) else "",
        find=request.args.get("find", "").strip()[:LONGEST_FIND],
        page=min(int(number), MOST_PAGES) if number.isascii() and number.isdigit() and int(number) > 0 else 1,
    )


def _shown(template: str, tab: str, page: object, total: int) -> str:
    return render_template(
        template, page=page, tab=tab, purposes=PURPOSES, purpose_words=dict(PURPOSES), pages=max(1, -(-total // ROWS))
    )
