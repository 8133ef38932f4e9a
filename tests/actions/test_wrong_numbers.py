"""A stranger answers: the number is shut off everywhere, nothing goes back, and a manager decides what follows."""

from datetime import timedelta

import pytest

from tests.actions.talking import a_told_world, clock_of, deliver, tasks_of, text
from tests.worlds import World, another_case
from witness.actions.incidents import decide
from witness.domain.contact import ContactState
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.incidents import Decision
from witness.domain.messages import MessageState
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.questions.disclosures import kept_text
from witness.questions.incidents import incidents_page
from witness.questions.messages import thread_with

WORDS = "Sorry, you have the wrong number"


@pytest.fixture
def world(live: Kit) -> World:
    return a_told_world(live)


def test_the_number_is_shut_off_on_every_record_of_every_case(live: Kit, world: World) -> None:
    other = another_case(live, world, 1)
    text(live, WORDS)

    with live.store.reading() as desk:
        states = [desk.contacts.get(c).state for c in (world.mobile, other.mobile)]  # type: ignore[union-attr]
        waiting = [
            m
            for case in (world.case, other.case)
            for m in desk.messages.of_case(case)
            if m.state is MessageState.PLANNED and m.channel.value == "sms"
        ]
    assert states == [ContactState.WRONG, ContactState.WRONG]
    assert waiting == []


def test_nothing_goes_back(live: Kit, world: World) -> None:
    text(live, WORDS)

    assert deliver(live) == []


def test_an_incident_says_what_went_there_and_by_when_it_is_to_be_decided(live: Kit, world: World) -> None:
    went_at = live.clock.now() - timedelta(minutes=5)
    text(live, WORDS)

    (line,) = incidents_page(live.store, asking=world.asking("mo", live)).open
    assert (line.message_at, line.aware_at) == (went_at, live.clock.now())
    assert line.report_by == live.clock.now() + timedelta(hours=72)
    assert "L1" in line.said
    kinds = {t.owner_id: t.words for t in tasks_of(live, world, TaskKind.WRONG_NUMBER)}
    assert set(kinds) == {world.viewers["olu"].account_id, world.viewers["mo"].account_id}
    with live.store.changing() as desk:
        assert len(desk.staffing.notices_due(live.clock.now())) == 1


def test_the_words_are_masked_and_open_to_those_who_must_act(live: Kit, world: World) -> None:
    text(live, "Wrong number. I am Bob from Batley")

    thread = thread_with(
        live.store, world.case, world.mother, rules=live.rules(), wording=live.wording,
        asking=world.asking("olivia", live),
    )  # fmt: skip
    assert "Batley" not in repr(thread)
    assert "A text is being handled" in repr(thread)
    with live.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    opened = kept_text(live.store, world.case, reply.reply_id, asking=world.asking("olu", live))
    assert (opened.words, opened.kind) == ("Wrong number. I am Bob from Batley", "wrong_number")


def test_a_decision_needs_its_reason_and_is_made_once(live: Kit, world: World) -> None:
    text(live, WORDS)
    (line,) = incidents_page(live.store, asking=world.asking("mo", live)).open
    mo = world.asking("mo", live)

    with pytest.raises(Refused):
        decide(live.store, line.incident_id, Decision.NOT_REPORTED, " ", asking=mo)
    with pytest.raises(NotFound):
        decide(live.store, line.incident_id, Decision.NOT_REPORTED, "why", asking=world.asking("olu", live))
    decide(live.store, line.incident_id, Decision.NOT_REPORTED, "It named a day only", asking=mo)
    with pytest.raises(SomebodyElseChangedThis):
        decide(live.store, line.incident_id, Decision.REPORTED, "again", asking=mo)

    page = incidents_page(live.store, asking=mo)
    assert page.open == ()
    assert page.decided[0].reason == "It named a day only"
    assert [t.owner_id for t in tasks_of(live, world, TaskKind.WRONG_NUMBER)] == [world.viewers["olu"].account_id]


def test_danger_from_a_wrong_number_still_reaches_people(live: Kit, world: World) -> None:
    text(live, "wrong number. i will kill you")

    assert len(tasks_of(live, world, TaskKind.SAFEGUARDING)) == 2


def test_a_stranger_who_writes_again_reaches_a_person_and_no_case(live: Kit, world: World) -> None:
    text(live, WORDS)
    clock_of(live).forward(minutes=2)
    text(live, "I said wrong number")

    with live.store.reading() as desk:
        assert len(desk.replies.of_case(world.case)) == 1
        (item,) = desk.lists.open_triage()
    assert item.kind == "shared_sender"
    assert deliver(live) == []


def test_start_does_not_lift_it(live: Kit, world: World) -> None:
    text(live, WORDS)
    clock_of(live).forward(minutes=2)
    text(live, "START")

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.WRONG
