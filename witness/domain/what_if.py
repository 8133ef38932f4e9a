"""What would help: the concern that would be left if one thing were done, computed before anybody does it.

The picture is changed as the act itself would change it, and summed up by the same rules; nothing is added or taken
away by hand. It is a supposition: nothing is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.concern import Concern, assess
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.countdown import family_of, hearing_ahead
from witness.domain.court_time import london_day
from witness.domain.evidence import Answer, AnswerKind, Need, NeedKind, NeedState, Side
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.domain.needs import need_for
from witness.domain.working_days import WorkingCalendar


class Act(StrEnum):
    """What might be done."""

    LIFT = "lift"
    SUPPORTER = "supporter"
    VISIT = "visit"
    INTERPRETER = "interpreter"
    SPEAK = "speak"
    COMING = "coming"


ACT_IN_WORDS: dict[Act, str] = {
    Act.LIFT: "the lift is confirmed",
    Act.SUPPORTER: "a supporter is confirmed",
    Act.VISIT: "the court visit is done",
    Act.INTERPRETER: "the interpreter is confirmed",
    Act.SPEAK: "somebody speaks with the family",
    Act.COMING: "the family says that they come",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What one act would leave. gone, new: the words of the factors that would go, and that would come."""

    act: Act
    after: Concern
    gone: tuple[str, ...]
    new: tuple[str, ...] = ()


def suppose(picture: CasePicture, witness_id: str, act: Act, now: datetime) -> CasePicture:
    """Give the picture as it would be if something were done now. Without anything ahead it stays as it is."""
    if hearing_ahead(picture, witness_id, london_day(now)) is None:
        return picture
    return _CHANGES[act](picture, witness_id, now)


def effects(
    picture: CasePicture,
    witness_id: str,
    calendar: WorkingCalendar,
    now: datetime,
    table: FactorTable = FIRST_TABLE,
) -> tuple[Effect, ...]:
    """Give what each act would change, what helps most first; acts that change nothing are left out."""
    before = assess(picture, witness_id, calendar, now, table)
    words = {row.code: row.words for row in table.factors}

    def found() -> Iterator[Effect]:
        for act in Act:
            after = assess(suppose(picture, witness_id, act, now), witness_id, calendar, now, table)
            was, will = ({factor.code: factor.points for factor in c.factors} for c in (before, after))
            if was == will:
                continue
            gone = tuple(words[code] for code in was if code not in will)
            yield Effect(act, after, gone, tuple(words[code] for code in will if code not in was))

    return tuple(sorted(found(), key=lambda effect: (len(effect.after.flags), effect.after.points)))


def _met(kind: NeedKind, state: NeedState) -> Callable[[CasePicture, str, datetime], CasePicture]:
    def change(picture: CasePicture, witness_id: str, now: datetime) -> CasePicture:
        today = london_day(now)
        need = need_for(picture, Need(witness_id, kind, state, Side.SUPPORT, today), today)
        others = tuple(n for n in picture.needs if (n.witness_id, n.kind) != (witness_id, kind))
        return replace(picture, needs=(*others, need))

    return change


def _lift(picture: CasePicture, witness_id: str, now: datetime) -> CasePicture:
    # A confirmed lift answers the family's own request for one.
    family = {person.person_id for person in family_of(picture, witness_id)}
    answers = tuple(
        replace(a, settled_at=now)
        if a.person_id in family and a.answer is AnswerKind.HELP and a.settled_at is None
        else a
        for a in picture.answers
    )
    return replace(_met(NeedKind.TRANSPORT, NeedState.CONFIRMED)(picture, witness_id, now), answers=answers)


def _speak(picture: CasePicture, witness_id: str, now: datetime) -> CasePicture:
    talk = ContactEntry("supposed", _whom(picture, witness_id), now, ContactVia.VOICE, from_family=False, reached=True)
    return replace(picture, contact_log=(*picture.contact_log, talk))


def _coming(picture: CasePicture, witness_id: str, now: datetime) -> CasePicture:
    """They are spoken with and say that they come: what waited from before is settled by it."""
    ahead = hearing_ahead(picture, witness_id, london_day(now))
    if ahead is None:
        return picture
    hearing = ahead[1]
    family = {person.person_id for person in family_of(picture, witness_id)}
    answers = tuple(
        replace(a, settled_at=now) if a.person_id in family and a.settled_at is None else a for a in picture.answers
    )
    who = _whom(picture, witness_id)
    yes = Answer("supposed", who, hearing.hearing_id, hearing.now.number, AnswerKind.COMING, "voice", now, now)
    return replace(_speak(picture, witness_id, now), answers=(*answers, yes))


def _whom(picture: CasePicture, witness_id: str) -> str:
    """Give whom one would ring: a parent or carer, else the witness."""
    return family_of(picture, witness_id)[-1].person_id


_CHANGES: dict[Act, Callable[[CasePicture, str, datetime], CasePicture]] = {
    Act.LIFT: _lift,
    Act.SUPPORTER: _met(NeedKind.SUPPORTER, NeedState.CONFIRMED),
    Act.VISIT: _met(NeedKind.COURT_VISIT, NeedState.DONE),
    Act.INTERPRETER: _met(NeedKind.INTERPRETER, NeedState.CONFIRMED),
    Act.SPEAK: _speak,
    Act.COMING: _coming,
}
