"""What the benchmark says of a contender is what the contender did: plans are judged, and a gap is against the best."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.bench import heartbeat, tables
from tests.bench.__main__ import busy
from tests.bench.contest import Contender, Document, Entry, enter, gap, judged
from tests.bench.groups import (
    Group,
    Promise,
    Row,
    above_rival,
    all_groups,
    at_worst,
    first_within,
    on_average,
    to_own_bound,
)
from tests.bench.heartbeat import Pulse
from tests.bench.measuring import measure
from tests.bench.repair import DISTURBANCE, Repair, moments, repair, verdicts
from tests.bench.shapes import dial_a_ride, home_care, rides_and_plan, time_windows
from tests.bench.weeks import FULL_150, MIXED_60, PLAIN_60, TINY, Team, week, week_and_plan
from witness.planner.reading import read_problem

LINE: Document = {
    "format": "visit-problem/1",
    "name": "along-a-line",
    "locations": ["home", "near", "far"],
    "travel": [[0, 10, 20], [10, 0, 10], [20, 10, 0]],
    "officers": [
        {"id": name, "shifts": [{"start": 0, "end": 300, "from": "home", "to": "home"}]} for name in ("olu", "olivia")
    ],
    "visits": [
        {"id": "v1", "location": "near", "duration": 10, "windows": [[0, 200]]},
        {"id": "v2", "location": "far", "duration": 10, "windows": [[0, 200]]},
    ],
    "weights": {"travel": 1},
}


def answer(*routes: tuple[str, Sequence[tuple[str, int]]], **info: object) -> Document:
    laid = [
        {"officer": who, "shift": 0, "stops": [{"visit": visit, "start": start} for visit, start in stops]}
        for who, stops in routes
    ]
    return {"format": "visit-plan/1", "problem": "along-a-line", "routes": laid, "unserved": [], "info": info}


SHORT = answer(("olu", [("v1", 10), ("v2", 30)]), bound=40.0, is_proven=True, first_seconds=0.1)  # costs 40
LONG = answer(("olu", [("v1", 10)]), ("olivia", [("v2", 20)]))  # costs 60
TOO_FAST = answer(("olu", [("v1", 10), ("v2", 21)]))

SAYS_WHAT_IT_IS_TOLD = """
import json, pathlib, sys
told = json.loads(pathlib.Path(sys.argv[1]).read_text())
assert json.loads(pathlib.Path(sys.argv[2]).read_text())["format"] == "visit-problem/1"
assert float(sys.argv[3]) > 0 and int(sys.argv[4]) > 0
print(told.get("words", ""), file=sys.stderr)
print(told.get("banner", ""))
print(json.dumps(told.get("plan")))
sys.exit(told.get("code", 0))
"""


class Cast:
    """Makes contenders that write what they are told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "contender.py"
        self.program.write_text(SAYS_WHAT_IT_IS_TOLD, encoding="utf-8")

    def named(self, name: str, **told: object) -> Contender:
        script = self.folder / f"{name}.told"
        script.write_text(json.dumps(told), encoding="utf-8")
        return Contender(name, (sys.executable, str(self.program), str(script)))


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return Cast(tmp_path)


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(LINE), encoding="utf-8")
    return path


def row(ours: Entry, longer: Entry | None = None, **rivals: Entry) -> Row:
    return Row("a problem", ours, rivals, longer)


def test_a_plan_costs_what_the_judge_says(cast: Cast, problem: Path) -> None:
    entry = enter(cast.named("modest", plan={**LONG, "info": {"cost": 1}}), problem, 1)

    assert entry.cost == 60


@pytest.mark.parametrize(
    ("told", "note"),
    [
        ({"code": 3, "words": "visits by two"}, "has no words for visits by two"),
        ({"code": 4}, "no plan"),
        ({"code": 1, "words": "out of memory"}, "broke: out of memory"),
        ({"banner": "a library says hello"}, "malformed: not JSON"),
        ({"plan": {"format": "visit-plan/2"}}, "malformed: format"),
        ({"plan": TOO_FAST}, "breaks a rule: "),
    ],
)
def test_a_contender_without_a_feasible_plan_has_no_cost_and_says_why(
    cast: Cast, problem: Path, told: dict[str, object], note: str
) -> None:
    entry = enter(cast.named("weak", **told), problem, 1)

    assert entry.cost is None
    assert entry.note.startswith(note)


