"""Puts questions to the other side, answers theirs, and takes back what need not be answered any more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from witness.actions.plans import Happened, finish
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.enquiries import SIDE_OF, Enquiry, Reply, Topic, answered, check_end, check_question, withdrawn
from witness.domain.enquiry_clock import due_of
from witness.domain.enquiry_facts import Fact, fact_for, insist_it_agrees
from witness.domain.enquiry_words import looked_through
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import Side
from witness.domain.labels import plain_label
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store

BEGINS: dict[Side, str] = {Side.SUPPORT: "Support", Side.CPS: "The CPS"}


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is asked. witness_id: None for the whole trial. first_on, last_on: where the template takes days."""

    case_id: str
    topic: Topic
    witness_id: str | None = None
    words: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What is answered. shown: what the record said on the page, for an answer that leaves it to the record."""

    reply: Reply
    words: str = ""
    shown: str = ""


def ask(store: Store, new: NewQuestion, *, rules: Rules, asking: Asking) -> str:
    """Put a question to the other side; gives its opaque name. Its clock begins to run.

    Raises:
        NotFound: there is no such case for this person, or no such witness in it.
        Refused: the case is closed, it waits for an answer already, or something in it may not go over.
    """
    side = SIDE_OF.get(asking.viewer.role, Side.SUPPORT)
    _try_words(store, new.case_id, new.words, asking)
    with store.case_for(asking, Deed.ASK_AND_ANSWER, new.case_id, doing="question.ask") as desk:
        picture = desk.cases.known_picture(new.case_id)
        if picture.case.closed_on is not None:
            raise Refused("This case is closed. Ring the other side.")
        if new.witness_id is not None and all(w.witness_id != new.witness_id for w in picture.witnesses):
            raise NotFound("There is no such witness in this case.")
        enquiry = Enquiry(
            enquiry_id=new_id(),
            topic=new.topic,
            witness_id=new.witness_id,
            asked_at=asking.at,
            due_at=due_of(asking.at, rules.calendar),
            words=looked_through(new.words, picture),
            first_on=new.first_on,
            last_on=new.last_on,
            by_id=asking.viewer.account_id,
        )
        check_question(enquiry, picture.enquiries, side, london_day(asking.at))
        desk.enquiries.add(new.case_id, [enquiry])
        _finish(desk, picture, enquiry, f"{BEGINS[side]} asked", rules, asking)
    return enquiry.enquiry_id


def answer(store: Store, case_id: str, enquiry_id: str, new: NewAnswer, *, rules: Rules, asking: Asking) -> None:
    """Answer a question of the other side, once. Work that waited for the answer is cleared.

    Raises:
        NotFound: there is no such question for this person.
        Refused: it has ended, the answer is empty, contradicts the record, or something in it may not go over.
        SomebodyElseChangedThis: the record says something else than the page did, or a colleague was faster.
    """

    def end(picture: CasePicture, enquiry: Enquiry, side: Side) -> Enquiry:
        check_end(enquiry)
        words = looked_through(new.words, picture)
        fact = fact_for(picture, enquiry, rules.calendar, asking.at)
        insist_it_agrees(new.reply, fact)
        if new.reply is Reply.RECORDED:
            words = _as_recorded(fact, words, new.shown)
        return answered(enquiry, new.reply, words, side, at=asking.at, by_id=asking.viewer.account_id)

    _try_words(store, case_id, new.words, asking)
    _end(store, case_id, enquiry_id, "question.answer", end, rules=rules, asking=asking)


def withdraw(store: Store, case_id: str, enquiry_id: str, *, rules: Rules, asking: Asking) -> None:
    """Take a question of one's own side back.

    Raises:
        NotFound: there is no such question for this person.
        Refused: it has ended, or the other side asked it.
    """

    def end(_picture: CasePicture, enquiry: Enquiry, side: Side) -> Enquiry:
        return withdrawn(enquiry, side, at=asking.at, by_id=asking.viewer.account_id)

    _end(store, case_id, enquiry_id, "question.withdraw", end, rules=rules, asking=asking)


def see_answer(store: Store, case_id: str, enquiry_id: str, *, asking: Asking) -> None:
    """Keep that whoever asked has seen the answer: it is announced to them no more. A second time changes nothing.

    Raises:
        NotFound: they asked no such question, or it has no answer.
    """
    with store.case_for(asking, Deed.ASK_AND_ANSWER, case_id, doing="question.seen") as desk:
        if not desk.enquiries.see(case_id, enquiry_id, asking.viewer.account_id, asking.at):
            raise NotFound("There is no such answer.")


def _try_words(store: Store, case_id: str, words: str, asking: Asking) -> None:
    """Look free words through in a transaction of its own, so that the try stays on the record when they are refused.

    Whoever tries names one by one learns which of them are in the case.
    """
    if not words.strip():
        return
    with store.case_for(asking, Deed.ASK_AND_ANSWER, case_id, doing="question.words") as desk:
        picture = desk.cases.known_picture(case_id)
    looked_through(words, picture)


def _end(
    store: Store,
    case_id: str,
    enquiry_id: str,
    doing: str,
    end: Callable[[CasePicture, Enquiry, Side], Enquiry],
    *,
    rules: Rules,
    asking: Asking,
) -> None:
    side = SIDE_OF.get(asking.viewer.role, Side.SUPPORT)
    with store.case_for(asking, Deed.ASK_AND_ANSWER, case_id, doing=doing) as desk:
        picture = desk.cases.known_picture(case_id)
        enquiry = next((e for e in picture.enquiries if e.enquiry_id == enquiry_id), None)
        if enquiry is None:
            raise NotFound("There is no such question.")
        ended = end(picture, enquiry, side)
        if ended.ended is not None:
            desk.enquiries.end(enquiry_id, ended.ended)
            _finish(desk, picture, ended, f"{BEGINS[side]} {_VERBS[ended.state.value]}", rules, asking)


_VERBS = {"answered": "answered", "withdrawn": "took back"}


def _as_recorded(fact: Fact | None, words: str, shown: str) -> str:
    if fact is None:
        return ""
    if shown and shown != fact.words:
        raise SomebodyElseChangedThis("The record has changed while you were reading. Look at the question again.")
    return f"{fact.words}. {words}" if words else fact.words


def _finish(desk: Desk, picture: CasePicture, enquiry: Enquiry, begin: str, rules: Rules, asking: Asking) -> None:
    """Write the history without the free words: it is read by more people than the question."""
    about = "the trial" if enquiry.witness_id is None else plain_label(picture.witness(enquiry.witness_id).label)
    happened = Happened("question", f"{begin}: “{enquiry.in_words}” ({about}).", None)
    finish(desk, picture.case.case_id, happened, rules=rules, asking=asking)
