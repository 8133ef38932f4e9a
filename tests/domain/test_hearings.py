"""A date is often not a date: certainty, words, moves, and which hearing is next."""

from datetime import date, time, timedelta
from itertools import product

import pytest

from tests.builders import a_hearing, a_revision, a_slot, moved
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    NO_SLOT,
    Certainty,
    Hearing,
    HearingKind,
    HearingState,
    Listing,
    Revision,
    Slot,
    next_of,
)

MON, TUE, WED, FRI = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 11)
NEXT_MON = date(2026, 12, 14)
TEN = time(10, 0)

CERTAINTY = {
    Listing.FIXTURE: (Certainty.TIME, Certainty.DAY),
    # The court will try not to move it, which is no more than it says of any fixture: it is told in the same words.
    Listing.PRIORITY_FIXTURE: (Certainty.TIME, Certainty.DAY),
    Listing.FLOATER: (Certainty.MAYBE, Certainty.MAYBE),
    Listing.BACKER: (Certainty.MAYBE, Certainty.MAYBE),
    Listing.WARNED_LIST: (Certainty.WINDOW, Certainty.WINDOW),
    Listing.WEEK_COMMENCING: (Certainty.WINDOW, Certainty.WINDOW),
    Listing.RESERVE: (Certainty.WINDOW, Certainty.WINDOW),
    Listing.TO_BE_CONFIRMED: (Certainty.NONE, Certainty.NONE),
}


def test_every_listing_has_its_certainty() -> None:
    assert set(CERTAINTY) == set(Listing)


@pytest.mark.parametrize("listing", Listing)
def test_certainty_follows_the_listing_and_whether_an_hour_is_known(listing: Listing) -> None:
    with_hour, without = CERTAINTY[listing]

    assert Slot(listing, MON, at=TEN).certainty is with_hour
    assert Slot(listing, MON).certainty is without


@pytest.mark.parametrize(("listing", "at"), list(product(Listing, [None, TEN])))
def test_without_a_day_nothing_is_certain(listing: Listing, at: time | None) -> None:
    assert Slot(listing, at=at).certainty is Certainty.NONE


def test_no_slot_is_no_date() -> None:
    assert NO_SLOT.certainty is Certainty.NONE
    assert NO_SLOT.last_day is None


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        (Slot(Listing.FIXTURE, MON, at=TEN), "Monday 7 December 2026 at 10am"),
        (Slot(Listing.FIXTURE, MON), "Monday 7 December 2026"),
        (Slot(Listing.PRIORITY_FIXTURE, MON, at=TEN), "Monday 7 December 2026 at 10am"),
        (Slot(Listing.FLOATER, MON, at=TEN), "Monday 7 December 2026 at 10am, if a court room is free"),
        (Slot(Listing.BACKER, MON), "Monday 7 December 2026, if a court room is free"),
        (
            Slot(Listing.WARNED_LIST, MON, NEXT_MON),
            "any day from Monday 7 December 2026 to Monday 14 December 2026",
        ),
        (Slot(Listing.WEEK_COMMENCING, MON), "any day from Monday 7 December 2026 to Friday 11 December 2026"),
        (Slot(Listing.TO_BE_CONFIRMED), "no date yet"),
        (Slot(Listing.FIXTURE), "no date yet"),
    ],
)
def test_a_slot_is_said_in_words_that_promise_no_more_than_the_court_did(slot: Slot, words: str) -> None:
    assert slot.in_words() == words


@pytest.mark.parametrize("listing", [Listing.WARNED_LIST, Listing.WEEK_COMMENCING, Listing.RESERVE])
def test_no_clock_time_is_ever_said_of_a_window(listing: Listing) -> None:
    assert "10am" not in Slot(listing, MON, FRI, at=TEN).in_words()


def test_a_week_known_by_its_first_day_lasts_until_friday() -> None:
    assert Slot(Listing.WEEK_COMMENCING, MON).last_day == FRI
    assert Slot(Listing.FIXTURE, MON).last_day == MON
    assert Slot(Listing.WARNED_LIST, MON, NEXT_MON).last_day == NEXT_MON


def test_every_kind_of_hearing_has_words() -> None:
    assert set(KIND_IN_WORDS) == set(HearingKind)
    assert set(HearingKind) > EVIDENCE_KINDS


# Moves


