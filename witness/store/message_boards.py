"""Rows for the pages that show the messages of many cases: no words and no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.contact import Channel
from witness.domain.court_time import london_day
from witness.domain.messages import MessageState
from witness.store.access import visible_to
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.messages import MessageRow, ReplyRow
from witness.store.tables.people import PersonRow


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


class MessageBoards:
    """The drawer of rows about messages, for pages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

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


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
