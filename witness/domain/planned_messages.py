"""Which messages should exist for a case: a pure function of its facts, the reminder rules and the instant.

Nothing is ever rescheduled. When a fact changes, what should be is computed anew and compared with what is planned
(`changes_to`): what is missing is added, what is no longer true is withdrawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.domain.at_court_text import texts_asked, writes_again_by
from witness.domain.beliefs import same_promise
from witness.domain.calendars import held_entry
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact import Blocked, Channel, SafeContact, Tier, Wait
from witness.domain.contact_days import reach
from witness.domain.court_time import end_of_london_day, london_day, london_time, moment_in_london
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import NO_SLOT, Certainty, Hearing, HearingState, Revision, Slot
from witness.domain.message_choices import Chosen, choice_in_words, chosen_for, what_of
from witness.domain.messages import ANSWERS_TO_THEIRS, TIER_OF, MessageState, Purpose
from witness.domain.people import Person
from witness.domain.planned_entries import EntryLeft, entries_due, holders_of
from witness.domain.spoken_dates import UNTIL, day_in, hour_in
from witness.domain.stops import concerned, heeding
from witness.domain.trip_course import newest_change, ride_news_ends
from witness.domain.working_days import WorkingCalendar

# Families are met this long before the court hour: in through the quiet door before the others arrive
# (domain reference §4, arrival staggered by 60 minutes).
MEET_BEFORE = timedelta(minutes=60)
REMIND_AT = time(10, 0)
STAYS_USEFUL = timedelta(days=3)
# A reminder moves to an earlier day when nothing may go on its own: over a bank holiday weekend, no further.
MOST_DAYS_EARLIER = 4
DATED = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
QUIET_AFTER_NEWS = timedelta(days=2)


# Of these the words are called like the purpose.
SAID_AS_NAMED = frozenset(
    {
        Purpose.CALLED_OFF,
        Purpose.RIDE_CHANGED,
        Purpose.STILL_WAITING,
        Purpose.INVITATION,
        Purpose.INVITATION_OFF,
    }
)
# The words for the last day. They name no date, so they tell none: only a voice puts that belief right.
DONT_SET_OFF = "dont_set_off"


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """A reminder so many days before. after_yes: still sent to somebody who has said that they are coming."""

    days_before: int
    after_yes: bool


# Domain reference §6: a plan four weeks ahead, a question two weeks ahead, the eve. The call at seven days is a task
# for a person (`domain.tasks`), because texts alone do not raise attendance.
REMINDERS = (
    ReminderRule(28, after_yes=False),
    ReminderRule(14, after_yes=False),
    ReminderRule(3, after_yes=False),
    ReminderRule(1, after_yes=True),
)


@dataclass(frozen=True, slots=True)
class WantedMessage:
    """A message that should exist. `reason_key` says why: same reason, same key, one message.

    wording: the template's name; fields: what it is filled with. Neither holds a family's name.
    not_before, not_after: between these it is useful; the safe hours narrow it further when it is sent.
    choice: the mark of what somebody has chosen about it, "" for nothing; because: that in words.
    """

    reason_key: str
    person_id: str
    contact_id: str
    hearing_id: str
    revision: int
    purpose: Purpose
    channel: Channel
    tier: Tier
    wording: str
    fields: dict[str, str]
    not_before: datetime
    not_after: datetime
    choice: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Hindered:
    """Somebody has to be told, and no message may do it: a person has to."""

    person_id: str
    hearing_id: str
    revision: int
    purpose: Purpose
    because: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that should be said, and all that only a voice can say."""

    messages: tuple[WantedMessage, ...]
    hindered: tuple[Hindered, ...]


@dataclass(frozen=True, slots=True)
class MessageChanges:
    """What to do so that the plan says what is true. revive: withdrawn unsent, and wanted again.

    shift: planned, and to go at another time or in other words, because somebody has chosen so or no longer does.
    """

    add: tuple[WantedMessage, ...]
    withdraw: tuple[StandingMessage, ...]
    revive: tuple[tuple[StandingMessage, WantedMessage], ...]
    shift: tuple[tuple[StandingMessage, WantedMessage], ...] = ()


