"""The sweep of the next court day: once for each case, made up for when it was missed, and on call at five."""

from datetime import date, time, timedelta

import pytest

from tests.actions.talking import clock_of
from tests.worlds import World, a_world
from witness.actions.cover import go_away, put_on_call
from witness.actions.escalations import bring_in
from witness.actions.eves import sweep, sweep_case, unswept
from witness.actions.evidence import Whom, set_need
from witness.domain.court_time import moment_in_london
from witness.domain.eve import newest_sweep
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.questions.today import today_for
from witness.store.at_court import AtCourt
from witness.store.tasks import Task

EVE = date(2026, 11, 30)  # a Monday; the trial of the small world is on the Tuesday


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def be(live: Kit, hour: int, minute: int = 0, on: date = EVE) -> None:
    clock_of(live).at = moment_in_london(on, time(hour, minute))


def swept(live: Kit) -> int:
    return sweep(live.store, rules=live.rules(), now=live.clock.now())


def tasks(live: Kit, world: World, kind: TaskKind = TaskKind.EVE) -> list[Task]:
    with live.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind is kind]


def two_workers(live: Kit) -> list[bool]:
    """What a second worker does that had made its list before the first began."""
    now, rules = live.clock.now(), live.rules()
    since = newest_sweep(now, rules.calendar)
    assert since is not None
    lists = [unswept(live.store, since, rules, now) for _ in range(2)]
    return [sweep_case(live.store, case_id, since, rules=rules, now=now) for ids in lists for case_id in ids]


def test_at_three_what_is_missing_is_work_of_the_owner_and_a_minute_before_it_is_not(lite: Kit) -> None:
    live, world = lite, a_world(lite)
    be(live, 14, 59)
    before = (swept(live), len(tasks(live, world)))
    be(live, 15)

    assert (before[1], swept(live)) == (0, 1)
    (task,) = tasks(live, world)
    assert task.owner_id == world.viewers["olu"].account_id
    assert task.words.startswith("Put right for the trial on Tue 1 Dec: ")
    assert swept(live) == 0


def test_two_workers_sweep_a_case_once(live: Kit, world: World) -> None:
    be(live, 15)

    assert two_workers(live) == [True, False]
    assert len(tasks(live, world)) == 1


def test_a_sweep_that_asks_nobody_whether_it_was_done_is_found(
    live: Kit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    del world
    be(live, 15)
    monkeypatch.setattr(AtCourt, "hold_unswept", lambda *_: True)

    assert two_workers(live) == [True, True]


def test_a_sweep_that_was_missed_is_made_up_for_and_the_call_of_the_eve_comes_at_half_past_four(lite: Kit) -> None:
    live, world = lite, a_world(lite)
    be(live, 21, 10)
    assert swept(live) == 1

    assert len(tasks(live, world)) == len(tasks(live, world, TaskKind.EVE_CALL)) == 1


def test_at_five_whoever_is_on_call_gets_it_with_a_mail_and_whoever_stands_in_before(lite: Kit) -> None:
    live, world = lite, a_world(lite)
    be(live, 9)
    now, mo, olivia = live.clock.now(), world.asking("mo", live), world.viewers["olivia"].account_id
    put_on_call(live.store, olivia, now, now + timedelta(days=1), asking=mo)
    olu = world.viewers["olu"].account_id
    go_away(live.store, olu, EVE, EVE, world.viewers["mo"].account_id, asking=mo)
    be(live, 15, 1)
    swept(live)

    bring_in(live.store, rules=live.rules(), now=live.clock.now())
    (covered,) = tasks(live, world)
    assert covered.brought_in_id == world.viewers["mo"].account_id
    be(live, 17)
    bring_in(live.store, rules=live.rules(), now=live.clock.now())

    (task,) = tasks(live, world)
    assert task.brought_in_id == olivia
    with live.store.reading() as desk:
        mailed = desk.staffing.notices_for((f"escalated:{task.task_id}:2:{olivia}",))
        quiet = desk.staffing.notices_for((f"escalated:{task.task_id}:1:{world.viewers['mo'].account_id}",))
    assert (len(mailed), len(quiet)) == (1, 0)
    page = today_for(live.store, world.asking("olivia", live), live.rules(), whole_team=False)
    assert task.task_id in {row.line.task.task_id for row in page.due}


def test_as_things_are_put_right_the_work_says_what_is_left(lite: Kit) -> None:
    live, world = lite, a_world(lite)
    be(live, 15)
    swept(live)
    (before,) = tasks(live, world)
    whom = Whom(world.case, world.witness)
    asking = world.asking("olu", live)
    set_need(live.store, whom, NeedKind.TRANSPORT, NeedState.NOT_NEEDED, rules=live.rules(), asking=asking)

    (after,) = tasks(live, world)

    assert ("the way there" in before.words, "the way there" in after.words) == (True, False)
    assert after.task_id == before.task_id
