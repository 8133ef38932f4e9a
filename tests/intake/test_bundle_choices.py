"""Choices about messages go with a case, and one that cannot be is refused with its place."""

import json
from copy import deepcopy
from datetime import date, time
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.message_choices import ChoiceKind
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
HOLD: Json = {"id": "c1", "kind": "hold", "at": "2026-11-20T10:00:00Z", "because": "ill", "person": "mother",
              "until_on": "2026-11-27"}  # fmt: skip
HOURS: Json = {"id": "c2", "kind": "hours", "at": "2026-11-20T10:01:00Z", "because": "exams", "person": "mother",
               "hearing": "main", "revision": 1, "what": "reminder-3", "hours_from": "16:00",
               "hours_until": "18:00"}  # fmt: skip
UNDO: Json = {"id": "c3", "kind": "undo", "at": "2026-11-21T10:00:00Z", "undoes": "c1"}


def with_choices(*choices: Json) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    made["message_choices"] = list(choices)
    return json.dumps(made).encode()


def test_choices_are_read_with_all_that_they_say_and_written_again_without_loss() -> None:
    bundle = read_bundle(with_choices(HOLD, HOURS, UNDO))

    made = {choice.kind: choice for choice in bundle.picture.choices}
    assert made[ChoiceKind.HOLD].until_on == date(2026, 11, 27)
    assert (made[ChoiceKind.HOURS].hours_from, made[ChoiceKind.HOURS].hours_until) == (time(16), time(18))
    assert made[ChoiceKind.UNDO].undoes == made[ChoiceKind.HOLD].choice_id
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written


def test_a_bundle_of_an_earlier_release_has_none() -> None:
    made = deepcopy(CASES["WS-26-014"])
    made.pop("message_choices", None)

    assert read_bundle(json.dumps(made).encode()).picture.choices == ()


@pytest.mark.parametrize(
    ("choices", "where", "what"),
    [
        ([HOLD | {"until_on": None}], "$.message_choices[0].until_on", "is missing"),
        ([HOLD | {"until_on": "2026-02-30"}], "$.message_choices[0].until_on", "cannot be"),
        ([HOLD | {"because": "she said so"}], "$.message_choices[0].because", "is not one of"),
        ([HOLD | {"person": "nobody"}], "$.message_choices[0].person", "not among the people"),
        ([HOLD, HOLD], "$.message_choices[1].id", "a second time"),
        ([HOURS | {"hours_until": None}], "$.message_choices[0].hours_until", "is missing"),
        ([HOURS | {"hours_until": "15:00"}], "$.message_choices[0].hours_until", "before hours_from"),
        ([HOURS | {"hours_until": "25:00"}], "$.message_choices[0].hours_until", "cannot be"),
        ([HOURS | {"hearing": "elsewhere"}], "$.message_choices[0].hearing", "not among the hearings"),
        ([HOURS | {"revision": 9}], "$.message_choices[0].revision", "and the hearing has"),
        ([HOURS | {"what": ""}], "$.message_choices[0].revision", "which message"),
        ([UNDO], "$.message_choices[0].undoes", "not among the message_choices"),
        ([HOLD, UNDO, UNDO | {"id": "c4"}], "$.message_choices[2].undoes", "undone already"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_its_place(choices: list[Json], where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(with_choices(*choices))

    assert [(at, said) for at, said in refused.value.faults if at == where and what in said]
