"""How sure the people around a witness say they are: whom to ask, in which words, what they said, and what helps."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of, hearing_ahead
from witness.domain.court_time import london_day
from witness.domain.factor_table import Code
from witness.domain.people import Person
from witness.domain.rules import Rules
from witness.domain.sureness import (
    ASK,
    ASK_CARER,
    ASK_HARD,
    ASK_SHORT,
    CHOICE_FIRST,
    HARD_IN_WORDS,
    NEVER,
    SCALE,
    SHORT_WORDS_UNDER,
    SURE_IN_WORDS,
    Hard,
    Sure,
    SureAnswer,
    that_stand,
)
from witness.domain.sureness_help import HELP, asks_now, may_be_asked, open_reasons, said_lately
from witness.domain.working_days import WorkingCalendar

MOST_SAID = 12


@dataclass(frozen=True, slots=True)
class AskWords:
    """The words of the form. fades: for how many days an answer counts, as the table of factors that stands has it."""

    fades: int
    choice_first: str = CHOICE_FIRST
    ask_hard: str = ASK_HARD
    never: str = NEVER
    scale: tuple[tuple[Sure, str], ...] = tuple((sure, SURE_IN_WORDS[sure]) for sure in SCALE)
    hard: tuple[tuple[Hard, str], ...] = tuple(HARD_IN_WORDS.items())


@dataclass(frozen=True, slots=True)
class AskOne:
    """Somebody who may be asked, and the question in words for them."""

    person_id: str
    called: str
    question: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What somebody said on a day. is_newest: it is the last of theirs, and may be taken back."""

    person_id: str
    called: str
    on: date
    sure: str
    hard: tuple[str, ...]
    by: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Something that was named and that nothing was done about. side: where in the case it is done."""

    named: str
    does: str
    clears_when: str
    side: str


@dataclass(frozen=True, slots=True)
class SurenessCard:
    """All of one witness. asks_now: a call of the countdown has come and nobody has asked. is_open: it may be asked."""

    witness_id: str
    label: str
    asks_now: bool
    is_open: bool
    whom: tuple[AskOne, ...]
    said: tuple[SaidLine, ...]
    helps: tuple[HelpLine, ...]


def ask_words(rules: Rules) -> AskWords:
    """Give the words of the form, under the table of factors that stands."""
    return AskWords(rules.factors.row(Code.UNSURE).limits[0])


def sureness_card(picture: CasePicture, witness_id: str, calendar: WorkingCalendar, now: datetime) -> SurenessCard:
    """Give what the page of a case shows of one witness."""
    today = london_day(now)
    witness = picture.witness(witness_id)
    ahead = hearing_ahead(picture, witness_id, today)
    is_open = ahead is not None and picture.case.closed_on is None and witness.is_expected
    whom = may_be_asked(picture, witness_id, today) if is_open else ()
    return SurenessCard(
        witness_id=witness_id,
        label=witness.label,
        asks_now=is_open and ahead is not None and asks_now(picture, witness_id, ahead[1], calendar, today),
        is_open=bool(whom),
        whom=tuple(_ask(picture, witness.person_id, person, today) for person in whom),
        said=_said(picture, witness_id, today)[:MOST_SAID],
        helps=_helps(picture, witness_id, today) if is_open else (),
    )


def _ask(picture: CasePicture, witness_person_id: str, person: Person, today: date) -> AskOne:
    if person.person_id != witness_person_id:
        return AskOne(person.person_id, picture.called(person.person_id), ASK_CARER)
    age = person.age_on(today)
    is_small = age is not None and age < SHORT_WORDS_UNDER
    return AskOne(person.person_id, picture.called(person.person_id), ASK_SHORT if is_small else ASK)


def _said(picture: CasePicture, witness_id: str, today: date) -> tuple[SaidLine, ...]:
    lines = []
    for person in family_of(picture, witness_id):
        own = that_stand(picture.sureness, witness_id, person.person_id, today)
        last = max(own, key=lambda a: (a.recorded_at, a.answer_id), default=None)
        lines += [_line(picture, answer, is_newest=answer is last) for answer in own]
    return tuple(sorted(lines, key=lambda line: (line.on, line.called), reverse=True))


def _line(picture: CasePicture, answer: SureAnswer, *, is_newest: bool) -> SaidLine:
    return SaidLine(
        answer.person_id,
        picture.called(answer.person_id),
        answer.on,
        SURE_IN_WORDS[answer.sure],
        tuple(HARD_IN_WORDS[reason] for reason in answer.hard),
        answer.by,
        is_newest,
    )


def _helps(picture: CasePicture, witness_id: str, today: date) -> tuple[HelpLine, ...]:
    return tuple(
        HelpLine(HARD_IN_WORDS[reason], f"{picture.called(a.person_id)} {helps.does}", helps.clears_when, helps.side)
        for a in said_lately(picture, witness_id, today)
        for reason in open_reasons(picture, a)
        for helps in (HELP[reason],)
    )
