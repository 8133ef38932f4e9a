"""How much each factor told: how often it held among those who did not come and those who came, quarter by quarter.

A factor that held more often among those who came pointed the wrong way. When it did so most of the time, that is said
to whoever looks after the table; nothing changes by itself. Groups are small, so a single quarter is never named.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from witness.domain.calibration import DID, DID_NOT, FEWEST_SPLIT, JUDGED_AT, Endings, PastDay, said_before
from witness.domain.factor_faults import PROTECTIVE
from witness.domain.time_to_tell import FEWEST_SHOWN
from witness.domain.working_days import WorkingCalendar

# Judgement: fewer quarters than this are chance, and "most" is three in four.
FEWEST_QUARTERS = 3
MOST_QUARTERS = 0.75
PROTECTIVE_CODES = frozenset(code.value for code in PROTECTIVE)


@dataclass(frozen=True, slots=True)
class FactorTold:
    """What one factor told at the lead that is judged. came, did_not: in words that hide small groups and their rest.

    times: how many times as often it held among those who did not come; None where a number would follow from it.
    quarters: of how many something can be said. wrong_way: in how many of them it held more often where it should less.
    """

    code: str
    came: str
    did_not: str
    times: float | None
    quarters: int
    wrong_way: int

    @property
    def points_the_wrong_way(self) -> bool:
        """Whether somebody should look at its points."""
        return self.quarters >= FEWEST_QUARTERS and self.wrong_way >= MOST_QUARTERS * self.quarters


@dataclass(frozen=True, slots=True)
class _Held:
    """In one group of days: how many ended either way, and under how many of each a factor held."""

    endings: Counter[str]
    active: Counter[tuple[str, str]]

    def share(self, code: str, ending: str) -> float:
        return self.active[code, ending] / self.endings[ending] if self.endings[ending] else 0.0

    def can_say(self, code: str) -> bool:
        """Whether both endings, those with the factor and those without it are each a group that may be spoken of."""
        held = self.active[code, DID] + self.active[code, DID_NOT]
        rest = self.endings[DID] + self.endings[DID_NOT] - held
        return min(self.endings[DID], self.endings[DID_NOT]) >= FEWEST_SPLIT and min(held, rest) >= FEWEST_SHOWN

    def is_exact(self, code: str) -> bool:
        """Whether each of the four counts may be shown as it is."""
        held = [self.active[code, ending] for ending in (DID, DID_NOT)]
        rest = [self.endings[ending] - self.active[code, ending] for ending in (DID, DID_NOT)]
        return min(*held, *rest) >= FEWEST_SHOWN


def told_by_factors(days: Iterable[PastDay], calendar: WorkingCalendar) -> tuple[FactorTold, ...]:
    """Give every factor that held at the lead that is judged, the most frequent first."""
    known = list(days)
    everything = _held(known, calendar)
    quarters: dict[tuple[int, int], list[PastDay]] = {}
    for day in known:
        quarters.setdefault((day.on.year, (day.on.month - 1) // 3), []).append(day)
    by_quarter = [_held(own, calendar) for own in quarters.values()]
    often = Counter({code: 0 for code, _ in everything.active})
    for (code, _), count in everything.active.items():
        often[code] += count
    return tuple(_told(code, everything, by_quarter) for code in sorted(often, key=lambda c: (-often[c], c)))


def _told(code: str, everything: _Held, by_quarter: Sequence[_Held]) -> FactorTold:
    endings = Endings(everything.endings[DID], everything.endings[DID_NOT])
    sayable = [held for held in by_quarter if held.can_say(code)]
    came, did_not = everything.share(code, DID), everything.share(code, DID_NOT)
    return FactorTold(
        code,
        endings.part(everything.active[code, DID], DID),
        endings.part(everything.active[code, DID_NOT], DID_NOT),
        did_not / came if everything.is_exact(code) else None,
        len(sayable),
        sum(_is_wrong(code, held) for held in sayable),
    )


def _is_wrong(code: str, held: _Held) -> bool:
    came, did_not = held.share(code, DID), held.share(code, DID_NOT)
    return did_not > came if code in PROTECTIVE_CODES else did_not < came


def _held(days: Sequence[PastDay], calendar: WorkingCalendar) -> _Held:
    active: Counter[tuple[str, str]] = Counter()
    for day in days:
        said = said_before(day, JUDGED_AT, calendar)
        active.update((factor.code, day.ending) for factor in (said.factors if said else ()))
    return _Held(Counter(day.ending for day in days), active)
