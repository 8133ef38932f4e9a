"""A week of the cast: Monday 23 to Friday 27 November 2026, planned on the Friday before, two weeks from the trial."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from tests.builders import CALENDAR, a_picture, noon
from witness.domain.cases import CasePicture
from witness.domain.courts import OutcodeArea
from witness.domain.places import MeetingPlace
from witness.domain.travel import Ways
from witness.domain.week import Spot, WeekFacts, WeekTask
from witness.domain.week_case import CaseInWeek
from witness.domain.week_facts import Ground, week_facts
from witness.domain.week_officers import Colleague
from witness.domain.working_hours import DayHours, WorkingTerms

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))
BEFORE_IT = noon(date(2026, 11, 20))
HOME = "household-farah"
# On one meridian, so that ways are easy to work out: 0.1 degrees are 11.1 km.
AREAS = {f"QX{n}": OutcodeArea(53 + n / 10, -1.5, 2.0) for n in range(1, 6)}
WAYS = Ways(AREAS)
PLACES = {(HOME, MeetingPlace.HOME): "QX2", (HOME, MeetingPlace.SCHOOL): "QX3", (HOME, MeetingPlace.AGREED): "QX2"}
OLU, OLIVIA = "olu", "olivia"


def all_week(starts: time = time(8, 30), ends: time = time(17, 30), **changes: Any) -> WorkingTerms:
    return replace(WorkingTerms(tuple(DayHours(day, starts, ends) for day in range(5))), **changes)


def a_colleague(account_id: str = OLU, base: str = "QX1", **changes: Any) -> Colleague:
    return Colleague(account_id, all_week(**changes), Spot(f"base:{account_id}", base))


def a_ground(*colleagues: Colleague, **changes: Any) -> Ground:
    made = Ground(MONDAY, FRIDAY, BEFORE_IT, CALENDAR, colleagues or (a_colleague(), a_colleague(OLIVIA, "QX4")))
    return replace(made, **changes)


def in_week(picture: CasePicture | None = None, ground: Ground | None = None, **changes: Any) -> CaseInWeek:
    ground = ground or a_ground()
    made = CaseInWeek(
        picture=picture or a_picture(),
        first_on=ground.first_on,
        last_on=ground.last_on,
        now=ground.now,
        calendar=CALENDAR,
        allowed=frozenset(colleague.account_id for colleague in ground.colleagues),
        lead=OLU,
        areas=PLACES,
        courts={"429": "QX5"},
        bases={colleague.account_id: colleague.base for colleague in ground.colleagues},
        is_repair=ground.is_repair,
    )
    return replace(made, **changes)


def facts_of(*cases: CaseInWeek, ground: Ground | None = None, ways: Ways = WAYS) -> WeekFacts:
    return week_facts(ground or a_ground(), cases or (in_week(),), ways)


def by_kind(tasks: tuple[WeekTask, ...]) -> dict[str, WeekTask]:
    return {task.visit_kind.value: task for task in tasks if task.visit_kind is not None}
