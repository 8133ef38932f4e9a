"""Turns questions between the CPS and the support team into values and back, and finds those that cannot be.

Who asked and who answered stay behind: accounts are of one service only, and the template says which side it was.
"""

from collections.abc import Iterator

from witness.domain.cases import CasePicture
from witness.domain.enquiries import TOPICS, Ending, Enquiry, EnquiryState, Reply, Topic
from witness.domain.enquiry_words import faults_in, names_among
from witness.intake.bundle_names import (
    Json,
    Names,
    an_instant,
    in_order,
    maybe_day,
    written_day,
    written_instant,
)
from witness.intake.bundle_step_faults import Sound

WITH_WORDS = frozenset({Reply.SAID.value, Reply.RECORDED.value})


def enquiries_from(data: Json, names: Names) -> tuple[Enquiry, ...]:
    """Make the questions of a bundle that has been checked; one of an earlier release has none."""
    return tuple(
        Enquiry(
            enquiry_id=names.of("question", q["id"]),
            topic=Topic(q["topic"]),
            witness_id=names.maybe("w", q.get("witness")),
            asked_at=an_instant(q["asked_at"]),
            due_at=an_instant(q["due_at"]),
            words=q.get("words", ""),
            first_on=maybe_day(q.get("first_on")),
            last_on=maybe_day(q.get("last_on")),
            ended=None if q.get("ended") is None else _ending(q["ended"]),
        )
        for q in data.get("questions", ())
    )


def _ending(ended: Json) -> Ending:
    reply = ended.get("reply")
    return Ending(
        EnquiryState(ended["state"]),
        an_instant(ended["at"]),
        None if reply is None else Reply(reply),
        ended.get("words", ""),
    )


def enquiries_to(picture: CasePicture) -> list[Json]:
    """Write the questions, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": e.enquiry_id,
            "topic": e.topic.value,
            "witness": e.witness_id,
            "words": e.words,
            "first_on": written_day(e.first_on),
            "last_on": written_day(e.last_on),
            "asked_at": written_instant(e.asked_at),
            "due_at": written_instant(e.due_at),
            "ended": None
            if e.ended is None
            else {
                "state": e.ended.state.value,
                "at": written_instant(e.ended.at),
                "reply": None if e.ended.reply is None else e.ended.reply.value,
                "words": e.ended.words,
            },
        }
        for e in picture.enquiries
    )


def faults_in_enquiries(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find questions whose clock, days or answer cannot be, and words that may not go to the other side."""
    people = [person for _, person in sound.items("people")]
    names = names_among((p["name"] for p in people), (p["initials"] for p in people))
    for where, question in sound.items("questions"):
        yield from _of_question(where, question, names)
        if question.get("ended") is not None:
            yield from _of_ending(where, question, question["ended"], names)


def _of_question(where: str, question: Json, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    if _is_before(question["due_at"], question["asked_at"]):
        yield f"{where}.due_at", "lies before the question"
    first, last = question.get("first_on"), question.get("last_on")
    if (first is not None) is not TOPICS[Topic(question["topic"])].takes_days:
        yield f"{where}.first_on", "names a day exactly where the question is about days"
    elif last is not None and (first is None or last < first):
        yield f"{where}.last_on", "lies before the first day"
    for fault in faults_in(question.get("words", ""), names):
        yield f"{where}.words", fault


def _of_ending(where: str, question: Json, ended: Json, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    reply, words = ended.get("reply"), ended.get("words", "")
    if _is_before(ended["at"], question["asked_at"]):
        yield f"{where}.ended.at", "lies before the question"
    if (ended["state"] == EnquiryState.ANSWERED.value) is not (reply is not None):
        yield f"{where}.ended.reply", "stands exactly where the question was answered"
    elif reply is not None and Reply(reply) not in TOPICS[Topic(question["topic"])].replies:
        yield f"{where}.ended.reply", f"{reply!r} is no answer to this question"
    elif reply in WITH_WORDS and not words.strip():
        yield f"{where}.ended.words", "the answer is empty"
    for fault in faults_in(words, names, of_record=reply == Reply.RECORDED.value):
        yield f"{where}.ended.words", fault


def _is_before(one: str, other: str) -> bool:
    try:
        return an_instant(one) < an_instant(other)
    except ValueError:
        return False  # that it cannot be is said by another
