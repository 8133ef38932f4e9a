"""Did the light tell the truth? What was said of witnesses some time before their day, held against who came.

What was said is read from the history that was kept at the time, never computed anew. Nothing here goes back into the
weights: a person reads it and decides. No row is about one child (`small_numbers`).

The Brier score is the mean squared distance between a probability of not coming and what happened (0 came, 1 did not).
The light states no probability, so it gets one from its own past: the share of those under the same band who did not
come on earlier days. Beside it stands the same for somebody who says of everybody the share that did not come so far.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from witness.domain.attended import CAME, Came
from witness.domain.concern_history import ConcernDay, standing_on
from witness.domain.small_numbers import ALL, NOT_SHOWN, Cell, in_words, may_be_shown, total
from witness.domain.time_to_tell import FEWEST_SHOWN
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

LEADS = (20, 10, 5)
"""Working days before the day at which the light is held against what happened."""

JUDGED_AT = 10
LAST_LOOK = 1
FEWEST_SPLIT = 2 * FEWEST_SHOWN
"""A group is split in two only from here on: below, one half would always be fewer than five."""

BAND_WORDS = ("low", "watch", "act")
NO_BAND = "nothing kept"
DID, DID_NOT = "came", "did not come"
TOO_FEW = "too few to say"


@dataclass(frozen=True, slots=True)
class PastDay:
    """One witness's day that says something, with what was said of them before. groups: "court" → "Leeds", …"""

    witness_id: str
    on: date
    came: Came
    said: tuple[ConcernDay, ...]
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """Whether they came."""
        return DID if self.came in CAME else DID_NOT


@dataclass(frozen=True, slots=True)
class Endings:
    """How many came and how many did not. Where one of them is small, nothing is said of parts of the other."""

    came: int
    did_not: int

    def words(self, ending: str) -> str:
        """Write how many came, or did not."""
        return _part(self.came if ending == DID else self.did_not, self.came + self.did_not)

    def part(self, part: int, ending: str) -> str:
        """Write how many of those who came, or did not, something was true of."""
        whole = self.came if ending == DID else self.did_not
        return TOO_FEW if min(self.came, self.did_not) < FEWEST_SHOWN else _part(part, whole)


def _part(part: int, whole: int) -> str:
    """Write how many of a group, so that neither they nor the rest can be picked out when there are few."""
    if whole < FEWEST_SPLIT:
        return TOO_FEW
    if part < FEWEST_SHOWN:
        return f"fewer than {FEWEST_SHOWN} of {whole}"
    if whole - part < FEWEST_SHOWN:
        return f"all but fewer than {FEWEST_SHOWN} of {whole}"
    return f"{part} of {whole}"


@dataclass(frozen=True, slots=True)
class Counts:
    """A table of counts with what of it may be shown. rows, columns: in the order in which they are read."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Cell, int]
    shown: frozenset[Cell]

    def words(self, row: str = ALL, column: str = ALL, ending: str = ALL) -> str:
        """Write one count."""
        return in_words(self.counts, self.shown, (row, column, ending))

    def count(self, row: str = ALL, column: str = ALL, ending: str = ALL) -> int:
        """Give one count as it is. It is for working with, not for showing."""
        return total(self.counts, (row, column, ending))

    def share_absent(self, column: str) -> float | None:
        """Give which share of 1 of a band did not come; None where the numbers of it may not be shown."""
        cells = {(ALL, column, ALL), (ALL, column, DID_NOT)}
        return self.count(column=column, ending=DID_NOT) / self.count(column=column) if cells <= self.shown else None


@dataclass(frozen=True, slots=True)
class Brier:
    """Mean squared distance, 0 is perfect. everybody: by saying the same of everybody. days: how many were scored."""

    light: float
    everybody: float
    days: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The report. by_band: for each lead, the band against who came; by_month: at the lead that is judged.

    lead: median working days between the first "act" and the day, of those who did not come and ever were under "act".
    never: how many of those who did not come never were; low_to_the_end: how many were low the working day before.
    """

    days: int
    endings: Endings
    by_band: Mapping[int, Counts]
    by_month: Counts
    brier: Brier | None
    lead: int | None
    never: str
    low_to_the_end: str
    groups: Mapping[str, Counts]

    def absent_under(self, band: str, lead: int) -> str:
        """Write how many of those who did not come stood under a band so many working days before."""
        table = self.by_band[lead]
        words = self.endings.part(table.count(column=band, ending=DID_NOT), DID_NOT)
        is_exact = words.startswith(str(table.count(column=band, ending=DID_NOT)))
        return NOT_SHOWN if is_exact and (ALL, band, DID_NOT) not in table.shown else words


