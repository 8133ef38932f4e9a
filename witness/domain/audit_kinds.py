"""What a kind of audit entry is: the words for it, and under which word of the law it is logged."""

from dataclasses import dataclass
from enum import StrEnum


class LoggedAs(StrEnum):
    """The six words of the Data Protection Act 2018, section 62(1), for what must be logged; and that it is none.

    Which deed goes under which word is our own reading, which no lawyer has looked at yet. Nothing erases yet, so that
    nothing is logged as erasure. Texts and mails that go out are disclosures too: they are on record with each try to
    hand them over, not here.
    """

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    NONE = "none"


# To whoever the record is about: what was done with it, in words that need no law.
PLAINLY = {
    LoggedAs.COLLECTION: "wrote something new down",
    LoggedAs.ALTERATION: "changed something",
    LoggedAs.CONSULTATION: "looked at it",
    LoggedAs.DISCLOSURE: "passed something on or took it away on paper",
    LoggedAs.COMBINATION: "put it together with other records",
    LoggedAs.ERASURE: "took something out",
    LoggedAs.NONE: "signed in, or changed something about the service and about nobody",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry. words: what somebody did, after their name: "Olu looked at the case"."""

    deed: str
    words: str
    logged_as: LoggedAs
