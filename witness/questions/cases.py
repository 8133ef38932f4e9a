"""A case: where are we, what is next, who acts?"""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.access import Asking, Deed
from witness.domain.audit import ChainedEntry
from witness.domain.beliefs import Belief, beliefs_about
from witness.domain.cases import CasePicture, Happening
from witness.domain.concern import Concern, assess
from witness.domain.contact import Channel, SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.hearings import KIND_IN_WORDS, Hearing, next_of
from witness.domain.people import Person, Witness
from witness.domain.readiness import Readiness, judge
from witness.domain.rules import Rules
from witness.domain.story import Step, journey_of, moved_in_words, where_we_are
from witness.messaging.numbers import masked
from witness.store import Desk, Store
from witness.store.boards import CaseLine
from witness.store.lists import Proposal
from witness.store.messages import OutboxMessage
from witness.store.replies import Reply
from witness.store.tasks import Task

DEEDS_IN_WORDS = {
    "case.read": "looked at the case",
    "proposal.read": "looked at a proposed change",
    "proposal.accept": "accepted a change of date",
    "proposal.dismiss": "dismissed a proposed change",
    "hearing.propose": "entered a new date",
    "hearing.undo": "undid a change of date",
    "call.record": "recorded a call",
    "task.done": "finished a task",
    "contact.checked": "confirmed a safe-contact check",
    "contact.unsafe": "marked a phone as unsafe",
    "need.set": "changed what is arranged",
    "measure.set": "changed a special measure",
    "reply.read": "read a text",
    "readiness.case": "looked at readiness",
    "thread.read": "read the texts with somebody",
}


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How somebody may be reached, with the number masked."""

    contact: SafeContact
    shown_as: str
    days: str
    runs_out_on: date
    is_out: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody of the family, with how to reach them."""

    person: Person
    called: str
    parts: str
    age: int | None
    contacts: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True)
class WitnessCard:
    """A witness: what is missing, and what speaks against their coming."""

    witness: Witness
    initials: str
    concern: Concern
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class HearingCard:
    """A hearing with its road, newest first, and who believes what."""

    hearing: Hearing
    what: str
    moved: str
    court: str
    beliefs: tuple[tuple[str, Belief], ...]
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the audit as a sentence."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class CaseStory:
    """Everything that the pages of one case show."""

    case_id: str
    ref: str
    court: str
    owner: str
    is_mine: bool
    support_began_on: date
    closed_on: date | None
    references: tuple[str, ...]
    defendants: tuple[str, ...]
    where: str
    next_act: str
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    proposals: tuple[Proposal, ...]
    people: tuple[PersonCard, ...]
    witnesses: tuple[WitnessCard, ...]
    hearings: tuple[HearingCard, ...]
    messages: tuple[tuple[str, OutboxMessage], ...]
    replies: tuple[tuple[str, Reply], ...]
    history: tuple[Happening, ...]
    looks: tuple[Look, ...]
    next_hearing_id: str
    picture: CasePicture

    @property
    def callable_people(self) -> tuple[tuple[str, str], ...]:
        """Everybody whom one may ring about the case: (id, what to call them)."""
        return tuple((card.person.person_id, card.called) for card in self.people)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. band: the highest of its witnesses."""

    line: CaseLine
    court: str
    next_what: str
    next_when: str
    moved: str
    band: str
    verdicts: tuple[str, ...]


def case_story(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> CaseStory:
    """Tell a case to somebody who may see it.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.picture(case_id)
        if picture is None:
            raise NotFound("There is no such case.")
        return _story(desk, picture, rules, asking)


def case_list(store: Store, *, asking: Asking, mine: bool) -> tuple[CaseRow, ...]:
    """List the cases that somebody may see, by what is soonest."""
    today = london_day(asking.at)
    with store.board_for(asking, doing="cases.read") as desk:
        lines = desk.boards.cases(asking.viewer, mine=mine)
        standings = desk.boards.standings(asking.viewer, Deed.SEE_CASE)
        hearings = desk.hearings.of_cases([line.case_id for line in lines])
        names = desk.courts.names
    rows = []
    for line in lines:
        own = [s.standing for s in standings if s.standing.case_id == line.case_id]
        upcoming = next_of(hearings.get(line.case_id, ()), today)
        rows.append(
            (
                upcoming.now.slot.on if upcoming and upcoming.now.slot.on else date.max,
                CaseRow(
                    line=line,
                    court=names.get(line.court_code, line.court_code),
                    next_what="" if upcoming is None else KIND_IN_WORDS[upcoming.kind],
                    next_when="" if upcoming is None else upcoming.now.slot.in_words(),
                    moved="" if upcoming is None else moved_in_words(upcoming),
                    band=_worst(tuple(s.band for s in own)),
                    verdicts=tuple(s.verdict for s in own),
                ),
            )
        )
    rows.sort(key=lambda pair: (pair[1].line.closed_on is not None, pair[0], pair[1].line.ref))
    return tuple(row for _, row in rows)


