"""A task in no route has its reasons: the nearest misses in minutes, and what would have to give way."""

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.one_day import OLU, OONA, OTIS, at, down, officer, plan, problem, ride, route, up, visit
from tests.planner.sketch import dice
from tests.planner.worlds import corner, replan, team_week
from witness.planner.check import check
from witness.planner.plan import Plan
from witness.planner.problem import Pair, Problem, Promise
from witness.planner.reasons import Reason, Why, reasons

NOBODY = frozenset[str]()


def why(asked: Problem, answer: Plan) -> list[tuple[Why, str | None, int | None]]:
    return [(reason.why, reason.officer_id, reason.minutes) for reason in reasons(asked, answer)]


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ((Why.NOBODY_MAY, None, None), problem(visit(allowed=NOBODY))),
        ((Why.NOBODY_MAY, None, None), problem(visit(forbidden=frozenset({"olu", "oona", "otis"})))),
        ((Why.NOBODY_CAN, None, None), problem(visit(skills=frozenset({"sign"})))),
        ((Why.NOBODY_CAN, None, None), problem(visit(skills=frozenset({"court"}), forbidden=frozenset({"olu"})))),
        ((Why.NOBODY_CAN, None, None), problem(visit(officers=2, lead_skills=frozenset({"sign"})))),
        ((Why.TOO_FEW, None, None), problem(visit(officers=2, skills=frozenset({"court"})))),
        ((Why.NO_SEATS, None, None), problem(visit(load=3), officers=(officer("olu", capacity=2),))),
        ((Why.RIDE_TOO_LONG, None, 1), problem(ride(max_ride=9))),
        ((Why.NOBODY_WORKS, None, None), problem(visit(windows=((1000, 1100),)))),
        ((Why.NOBODY_WORKS, None, None), problem(visit(), officers=(replace(OLU, shifts=()),))),
        ((Why.NOBODY_WORKS, None, None), problem(visit(officers=2), officers=(OLU, replace(OONA, shifts=())))),
        # Twenty there, thirty of service, twenty back: seventy, and the shift has sixty.
        (
            (Why.SHIFT_TOO_SHORT, "olu", 10),
            problem(visit(location="b"), officers=(officer("olu", start=590, end=650),)),
        ),
        # There by 490 at the soonest, and it may start until 485.
        ((Why.SHIFT_TOO_SHORT, "olu", 5), problem(visit(windows=((480, 485),)), officers=(OLU,))),
    ],
)
def test_what_keeps_a_task_out_of_every_plan_is_said_alone(
    expected: tuple[Why, str | None, int | None], asked: Problem
) -> None:
    (task,) = (*asked.visits, *asked.rides)
    assert why(asked, plan(unserved=(task.task_id,))) == [expected]


def test_a_task_that_is_in_a_route_needs_no_reason() -> None:
    assert reasons(problem(visit()), plan(route("olu", 590, 640, at("v", 600)))) == ()


# Somebody is wanted at a from 600 to 610; from 590 on olu is at b for an hour, a little earlier or later.
BUSY = visit("busy", "b", 60, ((585, 600),))
WANTED = visit("v", "a", 30, ((600, 610),), penalty=500)


def test_a_full_day_says_by_how_many_minutes_and_what_would_have_to_move() -> None:
    asked = problem(BUSY, WANTED, officers=(OLU,))
    answer = plan(route("olu", 570, 670, at("busy", 590)), unserved=("v",))
    # Before: done at 630, at b by 640, forty too late for 600. After: done at b by 645, at a by 655, 45 too late.
    (reason,) = reasons(asked, answer)
    assert (reason.why, reason.officer_id, reason.day, reason.minutes) == (Why.DAY_FULL, "olu", 0, 40)
    assert reason.gives == ("busy",)
    assert reason.words == "40 minutes short on day 1 beside what is planned then"


def test_what_is_promised_is_named_as_a_promise() -> None:
    busy = replace(BUSY, fixed=Promise(frozenset({"olu"}), 590))
    asked = problem(busy, WANTED, officers=(OLU,))
    (reason,) = reasons(asked, plan(route("olu", 570, 670, at("busy", 590)), unserved=("v",)))
    # It may not move to 600, so that ten more are missing.
    assert (reason.why, reason.minutes, reason.gives) == (Why.PROMISE, 50, ("busy",))


def test_the_nearest_miss_of_each_officer_comes_first() -> None:
    busy_too = replace(BUSY, task_id="too", step=replace(BUSY.step, windows=((620, 625),)))
    asked = problem(BUSY, busy_too, WANTED, officers=(OLU, OONA))
    answer = plan(route("olu", 570, 670, at("busy", 590)), route("oona", 600, 700, at("too", 620)), unserved=("v",))
    assert why(asked, answer) == [(Why.DAY_FULL, "oona", 15), (Why.DAY_FULL, "olu", 40)]
    assert len(reasons(asked, answer, most=1)) == 1


