"""The facts of a week as plain data, kept beside the draft that was made on them, so that a page can judge a move.

Outward codes are left out: they are sealed where they are kept, and the minutes between places are enough here.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from witness.domain.travel import BufferRow
from witness.domain.visits import Place, VisitKind
from witness.domain.week import (
    Apart,
    Cost,
    Moment,
    Remark,
    Span,
    Spot,
    TaskKind,
    WeekFacts,
    WeekOfficer,
    WeekRide,
    WeekTask,
    WorkDay,
)


def mark_of(plain: Mapping[str, Any]) -> str:
    """Give a short mark of plain data, so that nobody changes or accepts a draft other than the one they looked at."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]


def facts_as_plain(facts: WeekFacts) -> dict[str, Any]:
    """Write facts as plain data."""
    spots = [spot.key for spot in facts.spots]
    return {
        "first_on": facts.first_on.isoformat(),
        "last_on": facts.last_on.isoformat(),
        "spots": spots,
        "ways": [[facts.ways[one, other] for other in spots] for one in spots],
        "officers": [_plain(asdict(officer)) for officer in facts.officers],
        "tasks": [_plain(asdict(task)) for task in facts.tasks],
        "rides": [_plain(asdict(ride)) for ride in facts.rides],
        "apart": [asdict(apart) for apart in facts.apart],
        "ways_say": facts.ways_say,
        "remarks": [asdict(remark) for remark in facts.remarks],
        "is_repair": facts.is_repair,
    }


def facts_from_plain(plain: Mapping[str, Any]) -> WeekFacts:
    """Read facts from what `facts_as_plain` wrote; no place has an outward code."""
    spots = plain["spots"]
    return WeekFacts(
        first_on=date.fromisoformat(plain["first_on"]),
        last_on=date.fromisoformat(plain["last_on"]),
        officers=tuple(_officer(one) for one in plain["officers"]),
        tasks=tuple(_task(one) for one in plain["tasks"]),
        rides=tuple(_ride(one) for one in plain["rides"]),
        apart=tuple(Apart(**one) for one in plain["apart"]),
        ways={
            (one, other): minutes
            for one, row in zip(spots, plain["ways"], strict=True)
            for other, minutes in zip(spots, row, strict=True)
        },
        ways_say=plain["ways_say"],
        remarks=tuple(Remark(**one) for one in plain["remarks"]),
        is_repair=plain["is_repair"],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if key != "outcode"}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _officer(plain: Mapping[str, Any]) -> WeekOfficer:
    days = tuple(WorkDay(**{**day, "on": date.fromisoformat(day["on"])}) for day in plain["days"])
    return WeekOfficer(
        plain["account_id"], Spot(plain["base"]["key"]), days, frozenset(plain["skills"]), plain["seats"]
    )


def _task(plain: Mapping[str, Any]) -> WeekTask:
    kind = plain["visit_kind"]
    return WeekTask(
        **{
            **plain,
            "kind": TaskKind(plain["kind"]),
            "spot": Spot(plain["spot"]["key"]),
            "starts": _spans(plain["starts"]),
            "elsewhere": _spans(plain["elsewhere"]),
            "cost": Cost(**plain["cost"]),
            "buffer": BufferRow(**plain["buffer"]),
            "visit_kind": None if kind is None else VisitKind(kind),
            "place": None if plain["place"] is None else Place(plain["place"]),
            "at": _moment(plain["at"]),
            "was_at": _moment(plain["was_at"]),
            "says": tuple(plain["says"]),
            **_sets({"beside": (), **plain}, "allowed", "skills", "known", "with_whom", "was_with", "beside"),
        }
    )


def _ride(plain: Mapping[str, Any]) -> WeekRide:
    return WeekRide(
        **{
            **plain,
            "pick_up": Spot(plain["pick_up"]["key"]),
            "set_down": Spot(plain["set_down"]["key"]),
            "pick_up_between": _spans(plain["pick_up_between"]),
            "set_down_between": _spans(plain["set_down_between"]),
            "cost": Cost(**plain["cost"]),
            "says": tuple(plain["says"]),
            **_sets({"skills": (), "was_with": (), **plain}, "allowed", "known", "skills", "was_with"),
        }
    )


def _spans(plain: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(date.fromisoformat(one["on"]), one["first"], one["last"]) for one in plain)


def _moment(plain: Mapping[str, Any] | None) -> Moment | None:
    return None if plain is None else Moment(date.fromisoformat(plain["on"]), plain["minute"])


def _sets(plain: Mapping[str, Any], *names: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(plain[name]) for name in names}
