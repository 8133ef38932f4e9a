"""What must be in place for a witness besides special measures, each thing with what is recorded about it."""

from witness.domain.cases import CasePicture
from witness.domain.evidence import NeedKind
from witness.domain.measures import MeasureKind
from witness.domain.needs import need_now
from witness.domain.readiness import Readiness, ReadinessItem
from witness.questions.case_cards import ItemRow


def rows_of(picture: CasePicture, witness_id: str, readiness: Readiness) -> tuple[ItemRow, ...]:
    """Give what must be in place, what is missing and due the soonest first, without special measures."""
    still_open = list(readiness.missing)
    ordered = [*still_open, *(item for item in readiness.items if not item.missing)]
    needs = {n.kind: need_now(picture, n).value for n in picture.needs if n.witness_id == witness_id}
    return tuple(_row(item, needs) for item in ordered if not isinstance(item.what, MeasureKind))


def measures_in_words(readiness: Readiness) -> str:
    """Say how the special measures stand: "2 of 3 complete. Next: live link, applied for, decision awaited."

    "" for a witness who need not come.
    """
    if readiness.closed is not None:
        return ""
    measures = [item for item in readiness.items if isinstance(item.what, MeasureKind)]
    if not measures:
        return "None is recorded and none is expected."
    missing = [item for item in readiness.missing if item in measures]
    if not missing:
        return "Nothing is missing."
    whole = len(measures) - len(missing)
    return f"{whole} of {len(measures)} complete. Next: {missing[0].what_in_words}, {missing[0].state_in_words}."


def _row(item: ReadinessItem, needs: dict[NeedKind, str]) -> ItemRow:
    if isinstance(item.what, NeedKind):
        return ItemRow(item, "need", item.what.value, needs.get(item.what, ""))
    return ItemRow(item)
