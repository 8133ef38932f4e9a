"""Where families and teams are met, by outward postcode alone, and what a visit to a household asks of whoever goes."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from witness.domain.courts import outward_code
from witness.domain.errors import Refused
from witness.domain.trips import Fitting, PickUp
from witness.domain.visits import Place

# What every outward code looks like: one or two letters, a digit, and perhaps one more digit or letter.
OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


class MeetingPlace(StrEnum):
    """A place of a household or a team of which an outward code may be known. No address is ever kept."""

    HOME = "home"
    SCHOOL = "school"
    AGREED = "agreed"
    SAFE_POINT = "safe_point"
    STATION = "station"
    OFFICE = "office"


MEETING_PLACE_IN_WORDS: dict[MeetingPlace, str] = {
    MeetingPlace.HOME: "home",
    MeetingPlace.SCHOOL: "school",
    MeetingPlace.AGREED: "the place agreed",
    MeetingPlace.SAFE_POINT: "the safe meeting point",
    MeetingPlace.STATION: "the station",
    MeetingPlace.OFFICE: "the office",
}
OF_A_HOUSEHOLD = frozenset(MeetingPlace) - {MeetingPlace.OFFICE}
WHERE_A_VISIT_IS: dict[Place, MeetingPlace] = {
    Place.HOME: MeetingPlace.HOME,
    Place.SCHOOL: MeetingPlace.SCHOOL,
    Place.AGREED: MeetingPlace.AGREED,
    Place.OFFICE: MeetingPlace.OFFICE,
}
WHERE_A_PICK_UP_IS: dict[PickUp, MeetingPlace] = {
    PickUp.HOME: MeetingPlace.HOME,
    PickUp.SAFE_POINT: MeetingPlace.SAFE_POINT,
    PickUp.SCHOOL: MeetingPlace.SCHOOL,
    PickUp.STATION: MeetingPlace.STATION,
}


class Skill(StrEnum):
    """What somebody of the team can do that not everybody can. Closed words: no story of a family is told in them."""

    POLISH = "polish"
    URDU = "urdu"
    WELSH = "welsh"
    PUNJABI = "punjabi"
    ROMANIAN = "romanian"
    SIGNS = "signs"
    YOUNG_CHILDREN = "young_children"
    LEARNING_DISABILITY = "learning_disability"
    CHILD_SEAT = "child_seat"
    WHEELCHAIR = "wheelchair"
    MEDICATION = "medication"


SKILL_IN_WORDS: dict[Skill, str] = {
    Skill.POLISH: "speaks Polish",
    Skill.URDU: "speaks Urdu",
    Skill.WELSH: "speaks Welsh",
    Skill.PUNJABI: "speaks Punjabi",
    Skill.ROMANIAN: "speaks Romanian",
    Skill.SIGNS: "signs (BSL)",
    Skill.YOUNG_CHILDREN: "works with children under ten",
    Skill.LEARNING_DISABILITY: "works with learning disability",
    Skill.CHILD_SEAT: "has a child seat",
    Skill.WHEELCHAIR: "can take a wheelchair",
    Skill.MEDICATION: "can carry medication",
}
# What a ride needs, as whoever drives brings it: their own car has it, and they know how to use it.
SKILL_OF_FITTING: dict[Fitting, Skill] = {
    Fitting.CHILD_SEAT: Skill.CHILD_SEAT,
    Fitting.WHEELCHAIR: Skill.WHEELCHAIR,
    Fitting.MEDICATION: Skill.MEDICATION,
}
# Asked of whoever drives, and of nobody who only calls at a door.
IN_A_CAR = frozenset(skill.value for skill in SKILL_OF_FITTING.values())


@dataclass(frozen=True, slots=True)
class HouseholdCare:
    """What a visit to a household asks of whoever goes. two_go: never alone. skills: of `Skill`, of each who goes."""

    household_id: str
    two_go: bool = False
    skills: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """In which outward code a family is met at one of its places, as somebody has said; "" takes it back."""

    household_id: str
    place: MeetingPlace
    outcode: str = field(repr=False)
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class CareSaid:
    """What is asked of whoever goes to a household, as somebody has said."""

    care: HouseholdCare
    entered_at: datetime


def read_outward(entered: str) -> str:
    """Give an outward code as it is kept: "HX1" for "hx1" and for "HX1 2AB"; "" for nothing.

    Raises:
        Refused: it is none.
    """
    code = outward_code(entered)
    if code and not OUTWARD.fullmatch(code):
        raise Refused("Enter the first half of a postcode, such as HX1.")
    return code


def read_skills(entered: frozenset[str]) -> frozenset[str]:
    """Give skills as they are kept.

    Raises:
        Refused: one of them is not on the list.
    """
    if not entered <= {skill.value for skill in Skill}:
        raise Refused("Choose skills from the list.")
    return entered
