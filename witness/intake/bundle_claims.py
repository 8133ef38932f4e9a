"""Turns claims for expenses into values and back. They go with a whole case, and nowhere else."""

from witness.domain.cases import CasePicture
from witness.domain.expenses import Capacity, Claim, ClaimItem, ClaimState, ClaimStep, ItemKind, Payer
from witness.intake.bundle_names import Json, Names, a_day, an_instant, in_order, written_day, written_instant


def claims_from(data: Json, names: Names) -> tuple[Claim, ...]:
    """Make the claims of a bundle that has been checked."""
    return tuple(
        Claim(
            claim_id=names.of("claim", c["id"]),
            witness_id=names.of("w", c["witness"]),
            person_id=names.of("p", c["person"]),
            capacity=Capacity(c["capacity"]),
            payer=Payer(c["payer"]),
            on=a_day(c["on"]),
            hearing_id=names.of("h", c["hearing"]) if c.get("hearing") else None,
            visit_id=names.of("v", c["visit"]) if c.get("visit") else None,
            noted_at=an_instant(c["recorded_at"]),
            items=tuple(_item(item) for item in c["items"]),
            steps=tuple(_step(step) for step in c["steps"]),
        )
        for c in data.get("claims", ())
    )


def _item(item: Json) -> ClaimItem:
    return ClaimItem(
        kind=ItemKind(item["kind"]),
        amount=item["amount"],
        recorded_at=an_instant(item["recorded_at"]),
        has_proof=item.get("has_proof", False),
        from_facts=item.get("from_facts", False),
    )


def _step(step: Json) -> ClaimStep:
    return ClaimStep(
        ClaimState(step["state"]), a_day(step["on"]), an_instant(step["recorded_at"]), step.get("pence", 0)
    )


def claims_to(picture: CasePicture) -> list[Json]:
    """Write the claims, in an order that depends on nothing but the values; items and steps in their own."""
    return in_order(
        {
            "id": c.claim_id,
            "witness": c.witness_id,
            "person": c.person_id,
            "capacity": c.capacity.value,
            "payer": c.payer.value,
            "on": written_day(c.on),
            "hearing": c.hearing_id,
            "visit": c.visit_id,
            "recorded_at": written_instant(c.noted_at),
            "items": [
                {
                    "kind": i.kind.value,
                    "amount": i.amount,
                    "recorded_at": written_instant(i.recorded_at),
                    "has_proof": i.has_proof,
                    "from_facts": i.from_facts,
                }
                for i in c.items
            ],
            "steps": [
                {
                    "state": s.state.value,
                    "on": written_day(s.on),
                    "recorded_at": written_instant(s.recorded_at),
                    "pence": s.pence,
                }
                for s in c.steps
            ],
        }
        for c in picture.claims
    )
