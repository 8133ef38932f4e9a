"""A case opened by hand, closed only when nothing is left, and opened again."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.worlds import COURT, MOBILE, World, a_world
from witness.actions.cases import CannotOpen, open_case, reopen
from witness.actions.closings import StillOpen, ask_to_close, close_case
from witness.domain.access import Tie
from witness.domain.case_closing import Check
from witness.domain.case_opening import NewCase, NewPerson, NewPhone
from witness.domain.cases import CasePicture, Track
from witness.domain.contact import Tier
from witness.domain.courts import Court
from witness.domain.errors import NotFound, SomebodyElseChangedThis
from witness.domain.evidence import EventState
from witness.domain.people import Part, Requirement
from witness.domain.promises import Promise
from witness.kit import Kit
from witness.store import Desk

PHONE = NewPhone("07700 900 456", safe_days=frozenset({0, 1}), signed_as="Olu", checked=True, tier=Tier.L1)


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def a_new_case(world: World, **changes: Any) -> NewCase:
    new = NewCase(
        ref="WS-27-001",
        track=Track.CROWN,
        court_code=COURT,
        support_began_on=date(2026, 11, 20),
        owner_id=world.viewers["olu"].account_id,
        witness=NewPerson("Sam Birchwood", "S.B.", date(2013, 1, 2)),
        charged_on=date(2026, 11, 1),
        cps_team_id=world.viewers["leigh"].team_id,
        urn="12/SW/34567/89",
        t_number="T20277001",
        parent=NewPerson("Toni Birchwood", "T.B.", relation="mother"),
        phone=PHONE,
    )
    return replace(new, **changes)


def opened(kit: Kit, world: World, who: str = "olu", **changes: Any) -> CasePicture:
    case_id = open_case(
        kit.store,
        a_new_case(world, **changes),
        rules=kit.rules(),
        asking=world.asking(who, kit),
        allow_fiction=True,
    )
    with kit.store.reading() as desk:
        picture = desk.cases.picture(case_id)
    assert picture is not None
    return picture


def refused(kit: Kit, world: World, who: str = "olu", **changes: Any) -> dict[str, str]:
    with pytest.raises(CannotOpen) as cannot:
        opened(kit, world, who, **changes)
    return dict(cannot.value.faults)


def test_one_form_opens_the_whole_case(live: Kit, world: World) -> None:
    picture = opened(live, world)

    assert (picture.case.ref, picture.case.team_id) == ("WS-27-001", world.viewers["olu"].team_id)
    assert {reference.value for reference in picture.case.references} == {"12/SW/34567/89", "T20277001"}
    (witness,) = picture.witnesses
    assert (witness.label, witness.requirement) == ("W1", Requirement.NAMED)
    assert picture.person(witness.person_id).born_on == date(2013, 1, 2)
    (mother,) = picture.carers_of(witness.person_id)
    assert (mother.initials, picture.called(mother.person_id)) == ("T.B.", "S.B.'s mother")
    assert {person.household_id for person in picture.people} == {mother.household_id}
    (phone,) = picture.contacts
    assert (phone.value, phone.tier, phone.safe_days) == ("+447700900456", Tier.L1, frozenset({0, 1}))
    assert phone.reviewed_on == date(2026, 11, 23)


def test_it_is_on_the_record_and_names_nobody_in_its_history(live: Kit, world: World) -> None:
    picture = opened(live, world)

    with live.store.reading() as desk:
        (entry,) = desk.audit.of_case(picture.case.case_id)
        (happening,) = desk.cases.history(picture.case.case_id)
    assert (entry.entry.deed, entry.entry.account_id) == ("case.open", world.viewers["olu"].account_id)
    assert (happening.words, happening.by_name) == ("Case opened by hand with W1.", "Olu Adeyemi")


def test_an_adult_whom_nobody_cares_for_needs_no_parent_and_no_phone(live: Kit, world: World) -> None:
    picture = opened(live, world, parent=None, phone=NewPhone())

    assert [part.part for part in picture.parts] == [Part.WITNESS]
    assert picture.contacts == ()


@pytest.mark.parametrize("taken", ["WS-26-014", "ws 26 014", "WS/26/014"])
def test_a_reference_is_taken_however_it_is_written(live: Kit, world: World, taken: str) -> None:
    assert refused(live, world, ref=taken) == {"ref": "There is a case with this reference already"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ref": " "}, "ref"),
        ({"charged_on": date(2027, 1, 1)}, "charged_on"),
        ({"support_began_on": date(2026, 11, 24)}, "support_began_on"),
        ({"witness": NewPerson(" - ", "S.B.")}, "witness_name"),
        ({"witness": NewPerson("Sam", "")}, "witness_initials"),
        ({"witness": NewPerson("Sam", "S", date(1890, 1, 1))}, "witness_born_on"),
        ({"label": ""}, "label"),
        ({"parent": NewPerson("Toni", "", relation="mother")}, "parent_initials"),
        ({"parent": NewPerson("Toni", "T.B.")}, "parent_relation"),
        ({"parent": None}, "phone"),
        ({"phone": replace(PHONE, number="0113 496 0100")}, "phone"),
        ({"phone": replace(PHONE, number="letters")}, "phone"),
        ({"phone": replace(PHONE, safe_days=frozenset())}, "phone_days"),
        ({"phone": replace(PHONE, safe_until=time(9, 2))}, "phone_until"),
        ({"phone": replace(PHONE, signed_as="")}, "phone_signed_as"),
        ({"phone": replace(PHONE, checked=False)}, "phone_checked"),
        ({"cps_team_id": "nobody"}, "cps_team"),
        ({"household_of": "WS-00-000"}, "household_of"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    live: Kit, world: World, changes: dict[str, Any], field: str
) -> None:
    assert set(refused(live, world, **changes)) == {field}

    with live.store.reading() as desk:
        assert desk.cases.count() == 1
        assert desk.people.with_name("Birchwood") == ()


def test_a_court_that_the_directory_does_not_have_is_refused_once_there_is_a_directory(live: Kit, world: World) -> None:
    assert opened(live, world, court_code="nowhere").case.court_code == "nowhere"
    with live.store.changing() as desk:
        desk.courts.replace([Court(COURT, "leeds", "Leeds", open=True, crown=True, magistrates=False)])

    assert set(refused(live, world, ref="WS-27-002", court_code="nowhere")) == {"court"}


def test_an_officer_opens_cases_for_themselves_and_a_manager_for_their_team(live: Kit, world: World) -> None:
    olivia, otis = (world.viewers[who].account_id for who in ("olivia", "otis"))

    assert set(refused(live, world, owner_id=olivia)) == {"owner"}
    assert set(refused(live, world, "mo", owner_id=otis)) == {"owner"}
    assert opened(live, world, "mo", owner_id=olivia).case.owner_id == olivia


@pytest.mark.parametrize("who", ["leigh", "ada"])
def test_nobody_else_opens_cases(live: Kit, world: World, who: str) -> None:
    with pytest.raises(NotFound):
        opened(live, world, who)


def test_a_brother_joins_the_household_and_shares_the_same_mother(live: Kit, world: World) -> None:
    picture = opened(
        live,
        world,
        household_of="ws-26-014",
        witness=NewPerson("Remi Farah", "R.F."),
        parent=NewPerson("AMINA  Farah", "A.F.", relation="mother"),
        phone=replace(PHONE, number=MOBILE),
    )

    (mother,) = picture.carers_of(picture.witnesses[0].person_id)
    assert mother.person_id == world.mother
    assert {person.household_id for person in picture.people} == {"home"}
    assert {contact.contact_id for contact in picture.contacts} == {world.mobile, world.mail}  # as was agreed before


def test_a_household_behind_a_hidden_case_cannot_be_joined_or_probed(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows them", now=live.clock.now())

    hidden = refused(live, world, "olivia", owner_id=olivia, household_of="WS-26-014")

    assert hidden == refused(live, world, "olivia", owner_id=olivia, household_of="WS-00-000")


def give_evidence(kit: Kit, world: World) -> None:
    """The witness has given evidence, and every task has been done."""
    with kit.store.changing() as desk:
        desk.evidence.close_event(world.event, EventState.GIVEN, kit.clock.now())
        finish_everything(desk, kit, world)


def finish_everything(desk: Desk, kit: Kit, world: World) -> None:
    for task in desk.tasks.open_of_case(world.case):
        desk.tasks.done(task.task_id, by_id=world.viewers["olu"].account_id, outcome="done", now=kit.clock.now())


def test_a_case_with_something_left_is_not_closed_and_says_what(live: Kit, world: World) -> None:
    with pytest.raises(StillOpen) as still:
        ask_to_close(live.store, world.case, rules=live.rules(), asking=world.asking("olu", live))

    assert "W1 is still expected to give evidence (trial)." in still.value.obstacles
    with live.store.reading() as desk:
        case = desk.cases.get(world.case)
    assert case is not None
    assert case.closed_on is None


def test_an_open_promise_alone_keeps_a_case_open(live: Kit, world: World) -> None:
    give_evidence(live, world)
    olu = world.viewers["olu"].account_id
    with live.store.changing() as desk:
        desk.plans.promise(world.case, [Promise("p" * 26, "ring on Friday", olu, date(2026, 12, 1), live.clock.now())])

    with pytest.raises(StillOpen) as still:
        ask_to_close(live.store, world.case, rules=live.rules(), asking=world.asking("olu", live))

    assert still.value.obstacles == ("A promise due on Tue 1 Dec is open.",)


def test_a_closed_case_sends_nothing_and_opened_again_plans_anew(live: Kit, world: World) -> None:
    asking = world.asking("olu", live)
    give_evidence(live, world)
    ask_to_close(live.store, world.case, rules=live.rules(), asking=asking)
    with pytest.raises(NotFound):
        close_case(live.store, world.case, Check, rules=live.rules(), asking=asking)
    close_case(live.store, world.case, Check, rules=live.rules(), asking=world.asking("mo", live))

    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
        assert picture is not None
        assert picture.case.closed_on == date(2026, 11, 23)
        assert not [m for m in picture.messages if m.state.value == "planned"]
        assert desk.cases.history(world.case)[0].words == "Case closed: our support has ended."
    with pytest.raises(SomebodyElseChangedThis):
        ask_to_close(live.store, world.case, rules=live.rules(), asking=asking)

    reopen(live.store, world.case, rules=live.rules(), asking=asking)
    with live.store.reading() as desk:
        case = desk.cases.get(world.case)
        assert case is not None
        assert case.closed_on is None
    with pytest.raises(SomebodyElseChangedThis):
        reopen(live.store, world.case, rules=live.rules(), asking=asking)


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_nobody_closes_or_opens_what_is_not_theirs_to_change(live: Kit, world: World, who: str) -> None:
    for act in (ask_to_close, reopen):
        with pytest.raises(NotFound):
            act(live.store, world.case, rules=live.rules(), asking=world.asking(who, live))
