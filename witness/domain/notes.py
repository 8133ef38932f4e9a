"""Notes about a family, in four streams that are kept apart. Never edited: a correction is a further note."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Stream(StrEnum):
    """What kind of thing a note speaks of, and so who may read it (domain reference §7)."""

    LOGISTICS = "logistics"
    WELLBEING = "wellbeing"
    POLICE_INFORMATION = "police_information"  # date, form reference and officer only, never the content
    COUNSELLING = "counselling"  # offered, accepted or waiting only: what is said there is not held here


class Source(StrEnum):
    """How the writer knows."""

    SAID = "said"
    OBSERVED = "observed"


@dataclass(frozen=True, slots=True)
class Note:
    """One note. amends: the note that this one corrects, or None. text is never printed by `repr`."""

    note_id: str
    case_id: str
    stream: Stream
    source: Source
    text: str = field(repr=False)
    at: datetime
    by_id: str
    by_name: str = ""
    person_id: str | None = None
    amends: str | None = None
