"""The demo's claims for expenses: one is begun, one waits for its money too long, one is queried and one is paid."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.actions.reconcile import put_right
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.expense_facts import found_for, not_claimed_yet
from witness.domain.expenses import Capacity, Claim, ClaimItem, ClaimState, ClaimStep, ItemKind, Payer
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store

_K, _S = ItemKind, ClaimState


@dataclass(frozen=True, slots=True)
class _Tale:
    """A claim of the demo. ref: of the case. items: kind, amount, and whether what belongs to it was seen.

    steps: where it got, so many calendar days after the day that is claimed for.
    """

    ref: str
    items: tuple[tuple[ItemKind, int, bool], ...]
    steps: tuple[tuple[ClaimState, int], ...] = ()
    paid: int = 0


TALES = (
    _Tale("WS-26-018", ((_K.AWAY, 150, False), (_K.FARES, 1140, True), (_K.CHILDCARE, 3200, False))),
    _Tale("WS-26-041", ((_K.AWAY, 190, False), (_K.MILES, 184, False), (_K.PARKING, 520, True)),
          ((_S.GIVEN, 1), (_S.SENT, 2))),
    _Tale("WS-26-047", ((_K.AWAY, 315, False), (_K.EARNINGS, 5200, True)),
          ((_S.GIVEN, 1), (_S.SENT, 2), (_S.QUERIED, 8))),
    _Tale("WS-26-015", ((_K.AWAY, 140, False), (_K.MILES, 96, False)), ((_S.GIVEN, 1), (_S.SENT, 2), (_S.PAID, 10)),
          465),
)  # fmt: skip


def note_claims(store: Store, rules: Rules, now: datetime) -> None:
    """Keep the claims of the tales, for the parent who came along. What lies ahead of the day of loading is left out.

    Not by the actions: they would put the case right as of an instant that is over.
    """
    today = london_day(now)
    for tale in TALES:
        with store.changing() as desk:
            case_id = desk.cases.id_of(tale.ref)
            picture = None if case_id is None else desk.cases.picture(case_id)
            if case_id is None or picture is None:
                continue  # a smaller world without this tale
            came = next((c for c in not_claimed_yet(picture, today) if c.capacity is Capacity.PARENT), None)
            if came is None:
                continue
            noted_at = min(now, _ten(came.on + timedelta(days=1)))
            known = {kind for kind, _, _ in tale.items}
            found = tuple(item for item in found_for(picture, came, noted_at).items if item.kind not in known)
            said = tuple(ClaimItem(kind, amount, noted_at, proof) for kind, amount, proof in tale.items)
            steps = tuple(
                ClaimStep(state, on, max(noted_at, _ten(on)), tale.paid if state is _S.PAID else 0)
                for state, on in ((state, came.on + timedelta(days=days)) for state, days in tale.steps)
                if on < today
            )
            claim = Claim(new_id(), came.witness_id, came.person_id, came.capacity, Payer.CPS, came.on,
                          came.hearing_id, came.visit_id, noted_at, (*found, *said), steps)  # fmt: skip
            desk.expenses.add(case_id, [claim], by_id=picture.case.owner_id)
            put_right(desk, case_id, rules, now=now)


def _ten(day: date) -> datetime:
    return moment_in_london(day, time(10, 0))
