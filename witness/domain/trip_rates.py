"""What a journey may cost: dated rows with their source, and what was spent on one trip.

The rates are those for witnesses of the Crown Prosecution Service (domain reference §4). They are on the list of what
has to be checked before use, so no row counts as verified until somebody gives a day on which they saw it.
"""

from dataclasses import dataclass
from datetime import date

from witness.domain.trip_rules import SPENDING
from witness.domain.trips import Trip, TripEvent, TripFact


@dataclass(frozen=True, slots=True)
class Rate:
    """What one mile is paid with, from a day on. pence: of a mile. verified_on: None when nobody has checked it."""

    code: str
    pence: int
    holds_from: date
    holds_until: date | None
    source: str
    verified_on: date | None
    note: str = ""


RATES: tuple[Rate, ...] = (
    Rate(
        code="mile",
        pence=25,
        holds_from=date(2021, 1, 1),
        holds_until=None,
        source="CPS, allowances for witnesses",
        verified_on=None,
        note="Check before use. The day from which it holds is not in the reference.",
    ),
    Rate(
        code="mile_justified",
        pence=45,
        holds_from=date(2021, 1, 1),
        holds_until=None,
        source="CPS, allowances for expert witnesses",
        verified_on=None,
        note="Only where it is justified: no public transport, a disability. Stated for experts; check for others.",
    ),
)


@dataclass(frozen=True, slots=True)
class Spent:
    """One thing that was spent. rate: of a mile, None for money as it was paid."""

    words: str
    pence: int
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What was spent on a trip. unverified: whether a rate was used that nobody has checked."""

    rows: tuple[Spent, ...]

    @property
    def pence(self) -> int:
        """The sum."""
        return sum(row.pence for row in self.rows)

    @property
    def unverified(self) -> bool:
        """Whether the sum rests on a rate that nobody has checked."""
        return any(row.rate is not None and row.rate.verified_on is None for row in self.rows)


def rate_on(code: str, day: date, rates: tuple[Rate, ...] = RATES) -> Rate | None:
    """Give the rate that holds on a day, or None."""
    found = [r for r in rates if r.code == code and r.holds_from <= day and (r.holds_until or day) >= day]
    return max(found, key=lambda r: r.holds_from, default=None)


def costs_of(trip: Trip, rates: tuple[Rate, ...] = RATES) -> Costs:
    """Give what was spent on a trip, in the order in which it was recorded."""
    return Costs(tuple(_spent(fact, trip, rates) for fact in trip.facts if fact.event is TripEvent.SPENT))


def money(pence: int) -> str:
    """Say a sum: "£12.50"."""
    return f"£{pence // 100}.{pence % 100:02d}"


def _spent(fact: TripFact, trip: Trip, rates: tuple[Rate, ...]) -> Spent:
    kind = SPENDING[fact.word]
    if not kind.per_mile:
        return Spent(kind.words, fact.amount)
    rate = rate_on("mile", trip.now.on or fact.at.date(), rates)
    miles = f"{fact.amount / 10:g} {kind.words}"
    if rate is None:
        return Spent(f"{miles}, no rate is known for that day", 0)
    # Half a penny and more is a penny: a driver is not to be short of what was promised.
    return Spent(f"{miles} at {rate.pence}p", (fact.amount * rate.pence + 5) // 10, rate)
