"""Takes the facts of a week out of the store: the cases of a team, who works when, where people are met, the ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.roads import learn_ways
from witness.domain.access import CaseGround, Deed, Role, Viewer, may
from witness.domain.accounts import Account, AccountState
from witness.domain.cases import CasePicture
from witness.domain.places import HouseholdCare, MeetingPlace
from witness.domain.staffing import cover_for, is_away
from witness.domain.week import Spot, WeekFacts
from witness.domain.week_case import CaseInWeek
from witness.domain.week_facts import Ground, outcodes_of, week_facts
from witness.domain.week_officers import Colleague
from witness.domain.week_requests import PlanRequest
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import usual_terms
from witness.intake.road_service import RoadService
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a week is made of, as the store has it now. known: who may know of each of the cases."""

    ground: Ground
    cases: tuple[CaseInWeek, ...]
    known: Mapping[str, CaseGround]


def facts_for(
    store: Store, request: PlanRequest, roads: RoadService | None, *, calendar: WorkingCalendar, now: datetime
) -> WeekFacts:
    """Give the facts of the week that was asked for. Between two transactions a road service may be asked.

    Raises:
        NotFound: whoever asked is not there any more.
    """
    with store.reading() as desk:
        gathered = gather(desk, request, calendar=calendar, now=now)
    ways = learn_ways(store, roads, outcodes_of(gathered.ground, gathered.cases), now=now)
    return week_facts(gathered.ground, gathered.cases, ways)


def facts_at(desk: Desk, request: PlanRequest, *, calendar: WorkingCalendar, now: datetime) -> WeekFacts:
    """Give the facts of the week that was asked for, in the caller's transaction and with the ways that are kept."""
    return facts_of(desk, gather(desk, request, calendar=calendar, now=now))


def facts_of(desk: Desk, gathered: Gathered) -> WeekFacts:
    """Give the facts of what was gathered, with the ways that are kept."""
    ways = desk.travel.ways(outcodes_of(gathered.ground, gathered.cases))
    return week_facts(gathered.ground, gathered.cases, ways)


def gather(desk: Desk, request: PlanRequest, *, calendar: WorkingCalendar, now: datetime) -> Gathered:
    """Take out of the store what a week is made of: every open case in which one of them could have promised something.

    A promise in a case that whoever asks may not know of still takes its time; only that of it is in the facts.
    """
    asker = desk.accounts.get(request.by_id).viewer
    team = {account.id: account for account in desk.accounts.of_team(request.team_id)}
    colleagues = _colleagues(desk, request, team)
    absences = desk.staffing.absences(request.first_on)
    pins = desk.weeks.pins_of(request.team_id, request.first_on, request.last_on)
    ground = Ground(
        first_on=request.first_on,
        last_on=request.last_on,
        now=now,
        calendar=calendar,
        colleagues=colleagues,
        absences=absences,
        away=request.away,
        pins=pins,
        drivers={account.name: account.id for account in team.values()},
        is_repair=bool(request.away) or request.based_on is not None,
    )
    planned = [team[colleague.account_id].viewer for colleague in colleagues]
    pictures = _pictures(desk, planned)
    households = {person.household_id for picture, _ in pictures for person in picture.people}
    beside = _Beside(
        areas=desk.travel.areas_of((*households, request.team_id)).codes,
        care=desk.travel.care_of(households),
        courts=desk.travel.court_areas(),
        bases={colleague.account_id: colleague.base for colleague in colleagues},
    )
    cases = tuple(_case(picture, known, ground, beside, planned, asker) for picture, known in pictures)
    return Gathered(ground, cases, {known.case_id: known for _, known in pictures})


@dataclass(frozen=True, slots=True)
class _Beside:
    """What all cases of a team share: where people are met, what is asked of whoever goes, where courts lie."""

    areas: Mapping[tuple[str, MeetingPlace], str]
    care: Mapping[str, HouseholdCare]
    courts: Mapping[str, str]
    bases: Mapping[str, Spot]


def _case(
    picture: CasePicture, known: CaseGround, ground: Ground, beside: _Beside, planned: list[Viewer], asker: Viewer
) -> CaseInWeek:
    allowed = frozenset(viewer.account_id for viewer in planned if may(viewer, Deed.CHANGE_CASE, known))
    return CaseInWeek(
        picture=picture,
        first_on=ground.first_on,
        last_on=ground.last_on,
        now=ground.now,
        calendar=ground.calendar,
        allowed=allowed,
        lead=_lead(picture.case.owner_id, ground, allowed),
        areas=beside.areas,
        courts=beside.courts,
        bases=beside.bases,
        care=beside.care,
        is_open=may(asker, Deed.CHANGE_CASE, known),
        is_repair=ground.is_repair,
    )


def _lead(owner_id: str, ground: Ground, allowed: frozenset[str]) -> str:
    """Give who leads what is new in a case: its owner, or who stands in when they are away on all of these days."""
    days = [ground.first_on + timedelta(days=n) for n in range((ground.last_on - ground.first_on).days + 1)]
    if not all(is_away(ground.absences, owner_id, day) for day in days):
        return owner_id
    cover = cover_for(ground.absences, owner_id, ground.first_on)
    return cover if cover is not None and cover in allowed else owner_id


def _pictures(desk: Desk, planned: list[Viewer]) -> tuple[tuple[CasePicture, CaseGround], ...]:
    found = []
    for case_id in desk.cases.open_ids():
        known = desk.access.ground_of(case_id)
        if known is None or not any(may(viewer, Deed.CHANGE_CASE, known) for viewer in planned):
            continue
        picture = desk.cases.picture(case_id)
        if picture is not None:
            found.append((picture, known))
    return tuple(found)


def _colleagues(desk: Desk, request: PlanRequest, team: dict[str, Account]) -> tuple[Colleague, ...]:
    known = desk.weeks.terms_of(request.officers)
    usual = usual_terms(desk.staffing.hours_of(request.team_id))
    office = desk.travel.areas_of([request.team_id]).of(request.team_id, MeetingPlace.OFFICE)
    found = []
    for account_id in sorted(set(request.officers)):
        if account_id in team and _works(team[account_id]):
            terms = known.get(account_id, usual)
            base = Spot(f"base:{account_id}", terms.base or office)
            found.append(Colleague(account_id, terms, base))
    return tuple(found)


def _works(account: Account) -> bool:
    return account.state is AccountState.ACTIVE and account.role in (Role.OFFICER, Role.MANAGER)
