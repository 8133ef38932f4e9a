"""What nobody has asked about is shown as not known; a clash with the date, or money not arranged, is missing."""

from datetime import date

import pytest

from tests.builders import CALENDAR, MOTHER, WITNESS, a_measure, a_need, a_picture, noon
from witness.domain.bookings import Booking, BookingKind
from witness.domain.evidence import NeedKind, NeedState, Side
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.plans import PlanState, PlanStep
from witness.domain.readiness import Matter, ReadinessItem, State, judge

NOW = noon(date(2026, 11, 24))
PICTURE = a_picture()
TRIAL = PICTURE.hearings[0]


def item(what: Matter | NeedKind, **facts: object) -> ReadinessItem:
    found = judge(a_picture(**facts), WITNESS, CALENDAR, NOW)
    return next(item for item in found.items if item.what is what)


def a_booking(state: PlanState, kind: BookingKind = BookingKind.ADVANCE_PAYMENT) -> Booking:
    steps = (PlanStep(state, NOW),)
    return Booking("b", WITNESS, kind, TRIAL.hearing_id, Side.CPS, None, steps)


def avoiding(day: date) -> DatesToAvoid:
    return DatesToAvoid("a", MOTHER, day, day, AvoidWhy.EXAM, NOW)


def test_what_is_not_known_is_said_to_be_not_known_and_is_never_good() -> None:
    assert item(Matter.AVAILABILITY).state is State.NOT_KNOWN
    assert item(Matter.EXPENSES).state is State.MONEY_NOT_ASKED


def test_a_date_that_the_family_must_avoid_is_the_prosecutors_move() -> None:
    on = TRIAL.now.slot.on
    assert on is not None
    clash = item(Matter.AVAILABILITY, availability=(avoiding(on),))
    other = item(Matter.AVAILABILITY, availability=(avoiding(date(2026, 1, 1)),))

    assert (clash.state, clash.whose, clash.missing) == (State.CLASHES, Side.CPS, True)
    assert (other.state, other.missing) == (State.NO_CLASH, False)


@pytest.mark.parametrize(
    ("state", "said", "missing"),
    [
        (PlanState.REQUESTED, State.MONEY_ASKED, True),
        (PlanState.CONFIRMED, State.MONEY_ARRANGED, False),
        (PlanState.CANCELLED, State.MONEY_NOT_ASKED, False),
    ],
)
def test_money_before_the_day_is_missing_from_when_it_is_asked_for_until_it_is_arranged(
    state: PlanState, said: State, missing: bool
) -> None:
    money = item(Matter.EXPENSES, bookings=(a_booking(state),))

    assert (money.state, money.missing) == (said, missing)


def test_a_meeting_with_the_prosecutor_is_theirs_and_unknown_until_somebody_records_it() -> None:
    unknown = item(NeedKind.CPS_MEETING)
    asked = item(NeedKind.CPS_MEETING, needs=(a_need(NeedKind.CPS_MEETING, NeedState.REQUESTED, whose=Side.CPS),))

    assert (unknown.state, unknown.whose, unknown.missing, unknown.is_known) == (
        State.NEED_UNKNOWN,
        Side.CPS,
        False,
        False,
    )
    assert (asked.state, asked.whose, asked.missing) == (State.NEED_REQUESTED, Side.CPS, True)


@pytest.mark.parametrize(
    ("measure", "booked", "said", "missing"),
    [
        (MeasureState.GRANTED, None, State.NEED_NEEDED, True),
        (MeasureState.GRANTED, PlanState.REQUESTED, State.NEED_REQUESTED, True),
        (MeasureState.GRANTED, PlanState.CONFIRMED, State.NEED_CONFIRMED, False),
        (MeasureState.GRANTED, PlanState.CANCELLED, State.NEED_NEEDED, True),
        (MeasureState.REFUSED, None, None, False),
        (MeasureState.NOT_WANTED, None, None, False),
    ],
)
def test_an_intermediary_who_is_granted_has_to_be_booked_for_the_day(
    measure: MeasureState, booked: PlanState | None, said: State | None, missing: bool
) -> None:
    bookings = () if booked is None else (a_booking(booked, BookingKind.INTERMEDIARY),)
    picture = a_picture(measures=(a_measure(MeasureKind.INTERMEDIARY, measure),), bookings=bookings)

    found = [i for i in judge(picture, WITNESS, CALENDAR, NOW).items if i.what is Matter.INTERMEDIARY]

    assert [(i.state, i.missing) for i in found] == ([] if said is None else [(said, missing)])
