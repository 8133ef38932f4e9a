"""A household is seen whole by whoever may see all of it, and by nobody further than their cases reach."""

from datetime import date, timedelta

import pytest
from sqlalchemy import true

from tests.builders import MOTHER, WITNESS, J, a_contact, a_parent, a_person, a_picture, a_witness, an_event, noon
from tests.worlds import World, a_record, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.domain.access import Tie
from witness.domain.contact import Channel
from witness.domain.errors import NotFound
from witness.domain.hearings import Listing, Slot
from witness.domain.messages import Purpose
from witness.domain.people import CasePart, Part
from witness.domain.planned_messages import messages_wanted
from witness.kit import Kit
from witness.questions.case_cards import Kin
from witness.questions.cases import case_story
from witness.questions.households import Household, household_of
from witness.store import households as households_module

HOME = "home"
ZERO = timedelta(0)


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


@pytest.fixture
def other(live: Kit, world: World) -> World:
    """A second case of the same household: other people of the same initials, an hour later on the same day."""
    return another_case(live, world, 1)


def see(kit: Kit, world: World, who: str = "olu") -> Household:
    return household_of(kit.store, HOME, asking=world.asking(who, kit))


def kin(kit: Kit, world: World, who: str = "olu") -> tuple[Kin, ...]:
    story = case_story(kit.store, world.case, rules=kit.rules(), wording=kit.wording, asking=world.asking(who, kit))
    return story.frame.kin


def exclude(kit: Kit, world: World, who: str = "olivia") -> None:
    with kit.store.changing() as desk:
        account_id = world.viewers[who].account_id
        desk.access.tie(world.case, account_id, Tie.EXCLUDED, because="knows them", now=kit.clock.now())


def test_siblings_in_one_trial_are_one_text_to_their_mother_once() -> None:
    """Three children of one mother give evidence: one text for the household, which names nobody (peers S15)."""
    siblings = ("person-s2", "person-s3")
    names = (WITNESS, "witness-2", "witness-3")
    people = (J, *siblings)
    picture = a_picture(
        people=(a_person(J), a_person(MOTHER), *(a_person(one) for one in siblings)),
        parts=tuple(part for one in people for part in (CasePart(one, Part.WITNESS), a_parent(of=one))),
        witnesses=tuple(
            a_witness(witness_id=name, person_id=one, label=f"W{n}")
            for n, (name, one) in enumerate(zip(names, people, strict=True), start=1)
        ),
        events=tuple(an_event(event_id=f"event-{name}", witness_id=name) for name in names),
        contacts=(a_contact(),),
    )

    wanted = messages_wanted(picture, now=noon(date(2026, 11, 24)), hold=ZERO, languages=frozenset({"en"}))

    news = [m for m in wanted.messages if m.purpose is Purpose.DATE_SET]
    assert [m.person_id for m in news] == [MOTHER]
    assert len({m.reason_key for m in wanted.messages}) == len(wanted.messages)
    days = [m.not_before for m in wanted.messages if m.channel is Channel.SMS]
    assert len(days) == len(set(days))
    assert not any(word in " ".join(news[0].fields.values()) for word in ("Jude", "Sam", "J.F.", "S.F."))


def test_a_household_shows_its_people_cases_dates_and_texts(live: Kit, world: World, other: World) -> None:
    call = Call(world.case, world.mother, world.hearing, CallResult.TOLD)
    record_call(live.store, call, rules=live.rules(), asking=world.asking("olu", live))

    page = see(live, world)

    assert [member.initials for member in page.members] == ["A.F.", "A.F.", "J.F.", "J.F."]
    assert {part for member in page.members for part in member.parts} == {
        ("mother", world.case, "WS-26-014"),
        ("mother", other.case, "WS-26-101"),
        ("witness W1", world.case, "WS-26-014"),
        ("witness W1", other.case, "WS-26-101"),
    }
    assert [(case.row.line.ref, case.row.next_when, case.spoken_at is None) for case in page.cases] == [
        ("WS-26-014", "Tue 1 Dec at 10am", False),
        ("WS-26-101", "Tue 1 Dec at 10am", True),
    ]
    assert page.spoken_at == live.clock.now()
    assert [day.on for day in page.days if day.too_many]  # two cases of one household remind on the same days


def test_one_number_on_two_records_is_warned_of_without_the_number(live: Kit, world: World, other: World) -> None:
    assert see(live, world).shared == (("A.F.", "A.F."),)
    assert "7700" not in str(see(live, world))


def test_a_number_of_ones_own_is_nothing_to_warn_of(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.contacts.add(a_record("c" * 26, world.child, Channel.SMS, "+447700900777", {}))

    assert see(live, world).shared == ()


def test_each_case_seen_through_a_household_is_on_the_record(live: Kit, world: World, other: World) -> None:
    see(live, world)

    with live.store.reading() as desk:
        for case in (world.case, other.case):
            assert desk.audit.of_case(case)[0].entry.deed == "household.read"


def test_the_head_of_a_case_names_the_other_case_of_the_household(live: Kit, world: World, other: World) -> None:
    assert kin(live, world) == (Kin("J.F., of the same household, is a witness in", other.case, "WS-26-101"),)


def test_somebody_who_is_in_both_cases_is_called_as_here(live: Kit, world: World, other: World) -> None:
    with live.store.changing() as desk:
        desk.people.give_part(world.case, CasePart(other.child, Part.SUPPORTER, "brother"))

    assert [one.words for one in kin(live, world)] == ["J.F. is also a witness in"]


def test_whoever_is_excluded_from_one_case_sees_only_the_other_and_no_trace(
    live: Kit, world: World, other: World
) -> None:
    assert len(kin(live, world, "olivia")) == 1
    assert len(see(live, world, "olivia").members) == 4

    exclude(live, other)

    seen = see(live, world, "olivia")
    assert kin(live, world, "olivia") == ()
    assert [case.row.line.ref for case in seen.cases] == ["WS-26-014"]
    assert len(seen.members) == 2
    assert seen.shared == ()  # the other record belongs to somebody who does not exist here
    assert not any(day.too_many for day in seen.days)
    assert other.case not in str(seen)


def test_a_household_of_hidden_cases_never_was(live: Kit, world: World, other: World) -> None:
    exclude(live, world)
    exclude(live, other)

    for who in ("olivia", "otis"):
        with pytest.raises(NotFound) as hidden:
            see(live, world, who)
        with pytest.raises(NotFound) as never:
            household_of(live.store, "0" * 26, asking=world.asking(who, live))
        assert str(hidden.value) == str(never.value)


def test_a_household_without_the_clause_would_show_it(
    live: Kit, world: World, other: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above do look where a leak would be."""
    exclude(live, other)
    monkeypatch.setattr(households_module, "visible_to", lambda viewer, deed: true())

    assert kin(live, world, "olivia") != ()
    assert len(see(live, world, "olivia").members) == 4


def test_moving_one_siblings_trial_leaves_the_others_where_it_is(live: Kit, world: World, other: World) -> None:
    asking = world.asking("olu", live)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 7))
    proposal = propose_by_hand(live.store, world.hearing, slot, heard_from="A call", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)

    assert {case.row.line.ref: case.row.next_when for case in see(live, world).cases} == {
        "WS-26-101": "Tue 1 Dec at 10am",
        "WS-26-014": "Mon 7 Dec",
    }
