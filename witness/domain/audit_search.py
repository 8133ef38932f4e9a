"""What a manager looks for in the record, and what they say they take a part of it away for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.audit import Entry
from witness.domain.audit_kinds import LoggedAs


class Purpose(StrEnum):
    """What a part of the record is taken away for. Closed words: a sentence would name somebody."""

    ASKED = "asked"
    COMPLAINT = "complaint"
    INSPECTION = "inspection"
    OWN_CHECK = "own_check"


PURPOSE_IN_WORDS = {
    Purpose.ASKED: "A family or a witness asked who had looked",
    Purpose.COMPLAINT: "A complaint or an inquiry",
    Purpose.INSPECTION: "An inspection or audit from outside",
    Purpose.OWN_CHECK: "Our own check",
}

# Whoever acts without an account, as the form calls them.
FAMILY_PAGE, NOBODY = "family", "nobody"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; everything that is empty finds all.

    who: an account, FAMILY_PAGE or NOBODY (worker, command line). first_on, last_on: London days, both included.
    before: only entries with a smaller number, for the next page.
    """

    who: str = ""
    case_id: str = ""
    logged_as: LoggedAs | None = None
    only_refused: bool = False
    first_on: date | None = None
    last_on: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry that was found. case_ref: our reference, "" when it is about no single case."""

    seq: int
    entry: Entry
    case_ref: str


@dataclass(frozen=True, slots=True)
class Period:
    """From one instant, included, to another, not included; None has no end."""

    begin: datetime | None = None
    end: datetime | None = None
