"""Invented problems of the shapes that planners are measured on, as `visit-problem/1` documents, the same for one seed.

Four shapes are those of published test beds, with nothing but their proportions taken over: home care with
synchronised visits (Mankowska, Meisel and Bierwirth 2014), dial-a-ride (Cordeau 2006) and routing with time windows
(Solomon 1987). The fifth, the team's own week, is in `weeks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def dial_a_ride(requests: int, seed: int) -> Document:
    """A day of rides: half go out with a narrow time to arrive, half go home with a narrow time to be fetched."""
    draw, unit = Random(f"dial-a-ride {requests} {seed}"), 1000
    points: list[Point] = [(0.0, 0.0)]
    points += [(draw.uniform(-10, 10), draw.uniform(-10, 10)) for _ in range(2 * requests)]
    horizon = 480 if requests <= 20 else 720
    travel = ways(points, unit)
    rides = []
    for number in range(1, requests + 1):
        there, narrow = travel[2 * number - 1][2 * number], draw.randint(60, horizon - 75) * unit
        narrow_window = [narrow, narrow + 15 * unit]
        # What the narrow window and the longest ride leave open at the other end.
        before = [max(0, narrow - 33 * unit), narrow + 15 * unit - 3 * unit - there]
        after = [narrow + 3 * unit + there, narrow + (15 + 3 + 30) * unit]
        goes_out = number <= requests // 2
        windows = (before, narrow_window) if goes_out else (narrow_window, after)
        rides.append(
            {
                "id": f"r{number}",
                "pickup": {"location": f"p{2 * number - 1}", "duration": 3 * unit, "windows": [windows[0]]},
                "dropoff": {"location": f"p{2 * number}", "duration": 3 * unit, "windows": [windows[1]]},
                "max_ride": 30 * unit,
                "load": 1,
            }
        )
    day = {"start": 0, "end": (horizon + 60) * unit, "from": "depot", "to": "depot", "max_duration": 480 * unit}
    cars = max(2, requests // 8)
    return {
        "format": "visit-problem/1",
        "name": f"dial-a-ride-{requests}-{seed}",
        "units_per_minute": unit,
        "locations": places(2 * requests),
        "travel": travel,
        "officers": [{"id": f"o{number}", "capacity": 3, "shifts": [dict(day)]} for number in range(cars)],
        "rides": rides,
        "weights": {"travel": 1},
    }


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


Maker = Callable[[], Document]
