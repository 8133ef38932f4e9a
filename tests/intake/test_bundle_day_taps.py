"""What was tapped on a day at court goes with its case, and a tap that cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.at_court import DayStep
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
WHEN = dict.fromkeys(("device_at", "sent_at", "received_at", "at"), "2026-11-20T08:10:00Z")
LEFT: Json = {"id": "t1", "witness": "w1", "on": "2026-11-20", "step": "left_home", **WHEN}
RANG: Json = {**LEFT, "id": "t2", "step": "rang", "whom": "parent", "said": "on_the_way"}
UNDO: Json = {**LEFT, "id": "t3", "step": "undone", "undoes": "t1", "sent_at": "2026-11-20T08:12:00Z"}

TEXT: Json = {**LEFT, "id": "t4", "step": "texted", "person": "mother"}


def with_taps(*taps: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    made["day_taps"] = list(taps)
    return json.dumps(made).encode()


def test_taps_are_read_with_all_that_they_say_and_written_again_without_loss() -> None:
    bundle = read_bundle(with_taps(LEFT, RANG, UNDO, TEXT))

    made = {tap.step: tap for tap in bundle.picture.day_taps}
    assert made[DayStep.UNDONE].undoes == made[DayStep.LEFT_HOME].tap_id
    assert (made[DayStep.RANG].whom, made[DayStep.RANG].said) == ("parent", "on_the_way")
    assert made[DayStep.TEXTED].whom in {person.person_id for person in bundle.picture.people}
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


@pytest.mark.parametrize(
    ("taps", "where", "what"),
    [
        ([LEFT | {"step": "vanished"}], "$.day_taps[0].step", "is not one of"),
        ([LEFT | {"witness": "nobody"}], "$.day_taps[0].witness", "not among the witnesses"),
        ([LEFT, LEFT], "$.day_taps[1].id", "a second time"),
        ([LEFT | {"at": "2026-11-20T09:00:00Z"}], "$.day_taps[0].at", "after the instant at which it came in"),
        ([LEFT | {"on": "2026-02-30"}], "$.day_taps[0].on", "cannot be"),
        ([RANG | {"whom": ""}], "$.day_taps[0].whom", "who was rung"),
        ([UNDO], "$.day_taps[0].undoes", "not among the day_taps"),
        ([TEXT | {"person": None}], "$.day_taps[0].person", "whom a text was for"),
        ([TEXT | {"person": "nobody"}], "$.day_taps[0].person", "not among the people"),
        ([LEFT | {"undoes": "t1"}], "$.day_taps[0].undoes", "exactly where"),
    ],
)
def test_a_tap_that_cannot_be_is_refused_with_its_place(taps: list[Json], where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(with_taps(*taps))

    assert [(at, said) for at, said in refused.value.faults if at == where and what in said]
