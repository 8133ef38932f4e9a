"""The load of a team: minutes of work by officer and week against the hours that each of them works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.access import Role
from witness.domain.accounts import Account
from witness.domain.hearings import Certainty
from witness.domain.staffing import Absence, OfficeHours
from witness.domain.visits import VisitKind
from witness.domain.working_days import WorkingCalendar
from witness.domain.working_hours import WorkingTerms, usual_terms
from witness.domain.workload import BOOKING, COURT_DAY, OPEN_CASE, Load, WeekLoad, capacity_of, visit_minutes
from witness.store.boards import StandingLine
from witness.store.work_boards import VisitLine


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """One person of the team. weeks: this one first. late: tasks past their time. is_usual: hours are the office's."""

    account_id: str
    name: str
    cases: int
    late: int
    is_usual: bool
    weeks: tuple[WeekLoad, ...]

    @property
    def next(self) -> WeekLoad:
        """Next week: the first that can still be planned otherwise."""
        return self.weeks[1]


@dataclass(frozen=True, slots=True)
class Work:
    """All that the load of a team is counted from. cases, bookings, late: by account."""

    team: tuple[Account, ...]
    mondays: tuple[date, ...]
    terms: Mapping[str, WorkingTerms]
    hours: OfficeHours
    absences: tuple[Absence, ...]
    calendar: WorkingCalendar
    visits: tuple[VisitLine, ...]
    court: tuple[StandingLine, ...]
    cases: Mapping[str, int]
    bookings: Mapping[str, int]
    late: Mapping[str, int]


def loads_of(work: Work) -> tuple[OfficerLoad, ...]:
    """Give everybody's load, by name: of every officer, and of a manager who has work with families too."""
    loads = ((account, _load_of(work, account)) for account in work.team)
    return tuple(load for account, load in loads if account.role is Role.OFFICER or _has_families(load))


def _has_families(load: OfficerLoad) -> bool:
    return load.cases > 0 or any(week.load.minutes for week in load.weeks)


def _load_of(work: Work, account: Account) -> OfficerLoad:
    terms = work.terms.get(account.id, usual_terms(work.hours))
    cases = work.cases.get(account.id, 0)
    weeks = tuple(
        WeekLoad(
            monday=monday,
            load=Load(
                visits=_visits(work, account.id, monday),
                court=_court_days(work, account.id, monday) * COURT_DAY.minutes,
                bookings=work.bookings.get(account.id, 0) * BOOKING.minutes if monday == work.mondays[0] else 0,
                cases=cases * OPEN_CASE.minutes,
            ),
            capacity=capacity_of(terms, account.id, monday, work.absences, work.calendar),
        )
        for monday in work.mondays
    )
    return OfficerLoad(
        account_id=account.id,
        name=account.name,
        cases=cases,
        late=work.late.get(account.id, 0),
        is_usual=account.id not in work.terms,
        weeks=weeks,
    )


def _visits(work: Work, account_id: str, monday: date) -> int:
    return sum(
        visit_minutes(v.kind, v.place, v.minutes)
        for v in work.visits
        if v.officer_id == account_id and _is_in(v.step.on, monday)
    )


def _court_days(work: Work, account_id: str, monday: date) -> int:
    """Count the days on which families of theirs are at court and nobody is booked to be beside them.

    A period in which a hearing may be takes no hours yet: which of its days it takes, nobody knows.
    """
    booked = {v.hearing_id for v in work.visits if v.kind is VisitKind.DAY_SUPPORT}
    days = {
        line.slot.on
        for line in work.court
        if line.owner_id == account_id
        and line.slot is not None
        and line.slot.certainty is not Certainty.WINDOW
        and _is_in(line.slot.on, monday)
        and line.standing.hearing_id not in booked
    }
    return len(days)


def _is_in(day: date | None, monday: date) -> bool:
    return day is not None and monday <= day < monday + timedelta(days=7)
