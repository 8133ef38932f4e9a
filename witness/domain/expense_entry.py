"""Reads what somebody types into a claim: hours, miles, pounds and nights; and writes it back as it is typed."""

import re

from witness.domain.errors import Refused
from witness.domain.expenses import ITEMS, ItemKind, Unit

_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*h?")
_NUMBER = re.compile(r"£?\s*(\d{1,6}(?:,\d{3})?)(?:\.(\d{1,2}))?")
HINTS: dict[Unit, str] = {
    Unit.MINUTES: "Hours and minutes, such as 5:20",
    Unit.TENTHS_OF_A_MILE: "Such as 12.5",
    Unit.PENCE: "Pounds, such as 8.50",
    Unit.NIGHTS: "A number",
}


def read_amount(kind: ItemKind, text: str) -> int:
    """Give the amount in the unit of its kind; nothing typed is 0.

    Raises:
        Refused: it cannot be read. Nothing is guessed: a sum that is wrong by ten is somebody's money.
    """
    typed = text.strip()
    if not typed:
        return 0
    unit = ITEMS[kind].unit
    amount = _hours(typed) if unit is Unit.MINUTES else _number(typed, unit)
    if amount is None:
        raise Refused(f"{ITEMS[kind].words}: enter {HINTS[unit][:1].lower()}{HINTS[unit][1:]}.")
    return amount


def written_amount(kind: ItemKind, amount: int) -> str:
    """Write an amount as it would be typed; "" for none."""
    unit = ITEMS[kind].unit
    if not amount:
        return ""
    if unit is Unit.MINUTES:
        return f"{amount // 60}:{amount % 60:02d}"
    if unit is Unit.PENCE:
        return f"{amount // 100}.{amount % 100:02d}"
    return f"{amount / 10:g}" if unit is Unit.TENTHS_OF_A_MILE else str(amount)


def read_pence(text: str) -> int:
    """Give a sum that was paid, in pence; nothing typed is 0.

    Raises:
        Refused: it cannot be read.
    """
    found = _number(text.strip(), Unit.PENCE) if text.strip() else 0
    if found is None:
        raise Refused(f"How much was paid: enter {HINTS[Unit.PENCE][:1].lower()}{HINTS[Unit.PENCE][1:]}.")
    return found


def _hours(typed: str) -> int | None:
    found = _HOURS.fullmatch(typed)
    if found is None or int(found[2] or 0) > 59:
        return None
    return int(found[1]) * 60 + int(found[2] or 0)


def _number(typed: str, unit: Unit) -> int | None:
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return None
    whole, part = int(found[1].replace(",", "")), found[2] or ""
    if unit is Unit.PENCE:
        return whole * 100 + int(part.ljust(2, "0"))
    if unit is Unit.TENTHS_OF_A_MILE:
        return None if len(part) > 1 else whole * 10 + int(part or 0)
    return None if part else whole
