"""A plan of a week as a draft: who does what when, what found no place and why. Plain, and without names.

It speaks of tasks by their keys and of people by their ids: a page is drawn from it for whoever may see them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Placement:
    """A task that found a place. minute: when the meeting starts, or the family is picked up. officers: in order."""

    key: str
    officers: tuple[str, ...]
    on: date
    minute: int


@dataclass(frozen=True, slots=True)
class DraftStop:
    """A stop of a round. what: "visit", "pickup" or "dropoff". minute: when its service starts, buffer included."""

    key: str
    what: str
    minute: int


@dataclass(frozen=True, slots=True)
class Round:
    """One person's way through a day, in minutes of that day. leaves: from their base; back: at their base."""

    account_id: str
    on: date
    leaves: int
    back: int
    stops: tuple[DraftStop, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """One reason why a task found no place. words: for a person, without a name.

    account_id: whose day it is about, "" for everybody's; on: which day, None for any. minutes: by how many it misses.
    gives: the keys of tasks that would have to give way.
    """

    words: str
    account_id: str = ""
    on: date | None = None
    minutes: int | None = None
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A task that found no place, and why. is_mandatory: it had been promised."""

    key: str
    is_mandatory: bool
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan of a week. known: what it was made on, (task key, case id), the case "" where it is hidden.

    ways_say: how the ways are known. remarks: (words, case id). notes: (task key, a word of
    `week_moves.OVERRULED`) of what stands although time is short.
    """

    placements: tuple[Placement, ...]
    rounds: tuple[Round, ...]
    unplaced: tuple[Unplaced, ...]
    known: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...] = ()
    ways_say: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    def placement(self, key: str) -> Placement | None:
        """Give where a task was placed, or None."""
        return next((one for one in self.placements if one.key == key), None)


def draft_as_plain(draft: Draft) -> dict[str, Any]:
    """Write a draft as plain data."""
    return {
        "placements": [{**asdict(one), "on": one.on.isoformat()} for one in draft.placements],
        "rounds": [{**asdict(one), "on": one.on.isoformat()} for one in draft.rounds],
        "unplaced": [
            {"key": one.key, "is_mandatory": one.is_mandatory, "because": [_because_as_plain(b) for b in one.because]}
            for one in draft.unplaced
        ],
        "known": [list(pair) for pair in draft.known],
        "remarks": [list(pair) for pair in draft.remarks],
        "ways_say": draft.ways_say,
        "notes": [list(pair) for pair in draft.notes],
    }


def draft_from_plain(plain: Mapping[str, Any]) -> Draft:
    """Read a draft from what `draft_as_plain` wrote."""
    return Draft(
        placements=tuple(
            Placement(p["key"], tuple(p["officers"]), date.fromisoformat(p["on"]), p["minute"])
            for p in plain["placements"]
        ),
        rounds=tuple(
            Round(r["account_id"], date.fromisoformat(r["on"]), r["leaves"], r["back"], _stops(r["stops"]))
            for r in plain["rounds"]
        ),
        unplaced=tuple(
            Unplaced(u["key"], u["is_mandatory"], tuple(_because(b) for b in u["because"])) for u in plain["unplaced"]
        ),
        known=tuple((key, case_id) for key, case_id in plain["known"]),
        remarks=tuple((words, case_id) for words, case_id in plain["remarks"]),
        ways_say=plain["ways_say"],
        notes=tuple((key, note) for key, note in plain.get("notes", ())),
    )


def _because_as_plain(because: Because) -> dict[str, Any]:
    return {**asdict(because), "on": None if because.on is None else because.on.isoformat()}


def _because(plain: Mapping[str, Any]) -> Because:
    on = None if plain["on"] is None else date.fromisoformat(plain["on"])
    return Because(plain["words"], plain["account_id"], on, plain["minutes"], tuple(plain["gives"]))


def _stops(plain: Iterable[Mapping[str, Any]]) -> tuple[DraftStop, ...]:
    return tuple(DraftStop(s["key"], s["what"], s["minute"]) for s in plain)
