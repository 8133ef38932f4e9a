"""Keeps how what is required of a witness, and each of their special measures, came to be what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from witness.identifiers import new_id
from witness.store.tables.evidence import WitnessStepRow
from witness.store.together import AtHand, of_one_case

# What a step is about when it is not a measure.
REQUIREMENT = "requirement"

WITNESS_STEPS = of_one_case(WitnessStepRow, WitnessStepRow.number)


@dataclass(frozen=True, slots=True)
class WitnessStep:
    """A state by its plain word, since when, and who told us."""

    state: str
    at: datetime
    source: str


# By witness and by what the step is about, oldest first.
WitnessSteps = dict[tuple[str, str], tuple[WitnessStep, ...]]


def add_step(
    connection: Connection, case_id: str, witness_id: str, what: str, step: WitnessStep, *, by_id: str | None
) -> None:
    """Add one step after those that are kept."""
    newest = select(func.max(WitnessStepRow.number)).where(
        WitnessStepRow.witness_id == witness_id, WitnessStepRow.what == what
    )
    number = (connection.execute(newest).scalar_one() or 0) + 1
    connection.execute(insert(WitnessStepRow).values(**_row(case_id, witness_id, what, number, step, by_id)))


def add_steps(
    connection: Connection,
    case_id: str,
    witness_id: str,
    what: str,
    steps: Sequence[WitnessStep],
    *,
    by_id: str | None = None,
) -> None:
    """Add those of these steps that lie beyond the ones that are kept. Steps are only ever added at the end."""
    if not steps:
        return
    count = (
        select(func.count())
        .select_from(WitnessStepRow)
        .where(WitnessStepRow.witness_id == witness_id, WitnessStepRow.what == what)
    )
    kept = connection.execute(count).scalar_one()
    numbered = list(enumerate(steps, start=1))[kept:]
    if numbered:
        rows = [_row(case_id, witness_id, what, number, step, by_id) for number, step in numbered]
        connection.execute(insert(WitnessStepRow), rows)


def steps_of_case(connection: Connection, case_id: str, at_hand: AtHand | None = None) -> WitnessSteps:
    """Give every step of every witness of a case."""
    found: dict[tuple[str, str], list[WitnessStep]] = {}
    for row in WITNESS_STEPS.rows(connection, case_id, at_hand):
        found.setdefault((row.witness_id, row.what), []).append(WitnessStep(row.state, row.at, row.source))
    return {key: tuple(steps) for key, steps in found.items()}


def _row(
    case_id: str, witness_id: str, what: str, number: int, step: WitnessStep, by_id: str | None
) -> dict[str, object]:
    return {
        "id": new_id(),
        "case_id": case_id,
        "witness_id": witness_id,
        "what": what,
        "number": number,
        "state": step.state,
        "at": step.at,
        "source": step.source,
        "by_id": by_id,
    }
