"""Words about milestones go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.markers import Said
from witness.domain.milestone_rows import Milestone, Settled
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
WORD: Json = {
    "id": "m1",
    "code": "wellbeing_offered",
    "said": "yes",
    "since": "2026-11-02",
    "recorded_at": "2026-11-02T10:00:00Z",
}


def bundle_with(*words: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    first = {"witness": made["witnesses"][0]["id"], "hearing": made["hearings"][0]["id"], "of_revision": 1}
    made["milestones"] = [{**WORD, **first, **changes} for changes in words]
    return json.dumps(made).encode()


def test_words_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with({}, {"id": "m2", "said": "mistake", "hearing": None, "of_revision": 0}))

    assert {(w.code, w.said, w.of_revision) for w in bundle.picture.milestones} == {
        (Milestone.WELLBEING_OFFERED, Said.YES, 1),
        (Milestone.WELLBEING_OFFERED, Said.MISTAKE, 0),
    }
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


def test_what_becomes_of_a_step_from_before_us_goes_with_the_case_also_of_one_that_facts_show() -> None:
    bundle = read_bundle(
        bundle_with({"code": "court_visit_asked", "said": "not_needed"}, {"id": "m2", "said": "do_by"})
    )

    assert {word.said for word in bundle.picture.milestones} == set(Settled)
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"code": "attendance_confirmed"}, "$.milestones[0].code", "is not one of"),
        ({"said": "no"}, "$.milestones[0].said", "is not one of"),
        ({"words": "she said"}, "$.milestones[0]", "unexpected"),
        ({"since": "2026-02-30"}, "$.milestones[0].since", "cannot be"),
        ({"witness": "nobody"}, "$.milestones[0].witness", "not among the witnesses"),
        ({"hearing": "never"}, "$.milestones[0].hearing", "not among the hearings"),
    ],
)
def test_a_word_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
