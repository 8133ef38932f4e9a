"""The private page of one person: the next date, who and where, the meetings before it, what was told, who looked.

The minimum, and nothing about anybody else: no other witness, no defendant, no child's name, nothing of the case.
What a page says in words is chosen by the templates, in the family's language.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from witness.domain.access import Asking, Deed
from witness.domain.audit import AuditOutcome
from witness.domain.audit_kinds import LoggedAs
from witness.domain.audit_words import kind_of
from witness.domain.calendars import choice_of
from witness.domain.cases import CasePicture
from witness.domain.contact_rules import holder_of
from witness.domain.court_cards import CourtFact, card_of
from witness.domain.court_time import london_day
from witness.domain.courts import Facility
from witness.domain.errors import NotFound
from witness.domain.hearings import Certainty, Slot
from witness.domain.other_times import Asked, may_be_asked
from witness.domain.planned_messages import meeting_time
from witness.domain.private_page import Door, is_in, own_witnesses, text_key, why_no_page, why_shut
from witness.domain.visits import Visit, VisitKind
from witness.messaging.page_calendar import OwnEntry
from witness.questions.private_page_views import (
    BuildingFact,
    DoorLine,
    FamilyPage,
    LinkText,
    Look,
    Meeting,
    NextDate,
    PageCard,
    ToldLine,
)
from witness.store import Desk, Store
from witness.store.page_stays import FAMILY, contact_behind, door_of, put_on_record

LOOKED_SINCE = timedelta(days=30)
MOST_LOOKS, MOST_TOLD = 10, 10
SEEN_ENTRIES = 400


def family_page(
    store: Store, key: str, *, language: str | None, now: datetime, request_id: str = ""
) -> FamilyPage | None:
    """Give the page to whoever is in, on the record; None to anybody else. language: in which they read from now on."""
    with store.changing() as desk:
        found = door_of(desk, key, now)
        if found is None:
            return None
        door, picture, kept = found
        spoken = language or kept
        desk.private_pages.see(door.link_id, now, spoken)
        put_on_record(desk, door, "page.read", now, request_id)
        return _page(desk, door, picture, spoken, now)


def own_entries(store: Store, key: str, *, now: datetime, request_id: str = "") -> tuple[OwnEntry, ...] | None:
    """Give what a calendar is to hold, the next date and the meetings before it; None to a stranger."""
    with store.changing() as desk:
        found = door_of(desk, key, now)
        if found is None:
            return None
        door, picture, kept = found
        desk.private_pages.see(door.link_id, now, kept)
        put_on_record(desk, door, "page.calendar", now, request_id)
    meant = _next_date(picture, door)
    entries = []
    if meant.on is not None and meant.certainty is not Certainty.WINDOW:
        entries.append(OwnEntry(_uid(door, door.hearing_id), meant.on, meant.at, DATE_MINUTES, door.revision))
    for visit in _ahead(picture, door, london_day(now)):
        if visit.now.on is not None:
            entries.append(
                OwnEntry(_uid(door, visit.visit_id), visit.now.on, visit.now.at, visit.minutes, len(visit.steps))
            )
    return tuple(entries)


def page_card(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> PageCard:
    """Give how the private page of a phone stands, for staff.

    Raises:
        NotFound: there is no such phone in this case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="page.card_read") as desk:
        picture = desk.cases.known_picture(case_id)
        contact = next((c for c in picture.contacts if c.contact_id == contact_id), None)
        if contact is None:
            raise NotFound("There is no such number in this case.")
        choice = desk.private_pages.choice_of(contact_id)
        epoch = desk.private_pages.epoch()
        is_on = choice is not None and choice.is_on
        holder = holder_of(picture, contact.person_id, london_day(asking.at))
        doors = []
        for door in desk.private_pages.of_contact(contact_id)[:5]:
            stay = desk.private_pages.is_somebody_in(door.link_id)
            because = why_shut(door, picture, is_on=is_on, epoch=epoch, now=asking.at)
            inside = stay is not None and not because and is_in(stay, asking.at)
            doors.append(
                DoorLine(
                    door.made_at,
                    door.ends_at,
                    because,
                    not because,
                    door.opened,
                    door.opened_at,
                    door.wrong,
                    inside,
                    _text_of(picture, door),
                )
            )
    return PageCard(
        is_on=is_on,
        because="" if choice is None else choice.because,
        why_not=why_no_page(contact, holder, asking.at, has_left=picture.has_left(contact.person_id)),
        doors=tuple(doors),
        language=contact.language,
    )


def _text_of(picture: CasePicture, door: Door) -> LinkText | None:
    sent = next((m for m in picture.messages if m.reason_key == text_key(door.link_id)), None)
    return None if sent is None else LinkText(sent.state, sent.handed_over_at or sent.not_before, sent.because)


def _page(desk: Desk, door: Door, picture: CasePicture, language: str, now: datetime) -> FamilyPage:
    case, today = picture.case, london_day(now)
    slot = picture.hearing(door.hearing_id).now.slot if door.hearing_id else None
    answered = picture.answered_last(door.person_id, door.hearing_id) if door.hearing_id else None
    is_current = answered is not None and answered.revision == door.revision
    contact = contact_behind(picture, door)
    code = "" if slot is None else slot.court_code
    facts = _facts(desk, code, today)
    seen = {said for fact in facts for said in SAYS_MORE.get(fact.fact, ())}
    first_names = {a.id: a.viewer.first_name for a in desk.accounts.of_team(case.team_id)}
    return FamilyPage(
        language=language,
        next_date=_next_date(picture, door),
        may_answer=bool(slot is not None and slot.on is not None),
        answered=answered.answer if answered is not None and is_current else None,
        with_them=_with_them(picture, door, first_names),
        meet=choice_of(picture.calendar_choices, door.person_id).nickname,
        place=desk.courts.place_of(code) if code else "",
        has=tuple(sorted(f.value for f in desk.courts.facilities_of(code) if f in SAID - seen)) if code else (),
        facts=facts,
        meetings=_meetings(picture, door, first_names, desk.other_times.open_of_case(door.case_id), today),
        told=_told(picture, door),
        looks=_looks(desk, door, first_names, now),
        worker=contact.signed_as or case.signed_as,
        phone=case.support_phone,
    )