def _story(desk: Desk, picture: CasePicture, rules: Rules, asking: Asking) -> CaseStory:
    case, today = picture.case, london_day(asking.at)
    names = {account.id: account.name for account in desk.accounts.everyone()}
    tasks = desk.tasks.open_of_case(case.case_id)
    upcoming = next_of(picture.hearings, today)
    return CaseStory(
        case_id=case.case_id,
        ref=case.ref,
        court=desk.courts.name_of(case.court_code),
        owner=names.get(case.owner_id, "nobody"),
        is_mine=case.owner_id == asking.viewer.account_id,
        support_began_on=case.support_began_on,
        closed_on=case.closed_on,
        references=tuple(reference.value for reference in case.references),
        defendants=tuple(f"{d.label}: {d.custody.value}, {d.plea.value.replace('_', ' ')}" for d in case.defendants),
        where=where_we_are(picture, today),
        next_act=_next_act(tasks, names.get(case.owner_id, ""), mine=case.owner_id == asking.viewer.account_id),
        steps=journey_of(picture, today),
        tasks=tasks,
        proposals=desk.lists.open_proposals((case.case_id,), asking.at),
        people=tuple(_person_card(picture, person, today) for person in picture.people),
        witnesses=tuple(
            WitnessCard(
                witness=w,
                initials=picture.person(w.person_id).initials,
                concern=assess(picture, w.witness_id, rules.calendar, asking.at),
                readiness=judge(picture, w.witness_id, rules.calendar, asking.at),
            )
            for w in picture.witnesses
        ),
        hearings=tuple(_hearing_card(desk, picture, hearing, rules, asking) for hearing in picture.hearings),
        messages=tuple((picture.called(m.person_id), m) for m in desk.messages.of_case(case.case_id)),
        replies=tuple(
            (picture.called(r.person_id), r) for r in desk.replies.of_case(case.case_id) if r.person_id is not None
        ),
        history=desk.cases.history(case.case_id),
        looks=tuple(_look(entry, names) for entry in desk.audit.of_case(case.case_id)),
        next_hearing_id="" if upcoming is None else upcoming.hearing_id,
        picture=picture,
    )


def _next_act(tasks: tuple[Task, ...], owner: str, *, mine: bool) -> str:
    if not tasks:
        return "Nothing is waiting to be done."
    who = "You act" if mine else f"{owner} acts"
    return f"Next: {tasks[0].words[:1].lower()}{tasks[0].words[1:]}. {who}."


def _person_card(picture: CasePicture, person: Person, today: date) -> PersonCard:
    parts = [part for part in picture.parts if part.person_id == person.person_id]
    said = {"witness" if part.part.value == "witness" else part.relation or "carer" for part in parts}
    return PersonCard(
        person=person,
        called=picture.called(person.person_id),
        parts=" and ".join(sorted(said, reverse=True)),
        age=person.age_on(today),
        contacts=tuple(
            _contact_card(contact, today) for contact in picture.contacts if contact.person_id == person.person_id
        ),
    )


def _contact_card(contact: SafeContact, today: date) -> ContactCard:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    chosen = [days[day] for day in sorted(contact.safe_days)]
    shown = masked(contact.value) if contact.channel is Channel.SMS else _masked_mail(contact.value)
    return ContactCard(
        contact=contact,
        shown_as=shown,
        days="every day" if len(chosen) == 7 else ", ".join(chosen),
        runs_out_on=contact.review_due_on,
        is_out=contact.review_due_on <= today,
    )


def _masked_mail(address: str) -> str:
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}"


def _hearing_card(desk: Desk, picture: CasePicture, hearing: Hearing, rules: Rules, asking: Asking) -> HearingCard:
    held = hearing.now.recorded_at + rules.hold
    can_undo = hearing.now.number > 1 and hearing.now.undoes is None and asking.at < held
    return HearingCard(
        hearing=hearing,
        what=KIND_IN_WORDS[hearing.kind],
        moved=moved_in_words(hearing),
        court=desk.courts.name_of(hearing.now.slot.court_code) if hearing.now.slot.court_code else "",
        beliefs=tuple((picture.called(b.person_id), b) for b in beliefs_about(picture, hearing)),
        undo_until=held if can_undo else None,
    )


def _look(entry: ChainedEntry, names: dict[str, str]) -> Look:
    who = names.get(entry.entry.account_id or "", "The worker")
    what = DEEDS_IN_WORDS.get(entry.entry.deed, entry.entry.deed)
    denied = entry.entry.outcome.value == "denied"
    return Look(entry.entry.at, f"{who} tried to do this and was refused: {what}" if denied else f"{who} {what}")


def _worst(bands: tuple[str, ...]) -> str:
    return next((band for band in ("act", "watch", "low") if band in bands), "")
