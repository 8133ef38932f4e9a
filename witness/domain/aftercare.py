"""Facts of the time around and after an outcome that nothing else holds: who heard when, what was written, what ends.

Each is a day with what it is about. Nothing is ever changed: a mistake is taken back by a further fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.court_time import london_day
from witness.domain.errors import Refused


class AfterKind(StrEnum):
    """What a fact says."""

    REPORTED = "reported"
    NOT_INVESTIGATED = "not_investigated"
    CARE_HEARD = "care_heard"
    NO_EVIDENCE_PLANNED = "no_evidence_planned"
    DECISION_LETTER = "decision_letter"
    ORDER_ENDS = "order_ends"
    RELEASE_EXPECTED = "release_expected"
    PAROLE_HEARING = "parole_hearing"
    ANNIVERSARY = "anniversary"
    BAD_NEWS = "bad_news"
    CLOSING_ASKED = "closing_asked"
    CLOSING_AGREED = "closing_agreed"
    CLOSING_SENT_BACK = "closing_sent_back"
    TAKEN_BACK = "taken_back"


class About(StrEnum):
    """What a kind of fact belongs to, and so what its `about` holds."""

    CASE = "case"  # ""
    DEFENDANT = "defendant"  # a label, "D1"
    RESULT = "result"  # a result in the road of a defendant, "D1:3"
    WITNESS = "witness"  # a label, "W1"
    PERSON = "person"  # "": who it is stands in person_id
    FACT = "fact"  # the id of another fact, which it takes back or answers


@dataclass(frozen=True, slots=True)
class AfterRow:
    """How one kind is asked and shown.

    lies_ahead: its day may still come; else it has happened. by_form: an officer types it.
    """

    kind: AfterKind
    words: str
    asks: str
    about: About
    lies_ahead: bool = False
    by_form: bool = True


_K = AfterKind
AFTER_ROWS: tuple[AfterRow, ...] = (
    AfterRow(
        _K.CARE_HEARD, "witness care heard a result from the court", "Witness care heard the result on", About.RESULT
    ),
    AfterRow(_K.DECISION_LETTER, "the letter with the decision to stop is dated", "Date of the letter", About.RESULT),
    AfterRow(
        _K.NO_EVIDENCE_PLANNED,
        "the prosecution means to offer no evidence",
        "Day of the hearing at which no evidence will be offered",
        About.DEFENDANT,
        lies_ahead=True,
    ),
    AfterRow(_K.ORDER_ENDS, "a restraining order ends", "The order ends on", About.DEFENDANT, lies_ahead=True),
    AfterRow(_K.RELEASE_EXPECTED, "a release is expected", "Expected day of release", About.DEFENDANT, lies_ahead=True),
    AfterRow(
        _K.PAROLE_HEARING, "the Parole Board looks at a release", "Day of the hearing", About.DEFENDANT, lies_ahead=True
    ),
    AfterRow(
        _K.ANNIVERSARY,
        "a day on which the family wants to hear from us each year",
        "The day",
        About.CASE,
        lies_ahead=True,
    ),
    AfterRow(_K.BAD_NEWS, "how somebody wants to hear bad news", "Asked on", About.PERSON),
    AfterRow(_K.REPORTED, "it was reported to the police", "Reported on", About.WITNESS),
    AfterRow(_K.NOT_INVESTIGATED, "the police decided not to investigate", "Decided on", About.CASE),
    AfterRow(_K.CLOSING_ASKED, "closing was asked for", "", About.CASE, by_form=False),
    AfterRow(_K.CLOSING_AGREED, "a manager agreed to close", "", About.FACT, by_form=False),
    AfterRow(_K.CLOSING_SENT_BACK, "a manager sent a closing back", "", About.FACT, by_form=False),
    AfterRow(_K.TAKEN_BACK, "taken back", "", About.FACT, by_form=False),
)
CLOSING_ANSWERED = frozenset({_K.CLOSING_AGREED, _K.CLOSING_SENT_BACK})
ROW_OF: dict[AfterKind, AfterRow] = {row.kind: row for row in AFTER_ROWS}


class NewsWay(StrEnum):
    """How somebody wants to hear bad news. There is no text among them: an outcome is told by a person."""

    VOICE = "voice"
    IN_PERSON = "in_person"
    THROUGH = "through"


NEWS_WAY_IN_WORDS: dict[NewsWay, str] = {
    NewsWay.VOICE: "by telephone",
    NewsWay.IN_PERSON: "face to face",
    NewsWay.THROUGH: "through somebody they trust",
}
LONGEST_WORDS = 160


@dataclass(frozen=True, slots=True)
class AfterFact:
    """One fact. on: the London day that it says. about: see `About`.

    way, words: of bad news alone, how, and when and with whom in a few words; words of a closing sent back: what is
    missing. person_id: of bad news alone. They may say what is going on at home, so that words are sealed where kept.
    """

    fact_id: str
    kind: AfterKind
    on: date
    recorded_at: datetime
    about: str = ""
    person_id: str | None = None
    way: NewsWay | None = None
    words: str = ""


def standing(facts: Iterable[AfterFact]) -> tuple[AfterFact, ...]:
    """Give the facts that nobody has taken back, in the order in which they were recorded."""
    known = sorted(facts, key=lambda fact: (fact.recorded_at, fact.fact_id))
    gone = {fact.about for fact in known if fact.kind is AfterKind.TAKEN_BACK}
    return tuple(fact for fact in known if fact.fact_id not in gone and fact.kind is not AfterKind.TAKEN_BACK)


def of_kind(facts: Iterable[AfterFact], kind: AfterKind, about: str | None = None) -> tuple[AfterFact, ...]:
    """Give the standing facts of one kind, and of what they are about unless `about` is None."""
    return tuple(f for f in standing(facts) if f.kind is kind and about in (None, f.about))


def newest(facts: Iterable[AfterFact], kind: AfterKind, about: str) -> AfterFact | None:
    """Give what was recorded last of one kind about one thing: what is recorded anew takes the place of what was."""
    found = of_kind(facts, kind, about)
    return found[-1] if found else None


def latest_each(facts: Iterable[AfterFact], kind: AfterKind) -> tuple[AfterFact, ...]:
    """Give for each thing that a kind is about what was recorded last of it."""
    by_about: dict[str, AfterFact] = {}
    for fact in of_kind(facts, kind):
        by_about[fact.about] = fact
    return tuple(by_about.values())


def bad_news_for(facts: Iterable[AfterFact], person_id: str) -> AfterFact | None:
    """Give how somebody said last that they want to hear bad news, or None while nobody has asked."""
    said = [fact for fact in of_kind(facts, AfterKind.BAD_NEWS) if fact.person_id == person_id]
    return said[-1] if said else None


def closing_asked(facts: Iterable[AfterFact]) -> AfterFact | None:
    """Give the request to close that waits for a manager's word, or None."""
    known = standing(facts)
    answered = {fact.about for fact in known if fact.kind in CLOSING_ANSWERED}
    waiting = [f for f in known if f.kind is AfterKind.CLOSING_ASKED and f.fact_id not in answered]
    return waiting[-1] if waiting else None


