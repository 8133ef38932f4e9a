"""What a person may answer when they are asked how they may be reached, and what makes the answers run out."""

from enum import StrEnum


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
