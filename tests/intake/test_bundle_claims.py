"""Claims for expenses go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.expenses import ClaimState, ItemKind, items_now
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
AT = "2026-11-20T10:00:00Z"
CLAIM: Json = {
    "id": "claim1",
    "capacity": "parent",
    "payer": "cps",
    "on": "2026-11-19",
    "recorded_at": AT,
    "items": [
        {"kind": "parking", "amount": 800, "recorded_at": AT},
        {"kind": "parking", "amount": 650, "recorded_at": AT, "has_proof": True},
        {"kind": "away", "amount": 300, "recorded_at": AT, "from_facts": True},
    ],
    "steps": [{"state": "given", "on": "2026-11-20", "recorded_at": AT}],
}


def bundle_with(*claims: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    first = {"witness": made["witnesses"][0]["id"], "person": made["people"][0]["id"]}
    made["claims"] = [{**CLAIM, **first, **changes} for changes in claims]
    return json.dumps(made).encode()


def test_claims_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with({}, {"id": "claim2", "on": "2026-11-12", "hearing": None}))

    claim = next(c for c in bundle.picture.claims if c.on.day == 19)
    assert {kind: item.amount for kind, item in items_now(claim.items).items()} == {
        ItemKind.AWAY: 300,
        ItemKind.PARKING: 650,
    }
    assert claim.state is ClaimState.GIVEN
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"payer": "us"}, "$.claims[0].payer", "is not one of"),
        ({"words": "she said"}, "$.claims[0]", "unexpected"),
        ({"on": "2026-02-30"}, "$.claims[0].on", "cannot be"),
        ({"person": "nobody"}, "$.claims[0].person", "not among the people"),
        ({"visit": "never"}, "$.claims[0].visit", "not among the visits"),
        (
            {"steps": [{"state": "noted", "on": "2026-11-20", "recorded_at": AT}]},
            "$.claims[0].steps[0].state",
            "one of",
        ),
    ],
)
def test_a_claim_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]


def test_one_person_has_one_claim_for_a_day() -> None:
    with pytest.raises(BadBundle):
        read_bundle(bundle_with({}, {"id": "claim2"}))