def closing_sent_back(facts: Iterable[AfterFact]) -> AfterFact | None:
    """Give what a manager said last when they sent a closing back; None when they agreed, or nobody has answered."""
    answers = [fact for fact in standing(facts) if fact.kind in CLOSING_ANSWERED]
    return answers[-1] if answers and answers[-1].kind is AfterKind.CLOSING_SENT_BACK else None


def known_abouts(row: AfterRow, roads: Mapping[str, int], witnesses: Iterable[str]) -> frozenset[str]:
    """Give what facts of one kind can be about in a case. roads: how many steps each defendant has, by label."""
    match row.about:
        case About.DEFENDANT:
            return frozenset(roads)
        case About.RESULT:
            return frozenset(f"{label}:{number}" for label, steps in roads.items() for number in range(1, steps + 1))
        case About.WITNESS:
            return frozenset(witnesses)
        case _:
            return frozenset({""})


def check_fact(fact: AfterFact, abouts: frozenset[str], people: frozenset[str]) -> None:
    """Refuse a fact that cannot be. abouts: what its kind can be about.

    Raises:
        Refused: its day has not come, it is about nothing known, or it says less or more than its kind.
    """
    row = ROW_OF[fact.kind]
    if not row.lies_ahead and fact.on > london_day(fact.recorded_at):
        raise Refused("That day has not come yet. Record it when it has happened.")
    if fact.about not in abouts:
        raise Refused("Choose what it is about.")
    if (fact.person_id is not None) is not (fact.kind is AfterKind.BAD_NEWS) or not (
        {fact.person_id} - {None} <= people
    ):
        raise Refused("Choose whom it is about.")
    if (fact.way is not None) is not (fact.kind is AfterKind.BAD_NEWS):
        raise Refused("Choose how they want to hear it.")
    if len(fact.words) > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS} characters or fewer.")