def messages_wanted(
    picture: CasePicture,
    *,
    now: datetime,
    hold: timedelta,
    languages: frozenset[str],
    calendar: WorkingCalendar | None = None,
) -> Wanted:
    """Compute what should be sent about every hearing of a case.

    hold: how long news of a change waits, so that the change can be undone.
    languages: those in which approved wording exists. calendar: the bank holidays, on which nobody is written to.
    """
    messages: list[WantedMessage] = []
    hindered: list[Hindered] = []
    if picture.case.closed_on is None:
        for hearing in picture.hearings:
            for person in _concerned(picture, hearing):
                for item in _about(_Telling(picture, hearing, person, now, hold, languages, calendar)):
                    (messages if isinstance(item, WantedMessage) else hindered).append(item)  # type: ignore[arg-type]
            for person in _only_in_calendars(picture, hearing):
                messages += _calendar(_Telling(picture, hearing, person, now, hold, languages))
    return Wanted(tuple(messages), tuple(hindered))


def changes_to(standing: tuple[StandingMessage, ...], wanted: Wanted, *, now: datetime) -> MessageChanges:
    """Compare what is planned about hearings with what should be. Running it again on its result changes nothing."""
    by_key = {message.reason_key: message for message in standing if message.hearing_id}
    wanted_keys = {message.reason_key for message in wanted.messages}
    add = [m for m in wanted.messages if m.reason_key not in by_key and m.not_after > now]
    withdraw = [
        m
        for m in by_key.values()
        if m.state is MessageState.PLANNED and m.purpose not in ANSWERS_TO_THEIRS and m.reason_key not in wanted_keys
    ]
    revive = [
        (by_key[m.reason_key], m)
        for m in wanted.messages
        if m.reason_key in by_key and _may_revive(by_key[m.reason_key]) and m.not_after > now
    ]
    shift = [
        (by_key[m.reason_key], m)
        for m in wanted.messages
        if m.reason_key in by_key
        and by_key[m.reason_key].state is MessageState.PLANNED
        and by_key[m.reason_key].choice != m.choice
    ]
    return MessageChanges(tuple(add), tuple(withdraw), tuple(revive), tuple(shift))


def meeting_time(slot: Slot) -> time | None:
    """Give the hour at which a family is met, or None when the court hour is not known."""
    if slot.on is None or slot.at is None or slot.certainty is Certainty.WINDOW:
        return None
    return (datetime.combine(slot.on, slot.at) - MEET_BEFORE).time()


@dataclass(frozen=True, slots=True)
class _Telling:
    """One person and one hearing, and everything that decides what they should hear."""

    picture: CasePicture
    hearing: Hearing
    person: Person
    now: datetime
    hold: timedelta
    languages: frozenset[str]
    calendar: WorkingCalendar | None = None

    @property
    def told(self) -> Revision | None:
        said = self.picture.told_last(self.person.person_id, self.hearing.hearing_id)
        return None if said is None else self.hearing.revision(said.revision)

    @property
    def news_from(self) -> datetime:
        return self.hearing.now.recorded_at + self.hold


def _concerned(picture: CasePicture, hearing: Hearing) -> tuple[Person, ...]:
    """Everybody who must know, and everybody who was told something that is no longer so."""
    audience = {p.person_id: p for p in picture.audience_of(hearing.hearing_id)}
    if hearing.now.state is HearingState.VACATED:
        for told in picture.told:
            if told.hearing_id == hearing.hearing_id and not picture.has_left(told.person_id):
                audience.setdefault(told.person_id, picture.person(told.person_id))
    return tuple(audience.values())


def _only_in_calendars(picture: CasePicture, hearing: Hearing) -> tuple[Person, ...]:
    """Whoever was stood down or has left, and still has the date in their calendar: it is taken out there."""
    concerned = {person.person_id for person in _concerned(picture, hearing)}
    holders = [person_id for person_id in holders_of(picture, hearing.hearing_id) if person_id not in concerned]
    return tuple(person for person in picture.people if person.person_id in holders)


