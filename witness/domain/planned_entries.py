"""Which calendar entries have to be sent, moved or taken out, and which nobody can reach any more. Pure.

One entry for a person and a hearing, under one UID. What was planned and what a calendar holds are compared, as with
every other message; nothing is ever "updated" by hand-written cases.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.beliefs import same_promise
from witness.domain.calendars import CalendarChoice, CalendarEntry, choice_of, held_entry, look_of, wants_invitations
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, ContactState, SafeContact, Tier
from witness.domain.contact_days import reach
from witness.domain.court_time import london_day
from witness.domain.evidence import EventState
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.messages import Purpose


@dataclass(frozen=True, slots=True)
class EntryDue:
    """An entry that has to be sent, moved or taken out. key: says why, once."""

    contact: SafeContact
    purpose: Purpose
    key: str


@dataclass(frozen=True, slots=True)
class EntryLeft:
    """An entry that is no longer right, or that the wrong eyes may see, in a mailbox that nothing may be sent to."""

    entry: CalendarEntry
    because: str


def has_day(hearing: Hearing) -> bool:
    """Whether there is a day, or a window, that a calendar can show."""
    return hearing.now.state is HearingState.LISTED and hearing.now.slot.certainty is not Certainty.NONE


def entries_due(
    picture: CasePicture,
    hearing: Hearing,
    person_id: str,
    *,
    now: datetime,
    languages: frozenset[str],
) -> Iterator[EntryDue | EntryLeft]:
    """Say what has to change in a person's mailboxes about a hearing: nothing where all is as it should be."""
    if hearing.now.state in (HearingState.UNCONFIRMED, HearingState.HELD) or picture.case.closed_on is not None:
        return
    expected = any(person.person_id == person_id for person in picture.audience_of(hearing.hearing_id))
    if not expected and has_day(hearing) and _was_spent(picture, hearing):
        return
    sender = picture.case.signed_as
    choice = choice_of(picture.calendar_choices, person_id)
    boxes = _mailboxes(picture.contacts, person_id)
    target = _target(picture, choice, boxes, now, languages)
    for box in boxes:
        held = held_entry(picture.calendar_entries, hearing.hearing_id, box.contact_id)
        wanted = expected and has_day(hearing) and target is not None and box.contact_id == target.contact_id
        look = look_of(choice, box, box.signed_as or sender)
        if wanted and not _is_right(held, hearing, look):
            yield _due(picture, hearing, box, Purpose.INVITATION, look)
        elif held is not None and not wanted:
            yield from _taken_out(picture, hearing, box, held, look, expected, now, languages)


def _taken_out(
    picture: CasePicture,
    hearing: Hearing,
    box: SafeContact,
    held: CalendarEntry,
    look: str,
    expected: bool,
    now: datetime,
    languages: frozenset[str],
) -> Iterator[EntryDue | EntryLeft]:
    verdict = reach(picture, box, tier=Tier.L1, now=now, languages=languages, calendar=None)
    if not isinstance(verdict, Blocked):
        yield _due(picture, hearing, box, Purpose.INVITATION_OFF, look)
        return
    stands = expected and has_day(hearing) and same_promise(hearing.revision(held.revision), hearing.now)
    # An entry that is still true may stay while a check has run out; not where somebody else may read it.
    seen = box.state in (ContactState.UNSAFE, ContactState.WRONG)
    if (seen or not stands) and not _is_over(held, hearing, london_day(now)):
        yield EntryLeft(held, verdict.because)


def _mailboxes(contacts: Iterable[SafeContact], person_id: str) -> tuple[SafeContact, ...]:
    own = [c for c in contacts if c.person_id == person_id and c.channel is Channel.EMAIL]
    return tuple(sorted(own, key=lambda c: (c.reviewed_on, c.contact_id), reverse=True))


def _target(
    picture: CasePicture,
    choice: CalendarChoice,
    boxes: tuple[SafeContact, ...],
    now: datetime,
    languages: frozenset[str],
) -> SafeContact | None:
    """Give the mailbox that entries go to: the one they chose and no other, else the first that may be used."""
    named = [box for box in boxes if box.contact_id == choice.contact_id] if choice.contact_id else list(boxes)
    for box in named:
        verdict = reach(picture, box, tier=Tier.L1, now=now, languages=languages, calendar=None)
        if wants_invitations(choice, box) and not isinstance(verdict, Blocked):
            return box
    return None


def _is_right(held: CalendarEntry | None, hearing: Hearing, look: str) -> bool:
    return held is not None and held.look in ("", look) and same_promise(hearing.revision(held.revision), hearing.now)


def _is_over(held: CalendarEntry, hearing: Hearing, today: date) -> bool:
    last = hearing.revision(held.revision).slot.last_day
    return last is not None and last < today


def _due(picture: CasePicture, hearing: Hearing, box: SafeContact, purpose: Purpose, look: str) -> EntryDue:
    """Its key holds the number of what is there now, so that the same turn may be needed, and sent, a second time."""
    sent = [
        e.sequence
        for e in picture.calendar_entries
        if e.hearing_id == hearing.hearing_id and e.contact_id == box.contact_id and e.may_be_there
    ]
    return EntryDue(box, purpose, f"{purpose.value}-{max(sent, default=0)}-{look}")


def entries_left(picture: CasePicture, *, now: datetime, languages: frozenset[str]) -> tuple[EntryLeft, ...]:
    """Give the entries that are wrong, or seen by the wrong eyes, where nothing may be sent to put it right."""
    left: list[EntryLeft] = []
    for hearing in picture.hearings:
        for person_id in holders_of(picture, hearing.hearing_id):
            due = entries_due(picture, hearing, person_id, now=now, languages=languages)
            left += [item for item in due if isinstance(item, EntryLeft)]
    return tuple(left)


def holders_of(picture: CasePicture, hearing_id: str) -> tuple[str, ...]:
    """Give the people in whose mailboxes an entry for a hearing is or may be."""
    sent = {(e.person_id, e.contact_id) for e in picture.calendar_entries if e.hearing_id == hearing_id}
    held = {person for person, box in sent if held_entry(picture.calendar_entries, hearing_id, box) is not None}
    return tuple(sorted(held))


def _was_spent(picture: CasePicture, hearing: Hearing) -> bool:
    """Whether evidence was given there: the day has been, and an entry about it is nobody's mistake."""
    return any(e.hearing_id == hearing.hearing_id and e.state is EventState.GIVEN for e in picture.events)
