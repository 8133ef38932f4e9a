"""Questions between the CPS and the support team: what waits for whom, since when, and what was answered.

The types hold words of closed lists, labels, numbers of cases, and the few free words that were looked through before
they were kept. Nobody is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from witness.domain.access import Asking, Deed, Role
from witness.domain.cases import CasePicture
from witness.domain.enquiries import (
    REPLY_IN_WORDS,
    SIDE_IN_WORDS,
    SIDE_OF,
    Enquiry,
    EnquiryState,
    Reply,
    Topic,
    in_turn,
    topics_for,
)
from witness.domain.enquiry_clock import ANSWER_WITHIN, Clock, Target, clock_at
from witness.domain.enquiry_facts import fact_for
from witness.domain.errors import NotFound
from witness.domain.evidence import Side
from witness.domain.labels import plain_label
from witness.domain.rules import Rules
from witness.questions.readiness import numbers_of
from witness.store import Store
from witness.store.enquiries import EnquiryLine

SHOWN_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. about: "W1" or "the trial". clock: None once it has ended; answer: "" until then.

    for_you: your side is to answer. yours: your side asked. by_you: you asked it yourself. is_new: and you have not
    seen the answer.
    """

    enquiry_id: str
    case_id: str
    ref: str
    references: str
    court: str
    about: str
    asks: str
    words: str
    asked_at: datetime
    asked_by: str
    clock: Clock | None
    state: EnquiryState
    answer: str
    ended_at: datetime | None
    for_you: bool
    by_you: bool
    is_new: bool = False

    @property
    def yours(self) -> bool:
        """Whether your side asked."""
        return not self.for_you


@dataclass(frozen=True, slots=True)
class QuestionBoard:
    """All questions about open cases that somebody may see: theirs to answer, theirs that wait, and what has ended."""

    for_you: tuple[Question, ...]
    of_you: tuple[Question, ...]
    ended: tuple[Question, ...]
    mine: bool
    as_at: datetime
    target: Target = ANSWER_WITHIN

    @property
    def new(self) -> tuple[Question, ...]:
        """Those that you asked and whose answer you have not seen. They stand among the ended as well."""
        return tuple(question for question in self.ended if question.is_new)


@dataclass(frozen=True, slots=True)
class CaseQuestions:
    """The questions about one case, and what may be asked of it. is_closed: nothing more may be asked."""

    case_id: str
    ref: str
    references: str
    questions: tuple[Question, ...]
    topics: tuple[tuple[Topic, str], ...]
    choices: tuple[tuple[str, str], ...]
    is_closed: bool
    target: Target = ANSWER_WITHIN


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """One question with the answers that it takes. fact: what is recorded about it, "" when nothing is."""

    question: Question
    replies: tuple[tuple[Reply, str], ...]
    fact: str
    may_record: bool
    target: Target = ANSWER_WITHIN


def question_board(store: Store, *, rules: Rules, asking: Asking, mine: bool = False) -> QuestionBoard:
    """Answer for whoever may ask and answer. mine: only cases that they own, and what they asked themselves."""
    with store.board_for(asking, doing="questions.read") as desk:
        lines = desk.enquiries.board(asking.viewer, asking.at - SHOWN_AFTER)
        references = desk.boards.references_of({line.case_id for line in lines})
    me = asking.viewer.account_id
    shown = [line for line in lines if not mine or me in (line.owner_id, line.enquiry.by_id)]
    found = {line.enquiry.enquiry_id: _of_line(line, references, rules, asking) for line in shown}
    questions = [found[e.enquiry_id] for e in in_turn(tuple(line.enquiry for line in shown))]
    return QuestionBoard(
        for_you=tuple(q for q in questions if q.clock and q.for_you),
        of_you=tuple(q for q in questions if q.clock and q.yours),
        ended=tuple(q for q in questions if q.clock is None),
        mine=mine,
        as_at=asking.at,
    )


