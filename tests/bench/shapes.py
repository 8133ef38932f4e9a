"""Invented problems of the shapes that planners are measured on, as `visit-problem/1` documents, the same for one seed.

Four shapes are those of published test beds, with nothing but their proportions taken over: home care with
synchronised visits (Mankowska, Meisel and Bierwirth 2014), dial-a-ride (Cordeau 2006) and routing with time windows
(Solomon 1987). The fifth, the team's own week, is in `weeks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from random import Random
from typing import Any

Document = dict[str, Any]
Point = tuple[float, float]


def ways(points: Sequence[Point], units: int) -> list[list[int]]:
    """Straight lines between points, in whole units, `units` to one of their own."""
    return [[int(hypot(a[0] - b[0], a[1] - b[1]) * units) for b in points] for a in points]


def places(count: int) -> list[str]:
    """The names of the depot and of `count` further places, in the order of a matrix."""
    return ["depot", *(f"p{number}" for number in range(1, count + 1))]


# --------------------------------------------------------------------------------------- home care

FIRST_TRADE, SECOND_TRADE = ("s1", "s2", "s3"), ("s4", "s5", "s6")
CARE_STAFF = {10: 3, 25: 5, 50: 10, 75: 15, 100: 20}


def home_care(visits: int, seed: int) -> Document:
    """A day of home care: a third of the patients see two carers, at once or one after the other; lateness is soft.

    visits: as the test bed counts them, patients; each carer has up to three skills of one of two trades.
    """
    draw, unit = Random(f"home-care {visits} {seed}"), 1000
    points = [(draw.uniform(0, 100), draw.uniform(0, 100)) for _ in range(visits + 1)]
    staff = [carer(draw, f"o{number}", number) for number in range(CARE_STAFF[visits])]
    tasks, pairs = [], []
    for number in range(1, visits + 1):
        opens = draw.randint(0, 480)
        trades = (FIRST_TRADE, SECOND_TRADE) if number % 10 < 3 else (draw.choice((FIRST_TRADE, SECOND_TRADE)),)
        names = [f"v{number}{'ab'[place]}" for place in range(len(trades))]
        for name, trade in zip(names, trades, strict=True):
            tasks.append(
                {
                    "id": name,
                    "location": f"p{number}",
                    "duration": draw.randint(10, 20) * unit,
                    "windows": [[opens * unit, (opens + 120) * unit]],
                    "skills": [draw.choice(sorted(known_to(staff, trade)))],
                    "late": True,
                }
            )
        if len(names) == 2:
            low = 0 if number % 2 else draw.randint(15, 45)
            high = low + draw.randint(15, 45) if low else 0
            gap = {"first": names[0], "second": names[1], "min_gap": low * unit, "max_gap": high * unit}
            pairs.append({**gap, "different_officers": True})
    return {
        "format": "visit-problem/1",
        "name": f"home-care-{visits}-{seed}",
        "units_per_minute": unit,
        "locations": places(visits),
        "travel": ways(points, unit),
        "officers": staff,
        "visits": tasks,
        "pairs": pairs,
        "weights": dict.fromkeys(("travel", "late", "late_max"), 1 / 3),
    }


def carer(draw: Random, name: str, number: int) -> Document:
    trade = (FIRST_TRADE, SECOND_TRADE)[number % 2]
    day = {"start": 0, "end": 2_880_000, "from": "depot", "to": "depot"}
    return {"id": name, "skills": sorted(draw.sample(trade, draw.randint(2, 3))), "shifts": [day]}


def known_to(staff: Sequence[Document], trade: Sequence[str]) -> set[str]:
    return {skill for one in staff for skill in one["skills"] if skill in trade}


# -------------------------------------------------------------------------------------- dial-a-ride


CARS = {16: 2, 24: 2, 32: 3, 48: 4, 64: 6, 96: 8}
SERVICE, LONGEST_RIDE, LONGEST_DUTY, NARROW = 3, 30, 480, 15


class TooFull(Exception):
    """The day has no room for what was asked of it."""


class Fleet:
    """Cars that take one request after the other, so that the times drawn for them are times that can be kept."""

    def __init__(self, travel: list[list[int]], unit: int, begins: Sequence[int]) -> None:
        self.travel, self.unit = travel, unit
        self.ends = [(begin + LONGEST_DUTY) * unit for begin in begins]
        self.free_from = [begin * unit for begin in begins]
        self.stands_at = [0] * len(begins)
        self.stops: list[list[Document]] = [[] for _ in begins]

    def fetch(self, wish: int, pickup: int) -> int:
        """When somebody is fetched who would be at `wish` or, where no car has time left then, as early as can be."""
        for at in (wish, 0):
            times = [(max(at, self.arrives(car, pickup)), car) for car in range(len(self.ends))]
            fits = [(time, car) for time, car in times if self.home(time, pickup) <= self.ends[car]]
            if fits:
                time, car = min(fits)
                self.take(car, time, pickup)
                return time
        raise TooFull(f"no car for the request from {pickup}")

    def take(self, car: int, fetched: int, pickup: int) -> None:
        self.free_from[car], self.stands_at[car] = self.done(fetched, pickup), pickup + 1
        ride, arrives = f"r{(pickup + 1) // 2}", self.free_from[car] - SERVICE * self.unit
        self.stops[car].append({"ride": ride, "at": "pickup", "start": fetched})
        self.stops[car].append({"ride": ride, "at": "dropoff", "start": arrives})

    def home(self, fetched: int, pickup: int) -> int:
        return self.done(fetched, pickup) + self.travel[pickup + 1][0]

    def arrives(self, car: int, place: int) -> int:
        return self.free_from[car] + self.travel[self.stands_at[car]][place]

    def done(self, fetched: int, pickup: int) -> int:
        return fetched + 2 * SERVICE * self.unit + self.travel[pickup][pickup + 1]


def dial_a_ride(requests: int, seed: int) -> Document:
    """A day of rides: half go out with a narrow time to arrive, half go home with a narrow time to be fetched."""
    return rides_and_plan(requests, seed)[0]


def rides_and_plan(requests: int, seed: int) -> tuple[Document, Document]:
    """A day of rides, and the plan that its times were drawn from: one request after the other."""
    draw, unit = Random(f"dial-a-ride {requests} {seed}"), 1000
    points: list[Point] = [(0.0, 0.0)]
    points += [(draw.uniform(-10, 10), draw.uniform(-10, 10)) for _ in range(2 * requests)]
    horizon = 480 if requests <= 24 else 720
    travel = ways(points, unit)
    cars = CARS[requests]
    fleet = Fleet(travel, unit, [(horizon - LONGEST_DUTY) * (car % 2) for car in range(cars)])
    wishes = sorted(draw.randint(20, horizon - 120) * unit for _ in range(requests))
    rides = [request(draw, fleet, number, wish) for number, wish in enumerate(wishes, start=1)]
    day = {"start": 0, "end": (horizon + 60) * unit, "from": "depot", "to": "depot"}
    day["max_duration"] = LONGEST_DUTY * unit
    name = f"dial-a-ride-{requests}-{seed}"
    document = {
        "format": "visit-problem/1",
        "name": name,
        "units_per_minute": unit,
        "locations": places(2 * requests),
        "travel": travel,
        "officers": [{"id": f"o{number}", "capacity": 3, "shifts": [dict(day)]} for number in range(cars)],
        "rides": rides,
        "weights": {"travel": 1},
    }
    routes = [{"officer": f"o{car}", "shift": 0, "stops": stops} for car, stops in enumerate(fleet.stops)]
    return document, {"format": "visit-plan/1", "problem": name, "routes": routes, "unserved": []}


def request(draw: Random, fleet: Fleet, number: int, wish: int) -> Document:
    """A ride with one narrow window, and at its other end what that and the longest ride leave open."""
    pickup, unit = 2 * number - 1, fleet.unit
    service, longest, there = SERVICE * unit, LONGEST_RIDE * unit, fleet.travel[pickup][pickup + 1]
    fetched = fleet.fetch(wish, pickup)
    goes_out = number % 2
    opens = max(0, (fetched + service + there if goes_out else fetched) - draw.randint(0, NARROW) * unit)
    narrow = [opens, opens + NARROW * unit]
    before = [max(0, opens - service - longest), narrow[1] - service - there]
    after = [opens + service + there, narrow[1] + service + longest]
    windows = (before, narrow) if goes_out else (narrow, after)
    ends = [{"location": f"p{pickup + side}", "duration": service, "windows": [windows[side]]} for side in (0, 1)]
    return {"id": f"r{number}", "pickup": ends[0], "dropoff": ends[1], "max_ride": longest, "load": 1}


# --------------------------------------------------------------------------- routing with time windows


@dataclass(frozen=True, slots=True)
class Town:
    """How customers lie and how long a day is. clustered: the share that lives in clusters."""

    clustered: float
    day: int
    service: int
    width: tuple[int, int]


TOWNS = {"c": Town(1.0, 1236, 90, (40, 80)), "r": Town(0.0, 230, 10, (20, 60)), "rc": Town(0.5, 240, 10, (30, 60))}


def time_windows(kind: str, seed: int, customers: int = 100) -> Document:
    """Customers to supply from one depot, each within its window. kind: c (clusters), r (scattered) or rc (both)."""
    draw, unit, town = Random(f"time-windows {kind} {seed}"), 10, TOWNS[kind]
    hearts = [(draw.uniform(10, 80), draw.uniform(10, 80)) for _ in range(10)]
    points = [(40.0, 50.0)]
    points += [home(draw, hearts, number < customers * town.clustered) for number in range(customers)]
    travel = ways(points, unit)
    visits = []
    for number in range(1, customers + 1):
        there = travel[0][number]
        last = town.day * unit - there - town.service * unit
        middle, half = draw.randint(there, last), draw.randint(*town.width) * unit // 2
        visits.append(
            {
                "id": f"v{number}",
                "location": f"p{number}",
                "duration": town.service * unit,
                "windows": [[max(there, middle - half), min(last, middle + half)]],
                "load": draw.choice((10, 20, 30)),
            }
        )
    day = {"start": 0, "end": town.day * unit, "from": "depot", "to": "depot"}
    return {
        "format": "visit-problem/1",
        "name": f"time-windows-{kind}-{customers}-{seed}",
        "units_per_minute": unit,
        "locations": places(customers),
        "travel": travel,
        "officers": [{"id": f"o{number}", "capacity": 200, "shifts": [dict(day)]} for number in range(customers // 4)],
        "visits": visits,
        "weights": {"travel": 1},
    }


def home(draw: Random, hearts: Sequence[Point], in_cluster: bool) -> Point:
    if not in_cluster:
        return draw.uniform(0, 80), draw.uniform(0, 80)
    x, y = draw.choice(hearts)
    return x + draw.gauss(0, 3), y + draw.gauss(0, 3)
