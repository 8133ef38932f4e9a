"""Keeps what people asked us to stop. A wish is ended, never deleted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from witness.domain.stop_facts import Stop
from witness.domain.stops import Choice
from witness.identifiers import new_id
from witness.store.contact import OF_THE_CASE
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.people import WitnessRow
from witness.store.tables.stops import StopQuestionRow, StopRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery

# About everything, or about a child of this case.
CONCERNS_IT = or_(
    StopRow.witness_id.is_(None), StopRow.witness_id.in_(select(WitnessRow.id).where(WitnessRow.case_id == THIS_CASE))
)
STOPS = CaseQuery(
    select(StopRow).where(StopRow.contact_id.in_(select(SafeContactRow.id).where(OF_THE_CASE)), CONCERNS_IT),
    StopRow.since,
    StopRow.id,
)


@dataclass(frozen=True, slots=True)
class StopQuestion:
    """That a number was asked which child it means. choices: as they were numbered, from 1."""

    asked_at: datetime
    choices: tuple[Choice, ...]


class Stops:
    """The drawer of stops."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, stops: tuple[Stop, ...]) -> None:
        """Keep wishes to be left alone."""
        if not stops:
            return
        rows = [
            {
                "id": stop.stop_id,
                "contact_id": stop.contact_id,
                "witness_id": stop.witness_id,
                "since": stop.since,
                "until": stop.until,
                "by_carrier": stop.by_carrier,
                "said": stop.said,
            }
            for stop in stops
        ]
        self._connection.execute(insert(StopRow), rows)

    def has(self, stop_id: str) -> bool:
        """Whether this wish is known."""
        return self._connection.execute(select(StopRow.id).where(StopRow.id == stop_id)).one_or_none() is not None

    def end(self, contact_ids: tuple[str, ...], now: datetime, *, polite_only: bool = False) -> int:
        """End the wishes that stand on these records; gives their number. polite_only: not the carrier's own."""
        standing = [StopRow.contact_id.in_(contact_ids), StopRow.until.is_(None)]
        if polite_only:
            standing.append(StopRow.by_carrier.is_(False))
        return self._connection.execute(update(StopRow).where(*standing).values(until=now)).rowcount

    def of_contacts(self, contact_ids: tuple[str, ...]) -> tuple[Stop, ...]:
        """Give every wish on these records, ended ones too, oldest first."""
        query = select(StopRow).where(StopRow.contact_id.in_(contact_ids)).order_by(StopRow.since, StopRow.id)
        return tuple(_stop(row) for row in self._connection.execute(query))

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Stop, ...]:
        """Give the wishes on its people's records that concern a case: about everything, or about a child of it."""
        return tuple(_stop(row) for row in STOPS.rows(self._connection, case_id, at_hand))

    def ask(self, sender_key: str, choices: tuple[Choice, ...], now: datetime) -> None:
        """Keep how the children were numbered when a number was asked which it means."""
        said: list[dict[str, Any]] = [
            asdict(choice) | {"on": None if choice.on is None else choice.on.isoformat()} for choice in choices
        ]
        self._connection.execute(
            insert(StopQuestionRow).values(id=new_id(), sender_key=sender_key, asked_at=now, choices=said)
        )

    def asked(self, sender_key: str, since: datetime) -> StopQuestion | None:
        """Give the newest question to a number since an instant, or None."""
        row = self._connection.execute(
            select(StopQuestionRow)
            .where(StopQuestionRow.sender_key == sender_key, StopQuestionRow.asked_at >= since)
            .order_by(StopQuestionRow.asked_at.desc(), StopQuestionRow.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else StopQuestion(row.asked_at, tuple(_choice(c) for c in row.choices))


def _choice(kept: dict[str, Any]) -> Choice:
    on = kept["on"]
    return Choice(
        contact_id=kept["contact_id"],
        person_id=kept["person_id"],
        case_id=kept["case_id"],
        witness_id=kept["witness_id"],
        on=None if on is None else date.fromisoformat(on),
    )


def _stop(row) -> Stop:  # type: ignore[no-untyped-def]
    return Stop(
        stop_id=row.id,
        contact_id=row.contact_id,
        witness_id=row.witness_id,
        since=row.since,
        by_carrier=row.by_carrier,
        said=row.said,
        until=row.until,
    )
