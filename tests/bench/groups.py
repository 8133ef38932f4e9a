"""What `make bench` measures: problems by shape, who competes on them, and what was promised of our plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean

from tests.bench.contest import CP_SAT, PYVRP, ROUTING, Contender, Document, Entry, gap, least
from tests.bench.shapes import dial_a_ride, home_care, time_windows
from tests.bench.weeks import FULL_150, MIXED_60, MIXED_120, PLAIN_60, PLAIN_120, PLAIN_150, week


@dataclass(frozen=True, slots=True)
class Row:
    """One problem measured. longer: our search with another seed and more time; published: a value from elsewhere."""

    name: str
    ours: Entry
    rivals: Mapping[str, Entry]
    longer: Entry | None = None
    published: float | None = None

    @property
    def best_known(self) -> float | None:
        """The least that any contender came to, or somebody elsewhere."""
        others = [entry.cost for entry in self.rivals.values()]
        return least([self.ours.cost, self.longer.cost if self.longer else None, self.published, *others])

    @property
    def above_best(self) -> float | None:
        return gap(self.ours.cost, self.best_known)

    @property
    def above_bound(self) -> float | None:
        return 0.0 if self.ours.is_proven and self.ours.cost is not None else gap(self.ours.cost, self.ours.bound)

    def above(self, rival: str) -> float | None:
        return gap(self.ours.cost, self.rivals[rival].cost)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a promise is kept, and the figure it was held against."""

    is_met: bool
    figure: str


Judge = Callable[[Sequence[Row]], Verdict]


