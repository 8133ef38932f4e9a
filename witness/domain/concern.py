"""Attendance concern, the "support gap score": which gaps may keep a witness from coming, and who closes them.

Only what was done or left undone counts. Nothing about who a person is enters the sum: no name, sex, language, home or
age, save that the law ends some special measures on an 18th birthday. A person decides; the score only asks them to
look. Of the needs (a lift, a supporter) only those recorded as open count; what nobody has asked is named beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.concern_doubts import against_each_other, without_the_future
from witness.domain.concern_unknown import Unknown, unknowns
from witness.domain.countdown import closed_because, hearing_ahead
from witness.domain.court_time import london_day, spoken_day
from witness.domain.evidence import Side
from witness.domain.factor_table import FACTORS, FIRST_TABLE, Code, Factor, FactorTable
from witness.domain.gaps import Facts, Finder, Hit
from witness.domain.gaps_in_arrangements import IN_ARRANGEMENTS
from witness.domain.gaps_in_contact import IN_CONTACT
from witness.domain.gaps_in_markers import IN_MARKERS
from witness.domain.gaps_in_measures import IN_MEASURES
from witness.domain.gaps_in_sureness import IN_SURENESS
from witness.domain.working_days import WorkingCalendar

__all__ = [
    "FACTORS",
    "FINDERS",
    "FIRST_TABLE",
    "ActiveFactor",
    "Band",
    "Code",
    "Concern",
    "Factor",
    "FactorTable",
    "assess",
]

FINDERS: dict[Code, Finder] = {**IN_CONTACT, **IN_ARRANGEMENTS, **IN_MEASURES, **IN_MARKERS, **IN_SURENESS}


class Band(StrEnum):
    """How soon a person should look."""

    LOW = "low"
    WATCH = "watch"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class ActiveFactor:
    """A factor that holds now. reason: one sentence with the facts, without naming anybody."""

    code: Code
    points: int
    reason: str
    since: date | None
    owner: Side
    clears_when: str
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """The sum of the factors that hold, the gravest first, never below 0.

    because: what has closed the risk, or what could not be counted; "" when there is nothing to add.
    working_days_left: None when no day is known or the calendar does not reach it. table_version: of the factors.
    unknown: what nobody has asked, which adds nothing and is no good news. doubts: facts that cannot be, not counted.
    weight: what witnesses are put in order by (`weight_of`), never shown as points.
    """

    points: int
    band: Band
    factors: tuple[ActiveFactor, ...] = ()
    working_days_left: int | None = None
    because: str = ""
    table_version: int = 1
    unknown: tuple[Unknown, ...] = ()
    doubts: tuple[str, ...] = ()
    weight: int = 0

    @property
    def flags(self) -> tuple[ActiveFactor, ...]:
        """The factors that ask for action the same working day."""
        return tuple(factor for factor in self.factors if factor.hard)


def assess(
    picture: CasePicture,
    witness_id: str,
    calendar: WorkingCalendar,
    now: datetime,
    table: FactorTable = FIRST_TABLE,
) -> Concern:
    """Sum up what may keep this witness from giving evidence, with the reasons. table: the version that stands.

    Where the calendar does not reach the day, the factors that count working days are left out and `because` says so.
    """
    today = london_day(now)
    ahead = hearing_ahead(picture, witness_id, today)
    closed = closed_because(picture, witness_id, today)
    if closed or ahead is None:
        return Concern(0, Band.LOW, because=str(closed or ""), table_version=table.version)
    sound, left_out = without_the_future(picture, now)
    facts = Facts(sound, witness_id, ahead[1], calendar, today, table)
    active = [_activate(row, hit) for row in table.factors if (hit := FINDERS[row.code](facts))]
    points = max(0, sum(factor.points for factor in active))
    return Concern(
        points,
        _band_of(points, active, table),
        tuple(sorted(active, key=lambda f: (not f.hard, -f.points))),
        facts.left,
        _uncounted(facts),
        table.version,
        unknowns(facts),
        (*left_out, *against_each_other(sound, witness_id, ahead[1], now)),
        weight_of(points, sum(factor.hard for factor in active), table),
    )


def weight_of(points: int, hard_flags: int, table: FactorTable) -> int:
    """Give what witnesses are put in order by: a hard flag weighs as much as it takes to reach "act".

    A flag has no points of its own, so that by points alone whoever was threatened and lacks nothing else would stand
    last in their band.
    """
    return points + table.act_from * hard_flags


def _band_of(points: int, active: Iterable[ActiveFactor], table: FactorTable) -> Band:
    if points >= table.act_from or any(factor.hard for factor in active):
        return Band.ACT
    return Band.WATCH if points >= table.watch_from else Band.LOW


def _activate(factor: Factor, hit: Hit) -> ActiveFactor:
    return ActiveFactor(
        factor.code,
        factor.points[hit.step],
        hit.reason,
        hit.since,
        hit.owner or factor.owner,
        factor.clears_when,
        factor.hard,
    )


def _uncounted(facts: Facts) -> str:
    on = facts.hearing.now.slot.on
    if on is None:
        return "No date is known yet, so no working days were counted."
    if facts.left is None:
        return f"The working days to {spoken_day(on)} cannot be counted: the bank holidays are not known."
    return ""
