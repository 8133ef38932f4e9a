"""How somebody sees a week: initials where the case is theirs to know, "busy" elsewhere, and colleagues by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from witness.domain.access import Role, Viewer
from witness.domain.accounts import Account, AccountState
from witness.domain.court_time import moment_in_london
from witness.domain.hearings import USUAL_COURT_HOUR
from witness.domain.places import WHERE_A_VISIT_IS, MeetingPlace
from witness.domain.rules import Rules
from witness.domain.staffing import is_away
from witness.domain.travel import VISIT_BUFFERS
from witness.domain.trip_days import days_needed
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS, Place, VisitKind
from witness.domain.week import Cost, Moment, Spot, TaskKind, WeekFacts, WeekOfficer, WeekRide, WeekTask
from witness.domain.week_days import Label, Seen
from witness.domain.week_grid import between, said
from witness.domain.week_moves import OVERRULED
from witness.domain.week_officers import Colleague, work_days
from witness.domain.week_promises import COURT_DAY_MINUTES
from witness.domain.week_windows import REMOTE
from witness.domain.working_hours import minute_of, usual_terms
from witness.store import Desk
from witness.store.week_boards import AgreedVisit, AwaitedAt, WitnessLine

AGREED = Cost(None, "it was agreed with the family")
PLACE_WORDS = {place.value: words for place, words in PLACE_IN_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What stands in a week without any plan, and how it is seen."""

    facts: WeekFacts
    seen: Seen


def planned_people(desk: Desk, team_id: str) -> tuple[Account, ...]:
    """Give whose weeks are planned in a team: officers who work there, by name."""
    team = desk.accounts.of_team(team_id)
    return tuple(one for one in team if one.state is AccountState.ACTIVE and one.role is Role.OFFICER)


def names_of(desk: Desk, team_id: str) -> dict[str, str]:
    """Give the names of everybody who is or was in a team."""
    return {account.id: account.name for account in desk.accounts.of_team(team_id)}


def seen_by(
    desk: Desk,
    viewer: Viewer,
    facts: WeekFacts,
    names: Mapping[str, str],
    *,
    pinned: Iterable[str] = (),
    notes: Iterable[tuple[str, str]] = (),
    away: Iterable[tuple[str, date]] = (),
) -> Seen:
    """Give how a viewer sees the tasks of a week: what they may not know of has no label."""
    case_ids = {task.case_id for task in facts.tasks} | {ride.case_id for ride in facts.rides}
    lines = desk.week_boards.witnesses(viewer, case_ids - {""})
    return Seen(
        labels=_labels(facts, lines),
        names={account_id: name.split(" ")[0] for account_id, name in names.items()},
        pinned=frozenset(pinned),
        notes={key: OVERRULED.get(word, "") for key, word in notes},
        away=frozenset(away),
    )


def agreed_week(desk: Desk, viewer: Viewer, days: tuple[date, ...], *, rules: Rules) -> Agreed:
    """Give what was agreed for these days and who works on them, with the ways that are kept."""
    people = planned_people(desk, viewer.team_id)
    who = [account.id for account in people]
    visits = desk.week_boards.visits(who, days[0], days[-1])
    courts = desk.week_boards.awaited_at(who, days[0], days[-1])
    officers = _officers(desk, viewer.team_id, who, days, rules)
    places = _Places(
        desk.travel.areas_of((*(visit.household_id for visit in visits), viewer.team_id)).codes,
        desk.travel.court_areas(),
        {officer.account_id: officer.base for officer in officers},
        viewer.team_id,
    )
    supported = {(visit.case_id, visit.on) for visit in visits if visit.kind is VisitKind.DAY_SUPPORT}
    tasks = (
        *(_visit_task(visit, places) for visit in visits),
        *(
            _court_task(hearing, on, places)
            for hearing in courts
            for on in days_needed(hearing.slot, hearing.rides_on, rules.calendar)
            if days[0] <= on <= days[-1] and (hearing.case_id, on) not in supported
        ),
    )
    bare = WeekFacts(days[0], days[-1], officers, tasks, (), (), {})
    ways = desk.travel.ways(spot.outcode for spot in bare.spots)
    facts = WeekFacts(days[0], days[-1], officers, tasks, (), (), between(bare.spots, ways), said(ways))
    absences = desk.staffing.absences(days[0])
    away = [(one, day) for one in who for day in days if is_away(absences, one, day)]
    return Agreed(facts, seen_by(desk, viewer, facts, names_of(desk, viewer.team_id), away=away))


