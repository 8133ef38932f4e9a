"""What a reason is, and what is asked about one task that found no place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, inf

from witness.planner.openings import Map, OfficerDay, Opening, ride_openings, visit_openings
from witness.planner.problem import Officer, Ride, Visit, Window

DAY = 1440


class Why(StrEnum):
    """What stands in the way of a task."""

    NOBODY_MAY = "nobody_may"
    NOBODY_CAN = "nobody_can"
    TOO_FEW = "too_few"
    NO_SEATS = "no_seats"
    RIDE_TOO_LONG = "ride_too_long"
    NOBODY_WORKS = "nobody_works"
    SHIFT_TOO_SHORT = "shift_too_short"
    WITHOUT_PARTNER = "without_partner"
    BESIDE_PARTNER = "beside_partner"
    DAY_FULL = "day_full"
    PROMISE = "promise"
    NEVER_BOTH = "never_both"
    COSTS_MORE = "costs_more"
    BREAKS_A_RULE = "breaks_a_rule"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a task found no place.

    words: for a person, without any id. officer_id: whose day it is about, None when it holds for everybody. day: of
    the horizon, from 0. minutes: by how many it misses. gives: the tasks that would have to give way.
    """

    task_id: str
    why: Why
    words: str
    officer_id: str | None = None
    day: int | None = None
    minutes: int | None = None
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One task in no route of a plan. apart_from: those who attend what it must not share an officer with."""

    ground: Map
    task: Visit | Ride
    apart_from: frozenset[str] = frozenset()

    @property
    def heads(self) -> int:
        """How many have to attend."""
        return self.task.officers if isinstance(self.task, Visit) else 1

    def may(self) -> list[Officer]:
        """Who may do it, whether they can or not."""
        terms, task = self.task.terms, self.task
        promised = task.fixed.officers if isinstance(task, Visit) else None
        return [
            o
            for o in self.ground.problem.officers
            if o.officer_id not in terms.forbidden
            and (terms.allowed is None or o.officer_id in terms.allowed)
            and (promised is None or o.officer_id in promised)
            and o.officer_id not in self.apart_from
        ]

    def can(self) -> list[Officer]:
        """Who may do it and has the skills."""
        return [officer for officer in self.may() if self.task.terms.skills <= officer.skills]

    def windows(self) -> list[Window]:
        """When it may start, or be fetched: a promise has one moment, and a soft end is none."""
        if isinstance(self.task, Ride):
            return list(self.task.pickup.windows)
        windows, promised = list(self.task.step.windows), self.task.fixed.start
        if promised is not None:
            return [(promised, promised)]
        if self.task.is_soft:
            horizon = max((day.shift.end + day.shift.max_overtime for day in self.ground.days), default=0)
            windows[-1] = (windows[-1][0], max(windows[-1][1], horizon))
        return windows

    def openings(self, days: Iterable[OfficerDay], windows: Sequence[Window] | None = None) -> Iterator[Opening]:
        """Every place in these days."""
        for day in days:
            if isinstance(self.task, Ride):
                yield from ride_openings(self.ground, day, self.task)
            else:
                yield from visit_openings(self.ground, day, self.task, self.windows() if windows is None else windows)

    def because(
        self,
        why: Why,
        words: str,
        at: Opening | None = None,
        *,
        short: float | None = None,
        gives: tuple[str, ...] = (),
    ) -> Reason:
        """A reason, about one officer's day where it is about one; short: in units."""
        minutes = None if short is None else ceil(short / self.ground.problem.units_per_minute)
        if at is None:
            return Reason(self.task.task_id, why, words, minutes=minutes, gives=gives)
        return Reason(self.task.task_id, why, words, at.day.officer.officer_id, self.day_of(at), minutes, gives)

    def day_of(self, at: Opening) -> int:
        """Which day of the horizon."""
        return at.day.shift.start // (DAY * self.ground.problem.units_per_minute)

    def minutes(self, units: float) -> str:
        """So many minutes, in words."""
        count = ceil(units / self.ground.problem.units_per_minute)
        return "1 minute" if count == 1 else f"{count} minutes"


def nearest_by_officer(openings: Iterable[Opening]) -> list[Opening]:
    """The nearest miss of each officer, the nearest of all first."""
    best: dict[str, Opening] = {}
    for opening in openings:
        who = opening.day.officer.officer_id
        if who not in best or (opening.short, opening.detour) < (best[who].short, best[who].detour):
            best[who] = opening
    return sorted(best.values(), key=lambda o: (o.short if o.short < inf else inf, o.detour, o.day.officer.officer_id))
