"""Special measures that are not applied for in time: the clock, whose move it is, and where no limit is guessed."""

from datetime import date

import pytest

from tests.builders import (
    CALENDAR,
    WITNESS,
    a_case,
    a_defendant,
    a_measure,
    a_picture,
    noon,
    points_of,
    steps,
)
from witness.domain.cases import CasePicture, Track
from witness.domain.concern import Code, assess
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.evidence import Side
from witness.domain.measures import Measure, MeasureState


def pleaded(measure: Measure, track: Track = Track.CROWN, *, on: date | None = date(2026, 3, 2)) -> CasePicture:
    taken = () if on is None else (DefendantStep(Turn.PLEADED_NOT_GUILTY, noon(on)),)
    case = a_case(track=track, defendants=(a_defendant(steps=taken), a_defendant("D2")))
    return a_picture(case=case, measures=(measure,))


@pytest.mark.parametrize(
    ("track", "last_day"),
    [
        (Track.CROWN, date(2026, 3, 16)),
        (Track.MAGISTRATES, date(2026, 3, 30)),
        (Track.YOUTH, date(2026, 3, 30)),
    ],
)
def test_views_without_an_application_count_from_the_day_after_the_limit(track: Track, last_day: date) -> None:
    picture = pleaded(a_measure(state=MeasureState.VIEWS), track)

    assert points_of(Code.SM_NOT_APPLIED, noon(last_day), picture) is None
    assert points_of(Code.SM_NOT_APPLIED, noon(CALENDAR.add(last_day, 1)), picture) == 10


@pytest.mark.parametrize("state", MeasureState)
def test_only_a_measure_whose_views_are_known_waits_for_an_application(state: MeasureState) -> None:
    waits = state in (MeasureState.VIEWS, MeasureState.ASKED)

    found = points_of(Code.SM_NOT_APPLIED, noon(date(2026, 5, 1)), pleaded(a_measure(state=state)))

    assert found == (10 if waits else None)


def test_it_is_our_move_until_the_cps_has_been_asked() -> None:
    def owner(state: MeasureState) -> list[Side]:
        found = assess(pleaded(a_measure(state=state)), WITNESS, CALENDAR, noon(date(2026, 5, 1)))
        return [factor.owner for factor in found.factors if factor.code is Code.SM_NOT_APPLIED]

    assert owner(MeasureState.VIEWS) == [Side.SUPPORT]
    assert owner(MeasureState.ASKED) == [Side.CPS]


def test_without_the_day_of_a_plea_no_limit_is_guessed_and_a_change_has_another_clock() -> None:
    waiting = a_measure(state=MeasureState.ASKED)
    varied = Measure(
        WITNESS,
        waiting.kind,
        MeasureState.ASKED,
        waiting.since,
        steps=steps(MeasureState.GRANTED, MeasureState.VARIATION, MeasureState.ASKED),
    )

    assert points_of(Code.SM_NOT_APPLIED, noon(date(2026, 5, 1)), pleaded(waiting, on=None)) is None
    assert points_of(Code.SM_NOT_APPLIED, noon(date(2026, 5, 1)), pleaded(varied)) is None
