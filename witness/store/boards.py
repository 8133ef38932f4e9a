"""Rows for pages that show many cases at once: few statements, whatever the number of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from witness.domain.access import Deed, Viewer
from witness.domain.contact import Channel
from witness.domain.court_time import london_day
from witness.domain.evidence import Told
from witness.domain.hearings import WINDOWS, HearingKind, HearingState, Listing, Slot
from witness.domain.lists import Coverage, HeldHearing, Layer
from witness.domain.messages import MessageState
from witness.domain.people import Part
from witness.store.access import visible_to
from witness.store.evidence import Standing, standing
from witness.store.lists import Proposal, proposal_of
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow, ReferenceRow
from witness.store.tables.evidence import StandingRow, ToldRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.lists import ProposalRow
from witness.store.tables.messages import MessageRow, ReplyRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow
from witness.store.tables.tasks import TaskRow
from witness.store.tasks import Task, task_of

# More than a page can show; who asks is told when it was reached.
MOST_STANDINGS = 1000


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: nobody's name. on: the next listed day, or None."""

    case_id: str
    ref: str
    court_code: str
    owner_name: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class StandingLine:
    """How one witness stands, with what a board needs to name the row. initials: for the support team only."""

    standing: Standing
    case_ref: str
    court_code: str
    owner_name: str
    owner_id: str
    label: str
    initials: str
    slot: Slot | None
    kind: HearingKind | None


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
class TextLine:
    """A text that came in and that nobody has read yet; its words stay on the case page."""

    reply_id: str
    case_id: str
    case_ref: str
    person_id: str
    initials: str
    received_at: datetime
    meaning: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """The last thing that somebody was told about a hearing that has changed since it was first known."""

    case_id: str
    case_ref: str
    owner_name: str
    called: str
    told: Told


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list: no words and no number."""

    case_id: str
    case_ref: str
    person_id: str
    initials: str
    owner_name: str
    purpose: str
    channel: str
    state: str
    because: str
    at: datetime

    @property
    def on(self) -> date:
        """The day of it in London."""
        return london_day(self.at)


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
        """Give how witnesses stand, by day: between two days, of one owner, or from so many points on."""
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
            )
            .join(CaseRow, CaseRow.id == StandingRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(WitnessRow, WitnessRow.id == StandingRow.witness_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .outerjoin(HearingRow, HearingRow.id == StandingRow.hearing_id)
            .outerjoin(RevisionRow, _newest_revision())
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
            query = query.where(StandingRow.points >= at_least)
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

    def messages(
        self, viewer: Viewer, states: Sequence[MessageState], *, first: datetime, last: datetime
    ) -> tuple[MessageLine, ...]:
        """Give the messages in certain states whose time lies between two instants, soonest first.

        The time of a planned message is the earliest that it may go; of any other, when it came to its state.
        """
        settled = func.coalesce(MessageRow.settled_at, MessageRow.not_before)
        at = case((MessageRow.state == MessageState.PLANNED.value, MessageRow.not_before), else_=settled)
        rows = self._connection.execute(
            select(MessageRow, at.label("at"), CaseRow.ref, PersonRow.initials, AccountRow.name.label("owner_name"))
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(PersonRow, PersonRow.id == MessageRow.person_id)
            .where(
                MessageRow.state.in_([state.value for state in states]),
                at >= first,
                at < last,
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(at, MessageRow.id)
            .limit(200)
        )
        return tuple(
            MessageLine(
                case_id=r.case_id,
                case_ref=r.ref,
                person_id=r.person_id,
                initials=r.initials,
                owner_name=r.owner_name,
                purpose=r.purpose,
                channel=r.channel,
                state=r.state,
                because=r.because,
                at=r.at,
            )
            for r in rows
        )

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
            query = query.where(TaskRow.owner_id == owner_id)
        return tuple(TaskLine(task_of(r), r.ref, r.owner_name) for r in self._connection.execute(query))

    def last_told(self, viewer: Viewer, *, owner_id: str | None) -> tuple[ToldLine, ...]:
        """Give the last thing that each person was told, for hearings with more than one revision."""
        of_whom = aliased(PersonRow)
        newest = (
            select(ToldRow.person_id, ToldRow.hearing_id, func.max(ToldRow.at).label("at"))
            .group_by(ToldRow.person_id, ToldRow.hearing_id)
            .subquery()
        )
        query = (
            select(
                ToldRow,
                CaseRow.ref,
                AccountRow.name.label("owner_name"),
                PersonRow.initials,
                CasePersonRow.relation,
                of_whom.initials.label("of_whom"),
            )
            .join(
                newest,
                and_(
                    newest.c.person_id == ToldRow.person_id,
                    newest.c.hearing_id == ToldRow.hearing_id,
                    newest.c.at == ToldRow.at,
                ),
            )
            .join(HearingRow, HearingRow.id == ToldRow.hearing_id)
            .join(CaseRow, CaseRow.id == ToldRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(PersonRow, PersonRow.id == ToldRow.person_id)
            .outerjoin(
                CasePersonRow,
                and_(
                    CasePersonRow.case_id == ToldRow.case_id,
                    CasePersonRow.person_id == ToldRow.person_id,
                    CasePersonRow.part == Part.PARENT_CARER.value,
                ),
            )
            .outerjoin(of_whom, of_whom.id == CasePersonRow.for_person_id)
            .where(HearingRow.revision > 1, CaseRow.closed_on.is_(None), visible_to(viewer, Deed.SEE_CASE))
            .order_by(ToldRow.at, ToldRow.id)
            .limit(2000)
        )
        if owner_id is not None:
            query = query.where(CaseRow.owner_id == owner_id)
        found: dict[tuple[str, str], ToldLine] = {}
        for row in self._connection.execute(query):
            called = f"{row.of_whom}'s {row.relation or 'carer'}" if row.of_whom else row.initials
            told = Told(row.person_id, row.hearing_id, row.revision, row.via, row.at, row.acknowledged_at)
            line = ToldLine(row.case_id, row.ref, row.owner_name, called, told)
            found.setdefault((row.person_id, row.hearing_id), line)
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

    def unread_texts(self, viewer: Viewer) -> tuple[TextLine, ...]:
        """Give the texts that wait to be read, oldest first."""
        rows = self._connection.execute(
            select(ReplyRow, CaseRow.ref, PersonRow.initials)
            .join(CaseRow, CaseRow.id == ReplyRow.case_id)
            .join(PersonRow, PersonRow.id == ReplyRow.person_id)
            .where(ReplyRow.read_at.is_(None), ReplyRow.state == "answered", visible_to(viewer, Deed.SEE_CASE))
            .order_by(ReplyRow.received_at)
            .limit(200)
        )
        return tuple(TextLine(r.id, r.case_id, r.ref, r.person_id, r.initials, r.received_at, r.meaning) for r in rows)

    def texts_of_day(self, viewer: Viewer, starts: datetime, ends: datetime) -> dict[str, int]:
        """Count a day's texts on the cases that a viewer may see: due, sent, delivered, failed."""
        sent = [s.value for s in (MessageState.ACCEPTED, MessageState.SENT, MessageState.DELIVERED)]
        failed = [
            s.value
            for s in (
                MessageState.UNDELIVERED,
                MessageState.REJECTED,
                MessageState.BLOCKED,
                MessageState.EXPIRED,
                MessageState.UNCERTAIN,
            )
        ]
        of_day = or_(
            and_(MessageRow.state == MessageState.PLANNED.value, MessageRow.not_before < ends),
            and_(MessageRow.settled_at >= starts, MessageRow.settled_at < ends),
        )
        row = self._connection.execute(
            select(
                func.count(),
                _count(MessageRow.state.in_(sent)),
                _count(MessageRow.state == MessageState.DELIVERED.value),
                _count(MessageRow.state.in_(failed)),
            )
            .select_from(MessageRow)
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .where(
                MessageRow.channel == Channel.SMS.value,
                MessageRow.state != MessageState.CANCELLED.value,
                of_day,
                visible_to(viewer, Deed.SEE_CASE),
            )
        ).one()
        return {"due": row[0], "sent": row[1] or 0, "delivered": row[2] or 0, "failed": row[3] or 0}

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
            .join(RevisionRow, _newest_revision())
            .join(CaseRow, CaseRow.id == HearingRow.case_id)
            .where(CaseRow.closed_on.is_(None), or_(covered, HearingRow.case_id.in_(list(case_ids))))
        )
        return tuple(_held(row) for row in self._connection.execute(query))

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


