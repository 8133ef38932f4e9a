"""The road service: what it is asked, what it may answer, and what happens when it does not."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.intake.road_server import Roads, road_server
from witness.domain.courts import OutcodeArea
from witness.intake import road_service
from witness.intake.road_service import NoRoads, RoadService

AREAS = {f"QX{n}": OutcodeArea(53 + n / 100, -1.5 - n / 1000, 2.0) for n in range(1, 4)}


@pytest.fixture
def roads() -> Iterator[Roads]:
    with road_server() as serving:
        yield serving


def test_every_way_is_asked_for_in_both_directions(roads: Roads) -> None:
    found = RoadService(roads.url).ways(AREAS)

    assert set(found) == {(a, b) for a in AREAS for b in AREAS if a != b}
    assert found["QX1", "QX3"] == 20  # two hundredths of a degree, a thousand seconds each degree
    assert len(roads.asked) == 1


def test_nothing_leaves_but_the_middles_of_postcodes(roads: Roads) -> None:
    RoadService(roads.url).ways({"QX1": OutcodeArea(53.123456, -1.654321, 2.0)})

    (asked,) = roads.asked
    assert "-1.654,53.123" in asked
    assert "QX1" not in asked
    assert "123456" not in asked


def test_many_places_are_asked_for_in_questions_that_the_service_takes(roads: Roads) -> None:
    many = {f"QX{n}": OutcodeArea(53 + n / 1000, -1.5, 2.0) for n in range(120)}

    found = RoadService(roads.url).ways(many)

    assert len(found) == 120 * 119
    assert len(roads.asked) == 9  # three batches of where ways begin by three of where they end
    assert all(asked.partition("?")[0].count(";") < 100 for asked in roads.asked)


def test_a_way_that_no_road_leads_is_left_out(roads: Roads) -> None:
    roads.spoilt = {"code": "Ok", "durations": [[0, None, 12.6], [None, 0, 5], [1, 2, 0]]}

    found = RoadService(roads.url).ways(AREAS)

    assert ("QX1", "QX2") not in found
    assert found["QX1", "QX3"] == 13


@pytest.mark.parametrize(
    "spoilt",
    [
        {"code": "NoTable"},
        {"code": "Ok"},
        {"code": "Ok", "durations": [[0, 1, 2]]},
        {"code": "Ok", "durations": [[0, 1], [0, 1], [0, 1]]},
        {"code": "Ok", "durations": [[0, -1, 2], [0, 1, 2], [0, 1, 2]]},
        {"code": "Ok", "durations": [[0, True, 2], [0, 1, 2], [0, 1, 2]]},
        {"code": "Ok", "durations": [[0, "1", 2], [0, 1, 2], [0, 1, 2]]},
        {"code": "Ok", "durations": [[0, float("inf"), 2], [0, 1, 2], [0, 1, 2]]},
        ["durations"],
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(roads: Roads, spoilt: Any) -> None:
    roads.spoilt = spoilt

    with pytest.raises(NoRoads):
        RoadService(roads.url).ways(AREAS)


def test_neither_an_error_nor_something_that_is_not_json_is_an_answer(roads: Roads) -> None:
    roads.raw = b"<html>"
    with pytest.raises(NoRoads, match="not JSON"):
        RoadService(roads.url).ways(AREAS)

    roads.status = 302
    with pytest.raises(NoRoads, match="302"):
        RoadService(roads.url).ways(AREAS)


def test_an_answer_without_end_is_cut_off(roads: Roads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(road_service, "LARGEST_BYTES", 100)
    roads.raw = b" " * 1000

    with pytest.raises(NoRoads, match="too large"):
        RoadService(roads.url).ways(AREAS)


def test_a_service_that_is_silent_or_not_there_is_given_up(roads: Roads) -> None:
    roads.silent = threading.Event()

    with pytest.raises(NoRoads, match="Timeout") as refused:
        RoadService(roads.url, read_seconds=0.1).ways(AREAS)

    assert "53." not in str(refused.value)
    with pytest.raises(NoRoads, match="ConnectionError"):
        RoadService("http://127.0.0.1:9").ways(AREAS)


def test_more_places_than_a_week_can_have_are_not_asked_for(roads: Roads) -> None:
    many = {f"Q{n}": OutcodeArea(53, -1.5, 2.0) for n in range(road_service.MOST_PLACES + 1)}

    with pytest.raises(NoRoads, match="too many"):
        RoadService(roads.url).ways(many)
    assert roads.asked == []
