"""A text that speaks of danger reaches those who must act within the hour, is kept from the rest, and stays open."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.live import TalkingClock
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.disclosures import handled, officer_told
from witness.actions.lists import sort_out
from witness.actions.messages import deliver_due
from witness.actions.reconcile import put_right
from witness.actions.replies import mark_read, receive
from witness.actions.tasks import finish
from witness.domain.access import Tie
from witness.domain.contact import ContactState
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.questions.cases import case_story
from witness.questions.disclosures import kept_text, unclaimed_text
from witness.questions.message_lists import Wish, calls_page, talks_page
from witness.questions.messages import thread_with
from witness.store.tasks import Task

WORDS = "1 but he is outside my house with a knife"


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    deliver_due(live.store, live.post(), worker="w")
    clock_of(live).forward(minutes=5)
    return made


def clock_of(live: Kit) -> TalkingClock:
    assert isinstance(live.clock, TalkingClock)
    return live.clock


def text(live: Kit, words: str = WORDS, sender: str = MOBILE) -> None:
    receive(live.store, IncomingText(f"SM-{words}", sender, words), rules=live.rules(), now=live.clock.now())


def tasks(live: Kit, world: World) -> list[Task]:
    with live.store.reading() as desk:
        return [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.SAFEGUARDING]


def reply_id(live: Kit, world: World) -> str:
    with live.store.reading() as desk:
        return desk.replies.of_case(world.case)[-1].reply_id


def everything_shown(live: Kit, world: World, who: str) -> str:
    """All that the general pages make of the case for somebody."""
    asking = world.asking(who, live)
    story = case_story(live.store, world.case, rules=live.rules(), wording=live.wording, asking=asking)
    thread = thread_with(live.store, world.case, world.mother, rules=live.rules(), wording=live.wording, asking=asking)
    talks = talks_page(live.store, Wish(whole_team=True), asking=asking)
    calls = calls_page(live.store, Wish(whole_team=True), rules=live.rules(), asking=asking)
    return repr((story, thread, talks, calls))


def test_the_owner_and_a_manager_have_to_act_within_an_office_hour(live: Kit, world: World) -> None:
    text(live)

    raised = tasks(live, world)
    assert {t.owner_id for t in raised} == {world.viewers["olu"].account_id, world.viewers["mo"].account_id}
    assert {t.due_at for t in raised} == {live.clock.now() + timedelta(hours=1)}


def test_at_night_it_is_due_in_the_first_office_hour(live: Kit, world: World) -> None:
    clock_of(live).at = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    text(live)

    assert {t.due_at for t in tasks(live, world)} == {datetime(2026, 11, 24, 10, 0, tzinfo=UTC)}


def test_it_is_filed_as_no_answer_and_acknowledges_nothing(live: Kit, world: World) -> None:
    text(live)

    with live.store.reading() as desk:
        assert desk.evidence.answers_of(world.case) == ()
        assert [t.acknowledged_at for t in desk.evidence.tellings_of(world.case)] == [None]


@pytest.mark.parametrize("who", ["olu", "olivia", "mo"])
def test_no_general_page_shows_its_words_to_anybody(live: Kit, world: World, who: str) -> None:
    text(live)

    shown = everything_shown(live, world, who)

    assert "knife" not in shown
    assert "handled by Olu Adeyemi" in shown or "handled_by='Olu Adeyemi'" in shown


def test_the_same_check_finds_the_words_of_an_ordinary_text(live: Kit, world: World) -> None:
    text(live, "which door is it")

    assert "which door is it" in everything_shown(live, world, "olivia")


def test_nothing_that_is_kept_open_holds_its_words(live: Kit, world: World) -> None:
    text(live)

    with live.store.reading() as desk:
        history = [happening.words for happening in desk.cases.history(world.case)]
        assert "knife" not in repr((history, desk.tasks.open_of_case(world.case), desk.lists.open_triage()))
        assert [reply.text for reply in desk.replies.of_case(world.case)] == [""]


@pytest.mark.parametrize("who", ["olu", "mo"])
def test_those_who_must_act_can_open_it_and_each_look_is_on_the_record(live: Kit, world: World, who: str) -> None:
    text(live)

    opened = kept_text(live.store, world.case, reply_id(live, world), asking=world.asking(who, live))

    assert opened.words == WORDS
    assert "knife" not in repr(opened)
    with live.store.reading() as desk:
        newest = desk.audit.of_case(world.case)[0].entry
    assert (newest.deed, newest.outcome.value, newest.account_id) == (
        "reply.quarantined",
        "allowed",
        world.viewers[who].account_id,
    )


@pytest.mark.parametrize("who", ["olivia", "otis", "leigh", "ada"])
def test_for_everybody_else_it_is_not_there_and_the_attempt_is_on_the_record(live: Kit, world: World, who: str) -> None:
    text(live)

    with pytest.raises(NotFound):
        kept_text(live.store, world.case, reply_id(live, world), asking=world.asking(who, live))

    with live.store.reading() as desk:
        newest = desk.audit.of_case(world.case)[0].entry
    assert (newest.deed, newest.outcome.value) == ("reply.quarantined", "denied")


def test_a_manager_who_is_kept_from_the_case_is_not_brought_in(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        manager = world.viewers["mo"].account_id
        desk.access.tie(world.case, manager, Tie.EXCLUDED, because="knows the family", now=live.clock.now())
    text(live)

    assert [t.owner_id for t in tasks(live, world)] == [world.viewers["olu"].account_id]


def a_machine_at_work(live: Kit, world: World) -> None:
    clock_of(live).forward(days=3)
    deliver_due(live.store, live.post(), worker="w")
    text(live, "1")
    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())


def test_no_machine_closes_it(live: Kit, world: World) -> None:
    text(live)
    a_machine_at_work(live, world)

    assert len(tasks(live, world)) == 2


def test_nobody_ticks_it_off_in_passing(live: Kit, world: World) -> None:
    text(live)
    task = tasks(live, world)[0]

    with pytest.raises(Refused):
        finish(live.store, task.task_id, outcome="done", rules=live.rules(), asking=world.asking("olu", live))
    mark_read(live.store, reply_id(live, world), rules=live.rules(), asking=world.asking("olivia", live))
    with live.store.reading() as desk:
        assert desk.replies.of_case(world.case)[-1].is_quarantined
    assert len(tasks(live, world)) == 2


def test_each_closes_their_own_part_and_that_the_officer_was_told_is_kept_with_its_time(
    live: Kit, world: World
) -> None:
    text(live)
    found = reply_id(live, world)

    officer_told(live.store, world.case, found, asking=world.asking("olu", live))
    handled(live.store, world.case, found, asking=world.asking("olu", live))

    assert [t.owner_id for t in tasks(live, world)] == [world.viewers["mo"].account_id]
    opened = kept_text(live.store, world.case, found, asking=world.asking("mo", live))
    assert (opened.oic_told_at, opened.mine_open) == (live.clock.now(), True)
    with pytest.raises(SomebodyElseChangedThis):
        officer_told(live.store, world.case, found, asking=world.asking("mo", live))


@pytest.mark.parametrize("act", [officer_told, handled])
def test_an_officer_who_is_not_to_act_cannot_record_that_it_was_done(live: Kit, world: World, act: Any) -> None:
    text(live)

    with pytest.raises(NotFound):
        act(live.store, world.case, reply_id(live, world), asking=world.asking("olivia", live))


def test_the_only_answer_is_the_usual_one_without_anything_of_what_it_said(live: Kit, world: World) -> None:
    text(live)
    deliver_due(live.store, live.post(), worker="w")

    answer = live.texts.handed[-1].body  # type: ignore[attr-defined]
    assert answer.startswith("Thank you, I have your message.")
    assert "999" in answer


def test_a_wish_to_be_left_alone_stops_the_texts_and_the_danger_is_still_acted_on(live: Kit, world: World) -> None:
    text(live, "stop texting me, he will kill me")

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.STOPPED
    assert len(tasks(live, world)) == 2


def test_a_number_that_two_families_share_brings_in_both(live: Kit) -> None:
    first = a_world(live)
    second = another_case(live, first, 1)

    text(live)

    assert len(tasks(live, first)) == len(tasks(live, second)) == 2
    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    assert item.reply_id is not None
    opened = kept_text(live.store, second.case, item.reply_id, asking=first.asking("mo", live))
    assert (opened.words, opened.called) == (WORDS, "")


def test_a_number_that_nobody_knows_is_read_by_a_manager(live: Kit, world: World) -> None:
    text(live, sender="+447700900999")

    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    assert item.kind == "unclaimed_danger"
    assert "knife" not in repr(item)
    assert item.reply_id is not None
    assert unclaimed_text(live.store, item.reply_id, asking=world.asking("mo", live)).words == WORDS
    with pytest.raises(NotFound):
        unclaimed_text(live.store, item.reply_id, asking=world.asking("olu", live))
    sort_out(live.store, item.item_id, asking=world.asking("mo", live))
