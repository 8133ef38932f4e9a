"""Sending in batches: who goes first, who waits, what a batch costs, and that nothing is forgotten."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.outbox import FIELDS, SAFETY, clear, hand_over, message, plan, state, tasks
from tests.worlds import World, a_world, another_case
from witness.actions.commitments import commit_to
from witness.actions.follow_up import follow_up
from witness.domain.contact import ContactState
from witness.domain.messages import MessageState, Purpose
from witness.domain.sending import AFTER_SILENCE, ONE_A_DAY, TOLD_TODAY, Limits
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import Declined, TryLater

S = MessageState


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    clear(live, made)
    return made


def beside(live: Kit, world: World, number: int = 1, *, household: str) -> World:
    other = another_case(live, world, number, household=household)
    clear(live, other)
    return other


def test_do_not_set_off_goes_before_everything_else(live: Kit, world: World) -> None:
    plan(live, world, Purpose.DATE_SET, not_before=live.clock.now() - timedelta(hours=3))
    plan(live, world, Purpose.DATE_CHANGED, not_before=live.clock.now() - timedelta(hours=2))
    plan(live, world, **SAFETY)

    hand_over(live)

    said = [text.body for text in live.texts.handed]
    assert "set off" in said[0]
    assert "Mon 30 Nov" in said[1]


def test_a_household_has_one_text_a_day_across_cases_and_the_list_says_why_the_other_waits(
    live: Kit, world: World
) -> None:
    other = beside(live, world, household="home")
    first, second = plan(live, world, Purpose.DATE_SET), plan(live, other, Purpose.DATE_SET)

    hand_over(live)
    hand_over(live)

    held = next(m for m in (first, second) if state(live, m) is S.PLANNED)
    assert len(live.texts.handed) == 1
    assert message(live, held).because == ONE_A_DAY
    live.clock.forward(days=1)
    hand_over(live)
    assert state(live, held) is S.ACCEPTED


def test_another_household_does_not_wait(live: Kit, world: World) -> None:
    other = beside(live, world, household="elsewhere")
    plan(live, world, Purpose.DATE_SET)
    plan(live, other, Purpose.DATE_SET)

    hand_over(live)

    assert len(live.texts.handed) == 2


def test_what_would_be_of_no_use_tomorrow_is_a_persons_today(live: Kit, world: World) -> None:
    other = beside(live, world, household="home")
    plan(live, world, Purpose.DATE_SET)
    late = plan(live, other, Purpose.REMINDER, not_after=live.clock.now() + timedelta(hours=6))

    hand_over(live)

    assert (state(live, late), message(live, late).because) == (S.EXPIRED, ONE_A_DAY)
    assert "because their household has had a text today" in tasks(live, other)[TaskKind.EXPIRED]


def test_a_change_goes_all_the_same_and_a_reminder_of_it_on_the_same_day_does_not(live: Kit, world: World) -> None:
    plan(live, world, Purpose.DATE_SET)
    hand_over(live)
    change, reminder = plan(live, world, Purpose.DATE_CHANGED), plan(live, world, Purpose.REMINDER)

    hand_over(live)

    assert state(live, change) is S.ACCEPTED
    assert (state(live, reminder), message(live, reminder).because) == (S.CANCELLED, TOLD_TODAY)


def test_a_text_that_was_refused_leaves_the_day_to_another(live: Kit, world: World) -> None:
    other = beside(live, world, household="home")
    refused = plan(live, world, Purpose.DATE_SET)
    live.texts.answers = [Declined("21408", "our account may not text that country")]
    hand_over(live)
    assert state(live, refused) is S.REJECTED

    made = plan(live, other, Purpose.DATE_SET)
    hand_over(live)

    assert state(live, made) is S.ACCEPTED


def test_two_workers_at_once_cannot_both_take_a_households_day(live: Kit, world: World) -> None:
    """On PostgreSQL each locks another message; the household's day is what they meet at."""
    other = beside(live, world, household="home")
    plan(live, world, Purpose.DATE_SET)
    plan(live, other, Purpose.DATE_SET)
    both = threading.Barrier(2, timeout=5)
    taken: list[int] = []

    def claim() -> None:
        both.wait()
        with live.store.changing() as desk:
            batch = commit_to(desk, live.post(), worker="w", now=live.clock.now(), limit=1)
        taken.append(len(batch.ready))

    workers = [threading.Thread(target=claim) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(taken) == 1


def statements(live: Kit, doing: Any) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    engine = live.store._engine  # noqa: SLF001
    event.listen(engine, "after_cursor_execute", counted)
    try:
        doing()
    finally:
        event.remove(engine, "after_cursor_execute", counted)
    return count


def test_a_batch_takes_the_same_few_statements_whatever_its_size(live: Kit, world: World) -> None:
    for _ in range(2):
        plan(live, world, Purpose.DATE_CHANGED)
    few = statements(live, lambda: hand_over(live))
    others = [beside(live, world, number, household=f"home-{number}") for number in range(1, 9)]
    for other in others:
        for _ in range(3):
            plan(live, other, Purpose.DATE_CHANGED)

    many = statements(live, lambda: hand_over(live))

    assert len(live.texts.handed) == 26
    # Those of the transactions themselves are in it: BEGIN and the like. Answers may come in two portions.
    assert few <= 37
    assert many <= few + 14


def test_what_follows_for_a_case_is_remembered_when_the_worker_dies_in_between(live: Kit, world: World) -> None:
    plan(live, world, Purpose.DATE_SET)
    hand_over(live)  # and here it dies
    with live.store.reading() as desk:
        assert desk.evidence.tellings_of(world.case), "what was told is written with the answer"
        assert list(desk.sending.marked(10)) == [world.case]

    assert follow_up(live.store, live.rules(), now=live.clock.now()) == 1
    assert follow_up(live.store, live.rules(), now=live.clock.now()) == 0


def test_what_follows_gives_way_to_what_is_due_but_not_for_long(live: Kit, world: World) -> None:
    plan(live, world, Purpose.DATE_SET)
    hand_over(live)
    plan(live, world, Purpose.DATE_CHANGED)
    within = timedelta(seconds=20)
    assert follow_up(live.store, live.rules(), now=live.clock.now(), unless_due_within=within) == 0

    later = live.clock.forward(seconds=20)
    assert follow_up(live.store, live.rules(), now=later, unless_due_within=within) == 1


def test_a_case_that_breaks_does_not_hold_up_the_others(
    live: Kit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = beside(live, world, household="elsewhere")
    with live.store.changing() as desk:
        desk.sending.mark([world.case], live.clock.now() - timedelta(minutes=1))
        desk.sending.mark([other.case], live.clock.now())
    seen = []

    def put_right(_desk: object, case_id: str, *_: object, **__: object) -> None:
        seen.append(case_id)
        if case_id == world.case:
            raise ZeroDivisionError

    monkeypatch.setattr("witness.actions.follow_up.put_right", put_right)
    with pytest.raises(ZeroDivisionError):
        follow_up(live.store, live.rules(), now=live.clock.now())

    assert seen == [world.case, other.case]
    with live.store.reading() as desk:
        assert list(desk.sending.marked(10)) == [world.case]


def test_after_a_silence_each_person_gets_one_message_in_the_first_hour(live: Kit, world: World) -> None:
    now = live.clock.now()
    with live.store.changing() as desk:
        desk.jobs.began("deliver messages", "w", now)
        desk.jobs.go_slowly("deliver messages", now + timedelta(hours=1))
    first, second = plan(live, world, Purpose.DATE_CHANGED), plan(live, world, Purpose.DATE_CHANGED)

    hand_over(live)
    live.clock.forward(minutes=59)
    hand_over(live)
    assert len(live.texts.handed) == 1
    held = next(m for m in (first, second) if state(live, m) is S.PLANNED)
    assert message(live, held).because == AFTER_SILENCE

    live.clock.forward(minutes=1)
    hand_over(live)
    assert state(live, held) is S.ACCEPTED


def test_a_carrier_that_takes_nothing_for_a_while_is_a_persons_work_and_is_still_tried(live: Kit, world: World) -> None:
    made = plan(live, world, Purpose.DATE_CHANGED)
    live.texts.answers = [TryLater("too many requests at once")] * 4
    for _ in range(4):
        hand_over(live)
        live.clock.forward(minutes=11)

    assert "we go on trying" in tasks(live, world)[TaskKind.UNDELIVERED]
    live.clock.forward(minutes=30)
    hand_over(live)
    assert state(live, made) is S.ACCEPTED
    assert tasks(live, world) == {}


def test_a_refused_try_counts_as_no_handover(live: Kit, world: World) -> None:
    made = plan(live, world)
    live.texts.answers = [TryLater("busy")]
    hand_over(live)

    assert (message(live, made).attempt, message(live, made).maybe_sent) == (1, 0)


def test_a_text_that_lacks_a_field_is_blocked_with_a_task_and_holds_up_nothing(live: Kit, world: World) -> None:
    broken = plan(live, world, Purpose.DATE_CHANGED, fields=FIELDS | {"day": ""})
    strange = plan(live, world, Purpose.DATE_CHANGED, wording="no_such_words")
    good = plan(live, world, Purpose.DATE_CHANGED)

    hand_over(live)

    assert [state(live, m) for m in (broken, strange, good)] == [S.BLOCKED, S.BLOCKED, S.ACCEPTED]
    assert "several messages could not go" in tasks(live, world)[TaskKind.BLOCKED]


def test_a_stop_that_is_saved_before_the_commitment_stops_the_text(live: Kit, world: World) -> None:
    made = plan(live, world, Purpose.DATE_CHANGED)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.STOPPED, now=live.clock.now())

    hand_over(live)

    assert live.texts.handed == []
    assert state(live, made) is S.BLOCKED


def test_a_worker_never_takes_longer_over_a_commitment_than_ten_seconds() -> None:
    """Trust reference §3.4: nothing is handed over more than ten seconds after a STOP was saved."""
    limits = Limits()
    assert limits.handed_over_within <= timedelta(seconds=10)
