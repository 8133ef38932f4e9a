"""No file breaks the reader of bundles: whatever is done to one, it is read, or refused with places and reasons."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.intake.bundles import LARGEST_BYTES, MOST_FAULTS, BadBundle, read_bundle, write_bundle
from witness.intake.demo import demo_cases
from witness.intake.holidays import bundled_calendar

Json = dict[str, Any]
Way = tuple[str | int, ...]

TEXT = json.dumps(next(demo_cases(date(2026, 11, 23), bundled_calendar())))
# A telling and an answer of its own, so that every section of the bundle has something in it.
MOMENT = "2026-11-10T09:00:00Z"
TOLD = {"person": "mother", "hearing": "main", "revision": 1, "via": "voice", "at": MOMENT, "acknowledged_at": MOMENT}
ANSWER = {"id": "a1", "person": "mother", "hearing": "main", "revision": 1, "answer": "coming", "via": "voice",
          "at": MOMENT, "settled_at": MOMENT}  # fmt: skip
ID = "0123456789abcdefghjkmnpqrs"


def a_bundle() -> Json:
    """The first case of the demo world."""
    made: Json = json.loads(TEXT)
    made["told"], made["answers"] = [dict(TOLD)], [dict(ANSWER)]
    return made


def raw(bundle: Json) -> bytes:
    return json.dumps(bundle).encode()


def put(bundle: Json, way: Way, value: object) -> None:
    *steps, last = way
    place: Any = bundle
    for step in steps:
        place = place[step]
    place[last] = value


def every_way(value: object, so_far: Way = ()) -> list[Way]:
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    below = [way for step, part in inner for way in every_way(part, (*so_far, step))]
    return [so_far, *below] if so_far else below


def test_local_names_get_opaque_ones_and_opaque_ones_are_kept() -> None:
    bundle = a_bundle()
    bundle["people"][0]["id"] = bundle["parts"][0]["person"] = bundle["witnesses"][0]["person"] = ID
    bundle["parts"][1]["for"] = ID

    picture = read_bundle(raw(bundle)).picture

    assert picture.people[0].person_id == picture.witnesses[0].person_id == ID
    assert picture.people[1].person_id == picture.told[0].person_id == picture.answers[0].person_id
    assert len(picture.people[1].person_id) == len(ID)


@pytest.mark.parametrize(
    ("way", "value", "where", "what"),
    [
        (("evidence", 0, "hearing"), "ghost", "$.evidence[0].hearing", "not among the hearings"),
        (("parts", 1, "for"), "ghost", "$.parts[1].for", "not among the people"),
        (("told", 0, "person"), "ghost", "$.told[0].person", "not among the people"),
        (("told", 0, "revision"), 9, "$.told[0].revision", "the hearing has 1"),
        (("answers", 0, "revision"), 9, "$.answers[0].revision", "the hearing has 1"),
        (("people", 0, "born_on"), "9999-12-31", "$.people[0].born_on", "year is not between"),
        (("people", 1, "contacts", 0, "value"), "+²²²²²²²²²²", "$.people[1].contacts[0].value", "E.164"),
        (("people", 1, "contacts", 0, "tier"), 4, "$.people[1].contacts[0].tier", "maximum"),
        (("hearings", 0, "revisions"), [], "$.hearings[0].revisions", "non-empty"),
        (("hearings", 0, "revisions", 0, "number"), 2, "$.hearings[0].revisions[0].number", "count from 1"),
        (("hearings", 0, "revisions", 0, "until"), "2020-01-01", "$.hearings[0].revisions[0].until", "ends before"),
        (("witnesses", 0, "label"), "W" * 21, "$.witnesses[0].label", "too long"),
        (("case", "ref"), "R" * 41, "$.case.ref", "too long"),
        (("case", "secret"), "x", "$.case", "'secret' was unexpected"),
        (("format",), "case-bundle/2", "$.format", "case-bundle/1"),
    ],
)
def test_a_fault_is_named_with_its_place(way: Way, value: object, where: str, what: str) -> None:
    bundle = a_bundle()
    put(bundle, way, value)

    with pytest.raises(BadBundle) as refused:
        read_bundle(raw(bundle))

    assert what in dict(refused.value.faults)[where]


def test_a_thousand_faults_are_counted_and_the_first_are_said() -> None:
    bundle = a_bundle()
    bundle["happenings"] = [{**bundle["happenings"][0], "hearing": "ghost"}] * 1000

    with pytest.raises(BadBundle) as refused:
        read_bundle(raw(bundle))

    assert len(refused.value.faults) == 1000
    assert str(refused.value).endswith(f"… and {1000 - MOST_FAULTS} more")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"", "line 1, column 1"),
        (b'{"format": ', "line 1, column 12"),
        (b"\xff\xfe", "byte 1 cannot be read"),
        (b"null", "not of type 'object'"),
        (b'{"case": 1, "case": 2}', "'case' stands twice"),
        (b"[" * 100_000, "too deep"),
        (b'{"a": ' * 700 + b"1" + b"}" * 700, "required property"),
        (b"9" * 10_000, "not JSON that can be read"),
        (b" " * (LARGEST_BYTES + 1), "too large: 5.0 MB"),
    ],
    ids=range(9),
)
def test_what_is_no_bundle_is_refused_with_a_reason(text: bytes, what: str) -> None:
    with pytest.raises(BadBundle, match=what):
        read_bundle(text)


SPOILERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=70),
    st.sampled_from(["2026-03-29", "01:30", "9999-12-31", "0001-01-01T00:00:00Z", "", ID, "\ud800", "2026-W01-1"]),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


@given(way=st.sampled_from(every_way(a_bundle())), value=SPOILERS)
def test_a_bundle_with_any_part_spoilt_is_read_or_refused_and_nothing_else(way: Way, value: object) -> None:
    bundle = a_bundle()
    put(bundle, way, value)
    try:
        written = write_bundle(read_bundle(raw(bundle)))
    except BadBundle as refused:
        places = [where for where, what in refused.faults if what]
    else:
        places = ["$"] if write_bundle(read_bundle(written)) == written else []

    assert places
    assert all(where.startswith("$") for where in places)


def shuffled(bundle: Json) -> Json:
    return {
        key: value[::-1] if isinstance(value, list) and key != "happenings" else value
        for key, value in reversed(bundle.items())
    }


def in_summer_time(bundle: Json) -> Json:
    bundle["told"][0]["at"] = "2026-11-10T10:00:00.000+01:00"
    return bundle


@pytest.mark.parametrize("change", [shuffled, in_summer_time])
def test_the_same_case_is_written_in_the_same_bytes(change: Callable[[Json], Json]) -> None:
    written = write_bundle(read_bundle(raw(a_bundle())))
    other = change(json.loads(written))

    assert write_bundle(read_bundle(raw(other))) == written
    assert written == (json.dumps(json.loads(written), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
