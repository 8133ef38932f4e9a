"""What a caller reads out when no text could go: the newest truth of a date, in one sentence."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import TRIAL_DAY, a_hearing, a_slot
from witness.domain.hearings import Hearing, HearingState, Listing, Slot
from witness.domain.what_to_say import what_to_say


def listed(slot: Slot, state: HearingState = HearingState.LISTED) -> Hearing:
    hearing = a_hearing()
    return replace(hearing, revisions=(replace(hearing.now, slot=slot, state=state),))


NO_DAY = Slot(Listing.TO_BE_CONFIRMED)
WEEK = Slot(Listing.WARNED_LIST, TRIAL_DAY, date(2026, 12, 18))


@pytest.mark.parametrize(
    ("hearing", "said"),
    [
        (listed(a_slot(at=time(10, 0))), "It is on Monday 7 December 2026. We meet at 9am."),
        (listed(a_slot(at=None)), "It is on Monday 7 December 2026. The hour is not known yet."),
        (
            listed(replace(a_slot(at=time(10, 30)), listing=Listing.FLOATER)),
            "It is on Monday 7 December 2026. We meet at 9.30am. It may not begin that day.",
        ),
        (
            listed(WEEK),
            "Please keep Monday 7 December 2026 to Friday 18 December 2026 free. The day itself is not fixed yet.",
        ),
        (listed(NO_DAY), "There is no date yet. I will ring you as soon as there is one."),
        (
            listed(a_slot(), HearingState.UNCONFIRMED),
            "The date is being checked with the court. I will ring you again; plan nothing new until then.",
        ),
        (
            listed(a_slot(), HearingState.VACATED),
            "You do not need to come on Monday 7 December 2026. There is no new date yet.",
        ),
        (listed(NO_DAY, HearingState.VACATED), "You do not need to come. There is no new date yet."),
        (listed(a_slot(), HearingState.HELD), ""),
    ],
)
def test_a_caller_reads_out_the_newest_truth(hearing: Hearing, said: str) -> None:
    assert what_to_say(hearing) == said