def _about(telling: _Telling) -> Iterator[WantedMessage | Hindered]:
    if telling.hearing.now.state in (HearingState.UNCONFIRMED, HearingState.HELD):
        return
    news = _news(telling)
    if news is not None:
        yield from _by_text(telling, news)
    yield from _reminders(telling)
    yield from _rides(telling)
    yield from _how_it_stands(telling)
    yield from _calendar(telling)


def _news(telling: _Telling) -> Purpose | None:
    """Decide whether this person has to hear something new, and what kind of news it is."""
    truth, told = telling.hearing.now, telling.told
    is_off = truth.state is HearingState.VACATED or truth.slot.certainty is Certainty.NONE
    if is_off:
        believed_on = told is not None and told.state is HearingState.LISTED and told.slot.on is not None
        return Purpose.CALLED_OFF if believed_on and not _has_been(telling) else None
    if told is not None and same_promise(told, truth):
        return None
    if truth.slot.certainty is Certainty.WINDOW:
        return Purpose.KEEP_FREE
    was_dated = told is not None and told.state is HearingState.LISTED and told.slot.certainty in DATED
    return Purpose.DATE_CHANGED if was_dated else Purpose.DATE_SET


def _has_been(telling: _Telling) -> bool:
    """Whether the day they were told of was spent in court: whoever was there is told by a voice."""
    held = [r for r in telling.hearing.revisions if r.state is HearingState.HELD]
    return telling.told is not None and any(r.slot.on == telling.told.slot.on for r in held)


def _by_text(telling: _Telling, purpose: Purpose) -> Iterator[WantedMessage | Hindered]:
    ends = _end_of_use(telling, purpose)
    if ends <= telling.now:
        return
    starts = telling.news_from
    safety = _wording(telling, purpose) == DONT_SET_OFF
    contact, because = _usable(telling, Channel.SMS, TIER_OF[purpose], even_if_stopped=safety)
    if contact is None:
        yield _hindered(telling, purpose, because)
        return
    message = _message(telling, contact, purpose, key=purpose.value, starts=starts, ends=ends)
    yield from _news_as_chosen(telling, message)


def _news_as_chosen(telling: _Telling, message: WantedMessage) -> Iterator[WantedMessage | Hindered]:
    """News may be held or skipped, and then a voice tells it: nobody goes on believing what is no longer so."""
    chosen = _chosen(telling, message)
    if chosen.skip is not None:
        yield _hindered(telling, message.purpose, choice_in_words(chosen.skip))
        return
    last = _last_use(telling, message.purpose)
    held = _later(message, chosen, datetime.max.replace(tzinfo=message.not_after.tzinfo) if last is None else last)
    too_late = held.not_before >= held.not_after
    if chosen.hold is not None and (too_late or telling.told is not None):
        yield _hindered(telling, message.purpose, f"texts are {choice_in_words(chosen.hold)}")
    if not too_late:
        yield held


def _chosen(telling: _Telling, message: WantedMessage) -> Chosen:
    """Give what counts for a message: a hold that is over before the message would go holds nothing."""
    chosen = chosen_for(
        telling.picture.choices,
        person_id=message.person_id,
        hearing_id=message.hearing_id,
        revision=message.revision,
        what=what_of(message.reason_key),
        today=london_day(telling.now),
    )
    over = chosen.held_until is not None and chosen.held_until <= message.not_before
    return replace(chosen, hold=None) if over else chosen


def _later(message: WantedMessage, chosen: Chosen, last: datetime) -> WantedMessage:
    """Put off what is held, and word plainly what is to be plain. last: after it no hold makes a message useful."""
    counted = (chosen.hold, chosen.hours, chosen.plain)
    said = "; ".join(choice_in_words(choice) for choice in counted if choice is not None)
    tier = message.tier if chosen.plain is None else Tier.L0
    message = replace(message, tier=tier, choice=chosen.mark, because=said[:300])
    if chosen.held_until is None:
        return message
    starts = chosen.held_until
    return replace(message, not_before=starts, not_after=min(last, max(message.not_after, starts + STAYS_USEFUL)))


