"""Keeps questions between the CPS and the support team. Rows are added and never changed; free words are sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, and_, cast, func, insert, literal, null, or_, select, union_all, update
from sqlalchemy.exc import IntegrityError

from witness.domain.access import Deed, Tie, Viewer
from witness.domain.enquiries import TOPICS, Ending, Enquiry, EnquiryState, Reply, Topic
from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.evidence import Side
from witness.store.access import visible_to
from witness.store.tables.cases import CaseAccessRow, CaseRow, ReferenceRow
from witness.store.tables.courts import CourtRow
from witness.store.tables.enquiries import EnquiryEndRow, EnquiryRow
from witness.store.tables.people import WitnessRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery
from witness.store.types import UtcMoment
from witness.store.vault import Vault

ASKED, ANSWERED = "enquiry.words", "enquiry_end.words"
# A sealed text is as long as what it holds; in steps of this, its length tells nothing.
PAD_TO_BYTES = 256
MOST_LINES = 300

WHOLE: Any = select(
    EnquiryRow,
    EnquiryEndRow.state.label("end_state"),
    EnquiryEndRow.at.label("end_at"),
    EnquiryEndRow.reply,
    EnquiryEndRow.words_sealed.label("end_words_sealed"),
    EnquiryEndRow.by_id.label("end_by_id"),
    EnquiryEndRow.seen_at,
).outerjoin(EnquiryEndRow, EnquiryEndRow.enquiry_id == EnquiryRow.id)
ENQUIRIES = CaseQuery(WHOLE.where(EnquiryRow.case_id == THIS_CASE), EnquiryRow.asked_at, EnquiryRow.id)


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """A question with the case it belongs to, by references and labels only. label: "" when it is about the trial.

    is_new: it was answered, the viewer asked it, and they have not seen the answer.
    """

    enquiry: Enquiry
    case_id: str
    case_ref: str
    owner_id: str
    label: str
    court: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer, without its words. to: whose move it is."""

    case_id: str
    witness_id: str | None
    to: Side
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What a board shows beside how witnesses stand: numbers of cases, what waits for an answer, whose cases they are.

    mine: cases that the viewer owns, is named for, or has put a question about.
    """

    references: dict[str, tuple[str, ...]]
    waiting: tuple[Waiting, ...]
    mine: frozenset[str]


class Enquiries:
    """The drawer of questions."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, case_id: str, enquiries: Iterable[Enquiry]) -> None:
        """Keep questions, and how those that have ended did."""
        found = tuple(enquiries)
        rows = [
            {
                "id": e.enquiry_id,
                "case_id": case_id,
                "witness_id": e.witness_id,
                "topic": e.topic.value,
                "words_sealed": self._seal(ASKED, e.enquiry_id, e.words),
                "first_on": e.first_on,
                "last_on": e.last_on,
                "asked_at": e.asked_at,
                "due_at": e.due_at,
                "by_id": e.by_id,
            }
            for e in found
        ]
        if rows:
            self._connection.execute(insert(EnquiryRow), rows)
        for enquiry in found:
            if enquiry.ended is not None:
                self.end(enquiry.enquiry_id, enquiry.ended)

    def end(self, enquiry_id: str, ended: Ending) -> None:
        """Keep how a question ended.

        Raises:
            SomebodyElseChangedThis: it has ended in another way at this very moment.
        """
        row = {
            "enquiry_id": enquiry_id,
            "state": ended.state.value,
            "at": ended.at,
            "reply": "" if ended.reply is None else ended.reply.value,
            "words_sealed": self._seal(ANSWERED, enquiry_id, ended.words),
            "by_id": ended.by_id,
        }
        try:
            self._connection.execute(insert(EnquiryEndRow), [row])
        except IntegrityError as clash:
            raise SomebodyElseChangedThis("This question has just been answered or withdrawn. Look again.") from clash

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Enquiry, ...]:
        """Give the questions about a case, oldest first."""
        return tuple(self._enquiry(row) for row in ENQUIRIES.rows(self._connection, case_id, at_hand))

    def board(self, viewer: Viewer, ended_since: datetime) -> tuple[EnquiryLine, ...]:
        """Give the questions about open cases that a viewer may see: those that wait, and those ended since then."""
        query = (
            WHOLE.add_columns(CaseRow.ref, CaseRow.owner_id, WitnessRow.label, CaseRow.court_code, CourtRow.name)
            .join(CaseRow, CaseRow.id == EnquiryRow.case_id)
            .outerjoin(WitnessRow, WitnessRow.id == EnquiryRow.witness_id)
            .outerjoin(CourtRow, CourtRow.code == CaseRow.court_code)
            .where(
                visible_to(viewer, Deed.ASK_AND_ANSWER),
                CaseRow.closed_on.is_(None),
                or_(EnquiryEndRow.at.is_(None), EnquiryEndRow.at >= ended_since),
            )
            .order_by(EnquiryEndRow.at.is_not(None), EnquiryRow.due_at.desc(), EnquiryRow.id)
            .limit(MOST_LINES)
        )
        return tuple(
            EnquiryLine(
                self._enquiry(r),
                r.case_id,
                r.ref,
                r.owner_id,
                r.label or "",
                r.name or r.court_code,
                r.end_state == EnquiryState.ANSWERED and r.seen_at is None and r.by_id == viewer.account_id,
            )
            for r in self._connection.execute(query)
        )

    def for_somebody(self, viewer: Viewer, side: Side) -> int:
        """Count the questions about open cases that wait for one side, and the viewer's own with an answer to see."""
        asked = [topic.value for topic, row in TOPICS.items() if row.to is side]
        waits = and_(EnquiryEndRow.enquiry_id.is_(None), EnquiryRow.topic.in_(asked))
        return self._count(viewer, or_(waits, _is_new(viewer)))

    def new_answers(self, viewer: Viewer) -> int:
        """Count the answers to what a viewer asked that they have not seen, on open cases that they may see."""
        return self._count(viewer, _is_new(viewer))

    def see(self, case_id: str, enquiry_id: str, account_id: str, now: datetime) -> bool:
        """Keep that whoever asked has seen the answer, once; says whether there was one for them to see."""
        own = (
            select(EnquiryRow.id)
            .join(EnquiryEndRow, EnquiryEndRow.enquiry_id == EnquiryRow.id)
            .where(
                EnquiryRow.id == enquiry_id,
                EnquiryRow.case_id == case_id,
                EnquiryRow.by_id == account_id,
                EnquiryEndRow.state == EnquiryState.ANSWERED.value,
            )
        )
        if self._connection.execute(own).one_or_none() is None:
            return False
        self._connection.execute(
            update(EnquiryEndRow)
            .where(EnquiryEndRow.enquiry_id == enquiry_id, EnquiryEndRow.seen_at.is_(None))
            .values(seen_at=now)
        )
        return True

    def _count(self, viewer: Viewer, which: Any) -> int:
        query = (
            select(func.count())
            .select_from(EnquiryRow)
            .join(CaseRow, CaseRow.id == EnquiryRow.case_id)
            .outerjoin(EnquiryEndRow, EnquiryEndRow.enquiry_id == EnquiryRow.id)
            .where(which, CaseRow.closed_on.is_(None), visible_to(viewer, Deed.ASK_AND_ANSWER))
        )
        return int(self._connection.execute(query).scalar_one())

    def beside(self, viewer: Viewer, case_ids: Iterable[str]) -> Beside:
        """Give what stands beside a board, in one statement. case_ids: those whose numbers are wanted."""
        no_text, no_moment = cast(null(), String), cast(null(), UtcMoment)
        numbers = select(
            literal("number").label("what"),
            ReferenceRow.case_id.label("case_id"),
            ReferenceRow.value.label("text"),
            no_text.label("witness_id"),
            no_moment.label("due_at"),
            (ReferenceRow.kind + literal(" ") + ReferenceRow.normalised).label("place"),
        ).where(ReferenceRow.case_id.in_(sorted(set(case_ids))))
        waiting = _waiting(viewer)
        named = select(literal("mine"), CaseAccessRow.case_id, no_text, no_text, no_moment, CaseAccessRow.kind).where(
            CaseAccessRow.account_id == viewer.account_id,
            CaseAccessRow.kind.in_([Tie.ASSIGNED.value, Tie.RESTRICTED_TO.value]),
        )
        owned = select(literal("mine"), CaseRow.id, no_text, no_text, no_moment, literal("")).where(
            CaseRow.owner_id == viewer.account_id
        )
        asked = select(literal("mine"), EnquiryRow.case_id, no_text, no_text, no_moment, literal("")).where(
            EnquiryRow.by_id == viewer.account_id
        )
        every = union_all(numbers, waiting, named, owned, asked).subquery()
        rows = self._connection.execute(select(every).order_by(every.c.case_id, every.c.place)).all()
        found: dict[str, list[str]] = {}
        for row in rows:
            if row.what == "number":
                found.setdefault(row.case_id, []).append(row.text)
        return Beside(
            references={case_id: tuple(values) for case_id, values in found.items()},
            waiting=tuple(
                Waiting(r.case_id, r.witness_id, TOPICS[Topic(r.text)].to, r.due_at) for r in rows if r.what == "waits"
            ),
            mine=frozenset(row.case_id for row in rows if row.what == "mine"),
        )

    def taken(self, enquiry_ids: Iterable[str]) -> frozenset[str]:
        """Give which of these names a question has already, in any case."""
        query = select(EnquiryRow.id).where(EnquiryRow.id.in_(sorted(set(enquiry_ids))))
        return frozenset(self._connection.execute(query).scalars())

    def _seal(self, place: str, row_id: str, words: str) -> bytes:
        return self._vault.seal(place, row_id, words + " " * (PAD_TO_BYTES - len(words.encode()) % PAD_TO_BYTES))

    def _enquiry(self, row: Any) -> Enquiry:
        return Enquiry(
            enquiry_id=row.id,
            topic=Topic(row.topic),
            witness_id=row.witness_id,
            asked_at=row.asked_at,
            due_at=row.due_at,
            words=self._vault.open(ASKED, row.id, row.words_sealed).rstrip(),
            first_on=row.first_on,
            last_on=row.last_on,
            by_id=row.by_id,
            ended=None if row.end_state is None else self._ending(row),
        )

    def _ending(self, row: Any) -> Ending:
        return Ending(
            state=EnquiryState(row.end_state),
            at=row.end_at,
            reply=Reply(row.reply) if row.reply else None,
            words=self._vault.open(ANSWERED, row.id, row.end_words_sealed).rstrip(),
            by_id=row.end_by_id,
        )


def _is_new(viewer: Viewer) -> Any:
    """What a viewer asked, was answered, and has not been seen by them."""
    return and_(
        EnquiryRow.by_id == viewer.account_id,
        EnquiryEndRow.state == EnquiryState.ANSWERED.value,
        EnquiryEndRow.seen_at.is_(None),
    )


def _waiting(viewer: Viewer) -> Any:
    """The questions about open cases that nobody has answered, where a viewer may ask and answer."""
    return (
        select(
            literal("waits"),
            EnquiryRow.case_id,
            EnquiryRow.topic,
            EnquiryRow.witness_id,
            EnquiryRow.due_at,
            literal(""),
        )
        .join(CaseRow, CaseRow.id == EnquiryRow.case_id)
        .outerjoin(EnquiryEndRow, EnquiryEndRow.enquiry_id == EnquiryRow.id)
        .where(EnquiryEndRow.enquiry_id.is_(None), CaseRow.closed_on.is_(None), visible_to(viewer, Deed.ASK_AND_ANSWER))
    )
