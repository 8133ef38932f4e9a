"""The people of a case and how each may be reached; what somebody minds before they dial."""

from datetime import date

from witness.domain.beliefs import joined_at
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import BELONGS_IN_WORDS, Belongs
from witness.domain.court_time import spoken_day, spoken_time
from witness.domain.people import AVOID_IN_WORDS, BESIDE_THE_FAMILY, DatesToAvoid, Part, Person
from witness.domain.safe_hours import days_in_words, hours_in_words
from witness.questions.case_cards import Away, ContactCard, PersonCard, Whom
from witness.questions.how_to_ring import problem_of, shown_as

LEVELS: dict[Tier, str] = {
    Tier.L0: "L0: only “please ring us”",
    Tier.L1: "L1: a day and a time, no purpose",
    Tier.L2: "L2: also a nickname for the place",
    Tier.L3: "L3: everything",
}


def people_of(picture: CasePicture, today: date) -> tuple[PersonCard, ...]:
    """Give everybody of a family, the witnesses first."""
    witnesses = {w.person_id: w.label for w in picture.witnesses}
    ordered = sorted(picture.people, key=lambda p: (witnesses.get(p.person_id, "~"), p.initials))
    return tuple(_person_card(picture, person, today) for person in ordered)


def whom_to_ring(picture: CasePicture, today: date) -> tuple[Whom, ...]:
    """Give everybody whom one may ring: those with a phone first, and a child only after their parents."""
    phones = {p.person_id: picture.contacts_of(p.person_id, Channel.SMS) for p in picture.people}
    here = [person for person in picture.people if not picture.has_left(person.person_id)]
    ordered = sorted(here, key=lambda p: (not phones[p.person_id], p.is_child_on(today), picture.called(p.person_id)))
    return tuple(
        Whom(p.person_id, picture.called(p.person_id), tuple(_mind(c, today) for c in phones[p.person_id]))
        for p in ordered
    )


def away_of(picture: CasePicture, today: date) -> dict[str, tuple[Away, ...]]:
    """Give the days that are not over on which people cannot come, by person, the soonest first."""
    ahead = [dates for dates in picture.availability if dates.last_on >= today]
    return {
        person.person_id: tuple(Away(_away(d), AVOID_IN_WORDS[d.why]) for d in ahead if d.person_id == person.person_id)
        for person in picture.people
    }


def _away(dates: DatesToAvoid) -> str:
    first, last = spoken_day(dates.first_on), spoken_day(dates.last_on)
    return first if first == last else f"{first} to {last}"


def _person_card(picture: CasePicture, person: Person, today: date) -> PersonCard:
    own = [part for part in picture.parts if part.person_id == person.person_id]
    beside = [part for part in own if part.part in BESIDE_THE_FAMILY]
    has_left = picture.has_left(person.person_id)
    parts = {
        "witness" if part.part is Part.WITNESS else part.relation or part.part.value.replace("_", " ") for part in own
    }
    return PersonCard(
        person_id=person.person_id,
        name=person.name,
        called=picture.called(person.person_id),
        parts=" and ".join(sorted(parts, key=lambda part: (part != "witness", part))),
        age=person.age_on(today) if person.is_child_on(today) else None,
        language=person.language,
        contacts=tuple(_contact_card(c, today) for c in _newest_first(picture, person.person_id)),
        works_here=bool(beside),
        informed=any(part.informed for part in beside),
        organisation=next((part.organisation for part in beside if part.organisation), ""),
        joined_at=joined_at(picture, person.person_id),
        left_at=max(part.left_at for part in own if part.left_at is not None) if has_left else None,
        may_leave=not has_left and all(part.part is not Part.WITNESS for part in own),
    )


def _newest_first(picture: CasePicture, person_id: str) -> list[SafeContact]:
    """Those that another number has replaced come last."""
    own = [c for c in picture.contacts if c.person_id == person_id]
    return sorted(own, key=lambda c: c.state is ContactState.RETIRED)


def _contact_card(contact: SafeContact, today: date) -> ContactCard:
    is_phone = contact.channel is Channel.SMS
    return ContactCard(
        contact_id=contact.contact_id,
        is_phone=is_phone,
        shown_as=shown_as(contact),
        whose=contact.whose or _belongs(contact),
        seen_by=contact.seen_by or "nobody",
        days=_days(contact),
        hours=_hours(contact),
        level=LEVELS[contact.allowed_tier],
        signed_as=contact.signed_as,
        reviewed_on=contact.reviewed_on,
        runs_out_on=contact.review_due_on,
        problem=problem_of(contact, today),
        is_usable=contact.state is ContactState.USABLE,
    )


def _mind(contact: SafeContact, today: date) -> str:
    problem = problem_of(contact, today)
    told = f" Mind: {problem}." if problem else ""
    return (
        f"Phone: {contact.whose or 'their own'}, seen by {contact.seen_by or 'nobody else'}. "
        f"Ring {_days(contact)}, {_hours(contact)}. They know you as {contact.signed_as}.{told}"
    )


def _belongs(contact: SafeContact) -> str:
    return "their own" if contact.belongs is Belongs.NOT_ASKED else BELONGS_IN_WORDS[contact.belongs]


def _days(contact: SafeContact) -> str:
    """Give the days, which the hours follow; where days differ, the first of them with their hours."""
    if contact.other_hours:
        return hours_in_words(contact.hours).partition("; ")[0]
    return days_in_words(contact.safe_days)


def _hours(contact: SafeContact) -> str:
    if contact.other_hours:
        return hours_in_words(contact.hours).partition("; ")[2].replace("; ", ", ")
    return f"{spoken_time(contact.safe_from)} to {spoken_time(contact.safe_until)}"
