"""Keeps that something was passed to the police, on which form and to whom, sealed; and what came back."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.passings import Passing, PassingEvent
from witness.store.tables.parents import PolicePassingEventRow, PolicePassingRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery
from witness.store.vault import Vault

FORM, OFFICER = "police_passing.form", "police_passing.officer"
PAD_TO = 40

PASSINGS = CaseQuery(
    select(
        PolicePassingRow,
        PolicePassingEventRow.event,
        PolicePassingEventRow.on_day,
        PolicePassingEventRow.recorded_at.label("back_at"),
    )
    .outerjoin(PolicePassingEventRow, PolicePassingEventRow.passing_id == PolicePassingRow.id)
    .where(PolicePassingRow.case_id == THIS_CASE),
    PolicePassingRow.passed_on,
    PolicePassingRow.recorded_at,
    PolicePassingRow.id,
)


class Passings:
    """The drawer of what was passed to the police."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, case_id: str, passings: Iterable[Passing], *, by_id: str | None = None) -> None:
        """Keep passings, and what has come back of each."""
        found = tuple(passings)
        rows = [
            {
                "id": p.passing_id,
                "case_id": case_id,
                "person_id": p.person_id,
                "passed_on": p.passed_on,
                "form_sealed": self._vault.seal(FORM, p.passing_id, p.form_reference.ljust(PAD_TO)),
                "officer_sealed": self._vault.seal(OFFICER, p.passing_id, p.officer.ljust(PAD_TO)),
                "due_on": p.due_on,
                "recorded_at": p.recorded_at,
                "by_id": by_id,
            }
            for p in found
        ]
        if rows:
            self._connection.execute(insert(PolicePassingRow), rows)
        for p in found:
            if p.acknowledged_on is not None:
                came_at = p.acknowledged_at or p.recorded_at
                self.came_back(p.passing_id, PassingEvent.ACKNOWLEDGED, p.acknowledged_on, at=came_at)
            if p.fed_back_on is not None:
                came_at = p.fed_back_at or p.recorded_at
                self.came_back(p.passing_id, PassingEvent.FED_BACK, p.fed_back_on, at=came_at)

    def came_back(
        self, passing_id: str, event: PassingEvent, on: date, *, at: datetime, by_id: str | None = None
    ) -> None:
        """Keep what came back.

        Raises:
            SomebodyElseChangedThis: it was recorded at this very moment.
        """
        row = {"passing_id": passing_id, "event": event.value, "on_day": on, "recorded_at": at, "by_id": by_id}
        try:
            self._connection.execute(insert(PolicePassingEventRow), [row])
        except IntegrityError as clash:
            raise SomebodyElseChangedThis("Somebody has just recorded that. Look again.") from clash

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Passing, ...]:
        """Give what was passed on in a case, oldest first."""
        rows = PASSINGS.rows(self._connection, case_id, at_hand)
        came = {(row.id, row.event): (row.on_day, row.back_at) for row in rows if row.event is not None}
        passings = {}
        for row in rows:
            acknowledged = came.get((row.id, PassingEvent.ACKNOWLEDGED.value), (None, None))
            fed_back = came.get((row.id, PassingEvent.FED_BACK.value), (None, None))
            passings[row.id] = Passing(
                passing_id=row.id,
                person_id=row.person_id,
                passed_on=row.passed_on,
                form_reference=self._vault.open(FORM, row.id, row.form_sealed).rstrip(),
                officer=self._vault.open(OFFICER, row.id, row.officer_sealed).rstrip(),
                due_on=row.due_on,
                recorded_at=row.recorded_at,
                acknowledged_on=acknowledged[0],
                acknowledged_at=acknowledged[1],
                fed_back_on=fed_back[0],
                fed_back_at=fed_back[1],
            )
        return tuple(passings.values())

    def taken(self, ids: Iterable[str]) -> frozenset[str]:
        """Give which of these names a passing has already, in any case."""
        query = select(PolicePassingRow.id).where(PolicePassingRow.id.in_(sorted(set(ids))))
        return frozenset(self._connection.execute(query).scalars())
