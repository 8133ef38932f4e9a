"""Changes to what a witness needs: a lift is confirmed, a court visit is done."""

from dataclasses import dataclass

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.evidence import NEED_IN_WORDS, Need, NeedKind, NeedState, Side
from witness.domain.needs import need_for
from witness.domain.people import Witness
from witness.domain.rules import Rules
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Whom:
    """One witness of one case."""

    case_id: str
    witness_id: str


def set_need(store: Store, whom: Whom, kind: NeedKind, state: NeedState, *, rules: Rules, asking: Asking) -> None:
    """Record how far a need has been met. A confirmed lift answers the family's request for one."""
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="need.set") as desk:
        witness = witness_of(desk, whom)
        picture = desk.cases.known_picture(whom.case_id)
        own = (n for n in picture.needs if n.witness_id == whom.witness_id and n.kind is kind)
        known = next(own, None)
        need = Need(
            witness_id=whom.witness_id,
            kind=kind,
            state=state,
            whose=_whose_at_first(kind) if known is None else known.whose,
            since=london_day(asking.at),
            due_on=None if known is None else known.due_on,
        )
        desk.evidence.put_need(whom.case_id, need_for(picture, need, london_day(asking.at)))
        _note(desk, whom, witness, f"{NEED_IN_WORDS[kind]}: {state.value.replace('_', ' ')}", asking)
        put_right(desk, whom.case_id, rules, now=asking.at)


def _whose_at_first(kind: NeedKind) -> Side:
    """Only the prosecution can meet a witness as the prosecution; the rest is asked for by support."""
    return Side.CPS if kind is NeedKind.CPS_MEETING else Side.SUPPORT


def witness_of(desk: Desk, whom: Whom) -> Witness:
    """Give a witness of a case.

    Raises:
        NotFound: the case has no such witness.
    """
    found = [w for w in desk.people.witnesses_of_case(whom.case_id) if w.witness_id == whom.witness_id]
    if not found:
        raise NotFound("There is no such witness in this case.")
    return found[0]


def _note(desk: Desk, whom: Whom, witness: Witness, what: str, asking: Asking) -> None:
    desk.cases.happened(
        whom.case_id,
        at=asking.at,
        kind="preparation",
        words=f"{witness.label}, {what}.",
        by_id=asking.viewer.account_id,
    )
