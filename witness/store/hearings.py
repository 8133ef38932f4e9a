"""Keeps hearings and their revisions. A revision is added, never changed."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.lists import Coverage, HeldHearing, Layer
from witness.identifiers import new_id
from witness.store.tables.cases import CaseRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery, Rows, of_one_case

HEARINGS = of_one_case(HearingRow, HearingRow.id)
REVISIONS = CaseQuery(
    select(RevisionRow)
    .join(HearingRow, HearingRow.id == RevisionRow.hearing_id)
    .where(HearingRow.case_id == THIS_CASE),
    RevisionRow.hearing_id,
    RevisionRow.number,
)


class Hearings:
    """The drawer of hearings."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, hearing: Hearing) -> None:
        """Keep a hearing with all its revisions."""
        self._connection.execute(
            insert(HearingRow).values(
                id=hearing.hearing_id,
                case_id=hearing.case_id,
                kind=hearing.kind.value,
                running=hearing.running,
                revision=hearing.now.number,
            )
        )
        self._connection.execute(insert(RevisionRow), [_row_of(hearing.hearing_id, r) for r in hearing.revisions])

    def revise(self, hearing_id: str, revision: Revision) -> None:
        """Add the next revision of a hearing.

        Raises:
            SomebodyElseChangedThis: the hearing's newest revision is no longer the one before this.
        """
        moved = self._connection.execute(
            update(HearingRow)
            .where(HearingRow.id == hearing_id, HearingRow.revision == revision.number - 1)
            .values(revision=revision.number)
        )
        if moved.rowcount != 1:
            raise SomebodyElseChangedThis("Somebody else has changed this hearing since you opened the page.")
        self._connection.execute(insert(RevisionRow), [_row_of(hearing_id, revision)])

    def rename(self, hearing_id: str, kind: HearingKind) -> None:
        """Record that a hearing is of another kind than was thought."""
        self._connection.execute(update(HearingRow).where(HearingRow.id == hearing_id).values(kind=kind.value))

    def set_running(self, hearing_id: str, running: bool) -> None:  # noqa: FBT001
        """Record that a trial has begun or ended."""
        self._connection.execute(update(HearingRow).where(HearingRow.id == hearing_id).values(running=running))

    def get(self, hearing_id: str) -> Hearing | None:
        """Give one hearing, or None."""
        return next(iter(self._hearings(HearingRow.id == hearing_id)), None)

    def has(self, hearing_id: str) -> bool:
        """Whether a hearing of this id is known, in any case."""
        found = self._connection.execute(select(HearingRow.id).where(HearingRow.id == hearing_id)).one_or_none()
        return found is not None

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Hearing, ...]:
        """Give the hearings of a case, by their day, those without a day last."""
        heads = HEARINGS.rows(self._connection, case_id, at_hand)
        found = _with_revisions(heads, REVISIONS.rows(self._connection, case_id, at_hand))
        return tuple(sorted(found, key=lambda h: (h.now.slot.on or date.max, h.hearing_id)))

    def of_cases(self, case_ids: Iterable[str]) -> dict[str, tuple[Hearing, ...]]:
        """Give the hearings of several cases in two statements."""
        found: dict[str, list[Hearing]] = {}
        for hearing in self._hearings(HearingRow.case_id.in_(list(case_ids))):
            found.setdefault(hearing.case_id, []).append(hearing)
        return {case_id: tuple(hearings) for case_id, hearings in found.items()}

    def each(self, hearing_ids: Iterable[str]) -> dict[str, Hearing]:
        """Give these hearings by their ids, in one statement."""
        rows = self._connection.execute(
            select(RevisionRow, HearingRow.case_id, HearingRow.kind, HearingRow.running)
            .join(HearingRow, HearingRow.id == RevisionRow.hearing_id)
            .where(HearingRow.id.in_(list(hearing_ids)))
            .order_by(RevisionRow.hearing_id, RevisionRow.number)
        )
        together = ((hearing_id, list(of_one)) for hearing_id, of_one in groupby(rows, attrgetter("hearing_id")))
        return {hearing_id: _whole(hearing_id, of_one) for hearing_id, of_one in together}

    def held_in(self, coverage: Coverage, case_ids: Sequence[str]) -> tuple[HeldHearing, ...]:
        """Give every hearing of these cases, and every one that a list's coverage should show."""
        on, until = RevisionRow.on_day, func.coalesce(RevisionRow.until_day, RevisionRow.on_day)
        covered = and_(
            RevisionRow.court_code.in_(sorted(coverage.court_codes)),
            on <= coverage.ends_on,
            until >= coverage.starts_on,
        )
        query = (
            select(HearingRow, RevisionRow, CaseRow.restricted, CaseRow.track)
            .join(RevisionRow, newest_revision())
            .join(CaseRow, CaseRow.id == HearingRow.case_id)
            .where(CaseRow.closed_on.is_(None), or_(covered, HearingRow.case_id.in_(list(case_ids))))
        )
        return tuple(_held(row) for row in self._connection.execute(query))

    def _hearings(self, condition) -> list[Hearing]:  # type: ignore[no-untyped-def]
        heads = self._connection.execute(select(HearingRow).where(condition)).all()
        rows = self._connection.execute(
            select(RevisionRow)
            .join(HearingRow, HearingRow.id == RevisionRow.hearing_id)
            .where(condition)
            .order_by(RevisionRow.hearing_id, RevisionRow.number)
        )
        return _with_revisions(heads, rows.all())


