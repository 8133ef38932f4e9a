"""Markers go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.markers import MarkerKind, Said
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]


def bundle_with(*markers: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    made["markers"] = [{**MARKER, "witness": made["witnesses"][0]["id"], **changes} for changes in markers]
    return json.dumps(made).encode()


MARKER: Json = {"id": "m1", "kind": "tie", "said": "yes", "since": "2026-11-02", "recorded_at": "2026-11-02T10:00:00Z"}


def test_markers_are_read_and_written_again_without_loss_and_without_a_word_of_why() -> None:
    bundle = read_bundle(bundle_with({}, {"id": "m2", "said": "no", "since": "2026-11-09"}))

    assert [(m.kind, m.said) for m in bundle.picture.markers] == [
        (MarkerKind.TIE, Said.YES),
        (MarkerKind.TIE, Said.NO),
    ]
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"kind": "lazy"}, "$.markers[0].kind", "is not one of"),
        ({"words": "she said"}, "$.markers[0]", "unexpected"),
        ({"since": "2026-02-30"}, "$.markers[0].since", "cannot be"),
        ({"witness": "nobody"}, "$.markers[0].witness", "not among the witnesses"),
    ],
)
def test_a_marker_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
