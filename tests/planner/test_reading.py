"""A problem file is read whole, or refused with the place inside the file and the reason."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.planner.one_day import EVERY_WEIGHT_ONE, at, down, officer, plan, problem, ride, route, up, visit
from tests.planner.worlds import all_worlds
from witness.planner.problem import Assignment, Pair, Promise
from witness.planner.reading import Malformed, read_plan, read_problem
from witness.planner.writing import plan_to_json, problem_to_json

Json = dict[str, Any]
Damage = Callable[[Json], object]


def a_file() -> Json:
    """Two visits of one pair, a ride, a baseline."""
    asked = problem(
        visit(skills=frozenset({"court"}), preference={"olu": 2}, allowed=frozenset({"olu", "oona"})),
        visit("w", "b", windows=((600, 700), (800, 900)), officers=2, forbidden=frozenset({"otis"})),
        ride(),
        pairs=(Pair("v", "w", 0, 60),),
        baseline=(Assignment("v", ("olu",), 600),),
    )
    return problem_to_json(asked)


def promised(**fixed: Any) -> Damage:
    return lambda file: file["visits"][0].update(fixed=fixed)


def put(*path: str | int, value: object) -> Damage:
    """Puts `value` at the end of the path."""

    def damage(file: Any) -> None:
        for key in path[:-1]:
            file = file[key]
        file[path[-1]] = value

    return damage


DAMAGES: tuple[tuple[str, str, Damage], ...] = (
    ("format", "not 'visit-problem/1'", put("format", value="visit-problem/2")),
    ("name", "is missing", lambda file: file.pop("name")),
    ("units_per_minute", "below 1", put("units_per_minute", value=0)),
    ("locations[3]", "twice", put("locations", 3, value="a")),
    ("locations[0]", "not a word", put("locations", 0, value=7)),
    ("locations", "is not a list", put("locations", value="base")),
    ("travel", "has 3 rows", lambda file: file["travel"].pop()),
    ("travel[1]", "has 3 entries", lambda file: file["travel"][1].pop()),
    ("travel[2][0]", "below 0", put("travel", 2, 0, value=-1)),
    ("travel[2][0]", "not a whole number", put("travel", 2, 0, value=1.5)),
    ("travel[2][0]", "not a whole number", put("travel", 2, 0, value=True)),
    ("travel[2][0]", "beyond", put("travel", 2, 0, value=10**15)),
    ("officers", "names nobody", put("officers", value=[])),
    ("officers[1].id", "twice", put("officers", 1, "id", value="olu")),
    ("officers[1].shifts", "is missing", lambda file: file["officers"][1].pop("shifts")),
    ("officers[0].capacity", "below 0", put("officers", 0, "capacity", value=-1)),
    ("officers[0].shifts[0].end", "before the start", put("officers", 0, "shifts", 0, "end", value=470)),
    ("officers[0].shifts[0].start", "below 0", put("officers", 0, "shifts", 0, "start", value=-5)),
    ("officers[0].shifts[0].from", "no location moon", put("officers", 0, "shifts", 0, "from", value="moon")),
    ("officers[0].shifts[0].breaks", "not a key", put("officers", 0, "shifts", 0, "breaks", value=[])),
    ("visits[1].id", "twice", put("visits", 1, "id", value="v")),
    ("rides[0].id", "twice", put("rides", 0, "id", value="v")),
    ("visits[0]", "is not an object", put("visits", 0, value=[])),
    ("visits[0].location", "no location moon", put("visits", 0, "location", value="moon")),
    ("visits[0].duration", "below 0", put("visits", 0, "duration", value=-30)),
    ("visits[0].windows", "holds no window", put("visits", 0, "windows", value=[])),
    ("visits[0].windows[0]", "not [earliest, latest]", put("visits", 0, "windows", value=[[660, 600]])),
    ("visits[0].windows[0]", "not [earliest, latest]", put("visits", 0, "windows", value=[[660]])),
    ("visits[0].windows[0][0]", "below 0", put("visits", 0, "windows", value=[[-10, 600]])),
    ("visits[1].windows[1]", "sorted, disjoint", put("visits", 1, "windows", value=[[600, 700], [700, 800]])),
    ("visits[0].officers", "neither 1 nor 2", put("visits", 0, "officers", value=3)),
    ("visits[0].allowed_officers[1]", "no officer olga", put("visits", 0, "allowed_officers", value=["olu", "olga"])),
    ("visits[0].preference.olga", "no officer olga", put("visits", 0, "preference", value={"olga": 1})),
    ("visits[0].preference.olu", "not a number", put("visits", 0, "preference", value={"olu": "much"})),
    ("visits[0].penalty", "not a number between", put("visits", 0, "penalty", value=float("nan"))),
    ("visits[0].late", "neither true nor false", put("visits", 0, "late", value=1)),
    ("visits[0].window", "not a key", put("visits", 0, "window", value=[[600, 660]])),
    ("rides[0].pickup", "is missing", lambda file: file["rides"][0].pop("pickup")),
    ("rides[0].dropoff.windows[0]", "not [earliest", put("rides", 0, "dropoff", "windows", value=[[1, 0]])),
    ("rides[0].max_ride", "below 0", put("rides", 0, "max_ride", value=-1)),
    ("pairs[0].second", "no visit r", put("pairs", 0, "second", value="r")),
    ("pairs[0].second", "with itself", put("pairs", 0, "second", value="v")),
    ("pairs[0].max_gap", "below min_gap", put("pairs", 0, "min_gap", value=61)),
    ("baseline[0].task", "no task ghost", put("baseline", 0, "task", value="ghost")),
    ("baseline[1].task", "twice", lambda file: file["baseline"].append({"task": "v", "officers": []})),
    ("weights.speed", "not a weight", put("weights", "speed", value=1)),
    ("weights.travel", "below 0", put("weights", "travel", value=-1)),
    ("hints", "not a key", put("hints", value={})),
    ("visits[0].fixed.start", "in no window", promised(start=599)),
    ("visits[0].fixed.officers", "lacks court", promised(officers=["oona"])),
    ("visits[0].fixed.officers", "lacks court", promised(officers=["otis"])),
    ("visits[0].fixed.officers", "2 promised, and v needs 1", promised(officers=["olu", "oona"])),
    ("visits[0].fixed.officers[0]", "no officer olga", promised(officers=["olga"])),
    ("visits[0].fixed.officers[1]", "twice", promised(officers=["olu", "olu"])),
    ("visits[0].fixed.start", "below 0", promised(start=-1)),
    ("visits[1].fixed.officers", "otis is forbidden", put("visits", 1, "fixed", value={"officers": ["olu", "otis"]})),
)  # fmt: skip


@pytest.mark.parametrize(("path", "reason", "damage"), DAMAGES)
def test_what_is_wrong_with_a_file_is_named_with_its_place(path: str, reason: str, damage: Damage) -> None:
    file = a_file()
    read_problem(file)  # it is whole before
    damage(file)
    with pytest.raises(Malformed) as refused:
        read_problem(file)
    assert refused.value.path == path
    assert reason in refused.value.reason


@pytest.mark.parametrize("data", [None, [], "visit-problem/1", 7])
def test_what_is_no_object_is_refused_as_a_whole(data: object) -> None:
    with pytest.raises(Malformed, match="the whole file"):
        read_problem(data)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("visits[0].fixed.start", problem(visit(fixed=Promise(frozenset({"olu"}), 640)))),
        (
            "visits[1].fixed.start",
            problem(visit(fixed=Promise(frozenset({"olu"}), 600)), visit("w", fixed=Promise(frozenset({"olu"}), 629))),
        ),
        (
            "pairs[0].min_gap",
            problem(visit(fixed=Promise(start=600)), visit("w", fixed=Promise(start=640)), pairs=(Pair("v", "w", 41),)),
        ),
        (
            "pairs[0].max_gap",
            problem(
                visit(fixed=Promise(start=600)), visit("w", fixed=Promise(start=640)), pairs=(Pair("v", "w", 0, 39),)
            ),
        ),
        (
            "pairs[0].different_officers",
            problem(
                visit(fixed=Promise(frozenset({"olu"}))),
                visit("w", fixed=Promise(frozenset({"olu"}))),
                pairs=(Pair("v", "w", different_officers=True),),
            ),
        ),
        ("visits[0].fixed.officers", problem(visit(allowed=frozenset({"olu"}), fixed=Promise(frozenset({"oona"}))))),
        ("visits[0].fixed.officers", problem(visit(windows=((640, 900),), fixed=Promise(frozenset({"olu"}))))),
        (
            "visits[0].fixed.officers",
            problem(visit(load=2, fixed=Promise(frozenset({"olu"}))), officers=(officer("olu", capacity=1),)),
        ),
        (
            "visits[0].fixed.officers",
            problem(visit(lead_skills=frozenset({"court"}), fixed=Promise(frozenset({"oona"})))),
        ),
    ],
)
def test_promises_that_nobody_can_keep_are_refused(path: str, asked: Any) -> None:
    file = problem_to_json(asked)
    # The first of them: nobody works that long.
    for someone in file["officers"]:
        someone["shifts"][0]["end"] = 669
    with pytest.raises(Malformed) as refused:
        read_problem(file)
    assert refused.value.path == path


def test_promises_of_what_may_be_left_out_may_meet() -> None:
    promise = Promise(frozenset({"olu"}), 600)
    asked = problem(visit(fixed=promise), visit("w", fixed=promise, penalty=5))
    assert read_problem(problem_to_json(asked)) == asked


def test_a_soft_visit_may_be_promised_after_its_window() -> None:
    asked = problem(visit(is_soft=True, fixed=Promise(start=800)))
    assert read_problem(problem_to_json(asked)) == asked


def test_what_is_left_out_or_null_is_as_the_format_says() -> None:
    file = {
        "format": "visit-problem/1",
        "name": "bare",
        "locations": [],
        "travel": [],
        "officers": [{"id": "olu", "shifts": []}],
        "visits": None,
        "source": {"anything": [1, None]},
    }
    read = read_problem(file)
    assert (read.units_per_minute, read.visits, read.rides, read.pairs, read.baseline) == (1, (), (), (), ())
    assert read.officers[0].capacity is None
    assert read.weights.travel == 0


def test_somebody_who_left_the_team_may_stand_in_the_baseline() -> None:
    file = a_file()
    file["baseline"][0]["officers"] = ["somebody who left"]
    assert read_problem(file).baseline == (Assignment("v", ("somebody who left",), 600),)


def test_reading_what_was_written_gives_back_the_same() -> None:
    for world in list(all_worlds())[::3]:
        file = json.loads(json.dumps(problem_to_json(world.problem)))
        answer = json.loads(json.dumps(plan_to_json(world.plan, {"seconds": 1})))
        assert read_problem(file) == world.problem
        assert read_plan(answer, world.problem) == world.plan
        assert problem_to_json(read_problem(file)) == file


def test_a_route_without_times_leaves_as_late_as_it_can_and_returns_straight_away() -> None:
    asked = problem(visit(), ride())
    answer = plan_to_json(plan(route("olu", 590, 700, at("v", 605), up("r", 640), down("r", 660))))
    del answer["routes"][0]["start"], answer["routes"][0]["end"], answer["routes"][0]["shift"]
    (read,) = read_plan(answer, asked).routes
    assert (read.start, read.end, read.shift) == (595, 682, 0)


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        ("problem", put("problem", value="another day")),
        ("routes[0].stops[0].start", put("routes", 0, "stops", 0, "start", value="10:00")),
        ("routes[0].stops[0]", put("routes", 0, "stops", 0, value={"start": 600})),
        ("routes[0].stops[0].at", put("routes", 0, "stops", 0, value={"ride": "r", "at": "home", "start": 600})),
        ("routes[0].stops[0].end", put("routes", 0, "stops", 0, "end", value=631)),
        ("routes", put("routes", value={})),
        ("unserved", put("unserved", value="v")),
    ],
)
def test_a_plan_that_is_none_is_refused_with_its_place(path: str, damage: Damage) -> None:
    answer = plan_to_json(plan(route("olu", 590, 640, at("v", 600))))
    damage(answer)
    with pytest.raises(Malformed) as refused:
        read_plan(answer, problem(visit(), ride()))
    assert refused.value.path == path


def test_what_is_wrong_with_a_plan_itself_is_left_to_the_judge() -> None:
    answer = plan(route("nobody", 0, 0, at("ghost", -5), shift=9), unserved=("nothing",))
    assert read_plan(plan_to_json(answer), problem(visit(), weights=EVERY_WEIGHT_ONE)) == answer


def test_every_file_we_read_is_well_formed_to_another_reader_too(other_judge: Any) -> None:
    file = a_file()
    answer = plan_to_json(plan(unserved=("v", "w", "r")))
    assert {fault["code"] for fault in other_judge(file, answer)["violations"]} == {"unserved"}
