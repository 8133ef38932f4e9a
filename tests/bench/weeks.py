"""Invented weeks of a witness support team, as `visit-problem/1` documents: officers by days, visits, rides, promises.

Each week is planted: tasks are laid one after the other into officers' days, and the windows are drawn around the
times found there. So every mandatory task has a place in at least one plan, which no solver is told of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from random import Random
from typing import Any

Document = dict[str, Any]

DAY, OPENS, CLOSES = 1440, 8 * 60 + 30, 17 * 60
SKILLS = ("child", "welsh", "autism", "signing")
PATIENCE = 400
"""How many times a place is looked for before a week counts as too full for what is asked of it."""


@dataclass(frozen=True, slots=True)
class Team:
    """What a week holds. Shares are of the visits; part_time: the share of officer-days that are not worked."""

    officers: int
    visits: int
    rides: int = 0
    two_person: float = 0.0
    ladders: int = 0
    promised: float = 0.0
    days: int = 5
    part_time: float = 0.1
    is_client_based: bool = False
    spare_days: int = 2
    width: tuple[int, int] = (60, 240)


TINY = Team(2, 6, days=2)
PLAIN_60, PLAIN_120, PLAIN_150 = Team(6, 60), Team(12, 120), Team(12, 150)
MIXED_60 = Team(6, 60, two_person=0.1, is_client_based=True, ladders=4)
MIXED_120 = Team(12, 120, two_person=0.1, is_client_based=True, ladders=8)
FULL_150 = Team(12, 150, rides=40, two_person=0.1, ladders=10, promised=0.08, is_client_based=True)


class TooFull(Exception):
    """The week has no room for what was asked of it."""


@dataclass(slots=True)
class Planting:
    """A week while tasks are laid into it. By officer and day: when and where the last task ends, and all stops."""

    draw: Random
    team: Team
    travel: list[list[int]]
    skills: list[set[str]]
    works: list[list[bool]]
    free_from: dict[tuple[int, int], int] = field(default_factory=dict)
    stands_at: dict[tuple[int, int], int] = field(default_factory=dict)
    stops: dict[tuple[int, int], list[Document]] = field(default_factory=dict)

    def earliest(self, officer: int, day: int, place: int) -> int:
        at = self.stands_at.get((officer, day), 0)
        return self.free_from.get((officer, day), day * DAY + OPENS) + self.travel[at][place]

    def take(self, officer: int, day: int, place: int, end: int, stops: list[Document]) -> None:
        self.free_from[officer, day] = end
        self.stands_at[officer, day] = place
        self.stops.setdefault((officer, day), []).extend(stops)

    def days_of(self, officer: int) -> list[int]:
        return [day for day in range(self.team.days) if self.works[officer][day]]

    def is_home_in_time(self, day: int, place: int, end: int) -> bool:
        return end + self.travel[place][0] <= day * DAY + CLOSES

    def somebody(self, count: int) -> tuple[int, list[int]]:
        """A day, and `count` officers who work on it."""
        day = self.draw.randrange(self.team.days)
        working = [officer for officer in range(self.team.officers) if self.works[officer][day]]
        if len(working) < count:
            return self.somebody(count)
        return day, self.draw.sample(working, count)


def week(team: Team, seed: int) -> Document:
    """A week of one team; TooFull when it does not fit."""
    return week_and_plan(team, seed)[0]


def week_and_plan(team: Team, seed: int) -> tuple[Document, Document]:
    """A week, and the plan that it was planted with."""
    draw = Random(f"week {team} {seed}")
    places = 1 + team.visits + 2 * team.rides
    points = [(30.0, 30.0), *((draw.uniform(0, 60), draw.uniform(0, 60)) for _ in range(places - 1))]
    # Forty kilometres an hour on roads a third longer than the straight line, and a minute to park.
    travel = [[0 if a == b else 1 + round(hypot(a[0] - b[0], a[1] - b[1]) * 0.6) for b in points] for a in points]
    skills = [set(draw.sample(SKILLS, draw.randint(1, 3))) for _ in range(team.officers)]
    works = [[draw.random() >= team.part_time for _ in range(team.days)] for _ in range(team.officers)]
    planting = Planting(draw, team, travel, skills, works)
    visits = [visit(planting, number) for number in range(1, team.visits + 1)]
    rides = [ride(planting, number) for number in range(team.rides)]
    pairs = ladders(planting, visits)
    document = {
        "format": "visit-problem/1",
        "name": f"{label(team)}-{seed}",
        "units_per_minute": 1,
        "locations": [f"p{number}" for number in range(places)],
        "travel": travel,
        "officers": [officer(planting, number) for number in range(team.officers)],
        "visits": [{key: value for key, value in one.items() if key != "planted"} for one in visits],
        "rides": rides,
        "pairs": pairs,
        "weights": {"travel": 1, "unserved": 1, "non_preferred": 30, "continuity": 40 if team.is_client_based else 0},
    }
    return document, plan(planting, document["name"])


def label(team: Team) -> str:
    kind = "full" if team.rides else "mixed" if team.two_person else "plain"
    return f"{kind}-week-{team.visits}"


def officer(planting: Planting, number: int) -> Document:
    days = planting.days_of(number)
    shifts = [{"start": d * DAY + OPENS, "end": d * DAY + CLOSES, "from": "p0", "to": "p0"} for d in days]
    return {"id": f"o{number}", "skills": sorted(planting.skills[number]), "capacity": 3, "shifts": shifts}


def plan(planting: Planting, name: str) -> Document:
    """Everything as it was planted."""
    routes = [
        {"officer": f"o{who}", "shift": planting.days_of(who).index(day), "stops": stops}
        for (who, day), stops in sorted(planting.stops.items())
    ]
    return {"format": "visit-plan/1", "problem": name, "routes": routes, "unserved": []}


def visit(planting: Planting, number: int) -> Document:
    draw, team = planting.draw, planting.team
    count = 2 if draw.random() < team.two_person else 1
    duration = draw.choice((30, 45, 60, 75, 90))
    day, who, start = plant(planting, number, count, duration)
    shared = set.intersection(*(planting.skills[one] for one in who))
    needed = sorted(draw.sample(sorted(shared), 1)) if shared and draw.random() < 0.5 else []
    document: Document = {
        "id": f"v{number}",
        "location": f"p{number}",
        "duration": duration,
        "windows": windows(planting, day, start, duration),
        "officers": count,
        "skills": needed,
        "penalty": None if draw.random() < 0.45 else draw.choice((120, 240, 400)),
        "planted": (day, start),
    }
    if draw.random() < 0.6:
        document["preferred_officers"] = sorted({f"o{one}" for one in who} | {f"o{draw.randrange(team.officers)}"})
    if team.is_client_based:
        document["client"] = f"c{draw.randint(1, max(1, team.visits // 3))}"
    if draw.random() < team.promised:
        document["fixed"] = {"officers": [f"o{one}" for one in who], "start": start}
        document["penalty"] = None
    return document


def plant(planting: Planting, place: int, count: int, duration: int) -> tuple[int, list[int], int]:
    """The day, the officers and the start of a task that is laid behind what they already do."""
    for _ in range(PATIENCE):
        day, who = planting.somebody(count)
        start = max(planting.earliest(one, day, place) for one in who) + planting.draw.randint(0, 20)
        if not planting.is_home_in_time(day, place, start + duration):
            continue
        for one in who:
            planting.take(one, day, place, start + duration, [{"visit": f"v{place}", "start": start}])
        return day, who, start
    raise TooFull(f"no place for {place}")


def windows(planting: Planting, day: int, start: int, duration: int) -> list[list[int]]:
    """One window around the planted start, and others on other days."""
    draw = planting.draw
    others = [other for other in range(planting.team.days) if other != day]
    days = draw.sample(others, min(len(others), draw.randint(0, planting.team.spare_days)))
    found = [around(draw, day, start, planting.team.width, duration)]
    for other in days:
        middle = other * DAY + draw.randint(OPENS + 60, CLOSES - 60 - duration)
        found.append(around(draw, other, middle, planting.team.width, duration))
    return sorted(found)


def around(draw: Random, day: int, middle: int, width: tuple[int, int], duration: int) -> list[int]:
    half = draw.randint(*width) // 2
    return [max(day * DAY + OPENS, middle - half), max(middle, min(day * DAY + CLOSES - duration, middle + half))]


def ride(planting: Planting, number: int) -> Document:
    """A ride, laid behind what one officer already does: fetched, and straight to where it goes."""
    draw, first = planting.draw, 1 + planting.team.visits + 2 * number
    for _ in range(PATIENCE):
        day, who = planting.somebody(1)
        there = planting.travel[first][first + 1]
        start = planting.earliest(who[0], day, first) + draw.randint(0, 20)
        arrives = start + 5 + there
        if not planting.is_home_in_time(day, first + 1, arrives + 5):
            continue
        name = f"r{number + 1}"
        ends = [("pickup", start), ("dropoff", arrives)]
        planting.take(
            who[0], day, first + 1, arrives + 5, [{"ride": name, "at": at, "start": time} for at, time in ends]
        )
        return {
            "id": name,
            "pickup": {"location": f"p{first}", "duration": 5, "windows": [[start - 30, start + 30]]},
            "dropoff": {"location": f"p{first + 1}", "duration": 5, "windows": [[arrives - 30, arrives + 15]]},
            "max_ride": there + 20,
            "load": draw.choice((1, 1, 2)),
            "penalty": None if draw.random() < 0.7 else 300,
        }
    raise TooFull(f"no place for ride {number}")


def ladders(planting: Planting, visits: list[Document]) -> list[Document]:
    """Pairs of visits of which the second comes at least a day after the first, as they were planted."""
    draw, pairs, used = planting.draw, [], set()
    free = [one for one in visits if "fixed" not in one]
    for _ in range(PATIENCE):
        first, second = sorted(draw.sample(free, 2), key=lambda one: one["planted"])
        names = {first["id"], second["id"]}
        if len(pairs) == planting.team.ladders:
            break
        if names & used or second["planted"][0] == first["planted"][0]:
            continue
        used |= names
        gap = second["planted"][1] - first["planted"][1]
        pairs.append({"first": first["id"], "second": second["id"], "min_gap": min(gap, DAY), "together": False})
    return pairs
