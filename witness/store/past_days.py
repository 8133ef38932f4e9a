"""Rows about days in court that are over, of the cases somebody may see: what was recorded, and said before them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Select,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    union_all,
    values,
)
from sqlalchemy.orm import aliased

from witness.domain.access import Deed, Viewer
from witness.domain.at_court import WAS_AT_COURT, DayStep
from witness.domain.attended import DayRecorded
from witness.domain.concern import Band
from witness.domain.concern_history import ConcernDay
from witness.domain.evidence import EventState, NeedKind, NeedState
from witness.domain.hearings import EVIDENCE_KINDS, Effectiveness
from witness.domain.people import Person, Requirement
from witness.store.access import visible_to
from witness.store.concern_history import day_of
from witness.store.people import BORN_ON
from witness.store.tables.accounts import TeamRow
from witness.store.tables.at_court import DayTapRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.concern import ConcernDayRow
from witness.store.tables.evidence import EvidenceEventRow, NeedRow, WitnessStepRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.people import PersonRow, WitnessRow
from witness.store.vault import Vault
from witness.store.witness_steps import REQUIREMENT

MOST_DAYS = 5_000


@dataclass(frozen=True, slots=True)
class DayLine:
    """One witness's day in court. age: in years on that day, None when not known.

    Nobody's name and no birthday: only what groups them.
    """

    day: DayRecorded
    age: int | None
    needs_interpreter: bool
    court_code: str
    team: str


def _witness_days() -> FromClause:
    """Every day that a hearing was recorded for, with each witness who was expected on it."""
    expected = and_(
        EvidenceEventRow.hearing_id == HearingRow.id,
        or_(EvidenceEventRow.expected_at.is_(None), EvidenceEventRow.expected_at <= RevisionRow.recorded_at),
        # Whoever was heard or let go before that day was not expected on it.
        or_(EvidenceEventRow.settled_at.is_(None), EvidenceEventRow.settled_at >= RevisionRow.recorded_at),
    )
    revisions, hearings = RevisionRow.__table__, HearingRow.__table__
    return (
        revisions.join(hearings, HearingRow.id == RevisionRow.hearing_id)
        .join(EvidenceEventRow.__table__, expected)
        .join(WitnessRow.__table__, WitnessRow.id == EvidenceEventRow.witness_id)
        .join(CaseRow.__table__, CaseRow.id == HearingRow.case_id)
    )


def _are_over(viewer: Viewer, first: date, last: date) -> ColumnElement[bool]:
    return and_(
        RevisionRow.effectiveness.is_not(None),
        RevisionRow.on_day >= first,
        RevisionRow.on_day <= last,
        HearingRow.kind.in_([kind.value for kind in EVIDENCE_KINDS]),
        visible_to(viewer, Deed.SEE_CASE),
    )


def _tapped(steps: Collection[DayStep]) -> ColumnElement[bool]:
    """Whether one of these was tapped about the day at court, and not taken back."""
    undoing = aliased(DayTapRow)
    taken_back = exists().where(
        undoing.case_id == DayTapRow.case_id,
        undoing.undoes == DayTapRow.id,
        undoing.step == DayStep.UNDONE.value,
    )
    return exists().where(
        DayTapRow.case_id == WitnessRow.case_id,
        DayTapRow.witness_id == WitnessRow.id,
        DayTapRow.on_day == RevisionRow.on_day,
        DayTapRow.step.in_([step.value for step in steps]),
        ~taken_back,
    )


def _stood(days: CTE, pairs: Sequence[tuple[date, date]], since: date) -> Select[Any]:
    """When what stood at the end of each cut was said."""
    cuts = values(column("day_on", Date), column("cut_on", Date), name="cuts").data(list(pairs)).cte("cuts")
    return (
        select(days.c.witness_id, cuts.c.day_on, func.max(ConcernDayRow.at).label("at"))
        .join(cuts, cuts.c.day_on == days.c.on_day)
        .join(ConcernDayRow, ConcernDayRow.witness_id == days.c.witness_id)
        .where(ConcernDayRow.on_day <= cuts.c.cut_on, ConcernDayRow.on_day >= since)
        .group_by(days.c.witness_id, cuts.c.day_on, cuts.c.cut_on)
    )


def _first_act(days: CTE, since: date) -> Select[Any]:
    """When each first stood under "act" for a day: after their day before that, if there was one."""
    before = func.lag(days.c.on_day).over(partition_by=days.c.witness_id, order_by=days.c.on_day)
    own = select(days.c.witness_id, days.c.on_day, before.label("before_on")).subquery("own")
    return (
        select(own.c.witness_id, own.c.on_day.label("day_on"), func.min(ConcernDayRow.at).label("at"))
        .join(ConcernDayRow, ConcernDayRow.witness_id == own.c.witness_id)
        .where(
            ConcernDayRow.band == Band.ACT.value,
            ConcernDayRow.on_day < own.c.on_day,
            ConcernDayRow.on_day >= since,
            or_(own.c.before_on.is_(None), ConcernDayRow.on_day > own.c.before_on),
        )
        .group_by(own.c.witness_id, own.c.on_day)
    )


class PastDays:
    """The drawer of days that are over."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._vault = vault

    def lines(self, viewer: Viewer, first: date, last: date) -> tuple[DayLine, ...]:
        """Give what was recorded of the days between two, both included. Two statements, whatever their number."""
        interpreter = exists().where(
            NeedRow.witness_id == WitnessRow.id,
            NeedRow.kind == NeedKind.INTERPRETER.value,
            NeedRow.state != NeedState.NOT_NEEDED.value,
        )
        rows = self._connection.execute(
            select(
                RevisionRow.on_day,
                RevisionRow.recorded_at,
                RevisionRow.effectiveness,
                RevisionRow.outcome_code,
                RevisionRow.court_code,
                HearingRow.id.label("hearing_id"),
                EvidenceEventRow.state,
                EvidenceEventRow.settled_at,
                WitnessRow.id.label("witness_id"),
                WitnessRow.case_id,
                WitnessRow.requirement,
                PersonRow.id.label("person_id"),
                PersonRow.born_on_sealed,
                TeamRow.name.label("team"),
                interpreter.label("needs_interpreter"),
                _tapped(WAS_AT_COURT).label("seen_there"),
                _tapped((DayStep.NOT_COME,)).label("seen_missing"),
            )
            .select_from(_witness_days())
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .join(TeamRow, TeamRow.id == CaseRow.team_id)
            .where(_are_over(viewer, first, last))
            .order_by(RevisionRow.on_day, RevisionRow.id, WitnessRow.id)
            .limit(MOST_DAYS)
        ).all()
        steps = self._steps({row.witness_id for row in rows})
        return tuple(self._line(row, steps) for row in rows)

    def said_before(
        self, viewer: Viewer, first: date, last: date, cuts: Iterable[tuple[date, date]], *, since: date
    ) -> dict[tuple[str, date], tuple[ConcernDay, ...]]:
        """Give what concern said before the days between two, by witness and day, in one statement.

        cuts: a day and a day before it at whose end is asked what stood. since: nothing older is looked at. Besides
        what stood at each cut there is the first "act" since the witness's day before that: so a few rows for each
        day, however long the history is.
        """
        pairs = sorted(set(cuts))
        if not pairs:
            return {}
        days = (
            select(WitnessRow.id.label("witness_id"), RevisionRow.on_day)
            .select_from(_witness_days())
            .where(_are_over(viewer, first, last))
            .distinct()
            .cte("days")
        )
        picked = union_all(_stood(days, pairs, since), _first_act(days, since)).subquery("picked")
        rows = self._connection.execute(
            select(picked.c.day_on, ConcernDayRow).join(
                ConcernDayRow, and_(ConcernDayRow.witness_id == picked.c.witness_id, ConcernDayRow.at == picked.c.at)
            )
        )
        found: dict[tuple[str, date], dict[str, ConcernDay]] = {}
        for row in rows:
            found.setdefault((row.witness_id, row.day_on), {})[row.id] = day_of(row)
        return {key: tuple(sorted(said.values(), key=lambda d: d.at)) for key, said in found.items()}

    def _steps(self, witness_ids: set[str]) -> dict[str, list]:  # type: ignore[type-arg]
        found: dict[str, list] = {}  # type: ignore[type-arg]
        query = select(WitnessStepRow).where(
            WitnessStepRow.witness_id.in_(witness_ids), WitnessStepRow.what == REQUIREMENT
        )
        for row in self._connection.execute(query.order_by(WitnessStepRow.number)):
            found.setdefault(row.witness_id, []).append(row)
        return found

    def _line(self, row, steps) -> DayLine:  # type: ignore[no-untyped-def]
        own = steps.get(row.witness_id, [])
        by_then = [step.state for step in own if step.at <= row.recorded_at]
        # Without steps only today's word is known.
        word = by_then[-1] if by_then else None if own else row.requirement
        effectiveness = Effectiveness(row.effectiveness)
        given = row.state == EventState.GIVEN.value and effectiveness is Effectiveness.EFFECTIVE
        return DayLine(
            DayRecorded(
                witness_id=row.witness_id,
                case_id=row.case_id,
                hearing_id=row.hearing_id,
                on=row.on_day,
                recorded_at=row.recorded_at,
                effectiveness=effectiveness,
                code=row.outcome_code,
                requirement=None if word is None else Requirement(word),
                gave=given,
                seen_there=bool(row.seen_there),
                seen_missing=bool(row.seen_missing),
            ),
            age=self._age(row),
            needs_interpreter=bool(row.needs_interpreter),
            court_code=row.court_code,
            team=row.team,
        )

    def _age(self, row) -> int | None:  # type: ignore[no-untyped-def]
        if row.born_on_sealed is None:
            return None
        born_on = date.fromisoformat(self._vault.open(BORN_ON, row.person_id, row.born_on_sealed))
        return Person(row.person_id, "", "", "", born_on).age_on(row.on_day)
