"""The people around a case: who they are to each other, and what the court requires of a witness."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Part(StrEnum):
    """The part a person plays in a case. One person may play several."""

    WITNESS = "witness"
    PARENT_CARER = "parent_carer"
    SUPPORTER = "supporter"  # sits beside the witness on the day
    ADVISER = "adviser"  # ISVA, CHISVA or other support of their own
    PROFESSIONAL = "professional"  # witness care, officer in the case, social worker, interpreter, driver …


class Requirement(StrEnum):
    """What the court requires of a witness just now (domain reference §1.6)."""

    STATEMENT_TAKEN = "statement_taken"
    NAMED = "named"
    WARNED = "warned"
    CONFIRMED = "confirmed"
    RELUCTANT = "reluctant"
    UNAVAILABLE = "unavailable"
    REFUSES = "refuses"
    STOOD_BY = "stood_by"
    STOOD_DOWN = "stood_down"
    CALLED = "called"
    GIVING_EVIDENCE = "giving_evidence"
    RELEASED = "released"
    S9_AGREED = "s9_agreed"
    CONDITIONAL = "conditional"
    DE_WARNED = "de_warned"
    SUMMONS_APPLIED = "summons_applied"
    SUMMONS_SERVED = "summons_served"
    S116_HEARSAY = "s116_hearsay"


# These witnesses are not expected at court: nothing is sent to them about coming, and nothing is at risk.
NOT_EXPECTED = frozenset(
    {
        Requirement.STATEMENT_TAKEN,
        Requirement.STOOD_DOWN,
        Requirement.RELEASED,
        Requirement.S9_AGREED,
        Requirement.S116_HEARSAY,
        Requirement.CONDITIONAL,
        Requirement.DE_WARNED,
    }
)

ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a family. Initials are what lists show; the name only where it is needed."""

    person_id: str
    household_id: str
    name: str = field(repr=False)
    initials: str
    born_on: date | None = field(default=None, repr=False)
    language: str = "en"

    def age_on(self, day: date) -> int | None:
        """Give the age in whole years on a day, or None when the birthday is not known."""
        if self.born_on is None:
            return None
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - (not had_birthday)

    def is_child_on(self, day: date) -> bool:
        """Whether the person is under 18 on a day; False when the birthday is not known."""
        age = self.age_on(day)
        return age is not None and age < ADULT_AT


def name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name as a search compares them: small letters, no accents, each once."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter if letter.isalnum() else " " for letter in parted if not unicodedata.combining(letter))
    return tuple(dict.fromkeys(plain.split()))


@dataclass(frozen=True, slots=True)
class CasePart:
    """That a person plays a part in a case; for a parent, whose parent.

    relation: "mother"; of somebody who works with the family, what they are ("isva", "wco", "interpreter").
    informed: we tell them the dates, as we tell parents. joined_at: since when, None when that is not recorded.
    left_at: since when they are no longer told anything, None while they are part of the case.
    """

    person_id: str
    part: Part
    relation: str = ""
    for_person_id: str | None = None
    organisation: str = ""
    informed: bool = False
    joined_at: datetime | None = None
    left_at: datetime | None = None


# These work with or beside a family: they are told dates when that was agreed, and nobody asks them to attend.
BESIDE_THE_FAMILY = frozenset({Part.SUPPORTER, Part.ADVISER, Part.PROFESSIONAL})
BY_THEIR_WORK = frozenset({Part.ADVISER, Part.PROFESSIONAL})


class AvoidWhy(StrEnum):
    """Why somebody cannot come on some days. No detail is kept."""

    EXAM = "exam"
    HOLIDAY = "holiday"
    MEDICAL = "medical"
    WORK = "work"
    FAITH = "faith"
    ANNIVERSARY = "anniversary"
    OTHER = "other"


AVOID_IN_WORDS: dict[AvoidWhy, str] = {
    AvoidWhy.EXAM: "exam",
    AvoidWhy.HOLIDAY: "holiday",
    AvoidWhy.MEDICAL: "medical",
    AvoidWhy.WORK: "work",
    AvoidWhy.FAITH: "faith",
    AvoidWhy.ANNIVERSARY: "anniversary",
    AvoidWhy.OTHER: "something else",
}


@dataclass(frozen=True, slots=True)
class DatesToAvoid:
    """Days on which a person cannot come, both included. recorded_at: when they said so."""

    avoid_id: str
    person_id: str
    first_on: date
    last_on: date
    why: AvoidWhy
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RequirementStep:
    """That the court's requirement of a witness changed, and when we learnt it. Never changed afterwards."""

    requirement: Requirement
    at: datetime
    source: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A person who may give evidence in one case. direct_contact: we may write to them, not only to a parent.

    steps: how the requirement came to be what it is, oldest first, as far as that is recorded.
    refresh_at_end: the family asked to leave memory refreshing to the very end.
    """

    witness_id: str
    person_id: str
    label: str
    requirement: Requirement
    direct_contact: bool = False
    steps: tuple[RequirementStep, ...] = ()
    refresh_at_end: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether the court still counts on this witness to come."""
        return self.requirement not in NOT_EXPECTED
