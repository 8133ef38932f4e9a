"""A phone or mailbox as whoever rings it must know it: what matters first, who checked it, and how it came to be so."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import (
    STATE_IN_WORDS,
    Channel,
    ContactState,
    SafeContact,
    StepKind,
    Tier,
    may_be_rung,
)
from witness.domain.contact_answers import (
    BELONGS_IN_WORDS,
    CODE_USE_IN_WORDS,
    INCIDENT_IN_WORDS,
    PREFERS_IN_WORDS,
    PREVIEWS_IN_WORDS,
    READING_IN_WORDS,
    VOICEMAIL_IN_WORDS,
    Terms,
)
from witness.domain.contact_rules import holder_of
from witness.domain.contact_terms import changes_in_words, in_time, quiet_in_words, terms_of, urgent_in_words
from witness.domain.court_time import london_day, spoken_day
from witness.domain.errors import NotFound
from witness.domain.safe_hours import hours_in_words
from witness.messaging.numbers import masked
from witness.store import Desk, Store
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
LANGUAGE_IN_WORDS = {"en": "English", "cy": "Welsh", "ur": "Urdu", "pl": "Polish", "ro": "Romanian"}
CHECKS = frozenset({StepKind.RECORDED, StepKind.CHECKED, StepKind.CLEARED})
CLEARS_BY_REVIEW = frozenset({ContactState.STOPPED, ContactState.UNSAFE, ContactState.DEAD})
LEVELS_SHORT: dict[Tier, str] = {
    Tier.L0: "only “please ring us”",
    Tier.L1: "a day and a time, no purpose",
    Tier.L2: "also a nickname for the place",
    Tier.L3: "everything",
}


@dataclass(frozen=True, slots=True)
class RingCard:
    """What somebody must know before they ring or write. The number is masked, and the code word is not here.

    problem: why nothing may be written, "" when it may. do_not_ring: why nobody may ring, "" when they may.
    """

    contact_id: str
    is_phone: bool
    shown_as: str
    state: ContactState
    problem: str
    do_not_ring: str
    voicemail: str
    has_code_word: bool
    code_use: str
    alias: str
    signed_as: str
    seen_by: str
    belongs: str
    previews: str
    hours: str
    urgent: str
    quiet: tuple[tuple[str, str], ...]
    on_holidays: bool
    may_text: bool
    level: str
    language: str
    reading: str
    prefers: str
    checked_on: date
    checked_by: str
    runs_out_on: date
    is_over: bool


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


def contact_page(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> ContactPage:
    """Give one phone or mailbox with its whole history, on the record.

    Raises:
        NotFound: there is no such case, or no such number in it, for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
        contact = _known(picture, contact_id)
        kept = desk.contacts.history(contact_id)
    return ContactPage(
        case_id=case_id,
        case_ref=picture.case.ref,
        person_id=contact.person_id,
        called=picture.called(contact.person_id),
        card=_card(contact, kept, london_day(asking.at)),
        history=tuple(reversed(tuple(_row(kept, n) for n in range(len(kept))))),
        clears=contact.state in CLEARS_BY_REVIEW,
        needs_code=contact.state is ContactState.WRONG,
    )


def cards_for_call(store: Store, case_id: str, person_id: str, *, asking: Asking) -> tuple[RingCard, ...]:
    """Give what to know about each phone of somebody who is to be rung, those that may be rung first."""
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="contact.read") as desk:
        picture = desk.cases.known_picture(case_id)
        cards = [_with_history(desk, c, asking) for c in picture.contacts_of(person_id, Channel.SMS)]
    return tuple(sorted(cards, key=lambda card: bool(card.do_not_ring)))


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


def shown_as(contact: SafeContact) -> str:
    """Write a number or address so that it can be told apart but not used."""
    if contact.channel is Channel.SMS:
        return masked(contact.value)
    name, _, host = contact.value.partition("@")
    return f"{name[:1]}•••@•••.{host.rpartition('.')[2]}"


def problem_of(contact: SafeContact, today: date) -> str:
    """Say why nothing may be written, in words for whoever rings; "" when it may."""
    if contact.state is not ContactState.USABLE:
        return STATE_IN_WORDS[contact.state]
    if contact.review_due_on <= today:
        why = "" if contact.expired_because is None else f": {INCIDENT_IN_WORDS[contact.expired_because]}"
        return f"the check ran out on {spoken_day(contact.review_due_on)}{why}"
    return "" if contact.may_text else "they did not agree to be written to"


def _known(picture: CasePicture, contact_id: str) -> SafeContact:
    found = next((c for c in picture.contacts if c.contact_id == contact_id), None)
    if found is None:
        raise NotFound("There is no such number in this case.")
    return found


def _with_history(desk: Desk, contact: SafeContact, asking: Asking) -> RingCard:
    return _card(contact, desk.contacts.history(contact.contact_id), london_day(asking.at))


def _card(contact: SafeContact, kept: tuple[KeptStep, ...], today: date) -> RingCard:
    checked_by = next((k.by for k in reversed(kept) if k.step.kind in CHECKS), "")
    return RingCard(
        contact_id=contact.contact_id,
        is_phone=contact.channel is Channel.SMS,
        shown_as=shown_as(contact),
        state=contact.state,
        problem=problem_of(contact, today),
        do_not_ring=_do_not_ring(contact, today),
        voicemail=VOICEMAIL_IN_WORDS[contact.voicemail],
        has_code_word=contact.has_code_word,
        code_use="" if contact.code_use is None else CODE_USE_IN_WORDS[contact.code_use],
        alias=contact.alias,
        signed_as=contact.signed_as,
        seen_by=contact.seen_by,
        belongs=" · ".join(filter(None, (BELONGS_IN_WORDS[contact.belongs], contact.whose))),
        previews=PREVIEWS_IN_WORDS[contact.previews],
        hours=hours_in_words(contact.hours) or "no safe time is recorded",
        urgent=urgent_in_words(contact),
        quiet=tuple((q.key, quiet_in_words(q)) for q in in_time(contact.quiet)),
        on_holidays=contact.on_holidays,
        may_text=contact.may_text,
        level=LEVELS_SHORT[contact.allowed_tier],
        language=LANGUAGE_IN_WORDS.get(contact.language, contact.language),
        reading=READING_IN_WORDS[contact.reading],
        prefers=PREFERS_IN_WORDS[contact.prefers],
        checked_on=contact.reviewed_on,
        checked_by=checked_by,
        runs_out_on=contact.review_due_on,
        is_over=contact.review_due_on <= today,
    )


def _do_not_ring(contact: SafeContact, today: date) -> str:
    if contact.state not in (ContactState.USABLE, ContactState.STOPPED):
        return STATE_IN_WORDS[contact.state]
    if not contact.may_ring:
        return "they did not agree to be rung on it"
    if contact.state is ContactState.USABLE and may_be_rung(contact, today):
        return ""
    return (
        "" if contact.state is ContactState.STOPPED else "ring only to go through the check: nobody knows who answers"
    )


def _row(kept: tuple[KeptStep, ...], number: int) -> HistoryRow:
    step = kept[number].step
    before = kept[number - 1].step if number else None
    because = step.because
    if step.kind is StepKind.EXPIRED and step.terms is not None and step.terms.expired_because is not None:
        because = INCIDENT_IN_WORDS[step.terms.expired_because]
    if step.kind in (StepKind.BLOCKED, StepKind.NOTED) and not because:
        because = STATE_IN_WORDS.get(step.state, "")
    return HistoryRow(step.at, STEP_IN_WORDS[step.kind], kept[number].by, because, changes_in_words(before, step))
