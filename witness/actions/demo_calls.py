"""Whom the demo's officers rang, what they read, and what they chose about messages in the days before it begins."""

from datetime import datetime, timedelta
from typing import Protocol

from witness.actions.calls import Call, claim_call, record_call
from witness.actions.message_choices import About, hold, skip
from witness.actions.replies import mark_read
from witness.domain.access import Asking, Role
from witness.domain.call_results import MOST_TRIES, CallResult
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.message_choices import ChoiceWhy, what_of
from witness.domain.messages import MessageState, Purpose
from witness.domain.milestone_rows import Milestone
from witness.domain.people import Part
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.store import Desk, Store
from witness.store.tasks import Task

CHOSEN_AFTER = timedelta(minutes=10)
BETWEEN_TRIES = timedelta(minutes=12)
# Everything to one family is held, one reminder to another is skipped.
HELD, SKIPPED = "WS-26-019", "WS-26-032"
# Three calls in vain about a date that has moved, one about a text that did not arrive, and one that goes on now.
THREE_TRIES, FAILED_TEXT, RUNG_NOW = "WS-26-028", "WS-26-043", "WS-26-033"
HELD_FOR = timedelta(days=6)
# What officers ring about: the calls that a text calls for, and the steps of a countdown that are a call.
RUNG_BEFORE = frozenset({TaskKind.CALL_BEFORE, TaskKind.NO_ANSWER, TaskKind.EVE_CALL})
RUNG_STEPS = frozenset({Milestone.ATTENDANCE_CONFIRMED, Milestone.CALL_MADE, Milestone.TOLD_BY_VOICE})
# Whom nobody has reached, who answer by text or have not, or who have moved: their steps stay open.
NOT_RUNG = frozenset({"WS-26-014", "WS-26-016", "WS-26-018", "WS-26-030", "WS-26-031", "WS-26-033", "WS-26-036"})
# Texts that nobody has read since yesterday. All others were read on the day on which they came.
NOT_READ = frozenset({"WS-26-032", "WS-26-040"})


class MovingClock(Protocol):
    """The clock of the days that are lived."""

    at: datetime


def choose_and_ring(store: Store, rules: Rules, clock: MovingClock) -> None:
    """Hold, skip and ring, as long as the cases of these tales are there."""
    clock.at += CHOSEN_AFTER
    case_id, person_id = _mother_of(store, HELD)
    if person_id:
        until = london_day(clock.at) + HELD_FOR
        about = About(case_id, person_id)
        hold(store, about, until, ChoiceWhy.ILL, rules=rules, asking=_owner(store, case_id, clock.at))
    _skip_one(store, rules, clock)
    for ref, tries in ((FAILED_TEXT, 1), (THREE_TRIES, MOST_TRIES)):
        case_id, person_id = _mother_of(store, ref)
        for _ in range(tries if person_id else 0):
            clock.at += BETWEEN_TRIES
            call = Call(case_id, person_id, "", CallResult.NOT_REACHED)
            record_call(store, call, rules=rules, asking=_owner(store, case_id, clock.at))


def calls_of_the_day(store: Store, now: datetime) -> tuple[Call, ...]:
    """Give the calls that are due on this day: each family once for each hearing."""
    with store.reading() as desk:
        found = [
            Call(task.case_id, person_id, task.hearing_id, CallResult.COMING)
            for case_id in desk.cases.open_ids()
            for task in desk.tasks.open_of_case(case_id)
            if task.due_at <= end_of_london_day(london_day(now)) and task.hearing_id is not None
            if (person_id := _to_be_rung(desk, task)) is not None
        ]
    return tuple(dict.fromkeys(found))


def _to_be_rung(desk: Desk, task: Task) -> str | None:
    """Give whom a task asks to ring; None when it asks for something else, or the tale says that nobody has."""
    if task.kind in RUNG_BEFORE:
        return task.person_id
    is_a_call = task.kind is TaskKind.MILESTONE and task.reason_key.split(":")[1] in RUNG_STEPS
    case = desk.cases.get(task.case_id) if is_a_call else None
    if case is None or case.ref in NOT_RUNG:
        return None
    parts = desk.people.parts_of_case(task.case_id)
    return next((part.person_id for part in parts if part.part is Part.PARENT_CARER), None)


def read_texts(store: Store, rules: Rules, now: datetime) -> None:
    """Let officers read what came in on their cases."""
    with store.reading() as desk:
        waiting = desk.replies.unread_since(now)
        refs = {reply.case_id: case.ref for reply in waiting if (case := desk.cases.get(reply.case_id or ""))}
    for reply in waiting:
        if refs.get(reply.case_id, "") not in NOT_READ and reply.case_id in refs:
            mark_read(store, reply.reply_id, rules=rules, asking=_owner(store, reply.case_id or "", now))


def ring_just_now(store: Store, now: datetime) -> None:
    """A colleague of the owner has begun to ring somebody as the demo begins."""
    case_id, person_id = _mother_of(store, RUNG_NOW)
    if not person_id:
        return
    with store.reading() as desk:
        case = desk.cases.get(case_id)
        team = () if case is None else desk.accounts.of_team(case.team_id)
    officers = [account for account in team if account.role is Role.OFFICER]
    colleagues = [account for account in officers if case is not None and account.id != case.owner_id]
    if colleagues:
        claim_call(store, case_id, person_id, asking=Asking(colleagues[0].viewer, now))


def _skip_one(store: Store, rules: Rules, clock: MovingClock) -> None:
    case_id, person_id = _mother_of(store, SKIPPED)
    if not person_id:
        return
    with store.reading() as desk:
        waiting = [
            m
            for m in desk.messages.standing_of(case_id)
            if m.state is MessageState.PLANNED and m.purpose is Purpose.REMINDER and m.person_id == person_id
        ]
    if waiting:
        first = min(waiting, key=lambda m: (m.not_before, what_of(m.reason_key)))
        about = About(case_id, person_id, first.reason_key)
        skip(store, about, ChoiceWhy.SPOKEN, rules=rules, asking=_owner(store, case_id, clock.at))


def _mother_of(store: Store, ref: str) -> tuple[str, str]:
    with store.reading() as desk:
        case_id = desk.cases.id_of(ref)
        parts = () if case_id is None else desk.people.parts_of_case(case_id)
    return case_id or "", next((part.person_id for part in parts if part.part is Part.PARENT_CARER), "")


def _owner(store: Store, case_id: str, at: datetime) -> Asking:
    with store.reading() as desk:
        case = desk.cases.get(case_id)
        owner = desk.accounts.get("" if case is None else case.owner_id)
    return Asking(owner.viewer, at)
