"""Answers to how sure somebody is go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.sureness import Hard, Sure
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
ANSWER: Json = {"id": "s1", "sure": "not_sure", "since": "2026-11-02", "recorded_at": "2026-11-02T10:00:00Z"}


def bundle_with(*answers: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    first = {
        "witness": made["witnesses"][0]["id"],
        "person": made["witnesses"][0]["person"],
        "hearing": made["hearings"][0]["id"],
        "revision": 1,
    }
    made["sureness"] = [{**ANSWER, **first, **changes} for changes in answers]
    return json.dumps(made).encode()


def test_answers_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with({"hard": ["journey", "court"]}, {"id": "s2", "sure": "did_not_say"}))

    assert {(a.sure, a.hard) for a in bundle.picture.sureness} == {
        (Sure.NOT_SURE, (Hard.COURT, Hard.JOURNEY)),
        (Sure.DID_NOT_SAY, ()),
    }
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"sure": "refuses"}, "$.sureness[0].sure", "is not one of"),
        ({"hard": ["he hit her"]}, "$.sureness[0].hard[0]", "is not one of"),
        ({"words": "she said"}, "$.sureness[0]", "unexpected"),
        ({"since": "2026-02-30"}, "$.sureness[0].since", "cannot be"),
        ({"person": "nobody"}, "$.sureness[0].person", "not among the people"),
        ({"revision": 40}, "$.sureness[0].revision", "the hearing has"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