def calibration_of(days: Iterable[PastDay], calendar: WorkingCalendar) -> Calibration:
    """Sum up. The days may come in any order; those without a kept history count under "nothing kept"."""
    known = sorted(days, key=lambda d: (d.on, d.witness_id))
    absent = [day for day in known if day.ending == DID_NOT]
    leads = [lead for day in absent if (lead := first_act(day, calendar)) is not None]
    bands = {lead: [band_before(day, lead, calendar) for day in known] for lead in LEADS}
    everybody = ["all"] * len(known)
    by_band = {lead: _counts(known, everybody, bands[lead]) for lead in LEADS}
    judged, sums = bands[JUDGED_AT], by_band[JUDGED_AT].shown
    endings = Endings(len(known) - len(absent), len(absent))
    return Calibration(
        days=len(known),
        endings=endings,
        by_band=by_band,
        by_month=_counts(known, _months(known), judged, sums),
        brier=_brier(known, judged),
        lead=median_low(leads) if len(leads) >= FEWEST_SHOWN else None,
        never=endings.part(len(absent) - len(leads), DID_NOT),
        low_to_the_end=endings.part(sum(band_before(d, LAST_LOOK, calendar) == "low" for d in absent), DID_NOT),
        groups={
            name: _counts(known, [day.groups[name] for day in known], judged, sums)
            for name in (known[0].groups if known else ())
        },
    )


def said_before(day: PastDay, lead: int, calendar: WorkingCalendar) -> ConcernDay | None:
    """Give what stood so many working days before; None when nothing was kept by then, or nothing lay ahead."""
    try:
        said = standing_on(day.said, calendar.add(day.on, -lead))
    except BeyondTheCalendar:
        return None
    return None if said is None or said.hearing_id is None else said


def band_before(day: PastDay, lead: int, calendar: WorkingCalendar) -> str:
    """Give the band that stood so many working days before, or `NO_BAND`."""
    said = said_before(day, lead, calendar)
    return NO_BAND if said is None else said.band


def first_act(day: PastDay, calendar: WorkingCalendar) -> int | None:
    """Count the working days between the first "act" and the day; None when there was none before it."""
    first = min((said.on for said in day.said if said.band == "act" and said.on < day.on), default=None)
    try:
        return None if first is None else calendar.until(first, day.on)
    except BeyondTheCalendar:
        return None


def _counts(
    days: Sequence[PastDay], rows: Sequence[str], bands: Sequence[str], sums: frozenset[Cell] | None = None
) -> Counts:
    found = Counter((row, band, day.ending) for day, row, band in zip(days, rows, bands, strict=True))
    columns = tuple(band for band in (*BAND_WORDS, NO_BAND) if band in bands)
    in_order = tuple(sorted(set(rows)))
    counts = {(r, c, e): found[r, c, e] for r in in_order for c in columns for e in (DID, DID_NOT)}
    return Counts(in_order, columns, counts, may_be_shown(counts, sums))


def _months(days: Sequence[PastDay]) -> list[str]:
    """Give the month of each day. Months with few days are told together with the next: alone they would be hidden."""
    spans: list[list[str]] = []
    held = FEWEST_SPLIT
    per_month = Counter(f"{day.on:%Y-%m}" for day in days)
    for month in sorted(per_month):
        if held >= FEWEST_SPLIT:
            spans.append([])
            held = 0
        spans[-1].append(month)
        held += per_month[month]
    if held < FEWEST_SPLIT and len(spans) > 1:
        last = spans.pop()
        spans[-1] += last
    span_of = {month: _span(span) for span in spans for month in span}
    return [span_of[f"{day.on:%Y-%m}"] for day in days]


def _span(months: Sequence[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"


def _brier(days: Sequence[PastDay], bands: Sequence[str]) -> Brier | None:
    """Score each day by what was known on the days before it; a band needs five of them to have a rate of its own."""
    seen: Counter[tuple[str, str]] = Counter()
    light: list[float] = []
    everybody: list[float] = []
    for on in sorted({day.on for day in days}):
        today = [(band, day) for band, day in zip(bands, days, strict=True) if day.on == on]
        before = seen[ALL, DID] + seen[ALL, DID_NOT]
        if before >= FEWEST_SHOWN:
            overall = seen[ALL, DID_NOT] / before
            for band, day in today:
                truth = float(day.ending == DID_NOT)
                own = seen[band, DID] + seen[band, DID_NOT]
                rate = seen[band, DID_NOT] / own if own >= FEWEST_SHOWN else overall
                light.append((rate - truth) ** 2)
                everybody.append((overall - truth) ** 2)
        seen.update((name, day.ending) for band, day in today for name in (ALL, band))
    if len(light) < FEWEST_SPLIT:
        return None
    return Brier(sum(light) / len(light), sum(everybody) / len(everybody), len(light))
