"""A claim line by line: what each item comes to by the rates of its day, the sum, and what still has to lie with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.expense_rates import EARNINGS, EXPENSE_RATES, MEALS, SELF_EMPLOYED, Band, band_of, rate_for
from witness.domain.expenses import ITEMS, ClaimItem, ItemKind, items_now
from witness.domain.trip_rates import Rate, money

NO_RATE = "no rate is known for that day"


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a claim. how: how the sum came about. missing: what must still lie with it, "" for nothing.

    rate: the row it rests on; None for money as it was paid, or where no row is known.
    """

    kind: ItemKind
    words: str
    how: str
    pence: int
    rate: Rate | None = None
    missing: str = ""
    from_facts: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a claim with their sum in pence. unverified: it rests on a rate that nobody has checked."""

    lines: tuple[ClaimLine, ...]

    @property
    def pence(self) -> int:
        """The sum."""
        return sum(line.pence for line in self.lines)

    @property
    def missing(self) -> tuple[str, ...]:
        """What must still lie with it, in words."""
        return tuple(f"{line.words}: {line.missing}" for line in self.lines if line.missing)

    @property
    def unverified(self) -> bool:
        """Whether the sum rests on a rate that nobody has checked."""
        return any(line.rate is not None and line.rate.verified_on is None for line in self.lines)


def sheet_of(items: tuple[ClaimItem, ...], on: date, rates: tuple[Rate, ...] = EXPENSE_RATES) -> Sheet:
    """Give what the items of a claim come to by the rates of a day."""
    now = items_now(items)
    away = now.get(ItemKind.AWAY)
    day = _Day(on, 0 if away is None else away.amount, rates)
    return Sheet(tuple(line for item in now.values() for line in _lines(item, day)))


@dataclass(frozen=True, slots=True)
class _Day:
    on: date
    minutes_away: int
    rates: tuple[Rate, ...]

    def rate(self, code: str) -> Rate | None:
        return rate_for(code, self.on, self.rates)


def _lines(item: ClaimItem, day: _Day) -> Iterator[ClaimLine]:
    kind = item.kind
    if kind is ItemKind.AWAY:
        yield _meals(item, day)
    elif kind in _PER_MILE:
        yield _miles(item, day, _PER_MILE[kind])
    elif kind in _LOST:
        yield _lost(item, day, _LOST[kind])
    elif kind is ItemKind.CHILDCARE:
        yield _capped(item, day, "childcare", "for a day")
    elif kind in _HOTELS:
        yield from _nights(item, day, _HOTELS[kind])
    else:
        yield _line(item, "as it was paid", item.amount)


_PER_MILE: dict[ItemKind, str] = {ItemKind.MILES: "mile", ItemKind.MILES_JUSTIFIED: "mile_justified"}
_LOST: dict[ItemKind, tuple[Band, ...]] = {ItemKind.EARNINGS: EARNINGS, ItemKind.SELF_EMPLOYED: SELF_EMPLOYED}
_HOTELS: dict[ItemKind, str] = {
    ItemKind.NIGHT_CITY: "hotel_city",
    ItemKind.NIGHT_ELSEWHERE: "hotel_elsewhere",
    ItemKind.NIGHT_BOOKED: "",
}


def _meals(item: ClaimItem, day: _Day) -> ClaimLine:
    rate = day.rate(band_of(item.amount, MEALS).code)
    away = in_hours(item.amount)
    words = "Meals and refreshments"
    if rate is None:
        return _line(item, f"{away} away: {NO_RATE}", 0, words=words)
    return _line(item, f"{away} away from home, with the road", rate.pence, rate, words=words)


def _miles(item: ClaimItem, day: _Day, code: str) -> ClaimLine:
    miles = f"{item.amount / 10:g} miles"
    rate = day.rate(code)
    if rate is None:
        return _line(item, f"{miles}: {NO_RATE}", 0)
    # Half a penny and more is a penny: whoever drove is not to be short of what was promised.
    return _line(item, f"{miles} at {rate.pence}p", (item.amount * rate.pence + 5) // 10, rate)


def _lost(item: ClaimItem, day: _Day, bands: tuple[Band, ...]) -> ClaimLine:
    """Without the hours away nobody can say which rate holds: the line says so and adds nothing."""
    if not day.minutes_away:
        return _line(item, f"{money(item.amount)} lost: put in the time away from home first", 0)
    return _capped(item, day, band_of(day.minutes_away, bands).code, f"for {in_hours(day.minutes_away)} away")


def _capped(item: ClaimItem, day: _Day, code: str, what_for: str) -> ClaimLine:
    rate = day.rate(code)
    if rate is None:
        return _line(item, f"{money(item.amount)}: {NO_RATE}", 0)
    if item.amount <= rate.pence:
        return _line(item, f"as it was, up to {money(rate.pence)} {what_for}", item.amount, rate)
    return _line(item, f"{money(item.amount)}, of which {money(rate.pence)} at most {what_for}", rate.pence, rate)


def _nights(item: ClaimItem, day: _Day, hotel: str) -> Iterator[ClaimLine]:
    rows = [("Hotel", hotel)] if hotel else []
    rows += [("Meals of a night", "night_meals"), ("Small costs of a night", "night_incidentals")]
    for number, (words, code) in enumerate(rows):
        rate = day.rate(code)
        how = NO_RATE if rate is None else f"{item.amount} × {money(rate.pence)}{', at most' if code == hotel else ''}"
        pence = 0 if rate is None else item.amount * rate.pence
        line = _line(item, how, pence, rate, words=words)
        yield line if number == 0 else ClaimLine(line.kind, words, how, pence, rate, "", line.from_facts)


def _line(item: ClaimItem, how: str, pence: int, rate: Rate | None = None, *, words: str = "") -> ClaimLine:
    asked = ITEMS[item.kind]
    missing = "" if item.has_proof else asked.proof
    return ClaimLine(item.kind, words or asked.words, how, pence, rate, missing, item.from_facts)


def in_hours(minutes: int) -> str:
    """Say how long: "45 min", "5 h", "5 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])])
