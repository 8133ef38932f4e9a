"""Days on which a family cannot come: a clash on a fixed day, a note in a window that leaves a day."""

from datetime import date

import pytest

from tests.builders import (
    CALENDAR,
    FATHER,
    MOTHER,
    WITNESS,
    J,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    noon,
    points_of,
    reason_of,
)
from witness.domain.availability import Clash, clash_of
from witness.domain.concern import Code
from witness.domain.hearings import Hearing, Listing
from witness.domain.people import AvoidWhy, DatesToAvoid

FAR = noon(date(2026, 2, 16))


def away(first: date, last: date, person_id: str = J) -> DatesToAvoid:
    return DatesToAvoid(f"{person_id}-{first}", person_id, first, last, AvoidWhy.EXAM, noon(date(2026, 2, 2)))


def a_window(first: date, last: date) -> Hearing:
    slot = a_slot(first, until=last, at=None, listing=Listing.WARNED_LIST)
    return a_hearing(revisions=[a_revision(slot=slot)])


def clash(hearing: Hearing, *dates: DatesToAvoid) -> Clash | None:
    return clash_of(a_picture(hearings=(hearing,), availability=dates), WITNESS, hearing, CALENDAR)


@pytest.mark.parametrize("who", [J, MOTHER])
def test_a_day_on_which_the_witness_or_a_carer_cannot_come_is_a_clash(who: str) -> None:
    dates = away(date(2026, 12, 4), date(2026, 12, 8), who)
    picture = a_picture(availability=(dates,))

    assert points_of(Code.PRACTICAL_CLASH, FAR, picture) == 10
    assert reason_of(Code.PRACTICAL_CLASH, FAR, picture) == (
        "The witness, a parent or a carer cannot come on Mon 7 Dec."
    )


def test_other_days_and_other_people_are_no_clash() -> None:
    picture = a_picture(
        availability=(
            away(date(2026, 12, 1), date(2026, 12, 6)),
            away(date(2026, 12, 8), date(2026, 12, 8)),
            away(date(2026, 12, 7), date(2026, 12, 7), FATHER),
        )
    )

    assert points_of(Code.PRACTICAL_CLASH, FAR, picture) is None


def test_a_window_clashes_only_when_every_court_day_of_it_is_taken() -> None:
    window = a_window(date(2026, 12, 7), date(2026, 12, 9))
    some = clash(window, away(date(2026, 12, 7), date(2026, 12, 8)))
    between_them = clash(
        window, away(date(2026, 12, 7), date(2026, 12, 8)), away(date(2026, 12, 9), date(2026, 12, 9), MOTHER)
    )

    assert some is not None
    assert (some.blocks, some.left) == (False, (date(2026, 12, 9),))
    assert some.in_words() == "Mon 7 Dec, Tue 8 Dec; 1 day of the period is left"
    assert between_them is not None
    assert between_them.blocks
    picture = a_picture(hearings=(window,), availability=some.recorded)
    assert points_of(Code.PRACTICAL_CLASH, FAR, picture) is None


def test_weekends_and_bank_holidays_of_a_window_leave_no_court_day() -> None:
    christmas = a_window(date(2026, 12, 24), date(2026, 12, 29))
    found = clash(christmas, away(date(2026, 12, 24), date(2026, 12, 24)), away(date(2026, 12, 29), date(2026, 12, 29)))

    assert found is not None
    assert (found.blocks, found.days) == (True, (date(2026, 12, 24), date(2026, 12, 29)))


def test_a_hearing_without_a_date_clashes_with_nothing_and_one_beyond_the_calendar_can() -> None:
    assert clash(a_hearing(None), away(date(2026, 1, 1), date(2028, 1, 1))) is None
    assert clash(a_hearing(date(2030, 3, 5)), away(date(2030, 3, 5), date(2030, 3, 5))) is not None


def test_a_long_absence_is_said_in_brief() -> None:
    found = clash(a_window(date(2026, 12, 7), date(2026, 12, 18)), away(date(2026, 12, 1), date(2026, 12, 17)))

    assert found is not None
    assert found.in_words() == "9 days from Mon 7 Dec to Thu 17 Dec; 1 day of the period is left"
