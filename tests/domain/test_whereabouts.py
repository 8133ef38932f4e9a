"""Where a witness is on the day, as the prosecution may know it: no place, no name, and the two hours of a wait."""

from datetime import timedelta

import pytest

from tests.builders import WITNESS, a_picture
from tests.domain.test_at_court import a_day, at
from witness.domain.at_court import DayState, DayStep
from witness.domain.at_court_clocks import WaitLevel
from witness.domain.whereabouts import in_words, wait_in_words, whereabouts_of

THERE = (DayStep.LEFT_HOME, DayStep.PICKED_UP, DayStep.ARRIVED)  # at 8, 9 and 10


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "not set off yet"),
        (THERE[:1], "on the way since 8am"),
        (THERE, "arrived, waiting since 10am"),
        ((*THERE, DayStep.CALLED), "giving evidence since 11am"),
        ((*THERE, DayStep.CALLED, DayStep.RELEASED), "released, on the way home since 12 noon"),
        ((*THERE, DayStep.CALLED, DayStep.RELEASED, DayStep.HOME_SAFE), "home safe since 1pm"),
    ],
)
def test_a_liaison_hears_how_far_the_day_has_got_and_nothing_else(steps: tuple[DayStep, ...], said: str) -> None:
    here = whereabouts_of(a_picture(day_taps=tuple(a_day(*steps))), WITNESS, at(14))

    assert here is not None
    assert in_words(here) == said


@pytest.mark.parametrize(
    ("hour", "minute", "words", "level"),
    [
        (10, 40, "1 h 20 min of the two hours left", WaitLevel.FINE),
        (11, 30, "30 min of the two hours left", WaitLevel.NOTE),
        (12, 0, "over the two hours by 0 min", WaitLevel.ALARM),
        (13, 5, "over the two hours by 1 h 5 min", WaitLevel.ALARM),
    ],
)
def test_the_wait_stands_against_the_two_hours(hour: int, minute: int, words: str, level: WaitLevel) -> None:
    now = at(hour, minute)
    here = whereabouts_of(a_picture(day_taps=tuple(a_day(*THERE))), WITNESS, now)

    assert here is not None
    assert here.state is DayState.WAITING
    assert wait_in_words(here, now) == (words, level)


def test_on_another_day_nobody_is_anywhere() -> None:
    assert whereabouts_of(a_picture(), WITNESS, at(9) - timedelta(days=1)) is None
