"""Reads a problem from JSON, or refuses with the place inside the file and the reason."""

from collections.abc import Callable, Iterable
from dataclasses import fields

from witness.planner.fields import Field, Fields, Malformed, whole_file
from witness.planner.problem import (
    Assignment,
    Officer,
    Pair,
    Problem,
    Promise,
    Ride,
    Shift,
    Step,
    Terms,
    Visit,
    Weights,
    Window,
)
from witness.planner.promises import refuse_impossible
from witness.planner.reading_plans import read_plan

__all__ = ["Malformed", "read_plan", "read_problem"]

PROBLEM_FORMAT = "visit-problem/1"

_PROBLEM = frozenset(
    {"format", "name", "units_per_minute", "locations", "travel", "officers", "visits", "rides", "pairs", "baseline"}
    | {"weights", "source", "info"}
)
_OFFICER = frozenset({"id", "skills", "capacity", "shifts"})
_SHIFT = frozenset({"start", "end", "from", "to", "max_duration", "max_overtime"})
_STEP = frozenset({"location", "duration", "windows"})
_TERMS = frozenset(
    {"id", "skills", "penalty", "allowed_officers", "forbidden_officers", "preferred_officers", "preference", "client"}
)
_VISIT = _TERMS | _STEP | {"officers", "lead_skills", "late", "load", "fixed"}
_RIDE = _TERMS | {"pickup", "dropoff", "max_ride", "load"}
_PAIR = frozenset({"first", "second", "min_gap", "max_gap", "different_officers", "together"})
_WEIGHTS = frozenset(field.name for field in fields(Weights))


def read_problem(data: object) -> Problem:
    """Read a `visit-problem/1`, as JSON gives it.

    Raises:
        Malformed: it does not follow the format, or it holds a promise that nobody can keep.
    """
    file = whole_file(data, _PROBLEM)
    file.get("format").expect(PROBLEM_FORMAT)
    name = file.need("name").text()
    units = file.get("units_per_minute")
    locations = _unique(file.need("locations").items(), Field.text)
    officers = tuple(_officer(item, frozenset(locations)) for item in file.need("officers").items())
    if not officers:
        raise file.get("officers").refuse("names nobody")
    _refuse_twice(file.get("officers"), [o.officer_id for o in officers])
    team = frozenset(o.officer_id for o in officers)
    places = frozenset(locations)
    visits = tuple(_visit(item, places, team) for item in file.get("visits").items())
    rides = tuple(_ride(item, places, team) for item in file.get("rides").items())
    visit_ids = [v.task_id for v in visits]
    _refuse_twice(file.get("visits"), visit_ids)
    _refuse_twice(file.get("rides"), [r.task_id for r in rides], taken=visit_ids)
    tasks = frozenset((*visit_ids, *(r.task_id for r in rides)))
    problem = Problem(
        name=name,
        units_per_minute=1 if units.is_absent else units.whole(1),
        locations=locations,
        travel=_matrix(file.need("travel"), len(locations)),
        officers=officers,
        visits=visits,
        rides=rides,
        pairs=tuple(_pair(item, frozenset(visit_ids)) for item in file.get("pairs").items()),
        baseline=_baseline(file.get("baseline"), tasks),
        weights=_weights(file.get("weights")),
    )
    refuse_impossible(problem)
    return problem


