"""Facts after an outcome go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.aftercare import AfterKind, NewsWay, standing
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
FACT: Json = {
    "id": "f1",
    "kind": "anniversary",
    "on": "2026-11-02",
    "recorded_at": "2026-11-02T10:00:00Z",
}
WISH: Json = {"id": "f2", "kind": "bad_news", "person": "mother", "way": "voice", "words": "after school"}


def bundle_with(*facts: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    made["aftercare"] = [{**FACT, **changes} for changes in facts]
    return json.dumps(made).encode()


def test_facts_are_read_and_written_again_without_loss() -> None:
    undone = {"id": "f3", "kind": "taken_back", "of": "f1", "recorded_at": "2026-11-03T10:00:00Z"}
    bundle = read_bundle(bundle_with({}, WISH, undone))

    (wish,) = standing(bundle.picture.aftercare)
    assert (wish.kind, wish.way, wish.words) == (AfterKind.BAD_NEWS, NewsWay.VOICE, "after school")
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"kind": "rumour"}, "$.aftercare[0].kind", "is not one of"),
        ({"way": "text", **{k: v for k, v in WISH.items() if k != "way"}}, "$.aftercare[0].way", "not valid"),
        ({"on": "2026-02-30"}, "$.aftercare[0].on", "cannot be"),
        ({"kind": "order_ends", "about": "D9"}, "$.aftercare[0].about", "nothing that this case has"),
        ({"kind": "care_heard", "about": "D1:99"}, "$.aftercare[0].about", "nothing that this case has"),
        ({"kind": "reported", "about": "D1"}, "$.aftercare[0].about", "nothing that this case has"),
        ({"kind": "taken_back"}, "$.aftercare[0].of", "exactly where"),
        ({"kind": "taken_back", "of": "f9"}, "$.aftercare[0].of", "not among the aftercare"),
        ({"person": "mother"}, "$.aftercare[0].person", "exactly where"),
        ({**WISH, "person": "nobody"}, "$.aftercare[0].person", "not among the people"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [said for at, said in refused.value.faults if at == where and what in said] != []