def test_somebody_short_by_hours_is_named_only_when_nobody_is_nearer() -> None:
    hours = replace(BUSY, task_id="hours", step=replace(BUSY.step, duration=600, windows=((300, 300),)))
    too = replace(BUSY, task_id="too", step=replace(BUSY.step, windows=((620, 625),)))
    olu, oona = officer("olu", start=200, end=1000), officer("oona", end=1000)
    full = (route("olu", 280, 920, at("hours", 300)), route("oona", 600, 700, at("too", 620)))

    found = why(problem(hours, too, WANTED, officers=(olu, oona)), plan(*full, unserved=("v",)))
    alone = why(problem(hours, WANTED, officers=(olu,)), plan(full[0], unserved=("v",)))

    assert found == [(Why.DAY_FULL, "oona", 15)]
    assert alone == [(Why.DAY_FULL, "olu", 300)]


def test_room_that_costs_more_than_leaving_it_out_is_said_with_what_it_costs() -> None:
    asked = problem(visit(penalty=5), officers=(OLU,), weights=replace(problem().weights, balance=0))
    # Twenty of travel, fifty of time and one route, less the five.
    (reason,) = reasons(asked, plan(unserved=("v",)))
    assert (reason.why, reason.words) == (
        Why.COSTS_MORE,
        "there is room, but it would cost 66 more than leaving it out",
    )


def test_room_for_what_is_mandatory_is_said_too() -> None:
    assert why(problem(visit()), plan(unserved=("v",))) == [(Why.FITS, None, None)]


def test_two_who_could_come_but_never_together_are_told_from_full_days() -> None:
    early, late = officer("olu", end=650), officer("oona", start=620)
    asked = problem(visit(officers=2), officers=(early, late))
    assert why(asked, plan(unserved=("v",))) == [(Why.NEVER_BOTH, None, None)]


def test_what_belongs_together_is_out_together() -> None:
    asked = problem(visit("v", penalty=500), visit("w", skills=frozenset({"sign"})), pairs=(Pair("v", "w"),))
    found = {reason.task_id: reason for reason in reversed(reasons(asked, plan(unserved=("v", "w"))))}
    assert (found["v"].why, found["v"].gives) == (Why.WITHOUT_PARTNER, ("w",))
    assert found["w"].why == Why.NOBODY_CAN


@pytest.mark.parametrize(
    "pair",
    [
        Pair("v", "w", min_gap=70),
        Pair("w", "v", max_gap=-70),
        Pair("w", "v", min_gap=61, max_gap=90),
        Pair("w", "v", different_officers=True),
    ],
)
def test_a_gap_to_its_partner_that_no_window_keeps_is_said(pair: Pair) -> None:
    asked = problem(visit("v"), visit("w", penalty=500), officers=(OLU,), pairs=(pair,))
    found = why(asked, plan(route("olu", 590, 640, at("v", 600)), unserved=("w",)))
    assert found == [(Why.BESIDE_PARTNER, None, None)]


def test_a_full_car_and_a_ride_that_comes_between_are_said() -> None:
    one_seat = (officer("olu", capacity=1, start=590, end=650),)
    asked = problem(ride("r", windows=((600, 625),)), ride("s", windows=((600, 625),)), officers=one_seat)
    (reason,) = reasons(asked, plan(route("olu", 590, 650, up("r", 600), down("r", 612)), unserved=("s",)))
    # Only after the first: at b by 614, back at a by 624, at b again by 636, eleven after its window.
    assert (reason.why, reason.minutes) == (Why.DAY_FULL, 11)


@pytest.mark.parametrize("make", [team_week, replan, corner])
def test_every_task_left_out_of_any_plan_has_a_reason_and_room_is_only_said_where_there_is_some(make: Any) -> None:
    for seed in range(12):
        world = make(seed)
        answer = thinned(world.plan, seed)
        found = reasons(world.problem, answer)
        assert {reason.task_id for reason in found} == set(answer.unserved)
        assert all(_is_told(reason) for reason in found)


def thinned(answer: Plan, seed: int) -> Plan:
    """Some of what was planned is in no route any more."""
    rng = dice(seed)
    tasks = sorted({stop.task_id for one in answer.routes for stop in one.stops})
    gone = set(rng.sample(tasks, len(tasks) // 3))
    routes = [replace(r, stops=tuple(s for s in r.stops if s.task_id not in gone)) for r in answer.routes]
    return replace(answer, routes=tuple(r for r in routes if r.stops), unserved=(*answer.unserved, *sorted(gone)))


def _is_told(reason: Reason) -> bool:
    is_in_minutes = reason.why in {Why.DAY_FULL, Why.PROMISE, Why.SHIFT_TOO_SHORT, Why.RIDE_TOO_LONG}
    return bool(reason.words) and is_in_minutes == (reason.minutes is not None)


def test_whoever_gives_way_is_in_the_plan() -> None:
    world = team_week(3)
    answer = thinned(world.plan, 1)
    served = {stop.task_id for one in answer.routes for stop in one.stops}
    given = {task for reason in reasons(world.problem, answer) if reason.why is Why.DAY_FULL for task in reason.gives}
    assert given <= served
    assert check(world.problem, answer).measures["route"] == len(answer.routes)


def test_nobody_is_named_in_the_words() -> None:
    asked = problem(BUSY, WANTED, officers=(OLU, OONA, OTIS))
    everybody = plan(*(route(o, 570, 670, at("busy", 590)) for o in ("olu",)), unserved=("v",))
    words = " ".join(reason.words for reason in reasons(asked, everybody))
    assert not {"olu", "oona", "otis", "busy"} & set(words.split())