def _at_hours(message: WantedMessage, chosen: Chosen) -> WantedMessage:
    if chosen.hours is None or chosen.hours.hours_from is None or chosen.hours.hours_until is None:
        return message
    day = london_day(message.not_before)
    starts, ends = (moment_in_london(day, at) for at in (chosen.hours.hours_from, chosen.hours.hours_until))
    return replace(message, not_before=max(starts, chosen.held_until or starts), not_after=ends)


def _reminders(telling: _Telling) -> Iterator[WantedMessage]:
    revision = telling.hearing.now
    slot = revision.slot
    if slot.on is None or slot.certainty not in DATED or revision.state is not HearingState.LISTED:
        return
    if telling.picture.works_with_the_family(telling.person.person_id):
        return  # a reminder asks when they will set off: that is a question to a family
    contact, _ = _usable(telling, Channel.SMS, TIER_OF[Purpose.REMINDER])
    if contact is None:
        return  # news of the date itself has already called for a voice; the call list has this person
    said_yes = _said_yes(telling)
    for rule in REMINDERS:
        day = _day_to_remind(telling, contact, slot.on - timedelta(days=rule.days_before))
        starts = moment_in_london(day, REMIND_AT)
        quiet_until = telling.news_from + (QUIET_AFTER_NEWS if rule.days_before > 1 else timedelta(0))
        if starts < quiet_until or (said_yes and not rule.after_yes):
            continue
        ends = end_of_london_day(day)
        key = f"reminder-{rule.days_before}"
        message = _message(telling, contact, Purpose.REMINDER, key=key, starts=starts, ends=ends)
        chosen = _chosen(telling, message)
        message = _at_hours(_later(message, chosen, ends), chosen)
        # A reminder that is held past its day has nothing left to remind of.
        if chosen.skip is None and message.not_before < message.not_after:
            yield message


def _rides(telling: _Telling) -> Iterator[WantedMessage]:
    """Whoever travels hears at once that another is to drive, and no more than that: a voice tells who and when.

    Where no text may go nothing hinders: that the family is told is a task for a person in any case.
    """
    contact, _ = _usable(telling, Channel.SMS, TIER_OF[Purpose.RIDE_CHANGED])
    if contact is None:
        return
    for trip in telling.picture.trips:
        change, number = newest_change(trip)
        ends = ride_news_ends(trip)
        if change is None or ends is None or ends <= telling.now or not _travels(telling, trip.passengers):
            continue
        key = f"{Purpose.RIDE_CHANGED.value}-{trip.trip_id}-{number}"
        message = _message(telling, contact, Purpose.RIDE_CHANGED, key=key, starts=change.recorded_at, ends=ends)
        if trip.hearing_id == telling.hearing.hearing_id and _chosen(telling, message).skip is None:
            yield message


def _how_it_stands(telling: _Telling) -> Iterator[WantedMessage]:
    """Somebody at court asked for a text to this person. Why none may go they are told when they ask."""
    asked = tuple(texts_asked(telling.picture, telling.person.person_id, telling.hearing.hearing_id, telling.now))
    contact, _ = _usable(telling, Channel.SMS, TIER_OF[Purpose.STILL_WAITING]) if asked else (None, "")
    if contact is None:
        return
    for tap in asked:
        key, ends = f"{Purpose.STILL_WAITING.value}-{tap.tap_id}", writes_again_by(tap.at)
        message = _message(telling, contact, Purpose.STILL_WAITING, key=key, starts=tap.at, ends=ends)
        message = replace(message, fields=message.fields | {"time": hour_in(contact.language, london_time(ends))})
        chosen = _chosen(telling, message)
        message = _later(message, chosen, ends)
        if chosen.skip is None and message.not_before < message.not_after:
            yield message