def test_a_plan_that_breaks_a_rule_is_never_the_best_known(cast: Cast, tmp_path: Path) -> None:
    rivals = (cast.named("cheat", plan=TOO_FAST), cast.named("honest", plan=LONG))
    group = Group("lines", [partial(dict, LINE)], [], rivals)

    (found,) = measure(group, tmp_path, 1, cast.named("ours", plan=SHORT))

    assert found.best_known == 40
    assert found.rivals["cheat"].cost is None
    assert found.above("honest") == pytest.approx(-1 / 3)


def test_the_best_known_counts_rivals_our_longer_search_and_what_is_published() -> None:
    ours, better, best = Entry(110.0), Entry(105.0), Entry(100.0)

    assert row(ours, better, rival=best).above_best == pytest.approx(0.1)
    assert row(ours, best, rival=better).above_best == pytest.approx(0.1)
    assert Row("a problem", ours, {}, None, published=88.0).above_best == pytest.approx(0.25)
    assert row(ours).above_best == 0


def test_a_gap_is_against_the_size_of_the_value_even_below_nothing() -> None:
    assert gap(-90.0, -100.0) == pytest.approx(0.1)
    assert gap(5.0, 5.0) == 0
    assert gap(None, 5.0) is None


def test_promises_look_at_the_mean_or_at_the_worst_as_they_say() -> None:
    rows = [row(Entry(100.0), rival=Entry(100.0)), row(Entry(103.0), rival=Entry(100.0))]

    assert on_average(0.02, rows).is_met
    assert not on_average(0.01, rows).is_met
    assert not at_worst(0.02, rows).is_met
    assert at_worst(0.03, rows).is_met
    assert above_rival("rival", 0.03, rows).is_met
    assert not above_rival("rival", 0.02, rows).is_met


def test_a_promise_is_missed_where_there_is_no_plan_to_hold_against_it() -> None:
    nothing = [row(Entry(None), rival=Entry(100.0))]

    assert not on_average(1.0, nothing).is_met
    assert not at_worst(1.0, nothing).is_met
    assert not to_own_bound(1.0, nothing).is_met
    assert not first_within(1.0, nothing).is_met
    assert not above_rival("rival", 1.0, [row(Entry(1.0), rival=Entry(None))]).is_met


def test_what_is_called_proven_must_not_be_beaten() -> None:
    proven = Entry(100.0, info={"is_proven": True})

    assert to_own_bound(0.001, [row(proven, rival=Entry(100.0))]).is_met
    assert not to_own_bound(0.001, [row(proven, rival=Entry(99.0))]).is_met


def test_close_to_the_own_bound_is_enough() -> None:
    assert to_own_bound(0.001, [row(Entry(100.0, info={"bound": 99.95}))]).is_met
    assert not to_own_bound(0.001, [row(Entry(100.0, info={"bound": 99.0}))]).is_met


def test_a_table_says_who_is_best_by_how_much_the_others_are_above_and_why_one_is_missing() -> None:
    made = Row("weeks", judged(LINE, SHORT), {"late": Entry(60.0), "mute": Entry(None, "no plan")})

    cells, note = tables.line(made)

    assert cells.split() == ["weeks", "40.00", "best", "proven", "0.10", "s", "+50.00", "%", "-", "-"]
    assert note.split() == ["mute:", "no", "plan"]


def test_the_summary_says_met_or_missed() -> None:
    rows = [row(Entry(103.0), rival=Entry(100.0))]
    promises = [Promise("within 5 %", partial(at_worst, 0.05)), Promise("within 1 %", partial(at_worst, 0.01))]

    lines = tables.summary(tables.verdicts(Group("lines", [], promises), rows))

    assert [line.split()[0] for line in lines[2:]] == ["met", "missed"]
    assert tables.summary([]) == []