def _labels(facts: WeekFacts, lines: tuple[WitnessLine, ...]) -> dict[str, Label]:
    by_witness = {line.witness_id: line for line in lines}
    by_family = {(line.case_id, line.household_id): line for line in reversed(lines)}
    found: dict[str, Label] = {}
    for task in facts.tasks:
        line = by_witness.get(task.witness_id)
        if line is not None and task.kind is not TaskKind.BUSY:
            found[task.key] = Label(line.initials, _what(task), _where(task), line.case_id)
    for ride in facts.rides:
        line = by_family.get((ride.case_id, ride.family))
        if line is not None:
            found[ride.key] = Label(line.initials, "ride", "", line.case_id)
    return found


def _what(task: WeekTask) -> str:
    if task.kind is TaskKind.COURT_DAY:
        return "day at court"
    return VISIT_IN_WORDS[task.visit_kind or VisitKind.OTHER]


def _where(task: WeekTask | WeekRide) -> str:
    """Say where by kind of place; the key of a spot begins with it, and a call is made from somebody's base."""
    if isinstance(task, WeekRide):
        return ""
    kind = task.spot.key.split(":")[0]
    return "by telephone" if kind == "base" else PLACE_WORDS.get(kind, "")


def _officers(
    desk: Desk, team_id: str, who: list[str], days: tuple[date, ...], rules: Rules
) -> tuple[WeekOfficer, ...]:
    terms = desk.weeks.terms_of(who)
    usual = usual_terms(desk.staffing.hours_of(team_id))
    absences = desk.staffing.absences(days[0])
    office = desk.travel.areas_of([team_id]).of(team_id, MeetingPlace.OFFICE)
    whole_days = moment_in_london(days[0], time(0, 0))
    found = []
    for account_id in who:
        own = terms.get(account_id, usual)
        colleague = Colleague(account_id, own, Spot(f"base:{account_id}", own.base or office))
        worked = work_days(colleague, days[0], days[-1], absences, rules.calendar, whole_days)
        found.append(WeekOfficer(account_id, colleague.base, worked, own.skills, own.seats))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Places:
    areas: Mapping[tuple[str, MeetingPlace], str]
    courts: Mapping[str, str]
    bases: Mapping[str, Spot]
    team_id: str

    def spot(self, place: Place, household_id: str, account_id: str, court_code: str) -> Spot:
        if place in REMOTE:
            return self.bases.get(account_id, Spot(f"base:{account_id}"))
        if place is Place.COURT:
            return Spot(f"court:{court_code}", self.courts.get(court_code, ""))
        where = WHERE_A_VISIT_IS[place]
        whose = self.team_id if where is MeetingPlace.OFFICE else household_id
        return Spot(f"{where.value}:{whose}", self.areas.get((whose, where), ""))


def _visit_task(visit: AgreedVisit, places: _Places) -> WeekTask:
    at = Moment(visit.on, minute_of(visit.at))
    return WeekTask(
        key=f"visit:{visit.visit_id}",
        kind=TaskKind.PROMISED,
        spot=places.spot(visit.place, visit.household_id, visit.officers[0], visit.court_code),
        minutes=visit.minutes,
        starts=(),
        allowed=frozenset(visit.officers),
        cost=AGREED,
        buffer=VISIT_BUFFERS[visit.kind],
        case_id=visit.case_id,
        witness_id=visit.witness_id,
        visit_kind=visit.kind,
        visit_id=visit.visit_id,
        family=visit.household_id,
        people=len(visit.officers),
        with_whom=frozenset(visit.officers),
        at=at,
        was_with=frozenset(visit.officers),
        was_at=at,
    )


def _court_task(day: AwaitedAt, on: date, places: _Places) -> WeekTask:
    at = Moment(on, minute_of(day.slot.at or USUAL_COURT_HOUR))
    return WeekTask(
        key=f"court:{day.hearing_id}:{on.isoformat()}",
        kind=TaskKind.COURT_DAY,
        spot=places.spot(Place.COURT, "", day.owner_id, day.slot.court_code),
        minutes=COURT_DAY_MINUTES,
        starts=(),
        allowed=frozenset({day.owner_id}),
        cost=AGREED,
        buffer=VISIT_BUFFERS[VisitKind.DAY_SUPPORT],
        case_id=day.case_id,
        witness_id=day.witness_id,
        visit_kind=VisitKind.DAY_SUPPORT,
        hearing_id=day.hearing_id,
        with_whom=frozenset({day.owner_id}),
        at=at,
        was_with=frozenset({day.owner_id}),
        was_at=at,
    )
