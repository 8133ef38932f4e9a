"""What becomes of each thing planned when its hearing moves, becomes a period, or is off; and how it is taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    TRIAL,
    TRIAL_DAY,
    a_hearing,
    a_need,
    a_picture,
    a_revision,
    a_slot,
    noon,
)
from tests.planned import DAYS_BEFORE, a_booking, a_step, a_trip, a_visit, everything, superseded
from witness.domain.bookings import BookingKind
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.needs import need_for, need_now
from witness.domain.plans import PlanState
from witness.domain.ripple import Further, ItemChange, planned_after, taken_back, waiting_on, with_steps
from witness.domain.ripple_table import CHOICES, Choice, Habit, Turn, turn_of
from witness.domain.visits import VisitKind

NOW = noon(date(2026, 11, 10))
LATER, EARLIER, MUCH_LATER = date(2026, 12, 15), date(2026, 11, 30), date(2027, 3, 8)
WARNED = Slot(Listing.WARNED_LIST, date(2026, 12, 14), date(2026, 12, 25), None, "429")
KEEP, MOVE, CANCEL = Choice.KEEP, Choice.MOVE, Choice.CANCEL


def after(slot: Slot | None, state: HearingState = HearingState.LISTED, **planned: Any) -> CasePicture:
    """The trial as it was listed for Monday 7 December at ten, and then as given."""
    second = a_revision(2, slot or a_slot(), state=state, recorded_at=NOW, learnt_at=NOW)
    return a_picture(hearings=(a_hearing(revisions=[a_revision(), second]),), **(planned or everything()))


def changes(
    picture: CasePicture, now: datetime = NOW, choices: Mapping[str, Choice] | None = None
) -> dict[str, ItemChange]:
    found = planned_after(picture, TRIAL, choices or {}, calendar=CALENDAR, now=now)
    return {change.item_id: change for change in found}


def only(picture: CasePicture, now: datetime = NOW) -> ItemChange:
    (change,) = changes(picture, now).values()
    return change


def off(**planned: Any) -> CasePicture:
    return after(None, HearingState.VACATED, **planned)


def test_every_way_of_planning_has_a_rule_for_every_turn() -> None:
    for habit in Habit:
        assert set(CHOICES[habit]) == set(Turn) - {Turn.NONE}
        assert all(choices and len(set(choices)) == len(choices) for choices in CHOICES[habit].values())


@pytest.mark.parametrize(
    ("slot", "state", "turn"),
    [
        (a_slot(room="7"), HearingState.LISTED, Turn.NONE),
        (a_slot(), HearingState.UNCONFIRMED, Turn.NONE),
        (a_slot(LATER), HearingState.HELD, Turn.NONE),
        (a_slot(at=time(14, 0)), HearingState.LISTED, Turn.HOUR),
        (a_slot(listing=Listing.FLOATER), HearingState.LISTED, Turn.HOUR),
        (a_slot(LATER), HearingState.LISTED, Turn.DAY),
        (a_slot(court_code="430"), HearingState.LISTED, Turn.COURT),
        (WARNED, HearingState.LISTED, Turn.WINDOW),
        (a_slot(), HearingState.VACATED, Turn.OFF),
        (Slot(Listing.TO_BE_CONFIRMED), HearingState.LISTED, Turn.OFF),
    ],
)
def test_what_became_of_a_promise(slot: Slot, state: HearingState, turn: Turn) -> None:
    assert turn_of(a_revision(), a_revision(2, slot, state=state)) is turn


@pytest.mark.parametrize(
    ("slot", "state"), [(a_slot(room="9"), HearingState.LISTED), (a_slot(), HearingState.UNCONFIRMED)]
)
def test_a_court_room_and_a_doubt_change_nothing_that_was_planned(slot: Slot, state: HearingState) -> None:
    assert changes(after(slot, state)) == {}


def test_a_ride_on_the_day_moves_as_provisional_and_its_pick_up_with_the_court_hour() -> None:
    change = only(after(a_slot(LATER, at=time(14, 0)), trips=(a_trip(),)))

    assert (change.choice, change.allowed) == (MOVE, (MOVE, CANCEL))
    step = change.chosen.step
    assert (step.state, step.on, step.at) == (PlanState.NEEDED, LATER, time(12, 0))
    assert (step.of_revision, step.change) == (2, f"{TRIAL}:2")
    assert change.before == "Mon 7 Dec at 8am, confirmed"
    assert change.chosen.after == "Tue 15 Dec at 12 noon, to be arranged"


def test_a_ride_on_the_old_day_cannot_be_kept() -> None:
    with pytest.raises(Refused, match=r"W1: taxi there.*no longer true\. Choose move or cancel"):
        changes(after(a_slot(LATER), trips=(a_trip(),)), choices={"trip-out": KEEP})


@pytest.mark.parametrize("slot", [WARNED, None])
def test_no_ride_is_held_for_a_period_or_for_nothing(slot: Slot | None) -> None:
    picture = after(slot, HearingState.LISTED if slot else HearingState.VACATED, trips=(a_trip(),))

    change = only(picture)

    assert change.allowed == (CANCEL,)
    assert change.chosen.step.state is PlanState.CANCELLED


def test_to_another_building_the_way_and_the_hour_are_agreed_anew() -> None:
    change = only(after(a_slot(LATER, court_code="430"), trips=(a_trip(),)))

    assert (change.chosen.step.on, change.chosen.step.at) == (LATER, None)
    assert "another building" in change.chosen.because


def test_until_when_a_taxi_costs_nothing_is_said_and_when_that_has_passed_it_is_a_warning() -> None:
    taxi = a_trip(cancel_by=datetime(2026, 12, 4, 17, 0, tzinfo=UTC))
    early, late = (only(off(trips=(taxi,)), now) for now in (NOW, noon(date(2026, 12, 6))))

    assert (early.note, early.chosen.warning) == ("No charge when it is cancelled by Fri 4 Dec, 5pm.", "")
    assert late.note == ""
    assert late.chosen.warning == "It may be charged: it could be cancelled free of charge until Fri 4 Dec, 5pm."
    unasked = replace(taxi, steps=(a_step(state=PlanState.NEEDED),))
    assert only(off(trips=(unasked,)), noon(date(2026, 12, 6))).chosen.warning == ""


@pytest.mark.parametrize("kind", [k for k in BookingKind if "letter" not in k.value])
def test_who_was_booked_is_asked_again_for_the_new_day_and_not_for_none(kind: BookingKind) -> None:
    moved = only(after(a_slot(LATER), bookings=(a_booking(kind),)))
    period = only(after(WARNED, bookings=(a_booking(kind),)))

    assert (moved.chosen.step.state, moved.chosen.step.on) == (PlanState.REQUESTED, LATER)
    assert (period.chosen.step.state, period.chosen.step.on) == (PlanState.REQUESTED, None)
    assert "waits until a day is named" in period.chosen.because
    assert only(off(bookings=(a_booking(kind),))).allowed == (CANCEL,)


def test_an_overnight_stay_stays_on_the_eve() -> None:
    stay = a_booking(BookingKind.OVERNIGHT, a_step(date(2026, 12, 6)))

    assert only(after(a_slot(LATER), bookings=(stay,))).chosen.step.on == date(2026, 12, 14)


@pytest.mark.parametrize("state", [PlanState.CONFIRMED, PlanState.DONE])
def test_a_letter_that_names_the_old_day_is_written_anew_even_when_it_has_gone(state: PlanState) -> None:
    letter = a_booking(BookingKind.SCHOOL_LETTER, a_step(state=state))

    assert only(after(a_slot(LATER), bookings=(letter,))).chosen.step.state is PlanState.NEEDED
    told_off = only(off(bookings=(letter,)))
    assert (told_off.choice, told_off.chosen.words, told_off.chosen.step.on) == (MOVE, "Write a new one", None)
    unwritten = a_booking(BookingKind.SCHOOL_LETTER, a_step(state=PlanState.NEEDED))
    assert only(off(bookings=(unwritten,))).allowed == (CANCEL,)


@pytest.mark.parametrize(
    ("slot", "choice", "allowed"),
    [
        (a_slot(LATER), KEEP, (KEEP, MOVE, CANCEL)),
        (WARNED, KEEP, (KEEP, MOVE, CANCEL)),
        (a_slot(MUCH_LATER), MOVE, (MOVE, CANCEL)),  # more than 8 weeks after the visit
        (a_slot(date(2026, 11, 23)), MOVE, (MOVE, CANCEL)),  # no longer before the day
        (a_slot(LATER, court_code="430"), MOVE, (MOVE, CANCEL)),
        (a_slot(at=time(14, 0)), KEEP, (KEEP,)),
    ],
)
def test_a_court_visit_stays_while_it_still_serves(slot: Slot, choice: Choice, allowed: tuple[Choice, ...]) -> None:
    change = only(after(slot, visits=(a_visit(),)))

    assert (change.choice, change.allowed) == (choice, allowed)


def test_what_is_kept_is_planned_for_the_new_date_from_then_on() -> None:
    picture = after(a_slot(LATER), visits=(a_visit(),))

    change = only(picture)

    step = change.chosen.step
    assert (step.state, step.on, step.of_revision) == (PlanState.CONFIRMED, DAYS_BEFORE[VisitKind.COURT_VISIT], 2)
    assert changes(with_steps(picture, (change.further,))) == {}


def test_memory_refreshing_moves_into_the_five_working_days_before_and_never_onto_the_day() -> None:
    change = only(after(a_slot(LATER), visits=(a_visit(VisitKind.MEMORY_REFRESH),)))

    # It was one working day before; it is again.
    assert (change.choice, change.chosen.step.state, change.chosen.step.on) == (
        MOVE,
        PlanState.NEEDED,
        date(2026, 12, 14),
    )
    assert KEEP not in change.allowed
    near = only(after(a_slot(date(2026, 12, 9)), visits=(a_visit(VisitKind.MEMORY_REFRESH),)))
    assert near.allowed == (MOVE, KEEP, CANCEL)  # three working days before the new day is still its place


def test_memory_refreshing_is_always_cancelled_with_a_vacated_hearing() -> None:
    change = only(off(visits=(a_visit(VisitKind.MEMORY_REFRESH),)))

    assert change.allowed == (CANCEL,)
    assert "Tell their supporter at once" in change.chosen.because


def test_for_a_period_memory_refreshing_waits_for_a_day() -> None:
    step = only(after(WARNED, visits=(a_visit(VisitKind.MEMORY_REFRESH),))).chosen.step

    assert (step.state, step.on) == (PlanState.NEEDED, None)


@pytest.mark.parametrize("kind", [VisitKind.WELCOME, VisitKind.HOW_COURT_WORKS])
def test_learning_how_a_court_works_hangs_on_no_day(kind: VisitKind) -> None:
    assert only(after(a_slot(LATER), visits=(a_visit(kind),))).choice is KEEP
    assert only(off(visits=(a_visit(kind),))).choice is KEEP


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (VisitKind.READINESS_CALL, date(2026, 12, 10)),
        (VisitKind.EVE_CALL, date(2026, 12, 14)),
        (VisitKind.DAY_SUPPORT, LATER),
        (VisitKind.DEBRIEF, date(2026, 12, 17)),
    ],
)
def test_calls_and_support_go_with_the_day(kind: VisitKind, on: date) -> None:
    change = only(after(a_slot(LATER), visits=(a_visit(kind),)))

    assert (change.choice, change.chosen.step.on) == (MOVE, on)
    assert only(off(visits=(a_visit(kind),))).allowed == (CANCEL,)


def test_where_no_day_is_left_before_the_hearing_nothing_is_guessed() -> None:
    picture = after(a_slot(date(2026, 11, 11)), visits=(a_visit(),))

    change = only(picture)

    assert change.chosen.step.on is None
    assert "No day for it could be named" in change.chosen.warning


def test_beyond_the_bank_holidays_that_are_known_no_day_is_guessed() -> None:
    change = only(after(a_slot(date(2030, 5, 7)), visits=(a_visit(),)))

    assert (change.choice, change.chosen.step.on) == (MOVE, None)


def test_a_ride_to_a_visit_goes_where_the_visit_goes() -> None:
    picture = after(a_slot(MUCH_LATER))

    found = changes(picture)

    visit, trip = found["visit-court_visit"].chosen.step, found["trip-visit"]
    assert visit.on is not None
    assert (trip.allowed, trip.chosen.step.on, trip.chosen.step.at) == ((MOVE,), visit.on, time(15, 0))
    cancelled = changes(picture, choices={"visit-court_visit": CANCEL})["trip-visit"]
    assert cancelled.chosen.step.state is PlanState.CANCELLED
    assert "trip-visit" not in changes(after(a_slot(LATER)))  # the visit stays


def test_what_has_happened_or_was_cancelled_is_left_alone() -> None:
    done = [a_visit(VisitKind.COURT_VISIT, a_step(state=state)) for state in (PlanState.DONE, PlanState.CANCELLED)]

    assert changes(after(a_slot(LATER), visits=tuple(done))) == {}


def test_a_step_that_says_no_revision_was_planned_for_what_was_known_then() -> None:
    early = a_trip(a_step(of_revision=0, recorded_at=noon(date(2026, 11, 2))))
    late = a_trip(a_step(LATER, of_revision=0, recorded_at=noon(date(2026, 11, 11))))

    assert only(after(a_slot(LATER), trips=(early,))).choice is MOVE
    assert changes(after(a_slot(LATER), trips=(late,))) == {}


@pytest.mark.parametrize(
    ("slot", "state"),
    [
        (a_slot(LATER), HearingState.LISTED),
        (a_slot(EARLIER), HearingState.LISTED),
        (a_slot(MUCH_LATER), HearingState.LISTED),
        (a_slot(LATER, court_code="430", at=None), HearingState.LISTED),
        (a_slot(LATER, listing=Listing.FLOATER), HearingState.LISTED),
        (WARNED, HearingState.LISTED),
        (a_slot(), HearingState.VACATED),
    ],
)
def test_afterwards_nothing_speaks_of_the_old_date_and_looking_again_changes_nothing(
    slot: Slot, state: HearingState
) -> None:
    picture = after(slot, state)
    assert list(superseded(picture, picture.hearing(TRIAL)))

    right = with_steps(picture, tuple(change.further for change in changes(picture).values()))

    assert list(superseded(right, right.hearing(TRIAL))) == []
    assert changes(right) == {}


def undone(picture: CasePicture) -> CasePicture:
    hearing = picture.hearing(TRIAL)
    back = replace(hearing.revision(1), number=3, undoes=2, recorded_at=NOW)
    return replace(picture, hearings=(replace(hearing, revisions=(*hearing.revisions, back)),))


def test_undoing_puts_back_everything_that_the_change_did() -> None:
    picture = after(a_slot(MUCH_LATER))
    moved = with_steps(picture, tuple(change.further for change in changes(picture).values()))

    back = taken_back(undone(moved), TRIAL, 2, NOW)
    restored = with_steps(undone(moved), back.steps)

    before = {item: steps[-1] for item, steps in planned(picture).items()}
    now = {item: steps[-1] for item, steps in planned(restored).items()}
    assert back.left == ()
    assert {i: (s.state, s.on, s.at) for i, s in now.items()} == {i: (s.state, s.on, s.at) for i, s in before.items()}
    assert list(superseded(restored, restored.hearing(TRIAL))) == []
    assert changes(restored) == {}


def test_what_somebody_has_touched_since_is_not_put_back_but_kept_true() -> None:
    picture = after(a_slot(LATER), trips=(a_trip(),))
    moved = with_steps(picture, (only(picture).further,))
    by_hand = a_step(LATER, time(8, 30), of_revision=2, recorded_at=NOW)
    touched = undone(with_steps(moved, (Further("trip-out", 3, by_hand),)))

    back = taken_back(touched, TRIAL, 2, NOW)

    assert (back.steps, back.left) == ((), ("W1: taxi there, at the safe meeting point",))
    assert only(touched).chosen.step.on == TRIAL_DAY


def planned(picture: CasePicture) -> dict[str, Any]:
    found = {v.visit_id: v.steps for v in picture.visits}
    return found | {t.trip_id: t.steps for t in picture.trips} | {b.booking_id: b.steps for b in picture.bookings}


def test_while_a_date_is_in_doubt_what_waits_on_it_is_listed_with_its_deadline() -> None:
    taxi = a_trip(cancel_by=datetime(2026, 12, 4, 17, 0, tzinfo=UTC))

    (words,) = waiting_on(after(a_slot(), HearingState.UNCONFIRMED, trips=(taxi,)), TRIAL, NOW)

    assert words == (
        "W1: taxi there, at the safe meeting point: Mon 7 Dec at 8am, confirmed. "
        "No charge when it is cancelled by Fri 4 Dec, 5pm."
    )


@pytest.mark.parametrize("kind", [k for k in NeedKind if k is not NeedKind.COURT_VISIT])
def test_a_need_that_was_met_for_a_date_that_moved_has_to_be_met_anew(kind: NeedKind) -> None:
    picture = after(a_slot(LATER))
    met = {state: need_now(picture, a_need(kind, state, hearing_id=TRIAL, of_revision=1)) for state in NeedState}

    assert met == {
        NeedState.NEEDED: NeedState.NEEDED,
        NeedState.REQUESTED: NeedState.REQUESTED,
        NeedState.CONFIRMED: NeedState.REQUESTED,
        NeedState.DONE: NeedState.REQUESTED,
        NeedState.NOT_NEEDED: NeedState.NOT_NEEDED,
    }
    assert need_now(picture, a_need(kind, hearing_id=TRIAL, of_revision=2)) is NeedState.CONFIRMED
    assert need_now(picture, a_need(kind)) is NeedState.CONFIRMED  # nobody said for which date


@pytest.mark.parametrize(
    ("slot", "state"),
    [
        (a_slot(LATER), NeedState.DONE),
        (a_slot(MUCH_LATER), NeedState.REQUESTED),
        (a_slot(LATER, court_code="430"), NeedState.REQUESTED),
    ],
)
def test_who_has_seen_the_court_has_seen_it_but_for_another_building_or_a_long_wait(
    slot: Slot, state: NeedState
) -> None:
    need = a_need(NeedKind.COURT_VISIT, NeedState.DONE, hearing_id=TRIAL, of_revision=1)

    assert need_now(after(slot), need) is state


def test_a_need_is_recorded_for_the_date_as_it_stands() -> None:
    need = need_for(after(a_slot(LATER)), a_need(NeedKind.TRANSPORT), date(2026, 11, 10))

    assert (need.hearing_id, need.of_revision) == (TRIAL, 2)
