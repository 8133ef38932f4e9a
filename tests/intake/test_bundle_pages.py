"""What hangs on private pages goes with a case without loss, and no link, code or visit ever does."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
AT = "2026-11-02T10:00:00Z"
MOTHER = next(p for p in CASES["WS-26-014"]["people"] if p["id"] == "mother")
PHONE = next(c["id"] for c in MOTHER["contacts"] if c["channel"] == "sms")
VISIT = CASES["WS-26-014"]["visits"][0]
SECTIONS: dict[str, Json] = {
    "page_choices": {"contact": PHONE, "is_on": True, "because": "she asked", "recorded_at": AT},
    "other_times": {"id": "t1", "visit": VISIT["id"], "person": "mother", "contact": PHONE, "seen": 1,
                    "first_on": "2026-11-30", "first_at": "15:00", "second_on": "2026-12-01", "second_at": "16:30",
                    "recorded_at": AT},
    "page_calls": {"person": "mother", "asked": "worried", "on": "2026-11-02", "due_at": AT},
}  # fmt: skip


def bundle_with(section: str = "", **changes: Any) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    for each, item in SECTIONS.items():
        made[each] = [{**item, **(changes if each == section else {})}]
    return json.dumps(made).encode()


def test_all_three_sections_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with())

    pages = bundle.support.pages
    assert [len(part) for part in (pages.choices, pages.wishes, pages.calls)] == [1, 1, 1]
    assert pages.choices[0].contact_id == pages.wishes[0].contact_id
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("section", "change", "where", "what"),
    [
        ("page_choices", {"contact": "nobody's"}, "$.page_choices[0].contact", "not among the phones"),
        ("page_choices", {"token": "x" * 26}, "$.page_choices[0]", "unexpected"),
        ("page_choices", {"code": "123456"}, "$.page_choices[0]", "unexpected"),
        ("other_times", {"visit": "none"}, "$.other_times[0].visit", "not among the visits"),
        ("other_times", {"first_at": "25:00"}, "$.other_times[0].first_at", "cannot be"),
        ("other_times", {"second_on": "2026-11-31"}, "$.other_times[0].second_on", "cannot be"),
        ("other_times", {"contact": "else"}, "$.other_times[0].contact", "not a phone of the person"),
        ("other_times", {"seen": 99}, "$.other_times[0].seen", "is 99, and the visit has"),
        ("page_calls", {"asked": "coming"}, "$.page_calls[0].asked", "not one of"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(section: str, change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(section, **change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
