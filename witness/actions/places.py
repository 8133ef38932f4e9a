"""Changes to where families and teams are met, and to what a visit to a household asks of whoever goes."""

from witness.domain.access import Asking, Deed, Role
from witness.domain.errors import NotFound, Refused
from witness.domain.places import (
    MEETING_PLACE_IN_WORDS,
    OF_A_HOUSEHOLD,
    HouseholdCare,
    MeetingPlace,
    read_outward,
    read_skills,
)
from witness.store import Desk, Store


def set_family_place(
    store: Store, case_id: str, household_id: str, place: MeetingPlace, entered: str, *, asking: Asking
) -> None:
    """Record in which outward postcode a family is met at one of its places; "" takes it back.

    Of a whole postcode only the first half is kept.

    Raises:
        Refused: it is no outward code, or the directory has none like it.
        NotFound: the household is not of this case.
    """
    if place not in OF_A_HOUSEHOLD:
        raise Refused("Choose a place of the family.")
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="place.set") as desk:
        _insist_on_household(desk, case_id, household_id)
        code = _known_code(desk, entered)
        desk.travel.set_area(household_id, place, code, by_id=asking.viewer.account_id, now=asking.at)
        what = "was entered" if code else "was taken back"
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="place",
            words=f"The area of {MEETING_PLACE_IN_WORDS[place]} {what}.",
            by_id=asking.viewer.account_id,
        )
        desk.cases.touch(case_id)


def set_office(store: Store, entered: str, *, asking: Asking) -> None:
    """Record in which outward postcode the manager's own team has its office.

    Raises:
        Refused: it is no outward code, or the directory has none like it.
    """
    if asking.viewer.role is not Role.MANAGER:
        raise NotFound("Only a manager can change this.")
    with store.board_for(asking, doing="office.set") as desk:
        code = _known_code(desk, entered)
        desk.travel.set_area(
            asking.viewer.team_id, MeetingPlace.OFFICE, code, by_id=asking.viewer.account_id, now=asking.at
        )


def set_care(store: Store, case_id: str, care: HouseholdCare, *, asking: Asking) -> None:
    """Record whether two go to a household, and what whoever goes has to be able to do.

    Raises:
        Refused: a skill is not on the list.
        NotFound: the household is not of this case.
    """
    read_skills(care.skills)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="care.set") as desk:
        _insist_on_household(desk, case_id, care.household_id)
        desk.travel.set_care(care, by_id=asking.viewer.account_id, now=asking.at)
        words = "Two go to this family." if care.two_go else "One may go to this family alone."
        desk.cases.happened(case_id, at=asking.at, kind="place", words=words, by_id=asking.viewer.account_id)
        desk.cases.touch(case_id)


def _insist_on_household(desk: Desk, case_id: str, household_id: str) -> None:
    if household_id not in desk.households.of_case(case_id):
        raise NotFound("There is no such family in this case.")


def _known_code(desk: Desk, entered: str) -> str:
    code = read_outward(entered)
    if code and not desk.travel.knows(code):
        raise Refused(f"The directory of postcodes has no {code}. Check it, or ask an administrator to load it.")
    return code
