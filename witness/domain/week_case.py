"""One case of a week, what a plan has to know beside it, and where its meetings are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.places import WHERE_A_VISIT_IS, HouseholdCare, MeetingPlace
from witness.domain.plans import PlanState
from witness.domain.trip_days import court_days, goes_there_on
from witness.domain.visits import Place
from witness.domain.week import Span, Spot, WeekTask
from witness.domain.week_windows import REMOTE
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import minute_of

ONE_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
# Nobody can be at a door in less than this.
LEAST_NOTICE = 30


@dataclass(frozen=True, slots=True)
class CaseInWeek:
    """One case and what a plan needs to know beside it.

    allowed: who of the planned may know of it. lead: who leads what is new, the owner or whoever stands in. areas: of
    its households and the team, by (household or team, place). courts: the outward code of each court by its code.
    bases: where the day of each officer begins. is_open: whether whoever asks may know of it. is_repair: promises may
    have to be moved.
    """

    picture: CasePicture
    first_on: date
    last_on: date
    now: datetime
    calendar: WorkingCalendar
    allowed: frozenset[str]
    lead: str
    areas: Mapping[tuple[str, MeetingPlace], str]
    courts: Mapping[str, str]
    bases: Mapping[str, Spot]
    care: Mapping[str, HouseholdCare] = field(default_factory=dict)
    is_open: bool = True
    is_repair: bool = False

    def household_of(self, witness_id: str) -> str:
        """Give the household of a witness."""
        return self.picture.person(self.picture.witness(witness_id).person_id).household_id

    def spot(self, household_id: str, place: Place, leads: str, court_code: str = "") -> Spot:
        """Give where a meeting is. A call is made from where the day of whoever makes it begins."""
        if place in REMOTE:
            return self.bases.get(leads, Spot(f"base:{leads}"))
        if place is Place.COURT:
            code = court_code or self.picture.case.court_code
            return Spot(f"court:{code}", self.courts.get(code, ""))
        where = WHERE_A_VISIT_IS[place]
        whose = self.picture.case.team_id if where is MeetingPlace.OFFICE else household_id
        return Spot(f"{where.value}:{whose}", self.areas.get((whose, where), ""))


def known_to(picture: CasePicture, household_id: str) -> frozenset[str]:
    """Give who has led a visit to a family that took place."""
    own = {
        witness.witness_id
        for witness in picture.witnesses
        if picture.person(witness.person_id).household_id == household_id
    }
    return frozenset(
        visit.officer_id
        for visit in picture.visits
        if visit.witness_id in own and visit.now.state is PlanState.DONE and visit.officer_id is not None
    )


def busy_of(task: WeekTask) -> Span | None:
    """Give from when to when something that was promised keeps people, without its buffers."""
    return None if task.at is None else Span(task.at.on, task.at.minute, task.at.minute + task.minutes)


def evidence_day(case: CaseInWeek, hearing: Hearing) -> date | None:
    """Give the day in these days on which evidence may be heard; of a trial of several days, the first."""
    now = hearing.now
    stands = now.state in (HearingState.LISTED, HearingState.UNCONFIRMED) and now.slot.certainty in ONE_DAY
    awaited = any(event.hearing_id == hearing.hearing_id for event in case.picture.awaited)
    if not stands or not awaited or now.slot.on is None or not case.first_on <= now.slot.on <= case.last_on:
        return None
    return now.slot.on


def evidence_days(case: CaseInWeek, hearing: Hearing) -> tuple[date, ...]:
    """Give the days on which somebody is to be heard: the first, and later court days on which a witness is fetched."""
    first = evidence_day(case, hearing)
    expected = [e.witness_id for e in case.picture.awaited if e.hearing_id == hearing.hearing_id]
    people = [case.picture.witness(one).person_id for one in expected]
    stands = hearing.now.state in (HearingState.LISTED, HearingState.UNCONFIRMED)
    later = [
        day
        for day in (court_days(hearing.now.slot, case.calendar)[1:] if stands else ())
        if case.first_on <= day <= case.last_on
        and any(goes_there_on(case.picture, hearing.hearing_id, person_id, day) for person_id in people)
    ]
    return tuple(day for day in (first, *later) if day is not None)


def is_over(case: CaseInWeek, on: date, minute: int) -> bool:
    """Whether something begins before a plan that is made now could begin."""
    at: time = london_time(case.now)
    return (on, minute) <= (london_day(case.now), minute_of(at))