def _travels(telling: _Telling, passengers: tuple[str, ...]) -> bool:
    person_id = telling.person.person_id
    cared_for = (carer.person_id for passenger in passengers for carer in telling.picture.carers_of(passenger))
    return person_id in passengers or person_id in cared_for


def _day_to_remind(telling: _Telling, contact: SafeContact, day: date) -> date:
    """Give the day of a reminder, or the last before it on which their phone may be written to."""
    for back in range(MOST_DAYS_EARLIER + 1):
        earlier = day - timedelta(days=back)
        verdict = reach(
            telling.picture,
            contact,
            tier=min(TIER_OF[Purpose.REMINDER], contact.allowed_tier),
            now=moment_in_london(earlier, REMIND_AT),
            languages=telling.languages,
            calendar=telling.calendar,
        )
        if not isinstance(verdict, Wait) or london_day(verdict.until) == earlier:
            return earlier
    return day


def _calendar(telling: _Telling) -> Iterator[WantedMessage]:
    person_id = telling.person.person_id
    due = entries_due(telling.picture, telling.hearing, person_id, now=telling.now, languages=telling.languages)
    for item in due:
        if isinstance(item, EntryLeft):
            continue  # nothing may be sent there: `domain.tasks_wanted` gives it to a person
        # An entry that a calendar holds is put right even when the day it should show has passed meanwhile.
        holds_one = held_entry(telling.picture.calendar_entries, telling.hearing.hearing_id, item.contact.contact_id)
        ends = _useful_until(telling) if holds_one else _end_of_use(telling, Purpose.INVITATION)
        if ends > telling.now:
            message = _message(telling, item.contact, item.purpose, key=item.key, starts=telling.news_from, ends=ends)
            chosen = _chosen(telling, message)
            yield _later(message, chosen, max(ends, (chosen.held_until or ends) + STAYS_USEFUL))


def _usable(
    telling: _Telling, channel: Channel, tier: Tier, *, even_if_stopped: bool = False
) -> tuple[SafeContact | None, str]:
    """Find the record by which this person may be reached; else say why there is none.

    A phone that may only get "please ring" words is usable: the same purpose is then worded so.
    """
    because = "no mobile number is recorded" if channel is Channel.SMS else "no e-mail address is recorded"
    about = concerned(telling.picture, telling.person.person_id, telling.hearing.hearing_id)
    for recorded in telling.picture.contacts_of(telling.person.person_id, channel):
        contact = heeding(recorded, telling.picture.stops, about=about, even_if_stopped=even_if_stopped)
        verdict = reach(
            telling.picture,
            contact,
            tier=min(tier, contact.allowed_tier),
            now=telling.now,
            languages=telling.languages,
            calendar=telling.calendar,
        )
        if not isinstance(verdict, Blocked):
            return contact, ""
        because = verdict.because
    return None, because


def _message(
    telling: _Telling, contact: SafeContact, purpose: Purpose, *, key: str, starts: datetime, ends: datetime
) -> WantedMessage:
    hearing = telling.hearing
    tier = min(TIER_OF[purpose], contact.allowed_tier)
    return WantedMessage(
        reason_key=f"{hearing.hearing_id}:{hearing.now.number}:{key}:{contact.contact_id}",
        person_id=telling.person.person_id,
        contact_id=contact.contact_id,
        hearing_id=hearing.hearing_id,
        revision=hearing.now.number,
        purpose=purpose,
        channel=contact.channel,
        tier=tier,
        wording=_wording(telling, purpose),
        fields=_fields(telling, contact) | _taken_out(telling, contact, purpose),
        not_before=starts,
        not_after=ends,
    )


