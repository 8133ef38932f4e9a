"""The listing sub-state of a date: what the court promised, taken out, fixed anew."""

from datetime import date, timedelta

import pytest

from tests.builders import a_hearing, a_revision, a_slot, noon
from witness.domain.hearings import Effectiveness, Hearing, HearingState, Listing, Revision, Slot, undo_until
from witness.domain.listing import LISTING_IN_WORDS, OF_LISTING, ListingState, is_refixed, listing_state_of

MON, TUE, FRI = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
WINDOW = Slot(Listing.WARNED_LIST, MON, FRI)
HELD, VACATED = HearingState.HELD, HearingState.VACATED


def of(*revisions: Revision) -> Hearing:
    return a_hearing(revisions=revisions)


@pytest.mark.parametrize("listing", Listing)
def test_each_listing_is_a_sub_state_of_its_own(listing: Listing) -> None:
    assert listing_state_of(of(a_revision(slot=a_slot(MON, listing=listing)))) is OF_LISTING[listing]
    assert listing_state_of(of(a_revision(slot=a_slot(None, listing=listing)))) is ListingState.TO_BE_CONFIRMED


def test_every_sub_state_has_words_and_every_listing_its_sub_state() -> None:
    assert set(LISTING_IN_WORDS) == set(ListingState)
    assert set(OF_LISTING) == set(Listing)
    assert set(OF_LISTING.values()) == set(ListingState) - {ListingState.VACATED, ListingState.REFIXED}


def test_a_date_that_was_taken_out_is_vacated_until_there_is_a_new_one() -> None:
    off = of(a_revision(), a_revision(2, state=VACATED))

    assert listing_state_of(off) is ListingState.VACATED
    assert not is_refixed(off)


@pytest.mark.parametrize(
    "before",
    [
        a_revision(2, state=VACATED),
        a_revision(2, state=HELD, effectiveness=Effectiveness.INEFFECTIVE, outcome_code="W1"),
    ],
)
def test_a_new_day_after_one_that_came_to_nothing_is_fixed_anew(before: Revision) -> None:
    assert listing_state_of(of(a_revision(), before, a_revision(3, a_slot(FRI)))) is ListingState.REFIXED


def test_a_second_warned_list_is_above_all_a_warned_list() -> None:
    again = of(a_revision(slot=WINDOW), a_revision(2, WINDOW, state=VACATED), a_revision(3, WINDOW))

    assert listing_state_of(again) is ListingState.WARNED_LIST
    assert is_refixed(again)


def test_a_day_that_only_moved_is_not_fixed_anew() -> None:
    assert listing_state_of(of(a_revision(), a_revision(2, a_slot(TUE)))) is ListingState.FIXTURE


def test_a_date_that_was_taken_out_by_mistake_and_given_back_is_as_it_was() -> None:
    undone = of(a_revision(), a_revision(2, state=VACATED), a_revision(3, undoes=2))

    assert listing_state_of(undone) is ListingState.FIXTURE


def test_what_became_of_a_day_is_not_undone_but_a_change_of_date_is() -> None:
    hold, now = timedelta(minutes=15), noon(MON)
    changed = of(a_revision(), a_revision(2, a_slot(TUE), recorded_at=now))
    held = of(a_revision(), a_revision(2, state=HELD, effectiveness=Effectiveness.EFFECTIVE, recorded_at=now))
    refixed = of(
        a_revision(),
        a_revision(2, state=HELD, effectiveness=Effectiveness.INEFFECTIVE, recorded_at=now),
        a_revision(3, a_slot(FRI), recorded_at=now),
    )

    assert undo_until(changed, hold, now) == now + hold
    assert undo_until(held, hold, now) is None
    assert undo_until(refixed, hold, now) is None
