"""The court directory: what is known about a court building, and which building a list means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Facility(StrEnum):
    """What a court building is known to have. A facility that is not named is unknown, not absent."""

    WITNESS_SERVICE_ROOM = "witness_service_room"
    VIDEO = "video_facilities"
    HEARING_LOOP = "hearing_loop"
    DISABLED_ACCESS = "disabled_access"
    CHILDRENS_WAITING_ROOM = "childrens_waiting_room"
    INTERVIEW_ROOM = "interview_room"
    QUIET_ROOM = "quiet_room"
    REFRESHMENTS = "refreshments"


@dataclass(frozen=True, slots=True)
class Court:
    """One court building of the directory.

    code: what hearings name it by. The Crown code where it names this building alone, else "M" and the magistrates'
    code where that does, else the slug: magistrates' codes are shared by all the courts of an area.
    crest_code, magistrates_code: as the directory has them, even where they name several buildings.
    lat, lon: degrees; None when the directory has no position.
    """

    code: str
    slug: str
    name: str
    open: bool
    crown: bool
    magistrates: bool
    name_cy: str = ""
    crest_code: str = ""
    magistrates_code: str = ""
    region: str = ""
    country: str = ""
    address: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    witness_service_phone: str = ""
    facilities: frozenset[Facility] = frozenset()

    @property
    def outcode(self) -> str:
        """The outward half of the postcode, "" when there is none."""
        return outward_code(self.postcode)


class OutcodeArea(NamedTuple):
    """Where an outward postcode lies, in degrees, and the distance within which 95 in 100 of its addresses lie."""

    lat: float
    lon: float
    radius_km: float


def outward_code(postcode: str) -> str:
    """Give the outward half of a postcode or of an outcode in capitals: "LS1" for "ls1 3bg" and for "LS13BG"."""
    bare = "".join(postcode.upper().split())
    is_whole = len(bare) >= 5 and bare[-3].isdigit() and bare[-2:].isalpha()
    return bare[:-3] if is_whole else bare


def court_key(name: str) -> str:
    """Give a court's name in one spelling, for looking it up: capital letters and digits only."""
    return "".join(letter for letter in name.upper() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class CourtsKnown:
    """The courts a list may speak of, as far as this comparison needs them.

    names: the directory's name of a court by its code.
    aliases: the directory's code by the code a list uses (an annexe, a code with leading noughts), or by the
    `court_key` of the name a list uses.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def code_of(self, code: str, name: str) -> str:
        """Give the directory's code of the court a list calls by `code` and `name`.

        The list's own code when the directory does not know it; "" when there is none and the name is not known.
        """
        if code:
            return self.aliases.get(code, code)
        key = court_key(name)
        by_name = (known for known, called in self.names.items() if key and court_key(called) == key)
        return self.aliases.get(key) or next(by_name, "")

    def knows(self, code: str) -> bool:
        """Say whether the directory has this court. An empty directory is taken to know every court."""
        return not self.names or code in self.names

    def name_of(self, code: str, otherwise: str = "") -> str:
        """Give a court's name: the directory's, else `otherwise`."""
        return self.names.get(code) or otherwise
