"""Reading the bank holidays of England and Wales, from gov.uk's format, without asking the network."""

import json
from datetime import date
from importlib.resources import files

from witness.domain.errors import Refused
from witness.domain.working_days import WorkingCalendar

LARGEST_BYTES = 1_000_000
DIVISION = "england-and-wales"
CHRISTMAS = "christmas day"
BUNDLE, BUNDLED_FILE = "govuk_bank_holidays", "bank-holidays.json"


class UnreadableHolidays(Refused):
    """A file of bank holidays that cannot be imported. The message says what is wrong and where."""


def bundled_calendar() -> WorkingCalendar:
    """Give the calendar that comes with the product, as old as the package that holds it."""
    return read_holidays(files(BUNDLE).joinpath(BUNDLED_FILE).read_bytes())


def read_holidays(raw: bytes) -> WorkingCalendar:
    """Read bank holidays as gov.uk publishes them.

    A year is known once its Christmas Day is in the file: gov.uk adds whole years, and Christmas comes last.

    Raises:
        UnreadableHolidays: it is not that format, or a year between two known years is missing.
    """
    events = [_event(event, f"$.{DIVISION}.events[{number}]") for number, event in enumerate(_events(raw))]
    years = sorted({on.year for title, on in events if CHRISTMAS in title.casefold()})
    if not years:
        raise UnreadableHolidays(f"$.{DIVISION}.events has no Christmas Day, so no year in it is complete.")
    gap = next((year for year in range(years[0], years[-1]) if year not in years), None)
    if gap is not None:
        raise UnreadableHolidays(f"$.{DIVISION}.events has no Christmas Day of {gap}: that year is not complete.")
    return WorkingCalendar(date(years[0], 1, 1), date(years[-1], 12, 31), frozenset(on for _, on in events))


def _events(raw: bytes) -> list[object]:
    """Give the events of England and Wales."""
    if len(raw) > LARGEST_BYTES:
        raise UnreadableHolidays(f"The file is too large: {len(raw) / 1_000_000:.1f} MB.")
    try:
        document = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise UnreadableHolidays(f"The file is not UTF-8 text: byte {broken.start + 1} cannot be read.") from None
    except json.JSONDecodeError as broken:
        place = f"line {broken.lineno}, column {broken.colno}"
        raise UnreadableHolidays(f"The file is not JSON: {place}: {broken.msg}.") from None
    except (RecursionError, ValueError):
        raise UnreadableHolidays("The file is not JSON that gov.uk would publish: a part is too deep.") from None
    division = document.get(DIVISION) if isinstance(document, dict) else None
    events = division.get("events") if isinstance(division, dict) else None
    if not isinstance(events, list):
        raise UnreadableHolidays(f"The file has no list at $.{DIVISION}.events.")
    return events


def _event(event: object, where: str) -> tuple[str, date]:
    """Give the title and the day of one bank holiday."""
    if not isinstance(event, dict):
        raise UnreadableHolidays(f"{where} should be an object, and is not.")
    title, on = event.get("title"), event.get("date")
    if not isinstance(title, str) or not isinstance(on, str):
        raise UnreadableHolidays(f"{where} has no title or no date.")
    try:
        return title, date.fromisoformat(on)
    except ValueError:
        raise UnreadableHolidays(f"{where}.date is {on!r}, and must be a day written as 2026-12-25.") from None
