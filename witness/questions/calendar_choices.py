"""What a person's calendar shows: their choice, how an entry looks with it, and what was sent into it so far."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.access import Asking, Deed
from witness.domain.calendars import (
    CalendarChoice,
    Place,
    choice_of,
    place_shown,
    wants_invitations,
)
from witness.domain.cases import CasePicture
from witness.domain.contact import STATE_IN_WORDS, Channel, ContactState, SafeContact
from witness.domain.court_time import london_day, spoken_day, spoken_time
from witness.domain.errors import NotFound
from witness.domain.hearings import Certainty, HearingState
from witness.domain.messages import HANDED_OVER, MessageState
from witness.domain.planned_messages import meeting_time
from witness.messaging.wording import NoWording, UnsafeWording, Wording
from witness.questions.how_to_ring import shown_as
from witness.store import Desk, Store
from witness.store.calendars import EntrySent

ANSWERS = {
    "accepted": "their calendar accepted it",
    "declined": "their calendar declined it",
    "tentative": "their calendar said maybe",
    "counter": "they proposed another time",
    "delegated": "they passed it on to somebody else",
}
EXAMPLE_IN = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox, masked. problem: why nothing may be sent there, "" when it may."""

    contact_id: str
    shown_as: str
    problem: str


@dataclass(frozen=True, slots=True)
class Preview:
    """An entry as a calendar shows it. example: no real date is known yet."""

    title: str
    on: date
    when: str
    place: str
    rings: tuple[str, ...]
    free: bool
    example: bool


@dataclass(frozen=True, slots=True)
class SentLine:
    """An entry that went out, or was meant to."""

    at: datetime
    what: str
    became: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What the page needs. wanted: whether entries go to them at all. tier: the highest level of their mailboxes."""

    case_id: str
    case_ref: str
    person_id: str
    called: str
    choice: CalendarChoice
    wanted: bool
    boxes: tuple[Box, ...]
    tier: int
    preview: Preview | None
    window: Preview | None
    sent: tuple[SentLine, ...]


def calendar_page(
    store: Store,
    case_id: str,
    person_id: str,
    proposed: CalendarChoice | None,
    *,
    wording: Wording,
    asking: Asking,
) -> CalendarPage:
    """Answer for whoever may change the case. proposed: a choice to be looked at before it is made.

    Raises:
        NotFound: there is no such case or person for whoever asks.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="calendar.see") as desk:
        picture = desk.cases.known_picture(case_id)
        if all(person.person_id != person_id for person in picture.people):
            raise NotFound("There is no such person in this case.")
        choice = proposed or choice_of(picture.calendar_choices, person_id)
        boxes = picture.contacts_of(person_id, Channel.EMAIL)
        box = next((b for b in boxes if choice.contact_id in ("", b.contact_id)), None)
        return CalendarPage(
            case_id=case_id,
            case_ref=picture.case.ref,
            person_id=person_id,
            called=picture.called(person_id),
            choice=choice,
            wanted=box is not None and wants_invitations(choice, box),
            boxes=tuple(_box(b, london_day(asking.at)) for b in boxes),
            tier=max((int(b.tier) for b in boxes), default=0),
            preview=None if box is None else _preview(desk, picture, choice, box, wording, asking.at),
            window=None if box is None else _window(picture, choice, box, wording, asking.at),
            sent=tuple(
                _line(picture, s) for s in desk.calendars.sent_of_case(case_id) if s.entry.person_id == person_id
            ),
        )


def _box(contact: SafeContact, today: date) -> Box:
    problem = "" if contact.state is ContactState.USABLE else STATE_IN_WORDS[contact.state]
    if not problem and contact.review_due_on <= today:
        problem = f"the safe-contact check ran out on {spoken_day(contact.review_due_on)}"
    return Box(contact.contact_id, shown_as(contact), problem)


def _preview(
    desk: Desk, picture: CasePicture, choice: CalendarChoice, box: SafeContact, wording: Wording, now: datetime
) -> Preview:
    ahead = [
        hearing
        for hearing in picture.hearings
        if hearing.now.state is HearingState.LISTED
        and hearing.now.slot.on is not None
        and hearing.now.slot.certainty is not Certainty.WINDOW
        and hearing.now.slot.on >= london_day(now)
        and any(p.person_id == choice.person_id for p in picture.audience_of(hearing.hearing_id))
    ]
    soonest = min(ahead, key=lambda h: h.now.slot.on or date.max, default=None)
    on = london_day(now) + EXAMPLE_IN if soonest is None else soonest.now.slot.on
    at = None if soonest is None else meeting_time(soonest.now.slot)
    shown = place_shown(choice, box.tier)
    court = picture.case.court_code if soonest is None else soonest.now.slot.court_code
    places = {Place.NONE: "", Place.NICKNAME: choice.nickname, Place.ADDRESS: desk.courts.place_of(court)}
    return Preview(
        title=_title(picture, choice, box, wording, "invitation"),
        on=on or london_day(now),
        when="all day" if at is None else spoken_time(at),
        place=places[shown],
        rings=() if at is None else tuple(alarm_in_words(minutes) for minutes in sorted(choice.alarms)),
        free=not choice.busy,
        example=soonest is None,
    )


def _window(picture: CasePicture, choice: CalendarChoice, box: SafeContact, wording: Wording, now: datetime) -> Preview:
    title = _title(picture, choice, box, wording, "invitation_window")
    return Preview(title, london_day(now) + EXAMPLE_IN, "all day, for every day of the period", "", (), True, True)


def _title(picture: CasePicture, choice: CalendarChoice, box: SafeContact, wording: Wording, name: str) -> str:
    fields = {
        "sender": box.signed_as or picture.case.signed_as,
        "phone": picture.case.support_phone,
        "day": "Tue 1 Dec",
        "first_day": "Tue 1 Dec",
        "last_day": "Fri 4 Dec",
        "title": choice.title,
    }
    try:
        return wording.mail(name, box.language, fields)[0]
    except (NoWording, UnsafeWording) as refused:
        return str(refused)


def alarm_in_words(minutes: int) -> str:
    """Say how long before: "30 minutes before", "2 hours before", "1 day before"."""
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes % size == 0:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'} before"
    raise ValueError("minutes are whole")


def _line(picture: CasePicture, sent: EntrySent) -> SentLine:
    entry = sent.entry
    slot = picture.hearing(entry.hearing_id).revision(entry.revision).slot
    at = meeting_time(slot)
    # As their calendar shows it: the hour at which they are met.
    day = slot.in_words() if slot.on is None or at is None else f"{spoken_day(slot.on)}, {spoken_time(at)}"
    what = f"taken out: {day}" if entry.cancelled else day
    return SentLine(entry.at, what[:1].upper() + what[1:], ANSWERS.get(sent.answer, _became(entry.state)))


def _became(state: MessageState) -> str:
    if state is MessageState.DELIVERED:
        return "delivered"
    return "sent, no answer" if state in HANDED_OVER else state.value
