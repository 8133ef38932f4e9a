"""Measures whether concern finds those who would not come: early, exactly, and better than what an officer has anyway.

Cohorts of invented witnesses live through half a year (`lives`); `assess` looks at what is on record of them
(`life_pictures`) on a few days; simple baselines look at the same. What cannot be found, because chance leaves no
trace, counts against us like everything else. The published table was not fitted to the lives, nor the lives to it; the
proposed one was, to cohorts of other seeds. Where a promise is missed it says so, and what anybody could have reached.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from multiprocessing import Pool
from random import Random
from statistics import fmean, median
from time import monotonic

from tests.bench.ceilings import (
    Facts,
    State,
    by_best_weights,
    by_shares,
    learnt_from_others,
    on_the_day,
    recorded,
    when_judged,
)
from tests.bench.groups import Verdict
from tests.bench.life_causes import chances_of
from tests.bench.life_pictures import moments, picture_of
from tests.bench.life_records import Cause, Life
from tests.bench.lives import JUDGED_AT, live
from tests.builders import CALENDAR, TRIAL_DAY, WITNESS, J, a_person
from witness.domain.cases import CasePicture
from witness.domain.concern import Band, Concern, assess
from witness.domain.factor_proposal import PROPOSED_TABLE
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.domain.people import Person

NAME, PROPOSED = "concern", "proposed table"
TABLES: dict[str, FactorTable] = {NAME: FIRST_TABLE, PROPOSED: PROPOSED_TABLE}
LEADS = (60, 40, 30, 20, 15, 10, 5)
"""Working days before the day on which everybody looks."""

WITNESSES, SEEDS = 1000, 20
FOUND, BETTER_BY, LEAD = 0.80, 0.15, 15

Score = Callable[[CasePicture, Concern, int], float]
"""How worrying a witness looks on a day: the higher, the sooner somebody rings. The number is the days left."""


def by_concern(picture: CasePicture, concern: Concern, at: int) -> float:
    """By weight, as the product puts witnesses in order: points, and for each hard flag what it takes to reach act."""
    return concern.weight


def by_proposal(picture: CasePicture, concern: Concern, at: int) -> float:
    """By weight, under the table that a manager may adopt."""
    return assess(picture, WITNESS, CALENDAR, moments()[at], PROPOSED_TABLE).weight


def by_date(picture: CasePicture, concern: Concern, at: int) -> float:
    """The soonest hearing on record first."""
    on = picture.hearings[0].now.slot.on or TRIAL_DAY
    return -float(on.toordinal())


def by_last_contact(picture: CasePicture, concern: Concern, at: int) -> float:
    """Days since the family last spoke or wrote."""
    heard = [e.at for e in picture.contact_log if e.reached] + [a.at for a in picture.answers]
    return float((moments()[at] - max(heard, default=moments()[-1])).days)


def by_changes(picture: CasePicture, concern: Concern, at: int) -> float:
    """How often the date has moved."""
    return float(picture.hearings[0].times_moved)


def by_chance(seed: int) -> Score:
    chance = Random(seed)
    return lambda picture, concern, at: chance.random()


@dataclass(frozen=True, slots=True)
class Looked:
    """One cohort. came: of each witness; scores: by name, of each witness on the day judged.

    leads: of the absent, by table. stood: of each, whether a cause that kept them away was so on the day judged
    already. states, facts: all that was so, and what was recorded, on the day judged.
    """

    came: tuple[bool, ...]
    scores: dict[str, tuple[float, ...]]
    leads: dict[str, tuple[int, ...]]
    found: dict[Cause, tuple[int, int]]
    states: tuple[State, ...] = ()
    stood: tuple[bool, ...] = ()
    facts: tuple[Facts, ...] = ()

    @property
    def share_absent(self) -> float:
        return 1 - sum(self.came) / len(self.came)

    def area(self, name: str) -> float:
        return area(self.scores[name], self.came)

    def in_top_fifth(self, name: str = NAME) -> float:
        return in_top(self.scores[name], self.came)

    def in_top_fifth_of_begun(self, name: str = NAME) -> float:
        """The same, of those alone who were kept away by something that was so already on the day judged."""
        return in_top(self.scores[name], [not stood for stood in self.stood])

    def above_best(self, name: str = NAME) -> float:
        """The area of a score above that of the best baseline."""
        return self.area(name) - max(self.area(baseline) for baseline in BASELINES)


ALL_KNOWN = "all causes on the day"
BASELINES: dict[str, Score] = {"date order": by_date, "last contact": by_last_contact, "date changes": by_changes}


def look_at(seed: int, size: int = WITNESSES, *, others: Mapping[str, Score] | None = None) -> Looked:
    """Let one cohort live and look at it. others: further scores to set beside concern and the baselines."""
    chance = Random(seed)
    lives = [live(chance) for _ in range(size)]
    children = [a_child(chance) for _ in lives]
    pairs = [seen(life, JUDGED_AT, child) for life, child in zip(lives, children, strict=True)]
    asked = {NAME: by_concern, PROPOSED: by_proposal, **BASELINES, "random": by_chance(seed), **(others or {})}
    scores = {name: tuple(score(*pair, JUDGED_AT) for pair in pairs) for name, score in asked.items()}
    came = tuple(life.comes for life in lives)
    scores[ALL_KNOWN] = tuple(on_the_day(life) for life in lives)
    leads = {name: tuple(first_act(life, table) for life in lives if not life.comes) for name, table in TABLES.items()}
    states = tuple(when_judged(life, JUDGED_AT) for life in lives)
    facts = tuple(recorded(concern) for _, concern in pairs)
    stood = tuple(had_begun(life) for life in lives)
    return Looked(came, scores, leads, found_by_cause(lives, scores[NAME]), states, stood, facts)


def had_begun(life: Life) -> bool:
    """Whether something that kept them away was so already on the day judged; chance never is."""
    then = chances_of(life, life.when_judged)
    return any(cause is not Cause.CHANCE and then[cause] > 0 for cause in life.causes)


def a_child(chance: Random) -> Person:
    """Somebody: who they are has no part in any cause, so no score may gain from it. Nobody turns 18 in time."""
    born_on = date(2009, 6, 1) + timedelta(days=chance.randrange(7 * 365))
    return a_person(J, born_on=born_on, language=chance.choice(("en", "cy", "pl", "ur")))


def seen(
    life: Life, at: int, child: Person | None = None, table: FactorTable = FIRST_TABLE
) -> tuple[CasePicture, Concern]:
    """What is on record so many working days before, and what concern makes of it."""
    picture = picture_of(life, at, child=child)
    return picture, assess(picture, WITNESS, CALENDAR, moments()[at], table)


def first_act(life: Life, table: FactorTable) -> int:
    """The working days left when concern first asked for action on a day that we looked; 0 when it never did."""
    return next((at for at in LEADS if seen(life, at, table=table)[1].band is Band.ACT), 0)


def found_by_cause(lives: Sequence[Life], scores: Sequence[float]) -> dict[Cause, tuple[int, int]]:
    """Of those whom one cause alone kept away: how many stand in the top fifth, and how many there are."""
    limit = sorted(scores, reverse=True)[len(scores) // 5 - 1]
    alone = [(life.causes[0], score >= limit) for life, score in zip(lives, scores, strict=True)
             if len(life.causes) == 1]  # fmt: skip
    all_of, top = Counter(cause for cause, _ in alone), Counter(cause for cause, is_top in alone if is_top)
    return {cause: (top[cause], all_of[cause]) for cause in Cause}


# ------------------------------------------------------------------------------------------ measures


def area(scores: Sequence[float], came: Sequence[bool]) -> float:
    """The chance that of two witnesses, one absent and one who came, the absent looks more worrying; a tie is half."""
    absent = [score for score, here in zip(scores, came, strict=True) if not here]
    present = sorted(score for score, here in zip(scores, came, strict=True) if here)
    wins = sum(bisect_left(present, score) + bisect_right(present, score) for score in absent)
    return wins / (2 * len(absent) * len(present))


def in_top(scores: Sequence[float], came: Sequence[bool], share: float = 0.2) -> float:
    """The share of the absent within the most worrying fifth. Places that a tie leaves open are shared out."""
    places = round(share * len(scores))
    limit = sorted(scores, reverse=True)[places - 1]
    above, tied = sum(s > limit for s in scores), sum(s == limit for s in scores)
    part = (places - above) / tied
    absent = [score for score, here in zip(scores, came, strict=True) if not here]
    return sum(1.0 if s > limit else part if s == limit else 0.0 for s in absent) / len(absent)


# ------------------------------------------------------------------------------------------ report


def verdicts(cohorts: Sequence[Looked]) -> list[tuple[str, Verdict]]:
    """What must be shown, held against the mean over all cohorts; the worst cohort stands beside it."""
    return [(promise, verdict) for name in TABLES for promise, verdict in _verdicts(cohorts, name)]


def _verdicts(cohorts: Sequence[Looked], name: str) -> list[tuple[str, Verdict]]:
    found = [one.in_top_fifth(name) for one in cohorts]
    better = [one.above_best(name) for one in cohorts]
    lead = median(lead for one in cohorts for lead in one.leads[name])
    return [
        (f"{name}: of the absent {FOUND:.0%} in the top fifth {JUDGED_AT} days before",
         Verdict(fmean(found) >= FOUND, f"mean {fmean(found):.1%}, worst cohort {min(found):.1%}")),
        (f"{name}: area at least {BETTER_BY} above the best baseline",
         Verdict(fmean(better) >= BETTER_BY, f"mean {fmean(better):.3f}, worst cohort {min(better):.3f}")),
        (f"{name}: median lead at least {LEAD} working days",
         Verdict(lead >= LEAD, f"{lead:g} working days, never counts 0")),
    ]  # fmt: skip


def table(cohorts: Sequence[Looked]) -> Iterable[str]:
    """The figures behind the verdicts."""
    absent = [one.share_absent for one in cohorts]
    yield f"did not come: {fmean(absent):.1%} ({min(absent):.1%} to {max(absent):.1%}); all of it invented"
    yield f"{'looking by':<38}{'area':>8}{'in top fifth':>14}"
    scores = {name: [one.scores[name] for one in cohorts] for name in cohorts[0].scores if name != ALL_KNOWN}
    for name, of in (scores | dict(ceilings(cohorts))).items():
        areas = fmean(area(score, one.came) for score, one in zip(of, cohorts, strict=True))
        top = fmean(in_top(score, one.came) for score, one in zip(of, cohorts, strict=True))
        yield f"{name:<38}{areas:>8.3f}{top:>14.1%}"
    begun = fmean(sum(one.stood) / max(1, one.came.count(False)) for one in cohorts)
    yield f"of the {begun:.0%} of the absent whose cause stood already {JUDGED_AT} days before, in the top fifth: " + (
        ", ".join(f"{name} {fmean(one.in_top_fifth_of_begun(name) for one in cohorts):.1%}" for name in TABLES)
    )
    for name in TABLES:
        leads = Counter(lead for one in cohorts for lead in one.leads[name])
        yield f"{name}: first 'act', working days before: " + ", ".join(
            f"{at or 'never'}: {leads[at] / leads.total():.0%}" for at in (*LEADS, 0)
        )
    for cause in Cause:
        top = sum(one.found[cause][0] for one in cohorts)
        of = sum(one.found[cause][1] for one in cohorts)
        yield f"  {cause.value:<36}{of / len(cohorts):>6.1f} a cohort, {top / max(1, of):>4.0%} in the top fifth"


def ceilings(cohorts: Sequence[Looked]) -> Iterable[tuple[str, list[tuple[float, ...]]]]:
    """What anybody could reach: with the best weights for what is recorded, with all true causes then, and on the day.

    The differences say where the rest is lost: in the weights, in what is not on record, and in what comes later.
    """
    came = [one.came for one in cohorts]
    facts, states = [one.facts for one in cohorts], [one.states for one in cohorts]
    yield "best weights for the same factors", learnt_from_others(facts, came, by_best_weights)
    yield f"all causes {JUDGED_AT} days before", learnt_from_others(states, came, by_shares)
    yield ALL_KNOWN, [one.scores[ALL_KNOWN] for one in cohorts]


def run(
    seeds: Iterable[int] = range(1, SEEDS + 1), size: int = WITNESSES
) -> tuple[list[str], list[tuple[str, Verdict]]]:
    """Let every cohort live; the printed figures, and what is kept of the promises."""
    began = monotonic()
    with Pool() as pool:
        cohorts = pool.map(partial(look_at, size=size), seeds)
    title = f"{NAME}: {len(cohorts)} cohorts of {size:,} invented witnesses, {monotonic() - began:.0f} s"
    return ["", title, "-" * len(title), *table(cohorts)], verdicts(cohorts)
