"""Where a family is met goes with its case, by half a postcode; what cannot be is refused with its place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.intake.test_bundles import CASES
from witness.domain.places import MeetingPlace
from witness.intake.bundles import BadBundle, read_bundle, write_bundle

Json = dict[str, Any]
PLACE: Json = {"place": "safe_point", "outcode": "HX1", "recorded_at": "2026-11-02T10:00:00Z"}
CARE: Json = {"two_go": True, "skills": ["wheelchair", "polish"], "recorded_at": "2026-11-02T10:00:00Z"}


def bundle_with(*places: Json, care: Json | None = None) -> bytes:
    made = deepcopy(CASES["WS-26-014"])
    household = {"household": made["people"][0]["household"]}
    made["places"] = [{**household, **PLACE, **changes} for changes in places]
    made["care"] = [] if care is None else [{**household, **CARE, **care}]
    return json.dumps(made).encode()


def test_places_and_what_is_asked_of_whoever_goes_are_read_and_written_again_without_loss() -> None:
    bundle = read_bundle(bundle_with({}, {"outcode": "", "recorded_at": "2026-11-09T10:00:00Z"}, care={}))

    household_id = bundle.picture.people[0].household_id
    assert [said.outcode for said in bundle.picture.places] == ["HX1", ""]
    assert bundle.picture.outcode_of(household_id, MeetingPlace.SAFE_POINT) == ""
    assert bundle.picture.care[0].care.skills == {"wheelchair", "polish"}
    written = write_bundle(bundle)
    assert write_bundle(read_bundle(written)) == written
    assert json.loads(written)["care"][0]["skills"] == ["polish", "wheelchair"]


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"outcode": "HX1 2AB"}, "$.places[0].outcode", "does not match"),
        ({"place": "office"}, "$.places[0].place", "is not one of"),
        ({"household": "nobody's"}, "$.places[0].household", "in which nobody of the people lives"),
        ({"address": "14 Mill Lane"}, "$.places[0]", "unexpected"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_its_place(change: Json, where: str, what: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(bundle_with(change))

    assert [at for at, said in refused.value.faults if at == where and what in said] == [where]
