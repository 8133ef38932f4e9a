"""What a person may answer when they are asked how they may be reached, and what makes the answers run out."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from witness.domain.safe_hours import QuietDays, Span


class Belongs(StrEnum):
    """Whose phone or mailbox it is."""

    NOT_ASKED = "not_asked"
    OWN = "own"
    PARENTS = "parents"
    SHARED = "shared"
    WORK = "work"
    BORROWED = "borrowed"


class Previews(StrEnum):
    """Whether a locked screen shows the words of a message."""

    NOT_ASKED = "not_asked"
    ON = "on"
    OFF = "off"


class Voicemail(StrEnum):
    """What may be left when nobody answers. What nobody has asked counts as never."""

    NOT_ASKED = "not_asked"
    NEVER = "never"
    NEUTRAL = "neutral"
    YES = "yes"


class CodeUse(StrEnum):
    """What the code word is for."""

    THEY_ASK = "they_ask"  # they ask whoever rings for it
    THEY_SAY = "they_say"  # they say it once it is safe to talk


class Reading(StrEnum):
    """What they read with ease. Nothing is written to somebody who is to be told by voice."""

    NOT_ASKED = "not_asked"
    USUAL = "usual"
    EASY = "easy"
    BY_VOICE = "by_voice"


class Prefers(StrEnum):
    """How they would rather hear from us."""

    NOT_ASKED = "not_asked"
    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Incident(StrEnum):
    """Something that happened to a household: what was agreed about its phones no longer counts.

    Domain reference §6: the check runs out at once after a move or a missing episode; the others are of the same kind.
    """

    MOVED = "moved"
    MISSING = "missing"
    NEW_PERSON = "new_person"
    PHONE_LOST = "phone_lost"
    THREATS = "threats"
    ARREST = "arrest"
    RELEASE = "release"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed about a phone or mailbox, beside how much it may say.

    safe_days: weekdays on which we may write, Monday is 0; safe_from, safe_until: London hours on these days.
    other_hours: on the weekdays that they name they hold instead, safe day or not.
    on_holidays: words may go on bank holidays too. urgent_from, urgent_until: hours of any day in which a warning not
    to set off may arrive as well. quiet: days on which nothing goes.
    seen_by: who else sees it, "" for nobody. opted_in_on: when they asked for more than a day and an hour.
    may_text: they agreed to be written to. alias: the name that a caller gives. expired_at, expired_because: since when
    the check no longer counts, and what has happened.
    """

    language: str = "en"
    safe_days: frozenset[int] = frozenset(range(6))
    safe_from: time = time(9, 0)
    safe_until: time = time(19, 0)
    other_hours: tuple[Span, ...] = ()
    on_holidays: bool = False
    urgent_from: time | None = None
    urgent_until: time | None = None
    quiet: tuple[QuietDays, ...] = ()
    seen_by: str = field(default="", repr=False)
    whose: str = field(default="", repr=False)
    belongs: Belongs = Belongs.NOT_ASKED
    previews: Previews = Previews.NOT_ASKED
    voicemail: Voicemail = Voicemail.NOT_ASKED
    may_text: bool = True
    may_ring: bool = True
    code_use: CodeUse | None = None
    alias: str = field(default="", repr=False)
    reading: Reading = Reading.NOT_ASKED
    prefers: Prefers = Prefers.NOT_ASKED
    opted_in_on: date | None = None
    wants_calendar: bool = False
    expired_at: datetime | None = None
    expired_because: Incident | None = None

    @property
    def hours(self) -> tuple[Span, ...]:
        """The safe hours of a whole week."""
        named = {span.day for span in self.other_hours}
        usual = [Span(day, self.safe_from, self.safe_until) for day in self.safe_days if day not in named]
        return tuple(sorted([*usual, *self.other_hours]))


BELONGS_IN_WORDS: dict[Belongs, str] = {
    Belongs.OWN: "their own",
    Belongs.PARENTS: "a parent's",
    Belongs.SHARED: "shared in the family",
    Belongs.WORK: "from their work",
    Belongs.BORROWED: "borrowed",
    Belongs.NOT_ASKED: "not asked",
}
PREVIEWS_IN_WORDS: dict[Previews, str] = {
    Previews.OFF: "off: the locked screen shows no words",
    Previews.ON: "on: the locked screen shows the words",
    Previews.NOT_ASKED: "not asked",
}
VOICEMAIL_IN_WORDS: dict[Voicemail, str] = {
    Voicemail.NEVER: "Leave no voicemail",
    Voicemail.NEUTRAL: "Voicemail: neutral words only, no purpose",
    Voicemail.YES: "A voicemail may be left",
    Voicemail.NOT_ASKED: "Leave no voicemail: nobody has asked",
}
CODE_USE_IN_WORDS: dict[CodeUse, str] = {
    CodeUse.THEY_ASK: "they ask you for it before they talk",
    CodeUse.THEY_SAY: "they say it when it is safe to talk",
}
READING_IN_WORDS: dict[Reading, str] = {
    Reading.USUAL: "reads with ease",
    Reading.EASY: "short and easy words",
    Reading.BY_VOICE: "does not read: tell them by voice",
    Reading.NOT_ASKED: "not asked",
}
PREFERS_IN_WORDS: dict[Prefers, str] = {
    Prefers.TEXT: "a text",
    Prefers.CALL: "a call",
    Prefers.EMAIL: "an e-mail",
    Prefers.IN_PERSON: "in person",
    Prefers.NOT_ASKED: "not asked",
}
INCIDENT_IN_WORDS: dict[Incident, str] = {
    Incident.MOVED: "the family has moved",
    Incident.MISSING: "somebody of the family was missing",
    Incident.NEW_PERSON: "somebody new lives with them",
    Incident.PHONE_LOST: "a phone was lost or taken",
    Incident.THREATS: "there were threats",
    Incident.ARREST: "somebody near the family was arrested",
    Incident.RELEASE: "a defendant was released near the family",
    Incident.OTHER: "something else happened",
}
