"""What the demo's officers chose about messages, and whom they rang in vain, on the afternoon before it begins."""

from datetime import datetime, timedelta
from typing import Protocol

from witness.actions.calls import Call, claim_call, record_call
from witness.actions.message_choices import About, hold, skip
from witness.domain.access import Asking, Role
from witness.domain.call_results import MOST_TRIES, CallResult
from witness.domain.court_time import london_day
from witness.domain.message_choices import ChoiceWhy, what_of
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import Part
from witness.domain.rules import Rules
from witness.store import Store

CHOSEN_AFTER = timedelta(minutes=10)
BETWEEN_TRIES = timedelta(minutes=12)
# Everything to one family is held, one reminder to another is skipped.
HELD, SKIPPED = "WS-26-019", "WS-26-032"
# Three calls in vain about a date that has moved, one about a text that did not arrive, and one that goes on now.
THREE_TRIES, FAILED_TEXT, RUNG_NOW = "WS-26-028", "WS-26-043", "WS-26-033"
HELD_FOR = timedelta(days=6)


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
