"""A case is shown as it was known at an instant: what came later is not there yet, and what it changed is undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.builders import (
    CASE,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_contact,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    an_answer,
    an_event,
)
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, ContactStep, Tier
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.duties import DutyNotice
from witness.domain.evidence import EventState, Side
from witness.domain.hearings import HearingState
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.people import AvoidWhy, CasePart, DatesToAvoid, Part, Requirement, RequirementStep
from witness.domain.picture_at import picture_at
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind, VisitReport

BEFORE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
CHANGE = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def at_both(picture: CasePicture) -> tuple[CasePicture, CasePicture]:
    return picture_at(picture, BEFORE, now=NOW), picture_at(picture, AFTER, now=NOW)


def test_at_present_nothing_is_left_out() -> None:
    picture = a_picture(
        told=(a_told(acknowledged_at=CHANGE),),
        answers=(an_answer(at=CHANGE),),
        witnesses=(a_witness(steps=(RequirementStep(Requirement.WARNED, CHANGE),)),),
    )

    assert picture_at(picture, NOW, now=NOW) == picture


def test_a_later_date_is_not_known_yet_and_neither_is_what_was_told_of_it() -> None:
    moved = a_hearing(
        revisions=[
            a_revision(1, a_slot(TRIAL_DAY)),
            a_revision(2, a_slot(date(2026, 12, 14)), recorded_at=CHANGE, learnt_at=CHANGE),
        ]
    )
    picture = a_picture(hearings=(moved,), told=(a_told(), a_told(revision=2, at=CHANGE)))

    before, after = at_both(picture)

    assert before.hearing(TRIAL).now.slot.on == TRIAL_DAY
    assert [t.revision for t in before.told] == [1]
    assert after.hearing(TRIAL).now.slot.on == date(2026, 12, 14)
    assert [t.revision for t in after.told] == [1, 2]


def test_a_hearing_that_nobody_knew_of_has_no_evidence_to_be_given_at() -> None:
    listed = a_hearing(revisions=[a_revision(1, recorded_at=CHANGE, learnt_at=CHANGE)])

    before, after = at_both(a_picture(hearings=(listed,)))

    assert (before.hearings, before.events) == ((), ())
    assert len(after.events) == 1


def test_evidence_given_later_was_still_expected() -> None:
    given = an_event(state=EventState.GIVEN, settled_at=CHANGE)

    before, after = at_both(a_picture(events=(given,)))

    assert [e.state for e in (*before.events, *after.events)] == [EventState.EXPECTED, EventState.GIVEN]


def test_evidence_without_an_instant_of_its_own_was_given_when_its_hearing_was_held() -> None:
    held = a_hearing(
        revisions=[a_revision(1), a_revision(2, state=HearingState.HELD, recorded_at=CHANGE, learnt_at=CHANGE)]
    )

    before, after = at_both(a_picture(hearings=(held,), events=(an_event(state=EventState.GIVEN),)))

    assert [e.state for e in (*before.events, *after.events)] == [EventState.EXPECTED, EventState.GIVEN]


def test_a_requirement_a_measure_and_a_phone_are_as_they_were() -> None:
    witness = a_witness(
        requirement=Requirement.DE_WARNED,
        steps=(
            RequirementStep(Requirement.WARNED, BEFORE - timedelta(days=9)),
            RequirementStep(Requirement.DE_WARNED, CHANGE),
        ),
    )
    link = Measure(
        WITNESS,
        MeasureKind.LIVE_LINK,
        MeasureState.GRANTED,
        CHANGE.date(),
        Basis.AGE,
        (MeasureStep(MeasureState.ASKED, BEFORE - timedelta(days=9)), MeasureStep(MeasureState.GRANTED, CHANGE)),
    )
    phone = a_contact(
        state=ContactState.UNSAFE,
        steps=(
            ContactStep(ContactState.USABLE, Tier.L1, BEFORE - timedelta(days=9)),
            ContactStep(ContactState.UNSAFE, Tier.L1, CHANGE),
        ),
    )

    before, after = at_both(a_picture(witnesses=(witness,), measures=(link,), contacts=(phone,)))

    assert before.witnesses[0].requirement is Requirement.WARNED
    assert (before.measures[0].state, before.measures[0].since) == (MeasureState.ASKED, date(2026, 8, 23))
    assert before.contacts[0].state is ContactState.USABLE
    assert after.witnesses[0].requirement is Requirement.DE_WARNED
    assert after.measures[0].state is MeasureState.GRANTED
    assert after.contacts[0].state is ContactState.UNSAFE


def test_a_defendant_stands_where_the_road_had_led_by_then() -> None:
    taken = [
        (Turn.CHARGED, date(2026, 1, 5)),
        (Turn.BAILED, date(2026, 1, 5)),
        (Turn.APPEARED, date(2026, 2, 2)),
        (Turn.SENT, date(2026, 2, 2)),
        (Turn.PLEADED_NOT_GUILTY, date(2026, 3, 2)),
    ]
    steps = tuple(DefendantStep(turn, datetime.combine(on, time(10), UTC)) for turn, on in taken)
    guilty = (*steps, DefendantStep(Turn.PLEADED_GUILTY, CHANGE))
    defendant = Defendant("D1", Custody.BAIL, Plea.GUILTY, DefendantOutcome.NONE, guilty)
    picture = a_picture()
    picture = replace(picture, case=replace(picture.case, defendants=(defendant,)))

    before, after = at_both(picture)

    assert (before.case.defendants[0].plea, before.case.defendants[0].custody) == (Plea.NOT_GUILTY, Custody.BAIL)
    assert after.case.defendants[0].plea is Plea.GUILTY


PLANNED = PlanStep(PlanState.CONFIRMED, BEFORE, date(2026, 9, 20), time(14), 1)
CANCELLED = replace(PLANNED, state=PlanState.CANCELLED, recorded_at=CHANGE)
VISIT = Visit("v1", WITNESS, VisitKind.WELCOME, Place.HOME, 60, None, None, (PLANNED, CANCELLED))
TRIP = Trip("t1", Direction.OUT, Mode.TAXI, PickUp.SAFE_POINT, (J,), TRIAL, None, None, (PLANNED, CANCELLED))
BOOKING = Booking("b1", WITNESS, BookingKind.LINK_ROOM, TRIAL, Side.COURT, None, (PLANNED, CANCELLED))


def test_what_was_planned_is_as_it_was_and_a_report_is_not_written_yet() -> None:
    reported = replace(VISIT, report=VisitReport(CHANGE))

    before, after = at_both(a_picture(visits=(reported,), trips=(TRIP,), bookings=(BOOKING,)))

    assert [i.now.state for i in (*before.visits, *before.trips, *before.bookings)] == [PlanState.CONFIRMED] * 3
    assert before.visits[0].report is None
    assert [i.now.state for i in (*after.visits, *after.trips, *after.bookings)] == [PlanState.CANCELLED] * 3
    assert after.visits[0].report is not None


@pytest.mark.parametrize(
    ("section", "fact"),
    [
        ("promises", Promise("p1", "Ring", "olu", date(2026, 9, 9), CHANGE)),
        ("availability", DatesToAvoid("d1", J, date(2026, 12, 1), date(2026, 12, 2), AvoidWhy.EXAM, CHANGE)),
        ("contact_log", ContactEntry("c1", MOTHER, CHANGE, ContactVia.VOICE, False, True)),
        ("notices", DutyNotice("n1", "R8_DATE", f"{TRIAL}:1", MOTHER, BEFORE, "voice", "witness care", CHANGE)),
        ("visits", replace(VISIT, steps=(CANCELLED,))),
    ],
)
def test_a_later_fact_is_not_there_yet(section: str, fact: object) -> None:
    before, after = at_both(a_picture(**{section: (fact,)}))

    assert getattr(before, section) == ()
    assert getattr(after, section) == (fact,)


def test_a_promise_kept_later_was_still_open() -> None:
    kept = Promise("p1", "Ring", "olu", date(2026, 9, 9), BEFORE, kept_at=CHANGE)

    before, after = at_both(a_picture(promises=(kept,)))

    assert (before.promises[0].kept_at, after.promises[0].kept_at) == (None, CHANGE)


def test_who_joined_later_is_not_there_yet() -> None:
    picture = a_picture()
    parts = (*picture.parts, CasePart("person-isva", Part.ADVISER, "isva", joined_at=CHANGE))
    joined = replace(
        picture, parts=parts, people=(*picture.people, replace(picture.people[0], person_id="person-isva"))
    )

    before, after = at_both(joined)

    assert "person-isva" not in {p.person_id for p in before.people}
    assert "person-isva" in {p.person_id for p in after.people}


def test_a_case_that_was_closed_later_was_open() -> None:
    picture = a_picture()
    closed = replace(picture, case=replace(picture.case, closed_on=CHANGE.date()))

    before, after = at_both(closed)

    assert (before.case.closed_on, after.case.closed_on) == (None, CHANGE.date())
    assert before.case.case_id == CASE
