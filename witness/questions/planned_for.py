"""What one person will read in the next 30 days: each message with its day, its words, why, and what was chosen."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.domain.access import Asking
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact import Blocked, Channel, May, SafeContact, Wait
from witness.domain.contact_days import reach
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.message_choices import (
    LONGEST_HOLD,
    NEVER_SKIPPED,
    ChoiceKind,
    Chosen,
    MessageChoice,
    choice_in_words,
    chosen_for,
    in_force,
    what_of,
)
from witness.domain.messages import MessageState, Purpose
from witness.domain.planned_messages import DONT_SET_OFF, WantedMessage, messages_wanted
from witness.domain.rules import Rules
from witness.messaging.wording import Wording
from witness.questions.case_threads import PURPOSE_IN_WORDS

DAYS_AHEAD = timedelta(days=30)
WHY_IT_EXISTS: dict[Purpose, str] = {
    Purpose.DATE_SET: "they have not been told this date",
    Purpose.KEEP_FREE: "they have not been told which days to keep free",
    Purpose.DATE_CHANGED: "the date has moved since they were told",
    Purpose.CALLED_OFF: "they believe a date that is off",
    Purpose.THANKS: "it answers their text",
    Purpose.AWAY: "they wrote when nobody was here",
    Purpose.STOP_DONE: "they asked us to stop",
    Purpose.STOP_WHICH: "they asked us to stop, and the number serves several",
    Purpose.STARTED: "they asked us to start again",
    Purpose.RIDE_CHANGED: "whoever was to drive them cannot",
    Purpose.STILL_WAITING: "somebody at court asked for it",
    Purpose.CHECK_IN: "they agreed to be asked how they are",
    Purpose.FEEDBACK: "all is over, and they were told how it ended",
    Purpose.INVITATION: "they want dates in their calendar",
    Purpose.INVITATION_OFF: "their calendar shows what is no longer so",
    Purpose.PAGE_LINK: "somebody made a link to their private page",
}


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice in words, by whom and when; `choice_id` to take it back."""

    choice_id: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A message that will go, or would without a choice.

    planned_at: when it would go without a choice. opens, closes: between these it arrives, as far as their safe hours
    and the choices let it; None when it will not go, and `instead` says what happens then. words: as they will read
    it, "" of a mail or where it cannot be said. may_choose: it is planned, so that there is something to choose about.
    """

    reason_key: str
    what: str
    why: str
    about: str
    is_mail: bool
    planned_at: datetime
    opens: datetime | None
    closes: datetime | None
    words: str
    language: str
    instead: str
    choices: tuple[ChoiceLine, ...]
    may_choose: bool
    may_skip: bool
    may_choose_hours: bool
    may_be_plain: bool
    safe_from: time
    safe_until: time


@dataclass(frozen=True, slots=True)
class PlannedFor:
    """The next 30 days of one person. on_all: holds on everything; void: choices for a date that has moved since."""

    rows: tuple[PlannedRow, ...]
    on_all: tuple[ChoiceLine, ...]
    void: tuple[str, ...]
    first_hold: date
    last_hold: date


def planned_for(
    picture: CasePicture, person_id: str, who: dict[str, str], *, rules: Rules, wording: Wording, asking: Asking
) -> PlannedFor:
    """Give what is planned for one person of a case. who: the name of whoever made each choice."""
    now, today = asking.at, london_day(asking.at)
    bare = messages_wanted(
        replace(picture, choices=()), now=now, hold=rules.hold, languages=rules.languages, calendar=rules.calendar
    )
    real = messages_wanted(picture, now=now, hold=rules.hold, languages=rules.languages, calendar=rules.calendar)
    chosen_so = {message.reason_key: message for message in real.messages}
    standing = {message.reason_key: message for message in picture.messages}
    rows = [
        _row(picture, message, chosen_so.get(message.reason_key), who, rules, wording, now)
        for message in bare.messages
        if message.person_id == person_id
        and message.not_before <= now + DAYS_AHEAD
        and message.not_after > now
        and _has_not_gone(standing.get(message.reason_key))
    ]
    about = [c for c in in_force(picture.choices) if c.person_id in (None, person_id)]
    return PlannedFor(
        rows=tuple(sorted(rows, key=lambda row: (row.opens or row.planned_at, row.reason_key))),
        on_all=tuple(_line(c, who) for c in about if not c.is_for_one and c.until_on and today < c.until_on),
        void=tuple(_void(picture, c) for c in about if _is_void(picture, c)),
        first_hold=today + timedelta(days=1),
        last_hold=today + LONGEST_HOLD,
    )


def _has_not_gone(standing: StandingMessage | None) -> bool:
    if standing is None or standing.state is MessageState.PLANNED:
        return True
    return standing.state is MessageState.CANCELLED and standing.attempt == 0


def _row(
    picture: CasePicture,
    bare: WantedMessage,
    real: WantedMessage | None,
    who: dict[str, str],
    rules: Rules,
    wording: Wording,
    now: datetime,
) -> PlannedRow:
    contact = next(c for c in picture.contacts if c.contact_id == bare.contact_id)
    chosen = _chosen(picture, bare, now)
    opens, closes, because = (None, None, "") if real is None else _window(picture, contact, real, rules, now)
    words, unsaid = _words(real or bare, contact, wording)
    hearing = picture.hearing(bare.hearing_id)
    return PlannedRow(
        reason_key=bare.reason_key,
        what=PURPOSE_IN_WORDS[bare.purpose],
        why=_why(bare),
        about=f"{KIND_IN_WORDS[hearing.kind]}, {hearing.now.slot.in_words()}",
        is_mail=bare.channel is Channel.EMAIL,
        planned_at=bare.not_before,
        opens=opens,
        closes=closes,
        words=words,
        language=contact.language,
        instead=_instead(bare, real, chosen, because or unsaid),
        choices=tuple(
            _line(c, who) for c in (chosen.hold, chosen.skip, chosen.hours, chosen.plain) if c and c.is_for_one
        ),
        may_choose=real is not None,
        may_skip=bare.purpose not in NEVER_SKIPPED and chosen.skip is None,
        may_choose_hours=bare.purpose is Purpose.REMINDER and chosen.skip is None,
        may_be_plain=bare.channel is Channel.SMS and chosen.plain is None and chosen.skip is None and bare.tier > 0,
        safe_from=contact.safe_from,
        safe_until=contact.safe_until,
    )


def _chosen(picture: CasePicture, message: WantedMessage, now: datetime) -> Chosen:
    return chosen_for(
        picture.choices,
        person_id=message.person_id,
        hearing_id=message.hearing_id,
        revision=message.revision,
        what=what_of(message.reason_key),
        today=london_day(now),
    )


def _window(
    picture: CasePicture, contact: SafeContact, message: WantedMessage, rules: Rules, now: datetime
) -> tuple[datetime | None, datetime | None, str]:
    """Give between which instants it will arrive; else why it will not."""
    at = max(message.not_before, now)
    verdict = _gate(picture, contact, message, rules, at)
    if isinstance(verdict, Blocked):
        return None, None, f"By then nothing may go here: {verdict.because}. Put that right before."
    if not isinstance(verdict, May):
        at = verdict.until
        verdict = _gate(picture, contact, message, rules, at)
    if not isinstance(verdict, May) or at >= message.not_after:
        return None, None, "It does not fit into their safe hours in time."
    return at, min(verdict.until, message.not_after), ""


def _gate(
    picture: CasePicture, contact: SafeContact, message: WantedMessage, rules: Rules, at: datetime
) -> May | Wait | Blocked:
    return reach(
        picture,
        contact,
        tier=min(message.tier, contact.allowed_tier),
        now=at,
        languages=rules.languages,
        calendar=rules.calendar,
        is_safety=message.wording == DONT_SET_OFF,
    )


def _words(message: WantedMessage, contact: SafeContact, wording: Wording) -> tuple[str, str]:
    if message.channel is Channel.EMAIL:
        return "", ""
    try:
        return wording.text(message.wording, contact.language, message.fields, message.tier).body, ""
    except Refused as refused:
        return "", str(refused)


def _instead(bare: WantedMessage, real: WantedMessage | None, chosen: Chosen, because: str) -> str:
    """Say why it will not go, and who tells them then; "" when it goes."""
    is_reminder = bare.purpose is Purpose.REMINDER
    if real is not None:
        return because
    if chosen.skip is not None:
        return "Skipped." if is_reminder else "Skipped: somebody has to tell them, and that is on the call list."
    if is_reminder:
        return "Held past its day: it is not sent late."
    return "Held until it would come too late: somebody has to tell them, and that is on the call list."


def _why(message: WantedMessage) -> str:
    what, _, days = what_of(message.reason_key).partition("-")
    if what == Purpose.REMINDER.value:
        return "the eve: when will they set off?" if days == "1" else f"{days} days before: are they coming?"
    return WHY_IT_EXISTS.get(message.purpose, "")


def _line(choice: MessageChoice, who: dict[str, str]) -> ChoiceLine:
    words = choice_in_words(choice)
    if choice.kind is ChoiceKind.HOLD and not choice.is_for_one:
        words = f"Everything to {'them' if choice.person_id else 'everybody in the case'} is {words}"
    return ChoiceLine(choice.choice_id, words[:1].upper() + words[1:], who.get(choice.choice_id, ""), choice.at)


def _is_void(picture: CasePicture, choice: MessageChoice) -> bool:
    hearing = next((h for h in picture.hearings if h.hearing_id == choice.hearing_id), None)
    return hearing is not None and hearing.now.number != choice.revision


def _void(picture: CasePicture, choice: MessageChoice) -> str:
    before = picture.hearing(choice.hearing_id or "").revision(choice.revision)
    what = choice.what.partition("-")[0]
    named = PURPOSE_IN_WORDS[Purpose(what)] if what in set(Purpose) else "a message"
    return f"{named[:1].upper()}{named[1:]} for {before.slot.in_words()}, {choice_in_words(choice)}"