def _wording(telling: _Telling, purpose: Purpose) -> str:
    """Choose the words: below its level every one of them has a "please ring" form, which the wording floor knows."""
    truth, told = telling.hearing.now.slot, telling.told
    if (
        purpose is Purpose.CALLED_OFF
        and told is not None
        and told.slot.is_within_a_day(telling.hearing.now.recorded_at)
    ):
        return DONT_SET_OFF
    if purpose is Purpose.INVITATION and truth.certainty is Certainty.WINDOW:
        return "invitation_window"
    if purpose in SAID_AS_NAMED:
        return purpose.value
    if purpose is Purpose.KEEP_FREE:
        return "date_changed_window" if told is not None and told.slot.on is not None else "keep_free"
    if purpose is Purpose.DATE_CHANGED and _old_date(told, truth) == "":
        return "ring_changed"  # another building: a text on a locked phone may not say which
    return f"{purpose.value}_maybe" if truth.certainty is Certainty.MAYBE else purpose.value


def _fields(telling: _Telling, contact: SafeContact) -> dict[str, str]:
    slot = telling.hearing.now.slot
    at, language = meeting_time(slot), contact.language
    truth = NO_SLOT if telling.hearing.now.state is HearingState.VACATED else slot
    return {
        "sender": contact.signed_as or telling.picture.case.signed_as,
        "phone": telling.picture.case.support_phone,
        "day": _short(slot.on, language),
        "time": "" if at is None else hour_in(language, at),
        "first_day": _short(slot.on, language),
        "last_day": _short(slot.last_day, language),
        "old_day": _old_date(telling.told, truth, language),
    }


def _taken_out(telling: _Telling, contact: SafeContact, purpose: Purpose) -> dict[str, str]:
    """Name the day or the days that leave a calendar: the truth may name none any more."""
    if purpose is not Purpose.INVITATION_OFF:
        return {}
    held = held_entry(telling.picture.calendar_entries, telling.hearing.hearing_id, contact.contact_id)
    slot = telling.hearing.now.slot if held is None else telling.hearing.revision(held.revision).slot
    until = slot.last_day if slot.certainty is Certainty.WINDOW else None
    return {"day": _short(slot.on, contact.language), "until": _short(until, contact.language)}


def _old_date(told: Revision | None, truth: Slot, language: str = "en") -> str:
    """Say what is no longer so: the old day, or the old hour when the day stays; "" when neither has changed."""
    if told is None or told.slot.on is None:
        return ""
    if told.slot.certainty is Certainty.WINDOW:
        return f"{_short(told.slot.on, language)} {UNTIL[language]} {_short(told.slot.last_day, language)}"
    if told.slot.on != truth.on or truth.certainty in (Certainty.NONE, Certainty.WINDOW):
        return _short(told.slot.on, language)
    before = meeting_time(told.slot)
    return "" if before is None or told.slot.at == truth.at else hour_in(language, before)


def _short(day: date | None, language: str) -> str:
    return "" if day is None else day_in(language, day)


def _end_of_use(telling: _Telling, purpose: Purpose) -> datetime:
    """When a message would come too late to be of use."""
    useful, last = _useful_until(telling), _last_use(telling, purpose)
    return useful if last is None else min(useful, last)


def _last_use(telling: _Telling, purpose: Purpose) -> datetime | None:
    """Give the instant after which nothing makes a message useful; None when no day is known."""
    truth, told = telling.hearing.now.slot, telling.told
    last = told.slot.last_day if purpose is Purpose.CALLED_OFF and told is not None else truth.last_day
    if last is None:
        return None
    at = meeting_time(truth) if purpose is not Purpose.CALLED_OFF else None
    return end_of_london_day(last) if at is None else moment_in_london(last, at)


def _useful_until(telling: _Telling) -> datetime:
    return max(telling.now, telling.news_from) + STAYS_USEFUL


def _said_yes(telling: _Telling) -> bool:
    answer = telling.picture.answered_last(telling.person.person_id, telling.hearing.hearing_id)
    if answer is None or answer.answer is not AnswerKind.COMING:
        return False
    return same_promise(telling.hearing.revision(answer.revision), telling.hearing.now)


def _hindered(telling: _Telling, purpose: Purpose, because: str) -> Hindered:
    return Hindered(telling.person.person_id, telling.hearing.hearing_id, telling.hearing.now.number, purpose, because)


def _may_revive(message: StandingMessage) -> bool:
    return message.state is MessageState.CANCELLED and message.attempt == 0