def _with_revisions(heads: Rows, rows: Rows) -> list[Hearing]:
    revisions: dict[str, list[Revision]] = {}
    for row in rows:
        revisions.setdefault(row.hearing_id, []).append(_revision(row))
    return [Hearing(h.id, h.case_id, HearingKind(h.kind), tuple(revisions[h.id]), running=h.running) for h in heads]


def newest_revision() -> ColumnElement[bool]:
    """Join each hearing with what is known of it today."""
    return and_(RevisionRow.hearing_id == HearingRow.id, RevisionRow.number == HearingRow.revision)


def _whole(hearing_id: str, rows) -> Hearing:  # type: ignore[no-untyped-def]
    first = rows[0]
    return Hearing(
        hearing_id, first.case_id, HearingKind(first.kind), tuple(map(_revision, rows)), running=first.running
    )


def _row_of(hearing_id: str, revision: Revision) -> dict[str, object]:
    slot = revision.slot
    return {
        "id": new_id(),
        "hearing_id": hearing_id,
        "number": revision.number,
        "state": revision.state.value,
        "listing": slot.listing.value,
        "on_day": slot.on,
        "until_day": slot.until,
        "at_time": slot.at,
        "court_code": slot.court_code,
        "room": slot.room,
        "layer": revision.layer,
        "source": revision.source,
        "reason": revision.reason,
        "learnt_at": revision.learnt_at,
        "recorded_at": revision.recorded_at,
        "recorded_by": revision.recorded_by,
        "proposal_id": revision.proposal_id,
        "undoes": revision.undoes,
        "effectiveness": None if revision.effectiveness is None else revision.effectiveness.value,
        "outcome_code": revision.outcome_code,
    }


def _revision(row) -> Revision:  # type: ignore[no-untyped-def]
    return Revision(
        number=row.number,
        state=HearingState(row.state),
        slot=_slot(row),
        source=row.source,
        learnt_at=row.learnt_at,
        recorded_at=row.recorded_at,
        layer=row.layer,
        reason=row.reason,
        recorded_by=row.recorded_by,
        proposal_id=row.proposal_id,
        undoes=row.undoes,
        effectiveness=None if row.effectiveness is None else Effectiveness(row.effectiveness),
        outcome_code=row.outcome_code,
    )


def _slot(row) -> Slot:  # type: ignore[no-untyped-def]
    return Slot(Listing(row.listing), row.on_day, row.until_day, row.at_time, row.court_code, row.room)


def _held(row) -> HeldHearing:  # type: ignore[no-untyped-def]
    return HeldHearing(
        hearing_id=row.id,
        case_id=row.case_id,
        kind=HearingKind(row.kind),
        state=HearingState(row.state),
        slot=_slot(row),
        layer=None if row.layer is None else Layer(row.layer),
        restricted=row.restricted or row.track == "youth",
        running=row.running,
    )