def _not_over_before(day: date) -> Any:
    """As `Slot.last_day` says: a week that is given by its first day only ends on its Friday."""
    lasts_the_week = and_(
        RevisionRow.until_day.is_(None),
        RevisionRow.listing.in_([listing.value for listing in WINDOWS]),
        RevisionRow.on_day >= day - timedelta(days=4),
    )
    return or_(func.coalesce(RevisionRow.until_day, RevisionRow.on_day) >= day, lasts_the_week)


def _newest_revision() -> Any:
    return and_(RevisionRow.hearing_id == HearingRow.id, RevisionRow.number == HearingRow.revision)


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _standing_line(row: Any) -> StandingLine:
    slot = None
    if row.listing is not None:
        slot = _slot(row.listing, row.slot_on, row.until_day, row.at_time, row.court_code, row.room)
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
    )


def _slot(listing: str, on: date | None, until: date | None, at: time | None, court_code: str, room: str) -> Slot:
    return Slot(Listing(listing), on, until, at, court_code, room)


def _held(row: Any) -> HeldHearing:
    return HeldHearing(
        hearing_id=row.id,
        case_id=row.case_id,
        kind=HearingKind(row.kind),
        state=HearingState(row.state),
        slot=_slot(row.listing, row.on_day, row.until_day, row.at_time, row.court_code, row.room),
        layer=None if row.layer is None else Layer(row.layer),
        restricted=row.restricted or row.track == "youth",
        running=row.running,
    )
