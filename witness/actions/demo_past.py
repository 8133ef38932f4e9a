"""Gives the demo world a year of days in court that are over, so that the light can be held against what happened."""

from datetime import date, datetime, time, timedelta

from witness.domain.accounts import Account
from witness.domain.cases import Case, Track
from witness.domain.concern_history import ConcernDay, FactorThen
from witness.domain.court_time import moment_in_london
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.working_days import WorkingCalendar
from witness.identifiers import new_id
from witness.intake.demo import STAFF, PastCase, past_cases
from witness.store import Desk, Store

LISTED_BEFORE, SAID_FROM, SAID_LAST, CLOSED_AFTER = (timedelta(days=d) for d in (90, 60, 35, 20))
OWNERS = tuple(person.email for person in STAFF[:4])
POINTS = {"low": 0, "watch": 20, "act": 45}


def add_past_days(store: Store, today: date, calendar: WorkingCalendar) -> None:
    """Keep closed cases with one witness and one day each, and what had been said of them before that day."""
    with store.changing() as desk:
        accounts = {account.email: account for account in desk.accounts.everyone()}
        cps_id = next(a.team_id for a in accounts.values() if a.email == STAFF[-1].email)
        said: list[ConcernDay] = []
        for number, past in enumerate(past_cases(today, calendar)):
            said += _add(desk, past, accounts[OWNERS[number % len(OWNERS)]], cps_id)
        desk.concern_history.keep(said)


def _add(desk: Desk, past: PastCase, owner: Account, cps_id: str) -> list[ConcernDay]:
    case_id, person_id, witness_id, hearing_id = (new_id() for _ in range(4))
    closed_on = past.on + CLOSED_AFTER
    desk.cases.add(
        Case(case_id, past.ref, Track.CROWN, owner.team_id, owner.id, cps_id, past.court,
             past.on - timedelta(days=200), "", "", closed_on=closed_on)
    )  # fmt: skip
    desk.people.add(Person(person_id, new_id(), past.name, past.initials, past.born_on))
    desk.people.give_part(case_id, CasePart(person_id, Part.WITNESS))
    requirement = Requirement.RELEASED if past.came else Requirement.WARNED
    desk.people.add_witness(case_id, Witness(witness_id, person_id, "W1", requirement))
    known, over = _at(past.on - LISTED_BEFORE), _at(past.on)
    slot = Slot(Listing.FIXTURE, past.on, None, time(10, 0), past.court)
    listed = Revision(1, HearingState.LISTED, slot, "Notice from the court", known, known)
    held = Revision(
        2,
        HearingState.HELD,
        slot,
        "Result from the court",
        over,
        over,
        effectiveness=Effectiveness.EFFECTIVE if past.came else Effectiveness.INEFFECTIVE,
        outcome_code="" if past.came else "M3",
    )
    desk.hearings.add(Hearing(hearing_id, case_id, HearingKind.TRIAL, (listed, held)))
    state = EventState.GIVEN if past.came else EventState.EXPECTED
    desk.evidence.expect(
        case_id, EvidenceEvent(new_id(), witness_id, hearing_id, state, known, over if past.came else None)
    )
    factors = tuple(FactorThen(code, points) for code, points in past.factors)
    days = ((SAID_FROM, "low", ()), (SAID_LAST, past.band, factors))
    return [
        ConcernDay(witness_id, case_id, past.on - before, _at(past.on - before), POINTS[band], band, own, 1, None,
                   hearing_id)
        for before, band, own in days
    ]  # fmt: skip


def _at(day: date) -> datetime:
    return moment_in_london(day, time(16, 40))
