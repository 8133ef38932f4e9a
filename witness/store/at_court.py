"""Keeps what was tapped on days at court. Rows are added and never changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from witness.domain.access import Deed, Viewer
from witness.domain.at_court import DayStep, DayTap
from witness.domain.errors import SomebodyElseChangedThis
from witness.store.access import visible_to
from witness.store.hearings import newest_revision
from witness.store.tables.accounts import AccountRow
from witness.store.tables.at_court import DayTapRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.evidence import StandingRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.together import AtHand, of_one_case

DAY_TAPS = of_one_case(DayTapRow, DayTapRow.at, DayTapRow.id)


class AtCourt:
    """The drawer of days at court."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, taps: Iterable[DayTap], *, by_id: str | None = None) -> None:
        """Keep taps.

        Raises:
            SomebodyElseChangedThis: one of them has come in another way at this very moment.
        """
        rows = [
            {
                "id": t.tap_id,
                "case_id": case_id,
                "witness_id": t.witness_id,
                "hearing_id": t.hearing_id,
                "on_day": t.on,
                "step": t.step.value,
                "device_at": t.device_at,
                "sent_at": t.sent_at,
                "received_at": t.received_at,
                "at": t.at,
                "whom": t.whom,
                "said": t.said,
                "undoes": t.undoes,
                "by_id": by_id,
            }
            for t in taps
        ]
        if not rows:
            return
        try:
            self._connection.execute(insert(DayTapRow), rows)
        except IntegrityError as clash:
            raise SomebodyElseChangedThis("This has just come in another way. Look again.") from clash

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[DayTap, ...]:
        """Give the taps of a case, in the order in which they happened."""
        return tuple(_tap_of(row) for row in DAY_TAPS.rows(self._connection, case_id, at_hand))

    def of_cases(self, case_ids: Iterable[str], on: date) -> dict[str, tuple[DayTap, ...]]:
        """Give the taps about one day of several cases, in one statement."""
        rows = self._connection.execute(
            select(DayTapRow)
            .where(DayTapRow.case_id.in_(sorted(set(case_ids))), DayTapRow.on_day == on)
            .order_by(DayTapRow.at, DayTapRow.id)
        )
        found: dict[str, list[DayTap]] = {}
        for row in rows:
            found.setdefault(row.case_id, []).append(_tap_of(row))
        return {case_id: tuple(taps) for case_id, taps in found.items()}

    def cases_on(self, viewer: Viewer, on: date) -> frozenset[str]:
        """Give the cases that a viewer may see of which something was tapped about a day."""
        query = (
            select(DayTapRow.case_id)
            .join(CaseRow, CaseRow.id == DayTapRow.case_id)
            .where(DayTapRow.on_day == on, visible_to(viewer, Deed.SEE_CASE))
            .distinct()
        )
        return frozenset(self._connection.execute(query).scalars())

    def known(self, tap_ids: Iterable[str]) -> dict[str, str]:
        """Give which of these taps are known, in any case, and in which."""
        wanted = sorted(set(tap_ids))
        rows = self._connection.execute(select(DayTapRow.id, DayTapRow.case_id).where(DayTapRow.id.in_(wanted)))
        return {row.id: row.case_id for row in rows}

    def who_tapped(self, case_id: str) -> dict[str, str]:
        """Give, for each tap of a case, the name of whoever made it."""
        rows = self._connection.execute(
            select(DayTapRow.id, AccountRow.name)
            .join(AccountRow, AccountRow.id == DayTapRow.by_id)
            .where(DayTapRow.case_id == case_id)
        )
        return {row.id: row.name for row in rows}

    def unswept(self, first: date, last: date, since: datetime) -> tuple[str, ...]:
        """Give the open cases with a day at court between two days that were last looked at before an instant."""
        query = (
            select(CaseRow.id)
            .join(StandingRow, StandingRow.case_id == CaseRow.id)
            .join(HearingRow, HearingRow.id == StandingRow.hearing_id)
            .join(RevisionRow, newest_revision())
            .where(
                CaseRow.closed_on.is_(None),
                StandingRow.computed_at < since,
                RevisionRow.on_day <= last,
                # A week that is given by its first day only goes on for four more; one case too many harms nobody.
                func.coalesce(RevisionRow.until_day, RevisionRow.on_day) >= first - timedelta(days=4),
            )
            .distinct()
            .order_by(CaseRow.id)
        )
        return tuple(self._connection.execute(query).scalars())

    def hold_unswept(self, case_id: str, since: datetime) -> bool:
        """Keep other workers off a case that was last looked at before an instant; says whether it still was."""
        query = (
            select(StandingRow.witness_id)
            .where(StandingRow.case_id == case_id, StandingRow.computed_at < since)
            .order_by(StandingRow.witness_id)
            .with_for_update()
        )
        return self._connection.execute(query).first() is not None


def _tap_of(row: Any) -> DayTap:
    return DayTap(
        tap_id=row.id,
        witness_id=row.witness_id,
        on=row.on_day,
        step=DayStep(row.step),
        device_at=row.device_at,
        sent_at=row.sent_at,
        received_at=row.received_at,
        at=row.at,
        hearing_id=row.hearing_id,
        whom=row.whom,
        said=row.said,
        undoes=row.undoes,
    )
