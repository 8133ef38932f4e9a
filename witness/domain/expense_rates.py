"""What coming to court is paid with: dated rows with their source, and the bands that choose between them.

The rates are those for ordinary witnesses of the Crown Prosecution Service (domain reference §4). They were compiled
and not checked with the payer: no row counts as verified until somebody gives a day on which they saw it. All sums are
in pence.
"""

from dataclasses import dataclass
from datetime import date

from witness.domain.trip_rates import RATES, Rate, rate_on

_SINCE = date(2021, 1, 1)
_SOURCE = "CPS, Witness Expenses and Allowances"
_DAY_UNKNOWN = "Check before use. The day from which it holds is not in the reference."
_MOST = f"Taken as the most that is paid for what was lost. {_DAY_UNKNOWN}"


def _row(code: str, pence: int, note: str = _DAY_UNKNOWN) -> Rate:
    return Rate(code, pence, _SINCE, None, _SOURCE, None, note)


EXPENSE_RATES: tuple[Rate, ...] = (
    *RATES,
    _row("meals_short", 225),
    _row("meals_day", 450),
    _row("meals_long", 975),
    _row("hotel_city", 9500, f"London, Birmingham, Manchester, Leeds, Liverpool, Newcastle. {_DAY_UNKNOWN}"),
    _row("hotel_elsewhere", 6500),
    _row("night_meals", 2100),
    _row("night_incidentals", 500),
    _row("earnings_short", 3350, _MOST),
    _row("earnings_day", 6700, _MOST),
    _row("self_employed_short", 4295, _MOST),
    _row("self_employed_day", 8590, _MOST),
    _row("childcare", 6700, f"The most for a day. {_DAY_UNKNOWN}"),
)


@dataclass(frozen=True, slots=True)
class Band:
    """Up to how many minutes away from home a rate holds; the last minute is in it. None: without an end."""

    most_minutes: int | None
    code: str


MEALS: tuple[Band, ...] = (Band(5 * 60, "meals_short"), Band(10 * 60, "meals_day"), Band(None, "meals_long"))
EARNINGS: tuple[Band, ...] = (Band(4 * 60, "earnings_short"), Band(None, "earnings_day"))
SELF_EMPLOYED: tuple[Band, ...] = (Band(4 * 60, "self_employed_short"), Band(None, "self_employed_day"))


def band_of(minutes: int, bands: tuple[Band, ...]) -> Band:
    """Give the first band that reaches so far. minutes: one or more."""
    return next(band for band in bands if band.most_minutes is None or minutes <= band.most_minutes)


def rate_for(code: str, day: date, rates: tuple[Rate, ...] = EXPENSE_RATES) -> Rate | None:
    """Give the rate that holds on a day, or None when none is known for it."""
    return rate_on(code, day, rates)
