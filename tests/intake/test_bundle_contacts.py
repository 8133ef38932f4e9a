"""A phone's record in a bundle: carried whole, refused with its place, and older bundles taken for the worse."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from witness.domain.contact import Tier
from witness.domain.contact_answers import Belongs, CodeUse, Incident, Previews
from witness.intake.bundles import BadBundle, read_bundle, write_bundle
from witness.intake.demo import demo_cases
from witness.intake.holidays import bundled_calendar

Json = dict[str, Any]
CASES = {made["case"]["ref"]: made for made in demo_cases(date(2026, 11, 23), bundled_calendar(), seed=1, cases=40)}
NEW_KEYS = ("belongs", "previews", "voicemail", "may_text", "may_ring", "reading", "prefers", "opted_in_on", "steps")


def phone(made: Json) -> Json:
    found: Json = next(person for person in made["people"] if person["id"] == "mother")["contacts"][0]
    return found


def child(made: Json) -> Json:
    found: Json = made["people"][0]
    return found


def reread(made: Json) -> Json:
    return json.loads(write_bundle(read_bundle(json.dumps(made).encode())))  # type: ignore[no-any-return]


def phone_of(ref: str) -> Any:
    picture = read_bundle(json.dumps(CASES[ref]).encode()).picture
    return next(c for c in picture.contacts if c.value == phone(CASES[ref])["value"])


def opted_in(made: Json, **changes: object) -> None:
    phone(made).update({"tier": 2, "opted_in_on": "2026-11-01", "belongs": "own", "previews": "off", "steps": []})
    phone(made).update(changes)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (lambda b: phone(b).update(tier=2, steps=[]), "opted_in_on", "their own wish"),
        (lambda b: opted_in(b, belongs="borrowed"), "tier", "nobody else sees"),
        (lambda b: opted_in(b, seen_by="her sister"), "tier", "nobody else sees"),
        (lambda b: opted_in(b, tier=3, previews="not_asked"), "tier", "previews"),
        (lambda b: phone(b).update(code_word="kingfisher"), "code_use", "what the code word is for"),
        (lambda b: phone(b).update(code_use="they_say"), "code_word", "Enter the code word"),
        (lambda b: phone(b).update(urgent_from="06:00"), "urgent_until", "later than they begin"),
        (lambda b: phone(b).update(urgent_from="26:00"), "urgent_from", "cannot be"),
        (lambda b: phone(b).update(expired_at="2026-11-01T10:00:00Z"), "expired_because", "both or neither"),
        (lambda b: phone(b).update(opted_in_on="2026-02-30"), "opted_in_on", "cannot be"),
        (
            lambda b: phone(b).update(quiet=[{"first_on": "2026-12-02", "last_on": "2026-12-01", "why": "exam"}]),
            "quiet[0].last_on",
            "before the first",
        ),
        (
            lambda b: phone(b).update(other_hours=[{"day": 5, "opens": "12:00", "closes": "09:00"}]),
            "other_hours[0].closes",
            "before they begin",
        ),
        (lambda b: phone(b).update(whose="another phone"), "steps[0].terms", "something else"),
        (lambda b: phone(b).update(tier=0), "steps[0].tier", "the record says 0"),
        (lambda b: phone(b)["steps"][0].update(reviewed_on="2026-01-01"), "steps[0].reviewed_on", "the record says"),
        (lambda b: phone(b).update(voicemail="perhaps"), "voicemail", "is not one of"),
    ],
)
def test_what_may_not_stand_in_a_record_is_named_with_its_place(
    change: Callable[[Json], object], where: str, what: str
) -> None:
    made = deepcopy(CASES["WS-26-014"])
    change(made)

    with pytest.raises(BadBundle) as refused:
        read_bundle(json.dumps(made).encode())

    faults = dict(refused.value.faults)
    assert what in faults[f"$.people[1].contacts[0].{where}"]


def test_a_child_gets_no_more_than_a_day_and_a_time() -> None:
    made = deepcopy(CASES["WS-26-021"])
    child(made)["contacts"][0].update(
        {"tier": 2, "opted_in_on": "2026-11-01", "belongs": "own", "previews": "off", "steps": []}
    )

    with pytest.raises(BadBundle, match="they are under 18"):
        read_bundle(json.dumps(made).encode())


def test_an_older_bundle_is_taken_and_says_no_more_than_a_day_and_a_time() -> None:
    made = deepcopy(CASES["WS-26-014"])
    for person in made["people"]:
        for contact in person["contacts"]:
            for key in NEW_KEYS:
                contact.pop(key, None)
            contact["tier"] = 3

    picture = read_bundle(json.dumps(made).encode()).picture

    assert {c.tier for c in picture.contacts} == {Tier.L1}
    assert {c.belongs for c in picture.contacts} == {Belongs.NOT_ASKED}
    assert {c.previews for c in picture.contacts} == {Previews.NOT_ASKED}
    once = reread(made)
    assert reread(once) == once


@pytest.mark.parametrize("ref", CASES)
def test_every_record_goes_out_and_in_without_a_loss(ref: str) -> None:
    once = reread(CASES[ref])

    assert reread(once) == once


def test_the_records_of_the_demo_are_as_varied_as_families_are() -> None:
    careful, moved, kitchen = phone_of("WS-26-016"), phone_of("WS-26-031"), phone_of("WS-26-029")

    assert (careful.code_word, careful.code_use, len(careful.hours)) == ("kingfisher", CodeUse.THEY_ASK, 6)
    assert (moved.expired_because, moved.steps[-1].kind) == (Incident.MOVED, "expired")
    assert (kitchen.belongs, kitchen.allowed_tier) == (Belongs.SHARED, Tier.L0)
    assert phone_of("WS-26-047").allowed_tier is Tier.L2
    assert phone_of("WS-26-022").quiet
    assert phone_of("WS-26-045").language == "cy"
    assert "kingfisher" not in repr(careful)
