"""A case, and the whole picture of it from which everything else is computed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.aftercare import AfterFact
from witness.domain.at_court import DayTap
from witness.domain.awaited import awaited_of
from witness.domain.bookings import Booking
from witness.domain.calendars import CalendarChoice, CalendarEntry
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_log import ContactEntry
from witness.domain.defendants import Defendant
from witness.domain.duties import DutyNotice
from witness.domain.enquiries import Enquiry
from witness.domain.evidence import Answer, EvidenceEvent, Need, Told
from witness.domain.expenses import Claim
from witness.domain.hearings import Hearing, HearingState
from witness.domain.markers import Marker
from witness.domain.measures import Measure
from witness.domain.message_choices import MessageChoice
from witness.domain.messages import MessageState, Purpose
from witness.domain.milestone_rows import MilestoneWord
from witness.domain.parents import OfferStep
from witness.domain.passings import Passing
from witness.domain.people import BESIDE_THE_FAMILY, BY_THEIR_WORK, CasePart, DatesToAvoid, Part, Person, Witness
from witness.domain.places import CareSaid, MeetingPlace, PlaceSaid
from witness.domain.promises import Promise
from witness.domain.stop_facts import Stop
from witness.domain.sureness import SureAnswer
from witness.domain.trips import Trip
from witness.domain.visits import Visit


class Track(StrEnum):
    """Which road through the courts a case takes."""

    CROWN = "crown"
    MAGISTRATES = "magistrates"
    YOUTH = "youth"


class Tribunal(StrEnum):
    """Who decides. Judge-only Crown trials are before Parliament (domain reference, table of moving law)."""

    JURY = "jury"
    CROWN_JUDGE_ALONE = "crown_judge_alone"
    MAGISTRATES = "magistrates"
    DISTRICT_JUDGE = "district_judge"
    YOUTH_BENCH = "youth_bench"


# What is usual on each road, until somebody says otherwise.
USUAL_TRIBUNAL: dict[Track, Tribunal] = {
    Track.CROWN: Tribunal.JURY,
    Track.MAGISTRATES: Tribunal.MAGISTRATES,
    Track.YOUTH: Tribunal.YOUTH_BENCH,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A number by which somebody else knows the case. kind: "urn", "t_number", "libra", …"""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """One criminal case.

    restricted: youth cases and others that public lists leave out, so that absence from one means nothing.
    tribunal: who decides; None means as is usual on this road.
    came_on: since when the case is with us; None for as long as support has run. What was due before, we never had.
    support_phone: the number families are asked to ring; signed_as: the owner's first name.
    """

    case_id: str
    ref: str
    track: Track
    team_id: str
    owner_id: str
    cps_team_id: str | None
    court_code: str
    support_began_on: date
    signed_as: str
    support_phone: str
    charged_on: date | None = None
    restricted: bool = False
    closed_on: date | None = None
    revision: int = 1
    references: tuple[Reference, ...] = ()
    defendants: tuple[Defendant, ...] = ()
    tribunal: Tribunal | None = None
    came_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened in a case, in the past tense. Never changed afterwards."""

    seq: int
    at: datetime
    kind: str
    words: str
    by_name: str = ""
    hearing_id: str | None = None


@dataclass(frozen=True, slots=True)
class StandingMessage:
    """A message that exists for a case, in whatever state.

    attempt: how often it has been tried. tier: how much it says, 0 to 3. choice: as in `WantedMessage`.
    """

    message_id: str
    reason_key: str
    person_id: str
    contact_id: str
    hearing_id: str | None
    revision: int
    purpose: Purpose
    channel: Channel
    tier: int
    state: MessageState
    not_before: datetime
    not_after: datetime
    attempt: int = 0
    handed_over_at: datetime | None = None
    because: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class CasePicture:
    """All the facts of one case. Rules take this, a calendar and an instant, and nothing else."""

    case: Case
    people: tuple[Person, ...] = ()
    parts: tuple[CasePart, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    events: tuple[EvidenceEvent, ...] = ()
    measures: tuple[Measure, ...] = ()
    needs: tuple[Need, ...] = ()
    contacts: tuple[SafeContact, ...] = ()
    answers: tuple[Answer, ...] = ()
    told: tuple[Told, ...] = ()
    messages: tuple[StandingMessage, ...] = ()
    visits: tuple[Visit, ...] = ()
    trips: tuple[Trip, ...] = ()
    bookings: tuple[Booking, ...] = ()
    promises: tuple[Promise, ...] = ()
    availability: tuple[DatesToAvoid, ...] = ()
    contact_log: tuple[ContactEntry, ...] = ()
    notices: tuple[DutyNotice, ...] = ()
    stops: tuple[Stop, ...] = ()
    calendar_choices: tuple[CalendarChoice, ...] = ()
    calendar_entries: tuple[CalendarEntry, ...] = ()
    choices: tuple[MessageChoice, ...] = ()
    day_taps: tuple[DayTap, ...] = ()
    markers: tuple[Marker, ...] = ()
    places: tuple[PlaceSaid, ...] = ()
    care: tuple[CareSaid, ...] = ()
    # Whoever is missing is so in each of their cases: person and marker.
    markers_elsewhere: tuple[tuple[str, Marker], ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    milestones: tuple[MilestoneWord, ...] = ()
    claims: tuple[Claim, ...] = ()
    offers: tuple[OfferStep, ...] = ()
    passings: tuple[Passing, ...] = ()
    aftercare: tuple[AfterFact, ...] = ()
    sureness: tuple[SureAnswer, ...] = ()

    def person(self, person_id: str) -> Person:
        """Give one of the people by name."""
        return next(person for person in self.people if person.person_id == person_id)

    def witness(self, witness_id: str) -> Witness:
        """Give one of the witnesses by name."""
        return next(witness for witness in self.witnesses if witness.witness_id == witness_id)

    def hearing(self, hearing_id: str) -> Hearing:
        """Give one of the hearings by name."""
        return next(hearing for hearing in self.hearings if hearing.hearing_id == hearing_id)

    def carers_of(self, person_id: str) -> tuple[Person, ...]:
        """Give the parents and carers of a person in this case, but for those who have left it."""
        own = [p for p in self.parts if p.part is Part.PARENT_CARER and p.for_person_id == person_id]
        ids = {p.person_id for p in own if p.left_at is None}
        return tuple(person for person in self.people if person.person_id in ids)

    def relation_of(self, person_id: str) -> str:
        """Say what a person is to the witness, "mother"; "" for a witness."""
        parts = [p for p in self.parts if p.person_id == person_id and p.part is Part.PARENT_CARER]
        return parts[0].relation if parts else ""

    def outcode_of(self, household_id: str, place: MeetingPlace) -> str:
        """Give the outward code in which a family is met at one of its places, "" where nobody has said."""
        said = [p for p in self.places if (p.household_id, p.place) == (household_id, place)]
        return said[-1].outcode if said else ""

    def called(self, person_id: str) -> str:
        """Say who somebody is without naming them: "J.F.", "J.F.'s mother"."""
        for part in self.parts:
            if part.person_id == person_id and part.part is Part.PARENT_CARER and part.for_person_id:
                return f"{self.person(part.for_person_id).initials}'s {part.relation or 'carer'}"
        return self.person(person_id).initials

    def has_left(self, person_id: str) -> bool:
        """Whether every part that a person played in this case is over: nothing is sent to them about it."""
        own = [part for part in self.parts if part.person_id == person_id]
        return bool(own) and all(part.left_at is not None for part in own)

    def works_with_the_family(self, person_id: str) -> bool:
        """Whether somebody is here by their work alone: told the dates, never asked whether they are coming."""
        own = {part.part for part in self.parts if part.person_id == person_id}
        return bool(own) and own <= BY_THEIR_WORK

    def contacts_of(self, person_id: str, channel: Channel) -> tuple[SafeContact, ...]:
        """Give a person's records of one channel that no other has replaced, the most lately checked first."""
        kept = (c for c in self.contacts if c.person_id == person_id and c.channel is channel)
        own = [c for c in kept if c.state is not ContactState.RETIRED]
        return tuple(sorted(own, key=lambda c: (c.reviewed_on, c.contact_id), reverse=True))

    def told_last(self, person_id: str, hearing_id: str) -> Told | None:
        """Give what a person was last told about a hearing, or None when they were told nothing."""
        said = [t for t in self.told if t.person_id == person_id and t.hearing_id == hearing_id]
        return max(said, key=lambda t: (t.at, t.revision)) if said else None

    def answered_last(self, person_id: str, hearing_id: str) -> Answer | None:
        """Give a person's newest answer about a hearing, or None."""
        given = [a for a in self.answers if a.person_id == person_id and a.hearing_id == hearing_id]
        return max(given, key=lambda a: (a.at, a.answer_id)) if given else None

    def next_event_of(self, witness_id: str, today: date) -> EvidenceEvent | None:
        """Give the evidence event that this witness is counting down to, or None when none is ahead.

        Events without a date come last. Events that are over, released or vacated do not count, nor do those that a
        recording, the pleas or the end of the case have made needless (`domain.awaited`).
        """
        open_events = [
            event
            for event in self.awaited
            if event.witness_id == witness_id
            and self.hearing(event.hearing_id).now.state in (HearingState.LISTED, HearingState.UNCONFIRMED)
            and (self.hearing(event.hearing_id).now.slot.last_day or today) >= today
        ]
        return min(open_events, key=lambda e: self.hearing(e.hearing_id).now.slot.on or date.max, default=None)

    @property
    def awaited(self) -> tuple[EvidenceEvent, ...]:
        """The events at which evidence is still to be given, whatever their dates."""
        return awaited_of(self.events, {h.hearing_id: h.kind for h in self.hearings}, self.case.defendants)

    def audience_of(self, hearing_id: str) -> tuple[Person, ...]:
        """Give the people who must know about a hearing at which evidence is still awaited, each once.

        They are the carers of every expected witness, the witness where direct contact was agreed, and whoever works
        with them and is to be told the dates.
        """
        found: dict[str, Person] = {}
        for event in self.awaited:
            witness = self.witness(event.witness_id)
            if event.hearing_id != hearing_id or not witness.is_expected:
                continue
            for person in self._family_of(witness):
                found[person.person_id] = person
        return tuple(found.values())

    def _family_of(self, witness: Witness) -> Iterable[Person]:
        if witness.direct_contact:
            yield self.person(witness.person_id)
        yield from self.carers_of(witness.person_id)
        yield from self._informed_beside(witness)

    def _informed_beside(self, witness: Witness) -> Iterable[Person]:
        beside = [p for p in self.parts if p.part in BESIDE_THE_FAMILY and p.informed and p.left_at is None]
        ids = {p.person_id for p in beside if p.for_person_id in (None, witness.person_id)}
        return (person for person in self.people if person.person_id in ids)
