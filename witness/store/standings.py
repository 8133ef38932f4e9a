"""Keeps how each witness stands, as it was last computed, and what of it somebody has seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from witness.domain.readiness_seen import missing_of
from witness.store.tables.cases import CaseRow
from witness.store.tables.evidence import ReadinessSeenRow, StandingRow


@dataclass(frozen=True, slots=True)
class Standing:
    """How a witness stood when it was last computed. factors and items are plain data for a page.

    court_day_on: the day of which court_day_state says where they were, as `domain.at_court.DayState`, and since when;
    None when they are not at court on the day of the computing.
    """

    witness_id: str
    case_id: str
    hearing_id: str | None
    on: date | None
    points: int
    band: str
    factors: tuple[dict[str, Any], ...]
    verdict: str
    items: tuple[dict[str, Any], ...]
    computed_at: datetime
    changed_at: datetime
    why_changed: str = ""
    court_day_on: date | None = None
    court_day_state: str = ""
    court_day_since: datetime | None = None


class Standings:
    """How witnesses stand: a part of the drawer of evidence."""

    _connection: Connection

    def standing_of(self, case_id: str) -> dict[str, Standing]:
        """Give how a case's witnesses stood when it was last computed, by witness."""
        rows = self._connection.execute(select(StandingRow).where(StandingRow.case_id == case_id))
        return {row.witness_id: standing(row) for row in rows}

    def put_standings(self, standings: Iterable[Standing]) -> None:
        """Keep how witnesses stand, in place of what was kept of them before, in two statements."""
        rows = [
            {
                "witness_id": stands.witness_id,
                "case_id": stands.case_id,
                "hearing_id": stands.hearing_id,
                "on_day": stands.on,
                "points": stands.points,
                "band": stands.band,
                "factors": list(stands.factors),
                "verdict": stands.verdict,
                "items": list(stands.items),
                "computed_at": stands.computed_at,
                "changed_at": stands.changed_at,
                "why_changed": stands.why_changed,
                "court_day_on": stands.court_day_on,
                "court_day_state": stands.court_day_state,
                "court_day_since": stands.court_day_since,
            }
            for stands in standings
        ]
        if not rows:
            return
        witnesses = [row["witness_id"] for row in rows]
        self._connection.execute(delete(StandingRow).where(StandingRow.witness_id.in_(witnesses)))
        self._connection.execute(insert(StandingRow), rows)

    def mark_seen(self, account_id: str, standings: Iterable[Standing], now: datetime) -> None:
        """Keep how these witnesses stand as what an account has seen, in place of what it had seen of them."""
        rows = [
            {
                "account_id": account_id,
                "witness_id": stands.witness_id,
                "seen_at": now,
                "on_day": stands.on,
                "items": missing_of(stands.items),
            }
            for stands in standings
        ]
        if not rows:
            return
        theirs = ReadinessSeenRow.witness_id.in_([row["witness_id"] for row in rows])
        self._connection.execute(delete(ReadinessSeenRow).where(ReadinessSeenRow.account_id == account_id, theirs))
        self._connection.execute(insert(ReadinessSeenRow), rows)

    def look_again_at_all(self, before: datetime) -> None:
        """Let every open case be looked at again soon: something by which all are judged has changed."""
        self._connection.execute(update(StandingRow).values(computed_at=before))

    def cases_to_look_at(self, since: datetime) -> tuple[str, ...]:
        """Give the open cases whose witnesses were last looked at before `since`."""
        rows = self._connection.execute(
            select(CaseRow.id)
            .outerjoin(StandingRow, StandingRow.case_id == CaseRow.id)
            .where(CaseRow.closed_on.is_(None))
            .group_by(CaseRow.id)
            .having(or_(func.min(StandingRow.computed_at) < since, func.min(StandingRow.computed_at).is_(None)))
            .order_by(CaseRow.id)
            .limit(200)
        )
        return tuple(rows.scalars())


def standing(row) -> Standing:  # type: ignore[no-untyped-def]
    """Turn a row of `standing` into a value."""
    return Standing(
        witness_id=row.witness_id,
        case_id=row.case_id,
        hearing_id=row.hearing_id,
        on=row.on_day,
        points=row.points,
        band=row.band,
        factors=tuple(row.factors),
        verdict=row.verdict,
        items=tuple(row.items),
        computed_at=row.computed_at,
        changed_at=row.changed_at,
        why_changed=row.why_changed,
        court_day_on=row.court_day_on,
        court_day_state=row.court_day_state,
        court_day_since=row.court_day_since,
    )
