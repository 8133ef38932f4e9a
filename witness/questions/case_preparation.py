"""What must be in place for a witness, each thing with what is recorded about it and the chain of a special measure."""

from witness.domain.cases import CasePicture
from witness.domain.evidence import NeedKind
from witness.domain.measures import MEASURE_IN_WORDS, MeasureKind, MeasureState
from witness.domain.needs import need_now
from witness.domain.readiness import Readiness, ReadinessItem
from witness.questions.case_cards import ItemRow, Link

CHAIN: tuple[tuple[MeasureState, str], ...] = (
    (MeasureState.NEEDED, "wanted"),
    (MeasureState.ASKED, "asked for"),
    (MeasureState.APPLIED, "applied for"),
    (MeasureState.GRANTED, "granted"),
    (MeasureState.ARRANGED, "arranged"),
)


def rows_of(picture: CasePicture, witness_id: str, readiness: Readiness) -> tuple[ItemRow, ...]:
    """Give what must be in place, what is missing and due the soonest first."""
    still_open = list(readiness.missing)
    ordered = [*still_open, *(item for item in readiness.items if not item.missing)]
    needs = {n.kind: need_now(picture, n).value for n in picture.needs if n.witness_id == witness_id}
    measures = {m.kind: m.state for m in picture.measures if m.witness_id == witness_id}
    return tuple(_row(item, needs, measures) for item in ordered)


def measures_not_asked(picture: CasePicture, witness_id: str) -> tuple[tuple[str, str], ...]:
    """Give the special measures that nothing is recorded of: (word, in words)."""
    known = {m.kind for m in picture.measures if m.witness_id == witness_id}
    return tuple((kind.value, words) for kind, words in MEASURE_IN_WORDS.items() if kind not in known)


def chain_of(state: MeasureState) -> tuple[Link, ...]:
    """Give the links of a measure up to its arrangement. A refused one has been decided; nothing more is open."""
    if state is MeasureState.REFUSED:
        decided = [Link(words, is_done=True, is_open=False) for _, words in CHAIN[:3]]
        return (*decided, Link("refused", is_done=True, is_open=False))
    reached = next(index for index, (link, _) in enumerate(CHAIN) if link is state)
    return tuple(Link(words, index <= reached, index == reached + 1) for index, (_, words) in enumerate(CHAIN))


def _row(item: ReadinessItem, needs: dict[NeedKind, str], measures: dict[MeasureKind, MeasureState]) -> ItemRow:
    match item.what:
        case NeedKind():
            return ItemRow(item, "need", item.what.value, needs.get(item.what, ""))
        case MeasureKind():
            state = measures[item.what]
            return ItemRow(item, "measure", item.what.value, state.value, chain_of(state))
    return ItemRow(item)
