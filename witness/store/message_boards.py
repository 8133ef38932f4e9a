"""Rows for the pages that show the messages of many cases: no words and no number."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.contact import Channel
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day
from witness.domain.message_figures import TextTried
from witness.domain.messages import ANSWERS_TO_THEIRS, MessageState, Purpose
from witness.store.access import visible_to
from witness.store.hearings import newest_revision
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.contact import ContactLogRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.messages import AttemptRow, MessageRow, ReplyRow
from witness.store.tables.people import PersonRow
from witness.store.tables.tasks import TaskRow

# More than a page can show; who asks is told when it was reached.
MOST_ROWS = 500
MOST_COUNTED = 50_000


class Fate(StrEnum):
    """What has become of a text that was to go today: each is in exactly one of these, so that they add up."""

    DELIVERED = "delivered"
    ON_THE_WAY = "on_the_way"
    FAILED = "failed"
    WAITING = "waiting"


_S = MessageState
STATES_OF: dict[Fate, tuple[MessageState, ...]] = {
    Fate.DELIVERED: (_S.DELIVERED,),
    Fate.ON_THE_WAY: (_S.ACCEPTED, _S.SENT),
    Fate.FAILED: (_S.UNDELIVERED, _S.REJECTED, _S.UNCERTAIN, _S.EXPIRED, _S.BLOCKED),
    Fate.WAITING: (_S.PLANNED, _S.SENDING),
}
# The network has taken these from us, whatever it said of them later.
TAKEN = (_S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED)
# These never came to an attempt: their day is the one on which that was settled.
NEVER_TRIED = (_S.EXPIRED, _S.BLOCKED)
TRIED = (_S.SENDING, _S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED, _S.REJECTED, _S.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which rows somebody wants to see. owner_id None: of all cases they may see. find: initials or a reference."""

    owner_id: str | None = None
    purpose: str = ""
    find: str = ""


EVERYTHING = Sieve()


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
class TalkLine:
    """One conversation: with whom, when each side last wrote, what waits to be read, and what is planned."""

    case_id: str
    case_ref: str
    person_id: str
    initials: str
    owner_name: str
    we_wrote_at: datetime | None
    they_wrote_at: datetime | None
    unread: int
    planned: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list: no words and no number. hearing_on: the day that it is about, None when none is known.

    is_open: somebody has yet to do something about it. choice: the mark of what somebody has chosen about it.
    """

    message_id: str
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
    hearing_id: str | None = None
    hearing_on: date | None = None
    is_open: bool = False
    choice: str = ""
    not_after: datetime | None = None

    @property
    def on(self) -> date:
        """The day of it in London."""
        return london_day(self.at)


@dataclass(frozen=True, slots=True)
class TextCounts:
    """A day's texts. due: delivered + on_the_way + failed + waiting. sent: those that the network has taken."""

    due: int
    sent: int
    delivered: int
    on_the_way: int
    failed: int
    waiting: int


