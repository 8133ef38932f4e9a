"""Numbers that no text may go to: typed by an officer, brought by a bundle, or known from somebody else's record."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.live import MONDAY
from tests.worlds import MOBILE, World, a_world
from witness.actions.bundles import import_bundle
from witness.actions.cases import CannotOpen, open_case
from witness.actions.contact_records import WHY_BLOCKED
from witness.actions.people import Joining, Reach, RefusedField, join
from witness.domain.case_opening import NewCase, NewPerson, NewPhone
from witness.domain.cases import Track
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.errors import Refused
from witness.domain.joining import Newcomer
from witness.domain.known_numbers import WORST_FIRST, state_of_known
from witness.domain.people import Part
from witness.intake.bundles import read_bundle
from witness.intake.demo import demo_cases
from witness.intake.holidays import bundled_calendar
from witness.kit import Kit

# What may be typed, and what the officer reads.
WRONG = [
    ("0113 496 0123", "That is a landline"),
    ("020 7946 0018", "That is a landline"),
    ("+33 6 12 34 56 78", "That is a number of another country"),
    ("00353 85 123 4567", "That is a number of another country"),
    ("07911 123", "That number is too short"),
    ("07911 1234567", "That number is too long"),
    ("070 1234 5678", "That number cannot get texts"),
    ("0800 123 456", "That number cannot get texts"),
    ("ask her mum", "That has letters in it"),
    ("-", "That is not a telephone number"),
]


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


def joining(world: World, number: str) -> Joining:
    return Joining(
        Newcomer(Part.ADVISER, "ISVA", world.child, "Safe Space"),
        name="Sam Marsh",
        initials="S.M.",
        reach=Reach(Channel.SMS, number, safe_days=frozenset(range(7))),
    )


def joins(live: Kit, world: World, number: str, *, allow_fiction: bool = True) -> str:
    asking = world.asking("olu", live)
    made = joining(world, number)
    done = join(live.store, world.case, made, tell=True, rules=live.rules(), asking=asking, allow_fiction=allow_fiction)
    return done.person_id


def a_new_case(world: World, number: str) -> NewCase:
    return NewCase(
        ref="WS-26-777",
        track=Track.CROWN,
        court_code="429",
        owner_id=world.viewers["olu"].account_id,
        charged_on=date(2026, 1, 5),
        support_began_on=date(2026, 1, 12),
        witness=NewPerson("Toni Birchwood", "T.B.", born_on=date(2011, 3, 3)),
        label="W1",
        parent=NewPerson("Sam Birchwood", "S.B.", relation="father"),
        phone=NewPhone(number, safe_days=frozenset(range(5)), signed_as="Olu", checked=True),
    )


def opens(live: Kit, world: World, number: str) -> str:
    asking = world.asking("olu", live)
    return open_case(live.store, a_new_case(world, number), rules=live.rules(), asking=asking, allow_fiction=True)


def people_of(live: Kit, case_id: str) -> int:
    with live.store.reading() as desk:
        return len(desk.people.of_case(case_id))


def records_of(live: Kit, number: str) -> dict[str, SafeContact]:
    with live.store.reading() as desk:
        return {contact.person_id: contact for contact in desk.contacts.with_value(number)}


@pytest.mark.parametrize(("number", "says"), WRONG)
def test_a_newcomers_number_that_no_text_may_go_to_is_refused_and_nothing_is_kept(
    lite: Kit, world: World, number: str, says: str
) -> None:
    before = people_of(lite, world.case)

    with pytest.raises(RefusedField, match=says) as refused:
        joins(lite, world, number)

    assert refused.value.field == "mobile"
    assert people_of(lite, world.case) == before


@pytest.mark.parametrize(("number", "says"), WRONG)
def test_the_number_of_a_new_case_is_refused_and_no_case_is_opened(
    lite: Kit, world: World, number: str, says: str
) -> None:
    with pytest.raises(CannotOpen) as refused:
        opens(lite, world, number)

    assert [field for field, words in refused.value.faults if words.startswith(says)] == ["phone"]
    with lite.store.reading() as desk:
        assert desk.cases.count() == 1


def test_a_number_kept_for_plays_is_refused_where_people_are_real(lite: Kit, world: World) -> None:
    with pytest.raises(RefusedField, match="films and plays"):
        joins(lite, world, "07700 900777", allow_fiction=False)


CASES = {made["case"]["ref"]: made for made in demo_cases(MONDAY.date(), bundled_calendar(), seed=1, cases=40)}


def a_bundle(number: str, **changes: Any) -> dict[str, Any]:
    made = deepcopy(CASES["WS-26-014"])
    contact = next(c for p in made["people"] for c in p["contacts"] if c["channel"] == "sms")
    contact.update(value=number, **changes)
    return made


def place_of(bundle: dict[str, Any], number: str) -> str:
    return next(
        f"$.people[{i}].contacts[{j}].value"
        for i, person in enumerate(bundle["people"])
        for j, contact in enumerate(person["contacts"])
        if contact["value"] == number
    )


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("+441134960123", "That is a landline"),
        ("+33612345678", "That is a number of another country"),
        ("+4479111234", "That number is too short"),
        ("+447012345678", "That number cannot get texts"),
    ],
)
def test_a_bundles_number_is_refused_by_its_place_and_nothing_is_kept(lite: Kit, number: str, says: str) -> None:
    bundle = a_bundle(number)

    with pytest.raises(Refused) as refused:
        import_bundle(lite.store, read_bundle(json.dumps(bundle).encode()), rules=lite.rules(), now=MONDAY)

    assert str(refused.value).startswith(f"{place_of(bundle, number)}: {says}")
    assert number not in str(refused.value)
    with lite.store.reading() as desk:
        assert desk.cases.count() == 0


def test_a_bundles_number_kept_for_plays_is_refused_where_people_are_real(lite: Kit) -> None:
    bundle = read_bundle(json.dumps(CASES["WS-26-014"]).encode())

    with pytest.raises(Refused, match="films and plays"):
        import_bundle(lite.store, bundle, rules=lite.rules(), now=MONDAY, allow_fiction=False)


@pytest.mark.parametrize("state", WORST_FIRST)
def test_a_recycled_number_stays_as_it_was_known_whoever_gives_it_next(
    lite: Kit, world: World, state: ContactState
) -> None:
    with lite.store.changing() as desk:
        desk.contacts.set_state(world.mobile, state, now=MONDAY)

    newcomer = joins(lite, world, MOBILE)
    opens(lite, world, MOBILE)

    records = records_of(lite, MOBILE)
    assert len(records) == 3
    assert {contact.state for contact in records.values()} == {state}
    assert records[newcomer].steps[-1].because == WHY_BLOCKED[state]


def test_a_number_that_is_in_use_may_be_given_for_somebody_else(lite: Kit, world: World) -> None:
    newcomer = joins(lite, world, MOBILE)

    assert records_of(lite, MOBILE)[newcomer].state is ContactState.USABLE


def test_the_most_dangerous_of_several_records_counts(lite: Kit, world: World) -> None:
    (known,) = records_of(lite, MOBILE).values()
    records = [replace(known, state=state) for state in reversed(ContactState)]

    assert state_of_known(records)[0] is ContactState.WRONG
    assert state_of_known([]) == (ContactState.USABLE, "")
    assert ContactState.USABLE not in WORST_FIRST
