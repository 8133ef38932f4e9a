"""Where the people of the demo world are met and when its officers work, so that there is a week to plan."""

from dataclasses import dataclass, field
from datetime import datetime, time

from witness.domain.places import HouseholdCare, MeetingPlace, Skill
from witness.domain.working_hours import DayHours, WorkingTerms
from witness.intake.demo import BASES, OFFICE_OUTCODE, OUTCODES, family_places
from witness.store import Desk, Store

# To every so manieth family two people go.
TWO_GO_EVERY = 9


@dataclass(frozen=True, slots=True)
class _Hours:
    """Hours of one officer of the demo: which weekdays, from when to when, what else they bring."""

    days: tuple[int, ...]
    starts: time
    ends: time
    seats: int = 0
    overtime: int = 0
    skills: frozenset[str] = field(default=frozenset())


ALL_WEEK = (0, 1, 2, 3, 4)
HOURS: dict[str, _Hours] = {
    "olu@support.example": _Hours(ALL_WEEK, time(8, 30), time(17, 0), 4, 60, frozenset({Skill.YOUNG_CHILDREN.value})),
    "olivia@support.example": _Hours(
        ALL_WEEK, time(9, 0), time(17, 30), 4, 30, frozenset({Skill.POLISH.value, Skill.CHILD_SEAT.value})
    ),
    # Part-time: four days, and home before her own children have had their tea.
    "oona@support.example": _Hours((0, 1, 2, 3), time(9, 0), time(16, 30), 0, 0, frozenset({Skill.URDU.value})),
    "osric@support.example": _Hours(ALL_WEEK, time(10, 0), time(18, 30), 3, 30, frozenset({Skill.WHEELCHAIR.value})),
}


def add_working_terms(desk: Desk, now: datetime) -> None:
    """Record when each officer works, where the office is, and where the invented postcodes lie."""
    desk.travel.replace_outcodes(OUTCODES)
    accounts = {account.email: account for account in desk.accounts.everyone()}
    for email, hours in HOURS.items():
        days = tuple(DayHours(day, hours.starts, hours.ends) for day in hours.days)
        terms = WorkingTerms(days, overtime=hours.overtime, skills=hours.skills, seats=hours.seats, base=BASES[email])
        desk.weeks.set_terms(accounts[email].id, terms, by_id=None, now=now)
    team_id = accounts["olu@support.example"].team_id
    desk.travel.set_area(team_id, MeetingPlace.OFFICE, OFFICE_OUTCODE, by_id=None, now=now)


def add_family_places(store: Store, now: datetime) -> None:
    """Record in which areas families are met, and to whom two people go."""
    with store.changing() as desk:
        case_ids = desk.cases.open_ids()
        households = [household for case_id in case_ids for household in desk.households.of_case(case_id)]
        for nth, household_id in enumerate(dict.fromkeys(households)):
            for place, code in family_places(nth).items():
                desk.travel.set_area(household_id, place, code, by_id=None, now=now)
            if nth % TWO_GO_EVERY == TWO_GO_EVERY - 1:
                desk.travel.set_care(HouseholdCare(household_id, two_go=True), by_id=None, now=now)