class MessageBoards:
    """The drawer of rows about messages, for pages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def planned(
        self, viewer: Viewer, *, first: datetime, last: datetime, sieve: Sieve = EVERYTHING, skip: int = 0, most: int
    ) -> tuple[MessageLine, ...]:
        """Give the planned messages that may go from one instant to another, soonest first; `most` after `skip`."""
        query = (
            _messages(MessageRow.not_before)
            .where(*_planned_between(first, last), visible_to(viewer, Deed.SEE_CASE), *_sifted(sieve))
            .order_by(MessageRow.not_before, MessageRow.id)
        )
        return tuple(_line(row) for row in self._connection.execute(query.offset(skip).limit(most)))

    def failed(self, viewer: Viewer, *, since: datetime, sieve: Sieve = EVERYTHING) -> tuple[MessageLine, ...]:
        """Give the messages that could not go or did not arrive since an instant, the newest first."""
        query = (
            _messages(MessageRow.settled_at)
            .where(*_failed_since(since), visible_to(viewer, Deed.SEE_CASE), *_sifted(sieve))
            .order_by(MessageRow.settled_at.desc(), MessageRow.id)
        )
        return tuple(_line(row) for row in self._connection.execute(query.limit(MOST_ROWS)))

    def counts(
        self, viewer: Viewer, *, first: datetime, last: datetime, since: datetime, sieve: Sieve = EVERYTHING
    ) -> tuple[int, int]:
        """Count what `planned` gives, and those of `failed` about which somebody has yet to do something."""
        planned = and_(*_planned_between(first, last))
        failed = and_(*_failed_since(since), _has_open_task())
        row = self._connection.execute(
            select(_sum(planned), _sum(failed))
            .select_from(MessageRow)
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .join(PersonRow, PersonRow.id == MessageRow.person_id)
            .where(or_(planned, and_(*_failed_since(since))), visible_to(viewer, Deed.SEE_CASE), *_sifted(sieve))
        ).one()
        return int(row[0] or 0), int(row[1] or 0)

    def talks(self, viewer: Viewer, *, sieve: Sieve = EVERYTHING) -> tuple[TalkLine, ...]:
        """Give every conversation, in two statements: what we wrote or plan, and what they wrote."""
        who = (MessageRow.case_id, MessageRow.person_id, CaseRow.ref, PersonRow.initials, AccountRow.name)
        ours = self._connection.execute(
            select(
                *who,
                func.max(MessageRow.handed_over_at).label("wrote_at"),
                _sum(MessageRow.state == MessageState.PLANNED.value).label("planned"),
            )
            .select_from(MessageRow)
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(PersonRow, PersonRow.id == MessageRow.person_id)
            .where(visible_to(viewer, Deed.SEE_CASE), *_sifted(sieve))
            .group_by(*who)
            .limit(4 * MOST_ROWS)
        )
        found = {
            (r.case_id, r.person_id): TalkLine(
                r.case_id, r.ref, r.person_id, r.initials, r.name, r.wrote_at, None, 0, int(r.planned or 0)
            )
            for r in ours
        }
        for talk in self._theirs(viewer, sieve):
            before = found.get((talk.case_id, talk.person_id), talk)
            found[talk.case_id, talk.person_id] = TalkLine(
                before.case_id,
                before.case_ref,
                before.person_id,
                before.initials,
                before.owner_name,
                before.we_wrote_at,
                talk.they_wrote_at,
                talk.unread,
                before.planned,
            )
        return tuple(found.values())

    def unread_texts(self, viewer: Viewer, *, sieve: Sieve = EVERYTHING) -> tuple[TextLine, ...]:
        """Give the texts that wait to be read, oldest first."""
        rows = self._connection.execute(
            select(ReplyRow, CaseRow.ref, PersonRow.initials)
            .join(CaseRow, CaseRow.id == ReplyRow.case_id)
            .join(PersonRow, PersonRow.id == ReplyRow.person_id)
            .where(
                ReplyRow.read_at.is_(None),
                ReplyRow.state == "answered",
                visible_to(viewer, Deed.SEE_CASE),
                *sifted_people(sieve),
            )
            .order_by(ReplyRow.received_at)
            .limit(MOST_ROWS)
        )
        return tuple(TextLine(r.id, r.case_id, r.ref, r.person_id, r.initials, r.received_at, r.meaning) for r in rows)

    def texts_of_day(
        self, viewer: Viewer, starts: datetime, ends: datetime, *, sieve: Sieve = EVERYTHING
    ) -> TextCounts:
        """Count a day's texts on the cases that a viewer may see; each is counted in one fate, whatever came later."""
        row = self._connection.execute(
            select(
                func.count(),
                _sum(MessageRow.state.in_(_words(TAKEN))),
                *(_sum(MessageRow.state.in_(_words(STATES_OF[fate]))) for fate in Fate),
            )
            .select_from(MessageRow)
            .outerjoin(AttemptRow, AttemptRow.id == MessageRow.reference)
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .join(PersonRow, PersonRow.id == MessageRow.person_id)
            .where(*_of_day(viewer, starts, ends), *_sifted(sieve))
        ).one()
        due, sent, delivered, on_the_way, failed, waiting = (int(value or 0) for value in row)
        return TextCounts(due, sent, delivered, on_the_way, failed, waiting)

    def texts_of_day_in(
        self,
        viewer: Viewer,
        starts: datetime,
        ends: datetime,
        *,
        states: tuple[MessageState, ...],
        sieve: Sieve = EVERYTHING,
    ) -> tuple[MessageLine, ...]:
        """Give those of a day's texts that are in certain states, the soonest first: the rows that were counted."""
        query = (
            _messages(func.coalesce(AttemptRow.began_at, MessageRow.settled_at, MessageRow.not_before))
            .outerjoin(AttemptRow, AttemptRow.id == MessageRow.reference)
            .where(*_of_day(viewer, starts, ends), MessageRow.state.in_(_words(states)), *_sifted(sieve))
            .order_by(MessageRow.not_before, MessageRow.id)
        )
        return tuple(_line(row) for row in self._connection.execute(query.limit(MOST_ROWS)))

    def texts_tried(self, viewer: Viewer, starts: datetime, ends: datetime) -> tuple[TextTried, ...]:
        """Give the texts that were tried between two instants, or of which it was settled that they would not be."""
        at = func.coalesce(AttemptRow.began_at, MessageRow.settled_at)
        rows = self._connection.execute(
            select(
                MessageRow.case_id,
                MessageRow.person_id,
                MessageRow.state,
                MessageRow.purpose,
                MessageRow.settled_at,
                at.label("at_instant"),
            )
            .outerjoin(AttemptRow, AttemptRow.id == MessageRow.reference)
            .join(CaseRow, CaseRow.id == MessageRow.case_id)
            .where(
                MessageRow.channel == Channel.SMS.value,
                MessageRow.state.in_(_words((*TRIED, *NEVER_TRIED))),
                at >= starts,
                at <= ends,
                visible_to(viewer, Deed.SEE_CASE),
            )
            .limit(MOST_COUNTED)
        )
        return tuple(
            TextTried(
                r.case_id,
                r.person_id,
                r.at_instant,
                r.settled_at or r.at_instant,
                MessageState(r.state),
                asks=Purpose(r.purpose) not in ANSWERS_TO_THEIRS,
            )
            for r in rows
        )

    def contact_since(self, viewer: Viewer, since: datetime) -> tuple[ContactEntry, ...]:
        """Give the contact log of the cases that a viewer may see, from an instant on."""
        rows = self._connection.execute(
            select(ContactLogRow)
            .join(CaseRow, CaseRow.id == ContactLogRow.case_id)
            .where(ContactLogRow.at >= since, visible_to(viewer, Deed.SEE_CASE))
            .order_by(ContactLogRow.at, ContactLogRow.id)
            .limit(MOST_COUNTED)
        )
        return tuple(
            ContactEntry(r.id, r.person_id, r.at, ContactVia(r.via), r.from_family, r.reached, r.hearing_id, r.result)
            for r in rows
        )

    def _theirs(self, viewer: Viewer, sieve: Sieve) -> tuple[TalkLine, ...]:
        who = (ReplyRow.case_id, ReplyRow.person_id, CaseRow.ref, PersonRow.initials, AccountRow.name)
        unread = and_(ReplyRow.read_at.is_(None), ReplyRow.state == "answered")
        rows = self._connection.execute(
            select(*who, func.max(ReplyRow.received_at).label("wrote_at"), _sum(unread).label("unread"))
            .select_from(ReplyRow)
            .join(CaseRow, CaseRow.id == ReplyRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(PersonRow, PersonRow.id == ReplyRow.person_id)
            .where(
                ReplyRow.state.in_(["answered", "read"]),
                visible_to(viewer, Deed.SEE_CASE),
                *sifted_people(sieve),
            )
            .group_by(*who)
            .limit(4 * MOST_ROWS)
        )
        return tuple(
            TalkLine(r.case_id, r.ref, r.person_id, r.initials, r.name, None, r.wrote_at, int(r.unread or 0), 0)
            for r in rows
        )


def _messages(at: Any) -> Select[Any]:
    return (
        select(
            MessageRow,
            at.label("at_instant"),
            CaseRow.ref,
            PersonRow.initials,
            AccountRow.name.label("owner_name"),
            func.coalesce(RevisionRow.until_day, RevisionRow.on_day).label("hearing_on"),
            case((_has_open_task(), 1), else_=0).label("is_open"),
        )
        .join(CaseRow, CaseRow.id == MessageRow.case_id)
        .join(AccountRow, AccountRow.id == CaseRow.owner_id)
        .join(PersonRow, PersonRow.id == MessageRow.person_id)
        .outerjoin(HearingRow, HearingRow.id == MessageRow.hearing_id)
        .outerjoin(RevisionRow, newest_revision())
    )


def _line(row: Any) -> MessageLine:
    return MessageLine(
        message_id=row.id,
        case_id=row.case_id,
        case_ref=row.ref,
        person_id=row.person_id,
        initials=row.initials,
        owner_name=row.owner_name,
        purpose=row.purpose,
        channel=row.channel,
        state=row.state,
        because=row.because,
        at=row.at_instant,
        hearing_id=row.hearing_id,
        hearing_on=row.hearing_on,
        is_open=bool(row.is_open),
        choice=row.choice,
        not_after=row.not_after,
    )


def sifted_people(sieve: Sieve) -> list[ColumnElement[bool]]:
    """Give the conditions on a case and a person that a sieve stands for."""
    conditions: list[ColumnElement[bool]] = []
    if sieve.owner_id is not None:
        conditions.append(CaseRow.owner_id == sieve.owner_id)
    plain = "".join(sign for sign in sieve.find.upper() if sign.isalnum())
    if plain:
        initials: Any = func.replace(func.upper(PersonRow.initials), ".", "")
        ref: Any = func.replace(func.upper(CaseRow.ref), "-", "")
        conditions.append(or_(initials == plain, ref.contains(plain, autoescape=True)))
    return conditions


def _sifted(sieve: Sieve) -> list[ColumnElement[bool]]:
    purpose = [MessageRow.purpose == sieve.purpose] if sieve.purpose else []
    return [*sifted_people(sieve), *purpose]


def _planned_between(first: datetime, last: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        MessageRow.state == MessageState.PLANNED.value,
        MessageRow.not_before >= first,
        MessageRow.not_before < last,
    )


def _failed_since(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        MessageRow.state.in_(_words(STATES_OF[Fate.FAILED])),
        MessageRow.settled_at >= since,
    )


def _of_day(viewer: Viewer, starts: datetime, ends: datetime) -> tuple[ColumnElement[bool], ...]:
    """Everything that should have gone on a day: what waits, what was tried on it, what was settled without a try."""
    of_day = or_(
        and_(MessageRow.state == MessageState.PLANNED.value, MessageRow.not_before < ends),
        and_(MessageRow.state.in_(_words(TRIED)), AttemptRow.began_at >= starts, AttemptRow.began_at < ends),
        and_(MessageRow.state.in_(_words(NEVER_TRIED)), MessageRow.settled_at >= starts, MessageRow.settled_at < ends),
    )
    return (MessageRow.channel == Channel.SMS.value, of_day, visible_to(viewer, Deed.SEE_CASE))


def _has_open_task() -> ColumnElement[bool]:
    return exists().where(TaskRow.message_id == MessageRow.id, TaskRow.state == "open").correlate(MessageRow)


def _words(states: tuple[MessageState, ...]) -> list[str]:
    return [state.value for state in states]


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
