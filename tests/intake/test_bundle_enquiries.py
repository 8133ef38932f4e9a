"""Questions go with a case, and one that cannot be, or says what may not go over, is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.enquiries import EnquiryState, Reply
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
ENDED: Json = {"state": "answered", "at": "2026-11-02T15:00:00Z", "reply": "yes", "words": ""}
ASKED: Json = {"id": "q1", "topic": "transport", "asked_at": "2026-11-02T10:00:00Z", "due_at": "2026-11-03T10:00:00Z"}


def bundle_with(*questions: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    made["questions"] = [{**ASKED, "witness": made["witnesses"][0]["id"], **changes} for changes in questions]
    return json.dumps(made).encode()


def test_questions_are_read_and_written_again_without_loss() -> None:
    days = {"topic": "availability", "first_on": "2027-02-01", "last_on": "2027-02-05"}
    back = {"id": "q3", "ended": {"state": "withdrawn", "at": "2026-11-02T11:00:00Z"}, "words": "Mornings?"}
    bundle = read_bundle(bundle_with({"ended": ENDED}, {"id": "q2", "witness": None, **days}, back))

    assert [(e.state, e.ended and e.ended.reply) for e in bundle.picture.enquiries] == [
        (EnquiryState.ANSWERED, Reply.YES),
        (EnquiryState.OPEN, None),
        (EnquiryState.WITHDRAWN, None),
    ]
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"topic": "his side"}, "$.questions[0].topic", "is not one of"),
        ({"witness": "nobody"}, "$.questions[0].witness", "not among the witnesses"),
        ({"due_at": "2026-11-01T10:00:00Z"}, "$.questions[0].due_at", "before the question"),
        ({"asked_at": "2026-02-30T10:00:00Z"}, "$.questions[0].asked_at", "cannot be"),
        ({"first_on": "2027-02-01"}, "$.questions[0].first_on", "exactly where"),
        ({"topic": "availability"}, "$.questions[0].first_on", "exactly where"),
        (
            {"topic": "availability", "first_on": "2027-02-05", "last_on": "2027-02-01"},
            "$.questions[0].last_on",
            "before the first",
        ),
        ({"words": "Ring 07700 900123"}, "$.questions[0].words", "telephone number"),
        ({"words": "Is Jude there?"}, "$.questions[0].words", "a name in this case"),
        ({"words": " no "}, "$.questions[0].words", "does not match"),
        ({"words": "a" * 301}, "$.questions[0].words", "aaaaaaaaaa"),
        ({"ended": ENDED | {"at": "2026-11-01T10:00:00Z"}}, "$.questions[0].ended.at", "before the question"),
        ({"ended": ENDED | {"reply": None}}, "$.questions[0].ended.reply", "exactly where"),
        ({"ended": ENDED | {"state": "withdrawn"}}, "$.questions[0].ended.reply", "exactly where"),
        ({"topic": "door", "ended": ENDED}, "$.questions[0].ended.reply", "no answer to this"),
        ({"ended": ENDED | {"reply": "said"}}, "$.questions[0].ended.words", "is empty"),
        ({"ended": ENDED | {"reply": "recorded", "words": "at LS1 4AB"}}, "$.questions[0].ended.words", "a postcode"),
    ],
)
def test_a_question_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
