"""Rows about days in court that are over, of the cases somebody may see: what was recorded, and the group of each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, exists, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.attended import DayRecorded
from witness.domain.evidence import EventState, NeedKind, NeedState
from witness.domain.hearings import EVIDENCE_KINDS, Effectiveness
from witness.domain.people import Person, Requirement
from witness.store.access import visible_to
from witness.store.people import BORN_ON
from witness.store.tables.accounts import TeamRow
from witness.store.tables.cases import CaseRow
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
            )
            .join(HearingRow, HearingRow.id == RevisionRow.hearing_id)
            .join(
                EvidenceEventRow,
                and_(
                    EvidenceEventRow.hearing_id == HearingRow.id,
                    or_(
                        EvidenceEventRow.expected_at.is_(None),
                        EvidenceEventRow.expected_at <= RevisionRow.recorded_at,
                    ),
                    # Whoever was heard or let go before that day was not expected on it.
                    or_(
                        EvidenceEventRow.settled_at.is_(None),
                        EvidenceEventRow.settled_at >= RevisionRow.recorded_at,
                    ),
                ),
            )
            .join(WitnessRow, WitnessRow.id == EvidenceEventRow.witness_id)
            .join(PersonRow, PersonRow.id == WitnessRow.person_id)
            .join(CaseRow, CaseRow.id == HearingRow.case_id)
            .join(TeamRow, TeamRow.id == CaseRow.team_id)
            .where(
                RevisionRow.effectiveness.is_not(None),
                RevisionRow.on_day >= first,
                RevisionRow.on_day <= last,
                HearingRow.kind.in_([kind.value for kind in EVIDENCE_KINDS]),
                visible_to(viewer, Deed.SEE_CASE),
            )
            .order_by(RevisionRow.on_day, RevisionRow.id, WitnessRow.id)
            .limit(MOST_DAYS)
        ).all()
        steps = self._steps({row.witness_id for row in rows})
        return tuple(self._line(row, steps) for row in rows)

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
