"""Measures one group: writes its problems, lets everybody answer, and tells each row as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.bench.contest import OURS, Contender, Document, Entry, enter
from tests.bench.groups import Group, Row

SEED, OTHER_SEED = 1, 2


def measure(group: Group, folder: Path, seconds: float, ours: Contender = OURS) -> Iterator[Row]:
    """A row for each problem of the group. Contenders follow each other, so that each has the whole machine."""
    for make in group.makers:
        problem = make()
        yield row(group, problem, written(folder, problem), seconds, ours)


def row(group: Group, problem: Document, path: Path, seconds: float, ours: Contender) -> Row:
    entry = enter(ours, path, seconds, seed=SEED)
    rivals = {rival.name: enter(rival, path, seconds, seed=SEED) for rival in group.rivals}
    longer = enter(ours, path, group.longer, seed=OTHER_SEED) if group.longer else None
    return Row(problem["name"], entry, rivals, longer, group.published.get(problem["name"]))


def written(folder: Path, document: Document, ending: str = "") -> Path:
    path = folder / f"{document['name'].replace('/', '-')}{ending}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def plan_file(folder: Path, name: str, entry: Entry) -> Path:
    """The plan of an entry as a file."""
    path = folder / f"{name}.plan.json"
    path.write_text(json.dumps(entry.plan), encoding="utf-8")
    return path
