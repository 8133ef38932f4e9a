"""Where a family is met, by outward postcode alone, and what a visit to them asks of whoever goes: for the form."""

from dataclasses import dataclass

from witness.domain.access import Asking, Deed
from witness.domain.errors import NotFound
from witness.domain.places import MEETING_PLACE_IN_WORDS, OF_A_HOUSEHOLD, HouseholdCare, MeetingPlace
from witness.store import Store


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of a family. code: "" when nobody has said."""

    place: MeetingPlace
    words: str
    code: str


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The places of one family, and what is asked of whoever goes there."""

    case_id: str
    household_id: str
    places: tuple[PlaceLine, ...]
    care: HouseholdCare


def places_page(store: Store, case_id: str, household_id: str, *, asking: Asking) -> PlacesPage:
    """Answer about a family through one of its cases, on the record.

    Raises:
        NotFound: the case is not for whoever asks, or the family is not part of it.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="place.read") as desk:
        if household_id not in desk.households.of_case(case_id):
            raise NotFound("There is no such family in this case.")
        areas = desk.travel.areas_of([household_id])
        care = desk.travel.care_of([household_id]).get(household_id, HouseholdCare(household_id))
    lines = tuple(
        PlaceLine(place, MEETING_PLACE_IN_WORDS[place], areas.of(household_id, place))
        for place in MeetingPlace
        if place in OF_A_HOUSEHOLD
    )
    return PlacesPage(case_id, household_id, lines, care)
