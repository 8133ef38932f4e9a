"""The lists of messages, each a page of its own: conversations, planned, could not go, call list, today."""

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

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
TABS = frozenset({"messages", "planned", "failed", "calls", "today"})
INITIALS = re.compile(r"(?:[A-Za-z]\.?){1,3}")
REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z]{0,4}[0-9A-Za-z/. -]{0,16}")
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


@outbox.post("/messages/find")
@open_to(*TEAM)
def find() -> Response:
    """Narrow a list. Sent as a form, so that a name typed by mistake stands in no address; it goes no further."""
    tab = request.form.get("tab", "")
    typed = request.form.get("find", "").strip()
    wanted: dict[str, Any] = {
        "team": request.form.get("team") or None,
        "what": request.form.get("what") or None,
        "purpose": request.form.get("purpose") or None,
        "find": typed if looks_harmless(typed) else None,
        "unknown": None if looks_harmless(typed) else 1,
    }
    return redirect(url_for(f"outbox.{tab if tab in TABS else 'messages'}", **wanted), 303)


def looks_harmless(typed: str) -> bool:
    """Whether what was typed can stand in an address: initials, or a case reference, but no name."""
    return not typed or REFERENCE.fullmatch(typed) is not None or INITIALS.fullmatch(typed) is not None


def _wish() -> Wish:
    purpose, typed = request.args.get("purpose", ""), request.args.get("find", "").strip()
    number = request.args.get("page", "1")
    return Wish(
        whole_team="team" in request.args,
        purpose=purpose if purpose in set(Purpose) else "",
        find=typed if looks_harmless(typed) else "",
        page=min(int(number), MOST_PAGES) if number.isascii() and number.isdigit() and int(number) > 0 else 1,
    )


def _shown(template: str, tab: str, page: object, total: int) -> str:
    return render_template(
        template,
        page=page,
        tab=tab,
        purposes=PURPOSES,
        purpose_words=dict(PURPOSES),
        pages=max(1, -(-total // ROWS)),
        unknown="unknown" in request.args,
    )