def test_a_busy_machine_is_named() -> None:
    assert busy(0.2, 2) == []
    assert "3.1 on 2 cores" in busy(3.1, 2)[0]


def test_a_repair_counts_what_had_to_move_and_what_was_touched(cast: Cast, tmp_path: Path) -> None:
    mended = answer(("olivia", [("v1", 10), ("v2", 31)]))

    found = repair(LINE, LONG, tmp_path, cast.named("ours", plan=mended))

    assert found.gone == {"v1"}
    assert found.touched == {"v1", "v2"}
    assert found.entry.cost == pytest.approx(40 + DISTURBANCE["change_officer"] + DISTURBANCE["change_start"] * 11)


def test_what_must_have_a_place_may_move_others_and_nothing_else_excuses_a_move() -> None:
    made = Repair(frozenset({"v1"}), frozenset({"v1", "v2"}), 2, Entry(1.0, info={"seconds": 2.0}))

    assert [made.had_to_move, replace(made, least=1).had_to_move, replace(made, least=9).had_to_move] == [2, 1, 2]
    assert [verdicts(one)[0][1].is_met for one in (made, replace(made, least=1))] == [True, False]


def test_an_absent_officer_can_do_nothing(cast: Cast, tmp_path: Path) -> None:
    found = repair(LINE, LONG, tmp_path, cast.named("ours", plan=LONG))

    assert found.entry.cost is None
    assert found.touched == frozenset()


def test_both_officers_of_a_visit_are_remembered() -> None:
    plan = answer(("olivia", [("v1", 10)]), ("olu", [("v1", 10)]))

    assert moments(plan) == {"v1": (("olivia", "olu"), 10)}


def test_a_beat_that_stops_is_noticed() -> None:
    steady, halting, silent = Pulse(50.0, 0.03), Pulse(30.0, 0.03), Pulse(49.0, 2.0)

    assert heartbeat.verdict(steady, steady).is_met
    assert not heartbeat.verdict(steady, halting).is_met
    assert not heartbeat.verdict(steady, silent).is_met


@pytest.mark.parametrize(
    "make",
    [
        partial(home_care, 25),
        partial(dial_a_ride, 16),
        partial(time_windows, "rc"),
        partial(week, FULL_150),
        partial(week, Team(3, 12, two_person=0.3, ladders=2, is_client_based=True)),
    ],
)
def test_a_shape_is_the_same_for_one_seed_and_another_for_another(make: partial[Document]) -> None:
    read_problem(make(seed=1))

    assert make(seed=1) == make(seed=1)
    assert make(seed=1) != make(seed=2)


def test_the_full_week_holds_what_a_full_week_must() -> None:
    problem = read_problem(week(FULL_150, 1))

    assert (len(problem.officers), len(problem.visits), len(problem.rides)) == (12, 150, 40)
    assert sum(visit.officers == 2 for visit in problem.visits) >= 5
    assert sum(visit.fixed.start is not None for visit in problem.visits) >= 5
    assert problem.weights.continuity > 0
    assert len({visit.terms.client for visit in problem.visits}) > 10


@pytest.mark.parametrize("team", [TINY, PLAIN_60, MIXED_60, FULL_150])
def test_a_week_has_room_for_all_that_was_planted_in_it(team: Team) -> None:
    problem, plan = week_and_plan(team, 1)

    assert judged(problem, plan).note == ""


@pytest.mark.parametrize("requests", [16, 24, 96])
def test_a_day_of_rides_has_a_plan_that_brings_everybody(requests: int) -> None:
    problem, plan = rides_and_plan(requests, 1)

    assert judged(problem, plan).note == ""


def test_every_group_that_is_promised_something_says_it_once() -> None:
    words = [promise.words for group in all_groups() for promise in group.promises]

    assert len(words) == len(set(words)) >= 8
