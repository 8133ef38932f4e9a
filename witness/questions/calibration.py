"""Did the light tell the truth: what was said of witnesses before their days in court, against who came."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from witness.domain.access import Asking
from witness.domain.attended import SAYS_SOMETHING, Came, one_for_each_day, what_became, with_company
from witness.domain.calibration import (
    DID,
    DID_NOT,
    JUDGED_AT,
    LAST_LOOK,
    LEADS,
    Calibration,
    Counts,
    PastDay,
    calibration_of,
)
from witness.domain.calibration_factors import FactorTold, told_by_factors
from witness.domain.concern_history import ConcernDay
from witness.domain.factor_table import Factor, FactorTable
from witness.domain.rules import Rules
from witness.domain.small_numbers import ALL
from witness.domain.time_to_tell import FEWEST_SHOWN
from witness.domain.working_days import BeyondTheCalendar
from witness.questions.time_to_tell import TOO_FEW, last_days
from witness.store import Desk, Store
from witness.store.past_days import MOST_DAYS, DayLine

# How far back before the first day what was said of somebody may lie.
HISTORY = timedelta(days=400)
BAR = 160
AGES = ("under 14", "14 to 17", "18 or older")
NOT_RECORDED = "sex, ethnicity, religion, disability and whether a child is in care"


@dataclass(frozen=True, slots=True)
class BandRow:
    """One group and one band: how many, of them how many did not come. share: in words; bar: up to `BAR` pixels."""

    of: str
    band: str
    count: str
    absent: str
    share: str = ""
    bar: int | None = None


@dataclass(frozen=True, slots=True)
class FactorRow:
    """How often one factor held among those who came, and among those who did not.

    times: how many times as often among those who did not, "" where it is not said. points: as the table has them.
    suggests: what the table's keeper may look at, "" for nothing.
    """

    words: str
    came: str
    absent: str
    times: str
    points: str
    suggests: str = ""


@dataclass(frozen=True, slots=True)
class LightPage:
    """The page. days: those that say something; lost, unknown: days that do not, in words; tables: by their title."""

    first: date
    last: date
    days: int
    sentences: tuple[str, ...]
    brier: str
    by_band: tuple[tuple[int, tuple[BandRow, ...]], ...]
    by_month: tuple[BandRow, ...]
    factors: tuple[FactorRow, ...]
    groups: tuple[tuple[str, tuple[BandRow, ...]], ...]
    lost: str
    unknown: str
    is_cut: bool


def light(store: Store, *, days: int, rules: Rules, asking: Asking) -> LightPage:
    """Answer for a manager: the days in court of the last so many days, of the cases that they may see.

    A fixed number of statements; nothing is computed anew of what was said then.
    """
    first, last = last_days(asking.at, days)
    with store.board_for(asking, doing="figures.read") as desk:
        lines = desk.past_days.lines(asking.viewer, first, last)
        cuts = _cuts({line.day.on for line in lines}, rules)
        read_to = max((line.day.on for line in lines), default=last)
        said = desk.past_days.said_before(asking.viewer, first, read_to, cuts, since=first - HISTORY)
        courts = _courts(desk, {line.court_code for line in lines})
    became = _became(lines)
    past = _past_days(became, said, courts)
    report = calibration_of(past, rules.calendar)
    endings = Counter(came for _, came in became)
    return LightPage(
        first=first,
        last=last,
        days=report.days,
        sentences=_sentences(report),
        brier=_brier(report),
        by_band=tuple((lead, _rows(report.by_band[lead], ["all"])) for lead in LEADS),
        by_month=tuple(replace(r, of=_months(r.of)) for r in _rows(report.by_month, report.by_month.rows)),
        factors=tuple(_factor_row(one, rules.factors) for one in told_by_factors(past, rules.calendar)),
        groups=tuple((name, _rows(counts, _in_order(counts.rows))) for name, counts in report.groups.items()),
        lost=_few(endings[Came.OFF]),
        unknown=_few(endings[Came.NOT_KNOWN]),
        is_cut=len(lines) == MOST_DAYS,
    )


def _courts(desk: Desk, codes: Iterable[str]) -> dict[str, str]:
    return {code: desk.courts.name_of(code) if code else "not recorded" for code in sorted(codes)}


def _became(lines: Sequence[DayLine]) -> list[tuple[DayLine, Came]]:
    by_day = {(line.day.witness_id, line.day.hearing_id, line.day.on): line for line in lines}
    days = with_company(one_for_each_day(line.day for line in lines))
    return [(replace(by_day[d.witness_id, d.hearing_id, d.on], day=d), what_became(d)) for d in days]


def _cuts(days: Iterable[date], rules: Rules) -> Iterator[tuple[date, date]]:
    """Give for each day the days before it at which the light is looked at, as far as the calendar reaches."""
    for on in sorted(days):
        for lead in (*LEADS, LAST_LOOK):
            with suppress(BeyondTheCalendar):
                yield on, rules.calendar.add(on, -lead)


def _past_days(
    became: Iterable[tuple[DayLine, Came]],
    said: dict[tuple[str, date], tuple[ConcernDay, ...]],
    courts: dict[str, str],
) -> list[PastDay]:
    past: list[PastDay] = []
    before: dict[str, date] = {}
    for line, came in sorted(became, key=lambda pair: (pair[0].day.on, pair[0].day.witness_id)):
        witness_id, on = line.day.witness_id, line.day.on
        since = before.get(witness_id, date.min)
        before[witness_id] = on
        if came in SAYS_SOMETHING:
            # What was said before an earlier day of theirs belongs to that day.
            own = tuple(one for one in said.get((witness_id, on), ()) if since < one.on <= on)
            past.append(PastDay(witness_id, on, came, own, _groups(line, courts)))
    return past


def _groups(line: DayLine, courts: dict[str, str]) -> dict[str, str]:
    return {
        "Age on the day": _age(line.age),
        "Interpreter": "needed" if line.needs_interpreter else "not recorded as needed",
        "Court": courts.get(line.court_code, line.court_code),
        "Team": line.team,
    }


def _age(age: int | None) -> str:
    if age is None:
        return "not recorded"
    return AGES[0] if age < 14 else AGES[1] if age < 18 else AGES[2]


def _sentences(report: Calibration) -> tuple[str, ...]:
    if not report.days:
        return ()
    found = [f"Of {report.days} days in court, witnesses came on: {report.endings.words(DID)}."]
    for lead in LEADS:
        words = report.absent_under("act", lead)
        found.append(f"Under “act” {lead} working days before, of those who did not come: {words}.")
    found.append(f"Never under “act” before the day, of those who did not come: {report.never}.")
    found.append(f"Missed, “low” to the last working day before, of those who did not come: {report.low_to_the_end}.")
    if report.lead is not None:
        found.append(f"Half of those who did not come and were ever under “act” were so for the first time at least "
                     f"{report.lead} working days before.")  # fmt: skip
    return tuple(found)


def _factor_row(told: FactorTold, table: FactorTable) -> FactorRow:
    row = next((factor for factor in table.factors if factor.code.value == told.code), None)
    words = row.words if row else told.code
    points = "today" if row and row.hard else ", ".join(str(p) for p in row.points) if row else ""
    times = "" if told.times is None else f"{told.times:.1f} times"
    return FactorRow(words, told.came, told.did_not, times, points, _suggests(told, row))


def _suggests(told: FactorTold, row: Factor | None) -> str:
    if not told.points_the_wrong_way or row is None:
        return ""
    rather = "more often" if max(row.points) < 0 else "less often"
    return (
        f"pointed the wrong way in {told.wrong_way} of {told.quarters} quarters: it held {rather} among those who did "
        "not come than among those who came."
    )


def _brier(report: Calibration) -> str:
    if report.brier is None:
        return ""
    better = "better" if report.brier.light < report.brier.everybody else "no better"
    return (
        f"Brier score {report.brier.light:.3f}, over {report.brier.days} days; saying the same of everybody would have "
        f"scored {report.brier.everybody:.3f}. Lower is better: the light was {better} than that."
    )


def _rows(counts: Counts, names: Sequence[str]) -> tuple[BandRow, ...]:
    return tuple(_row(counts, name, band) for name in names for band in (ALL, *counts.columns))


def _row(counts: Counts, name: str, band: str) -> BandRow:
    cell = (name, band, ALL)
    absent = counts.words(name, band, DID_NOT)
    row = BandRow(name, band or "all", counts.words(name, band), absent)
    if not {cell, (name, band, DID_NOT)} <= counts.shown:
        return row
    share = counts.count(name, band, DID_NOT) / counts.count(name, band)
    return replace(row, share=f"{share:.0%}", bar=max(1, round(BAR * share)))


def _in_order(names: Sequence[str]) -> list[str]:
    """The youngest first; what is not recorded last."""
    return sorted(names, key=lambda name: (name == "not recorded", name != AGES[0], name))


def _months(span: str) -> str:
    """Write "2026-04 to 2026-05" as "April 2026 to May 2026"."""
    return " to ".join(f"{date.fromisoformat(f'{month}-01'):%B %Y}" for month in span.split(" to "))


def _few(count: int) -> str:
    return TOO_FEW if 0 < count < FEWEST_SHOWN else str(count)


__all__ = ["JUDGED_AT", "NOT_RECORDED", "LightPage", "light"]
