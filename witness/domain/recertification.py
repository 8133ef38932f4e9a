"""Once a quarter a manager says of each restricted case who still needs it. A quarter is that of the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def quarter_of(day: date) -> str:
    """Name the quarter of a day: "2026-Q4"."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to whom a restricted case is open by name. confirmed_in: the newest quarter of a confirmation, or ""."""

    case_id: str
    account_id: str
    confirmed_in: str = ""


def due(named: Iterable[Named], today: date) -> tuple[Named, ...]:
    """Give those whom nobody has confirmed in the quarter of today."""
    this = quarter_of(today)
    return tuple(name for name in named if name.confirmed_in != this)
