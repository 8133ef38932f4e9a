"""A wish to stop is heard at once, confirmed once, narrowed to one child by choice, and undone by one word alone."""

from datetime import timedelta

import pytest

from tests.actions.talking import a_second_child, a_told_world, clock_of, deliver, tasks_of, text
from tests.domain.reply_table import TABLE
from tests.worlds import MOBILE, World, another_case
from witness.actions.contact import Asked, review
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.replies import understand_left_over
from witness.domain.contact import ContactState
from witness.domain.contact_terms import terms_of
from witness.domain.messages import MessageState
from witness.domain.replies import Meaning, is_carrier_stop
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.store.messages import OutboxMessage

STOPS = [words for words, meaning in TABLE if meaning is Meaning.STOP]


@pytest.fixture
def world(live: Kit) -> World:
    return a_told_world(live)


def state(live: Kit, world: World) -> ContactState:
    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    return contact.state


def planned(live: Kit, world: World) -> list[OutboxMessage]:
    with live.store.reading() as desk:
        messages = desk.messages.of_case(world.case)
    return [m for m in messages if m.state is MessageState.PLANNED and m.channel.value == "sms" and m.hearing_id]


@pytest.mark.parametrize("words", STOPS)
def test_every_wording_stops_tells_the_officer_and_is_confirmed_once_where_it_can_be(lite: Kit, words: str) -> None:
    world = a_told_world(lite)
    text(lite, words)
    clock_of(lite).forward(minutes=1)
    text(lite, words)

    assert state(lite, world) is ContactState.STOPPED
    assert planned(lite, world) == []
    assert "Offer calls" in tasks_of(lite, world, TaskKind.STOPPED)[0].words
    sent = deliver(lite)
    assert len(sent) == (0 if is_carrier_stop(words) else 1)
    assert all("START" in body and "Jude" not in body and "J.F." not in body for body in sent)


def test_the_networks_own_word_blocks_everything_and_the_officer_is_told_so(live: Kit, world: World) -> None:
    a_second_child(live, world)
    deliver(live)
    text(live, "STOP")

    assert "lets nothing more through" in tasks_of(live, world, TaskKind.STOPPED)[0].words
    text(live, "STOP 2")
    assert state(live, world) is ContactState.STOPPED
    assert deliver(live) == []


def called_off_today(live: Kit, world: World) -> list[str]:
    """Take tomorrow's day out, and give what goes to the phone."""
    clock_of(live).at = clock_of(live).at.replace(day=30)
    olu = world.asking("olu", live)
    proposal_id = propose_by_hand(live.store, world.hearing, None, heard_from="the judge is ill", asking=olu)
    accept(live.store, proposal_id, rules=live.rules(), reason="the judge is ill", asking=olu)
    clock_of(live).forward(minutes=16)
    return deliver(live)


@pytest.mark.parametrize(("words", "goes"), [("please stop texting me", True), ("STOP", False)])
def test_do_not_set_off_stays_on_after_a_polite_stop_and_never_after_the_networks(
    live: Kit, world: World, words: str, goes: bool
) -> None:
    text(live, words)
    deliver(live)

    assert any("don't set off" in body for body in called_off_today(live, world)) is goes


def test_a_plain_stop_stops_all_children_and_asks_by_the_day_which_was_meant(live: Kit, world: World) -> None:
    a_second_child(live, world)
    deliver(live)
    text(live, "please stop texting me")

    (asked,) = deliver(live)
    assert "1 Tue 1 Dec, 2 Tue 8 Dec" in asked
    assert planned(live, world) == []


def test_a_choice_stops_one_child_only_and_says_so(live: Kit, world: World) -> None:
    a_second_child(live, world)
    deliver(live)
    text(live, "stop texting me")
    deliver(live)
    text(live, "STOP 2 please")

    (confirmed,) = deliver(live)
    assert "The others go on" in confirmed
    assert state(live, world) is ContactState.USABLE
    assert {m.hearing_id for m in planned(live, world)} == {world.hearing}
    clock_of(live).at = clock_of(live).at.replace(day=30)
    assert any("1 Dec" in body for body in deliver(live))
    assert any("about one child" in task.words for task in tasks_of(live, world, TaskKind.STOPPED))


def test_a_number_we_never_gave_out_stops_everything(live: Kit, world: World) -> None:
    a_second_child(live, world)
    deliver(live)
    text(live, "STOP 2")

    assert state(live, world) is ContactState.STOPPED
    assert planned(live, world) == []
    text(live, "STOP 9")
    assert state(live, world) is ContactState.STOPPED


