"""Wherever a text comes from and whatever it says, it ends in one place: acted on, with a person, or kept for a few."""

from datetime import date, timedelta

import pytest

from tests.actions.talking import a_second_child, a_told_world, clock_of, deliver, tasks_of, text
from tests.domain.reply_table import TABLE
from tests.worlds import MOBILE, World, another_case
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.unread_texts import escalate
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import Listing, Slot
from witness.domain.replies import Ending, Meaning
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.questions.disclosures import kept_text, unclaimed_text
from witness.questions.today import today_for

HARD = ["", " ", "\x00", "👍", "😢😢", "1" * 1600, "?" * 1600, "a" * 5000, "\u202e1", "1\u200b", "<b>1</b>", "{{1}}"]


def answers(live: Kit, world: World) -> list[AnswerKind]:
    with live.store.reading() as desk:
        return [answer.answer for answer in desk.evidence.answers_of(world.case)]


def endings(live: Kit, world: World) -> list[Ending]:
    """Every place in which the newest text has ended."""
    with live.store.reading() as desk:
        reply = desk.replies.of_case(world.case)[-1]
        open_tasks = desk.tasks.open_of_case(world.case)
        settled = {a.answer for a in desk.evidence.answers_of(world.case) if a.settled_at is not None}
        usable = all(c.state.value == "usable" for c in desk.contacts.of_case(world.case))
    found = []
    if reply.is_quarantined:
        owners = {t.owner_id for t in open_tasks if t.kind in (TaskKind.SAFEGUARDING, TaskKind.WRONG_NUMBER)}
        assert len(owners) > 1
        found.append(Ending.QUARANTINED)
    by_a_person = {TaskKind.READ_REPLY, TaskKind.STOPPED, TaskKind.WORRIED, TaskKind.HELP}
    if not reply.is_quarantined and by_a_person & {t.kind for t in open_tasks}:
        found.append(Ending.WITH_A_PERSON)
    if reply.meaning == Meaning.COMING.value and AnswerKind.COMING in settled and usable:
        found.append(Ending.ACTED)
    return found


@pytest.mark.parametrize("words", [words for words, _ in TABLE[::3]] + HARD)
def test_a_text_ends_in_exactly_one_place(lite: Kit, words: str) -> None:
    world = a_told_world(lite)

    assert text(lite, words)

    assert len(endings(lite, world)) == 1
    if endings(lite, world) == [Ending.QUARANTINED]:
        assert answers(lite, world) == []


def test_a_decline_cancels_nothing_makes_an_urgent_task_and_a_hard_flag(live: Kit) -> None:
    world = a_told_world(live)
    with live.store.reading() as desk:
        before = [(e.event_id, e.state) for e in desk.cases.known_picture(world.case).events]
    text(live, "Sorry, we can't make it")

    assert answers(live, world) == [AnswerKind.CANNOT]
    with live.store.reading() as desk:
        assert [(e.event_id, e.state) for e in desk.cases.known_picture(world.case).events] == before
        standing = desk.evidence.standing_of(world.case)[world.witness]
    assert any(factor["hard"] and "not come" in factor["reason"] for factor in standing.factors)
    (task,) = tasks_of(live, world, TaskKind.WORRIED)
    assert task.due_at == live.clock.now() + timedelta(hours=2)


def test_on_the_way_is_rung_within_half_an_hour(live: Kit) -> None:
    world = a_told_world(live)
    text(live, "running late sorry")

    (task,) = tasks_of(live, world, TaskKind.READ_REPLY)
    assert task.due_at == live.clock.now() + timedelta(minutes=30)
    assert task.words.startswith("Ring J.F.'s mother now")


def test_a_plain_one_goes_to_a_person_when_several_dates_are_open(live: Kit) -> None:
    world = a_told_world(live)
    a_second_child(live, world)
    clock_of(live).forward(days=1)  # a household has one text a day
    deliver(live)
    text(live, "1")

    assert answers(live, world) == []
    (task,) = tasks_of(live, world, TaskKind.READ_REPLY)
    assert "Several of their dates are open" in task.words


def test_once_the_other_date_is_settled_a_plain_one_is_plain_again(live: Kit) -> None:
    world = a_told_world(live)
    text(live, "1")
    a_second_child(live, world)
    deliver(live)
    text(live, "1")

    assert answers(live, world) == [AnswerKind.COMING, AnswerKind.COMING]


def test_an_answer_to_a_date_that_has_changed_since_confirms_nothing(live: Kit) -> None:
    world = a_told_world(live)
    olu = world.asking("olu", live)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 9), None, None, "429", "1")
    proposal_id = propose_by_hand(live.store, world.hearing, slot, heard_from="the list office", asking=olu)
    accept(live.store, proposal_id, reason="", rules=live.rules(), asking=olu)
    text(live, "1")

    assert answers(live, world) == []
    assert any("changed since" in task.words for task in tasks_of(live, world, TaskKind.READ_REPLY))


def test_an_answer_after_the_day_is_over_confirms_nothing(live: Kit) -> None:
    world = a_told_world(live)
    clock_of(live).forward(days=10)
    text(live, "1")

    assert answers(live, world) == []


def test_a_number_that_two_families_share_has_both_owners_find_out(live: Kit) -> None:
    first = a_told_world(live)
    second = another_case(live, first, 1)
    text(live, "1")

    assert answers(live, first) == answers(live, second) == []
    assert len(tasks_of(live, first, TaskKind.READ_REPLY)) == len(tasks_of(live, second, TaskKind.READ_REPLY)) == 1
    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    assert item.reply_id is not None
    assert unclaimed_text(live.store, item.reply_id, asking=first.asking("olu", live)).words == "1"


@pytest.mark.parametrize("sender", ["+447700900999", "+441134960123", "61234", "HMRC"])
def test_whoever_writes_from_where_nobody_knows_is_read_by_a_manager(live: Kit, sender: str) -> None:
    world = a_told_world(live)
    text(live, "hello, it is about Monday", sender=sender)

    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    assert item.reply_id is not None
    opened = unclaimed_text(live.store, item.reply_id, asking=world.asking("mo", live))
    assert opened.words == "hello, it is about Monday"
    assert deliver(live) == []


@pytest.mark.parametrize("words", ["1", "", "look at this"])
def test_a_picture_is_never_fetched_and_is_brought_to_those_who_may_act(live: Kit, words: str) -> None:
    world = a_told_world(live)
    text(live, words, media=2)

    assert answers(live, world) == []
    assert len(tasks_of(live, world, TaskKind.SAFEGUARDING)) == 2
    with live.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    opened = kept_text(live.store, world.case, reply.reply_id, asking=world.asking("mo", live))
    assert (opened.media, opened.kind, opened.words) == (2, "picture", words)


def test_a_text_of_the_weekend_is_on_mondays_page(live: Kit) -> None:
    world = a_told_world(live)
    clock_of(live).at = clock_of(live).at.replace(day=28, hour=21, minute=40)
    text(live, "is there parking")
    clock_of(live).at = clock_of(live).at.replace(day=30, hour=11, minute=30)
    escalate(live.store, rules=live.rules(), now=live.clock.now())

    page = today_for(live.store, world.asking("olu", live), live.rules(), whole_team=False)
    assert page.due[0].line.task.kind is TaskKind.READ_REPLY
    assert TaskKind.UNREAD not in {row.line.task.kind for row in page.due}  # the same text stands once
    assert page.unread == 0


def test_the_same_number_written_in_another_way_is_the_same_number(live: Kit) -> None:
    world = a_told_world(live)
    text(live, "3", sender=MOBILE)

    assert answers(live, world) == [AnswerKind.WORRIED]
