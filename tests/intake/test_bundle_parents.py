"""A parent's own plan goes with a case without loss, and what could hold a story is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.wellbeing import Question
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
AT = "2026-11-02T10:00:00Z"
SECTIONS: dict[str, Json] = {
    "parent_offers": {"id": "o1", "offer": "therapy", "state": "declined", "on": "2026-11-02",
                      "ask_again_on": "2027-01-04", "recorded_at": AT},
    "police_passings": {"id": "p1", "passed_on": "2026-11-02", "form_reference": "FIB/7", "officer": "DC Marsh",
                        "due_on": "2026-11-16", "recorded_at": AT, "acknowledged_on": "2026-11-03",
                        "acknowledged_at": AT},
    "wellbeing_checks": {"id": "c1", "on": "2026-11-02", "answers": {"isolation": 0, "sleep": 3}, "via": "page",
                         "recorded_at": AT},
    "feedback": {"id": "f1", "asked_as": "adult", "ready": 3, "heard": 4, "sentence": "Ring sooner.", "via": "voice",
                 "on": "2026-11-02", "recorded_at": AT},
}  # fmt: skip


def bundle_with(section: str = "", **changes: Any) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    for each, item in SECTIONS.items():
        made[each] = [{"person": "mother", **item, **(changes if each == section else {})}]
    return json.dumps(made).encode()


def test_all_four_sections_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with())

    assert [len(part) for part in (bundle.picture.offers, bundle.picture.passings)] == [1, 1]
    (check,), (given,) = bundle.support.checks, bundle.support.feedback
    assert dict(check.answers) == {Question.SLEEP: 3, Question.ISOLATION: 0}
    assert given.sentence == "Ring sooner."
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("section", "change", "where", "what"),
    [
        ("parent_offers", {"person": "nobody"}, "$.parent_offers[0].person", "not among the people"),
        ("parent_offers", {"because": "he drinks"}, "$.parent_offers[0]", "unexpected"),
        ("parent_offers", {"every_days": 7}, "$.parent_offers[0].every_days", "accept to be asked by text"),
        ("parent_offers", {"offer": "check_in", "every_days": 7}, "$.parent_offers[0].every_days", "only where"),
        ("parent_offers", {"ask_again_on": "2027-02-30"}, "$.parent_offers[0].ask_again_on", "cannot be"),
        ("police_passings", {"form_reference": "He met her by car"}, "$.police_passings[0]", "form's reference"),
        ("police_passings", {"acknowledged_at": None}, "$.police_passings[0].acknowledged_on", "exactly where"),
        ("police_passings", {"due_on": "2026-11-01"}, "$.police_passings[0]", "comes later"),
        ("police_passings", {"passed_on": "2026-02-30"}, "$.police_passings[0].passed_on", "cannot be"),
        ("wellbeing_checks", {"answers": {}}, "$.wellbeing_checks[0].answers", ""),
        ("wellbeing_checks", {"answers": {"sleep": 5}}, "$.wellbeing_checks[0].answers.sleep", "maximum"),
        ("feedback", {"sentence": "x" * 201}, "$.feedback[0].sentence", ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(section: str, change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(section, **change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
