"""Rows for pages that show many cases at once: few statements, whatever the number of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.concern import Band
from witness.domain.hearings import WINDOWS, HearingKind, Listing, Slot
from witness.domain.people import BESIDE_THE_FAMILY
from witness.domain.readiness_seen import Seen
from witness.store.access import visible_to
from witness.store.hearings import newest_revision
from witness.store.lists import Proposal, proposal_of
from witness.store.standings import Standing, standing
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow, ReferenceRow
from witness.store.tables.courts import CourtRow
from witness.store.tables.evidence import ReadinessSeenRow, StandingRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.lists import ProposalRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow
from witness.store.tables.tasks import TaskRow
from witness.store.tasks import Task, task_of

# More than a page can show; who asks is told when it was reached.
MOST_STANDINGS = 1000


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: nobody's name."""

    case_id: str
    ref: str
    court_code: str
    owner_name: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How one witness stands, with what a board needs to name the row. initials: for the support team only.

    seen: how they stood when the viewer last marked readiness as seen, at `seen_at`; None when they were not there.
    """

    standing: Standing
    case_ref: str
    court_code: str
    owner_name: str
    owner_id: str
    label: str
    initials: str
    slot: Slot | None
    kind: HearingKind | None
    court_name: str = ""
    seen_at: datetime | None = None
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with the case it belongs to."""

    task: Task
    case_ref: str
    owner_name: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposed change with the case it belongs to."""

    proposal: Proposal
    case_ref: str


@dataclass(frozen=True, slots=True)
class BesideLine:
    """Somebody who works with or beside families, by initials, with what they are and for whom they work."""

    person_id: str
    initials: str
    relation: str
    organisation: str


class Boards:
    """The drawer of rows for pages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def cases(self, viewer: Viewer, *, mine: bool) -> tuple[CaseLine, ...]:
        """Give the cases that a viewer may see, or only those that they own, by reference."""
        query = (
            select(CaseRow, AccountRow.name.label("owner_name"))
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .where(visible_to(viewer, Deed.SEE_CASE))
            .order_by(CaseRow.ref)
            .limit(500)
        )
        if mine:
            query = query.where(CaseRow.owner_id == viewer.account_id)
        rows = self._connection.execute(query)
        return tuple(CaseLine(r.id, r.ref, r.court_code, r.owner_name, r.closed_on) for r in rows)

    def standings(
        self,
        viewer: Viewer,
        deed: Deed,
        *,
        first: date | None = None,
        last: date | None = None,
        owner_id: str | None = None,
        at_least: int | None = None,
    ) -> tuple[StandingLine, ...]:
        """Give how witnesses stand, by day: between two days, of one owner, or from so many points on.

        Whoever needs somebody the same day is among them whatever the points.
        """
        query = (
            select(
                StandingRow,
                CaseRow.ref,
                CaseRow.court_code.label("case_court"),
                CaseRow.owner_id,
                AccountRow.name.label("owner_name"),
                WitnessRow.label,
                PersonRow.initials,
                HearingRow.kind,
                RevisionRow.listing,
                RevisionRow.on_day.label("slot_on"),
                RevisionRow.until_day,
                RevisionRow.at_time,
                RevisionRow.court_code,
                RevisionRow.room,
                CourtRow.name.label("court_name"),
                ReadinessSeenRow.seen_at,
                ReadinessSeenRow.on_day.label("seen_on"),
                ReadinessSeenRow.items.label("seen_items"),
            )
            .join(CaseRow, CaseRow.id == StandingRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(WitnessRow, WitnessRow.id == StandingRow.witness_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .outerjoin(HearingRow, HearingRow.id == StandingRow.hearing_id)
            .outerjoin(RevisionRow, newest_revision())
            .outerjoin(
                CourtRow, CourtRow.code == func.coalesce(func.nullif(RevisionRow.court_code, ""), CaseRow.court_code)
            )
            .outerjoin(ReadinessSeenRow, _as_seen_by(viewer))
            .where(visible_to(viewer, deed), CaseRow.closed_on.is_(None))
            .order_by(StandingRow.on_day, CaseRow.ref, WitnessRow.label)
            .limit(MOST_STANDINGS)
        )
        if first is not None:
            query = query.where(_not_over_before(first))
        if last is not None:
            query = query.where(StandingRow.on_day <= last)
        if owner_id is not None:
            query = query.where(CaseRow.owner_id == owner_id)
        if at_least is not None:
            query = query.where(or_(StandingRow.points >= at_least, StandingRow.band == Band.ACT.value))
        return tuple(_standing_line(row) for row in self._connection.execute(query))

    def references_of(self, case_ids: set[str]) -> dict[str, tuple[str, ...]]:
        """Give the numbers by which others know these cases."""
        rows = self._connection.execute(
            select(ReferenceRow.case_id, ReferenceRow.value)
            .where(ReferenceRow.case_id.in_(sorted(case_ids)))
            .order_by(ReferenceRow.case_id, ReferenceRow.kind, ReferenceRow.normalised)
        )
        found: dict[str, list[str]] = {}
        for case_id, value in rows:
            found.setdefault(case_id, []).append(value)
        return {case_id: tuple(values) for case_id, values in found.items()}

    def tasks(self, viewer: Viewer, *, owner_id: str | None) -> tuple[TaskLine, ...]:
        """Give the open tasks on the cases that a viewer may see, the most urgent first."""
        query = (
            select(TaskRow, CaseRow.ref, AccountRow.name.label("owner_name"))
            .join(CaseRow, CaseRow.id == TaskRow.case_id)
            .join(AccountRow, AccountRow.id == TaskRow.owner_id)
            .where(TaskRow.state == "open", visible_to(viewer, Deed.SEE_CASE))
            .order_by(TaskRow.due_at, TaskRow.id)
            .limit(500)
        )
        if owner_id is not None:
            query = query.where(or_(TaskRow.owner_id == owner_id, TaskRow.brought_in_id == owner_id))
        return tuple(TaskLine(task_of(r), r.ref, r.owner_name) for r in self._connection.execute(query))

    def people_beside(self, viewer: Viewer) -> tuple[BesideLine, ...]:
        """Give those who work with or beside families in the cases that a viewer may see, each once, by initials."""
        rows = self._connection.execute(
            select(CasePersonRow.person_id, PersonRow.initials, CasePersonRow.relation, CasePersonRow.organisation)
            .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
            .join(CaseRow, CaseRow.id == CasePersonRow.case_id)
            .where(
                CasePersonRow.part.in_([part.value for part in BESIDE_THE_FAMILY]),
                CasePersonRow.left_at.is_(None),
                CaseRow.closed_on.is_(None),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(PersonRow.initials, CasePersonRow.person_id, CasePersonRow.joined_at)
            .limit(500)
        )
        found: dict[str, BesideLine] = {}
        for row in rows:
            found.setdefault(row.person_id, BesideLine(row.person_id, row.initials, row.relation, row.organisation))
        return tuple(found.values())

    def done_since(self, viewer: Viewer, since: datetime) -> int:
        """Count what a viewer has done since an instant."""
        query = (
            select(func.count())
            .select_from(TaskRow)
            .where(TaskRow.state == "done", TaskRow.done_by == viewer.account_id, TaskRow.done_at >= since)
        )
        return self._connection.execute(query).scalar_one()

    def proposals(self, viewer: Viewer, now: datetime) -> tuple[ProposalLine, ...]:
        """Give the open proposals on the cases that a viewer may see, oldest first."""
        rows = self._connection.execute(
            select(ProposalRow, CaseRow.ref)
            .join(CaseRow, CaseRow.id == ProposalRow.case_id)
            .where(ProposalRow.state == "open", ProposalRow.show_from <= now, visible_to(viewer, Deed.SEE_CASE))
            .order_by(ProposalRow.raised_at, ProposalRow.id)
            .limit(300)
        )
        return tuple(ProposalLine(proposal_of(row), row.ref) for row in rows)

    def proposal_counts(self, viewer: Viewer, publication_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Count, for each list, its proposals by state, on the cases that a viewer may see."""
        rows = self._connection.execute(
            select(ProposalRow.publication_id, ProposalRow.state, func.count())
            .join(CaseRow, CaseRow.id == ProposalRow.case_id)
            .where(ProposalRow.publication_id.in_(list(publication_ids)), visible_to(viewer, Deed.SEE_CASE))
            .group_by(ProposalRow.publication_id, ProposalRow.state)
        )
        found: dict[str, dict[str, int]] = {}
        for publication_id, state, count in rows:
            found.setdefault(str(publication_id), {})[state] = count
        return found


def _as_seen_by(viewer: Viewer) -> Any:
    return and_(ReadinessSeenRow.witness_id == StandingRow.witness_id, ReadinessSeenRow.account_id == viewer.account_id)


def _court_of_the_date() -> Any:
    return func.coalesce(func.nullif(RevisionRow.court_code, ""), CaseRow.court_code)


def _not_over_before(day: date) -> Any:
    """As `Slot.last_day` says: a week that is given by its first day only ends on its Friday."""
    lasts_the_week = and_(
        RevisionRow.until_day.is_(None),
        RevisionRow.listing.in_([listing.value for listing in WINDOWS]),
        RevisionRow.on_day >= day - timedelta(days=4),
    )
    return or_(func.coalesce(RevisionRow.until_day, RevisionRow.on_day) >= day, lasts_the_week)


def _standing_line(row: Any) -> StandingLine:
    slot = None
    if row.listing is not None:
        slot = Slot(Listing(row.listing), row.slot_on, row.until_day, row.at_time, row.court_code, row.room)
    return StandingLine(
        standing=standing(row),
        case_ref=row.ref,
        court_code=slot.court_code if slot and slot.court_code else row.case_court,
        owner_name=row.owner_name,
        owner_id=row.owner_id,
        label=row.label,
        initials=row.initials,
        slot=slot,
        kind=None if row.kind is None else HearingKind(row.kind),
        court_name=row.court_name or "",
        seen_at=row.seen_at,
        seen=None if row.seen_at is None else Seen(row.seen_on, row.seen_items),
    )
