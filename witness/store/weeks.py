"""Keeps when people work, plans of weeks and what became of them, and what was pinned."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from witness.domain.week_requests import OPEN_REQUESTS, Away, Pin, PlanRequest, Progress, RequestState
from witness.domain.working_hours import WorkingTerms, terms_as_plain, terms_from_plain
from witness.identifiers import new_id
from witness.store.tables.week import PlanRequestRow, WeekPinRow, WorkingTermsRow
from witness.store.vault import Vault

BASE = "working_terms.base"
# A request whose worker died is begun anew so often, then given up.
MOST_TRIES = 3


class Weeks:
    """The drawer of working hours, plan requests and pins."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    # Working hours

    def set_terms(self, account_id: str, terms: WorkingTerms, *, by_id: str | None, now: datetime) -> None:
        """Record how somebody works from now on."""
        row_id = new_id()
        self._connection.execute(
            insert(WorkingTermsRow).values(
                id=row_id,
                account_id=account_id,
                terms=terms_as_plain(terms),
                base_sealed=self._vault.seal(BASE, row_id, terms.base),
                entered_by=by_id,
                entered_at=now,
            )
        )

    def terms_of(self, account_ids: Iterable[str]) -> dict[str, WorkingTerms]:
        """Give how people work; somebody of whom nothing is recorded is left out."""
        query = (
            select(WorkingTermsRow)
            .where(WorkingTermsRow.account_id.in_(sorted(set(account_ids))))
            .order_by(WorkingTermsRow.entered_at, WorkingTermsRow.id)
        )
        newest = {row.account_id: row for row in self._connection.execute(query)}
        return {
            account_id: terms_from_plain(row.terms, self._vault.open(BASE, row.id, row.base_sealed))
            for account_id, row in newest.items()
        }

    # Requests

    def ask(self, request: PlanRequest) -> None:
        """Keep a request; a worker finds it."""
        self._connection.execute(
            insert(PlanRequestRow).values(
                id=request.request_id,
                team_id=request.team_id,
                by_id=request.by_id,
                asked_at=request.asked_at,
                first_on=request.first_on,
                last_on=request.last_on,
                officers=list(request.officers),
                away=[[away.account_id, away.on.isoformat()] for away in request.away],
                based_on=request.based_on,
                seed=request.seed,
                seconds=request.seconds,
                state=request.state.value,
            )
        )

    def request(self, request_id: str) -> PlanRequest | None:
        """Give a request, or None."""
        row = self._connection.execute(select(PlanRequestRow).where(PlanRequestRow.id == request_id)).one_or_none()
        return None if row is None else _request(row)

    def newest(
        self, team_id: str, first_on: date, last_on: date, *, state: RequestState | None = None
    ) -> PlanRequest | None:
        """Give the newest request of a team about any of these days, in a state or not set aside; None for none."""
        wanted = PlanRequestRow.state == state.value if state else PlanRequestRow.state != RequestState.SET_ASIDE.value
        row = self._connection.execute(
            select(PlanRequestRow)
            .where(
                PlanRequestRow.team_id == team_id,
                wanted,
                PlanRequestRow.first_on <= last_on,
                PlanRequestRow.last_on >= first_on,
            )
            .order_by(PlanRequestRow.asked_at.desc(), PlanRequestRow.id.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else _request(row)

    def to_change(self, request_id: str) -> PlanRequest | None:
        """Give a request that is about to be changed, or None; until the end of the transaction nobody else can."""
        query = select(PlanRequestRow).where(PlanRequestRow.id == request_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _request(row)

    def show(self, request_id: str, worker: str, asked: Mapping[str, Any], plan: Mapping[str, Any]) -> None:
        """Keep a plan that is better than none while the planner goes on, if the request is still this worker's."""
        self._connection.execute(
            update(PlanRequestRow).where(*_held(request_id, worker)).values(asked=dict(asked), plan=dict(plan))
        )

    def redraft(self, request_id: str, plan: Mapping[str, Any]) -> bool:
        """Put a draft that a person has changed in place of what it was; says whether it still was a draft."""
        changed = self._connection.execute(
            update(PlanRequestRow)
            .where(PlanRequestRow.id == request_id, PlanRequestRow.state == RequestState.DONE.value)
            .values(plan=dict(plan))
        )
        return changed.rowcount == 1

    def open_number(self, team_id: str) -> int:
        """Count the requests of a team that a worker has yet to finish."""
        return self._connection.execute(
            select(func.count())
            .select_from(PlanRequestRow)
            .where(PlanRequestRow.team_id == team_id, PlanRequestRow.state.in_([s.value for s in OPEN_REQUESTS]))
        ).scalar_one()

    def claim(self, worker: str, now: datetime, until: datetime) -> PlanRequest | None:
        """Take the longest waiting request, or one whose worker has died; None when there is none.

        Two workers that ask at once get two requests, or one of them nothing.
        """
        self._give_up_on_lost(now)
        free = or_(
            PlanRequestRow.state == RequestState.WAITING.value,
            (PlanRequestRow.state == RequestState.WORKING.value) & (PlanRequestRow.lease_until <= now),
        )
        row = self._connection.execute(
            select(PlanRequestRow.id, PlanRequestRow.tries)
            .where(free)
            .order_by(PlanRequestRow.asked_at, PlanRequestRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        taken = self._connection.execute(
            update(PlanRequestRow)
            .where(PlanRequestRow.id == row.id, PlanRequestRow.tries == row.tries, free)
            .values(state=RequestState.WORKING.value, worker=worker, lease_until=until, tries=row.tries + 1)
        )
        return self.request(row.id) if taken.rowcount == 1 else None

    def _give_up_on_lost(self, now: datetime) -> None:
        self._connection.execute(
            update(PlanRequestRow)
            .where(
                PlanRequestRow.state == RequestState.WORKING.value,
                PlanRequestRow.lease_until <= now,
                PlanRequestRow.tries >= MOST_TRIES,
            )
            .values(
                state=RequestState.FAILED.value,
                because="The planner stopped while it was at work, several times.",
                settled_at=now,
            )
        )

    def progress(self, request_id: str, worker: str, progress: Progress, until: datetime) -> bool:
        """Record how far a worker has got with its request; says whether it is still its own."""
        changed = self._connection.execute(
            update(PlanRequestRow).where(*_held(request_id, worker)).values(**_numbers(progress), lease_until=until)
        )
        return changed.rowcount == 1

    def finish(
        self,
        request_id: str,
        worker: str,
        *,
        progress: Progress,
        problem_hash: str,
        asked: Mapping[str, Any],
        plan: Mapping[str, Any],
        now: datetime,
    ) -> bool:
        """Keep the plan that came of a request as a draft; says whether the request was still this worker's."""
        changed = self._connection.execute(
            update(PlanRequestRow)
            .where(*_held(request_id, worker))
            .values(
                state=RequestState.DONE.value,
                problem_hash=problem_hash,
                asked=dict(asked),
                plan=dict(plan),
                settled_at=now,
                **_numbers(progress),
            )
        )
        return changed.rowcount == 1

    def fail(self, request_id: str, worker: str, because: str, now: datetime) -> bool:
        """Record why no plan came of a request, and forget what was shown; says whether it was still this worker's."""
        changed = self._connection.execute(
            update(PlanRequestRow)
            .where(*_held(request_id, worker))
            .values(state=RequestState.FAILED.value, because=because[:300], settled_at=now, asked=None, plan=None)
        )
        return changed.rowcount == 1

    def decide(self, request_id: str, state: RequestState, *, by_id: str, now: datetime) -> bool:
        """Record that a draft was accepted or set aside; says whether it still was a draft."""
        changed = self._connection.execute(
            update(PlanRequestRow)
            .where(PlanRequestRow.id == request_id, PlanRequestRow.state == RequestState.DONE.value)
            .values(state=state.value, decided_by=by_id, decided_at=now)
        )
        return changed.rowcount == 1

    # Pins

    def pin(self, team_id: str, pin: Pin, *, by_id: str | None, now: datetime) -> None:
        """Pin something, in place of what was pinned of it before."""
        self._unpin(WeekPinRow.team_id == team_id, WeekPinRow.task_key == pin.task_key, by_id=by_id, now=now)
        self._connection.execute(
            insert(WeekPinRow).values(
                id=pin.pin_id,
                team_id=team_id,
                task_key=pin.task_key,
                officers=list(pin.officers),
                on_day=pin.on,
                at_time=pin.at,
                entered_by=by_id,
                entered_at=now,
            )
        )

    def unpin(self, team_id: str, task_key: str, *, by_id: str, now: datetime) -> bool:
        """Take a pin back; says whether there was one."""
        return self._unpin(WeekPinRow.team_id == team_id, WeekPinRow.task_key == task_key, by_id=by_id, now=now) > 0

    def pins_of(self, team_id: str, first: date, last: date) -> tuple[Pin, ...]:
        """Give the pins of a team that stand for these days, or for any."""
        query = (
            select(WeekPinRow)
            .where(
                WeekPinRow.team_id == team_id,
                WeekPinRow.taken_back_at.is_(None),
                or_(WeekPinRow.on_day.is_(None), WeekPinRow.on_day.between(first, last)),
            )
            .order_by(WeekPinRow.entered_at, WeekPinRow.id)
        )
        return tuple(
            Pin(r.id, r.task_key, tuple(r.officers), r.on_day, r.at_time) for r in self._connection.execute(query)
        )

    def _unpin(self, *which: Any, by_id: str | None, now: datetime) -> int:
        changed = self._connection.execute(
            update(WeekPinRow)
            .where(*which, WeekPinRow.taken_back_at.is_(None))
            .values(taken_back_at=now, taken_back_by=by_id)
        )
        return changed.rowcount


def _held(request_id: str, worker: str) -> tuple[Any, ...]:
    return (
        PlanRequestRow.id == request_id,
        PlanRequestRow.state == RequestState.WORKING.value,
        PlanRequestRow.worker == worker,
    )


def _numbers(progress: Progress) -> dict[str, Any]:
    return {
        "first_cost": progress.first_cost,
        "best_cost": progress.best_cost,
        "bound": progress.bound,
        "is_proven": progress.is_proven,
    }


def _request(row: Any) -> PlanRequest:
    return PlanRequest(
        request_id=row.id,
        team_id=row.team_id,
        by_id=row.by_id,
        asked_at=row.asked_at,
        first_on=row.first_on,
        last_on=row.last_on,
        officers=tuple(row.officers),
        away=tuple(Away(account_id, date.fromisoformat(on)) for account_id, on in row.away),
        based_on=row.based_on,
        seed=row.seed,
        seconds=row.seconds,
        state=RequestState(row.state),
        progress=Progress(row.first_cost, row.best_cost, row.bound, bool(row.is_proven)),
        because=row.because,
        problem_hash=row.problem_hash,
        asked=row.asked,
        plan=row.plan,
        settled_at=row.settled_at,
        decided_at=row.decided_at,
    )