# From the card of a court: the room for a live link is arranged with each family by voice.
TOLD_OF_A_BUILDING = (
    CourtFact.ENTRANCE,
    CourtFact.WAITING,
    CourtFact.FOOD,
    CourtFact.STEP_FREE,
    CourtFact.PARKING,
)
# What somebody has seen says more than the directory.
SAYS_MORE = {
    CourtFact.WAITING: (Facility.WITNESS_SERVICE_ROOM, Facility.QUIET_ROOM),
    CourtFact.FOOD: (Facility.REFRESHMENTS,),
    CourtFact.STEP_FREE: (Facility.DISABLED_ACCESS,),
}
DATE_MINUTES = 60

# What helps a family to know. The rest of the directory is for staff.
SAID = frozenset(
    {
        Facility.WITNESS_SERVICE_ROOM,
        Facility.CHILDRENS_WAITING_ROOM,
        Facility.QUIET_ROOM,
        Facility.REFRESHMENTS,
        Facility.DISABLED_ACCESS,
        Facility.HEARING_LOOP,
    }
)


def _facts(desk: Desk, court_code: str, today: date) -> tuple[BuildingFact, ...]:
    """Give only what was looked at lately: a wrong door is worse than none."""
    if not court_code:
        return ()
    lines = card_of(desk.court_cards.of_court(court_code), today)
    return tuple(
        BuildingFact(line.fact, line.words, line.by_name.partition(" ")[0], line.checked_on)
        for line in lines
        if line.may_be_told and line.checked_on is not None and line.fact in TOLD_OF_A_BUILDING
    )


def _uid(door: Door, of: str) -> str:
    """Name an entry: the same through any number of links, another for each person, and nothing can be read from it."""
    return f"{sha256(f'{door.person_id}:{of}'.encode()).hexdigest()[:32]}@appointments"


def _next_date(picture: CasePicture, door: Door) -> NextDate:
    if not door.hearing_id:
        return NextDate(Certainty.NONE)
    slot: Slot = picture.hearing(door.hearing_id).now.slot
    until = slot.last_day if slot.certainty is Certainty.WINDOW else None
    return NextDate(slot.certainty, slot.on, until, meeting_time(slot))


def _with_them(picture: CasePicture, door: Door, first_names: dict[str, str]) -> tuple[str, ...]:
    own = own_witnesses(picture, door.person_id)
    on_the_day = [
        v
        for v in picture.visits
        if v.kind is VisitKind.DAY_SUPPORT and v.is_active and v.hearing_id == door.hearing_id and v.witness_id in own
    ]
    names = [first_names.get(who or "", "") for v in on_the_day for who in (v.officer_id, v.second_id)]
    return tuple(dict.fromkeys(name for name in names if name))


def _meetings(
    picture: CasePicture, door: Door, first_names: dict[str, str], asked: tuple[Asked, ...], today: date
) -> tuple[Meeting, ...]:
    waits = {a.visit_id for a in asked}
    return tuple(
        Meeting(v.visit_id, v.now.on, v.now.at, v.place, first_names.get(v.officer_id or "", ""), v.visit_id in waits)
        for v in _ahead(picture, door, today)
        if v.now.on is not None
    )


def _ahead(picture: CasePicture, door: Door, today: date) -> list[Visit]:
    own = own_witnesses(picture, door.person_id)
    ahead = (v for v in picture.visits if may_be_asked(v, own, today))
    return sorted(ahead, key=lambda v: (v.now.on or date.max, v.now.at or time.max, v.visit_id))


def _told(picture: CasePicture, door: Door) -> tuple[ToldLine, ...]:
    said = sorted((t for t in picture.told if t.person_id == door.person_id), key=lambda t: t.at, reverse=True)
    lines = []
    for told in said[:MOST_TOLD]:
        revision = picture.hearing(told.hearing_id).revision(told.revision)
        lines.append(ToldLine(told.at, revision.slot.on))
    return tuple(lines)


def _looks(desk: Desk, door: Door, first_names: dict[str, str], now: datetime) -> tuple[Look, ...]:
    """Say who looked, once for a day and a person, and what they did. Only people of the team have a name here."""
    found: dict[Look, set[LoggedAs]] = {}
    for chained in desk.audit.of_case(door.case_id, SEEN_ENTRIES):
        entry = chained.entry
        if now - entry.at > LOOKED_SINCE or entry.outcome is not AuditOutcome.ALLOWED:
            continue
        if entry.role == FAMILY and entry.subject == door.link_id:
            found[Look(london_day(entry.at), "", True)] = set()
        elif entry.account_id is not None:
            look = Look(london_day(entry.at), first_names.get(entry.account_id, ""))
            found.setdefault(look, set()).add(kind_of(entry.deed).logged_as)
    looks = [replace(look, did=tuple(word for word in LoggedAs if word in did)) for look, did in found.items()]
    return tuple(sorted(looks, key=lambda look: look.on, reverse=True)[:MOST_LOOKS])
