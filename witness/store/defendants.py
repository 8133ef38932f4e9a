"""Keeps defendants by label, and every turn in the road of each."""

from collections import defaultdict

from sqlalchemy import Connection, func, insert, select, update

from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.identifiers import new_id
from witness.store.tables.cases import DefendantRow, DefendantStepRow
from witness.store.together import AtHand, of_one_case

DEFENDANTS = of_one_case(DefendantRow, DefendantRow.label)
DEFENDANT_STEPS = of_one_case(DefendantStepRow, DefendantStepRow.number)


class Defendants:
    """The drawer of defendants."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, defendant: Defendant) -> None:
        """Keep a defendant with the steps recorded so far."""
        self._connection.execute(
            insert(DefendantRow).values(
                id=new_id(),
                case_id=case_id,
                label=defendant.label,
                custody=defendant.custody.value,
                plea=defendant.plea.value,
                outcome=defendant.outcome.value,
                areas=list(defendant.areas),
            )
        )
        if defendant.steps:
            rows = [_row(case_id, defendant.label, n, step) for n, step in enumerate(defendant.steps, start=1)]
            self._connection.execute(insert(DefendantStepRow), rows)

    def step(self, case_id: str, after: Defendant, *, by_id: str | None) -> None:
        """Add the newest step of a defendant, and keep where it has led: `after` is the defendant with that step."""
        newest = select(func.max(DefendantStepRow.number)).where(
            DefendantStepRow.case_id == case_id, DefendantStepRow.label == after.label
        )
        number = (self._connection.execute(newest).scalar_one() or 0) + 1
        row = _row(case_id, after.label, number, after.steps[-1]) | {"by_id": by_id}
        self._connection.execute(insert(DefendantStepRow).values(**row))
        self._connection.execute(
            update(DefendantRow)
            .where(DefendantRow.case_id == case_id, DefendantRow.label == after.label)
            .values(custody=after.custody.value, plea=after.plea.value, outcome=after.outcome.value)
        )

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Defendant, ...]:
        """Give the defendants of a case by their labels."""
        steps: dict[str, list[DefendantStep]] = defaultdict(list)
        for row in DEFENDANT_STEPS.rows(self._connection, case_id, at_hand):
            steps[row.label].append(
                DefendantStep(Turn(row.turn), row.at, row.source, row.custody_months, row.near_family, row.vcs)
            )
        return tuple(
            Defendant(
                d.label,
                Custody(d.custody),
                Plea(d.plea),
                DefendantOutcome(d.outcome),
                tuple(steps[d.label]),
                tuple(d.areas),
            )
            for d in DEFENDANTS.rows(self._connection, case_id, at_hand)
        )

    def put_areas(self, case_id: str, label: str, areas: tuple[str, ...]) -> bool:
        """Keep where the defendant's side is known to be; says whether there is such a defendant."""
        kept = self._connection.execute(
            update(DefendantRow)
            .where(DefendantRow.case_id == case_id, DefendantRow.label == label)
            .values(areas=list(areas))
        )
        return kept.rowcount == 1


def _row(case_id: str, label: str, number: int, step: DefendantStep) -> dict[str, object]:
    return {
        "id": new_id(),
        "case_id": case_id,
        "label": label,
        "number": number,
        "turn": step.turn.value,
        "at": step.at,
        "source": step.source,
        "custody_months": step.custody_months,
        "near_family": step.near_family,
        "vcs": step.vcs,
        "by_id": None,
    }
