"""Bundles are refused with every fault and its place, and what is sound is read and written without loss."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from witness.intake.bundles import BadBundle, read_bundle, write_bundle
from witness.intake.demo import demo_cases
from witness.intake.holidays import bundled_calendar

Json = dict[str, Any]
TODAY = date(2026, 11, 23)
CASES = {made["case"]["ref"]: made for made in demo_cases(TODAY, bundled_calendar(), seed=1, cases=40)}


def spoilt(*changes: Callable[[Json], object], ref: str = "WS-26-014") -> list[tuple[str, str]]:
    made = deepcopy(CASES[ref])
    for change in changes:
        change(made)
    with pytest.raises(BadBundle) as refused:
        read_bundle(json.dumps(made).encode())
    return list(refused.value.faults)


def revision(made: Json) -> Json:
    found: Json = made["hearings"][0]["revisions"][0]
    return found


def contact(made: Json) -> Json:
    found: Json = next(person for person in made["people"] if person["id"] == "mother")["contacts"][0]
    return found


def a_trip(passenger: str) -> Json:
    step = {"state": "needed", "recorded_at": "2026-11-02T09:00:00Z", "on": None, "at": None, "of_revision": 1}
    return {"id": "t9", "direction": "out", "mode": "taxi", "pick_up": "safe_point", "passengers": [passenger],
            "hearing": "main", "steps": [step]}  # fmt: skip


def days_off(first: str, last: str) -> Json:
    return {"id": "d9", "first_on": first, "last_on": last, "why": "exam", "recorded_at": "2026-11-02T09:00:00Z"}


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (lambda b: b["case"].update(charged_on="2026-02-30"), "$.case.charged_on", "cannot be"),
        (lambda b: revision(b).update(on="2026-13-01"), "$.hearings[0].revisions[0].on", "cannot be"),
        (lambda b: revision(b).update(at="25:00"), "$.hearings[0].revisions[0].at", "cannot be"),
        (lambda b: revision(b).update(learnt_at="2026-02-30T09:00Z"), "$.hearings[0].revisions[0].learnt_at", "cannot"),
        (lambda b: revision(b).update(learnt_at="2026-02-03T09:00"), "$.hearings[0].revisions[0].learnt_at", "match"),
        (lambda b: revision(b).update(on="2027-03-28", at="01:30"), "$.hearings[0].revisions[0].at", "forward"),
        (lambda b: revision(b).update(undoes=1), "$.hearings[0].revisions[0].undoes", "no earlier revision"),
        (lambda b: contact(b).update(safe_from="24:30"), "$.people[1].contacts[0].safe_from", "cannot be"),
        (lambda b: contact(b).update(value="07700 900123"), "$.people[1].contacts[0].value", "E.164"),
        (lambda b: contact(b).update(value="+0"), "$.people[1].contacts[0].value", "E.164"),
        (lambda b: contact(b).update(channel="email"), "$.people[1].contacts[0].value", "e-mail"),
        (lambda b: b["defendants"].append(b["defendants"][0]), "$.defendants[1].label", "second time"),
        (lambda b: b["references"].append({"kind": "x", "value": "t2026-9014"}), "$.references[2].value", "second"),
        (lambda b: b["parts"].append(b["parts"][0]), "$.parts[2].person", "second time"),
        (
            lambda b: b["witnesses"][0]["measures"].append(b["witnesses"][0]["measures"][0]),
            "$.witnesses[0].measures[3].kind",
            "second time",
        ),
        (lambda b: b["parts"].clear(), "$.witnesses[0].person", "plays no part"),
        (lambda b: b["people"][0].update(name="Ju\0de"), "$.people[0].name", "cannot be written"),
        (
            lambda b: b["witnesses"][0].update(requirement="released"),
            "$.witnesses[0].requirement",
            "the steps end with",
        ),
        (lambda b: b["witnesses"][0]["steps"].reverse(), "$.witnesses[0].steps[1].at", "before the step before it"),
        (
            lambda b: b["witnesses"][0]["measures"][0].update(state="asked"),
            "$.witnesses[0].measures[0].state",
            "the steps end with",
        ),
        (lambda b: b["visits"][0].update(witness="ghost"), "$.visits[0].witness", "not among the witnesses"),
        (lambda b: b["bookings"][0]["steps"][0].update(of_revision=9), "$.bookings[0].steps[0].of_revision", "has 1"),
        (lambda b: b["trips"].append(a_trip("ghost")), "$.trips[0].passengers[0]", "not among the people"),
        (
            lambda b: b["people"][0].update(availability=[days_off("2026-12-02", "2026-12-01")]),
            "$.people[0].availability[0].last_on",
            "before the first",
        ),
        (lambda b: b["promises"][0].update(due_on="2026-02-30"), "$.promises[0].due_on", "cannot be"),
        (lambda b: b["people"][0].update(name="\ud800"), "$.people[0].name", "cannot be written"),
    ],
)
def test_a_fault_is_named_with_its_path_and_its_reason(change: Callable[[Json], object], where: str, what: str) -> None:
    found = dict(spoilt(change))

    assert what in found[where]


def test_every_fault_is_named_at_once_wherever_it_is() -> None:
    found = dict(
        spoilt(
            lambda b: b["case"].update(track="sea"),
            lambda b: b["evidence"][0].update(witness="ghost"),
            lambda b: contact(b).update(value="none"),
            lambda b: b["people"][0].update(born_on="2011-02-29"),
            lambda b: b["happenings"][0].update(hearing="ghost"),
        )
    )

    assert set(found) == {
        "$.case.track",
        "$.evidence[0].witness",
        "$.people[0].born_on",
        "$.people[1].contacts[0].value",
        "$.happenings[0].hearing",
    }


def test_a_dangling_id_names_what_points_where() -> None:
    found = spoilt(lambda b: b["answers"].append({
        "id": "a9", "person": "ghost", "hearing": "main", "revision": 1, "answer": "coming", "via": "text",
        "at": "2026-11-02T09:00:00Z", "settled_at": None,
    }))  # fmt: skip

    where = f"$.answers[{len(CASES['WS-26-014']['answers'])}].person"
    assert found == [(where, "points at 'ghost', which is not among the people")]


@pytest.mark.parametrize("ref", sorted(CASES))
def test_a_case_with_its_names_settled_is_read_and_written_byte_for_byte(ref: str) -> None:
    once = write_bundle(read_bundle(json.dumps(CASES[ref]).encode()))

    assert write_bundle(read_bundle(once)) == once


def test_the_same_day_and_seed_make_the_same_world() -> None:
    again = list(demo_cases(TODAY, bundled_calendar(), seed=1, cases=60))

    assert again == list(demo_cases(TODAY, bundled_calendar(), seed=1, cases=60))
    assert again[:40] == list(CASES.values())


def test_every_number_of_many_cases_is_one_of_those_kept_for_drama() -> None:
    values = [
        contact["value"]
        for made in demo_cases(TODAY, bundled_calendar(), seed=3, cases=2_000)
        for person in made["people"]
        for contact in person["contacts"]
    ]

    assert all(value.endswith(".example") or (value[:10] == "+447700900" and len(value) == 13) for value in values)
    assert values.count("+447700900123") == 1
