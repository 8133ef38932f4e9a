"""Changes to special measures: a step along the chain, and on what a direction rests."""

from dataclasses import dataclass, replace
from datetime import datetime

from witness.actions.evidence import Whom, witness_of
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.errors import NotFound, Refused
from witness.domain.measure_turns import STATE_IN_WORDS, begin, step
from witness.domain.measures import (
    BASIS_IN_WORDS,
    MEASURE_IN_WORDS,
    Basis,
    Measure,
    MeasureKind,
    MeasureState,
    MeasureStep,
)
from witness.domain.rules import Rules
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Progress:
    """That a measure came to a state. at: None for just now. basis: None leaves what is recorded."""

    kind: MeasureKind
    state: MeasureState
    at: datetime | None = None
    source: str = ""
    basis: Basis | None = None


def set_measure(
    store: Store, whom: Whom, made: Progress, *, rules: Rules, asking: Asking, deed: Deed = Deed.CHANGE_CASE
) -> None:
    """Record how far a special measure has got, as a further step. deed: what the recorder must be allowed to do.

    Raises:
        NotFound: there is no such witness for this officer.
        Refused: the step lies ahead of now or before the last one, or no such turn is possible.
    """
    at = made.at or asking.at
    if at > asking.at:
        raise Refused("That day has not come yet: record it when it has happened.")
    with store.case_for(asking, deed, whom.case_id, doing="measure.set") as desk:
        witness = witness_of(desk, whom)
        known, taken = _known(desk, whom, made.kind), MeasureStep(made.state, at, made.source)
        measure = begin(whom.witness_id, made.kind, taken) if known is None else step(known, taken)
        if made.basis is not None:
            measure = replace(measure, basis=made.basis)
        desk.evidence.put_measure(whom.case_id, measure, by_id=asking.viewer.account_id)
        _happened(desk, whom, f"{witness.label}, {MEASURE_IN_WORDS[made.kind]}: {STATE_IN_WORDS[made.state]}.", asking)
        put_right(desk, whom.case_id, rules, now=asking.at)


def set_basis(store: Store, whom: Whom, kind: MeasureKind, basis: Basis, *, rules: Rules, asking: Asking) -> None:
    """Record on what a direction, or an application for one, rests: one that rests on age alone ends at eighteen.

    Raises:
        NotFound: there is no such witness for this officer, or nothing is recorded of this measure.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="measure.basis") as desk:
        witness, known = witness_of(desk, whom), _known(desk, whom, kind)
        if known is None:
            raise NotFound("Nothing is recorded of this measure.")
        desk.evidence.put_measure(whom.case_id, replace(known, basis=basis), by_id=asking.viewer.account_id)
        words = f"{witness.label}, {MEASURE_IN_WORDS[kind]}: what it rests on is {BASIS_IN_WORDS[basis]}."
        _happened(desk, whom, words, asking)
        put_right(desk, whom.case_id, rules, now=asking.at)


def _known(desk: Desk, whom: Whom, kind: MeasureKind) -> Measure | None:
    of_case = desk.evidence.measures_of(whom.case_id)
    return next((m for m in of_case if m.witness_id == whom.witness_id and m.kind is kind), None)


def _happened(desk: Desk, whom: Whom, words: str, asking: Asking) -> None:
    by_id = asking.viewer.account_id
    desk.cases.happened(whom.case_id, at=asking.at, kind="preparation", words=words, by_id=by_id)
