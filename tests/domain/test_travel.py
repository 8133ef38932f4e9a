"""How long ways take: by the straight line, by road where somebody has asked, and no guess goes unlabelled."""

import pytest

from witness.domain.courts import OutcodeArea
from witness.domain.travel import (
    APPROXIMATE,
    BY_ROAD,
    FELL_BACK,
    LEAST_MINUTES,
    UNKNOWN_MINUTES,
    Ways,
    hours_for,
    straight_km,
    straight_minutes,
)

# One degree of latitude is 111.2 km on a sphere of 6371 km: 2 pi r / 360.
HERE, A_DEGREE_NORTH = OutcodeArea(53.0, -1.5, 2.0), OutcodeArea(54.0, -1.5, 2.0)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert straight_km(HERE, A_DEGREE_NORTH) == pytest.approx(111.19, abs=0.01)
    assert straight_km(HERE, HERE) == 0


def test_a_degree_of_longitude_is_shorter_up_north() -> None:
    east = OutcodeArea(60.0, -0.5, 2.0)

    # cos 60 degrees is a half.
    assert straight_km(OutcodeArea(60.0, -1.5, 2.0), east) == pytest.approx(111.19 / 2, rel=0.001)


@pytest.mark.parametrize(
    ("road_km", "minutes"),
    [
        (0, 0),
        (2.2, 6),  # streets at 22
        (3 + 7, 60 * (3 / 22 + 7 / 35)),
        (3 + 9 + 28 + 75, 60 * (3 / 22 + 9 / 35 + 28 / 55 + 1)),
    ],
)
def test_each_stretch_of_a_way_has_its_own_speed(road_km: float, minutes: float) -> None:
    assert 60 * hours_for(road_km) == pytest.approx(minutes)


def test_a_longer_way_never_takes_less_time() -> None:
    times = [hours_for(tenth / 10) for tenth in range(2000)]

    assert all(one < other for one, other in zip(times, times[1:], strict=False))


def test_a_way_by_road_is_told_from_one_by_the_straight_line() -> None:
    ways = Ways({"QX1": HERE, "QX2": A_DEGREE_NORTH}, {("QX1", "QX2"): 5401})

    out, back = ways.between("QX1", "QX2"), ways.between("QX2", "QX1")

    assert (out.minutes, out.is_approximate) == (91, False)
    assert (back.minutes, back.is_approximate) == (straight_minutes(HERE, A_DEGREE_NORTH), True)


def test_within_one_postcode_there_is_still_a_way() -> None:
    ways = Ways({"QX1": HERE, "QX9": OutcodeArea(53.0, -1.5, 30.0)})

    assert ways.between("QX1", "QX1").minutes == LEAST_MINUTES
    assert ways.between("QX9", "QX9").minutes > 20


@pytest.mark.parametrize("pair", [("", "QX1"), ("QX1", ""), ("", ""), ("QX1", "QX77"), ("QX77", "QX77")])
def test_a_place_that_nobody_knows_takes_a_fixed_time_and_says_that_it_is_a_guess(pair: tuple[str, str]) -> None:
    way = Ways({"QX1": HERE}).between(*pair)

    assert (way.minutes, way.is_approximate) == (UNKNOWN_MINUTES, True)


def test_the_label_says_by_which_means() -> None:
    by_road = {("QX1", "QX2"): 60}

    assert Ways().label() == APPROXIMATE
    assert Ways(by_road=by_road).label() == BY_ROAD
    assert Ways(by_road=by_road, fell_back=True).label() == FELL_BACK
