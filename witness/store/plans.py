"""Keeps what was planned around a date: visits, trips, bookings and promises. A step is added, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from witness.domain.bookings import Booking, BookingKind
from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.evidence import Side
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.trips import Trip
from witness.domain.visits import Place, Visit, VisitKind, VisitReport
from witness.identifiers import new_id
from witness.store.tables.plans import BookingRow, PlanStepRow, PromiseRow, TripRow, VisitReportRow, VisitRow
from witness.store.together import AtHand, of_one_case
from witness.store.trips import Trips
from witness.store.vault import Vault

WORDS = "promise.words"
STEPS = of_one_case(PlanStepRow, PlanStepRow.number)
VISITS = of_one_case(VisitRow, VisitRow.id)
REPORTS = of_one_case(VisitReportRow, VisitReportRow.visit_id)
BOOKINGS = of_one_case(BookingRow, BookingRow.id)
PROMISES = of_one_case(PromiseRow, PromiseRow.due_on, PromiseRow.id)


@dataclass(frozen=True, slots=True)
class ItemStep:
    """A further step of one visit, trip or booking. number: counts from 1 within the item."""

    item_id: str
    number: int
    step: PlanStep


class Plans:
    """The drawer of visits, trips, bookings and promises."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault
        self.trips = Trips(connection, vault)

    def add_visits(self, case_id: str, visits: Iterable[Visit], *, by_id: str | None = None) -> None:
        """Keep visits with all their steps, and the reports of those that have taken place."""
        added = tuple(visits)
        if not added:
            return
        self._connection.execute(
            insert(VisitRow),
            [
                {
                    "id": v.visit_id,
                    "case_id": case_id,
                    "witness_id": v.witness_id,
                    "kind": v.kind.value,
                    "place": v.place.value,
                    "minutes": v.minutes,
                    "hearing_id": v.hearing_id,
                    "officer_id": v.officer_id,
                    "second_id": v.second_id,
                }
                for v in added
            ],
        )
        self.step(case_id, _all_steps((v.visit_id, v.steps) for v in added), by_id=by_id)
        for visit in added:
            if visit.report is not None:
                self.report(case_id, visit.visit_id, visit.report)

    def add_trips(self, case_id: str, trips: Iterable[Trip], *, by_id: str | None = None) -> None:
        """Keep trips with all their steps and facts."""
        added = tuple(trips)
        if not added:
            return
        self.trips.add(case_id, added, by_id=by_id)
        self.step(case_id, _all_steps((t.trip_id, t.steps) for t in added), by_id=by_id)

    def add_bookings(self, case_id: str, bookings: Iterable[Booking], *, by_id: str | None = None) -> None:
        """Keep bookings with all their steps."""
        added = tuple(bookings)
        if not added:
            return
        self._connection.execute(
            insert(BookingRow),
            [
                {
                    "id": b.booking_id,
                    "case_id": case_id,
                    "witness_id": b.witness_id,
                    "kind": b.kind.value,
                    "hearing_id": b.hearing_id,
                    "whose": b.whose.value,
                    "cancel_by": b.cancel_by,
                }
                for b in added
            ],
        )
        self.step(case_id, _all_steps((b.booking_id, b.steps) for b in added), by_id=by_id)

    def step(self, case_id: str, steps: Sequence[ItemStep], *, by_id: str | None = None) -> None:
        """Add steps to visits, trips or bookings, in one statement."""
        if not steps:
            return
        rows = [
            {
                "id": new_id(),
                "case_id": case_id,
                "item_id": s.item_id,
                "number": s.number,
                "state": s.step.state.value,
                "recorded_at": s.step.recorded_at,
                "on_day": s.step.on,
                "at_time": s.step.at,
                "of_revision": s.step.of_revision,
                "because": s.step.because,
                "change": s.step.change,
                "by_id": by_id,
            }
            for s in steps
        ]
        try:
            self._connection.execute(insert(PlanStepRow), rows)
        except IntegrityError as clash:
            # Two took the next step of the same thing at once; the second has seen what is no longer so.
            raise SomebodyElseChangedThis(
                "Somebody else has just changed a visit, a ride or a booking here."
            ) from clash

    def lead_visit(self, visit_id: str, officer_id: str | None, second_id: str | None = None) -> None:
        """Record who leads a visit, and who goes with them."""
        self._connection.execute(
            update(VisitRow).where(VisitRow.id == visit_id).values(officer_id=officer_id, second_id=second_id)
        )

    def drive_trip(self, trip: Trip) -> None:
        """Record who drives a trip, as it has it now."""
        self.trips.drive(trip)

    def report(self, case_id: str, visit_id: str, report: VisitReport) -> None:
        """Keep what came of a visit, in place of what was kept before."""
        self._connection.execute(delete(VisitReportRow).where(VisitReportRow.visit_id == visit_id))
        self._connection.execute(
            insert(VisitReportRow).values(
                visit_id=visit_id,
                case_id=case_id,
                recorded_at=report.recorded_at,
                covered=list(report.covered),
                mood=report.mood,
                evidence_mentioned=report.evidence_mentioned,
                stopped=report.stopped,
                oic_told_at=report.oic_told_at,
            )
        )

    def oic_told(self, case_id: str, visit_id: str, at: datetime) -> bool:
        """Record when the officer in the case was told that evidence was mentioned; says whether that was open."""
        changed = self._connection.execute(
            update(VisitReportRow)
            .where(
                VisitReportRow.visit_id == visit_id,
                VisitReportRow.case_id == case_id,
                VisitReportRow.evidence_mentioned,
                VisitReportRow.oic_told_at.is_(None),
            )
            .values(oic_told_at=at)
        )
        return changed.rowcount == 1

    def promise(self, case_id: str, promises: Iterable[Promise]) -> None:
        """Keep promises."""
        rows = [
            {
                "id": p.promise_id,
                "case_id": case_id,
                "words_sealed": self._vault.seal(WORDS, p.promise_id, p.words),
                "owner_id": p.owner_id,
                "person_id": p.person_id,
                "due_on": p.due_on,
                "made_at": p.made_at,
                "kept_at": p.kept_at,
            }
            for p in promises
        ]
        if rows:
            self._connection.execute(insert(PromiseRow), rows)

    def kept(self, case_id: str, promise_id: str, now: datetime) -> bool:
        """Record that a promise has been kept; says whether it was open."""
        changed = self._connection.execute(
            update(PromiseRow)
            .where(PromiseRow.id == promise_id, PromiseRow.case_id == case_id, PromiseRow.kept_at.is_(None))
            .values(kept_at=now)
        )
        return changed.rowcount == 1

    def steps_of(self, case_id: str, at_hand: AtHand | None = None) -> dict[str, tuple[PlanStep, ...]]:
        """Give every step of everything planned in a case, by item, oldest first."""
        found: dict[str, list[PlanStep]] = defaultdict(list)
        for row in STEPS.rows(self._connection, case_id, at_hand):
            found[row.item_id].append(
                PlanStep(
                    state=PlanState(row.state),
                    recorded_at=row.recorded_at,
                    on=row.on_day,
                    at=row.at_time,
                    of_revision=row.of_revision,
                    because=row.because,
                    change=row.change,
                )
            )
        return {item_id: tuple(steps) for item_id, steps in found.items()}

    def visits_of(
        self, case_id: str, steps: dict[str, tuple[PlanStep, ...]], at_hand: AtHand | None = None
    ) -> tuple[Visit, ...]:
        """Give the visits of a case. steps: as `steps_of` gives them."""
        reports = {
            r.visit_id: VisitReport(
                r.recorded_at, tuple(r.covered), r.mood, r.evidence_mentioned, r.stopped, r.oic_told_at
            )
            for r in REPORTS.rows(self._connection, case_id, at_hand)
        }
        return tuple(
            Visit(
                visit_id=r.id,
                witness_id=r.witness_id,
                kind=VisitKind(r.kind),
                place=Place(r.place),
                minutes=r.minutes,
                hearing_id=r.hearing_id,
                officer_id=r.officer_id,
                steps=steps[r.id],
                report=reports.get(r.id),
                second_id=r.second_id,
            )
            for r in VISITS.rows(self._connection, case_id, at_hand)
        )

    def trips_of(
        self, case_id: str, steps: dict[str, tuple[PlanStep, ...]], at_hand: AtHand | None = None
    ) -> tuple[Trip, ...]:
        """Give the trips of a case. steps: as `steps_of` gives them."""
        return self.trips.of_case(case_id, steps, at_hand)

    def bookings_of(
        self, case_id: str, steps: dict[str, tuple[PlanStep, ...]], at_hand: AtHand | None = None
    ) -> tuple[Booking, ...]:
        """Give the bookings of a case."""
        return tuple(
            Booking(
                booking_id=r.id,
                witness_id=r.witness_id,
                kind=BookingKind(r.kind),
                hearing_id=r.hearing_id,
                whose=Side(r.whose),
                cancel_by=r.cancel_by,
                steps=steps[r.id],
            )
            for r in BOOKINGS.rows(self._connection, case_id, at_hand)
        )

    def promises_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Promise, ...]:
        """Give the promises made in a case, the soonest due first."""
        return tuple(
            Promise(
                promise_id=r.id,
                words=self._vault.open(WORDS, r.id, r.words_sealed),
                owner_id=r.owner_id,
                due_on=r.due_on,
                made_at=r.made_at,
                person_id=r.person_id,
                kept_at=r.kept_at,
            )
            for r in PROMISES.rows(self._connection, case_id, at_hand)
        )

    def taken(self, ids: Iterable[str]) -> frozenset[str]:
        """Give those of these ids that a visit, a trip, a booking or a promise carries already, in any case."""
        wanted = list(ids)
        found: set[str] = set()
        for column in (VisitRow.id, TripRow.id, BookingRow.id, PromiseRow.id):
            found.update(self._connection.execute(select(column).where(column.in_(wanted))).scalars())
        return frozenset(found)


def _all_steps(items: Iterable[tuple[str, tuple[PlanStep, ...]]]) -> list[ItemStep]:
    return [ItemStep(item_id, n, step) for item_id, steps in items for n, step in enumerate(steps, start=1)]