def case_questions(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> CaseQuestions:
    """Answer for one case.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.ASK_AND_ANSWER, case_id, doing="questions.case") as desk:
        picture = desk.cases.known_picture(case_id)
        court = desk.courts.name_of(picture.case.court_code)
    case = picture.case
    return CaseQuestions(
        case_id=case_id,
        ref=case.ref,
        references=_references(picture),
        questions=tuple(_of_picture(picture, e, court, rules, asking) for e in in_turn(picture.enquiries)),
        topics=topics_for(_side(asking)),
        choices=tuple((w.witness_id, plain_label(w.label)) for w in picture.witnesses),
        is_closed=case.closed_on is not None,
    )


def question_to_answer(store: Store, case_id: str, enquiry_id: str, *, rules: Rules, asking: Asking) -> ToAnswer:
    """Answer with one question and what may be answered.

    Raises:
        NotFound: there is no such question for this person.
    """
    with store.case_for(asking, Deed.ASK_AND_ANSWER, case_id, doing="question.read") as desk:
        picture = desk.cases.known_picture(case_id)
        court = desk.courts.name_of(picture.case.court_code)
    enquiry = next((e for e in picture.enquiries if e.enquiry_id == enquiry_id), None)
    if enquiry is None:
        raise NotFound("There is no such question.")
    fact = fact_for(picture, enquiry, rules.calendar, asking.at)
    return ToAnswer(
        question=_of_picture(picture, enquiry, court, rules, asking),
        replies=tuple(_replies(enquiry, "" if fact is None else fact.words)),
        fact="" if fact is None else fact.words,
        may_record=asking.viewer.role is Role.LIAISON and enquiry.topic is Topic.DECISION,
    )


def waiting_count(store: Store, *, asking: Asking) -> int:
    """Count what waits for the side of whoever asks, and what they asked and was answered; 0 without a side."""
    side = SIDE_OF.get(asking.viewer.role)
    if side is None:
        return 0
    with store.reading() as desk:
        return desk.enquiries.for_somebody(asking.viewer, side)


def _replies(enquiry: Enquiry, fact: str) -> Iterable[tuple[Reply, str]]:
    for reply in enquiry.row.replies:
        if reply is not Reply.RECORDED:
            yield reply, REPLY_IN_WORDS[reply]
        elif fact:
            yield reply, f"{REPLY_IN_WORDS[reply]}: {fact}"


def _side(asking: Asking) -> Side:
    return SIDE_OF.get(asking.viewer.role, Side.SUPPORT)


def _references(picture: CasePicture) -> str:
    return ", ".join(numbers_of(reference.value for reference in picture.case.references))


def _of_line(line: EnquiryLine, references: dict[str, tuple[str, ...]], rules: Rules, asking: Asking) -> Question:
    numbers = ", ".join(numbers_of(references.get(line.case_id, ())))
    about = plain_label(line.label) if line.enquiry.witness_id else "the trial"
    found = _question(line.enquiry, (line.case_id, line.case_ref, numbers, line.court, about), rules, asking)
    return replace(found, is_new=line.is_new)


def _of_picture(picture: CasePicture, enquiry: Enquiry, court: str, rules: Rules, asking: Asking) -> Question:
    case = picture.case
    about = "the trial" if enquiry.witness_id is None else plain_label(picture.witness(enquiry.witness_id).label)
    return _question(enquiry, (case.case_id, case.ref, _references(picture), court, about), rules, asking)


def _question(enquiry: Enquiry, where: tuple[str, str, str, str, str], rules: Rules, asking: Asking) -> Question:
    case_id, ref, references, court, about = where
    ended = enquiry.ended
    return Question(
        enquiry_id=enquiry.enquiry_id,
        case_id=case_id,
        ref=ref,
        references=references,
        court=court,
        about=about,
        asks=enquiry.in_words,
        words=enquiry.words,
        asked_at=enquiry.asked_at,
        asked_by=SIDE_IN_WORDS[enquiry.asked_by],
        clock=clock_at(enquiry.due_at, asking.at, rules.calendar) if ended is None else None,
        state=enquiry.state,
        answer="" if ended is None else ended.in_words,
        ended_at=None if ended is None else ended.at,
        for_you=enquiry.row.to is _side(asking),
        by_you=enquiry.by_id == asking.viewer.account_id,
    )