def of(*revisions: Revision) -> Hearing:
    return a_hearing(revisions=revisions)


WINDOW = Slot(Listing.WARNED_LIST, MON, FRI)


@pytest.mark.parametrize(
    ("hearing", "times"),
    [
        (moved(MON), 0),
        (moved(MON, MON), 0),
        (moved(MON, TUE), 1),
        (moved(MON, TUE, WED), 2),
        (moved(MON, TUE, MON), 2),
        (moved(None, MON), 0),
        (moved(MON, None, MON), 0),
        (moved(MON, None, TUE), 1),
    ],
)
def test_a_hearing_has_moved_as_often_as_its_day_has(hearing: Hearing, times: int) -> None:
    assert hearing.times_moved == times


def test_another_hour_room_or_court_is_no_move_of_the_date() -> None:
    slots = [a_slot(MON), a_slot(MON, at=time(14, 0)), a_slot(MON, room="5"), a_slot(MON, court_code="M01")]

    assert of(*(a_revision(n, slot) for n, slot in enumerate(slots, start=1))).times_moved == 0


def test_what_was_taken_back_never_happened() -> None:
    hearing = of(a_revision(1, a_slot(MON)), a_revision(2, a_slot(TUE)), a_revision(3, a_slot(MON), undoes=2))

    assert hearing.times_moved == 0


def test_a_move_after_one_that_was_taken_back_counts_once() -> None:
    hearing = of(
        a_revision(1, a_slot(MON)),
        a_revision(2, a_slot(TUE)),
        a_revision(3, a_slot(MON), undoes=2),
        a_revision(4, a_slot(WED)),
    )

    assert hearing.times_moved == 1
    assert [revision.number for revision in hearing.moves] == [4]


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        (WINDOW, a_slot(WED), 0),  # fixed inside the days that were kept free
        (WINDOW, Slot(Listing.WARNED_LIST, TUE, WED), 0),
        (WINDOW, a_slot(NEXT_MON), 1),
        (WINDOW, Slot(Listing.WARNED_LIST, MON, NEXT_MON), 1),
        (Slot(Listing.WEEK_COMMENCING, MON), a_slot(FRI), 0),
        (Slot(Listing.WEEK_COMMENCING, MON), a_slot(NEXT_MON), 1),
        (Slot(Listing.WEEK_COMMENCING, MON), WINDOW, 0),
        (a_slot(WED), WINDOW, 1),  # the day people had planned for is a day no more
    ],
)
def test_a_window_that_narrows_breaks_no_plan(before: Slot, after: Slot, times: int) -> None:
    assert of(a_revision(1, before), a_revision(2, after)).times_moved == times


def test_a_hearing_knows_its_newest_revision_and_each_by_number() -> None:
    hearing = moved(MON, TUE)

    assert hearing.now.number == 2
    assert hearing.revision(1).slot.on == MON


# The next one


def on(day: date | None, state: HearingState = HearingState.LISTED, **changes: object) -> Hearing:
    return a_hearing(revisions=[a_revision(slot=a_slot(day, **changes), state=state)], hearing_id=f"{day} {state}")


def test_the_next_hearing_is_the_soonest_that_is_not_over() -> None:
    past, today, later = on(MON), on(TUE), on(WED)

    assert next_of([later, past, today], TUE) is today
    assert next_of([later, past], TUE) is later
    assert next_of([past], TUE) is None
    assert next_of([], TUE) is None


@pytest.mark.parametrize("state", HearingState)
def test_only_a_hearing_that_stands_can_be_next(state: HearingState) -> None:
    stands = state in (HearingState.LISTED, HearingState.UNCONFIRMED)

    assert (next_of([on(TUE, state)], MON) is not None) is stands


def test_a_hearing_without_a_day_is_never_next() -> None:
    assert next_of([on(None)], MON) is None


@pytest.mark.parametrize("until", [None, FRI])
def test_a_window_is_ahead_until_its_last_day(until: date | None) -> None:
    week = on(MON, listing=Listing.WEEK_COMMENCING, until=until)

    assert next_of([week], FRI) is week
    assert next_of([week], FRI + timedelta(days=1)) is None


def test_two_hearings_of_one_day_do_not_trip_it() -> None:
    first, second = on(TUE), on(TUE, HearingState.UNCONFIRMED)

    assert next_of([first, second], MON) is first
