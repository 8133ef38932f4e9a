"""The run sheet: one officer's day on one page, for when the telephone is flat and the network is down.

Initials only. No family's number stands on it: paper gets lost, and the officer's own phone has them by initials.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from witness.domain.access import Asking, Role, sees_cases
from witness.domain.accounts import Account, AccountState
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.errors import NotFound
from witness.domain.people import BY_THEIR_WORK
from witness.domain.staffing import Absence, cover_for, is_away, on_call_at
from witness.questions.run_sheet_gaps import Stop
from witness.questions.run_sheet_stops import Day, day_of
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class RingLine:
    """Whom to ring, by what they are."""

    role: str
    who: str


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The day of one officer. away: says that they do not work that day and who stands in, "" when they do.

    travel: by which means the ways are known.
    """

    officer_id: str
    officer: str
    on: date
    printed_at: datetime
    away: str
    stops: tuple[Stop, ...]
    ring: tuple[RingLine, ...]
    travel: str
    team: tuple[tuple[str, str], ...]


def run_sheet(store: Store, officer_id: str, on: date, *, asking: Asking) -> RunSheet:
    """Give the day of an officer: to themselves, to whoever stands in for them that day, and to their manager.

    Raises:
        NotFound: there is nobody of that name for this person. The attempt is on the record.
    """
    with store.reading() as desk:
        officer = desk.accounts.find(officer_id)
        absences = desk.staffing.absences(on)
    if officer is None or not _may_see(asking, officer, on, absences):
        _record_refusal(store, officer_id, asking)
        raise NotFound("There is no such run sheet.")
    with store.board_for(asking, doing="run_sheet.read", about=officer_id) as desk:
        return _sheet(desk, officer, on, absences, asking)


def _may_see(asking: Asking, officer: Account, on: date, absences: tuple[Absence, ...]) -> bool:
    viewer = asking.viewer
    if officer.state is not AccountState.ACTIVE or not sees_cases(officer.role):
        return False
    if officer.id == viewer.account_id or cover_for(absences, officer.id, on) == viewer.account_id:
        return True
    return viewer.role is Role.MANAGER and officer.team_id == viewer.team_id


def _record_refusal(store: Store, officer_id: str, asking: Asking) -> None:
    viewer = asking.viewer
    with store.changing() as desk:
        desk.audit.record(
            Entry(
                at=asking.at,
                deed="run_sheet.read",
                outcome=AuditOutcome.DENIED,
                account_id=viewer.account_id,
                role=viewer.role.value,
                subject=officer_id[:80],
                request_id=asking.request_id,
            )
        )


def _sheet(desk: Desk, officer: Account, on: date, absences: tuple[Absence, ...], asking: Asking) -> RunSheet:
    day = day_of(desk, officer, on, asking)
    team = tuple(a for a in desk.accounts.of_team(officer.team_id) if a.state is AccountState.ACTIVE)
    names = {account.id: account.name for account in team}
    stands_in = names.get(cover_for(absences, officer.id, on) or "", "nobody")
    away = f"Away on this day. {stands_in} stands in." if is_away(absences, officer.id, on) else ""
    return RunSheet(
        officer_id=officer.id,
        officer=officer.name,
        on=on,
        printed_at=asking.at,
        away=away,
        stops=day.stops,
        ring=tuple(_ring(desk, officer, on, team, day)),
        travel=day.travel,
        team=tuple((a.id, a.name) for a in team if sees_cases(a.role)),
    )


def _ring(desk: Desk, officer: Account, on: date, team: tuple[Account, ...], day: Day) -> Iterator[RingLine]:
    office = desk.accounts.team(officer.team_id)
    if office.phone:
        yield RingLine("Office", office.phone)
    for account in team:
        if account.role is Role.MANAGER and account.id != officer.id:
            yield RingLine("Manager", _with_phone(account.name, account.desk_phone))
    evening = moment_in_london(on, time(18, 0))
    on_call = on_call_at(desk.staffing.rota_of(officer.team_id, evening), evening)
    for account in team:
        if account.id == on_call:
            yield RingLine("On call that evening", _with_phone(account.name, account.desk_phone))
    for card in sorted(day.cards, key=lambda card: card.name):
        yield RingLine("Court", _with_phone(card.name, card.phone))
    for picture in day.pictures:
        yield from _beside(picture)


def _beside(picture: CasePicture) -> Iterator[RingLine]:
    """Whoever works with the family, by what they are: their numbers are in the case file and the officer's phone."""
    whose = ", ".join(picture.person(w.person_id).initials for w in picture.witnesses)
    for part in picture.parts:
        if part.part in BY_THEIR_WORK and part.left_at is None:
            initials = picture.person(part.person_id).initials
            words = ", ".join(word for word in (initials, part.organisation) if word)
            yield RingLine(f"{whose}: {part.relation or part.part.value}", words)


def _with_phone(name: str, phone: str) -> str:
    return f"{name}, {phone}" if phone else name
