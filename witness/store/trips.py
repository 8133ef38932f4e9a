"""Keeps trips and what happened to each. A fact is added, never changed; the words for a meeting point are sealed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.plans import ACTIVE, PlanState, PlanStep
from witness.domain.trips import (
    Direction,
    Entrance,
    Fitting,
    Mode,
    Option,
    PickUp,
    Trip,
    TripEvent,
    TripFact,
    Waiting,
)
from witness.identifiers import new_id
from witness.store.tables.cases import CaseRow
from witness.store.tables.plans import PlanStepRow, TripFactRow, TripRow
from witness.store.together import AtHand, of_one_case
from witness.store.vault import Vault

MEETING = "trip.meeting"

TRIPS = of_one_case(TripRow, TripRow.id)
TRIP_FACTS = of_one_case(TripFactRow, TripFactRow.number)


class Trips:
    """The drawer of trips."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, case_id: str, trips: Sequence[Trip], *, by_id: str | None) -> None:
        """Keep trips with their facts, but without their steps."""
        self._connection.execute(insert(TripRow), [self._row(case_id, trip) for trip in trips])
        for trip in trips:
            self.add_facts(case_id, trip.trip_id, 0, trip.facts, by_id=by_id)

    def add_facts(
        self, case_id: str, trip_id: str, known: int, facts: Iterable[TripFact], *, by_id: str | None
    ) -> None:
        """Add facts after those that were known.

        Raises:
            SomebodyElseChangedThis: another fact was added meanwhile.
        """
        rows = [_fact_row(case_id, trip_id, n, fact, by_id) for n, fact in enumerate(facts, start=known + 1)]
        if not rows:
            return
        try:
            self._connection.execute(insert(TripFactRow), rows)
        except IntegrityError as clash:
            raise SomebodyElseChangedThis("Somebody else has just changed this trip. Look again.") from clash

    def of_case(
        self, case_id: str, steps: Mapping[str, tuple[PlanStep, ...]], at_hand: AtHand | None = None
    ) -> tuple[Trip, ...]:
        """Give the trips of a case. steps: of everything planned in it, by item."""
        facts = _facts(TRIP_FACTS.rows(self._connection, case_id, at_hand))
        rows = TRIPS.rows(self._connection, case_id, at_hand)
        return tuple(self._trip(row, steps[row.id], tuple(facts[row.id])) for row in rows)

    def with_ids(self, trip_ids: Iterable[str]) -> dict[str, Trip]:
        """Give these trips whole, whatever their cases, in three statements."""
        wanted = sorted(set(trip_ids))
        known = select(TripFactRow).where(TripFactRow.trip_id.in_(wanted)).order_by(TripFactRow.number)
        facts = _facts(self._connection.execute(known))
        steps: dict[str, list[PlanStep]] = defaultdict(list)
        kept = select(PlanStepRow).where(PlanStepRow.item_id.in_(wanted)).order_by(PlanStepRow.number)
        for row in self._connection.execute(kept):
            state = PlanState(row.state)
            steps[row.item_id].append(
                PlanStep(state, row.recorded_at, row.on_day, row.at_time, row.of_revision, row.because, row.change)
            )
        rows = self._connection.execute(select(TripRow).where(TripRow.id.in_(wanted)))
        return {row.id: self._trip(row, tuple(steps[row.id]), tuple(facts[row.id])) for row in rows}

    def cases_with_rides(self, first: date, last: date) -> tuple[str, ...]:
        """Give the open cases that have an active trip on one of these days."""
        newest = (
            select(PlanStepRow.item_id, func.max(PlanStepRow.number).label("number"))
            .group_by(PlanStepRow.item_id)
            .subquery()
        )
        query = (
            select(TripRow.case_id)
            .join(newest, newest.c.item_id == TripRow.id)
            .join(
                PlanStepRow,
                (PlanStepRow.item_id == newest.c.item_id) & (PlanStepRow.number == newest.c.number),
            )
            .join(CaseRow, CaseRow.id == TripRow.case_id)
            .where(
                CaseRow.closed_on.is_(None),
                PlanStepRow.on_day.between(first, last),
                PlanStepRow.state.in_([state.value for state in ACTIVE]),
            )
            .distinct()
            .order_by(TripRow.case_id)
        )
        return tuple(self._connection.execute(query).scalars())

    def drive(self, trip: Trip) -> None:
        """Record who drives a trip, as each of its ways has it."""
        ways = [_way_row(way) for way in trip.ways]
        self._connection.execute(
            update(TripRow).where(TripRow.id == trip.trip_id).values(provider=trip.provider, ways=ways)
        )

    def _row(self, case_id: str, trip: Trip) -> dict[str, Any]:
        sealed = self._vault.seal(MEETING, trip.trip_id, trip.meeting) if trip.meeting else None
        return {
            "id": trip.trip_id,
            "case_id": case_id,
            "direction": trip.direction.value,
            "mode": trip.mode.value,
            "pick_up": trip.pick_up.value,
            "provider": trip.provider,
            "passengers": list(trip.passengers),
            "hearing_id": trip.hearing_id,
            "visit_id": trip.visit_id,
            "cancel_by": trip.cancel_by,
            "other_way": trip.other_way,
            "no_return": trip.no_return,
            "meeting_sealed": sealed,
            "arrive_by": trip.arrive_by,
            "travel_minutes": trip.travel_minutes,
            "entrance": trip.entrance.value,
            "waits": trip.waits.value,
            "needs": [need.value for need in trip.needs],
            "districts": list(trip.districts),
            "ways": [_way_row(way) for way in trip.ways],
        }

    def _trip(self, row: Any, steps: tuple[PlanStep, ...], facts: tuple[TripFact, ...]) -> Trip:
        return Trip(
            trip_id=row.id,
            direction=Direction(row.direction),
            mode=Mode(row.mode),
            pick_up=PickUp(row.pick_up),
            passengers=tuple(row.passengers),
            hearing_id=row.hearing_id,
            visit_id=row.visit_id,
            cancel_by=row.cancel_by,
            steps=steps,
            provider=row.provider,
            other_way=row.other_way,
            no_return=row.no_return,
            meeting="" if row.meeting_sealed is None else self._vault.open(MEETING, row.id, row.meeting_sealed),
            arrive_by=row.arrive_by,
            travel_minutes=row.travel_minutes,
            entrance=Entrance(row.entrance),
            waits=Waiting(row.waits),
            needs=tuple(Fitting(need) for need in row.needs),
            districts=tuple(row.districts),
            ways=tuple(_way(way) for way in row.ways),
            facts=facts,
        )


