"""What officers do on a case page: a finished task, a check of a phone, what has been arranged."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from witness.actions import contact, evidence, replies, tasks
from witness.domain.errors import Refused
from witness.domain.escalation import By
from witness.domain.evidence import NeedKind, NeedState
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer

Word = TypeVar("Word", bound=StrEnum)

# Pages of many cases, from which a task can be dealt with too.
ELSEWHERE = {"today": "officer.today", "tomorrow": "officer.tomorrow", "team": "manager.team"}


@officer.post("/cases/<case_id>/tasks/<task_id>/done")
@open_to(*TEAM)
def task_done(case_id: str, task_id: str) -> Response:
    """Finish a task."""
    outcome = request.form.get("outcome", "").strip()[:200] or "done"
    tasks.finish(kit().store, task_id, outcome=outcome, rules=kit().rules(), asking=asking(), of_case=case_id)
    return _back(case_id, request.form.get("back", "summary"))


@officer.post("/cases/<case_id>/tasks/<task_id>/mine")
@open_to(*TEAM)
def task_taken_on(case_id: str, task_id: str) -> Response:
    """Record that somebody has a task, and by when."""
    by = word_of(By, request.form, "by")
    tasks.take_on(kit().store, task_id, by, rules=kit().rules(), asking=asking(), of_case=case_id)
    return _back(case_id, request.form.get("back", "summary"))


@officer.post("/cases/<case_id>/contacts/<contact_id>/unsafe")
@open_to(*TEAM)
def contact_unsafe(case_id: str, contact_id: str) -> Response:
    """Stop everything to a phone that somebody else may hold."""
    contact.set_unsafe(kit().store, case_id, contact_id, rules=kit().rules(), asking=asking())
    return _back(case_id, "people")


@officer.post("/cases/<case_id>/witnesses/<witness_id>/needs")
@open_to(*TEAM)
def set_need(case_id: str, witness_id: str) -> Response:
    """Record how far a need has been met."""
    kind, state = word_of(NeedKind, request.form, "kind"), word_of(NeedState, request.form, "state")
    whom = evidence.Whom(case_id, witness_id)
    evidence.set_need(kit().store, whom, kind, state, rules=kit().rules(), asking=asking())
    return _back(case_id, "preparation")


@officer.post("/cases/<case_id>/replies/<reply_id>/read")
@open_to(*TEAM)
def reply_read(case_id: str, reply_id: str) -> Response:
    """Record that a text has been read."""
    replies.mark_read(kit().store, reply_id, rules=kit().rules(), asking=asking())
    return _back(case_id, "messages")


def word_of(words: type[Word], form: Mapping[str, str], name: str) -> Word:
    """Give a word of a closed list that a form of ours sent; anything else is a bad request."""
    try:
        return words(form.get(name, ""))
    except ValueError:
        abort(400)


def day_of(text: str) -> date:
    """Give the day that somebody entered.

    Raises:
        Refused: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Enter a day, such as 24 11 2026.") from None


def maybe_day(text: str) -> date | None:
    """Give the day that somebody entered; None for nothing. Raises Refused as `day_of` does."""
    return day_of(text) if text else None


def _back(case_id: str, side: str) -> Response:
    person_id = request.form.get("person", "")
    if side == "thread" and person_id:
        return redirect(url_for("outbox.thread", case_id=case_id, person_id=person_id), 303)
    if side in ELSEWHERE:
        return redirect(url_for(ELSEWHERE[side]), 303)
    return redirect(url_for("officer.case", case_id=case_id, side=side), 303)
