"""The judge names every broken rule and adds up what a plan costs; each figure here was reckoned by hand."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from tests.planner.one_day import (
    OLU,
    OONA,
    OTIS,
    at,
    down,
    officer,
    plan,
    problem,
    ride,
    route,
    up,
    visit,
)
from witness.planner.check import Fault, check
from witness.planner.plan import Plan
from witness.planner.problem import Assignment, Pair, Problem, Promise, Weights

GOOD = route("olu", 590, 640, at("v", 600))


def faults(asked: Problem, answer: Plan) -> list[Fault]:
    return [violation.fault for violation in check(asked, answer).violations]


def measures(asked: Problem, answer: Plan) -> dict[str, float]:
    """What is not nought."""
    return {name: value for name, value in check(asked, answer).measures.items() if value}


def test_a_plan_that_keeps_every_rule_is_feasible() -> None:
    report = check(problem(visit()), plan(GOOD))
    assert report.is_feasible
    # Ten minutes out and back, fifty in all, one shift used, thirty minutes of service more than the idlest.
    assert report.measures == {**asdict(Weights()), "travel": 20, "duration": 50, "route": 1, "balance": 30}
    assert report.total == 101


@pytest.mark.parametrize(
    ("broken", "asked", "answer"),
    [
        (Fault.OFFICER, problem(visit(penalty=1)), plan(route("nobody", 590, 640, at("v", 600)), unserved=("v",))),
        (Fault.OFFICER, problem(visit(forbidden=frozenset({"olu"}))), plan(GOOD)),
        (Fault.OFFICER, problem(visit(allowed=frozenset({"oona"}))), plan(GOOD)),
        (Fault.SHIFT, problem(visit(penalty=1)), plan(replace(GOOD, shift=1), unserved=("v",))),
        (Fault.SHIFT, problem(visit(), visit("w")), plan(GOOD, route("olu", 640, 690, at("w", 650)))),
        (Fault.SHIFT, problem(visit(), officers=(officer("olu", start=591),)), plan(GOOD)),
        (Fault.SHIFT, problem(visit(), officers=(officer("olu", end=639),)), plan(GOOD)),
        (Fault.TASK, problem(visit()), plan(route("olu", 590, 640, at("v", 600), at("ghost", 630)))),
        (Fault.TRAVEL, problem(visit()), plan(replace(GOOD, start=591))),
        (Fault.TRAVEL, problem(visit()), plan(replace(GOOD, end=639))),
        (Fault.WINDOW, problem(visit(windows=((605, 660),))), plan(GOOD)),
        (Fault.WINDOW, problem(visit(windows=((500, 550), (605, 660)), is_soft=True)), plan(GOOD)),
        (Fault.DURATION, problem(visit(), officers=(officer("olu", max_duration=49),)), plan(GOOD)),
        (Fault.CAPACITY, problem(visit(load=3), officers=(officer("olu", capacity=2),)), plan(GOOD)),
        (Fault.SKILL, problem(visit(skills=frozenset({"sign"}))), plan(GOOD)),
        (Fault.SKILL, problem(visit(lead_skills=frozenset({"sign"}))), plan(GOOD)),
        (Fault.COUNT, problem(visit(officers=2)), plan(GOOD)),
        (Fault.COUNT, problem(visit()), plan(GOOD, replace(GOOD, officer_id="oona"))),
        (Fault.SYNC, problem(visit(officers=2)), plan(GOOD, route("oona", 590, 641, at("v", 601)))),
        (Fault.FIXED, problem(visit(fixed=Promise(start=610))), plan(GOOD)),
        (Fault.FIXED, problem(visit(fixed=Promise(frozenset({"oona"})))), plan(GOOD)),
        (Fault.UNSERVED, problem(visit()), plan(unserved=("v",))),
        (Fault.UNSERVED, problem(visit()), plan(GOOD, unserved=("v",))),
        (Fault.UNSERVED, problem(visit(penalty=1)), plan()),
    ],
)
def test_each_broken_rule_is_named_and_no_other(broken: Fault, asked: Problem, answer: Plan) -> None:
    assert faults(asked, answer) == [broken]


@pytest.mark.parametrize(
    ("broken", "stops", "seats"),
    [
        (None, [up("r", 600), down("r", 620)], 2),
        (Fault.MAX_RIDE, [up("r", 600), down("r", 633)], 2),
        (Fault.RIDE, [up("r", 600)], 2),
        (Fault.CAPACITY, [up("r", 600), down("r", 620)], 1),
    ],
)
def test_a_ride_is_fetched_then_set_down_in_time_by_a_car_that_holds_it(
    broken: Fault | None, stops: list[Any], seats: int
) -> None:
    asked = problem(ride(max_ride=30, load=2), officers=(officer("olu", capacity=seats),))
    assert faults(asked, plan(route("olu", 590, 700, *stops))) == ([] if broken is None else [broken])


def test_a_seat_is_free_again_after_the_drop_off() -> None:
    officers = (officer("olu", capacity=1),)
    asked = problem(ride("r"), ride("s"), officers=officers)
    in_turn = plan(route("olu", 590, 740, up("r", 600), down("r", 612), up("s", 624), down("s", 636)))
    together = plan(route("olu", 590, 740, up("r", 600), up("s", 602), down("r", 614), down("s", 616)))
    assert faults(asked, in_turn) == []
    assert faults(asked, together) == [Fault.CAPACITY]


def test_a_drop_off_before_its_pick_up_is_no_ride() -> None:
    answer = plan(route("olu", 570, 700, down("r", 600), up("r", 620)))
    assert faults(problem(ride()), answer) == [Fault.RIDE, Fault.RIDE]


PAIRED = (visit("v"), visit("w", penalty=5, windows=((600, 700),)))


@pytest.mark.parametrize(
    ("pair", "is_kept"),
    [
        (Pair("v", "w", min_gap=30, max_gap=30), True),
        (Pair("v", "w", min_gap=31), False),
        (Pair("v", "w", max_gap=29), False),
        (Pair("v", "w", different_officers=True), False),
        (Pair("w", "v", min_gap=-30, max_gap=0), True),
    ],
)
def test_a_pair_keeps_its_gap_and_its_officers_apart(pair: Pair, is_kept: bool) -> None:
    answer = plan(route("olu", 590, 670, at("v", 600), at("w", 630)))
    assert faults(problem(*PAIRED, pairs=(pair,)), answer) == ([] if is_kept else [Fault.PAIR])


@pytest.mark.parametrize("together", [True, False])
def test_one_of_a_pair_without_the_other_is_wrong_when_they_belong_together(together: bool) -> None:
    asked = problem(*PAIRED, pairs=(Pair("v", "w", together=together),))
    assert faults(asked, plan(GOOD, unserved=("w",))) == ([Fault.PAIR] if together else [])


def test_lateness_overtime_waiting_and_staying_out_are_measured_in_minutes() -> None:
    asked = problem(
        visit(is_soft=True, windows=((500, 600),)),
        visit("w", is_soft=True, windows=((500, 610),)),
        officers=(officer("olu", end=700, max_overtime=30), OONA),
        units_per_minute=2,
    )
    found = measures(asked, plan(route("olu", 580, 720, at("v", 605), at("w", 640))))
    # 15 and 5 units of waiting, 5 and 30 late, 140 out, 20 past the end, 20 of travel, 60 of service; two to a minute.
    expected = {"travel": 10, "wait": 10, "duration": 70, "route": 1, "late": 17.5, "late_max": 15, "overtime": 10}
    assert found == {**expected, "balance": 30}


def test_wishes_and_what_is_left_out_are_summed() -> None:
    asked = problem(
        visit(preference={"olu": -3, "oona": 4}, preferred=frozenset({"oona"}), officers=2),
        visit("x", penalty=7.5),
        officers=(OLU, OONA),
    )
    found = measures(asked, plan(GOOD, replace(GOOD, officer_id="oona"), unserved=("x",)))
    assert (found["preference"], found["non_preferred"], found["unserved"]) == (1, 1, 7.5)


def test_continuity_counts_the_faces_beyond_the_fewest_possible() -> None:
    tasks = (visit("v", client="c", officers=2), visit("w", client="c", windows=((600, 700),)), visit("x", client="d"))
    routes = (GOOD, replace(GOOD, officer_id="oona"), route("otis", 640, 690, at("w", 650)))
    found = measures(problem(*tasks), plan(*routes, unserved=("x",)))
    assert found["continuity"] == 1  # three faces, and two are needed at once


def test_what_moved_from_the_plan_before_is_counted() -> None:
    before = (Assignment("v", ("oona", "olu"), 615), Assignment("x", ("otis",), 700))
    asked = problem(visit(), visit("x", penalty=1), baseline=before)
    found = measures(asked, plan(GOOD, unserved=("x",)))
    assert (found["change_officer"], found["change_start"]) == (2, 15)


def test_each_measure_is_weighed_by_itself() -> None:
    report = check(problem(visit(), weights=Weights(travel=2, route=10)), plan(GOOD))
    assert {name: cost for name, cost in report.cost.items() if cost} == {"travel": 40, "route": 10}
    assert report.total == 50


def test_a_violation_says_who_what_and_where() -> None:
    (violation,) = check(problem(visit(skills=frozenset({"sign"}))), plan(GOOD)).violations
    assert (violation.task_id, violation.officer_id, violation.route) == ("v", "olu", 0)
    assert "olu lacks sign for v" in violation.text


def test_a_plan_for_nobody_and_nothing_is_feasible_and_costs_nothing() -> None:
    assert check(problem(officers=(OTIS,)), plan()).total == 0