def _facts(rows: Iterable[Any]) -> dict[str, list[TripFact]]:
    facts: dict[str, list[TripFact]] = defaultdict(list)
    for row in rows:
        facts[row.trip_id].append(
            TripFact(TripEvent(row.event), row.at, row.recorded_at, row.option, row.word, row.by, row.amount)
        )
    return facts


def _way_row(way: Option) -> dict[str, Any]:
    return {
        "mode": way.mode.value,
        "provider": way.provider,
        "seats": way.seats,
        "has": [fitting.value for fitting in way.has],
        "until_minutes": way.until_minutes,
    }


def _way(kept: dict[str, Any]) -> Option:
    has = tuple(Fitting(fitting) for fitting in kept["has"])
    return Option(Mode(kept["mode"]), kept["provider"], kept["seats"], has, kept["until_minutes"])


def _fact_row(case_id: str, trip_id: str, number: int, fact: TripFact, by_id: str | None) -> dict[str, Any]:
    return {
        "id": new_id(),
        "case_id": case_id,
        "trip_id": trip_id,
        "number": number,
        "event": fact.event.value,
        "at": fact.at,
        "recorded_at": fact.recorded_at,
        "option": fact.option,
        "word": fact.word,
        "by": fact.by,
        "amount": fact.amount,
        "by_id": by_id,
    }