def test_an_old_question_is_no_question(live: Kit, world: World) -> None:
    a_second_child(live, world)
    text(live, "stop texting me")
    clock_of(live).forward(days=8)
    text(live, "STOP 1")

    assert state(live, world) is ContactState.STOPPED


def test_one_word_starts_again(live: Kit, world: World) -> None:
    text(live, "stop texting me")
    deliver(live)
    clock_of(live).forward(minutes=1)
    text(live, "START")

    assert state(live, world) is ContactState.USABLE
    assert planned(live, world) != []
    assert any("texts are on again" in body for body in deliver(live))


def test_who_wants_texts_again_and_cannot_be_told_so_is_rung(live: Kit, world: World) -> None:
    text(live, "stop texting me")
    deliver(live)
    clock_of(live).forward(minutes=1)
    text(live, "START")
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.UNSAFE, now=live.clock.now())

    deliver(live)

    assert ["Please ring" in task.words for task in tasks_of(live, world, TaskKind.BLOCKED)] == [True]


def test_start_does_not_make_an_unsafe_phone_usable(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.UNSAFE, now=live.clock.now())
    text(live, "stop texting me")
    clock_of(live).forward(minutes=1)
    text(live, "START")

    assert state(live, world) is ContactState.UNSAFE


def test_a_start_that_is_older_than_the_stop_starts_nothing(live: Kit, world: World) -> None:
    """It was kept before the stop came, and understood after it: a worker had died."""
    with live.store.changing() as desk:
        desk.replies.keep("SM-start", MOBILE, "START", live.clock.now() - timedelta(minutes=2))
    text(live, "stop texting me")
    understand_left_over(live.store, rules=live.rules(), now=live.clock.now())

    assert state(live, world) is ContactState.STOPPED


def test_a_replayed_start_starts_nothing(live: Kit, world: World) -> None:
    text(live, "stop texting me")
    clock_of(live).forward(minutes=1)
    text(live, "START", sid="SM-start")
    clock_of(live).forward(minutes=1)
    text(live, "stop texting me")
    clock_of(live).forward(minutes=1)

    assert not text(live, "START", sid="SM-start")
    assert state(live, world) is ContactState.STOPPED


def test_one_phone_in_two_cases_stops_in_both(live: Kit, world: World) -> None:
    other = another_case(live, world, 1)
    text(live, "stop texting me")

    assert planned(live, world) == planned(live, other) == []
    assert tasks_of(live, other, TaskKind.STOPPED) != []


def test_a_stop_inside_a_text_of_distress_raises_both(live: Kit, world: World) -> None:
    text(live, "stop texting me i want to die")

    assert state(live, world) is ContactState.STOPPED
    assert len(tasks_of(live, world, TaskKind.SAFEGUARDING)) == 2
    assert len(tasks_of(live, world, TaskKind.STOPPED)) == 1


def test_a_stop_is_heard_even_when_the_bank_holidays_run_out(live: Kit, world: World) -> None:
    clock_of(live).at = clock_of(live).at.replace(year=2040)
    text(live, "stop texting me")

    assert state(live, world) is ContactState.STOPPED


def agreed_by_voice(live: Kit, world: World) -> None:
    clock_of(live).forward(minutes=5)
    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    review(
        live.store,
        world.case,
        world.mobile,
        Asked(contact.tier, contact.signed_as, terms_of(contact)),
        cleared="she wants texts again",
        rules=live.rules(),
        asking=world.asking("olu", live),
    )


def test_whoever_agrees_by_voice_to_be_texted_takes_a_polite_stop_back(live: Kit, world: World) -> None:
    text(live, "stop texting me")
    agreed_by_voice(live, world)

    assert planned(live, world) != []


def test_the_networks_block_is_lifted_by_no_conversation(live: Kit, world: World) -> None:
    text(live, "STOP")
    agreed_by_voice(live, world)

    assert planned(live, world) == []


def test_a_stop_for_one_child_is_named_as_the_reason(live: Kit, world: World) -> None:
    a_second_child(live, world)
    deliver(live)
    text(live, "stop texting me")
    text(live, "STOP 1")

    with live.store.reading() as desk:
        messages = desk.messages.of_case(world.case)
    taken_back = [m for m in messages if m.state is MessageState.CANCELLED and m.hearing_id == world.hearing]
    assert {m.because for m in taken_back} == {"they asked us to stop"}