def _unique(items: Iterable[Field], read: Callable[[Field], str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in items:
        word = read(item)
        if word in found:
            raise item.refuse(f"{word} is there twice")
        found[word] = None
    return tuple(found)


def _refuse_twice(listed: Field, ids: Iterable[str], taken: Iterable[str] = ()) -> None:
    seen = set(taken)
    for index, one in enumerate(ids):
        if one in seen:
            raise Malformed(f"{listed.path}[{index}].id", f"{one} is there twice")
        seen.add(one)


def _known(field: Field, ids: frozenset[str], what: str) -> str:
    word = field.text()
    if word not in ids:
        raise field.refuse(f"there is no {what} {word}")
    return word


def _team(field: Field, team: frozenset[str]) -> frozenset[str]:
    return frozenset(_known(item, team, "officer") for item in field.items())


def _matrix(field: Field, size: int) -> tuple[tuple[int, ...], ...]:
    rows = []
    for row in field.items():
        rows.append(tuple(cell.whole() for cell in row.items()))
        if len(rows[-1]) != size:
            raise row.refuse(f"has {len(rows[-1])} entries, and there are {size} locations")
    if len(rows) != size:
        raise field.refuse(f"has {len(rows)} rows, and there are {size} locations")
    return tuple(rows)


def _officer(item: Field, places: frozenset[str]) -> Officer:
    this = item.fields(_OFFICER)
    return Officer(
        this.need("id").text(),
        frozenset(this.get("skills").texts()),
        this.get("capacity").whole_or_none(),
        tuple(_shift(shift, places) for shift in this.need("shifts").items()),
    )


def _shift(item: Field, places: frozenset[str]) -> Shift:
    this = item.fields(_SHIFT)
    start, end = this.need("start").whole(), this.need("end").whole()
    if end < start:
        raise this.get("end").refuse(f"{end} is before the start, {start}")
    origin, destination = (
        None if this.get(key).is_absent else _known(this.get(key), places, "location") for key in ("from", "to")
    )
    overtime = this.get("max_overtime").whole_or_none() or 0
    return Shift(start, end, origin, destination, this.get("max_duration").whole_or_none(), overtime)


def _step(this: Fields, places: frozenset[str]) -> Step:
    location = _known(this.need("location"), places, "location")
    return Step(location, this.need("duration").whole(), _windows(this.need("windows")))


def _windows(field: Field) -> tuple[Window, ...]:
    windows: list[Window] = []
    for item in field.items():
        ends = [end.whole() for end in item.items()]
        if len(ends) != 2 or ends[0] > ends[1]:
            raise item.refuse(f"{item.value!r} is not [earliest, latest]")
        if windows and ends[0] <= windows[-1][1]:
            raise item.refuse(f"begins at {ends[0]}, before the one ahead of it is over; windows are sorted, disjoint")
        windows.append((ends[0], ends[1]))
    if not windows:
        raise field.refuse("holds no window")
    return tuple(windows)


def _terms(this: Fields, team: frozenset[str]) -> Terms:
    penalty, allowed, client = this.get("penalty"), this.get("allowed_officers"), this.get("client")
    preference = {}
    for officer_id, cost in this.get("preference").entries():
        if officer_id not in team:
            raise cost.refuse(f"there is no officer {officer_id}")
        preference[officer_id] = cost.number()
    return Terms(
        skills=frozenset(this.get("skills").texts()),
        penalty=None if penalty.is_absent else penalty.number(),
        allowed=None if allowed.is_absent else _team(allowed, team),
        forbidden=_team(this.get("forbidden_officers"), team),
        preferred=_team(this.get("preferred_officers"), team),
        preference=preference,
        client=None if client.is_absent else client.text(),
    )


def _visit(item: Field, places: frozenset[str], team: frozenset[str]) -> Visit:
    this = item.fields(_VISIT)
    officers = this.get("officers").whole_or_none(1) or 1
    if officers > 2:
        raise this.get("officers").refuse(f"{officers} is neither 1 nor 2")
    return Visit(
        task_id=this.need("id").text(),
        step=_step(this, places),
        terms=_terms(this, team),
        officers=officers,
        lead_skills=frozenset(this.get("lead_skills").texts()),
        is_soft=this.get("late").flag(False),
        load=this.get("load").whole_or_none() or 0,
        fixed=_promise(this.get("fixed"), team),
    )


def _promise(field: Field, team: frozenset[str]) -> Promise:
    if field.is_absent:
        return Promise()
    this = field.fields(frozenset({"officers", "start"}))
    officers = this.get("officers")
    who = (
        None if officers.is_absent else frozenset(_unique(officers.items(), lambda item: _known(item, team, "officer")))
    )
    return Promise(who, this.get("start").whole_or_none())


def _ride(item: Field, places: frozenset[str], team: frozenset[str]) -> Ride:
    this = item.fields(_RIDE)
    load = this.get("load").whole_or_none()
    return Ride(
        task_id=this.need("id").text(),
        pickup=_step(this.need("pickup").fields(_STEP), places),
        dropoff=_step(this.need("dropoff").fields(_STEP), places),
        terms=_terms(this, team),
        max_ride=this.get("max_ride").whole_or_none(),
        load=1 if load is None else load,
    )


def _pair(item: Field, visits: frozenset[str]) -> Pair:
    this = item.fields(_PAIR)
    first, second = (_known(this.need(key), visits, "visit") for key in ("first", "second"))
    if first == second:
        raise this.get("second").refuse(f"{second} hangs together with itself")
    least, most = this.get("min_gap").whole_or_none(None), this.get("max_gap").whole_or_none(None)
    if least is not None and most is not None and least > most:
        raise this.get("max_gap").refuse(f"{most} is below min_gap, {least}")
    return Pair(first, second, least, most, this.get("different_officers").flag(False), this.get("together").flag(True))


def _baseline(field: Field, tasks: frozenset[str]) -> tuple[Assignment, ...]:
    """What was; an officer in it may have left the team, and then counts as one who no longer attends."""
    entries = []
    for item in field.items():
        this = item.fields(frozenset({"task", "officers", "start"}))
        task_id = _known(this.need("task"), tasks, "task")
        entries.append(Assignment(task_id, this.get("officers").texts(), this.get("start").whole_or_none()))
    _refuse_entries_twice(field, entries)
    return tuple(entries)


def _refuse_entries_twice(field: Field, entries: Iterable[Assignment]) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.task_id in seen:
            raise Malformed(f"{field.path}[{index}].task", f"{entry.task_id} is there twice")
        seen.add(entry.task_id)


def _weights(field: Field) -> Weights:
    found: dict[str, float] = {}
    for name, weight in field.entries():
        if name not in _WEIGHTS:
            raise weight.refuse("is not a weight of this format")
        found[name] = weight.number()
        if found[name] < 0:
            raise weight.refuse(f"{found[name]} is below 0: it would reward what it should cost")
    return Weights(**found)
