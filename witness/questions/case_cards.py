"""What the pages of one case are made of. No type here has a field for a number or an address as one could use it."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.audit_kinds import LoggedAs
from witness.domain.beliefs import BeliefState, Delivered
from witness.domain.cases import Happening
from witness.domain.concern import Concern
from witness.domain.hearings import HearingState
from witness.domain.messages import MessageState
from witness.domain.readiness import Readiness, ReadinessItem
from witness.domain.story import Step
from witness.questions.case_concern import ConcernSide
from witness.questions.case_duties import DutyBoard
from witness.questions.case_measures import WitnessMeasures
from witness.questions.case_plan_cards import CasePlan
from witness.questions.case_roads import CaseRoads
from witness.store.lists import Proposal


@dataclass(frozen=True, slots=True)
class TaskCard:
    """Something to do. by_facts: it goes when the facts no longer call for it; nobody ticks it off here.

    side: the side of the case on which it is done, where it is not a call.
    """

    task_id: str
    words: str
    clears_when: str
    due_at: datetime
    person_id: str | None
    hearing_id: str | None
    by_facts: bool
    side: str = "dates"


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How somebody may be reached, with the number masked. problem: why nothing may go there, "" when it may."""

    contact_id: str
    is_phone: bool
    shown_as: str
    whose: str
    seen_by: str
    days: str
    hours: str
    level: str
    signed_as: str
    reviewed_on: date
    runs_out_on: date
    problem: str
    is_usable: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody of the case, by name: for the page of people only. age: of a child, else None.

    works_here: they are here by their work or beside the family; informed: they are told the dates. left_at: since when
    they are no longer part of the case, None while they are.
    """

    person_id: str
    name: str
    called: str
    parts: str
    age: int | None
    language: str
    contacts: tuple[ContactCard, ...]
    works_here: bool = False
    informed: bool = False
    organisation: str = ""
    joined_at: datetime | None = None
    left_at: datetime | None = None
    may_leave: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody cannot come, and the word for why."""

    days: str
    why: str


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A message that somebody will get: from when on, what it is, and what was chosen about it or keeps it waiting."""

    at: datetime
    what: str
    because: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody whom one may ring, as they are called, with what to mind before dialling."""

    person_id: str
    called: str
    mind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something that must be in place. record: what a form about it changes, "need" or "" for nothing.

    word: the need as the form names it; state: what is recorded now, "" when nothing is.
    """

    item: ReadinessItem
    record: str = ""
    word: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class WitnessCard:
    """A witness: what is missing, and what speaks against their coming. rows: all but the special measures.

    measures_in_words: how the special measures stand, in a sentence. why: concern in full.
    """

    witness_id: str
    label: str
    initials: str
    concern: Concern
    readiness: Readiness
    rows: tuple[ItemRow, ...]
    measures_in_words: str
    why: ConcernSide


@dataclass(frozen=True, slots=True)
class HeardRow:
    """What one person heard of one version. at: None when nobody told them; is_past: before it changed again.

    with_reason: None when there was no reason to give.
    """

    called: str
    at: datetime | None
    via: str
    with_reason: bool | None
    is_past: bool


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One version of a date. before: what was held until then, "" for the first. by: who put it in, "" for a list.

    heard: what everybody whom it concerned heard of it, () when it was no news to a family.
    outcome: what became of the day, "" for a version that only says when it is.
    """

    before: str
    after: str
    source: str
    learnt_at: datetime
    by: str
    reason: str
    is_undone: bool
    is_undoing: bool
    recorded_at: datetime | None = None
    heard: tuple[HeardRow, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class HearingCard:
    """A hearing with its road, newest first. undo_until: until when the newest change is held, None when it is not.

    reason: the words that say why it last changed, "" when nobody knows or nothing has changed.
    to_say: what a caller tells the family of it now, "" when there is nothing to tell any more.
    """

    hearing_id: str
    what: str
    when: str
    state: HearingState
    moved: str
    court: str
    room: str
    revisions: tuple[RevisionRow, ...]
    undo_until: datetime | None
    reason: str = ""
    to_say: str = ""


@dataclass(frozen=True, slots=True)
class ToldCell:
    """What one person believes about one date. since: when it was sent, or when it stopped being true.

    must_know_by: the end of the next working day after we learnt of what they have yet to know; None when they know, or
    beyond the bank holidays that are known (is_beyond). tried_at: when somebody last rang them about it in vain.
    """

    hearing_id: str
    state: BeliefState
    believes: str
    via: str
    told_at: datetime | None
    since: datetime | None
    delivered: Delivered | None = None
    acknowledged_at: datetime | None = None
    reason_given: bool = False
    must_know_by: datetime | None = None
    is_late: bool = False
    is_beyond: bool = False
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One person's row in the grid of who was told what; a cell is None where a date is none of their business."""

    person_id: str
    called: str
    cells: tuple[ToldCell | None, ...]


@dataclass(frozen=True, slots=True)
class ToldGrid:
    """Person by date. columns: each date as it stands."""

    columns: tuple[str, ...]
    rows: tuple[ToldRow, ...]

    def who_is(self, state: BeliefState) -> tuple[str, ...]:
        """Give whose belief about any date is in a state, as they are called."""
        return tuple(row.called for row in self.rows if any(cell and cell.state is state for cell in row.cells))


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message as the family has read it or will. at: when it was handed over, else the earliest that it may go."""

    what: str
    is_mail: bool
    state: MessageState
    text: str
    at: datetime
    has_left: bool
    because: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything to one person, newest first."""

    called: str
    messages: tuple[MessageCard, ...]


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """A text that came in.

    handled_by: who is acting on a text whose words are kept from everybody else, "" for any other. may_open: whether
    the reader is one of them.
    """

    reply_id: str
    called: str
    text: str
    received_at: datetime
    meaning: str
    is_read: bool
    handled_by: str = ""
    may_open: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Entries of the audit as one sentence; last_at: the newest of them. logged_as: the word of the law for them."""

    last_at: datetime
    words: str
    times: int
    logged_as: LoggedAs = LoggedAs.NONE


@dataclass(frozen=True, slots=True)
class Kin:
    """That somebody of the household is part of another case. words go before the link: "J.F. is also a witness in"."""

    words: str
    case_id: str
    ref: str


@dataclass(frozen=True, slots=True)
class CaseFrame:
    """What stands around every side of a case. where: road and court; moved: "moved twice", "" when not.

    offered_to: who has been asked to take it over, "" for nobody; is_mine_to_take: whether that is the reader.
    """

    where: str
    moved: str
    households: tuple[str, ...]
    kin: tuple[Kin, ...]
    offered_to: str
    is_mine_to_take: bool
    may_give: bool


@dataclass(frozen=True, slots=True)
class CaseStory:
    """Everything that the pages of one case show."""

    case_id: str
    ref: str
    court: str
    owner: str
    support_began_on: date
    closed_on: date | None
    references: tuple[str, ...]
    defendants: tuple[str, ...]
    where: str
    next_act: str
    steps: tuple[Step, ...]
    tasks: tuple[TaskCard, ...]
    proposals: tuple[Proposal, ...]
    people: tuple[PersonCard, ...]
    whom: tuple[Whom, ...]
    witnesses: tuple[WitnessCard, ...]
    hearings: tuple[HearingCard, ...]
    told: ToldGrid
    threads: tuple[Thread, ...]
    replies: tuple[ReplyCard, ...]
    history: tuple[Happening, ...]
    looks: tuple[Look, ...]
    next_hearing_id: str
    frame: CaseFrame
    plan: CasePlan
    note_streams: tuple[tuple[str, str], ...]
    measures: tuple[WitnessMeasures, ...]
    away: dict[str, tuple[Away, ...]]
    coming: dict[str, tuple[ComingLine, ...]]
    duties: DutyBoard
    roads: CaseRoads

    @property
    def unread(self) -> int:
        """How many texts wait to be read."""
        return sum(not reply.is_read for reply in self.replies)

    @property
    def untold(self) -> int:
        """How many beliefs are wrong, or were sent the change and not answered."""
        wrong = (BeliefState.STALE, BeliefState.TOLD_NOT_ANSWERED)
        return sum(cell is not None and cell.state in wrong for row in self.told.rows for cell in row.cells)
