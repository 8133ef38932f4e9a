"""Concern about a witness as the page of a case shows it: why, what would help, what nobody has asked, how it went."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.concern import ActiveFactor, Code, Concern
from witness.domain.concern_history import ConcernDay, last_of_each_day
from witness.domain.concern_unknown import Unknown
from witness.domain.court_time import london_day, short_day
from witness.domain.factor_table import FactorTable
from witness.domain.markers import MARKER_WORDS, MarkerKind, MarkerStanding, MarkerWords, marker_standing
from witness.domain.rules import Rules
from witness.domain.what_if import ACT_IN_WORDS, Effect, effects

# Where a factor is dealt with: a side of the case, "call" or "markers"; and the words of the link.
WHERE: dict[Code, tuple[str, str]] = {
    Code.HARD_WITHDRAWAL: ("call", "Ring them"),
    Code.HARD_INTIMIDATION: ("markers", "Record what was done"),
    Code.HARD_MISSING: ("markers", "Record that they are back"),
    Code.HARD_SM_GAP: ("measures", "Special measures"),
    Code.AMBIVALENT: ("call", "Ring them"),
    Code.SM_NOT_APPLIED: ("measures", "Special measures"),
    Code.PRACTICAL_CLASH: ("people", "Their days"),
    Code.NOT_CONFIRMED: ("call", "Ring them"),
    Code.NO_TWO_WAY_CONTACT: ("call", "Ring them"),
    Code.MISSED_CONTACTS: ("call", "Ring them"),
    Code.UNDELIVERED: ("people", "Their numbers"),
    Code.PRIOR_CHANGES: ("dates", "The dates"),
    Code.CHANGE_UNEXPLAINED: ("dates", "The dates"),
    Code.LONG_WAIT: ("dates", "The dates"),
    Code.UNCERTAIN_LISTING: ("dates", "The dates"),
    Code.NO_NAMED_CONTACT: ("markers", "Record contact"),
    Code.LANGUAGE_UNMET: ("plan", "The plan"),
    Code.PTV_NOT_DONE: ("plan", "The plan"),
    Code.NO_SUPPORTER: ("people", "People"),
    Code.TRANSPORT_OPEN: ("plan", "The plan"),
    Code.UP_FRONT_COST: ("markers", "Record what is agreed"),
    Code.DEFENDANT_NEAR: ("dates", "The defendants"),
    Code.ONGOING_TIE: ("markers", "Record a change"),
    Code.RECENT_MISSING: ("markers", "Markers"),
    Code.PLACEMENT_MOVE: ("markers", "Markers"),
    Code.WELLBEING_CRISIS: ("markers", "Record a change"),
    Code.PARENT_STRAIN: ("markers", "Record a change"),
    Code.SUPPORTER_ENGAGED: ("markers", "Markers"),
    Code.VISIT_POSITIVE: ("plan", "The plan"),
    Code.PARENT_SUPPORTED: ("markers", "Markers"),
    Code.RECONFIRMED: ("messages", "Messages"),
    Code.UNSURE: ("countdown", "Ask again"),
    Code.HARD_TO_COME: ("countdown", "What helps"),
    Code.SAID_SURE: ("countdown", "What they said"),
}
WIDTH, HEIGHT, TOP = 480, 110, 60
SHOWN_DAYS = 120
MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A factor that holds, and where it is dealt with."""

    factor: ActiveFactor
    where: str
    link: str


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """A marker as its form shows it. by: who recorded what holds now, "" when nothing does or nobody knows.

    last_on: of one that happens on a day, when it last did.
    """

    kind: MarkerKind
    words: MarkerWords
    stands: MarkerStanding
    by: str
    last_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it is so now, and ends."""
        return self.stands.open is not None and not self.words.once


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of points by day, with everything that a drawing needs; the table beside it is the truth.

    line: "x,y x,y …" in a field of WIDTH by HEIGHT. in_words: the whole of it in a sentence.
    """

    line: str
    watch_y: float
    act_y: float
    first: str
    last: str
    in_words: str


@dataclass(frozen=True, slots=True)
class WhatHelps:
    """What one act would leave."""

    words: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class ConcernSide:
    """Everything about concern for one witness. table_version: by which it was counted; written_at: of it."""

    factors: tuple[FactorRow, ...]
    helps: tuple[WhatHelps, ...]
    unknown: tuple[Unknown, ...]
    doubts: tuple[str, ...]
    markers: tuple[MarkerRow, ...]
    history: tuple[ConcernDay, ...]
    chart: Chart | None
    table_version: int
    written_at: datetime | None

    @property
    def today(self) -> tuple[MarkerRow, ...]:
        """The markers that hold and ask for action the same day."""
        return tuple(row for row in self.markers if row.is_open and row.words.today)


def concern_side(
    picture: CasePicture,
    witness_id: str,
    concern: Concern,
    kept: tuple[ConcernDay, ...],
    by: dict[str, str],
    *,
    rules: Rules,
    now: datetime,
) -> ConcernSide:
    """Say why a witness may not come and what would help. kept: the history; by: who recorded each marker."""
    today = london_day(now)
    days = last_of_each_day(day for day in kept if (today - day.on).days <= SHOWN_DAYS)
    return ConcernSide(
        factors=tuple(FactorRow(factor, *WHERE[factor.code]) for factor in concern.factors),
        helps=tuple(
            WhatHelps(ACT_IN_WORDS[effect.act], effect)
            for effect in effects(picture, witness_id, rules.calendar, now, rules.factors)
        ),
        unknown=concern.unknown,
        doubts=concern.doubts,
        markers=tuple(_marker(picture, witness_id, kind, by, today) for kind in MarkerKind),
        history=tuple(reversed(days))[:MOST_ROWS],
        chart=chart_of(days, rules.factors) if len(days) > 1 else None,
        table_version=concern.table_version,
        written_at=rules.factors.written_at,
    )


def chart_of(days: tuple[ConcernDay, ...], table: FactorTable) -> Chart:
    """Draw points by day as steps: what was said on a day held until something else was said."""
    first, last = days[0].on, days[-1].on
    span = max(1, (last - first).days)
    top = max(TOP, *(day.points for day in days))

    def across(day: date) -> float:
        return round((day - first).days / span * WIDTH, 1)

    def up(points: int) -> float:
        return round(HEIGHT - points / top * HEIGHT, 1)

    corners: list[str] = []
    for number, day in enumerate(days):
        if number:
            corners.append(f"{across(day.on)},{up(days[number - 1].points)}")
        corners.append(f"{across(day.on)},{up(day.points)}")
    most = max(days, key=lambda day: day.points)
    return Chart(
        line=" ".join(corners),
        watch_y=max(0, up(table.watch_from)),
        act_y=max(0, up(table.act_from)),
        first=short_day(first),
        last=short_day(last),
        in_words=(
            f"From {days[0].points} points on {short_day(first)} to {days[-1].points} on {short_day(last)}; "
            f"the most were {most.points} on {short_day(most.on)}. Watch begins at {table.watch_from}, "
            f"act at {table.act_from}."
        ),
    )


def _marker(picture: CasePicture, witness_id: str, kind: MarkerKind, by: dict[str, str], today: date) -> MarkerRow:
    stands = marker_standing(picture.markers, witness_id, kind, today)
    words = MARKER_WORDS[kind]
    held = stands.episodes[-1] if stands.episodes else None
    last_on = held.since if held is not None and words.once else None
    return MarkerRow(kind, words, stands, "" if held is None else by.get(held.marker_id, ""), last_on)
