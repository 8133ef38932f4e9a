"""Keeps who is there: office hours, the rota, absences, and the mails that say "sign in"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from witness.domain.staffing import Absence, OfficeHours, OnCall
from witness.identifiers import new_id
from witness.store.restorations import SENDING_IS_OFF
from witness.store.tables.staffing import AbsenceRow, OfficeHoursRow, OnCallRow, StaffNoticeRow

# NOTHING: when it was to be written there was nothing to say.
PLANNED, SENT, FAILED, NOTHING = "planned", "sent", "failed", "nothing"


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """A mail to a colleague. state: "planned", "sent", "nothing", or "failed" when every try failed."""

    notice_id: str
    reason_key: str
    account_id: str
    state: str
    attempt: int
    because: str
    planned_at: datetime
    settled_at: datetime | None


class Staffing:
    """The drawer of office hours, the rota, absences and notices to staff."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def hours_of(self, team_id: str) -> OfficeHours:
        """Give when a team reads texts: 9 to 5 from Monday to Friday until somebody says otherwise."""
        row = self._connection.execute(
            select(OfficeHoursRow)
            .where(OfficeHoursRow.team_id == team_id)
            .order_by(OfficeHoursRow.entered_at.desc(), OfficeHoursRow.id.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return OfficeHours()
        return OfficeHours(row.opens, row.closes, frozenset(int(day) for day in row.weekdays))

    def set_hours(self, team_id: str, hours: OfficeHours, *, by_id: str | None, now: datetime) -> None:
        """Record when a team reads texts from now on."""
        self._connection.execute(
            insert(OfficeHoursRow).values(
                id=new_id(),
                team_id=team_id,
                opens=hours.opens,
                closes=hours.closes,
                weekdays="".join(str(day) for day in sorted(hours.weekdays)),
                entered_by=by_id,
                entered_at=now,
            )
        )

    def put_on_call(self, shift: OnCall, *, by_id: str | None, now: datetime) -> None:
        """Keep that somebody is on call."""
        self._connection.execute(
            insert(OnCallRow).values(
                id=shift.on_call_id,
                team_id=shift.team_id,
                account_id=shift.account_id,
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
                entered_by=by_id,
                entered_at=now,
            )
        )

    def take_off_call(self, on_call_id: str, team_id: str, *, by_id: str, now: datetime) -> bool:
        """Take a shift of a team back; says whether it stood."""
        changed = self._connection.execute(
            update(OnCallRow)
            .where(OnCallRow.id == on_call_id, OnCallRow.team_id == team_id, OnCallRow.taken_back_at.is_(None))
            .values(taken_back_at=now, taken_back_by=by_id)
        )
        return changed.rowcount == 1

    def take_off_all_shifts(self, account_id: str, now: datetime) -> None:
        """Take every shift of somebody back that is not over: they work elsewhere."""
        self._connection.execute(
            update(OnCallRow)
            .where(OnCallRow.account_id == account_id, OnCallRow.ends_at > now, OnCallRow.taken_back_at.is_(None))
            .values(taken_back_at=now)
        )

    def rota_of(self, team_id: str, since: datetime) -> tuple[OnCall, ...]:
        """Give the shifts of a team that have not ended before an instant, the earliest first."""
        query = (
            select(OnCallRow)
            .where(OnCallRow.team_id == team_id, OnCallRow.ends_at > since, OnCallRow.taken_back_at.is_(None))
            .order_by(OnCallRow.starts_at, OnCallRow.id)
            .limit(400)
        )
        return tuple(
            OnCall(r.id, r.team_id, r.account_id, r.starts_at, r.ends_at) for r in self._connection.execute(query)
        )

    def add_absence(self, absence: Absence, *, by_id: str | None, now: datetime) -> None:
        """Keep that somebody is away, and who stands in."""
        self._connection.execute(
            insert(AbsenceRow).values(
                id=absence.absence_id,
                account_id=absence.account_id,
                first_on=absence.first_on,
                last_on=absence.last_on,
                cover_id=absence.cover_id,
                entered_by=by_id,
                entered_at=now,
            )
        )

    def absence(self, absence_id: str) -> Absence | None:
        """Give an absence that stands, or None."""
        return next(iter(self._absences(AbsenceRow.id == absence_id)), None)

    def take_absence_back(self, absence_id: str, *, by_id: str, now: datetime) -> bool:
        """Take an absence back; says whether it stood."""
        changed = self._connection.execute(
            update(AbsenceRow)
            .where(AbsenceRow.id == absence_id, AbsenceRow.taken_back_at.is_(None))
            .values(taken_back_at=now, taken_back_by=by_id)
        )
        return changed.rowcount == 1

    def absences(self, since: date) -> tuple[Absence, ...]:
        """Give the absences that have not ended before a day, the earliest first."""
        return self._absences(AbsenceRow.last_on >= since)

    def plan_notice(self, reason_key: str, account_id: str, now: datetime) -> bool:
        """Want a mail to a colleague, once for a reason; says whether it is new."""
        known = self._connection.execute(select(StaffNoticeRow.id).where(StaffNoticeRow.reason_key == reason_key))
        if known.one_or_none() is not None:
            return False
        row = insert(StaffNoticeRow).values(
            id=new_id(), reason_key=reason_key, account_id=account_id, state=PLANNED, planned_at=now, next_at=now
        )
        try:
            with self._connection.begin_nested():
                self._connection.execute(row)
        except IntegrityError:  # another worker has wanted it at this very moment
            return False
        return True

    def notices_due(self, now: datetime, limit: int = 20) -> tuple[StaffNotice, ...]:
        """Give mails whose time has come, and keep other workers off them meanwhile."""
        query = (
            select(StaffNoticeRow)
            .where(StaffNoticeRow.state == PLANNED, StaffNoticeRow.next_at <= now, ~SENDING_IS_OFF)
            .order_by(StaffNoticeRow.next_at, StaffNoticeRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return tuple(_notice(row) for row in self._connection.execute(query))

    def notice_tried(self, notice_id: str, attempt: int, next_at: datetime) -> bool:
        """Record that a try begins, and when the next is due if nothing more is heard; says whether it was due."""
        changed = self._connection.execute(
            update(StaffNoticeRow)
            .where(
                StaffNoticeRow.id == notice_id, StaffNoticeRow.state == PLANNED, StaffNoticeRow.attempt == attempt - 1
            )
            .values(attempt=attempt, next_at=next_at)
        )
        return changed.rowcount == 1

    def settle_notice(self, notice_id: str, state: str, because: str, now: datetime) -> None:
        """Record how a try went."""
        done = now if state != PLANNED else None
        self._connection.execute(
            update(StaffNoticeRow)
            .where(StaffNoticeRow.id == notice_id, StaffNoticeRow.state == PLANNED)
            .values(state=state, because=because[:300], settled_at=done)
        )

    def notices_for(self, reason_keys: tuple[str, ...]) -> tuple[StaffNotice, ...]:
        """Give the mails that exist for these reasons."""
        query = select(StaffNoticeRow).where(StaffNoticeRow.reason_key.in_(reason_keys)).order_by(StaffNoticeRow.id)
        return tuple(_notice(row) for row in self._connection.execute(query))

    def known_reasons(self, reason_keys: Iterable[str]) -> frozenset[str]:
        """Give those of these reasons for which a mail was wanted before."""
        query = select(StaffNoticeRow.reason_key).where(StaffNoticeRow.reason_key.in_(sorted(reason_keys)))
        return frozenset(self._connection.execute(query).scalars())

    def failed_notices(self, since: datetime) -> tuple[StaffNotice, ...]:
        """Give the mails that could not go since an instant."""
        query = (
            select(StaffNoticeRow)
            .where(StaffNoticeRow.state == FAILED, StaffNoticeRow.planned_at >= since)
            .order_by(StaffNoticeRow.planned_at)
        )
        return tuple(_notice(row) for row in self._connection.execute(query))

    def _absences(self, condition) -> tuple[Absence, ...]:  # type: ignore[no-untyped-def]
        query = (
            select(AbsenceRow)
            .where(condition, AbsenceRow.taken_back_at.is_(None))
            .order_by(AbsenceRow.first_on, AbsenceRow.id)
        )
        return tuple(
            Absence(r.id, r.account_id, r.first_on, r.last_on, r.cover_id) for r in self._connection.execute(query)
        )


def _notice(row) -> StaffNotice:  # type: ignore[no-untyped-def]
    return StaffNotice(
        row.id, row.reason_key, row.account_id, row.state, row.attempt, row.because, row.planned_at, row.settled_at
    )
