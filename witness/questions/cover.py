"""Who is there: the rota of one's own team, absences with their cover, office hours, and mails that could not go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.access import Asking, Role
from witness.domain.accounts import Account, AccountState
from witness.domain.court_time import london_day
from witness.domain.rules import Rules
from witness.domain.staffing import OfficeHours, is_open, on_call_at
from witness.store import Store

LOOK_BACK = timedelta(days=14)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift. is_now: they are on call at this moment."""

    on_call_id: str
    name: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence. cover: "" when nobody is named; may_change: the reader may take it back."""

    absence_id: str
    name: str
    first_on: date
    last_on: date
    cover: str
    is_now: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class FailedMail:
    """A mail that could not go to a colleague."""

    name: str
    planned_at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The page of cover for one team. on_call_now: "" when nobody is."""

    shifts: tuple[ShiftLine, ...]
    absences: tuple[AbsenceLine, ...]
    failed: tuple[FailedMail, ...]
    people: tuple[tuple[str, str], ...]
    on_call_now: str
    is_open: bool
    hours: OfficeHours
    days: str
    is_manager: bool
    me: str


def cover_page(store: Store, *, rules: Rules, asking: Asking) -> CoverPage:
    """Answer for one officer or manager about their own team."""
    viewer, today = asking.viewer, london_day(asking.at)
    with store.board_for(asking, doing="cover.read") as desk:
        team = tuple(a for a in desk.accounts.of_team(viewer.team_id) if _works(a))
        names = {account.id: account.name for account in team}
        rota = desk.staffing.rota_of(viewer.team_id, asking.at)
        absences = [a for a in desk.staffing.absences(today) if a.account_id in names]
        hours = desk.staffing.hours_of(viewer.team_id)
        failed = desk.staffing.failed_notices(asking.at - LOOK_BACK)
    now_id = on_call_at(rota, asking.at)
    return CoverPage(
        shifts=tuple(
            ShiftLine(
                s.on_call_id,
                names.get(s.account_id, "somebody who has left"),
                s.starts_at,
                s.ends_at,
                s.starts_at <= asking.at < s.ends_at,
            )
            for s in rota
        ),
        absences=tuple(
            AbsenceLine(
                a.absence_id,
                names[a.account_id],
                a.first_on,
                a.last_on,
                names.get(a.cover_id or "", ""),
                a.first_on <= today <= a.last_on,
                viewer.role is Role.MANAGER or a.account_id == viewer.account_id,
            )
            for a in absences
        ),
        failed=tuple(FailedMail(names[n.account_id], n.planned_at, n.because) for n in failed if n.account_id in names),
        people=tuple((account.id, account.name) for account in team),
        on_call_now=names.get(now_id or "", ""),
        is_open=is_open(hours, asking.at, rules.calendar),
        hours=hours,
        days=_days(hours),
        is_manager=viewer.role is Role.MANAGER,
        me=viewer.account_id,
    )


def _works(account: Account) -> bool:
    return account.state is AccountState.ACTIVE and account.role in (Role.OFFICER, Role.MANAGER)


def _days(hours: OfficeHours) -> str:
    days = sorted(hours.weekdays)
    run = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}" if run else ", ".join(WEEKDAYS[day] for day in days)
