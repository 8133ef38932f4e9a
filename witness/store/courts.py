"""Keeps the court directory and the bank holidays that an administrator has loaded."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, delete, insert, select

from witness.domain.courts import Court, CourtsKnown, Facility
from witness.domain.working_days import WorkingCalendar
from witness.store.tables.courts import CourtAliasRow, CourtRow, HolidayRow


class Courts:
    """The drawer of courts and holidays."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def replace(self, courts: Iterable[Court]) -> int:
        """Put this directory in place of the one before; aliases stay. Gives the number of courts."""
        self._connection.execute(delete(CourtRow))
        rows = [
            {
                "code": court.code,
                "name": court.name,
                "crown": court.crown,
                "magistrates": court.magistrates,
                "open": court.open,
                "town": court.town,
                "outcode": court.outcode,
                "phone": court.phone,
                "facts": {facility.value: True for facility in sorted(court.facilities)},
            }
            for court in courts
        ]
        if rows:
            self._connection.execute(insert(CourtRow), rows)
        return len(rows)

    def add_alias(self, alias: str, code: str) -> None:
        """Record another code or name that lists use for a court, such as an annexe's."""
        self._connection.execute(delete(CourtAliasRow).where(CourtAliasRow.alias == alias))
        self._connection.execute(insert(CourtAliasRow).values(alias=alias, code=code))

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every court by its code."""
        return {row.code: row.name for row in self._connection.execute(select(CourtRow.code, CourtRow.name))}

    def name_of(self, code: str) -> str:
        """Give a court's name, or its code when the directory does not know it."""
        return self.names.get(code) or code

    def place_of(self, code: str) -> str:
        """Give a court's name and town, "" when the directory does not know it."""
        row = self._connection.execute(select(CourtRow.name, CourtRow.town).where(CourtRow.code == code)).one_or_none()
        return "" if row is None else ", ".join(part for part in (row.name, row.town) if part)

    def known(self) -> CourtsKnown:
        """Give the courts a list may speak of."""
        aliases = {row.alias: row.code for row in self._connection.execute(select(CourtAliasRow))}
        return CourtsKnown(names=self.names, aliases=aliases)

    def facilities_of(self, code: str) -> frozenset[Facility]:
        """Give what a court building is known to have."""
        facts = self._connection.execute(select(CourtRow.facts).where(CourtRow.code == code)).scalar_one_or_none()
        return frozenset(Facility(name) for name, has in (facts or {}).items() if has)

    def replace_holidays(self, calendar: WorkingCalendar) -> None:
        """Put these bank holidays in place of those before, with the days between which they are known."""
        self._connection.execute(delete(HolidayRow))
        rows = [{"day": day, "title": "bank holiday"} for day in sorted(calendar.holidays)]
        rows += [
            {"day": calendar.known_from, "title": KNOWN_FROM},
            {"day": calendar.known_until, "title": KNOWN_UNTIL},
        ]
        self._connection.execute(insert(HolidayRow), rows)

    def calendar(self) -> WorkingCalendar | None:
        """Give the bank holidays that were loaded; None when the bundled ones are to be used."""
        rows = self._connection.execute(select(HolidayRow.day, HolidayRow.title)).all()
        if not rows:
            return None
        edges: dict[str, date] = {row.title: row.day for row in rows if row.title in (KNOWN_FROM, KNOWN_UNTIL)}
        days = frozenset(row.day for row in rows if row.title not in edges)
        return WorkingCalendar(edges[KNOWN_FROM], edges[KNOWN_UNTIL], days)


# The edges of the known years stand in the same table under these titles.
KNOWN_FROM = "known from"
KNOWN_UNTIL = "known until"
