"""What a private page may hold: the types, with no room for a case, a defendant, a child's name or another witness."""

from dataclasses import dataclass
from datetime import date, datetime, time

from witness.domain.audit_kinds import LoggedAs
from witness.domain.court_cards import CourtFact
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import Certainty
from witness.domain.messages import MessageState
from witness.domain.visits import Place


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next date as far as it may be told. certainty: what the others are worth. at: when they meet us."""

    certainty: Certainty
    on: date | None = None
    until: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting ahead. who: first name, "" while nobody leads it. is_asked_about: they asked for another time."""

    visit_id: str
    on: date
    at: time | None
    place: Place
    who: str
    is_asked_about: bool


@dataclass(frozen=True, slots=True)
class ToldLine:
    """That they were told, and about which day; None when it was about no single day."""

    at: datetime
    about: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked on a day, or more. name: of one of the team; "" for anybody else. is_self: on this page.

    did: what they did that day, each once, in the order of the words; empty on this page.
    """

    on: date
    name: str
    is_self: bool = False
    did: tuple[LoggedAs, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildingFact:
    """What somebody found out about the building by looking. words: in English; by: first name, "" when not known."""

    fact: CourtFact
    words: str
    by: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """What one family sees. meet: words for the meeting point that they chose; place: the building, "" when unknown.

    has: what the directory says of the building, where nobody has looked; facts: what somebody has seen there lately.
    """

    language: str
    next_date: NextDate
    may_answer: bool
    answered: AnswerKind | None
    with_them: tuple[str, ...]
    meet: str
    place: str
    has: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    facts: tuple[BuildingFact, ...]
    told: tuple[ToldLine, ...]
    looks: tuple[Look, ...]
    worker: str
    phone: str


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A link as staff see it. state: in words. is_open: the right code opens it."""

    made_at: datetime
    ends_at: datetime
    state: str
    is_open: bool
    opened: int
    opened_at: datetime | None
    wrong: int
    somebody_is_in: bool
    text: "LinkText | None" = None


@dataclass(frozen=True, slots=True)
class LinkText:
    """What became of the text that carries a link. from_at: from when it may leave, while it waits; because: why so."""

    state: MessageState
    from_at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class PageCard:
    """The private page on the card of a phone. why_not: everything that keeps it from having one."""

    is_on: bool
    because: str
    why_not: tuple[str, ...]
    doors: tuple[DoorLine, ...]
    language: str
