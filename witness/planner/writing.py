"""Writes a problem and a plan as JSON values; what is as the format leaves it is left out."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from witness.planner.plan import At, Plan, Stop
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
)
from witness.planner.reading import PROBLEM_FORMAT
from witness.planner.reading_plans import PLAN_FORMAT

Json = dict[str, Any]


def problem_to_json(problem: Problem) -> Json:
    """Write a `visit-problem/1`: reading it gives back an equal problem."""
    return {
        "format": PROBLEM_FORMAT,
        "name": problem.name,
        "units_per_minute": problem.units_per_minute,
        "locations": list(problem.locations),
        "travel": [list(row) for row in problem.travel],
        "officers": [_officer(officer) for officer in problem.officers],
        "visits": [_visit(visit) for visit in problem.visits],
        "rides": [_ride(ride) for ride in problem.rides],
        "pairs": [_pair(pair) for pair in problem.pairs],
        "baseline": [_assignment(entry) for entry in problem.baseline],
        "weights": {f.name: w for f in fields(Weights) if (w := getattr(problem.weights, f.name))},
    }


def plan_to_json(plan: Plan, info: Mapping[str, object] | None = None) -> Json:
    """Write a `visit-plan/1`; `info` is free."""
    routes = [
        {
            "officer": route.officer_id,
            "shift": route.shift,
            "start": route.start,
            "end": route.end,
            "stops": [_stop(stop) for stop in route.stops],
        }
        for route in plan.routes
    ]
    written: Json = {"format": PLAN_FORMAT, "problem": plan.problem, "routes": routes, "unserved": list(plan.unserved)}
    return written if info is None else {**written, "info": dict(info)}


def _stop(stop: Stop) -> Json:
    if stop.at is At.VISIT:
        return {"visit": stop.task_id, "start": stop.start}
    return {"ride": stop.task_id, "at": stop.at.value, "start": stop.start}


def _given(**values: Any) -> Json:
    """What is neither absent nor empty, nor as it would be if it were left out."""
    return {key: value for key, value in values.items() if value is not None and value not in ([], {}, False)}


def _officer(officer: Officer) -> Json:
    return {
        "id": officer.officer_id,
        **_given(skills=sorted(officer.skills)),
        "capacity": officer.capacity,
        "shifts": [_shift(shift) for shift in officer.shifts],
    }


def _shift(shift: Shift) -> Json:
    ends = {"start": shift.start, "end": shift.end, "from": shift.origin, "to": shift.destination}
    most = {} if shift.max_duration is None else {"max_duration": shift.max_duration}
    return {**ends, **most, **_given(max_overtime=shift.max_overtime)}


def _step(step: Step) -> Json:
    return {"location": step.location, "duration": step.duration, "windows": [list(w) for w in step.windows]}


def _terms(terms: Terms) -> Json:
    return {
        "penalty": terms.penalty,
        **({} if terms.allowed is None else {"allowed_officers": sorted(terms.allowed)}),
        **_given(
            skills=sorted(terms.skills),
            forbidden_officers=sorted(terms.forbidden),
            preferred_officers=sorted(terms.preferred),
            preference=dict(sorted(terms.preference.items())),
            client=terms.client,
        ),
    }


def _visit(visit: Visit) -> Json:
    return {
        "id": visit.task_id,
        **_step(visit.step),
        **_terms(visit.terms),
        "officers": visit.officers,
        **_given(
            lead_skills=sorted(visit.lead_skills),
            late=visit.is_soft,
            load=visit.load,
            fixed=_promise(visit.fixed),
        ),
    }


def _promise(fixed: Promise) -> Json:
    officers = {} if fixed.officers is None else {"officers": sorted(fixed.officers)}
    return officers if fixed.start is None else {**officers, "start": fixed.start}


def _ride(ride: Ride) -> Json:
    return {
        "id": ride.task_id,
        "pickup": _step(ride.pickup),
        "dropoff": _step(ride.dropoff),
        **_terms(ride.terms),
        "max_ride": ride.max_ride,
        "load": ride.load,
    }


def _pair(pair: Pair) -> Json:
    gaps = {"min_gap": pair.min_gap, "max_gap": pair.max_gap}
    rules = {"different_officers": pair.different_officers, "together": pair.together}
    return {"first": pair.first, "second": pair.second, **gaps, **rules}


def _assignment(entry: Assignment) -> Json:
    return {"task": entry.task_id, "officers": list(entry.officers), "start": entry.start}