@dataclass(frozen=True, slots=True)
class Promise:
    """A line of what must be shown, and how the rows of a group are held against it."""

    words: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one shape. longer: seconds of our own search for the best known, 0 where nothing is held to it."""

    name: str
    makers: Sequence[Callable[[], Document]]
    promises: Sequence[Promise]
    rivals: Sequence[Contender] = (PYVRP, ROUTING, CP_SAT)
    longer: float = 60.0
    published: Mapping[str, float] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------ judges


def percent(value: float) -> str:
    return f"{100 * value:.2f} %"


def nothing() -> Verdict:
    return Verdict(False, "a problem has no feasible plan to hold against it")


def on_average(limit: float, rows: Sequence[Row]) -> Verdict:
    """The mean gap to the best known."""
    gaps = [row.above_best for row in rows]
    if any(one is None for one in gaps):
        return nothing()
    mean, worst = fmean(one for one in gaps if one is not None), max(one for one in gaps if one is not None)
    return Verdict(mean <= limit + 1e-9, f"mean {percent(mean)}, worst {percent(worst)}")


def at_worst(limit: float, rows: Sequence[Row]) -> Verdict:
    """The largest gap to the best known."""
    mean = on_average(limit, rows)
    return Verdict(all(row.above_best is not None and row.above_best <= limit + 1e-9 for row in rows), mean.figure)


def to_own_bound(limit: float, rows: Sequence[Row]) -> Verdict:
    """Proven, or close enough to our own bound; and no contender better than what we call proven."""
    gaps = [row.above_bound for row in rows]
    proven = sum(row.ours.is_proven for row in rows)
    beaten = [row.name for row in rows if row.ours.is_proven and (row.above_best or 0) > 1e-9]
    if beaten:
        return Verdict(False, f"called proven, yet beaten: {', '.join(beaten)}")
    known = [one for one in gaps if one is not None]
    figure = f"proven {proven} of {len(rows)}, worst gap {percent(max(known)) if known else 'unknown'}"
    return Verdict(len(known) == len(rows) and max(known, default=0) <= limit + 1e-9, figure)


def above_rival(rival: str, limit: float, rows: Sequence[Row]) -> Verdict:
    gaps = [row.above(rival) for row in rows]
    known = [one for one in gaps if one is not None]
    if len(known) < len(rows):
        return nothing()
    return Verdict(max(known) <= limit + 1e-9, f"mean {percent(fmean(known))}, worst {percent(max(known))}")


def first_within(seconds: float, rows: Sequence[Row]) -> Verdict:
    took = [row.ours.first_seconds for row in rows]
    return in_time(seconds, took, "first plan")


def all_within(seconds: float, rows: Sequence[Row]) -> Verdict:
    return in_time(seconds, [row.ours.seconds for row in rows], "final plan")


def in_time(seconds: float, took: Sequence[float | None], what: str) -> Verdict:
    known = [one for one in took if one is not None]
    if len(known) < len(took):
        return nothing()
    longest = max(known)
    return Verdict(round(longest, 1) <= seconds, f"{what} after {longest:.2f} s, {longest / seconds:.2f} of the time")


# ------------------------------------------------------------------------------------------ groups


def of(make: Callable[..., Document], *arguments: object, seeds: Sequence[int]) -> list[Callable[[], Document]]:
    return [partial(make, *arguments, seed=seed) for seed in seeds]


def all_groups() -> list[Group]:
    """Every group, shortest problems first in each."""
    return [*weeks(), *home_cares(), *rides(), routes()]


def weeks() -> list[Group]:
    large = [make for team in (PLAIN_120, MIXED_120, PLAIN_150) for make in of(week, team, seeds=(1,))]
    close = partial(to_own_bound, 0.001)
    # Skills, several possible days, preferred officers, part time, optional visits: what planners are measured by.
    bound = Promise("team weeks up to 60 visits: at most 0.1 % above our own bound", close)
    # ... with visits by two officers, gaps between visits and faces counted besides, which lie across routes.
    mixed = Promise("team weeks up to 60 visits that lie across routes: at most 0.1 % above our own bound", close)
    near = Promise("team weeks of 120 to 150 visits: at most 1 % above the best known", partial(at_worst, 0.01))
    full = [
        Promise("full team week: at most 1 % above the best known", partial(at_worst, 0.01)),
        Promise("full team week: first plan within 1 s", partial(first_within, 1.0)),
        Promise("full team week: final plan within 10 s", partial(all_within, 10.0)),
    ]
    return [
        Group("team weeks, 60 visits", of(week, PLAIN_60, seeds=(1, 2, 3)), [bound], longer=0),
        Group("team weeks, 60 visits, across routes", of(week, MIXED_60, seeds=(1, 2, 3)), [mixed], longer=0),
        Group("team weeks, 120 to 150 visits", large, [near]),
        Group(FULL_WEEK, of(week, FULL_150, seeds=(1,)), full),
    ]


FULL_WEEK = "full team week"


def home_cares() -> list[Group]:
    rivals = (ROUTING, CP_SAT)
    small, middle = of(home_care, 25, seeds=(1, 2, 3)), of(home_care, 50, seeds=(1, 2, 3))
    large = [*of(home_care, 75, seeds=(1, 2)), *of(home_care, 100, seeds=(1,))]
    best = [Promise("home care, 25 visits: the best known", partial(at_worst, 0.0))]
    near = [Promise("home care, 50 visits: on average at most 1 % above", partial(on_average, 0.01))]
    wide = [Promise("home care, 75 to 100 visits: on average at most 4 % above", partial(on_average, 0.04))]
    return [
        Group("home care, 25 visits", small, best, rivals),
        Group("home care, 50 visits", middle, near, rivals),
        Group("home care, 75 to 100 visits", large, wide, rivals),
    ]


def rides() -> list[Group]:
    rivals = (ROUTING, CP_SAT)
    small = [make for requests in (16, 24, 32, 48) for make in of(dial_a_ride, requests, seeds=(1,))]
    large = [make for requests in (64, 96) for make in of(dial_a_ride, requests, seeds=(1,))]
    near = [Promise("dial-a-ride, up to 48 requests: at most 0.5 % above", partial(at_worst, 0.005))]
    wide = [Promise("dial-a-ride, up to 96 requests: at most 2 % above", partial(at_worst, 0.02))]
    return [
        Group("dial-a-ride, up to 48 requests", small, near, rivals),
        Group("dial-a-ride, up to 96 requests", large, wide, rivals),
    ]


def routes() -> Group:
    makers = [make for kind in ("c", "r", "rc") for make in of(time_windows, kind, seeds=(1,))]
    words = "routing with time windows, 100 visits: at most 1.5 % above PyVRP"
    return Group("routing with time windows", makers, [Promise(words, partial(above_rival, "PyVRP", 0.015))], longer=0)


def given(documents: Sequence[Document], published: Mapping[str, float]) -> Group:
    """Problems from a folder, with nothing promised of them."""
    return Group("given problems", [partial(dict, one) for one in documents], [], longer=60.0, published=published)
