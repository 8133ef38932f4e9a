"""A phone or mailbox as whoever rings it must know it: what matters first, who checked it, and how it came to be so."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import STATE_IN_WORDS, Channel, ContactState, SafeContact, StepKind, Tier
from witness.domain.contact_answers import INCIDENT_IN_WORDS, Terms
from witness.domain.contact_rules import holder_of
from witness.domain.contact_terms import changes_in_words, in_time, quiet_in_words, terms_of
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.questions.how_to_ring import RingCard, how_to_ring, shown_as
from witness.store import Store
from witness.store.contact import KeptStep

STEP_IN_WORDS: dict[StepKind, str] = {
    StepKind.NOTED: "Recorded",
    StepKind.RECORDED: "Recorded, all questions asked",
    StepKind.CHANGED: "Agreed otherwise",
    StepKind.CHECKED: "Checked by voice",
    StepKind.EXPIRED: "The check ran out at once",
    StepKind.CLEARED: "Cleared: it may be used again",
    StepKind.BLOCKED: "Blocked",
    StepKind.RETIRED: "Replaced",
}
CLEARS_BY_REVIEW = frozenset({ContactState.STOPPED, ContactState.UNSAFE, ContactState.DEAD})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step: what it was, by whom, why, and what it changed."""

    at: datetime
    what: str
    by: str
    because: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """One phone or mailbox. clears: a check by voice may clear what blocks it; needs_code: a spoken code must."""

    case_id: str
    case_ref: str
    person_id: str
    called: str
    card: RingCard
    history: tuple[HistoryRow, ...]
    clears: bool
    needs_code: bool
    language: str = "en"


@dataclass(frozen=True, slots=True)
class AskedNow:
    """What a form about a phone begins with. is_child: more than a day and a time is out of the question."""

    case_ref: str
    person_id: str
    called: str
    is_phone: bool
    is_child: bool
    language: str
    signed_as: str
    shown_as: str = ""
    tier: Tier = Tier.L1
    terms: Terms | None = None
    has_code_word: bool = False
    blocked: str = ""
    clears: bool = False
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """Whom something may have happened to."""

    case_ref: str
    people: tuple[tuple[str, str], ...]


def contact_page(store: Store, case_id: str, contact_id: str, *, rules: Rules, asking: Asking) -> ContactPage:
    """Give one phone or mailbox with its whole history, on the record.

    Raises:
        NotFound: there is no such case, or no such number in it, for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
        contact = _known(picture, contact_id)
        kept = desk.contacts.history(contact_id)
        checked_by = desk.contacts.checked_by([contact_id]).get(contact_id, "")
    return ContactPage(
        case_id=case_id,
        case_ref=picture.case.ref,
        person_id=contact.person_id,
        called=picture.called(contact.person_id),
        card=how_to_ring(
            picture,
            contact,
            speaks=picture.person(contact.person_id).language,
            checked_by=checked_by,
            now=asking.at,
            calendar=rules.calendar,
        ),
        history=tuple(reversed(tuple(_row(kept, n) for n in range(len(kept))))),
        clears=contact.state in CLEARS_BY_REVIEW,
        needs_code=contact.state is ContactState.WRONG,
        language=contact.language,
    )


def asked_now(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> AskedNow:
    """Give what is recorded of a phone or mailbox, for the form that asks it again."""
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
        contact = _known(picture, contact_id)
    return AskedNow(
        case_ref=picture.case.ref,
        person_id=contact.person_id,
        called=picture.called(contact.person_id),
        is_phone=contact.channel is Channel.SMS,
        is_child=holder_of(picture, contact.person_id, london_day(asking.at)).is_adult is False,
        language=contact.language,
        signed_as=contact.signed_as,
        shown_as=shown_as(contact),
        tier=contact.tier,
        terms=terms_of(contact),
        has_code_word=contact.has_code_word,
        blocked=STATE_IN_WORDS.get(contact.state, ""),
        clears=contact.state in CLEARS_BY_REVIEW,
        quiet=tuple(quiet_in_words(q) for q in in_time(contact.quiet)),
    )


def asked_of_new(store: Store, case_id: str, person_id: str, *, asking: Asking) -> AskedNow:
    """Give what a form about a new number begins with: nothing but the language, and the name they know us by."""
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
        person = next((p for p in picture.people if p.person_id == person_id), None)
        if person is None:
            raise NotFound("There is no such person in this case.")
    return AskedNow(
        case_ref=picture.case.ref,
        person_id=person_id,
        called=picture.called(person_id),
        is_phone=True,
        is_child=person.is_child_on(london_day(asking.at)),
        language=person.language,
        signed_as=picture.case.signed_as,
    )


def whom_it_may_concern(store: Store, case_id: str, *, asking: Asking) -> Household:
    """Give the people of a case, for the form that records that something happened."""
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
    here = [p for p in picture.people if not picture.has_left(p.person_id)]
    return Household(picture.case.ref, tuple((p.person_id, picture.called(p.person_id)) for p in here))


def _known(picture: CasePicture, contact_id: str) -> SafeContact:
    found = next((c for c in picture.contacts if c.contact_id == contact_id), None)
    if found is None:
        raise NotFound("There is no such number in this case.")
    return found


def _row(kept: tuple[KeptStep, ...], number: int) -> HistoryRow:
    step = kept[number].step
    before = kept[number - 1].step if number else None
    because = step.because
    if step.kind is StepKind.EXPIRED and step.terms is not None and step.terms.expired_because is not None:
        because = INCIDENT_IN_WORDS[step.terms.expired_because]
    if step.kind in (StepKind.BLOCKED, StepKind.NOTED) and not because:
        because = STATE_IN_WORDS.get(step.state, "")
    return HistoryRow(step.at, STEP_IN_WORDS[step.kind], kept[number].by, because, changes_in_words(before, step))
