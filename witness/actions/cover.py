"""Changes to who is there: office hours, the rota of who is on call, and absences with their cover."""

from datetime import date, datetime

from witness.domain.access import Asking, Role
from witness.domain.accounts import Account, AccountState
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.staffing import Absence, OfficeHours, OnCall
from witness.identifiers import new_id
from witness.store import Desk, Store

LONGEST_SHIFT_DAYS = 14
LONGEST_ABSENCE_DAYS = 400
SUPPORTERS = frozenset({Role.OFFICER, Role.MANAGER})


def put_on_call(store: Store, account_id: str, starts_at: datetime, ends_at: datetime, *, asking: Asking) -> None:
    """Put somebody of the manager's own team on call between two instants.

    Raises:
        Refused: the times make no shift, or it is over already.
        NotFound: they are not of this team.
    """
    _manager_only(asking)
    if not starts_at < ends_at:
        raise Refused("The end must come after the beginning.")
    if (ends_at - starts_at).days > LONGEST_SHIFT_DAYS:
        raise Refused(f"A shift is at most {LONGEST_SHIFT_DAYS} days long. Enter several.")
    if ends_at <= asking.at:
        raise Refused("This time is over already.")
    with store.board_for(asking, doing="on_call.put") as desk:
        _colleague(desk, account_id, asking)
        shift = OnCall(new_id(), asking.viewer.team_id, account_id, starts_at, ends_at)
        desk.staffing.put_on_call(shift, by_id=asking.viewer.account_id, now=asking.at)


def take_off_call(store: Store, on_call_id: str, *, asking: Asking) -> None:
    """Take a shift back.

    Raises:
        SomebodyElseChangedThis: it does not stand any more.
    """
    _manager_only(asking)
    with store.board_for(asking, doing="on_call.take_back") as desk:
        mine = asking.viewer
        if not desk.staffing.take_off_call(on_call_id, mine.team_id, by_id=mine.account_id, now=asking.at):
            raise SomebodyElseChangedThis("This shift was taken back already.")


def set_hours(store: Store, hours: OfficeHours, *, asking: Asking) -> None:
    """Record when the manager's own team reads texts from now on.

    Raises:
        Refused: the hours leave no time at all.
    """
    _manager_only(asking)
    if not hours.opens < hours.closes or not hours.weekdays:
        raise Refused("The office must open on a day, and close after it opens.")
    with store.board_for(asking, doing="office_hours.set") as desk:
        desk.staffing.set_hours(asking.viewer.team_id, hours, by_id=asking.viewer.account_id, now=asking.at)


def go_away(
    store: Store, account_id: str, first_on: date, last_on: date, cover_id: str | None, *, asking: Asking
) -> None:
    """Record that somebody is away, and who stands in: officers for themselves, a manager for anybody of the team.

    Raises:
        Refused: the days are turned round, too many, or the cover is the same person.
        NotFound: they are not of this team, or it is not this person's to say.
    """
    if last_on < first_on:
        raise Refused("The last day must not come before the first.")
    if (last_on - first_on).days > LONGEST_ABSENCE_DAYS:
        raise Refused(f"An absence is at most {LONGEST_ABSENCE_DAYS} days long.")
    if cover_id == account_id:
        raise Refused("Nobody can stand in for themselves.")
    with store.board_for(asking, doing="absence.add") as desk:
        _may_say_for(account_id, asking)
        _colleague(desk, account_id, asking)
        if cover_id is not None:
            _colleague(desk, cover_id, asking)
        absence = Absence(new_id(), account_id, first_on, last_on, cover_id)
        desk.staffing.add_absence(absence, by_id=asking.viewer.account_id, now=asking.at)


def come_back(store: Store, absence_id: str, *, asking: Asking) -> None:
    """Take an absence back.

    Raises:
        NotFound: there is no such absence for this person.
    """
    with store.board_for(asking, doing="absence.take_back") as desk:
        absence = desk.staffing.absence(absence_id)
        if absence is None:
            raise NotFound("There is no such absence.")
        _may_say_for(absence.account_id, asking)
        _colleague(desk, absence.account_id, asking)
        desk.staffing.take_absence_back(absence_id, by_id=asking.viewer.account_id, now=asking.at)


def _manager_only(asking: Asking) -> None:
    if asking.viewer.role is not Role.MANAGER:
        raise NotFound("Only a manager can change this.")


def _may_say_for(account_id: str, asking: Asking) -> None:
    if asking.viewer.role is not Role.MANAGER and account_id != asking.viewer.account_id:
        raise NotFound("Only they or a manager can say this.")


def _colleague(desk: Desk, account_id: str, asking: Asking) -> Account:
    account = desk.accounts.find(account_id)
    is_one = account is not None and account.team_id == asking.viewer.team_id and account.role in SUPPORTERS
    if account is None or not is_one or account.state is not AccountState.ACTIVE:
        raise NotFound("There is nobody like that in this team.")
    return account
