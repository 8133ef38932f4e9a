"""The people around a case: who they are to each other, and what the court requires of a witness."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """The part a person plays in a case. One person may play several."""

    WITNESS = "witness"
    PARENT_CARER = "parent_carer"
    SUPPORTER = "supporter"


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
    GIVING_EVIDENCE = "giving_evidence"
    RELEASED = "released"
    S9_AGREED = "s9_agreed"
    CONDITIONAL = "conditional"
    DE_WARNED = "de_warned"


# These witnesses are not expected at court: nothing is sent to them about coming, and nothing is at risk.
NOT_EXPECTED = frozenset(
    {
        Requirement.STATEMENT_TAKEN,
        Requirement.RELEASED,
        Requirement.S9_AGREED,
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


@dataclass(frozen=True, slots=True)
class CasePart:
    """That a person plays a part in a case; for a parent, whose parent."""

    person_id: str
    part: Part
    relation: str = ""
    for_person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A person who may give evidence in one case. direct_contact: we may write to them, not only to a parent."""

    witness_id: str
    person_id: str
    label: str
    requirement: Requirement
    direct_contact: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether the court still counts on this witness to come."""
        return self.requirement not in NOT_EXPECTED
