"""What families text back: kept first, understood cautiously, and never lost."""

import pytest

from tests.worlds import MOBILE, World, a_world
from witness.actions.messages import deliver_due
from witness.actions.replies import receive, understand_left_over
from witness.domain.contact import ContactState
from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.messages import MessageState
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import IncomingText


def text(live: Kit, words: str, name: str = "SM1", sender: str = MOBILE, keyword: str = "") -> bool:
    incoming = IncomingText(name, sender, words, keyword)
    return receive(live.store, incoming, rules=live.rules(), now=live.clock.now())


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    deliver_due(live.store, live.post(), worker="w")
    live.clock.forward(minutes=5)
    return made


def answers(live: Kit, world: World) -> list[AnswerKind]:
    with live.store.reading() as desk:
        return [answer.answer for answer in desk.evidence.answers_of(world.case)]


def test_one_means_coming_and_acknowledges_the_date(live: Kit, world: World) -> None:
    text(live, "1")

    assert answers(live, world) == [AnswerKind.COMING]
    with live.store.reading() as desk:
        (told,) = desk.evidence.tellings_of(world.case)
    assert told.acknowledged_at == live.clock.now()


def test_two_asks_for_a_lift(live: Kit, world: World) -> None:
    text(live, "2")

    with live.store.reading() as desk:
        needs = {need.kind: need.state for need in desk.evidence.needs_of(world.case)}
        kinds = {task.kind for task in desk.tasks.open_of_case(world.case)}
    assert needs[NeedKind.TRANSPORT] is NeedState.NEEDED
    assert TaskKind.HELP in kinds


def test_a_yes_with_a_worry_in_it_is_read_by_a_person(live: Kit, world: World) -> None:
    text(live, "1 but I have not slept")

    assert answers(live, world) == []
    with live.store.reading() as desk:
        assert TaskKind.READ_REPLY in {task.kind for task in desk.tasks.open_of_case(world.case)}


def test_the_same_text_given_twice_is_kept_once(live: Kit, world: World) -> None:
    assert text(live, "3")
    assert not text(live, "3")

    assert answers(live, world) == [AnswerKind.WORRIED]


def test_stop_stops_at_once_and_tells_the_officer(live: Kit, world: World) -> None:
    text(live, "STOP")

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
        planned = [m for m in desk.messages.of_case(world.case) if m.state is MessageState.PLANNED]
        kinds = {task.kind for task in desk.tasks.open_of_case(world.case)}
    assert contact is not None
    assert contact.state is ContactState.STOPPED
    assert [m for m in planned if m.channel.value == "sms"] == []
    assert TaskKind.STOPPED in kinds


def test_the_carriers_own_stop_counts_whatever_the_words(live: Kit, world: World) -> None:
    text(live, "halt", keyword="STOP")

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.STOPPED


def test_a_text_from_an_unknown_number_waits_for_a_person(live: Kit, world: World) -> None:
    text(live, "who is this", sender="+447700900999")

    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    assert item.kind == "unknown_sender"
    assert item.reply_id is not None


def test_a_text_that_was_kept_before_a_crash_is_understood_later(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.replies.keep("SM7", MOBILE, "3", live.clock.now())

    assert understand_left_over(live.store, rules=live.rules(), now=live.clock.now()) == 1
    assert answers(live, world) == [AnswerKind.WORRIED]
    assert understand_left_over(live.store, rules=live.rules(), now=live.clock.now()) == 0


def test_an_old_answer_does_not_confirm_a_new_date(live: Kit, world: World) -> None:
    text(live, "1")

    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    answer = picture.answered_last(world.mother, world.hearing)
    assert answer is not None
    assert answer.revision == 1
