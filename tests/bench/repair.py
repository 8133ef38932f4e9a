"""Measures a repair: an officer falls ill for a day, and the plan of the week is mended with the fewest changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contest import OURS, Contender, Document, Entry, enter
from tests.bench.groups import Verdict
from tests.bench.measuring import OTHER_SEED, SEED, plan_file, written
from witness.domain.week_weights import REPAIR_WEIGHTS

SECONDS = 3.0
ALLOWED = 1.10
"""Visits touched, to those that had to move."""
LONGER = 20.0
"""Seconds of the search that asks for nothing but few changes."""

DISTURBANCE = {row.measure: row.weight for row in REPAIR_WEIGHTS if row.measure.startswith("change_")}
NOTHING_ELSE = {"unserved": 0, "travel": 0.01, "non_preferred": 0, "continuity": 0}

Moment = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair came to. gone: tasks of the officer who is away; touched: with another officer or time, or none.

    least: how few a longer search touched that was asked for nothing else, with what must have a place in it.
    """

    gone: frozenset[str]
    touched: frozenset[str]
    least: int
    entry: Entry

    @property
    def had_to_move(self) -> int:
        """How many had to move: room for what must have a place may cost others theirs."""
        return max(len(self.gone), min(self.least, len(self.touched)))


def repair(problem: Document, plan: Document, folder: Path, ours: Contender = OURS) -> Repair:
    """Take the fullest officer-day out of the plan and let the planner mend it in `SECONDS`."""
    gone = max(plan["routes"], key=lambda route: len(route["stops"]))
    broken = without(problem, plan, gone)
    earlier = [str(plan_file(folder, f"{problem['name']}.before", Entry(0.0, plan=plan)))]
    entry = enter(ours, written(folder, broken, ".repair"), SECONDS, seed=SEED, more=earlier)
    few = {**broken, "weights": {**broken["weights"], **NOTHING_ELSE}}
    least = enter(ours, written(folder, few, ".fewest"), LONGER, seed=OTHER_SEED, more=earlier)
    mine = frozenset(task_of(stop) for stop in gone["stops"])
    return Repair(mine, touched(plan, entry), len(touched(plan, least)), entry)


def touched(plan: Document, entry: Entry) -> frozenset[str]:
    """The tasks of the plan that are elsewhere in the entry, or nowhere."""
    after = moments(entry.plan) if entry.plan else {}
    return frozenset(task for task, moment in moments(plan).items() if after.get(task) != moment)


def without(problem: Document, plan: Document, gone: Document) -> Document:
    """The problem with that shift shrunk to nothing, so that the others keep their numbers, and the plan to keep to."""
    broken = deepcopy(problem)
    officer = next(one for one in broken["officers"] if one["id"] == gone["officer"])
    shift = officer["shifts"][gone["shift"]]
    shift.update(end=shift["start"], max_overtime=0)
    lost = {task_of(stop) for stop in gone["stops"]}
    for visit in broken.get("visits", ()):
        if visit["id"] in lost:
            visit.pop("fixed", None)
    entries = moments(plan).items()
    broken["baseline"] = [{"task": task, "officers": list(who), "start": start} for task, (who, start) in entries]
    broken["weights"] = {**broken["weights"], **DISTURBANCE}
    return broken


def moments(plan: Document) -> dict[str, Moment]:
    """For each task served: by whom, and when it starts (a ride at its pick-up)."""
    found: dict[str, Moment] = {}
    for route in plan["routes"]:
        for stop in route["stops"]:
            if stop.get("at") == "dropoff":
                continue
            who, _ = found.get(task_of(stop), ((), 0))
            found[task_of(stop)] = (tuple(sorted({*who, route["officer"]})), stop["start"])
    return found


def task_of(stop: dict[str, Any]) -> str:
    return str(stop.get("visit") or stop["ride"])


def verdicts(found: Repair) -> list[tuple[str, Verdict]]:
    """The promises about a repair."""
    entry, due, many = found.entry, found.had_to_move, len(found.touched)
    share = many / max(1, due)
    fault = f"; {entry.note}" if entry.note else ""
    few = Verdict(
        entry.cost is not None and share <= ALLOWED,
        f"{many} touched, {due} had to move ({len(found.gone)} were theirs): {share:.2f}{fault}",
    )
    took = entry.seconds
    quick = Verdict(took is not None and round(took, 1) <= SECONDS, "no plan" if took is None else f"{took:.2f} s")
    words = "repair after an absence: touches at most what had to move plus 10 %"
    return [(words, few), ("repair after an absence: within 3 s", quick)]
