"""Work that nobody says they have is passed on once, to people who may know of the case; whoever has it keeps it."""

from datetime import timedelta

import pytest

from tests.actions.talking import clock_of
from tests.worlds import World, a_world
from witness.actions.cover import go_away, put_on_call
from witness.actions.escalations import bring_in
from witness.actions.tasks import take_on
from witness.domain.access import Tie
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.escalation import BY_THEIR_OWN_RULE, By, Step
from witness.domain.tasks import TaskKind, WantedTask
from witness.kit import Kit
from witness.questions.team import team_page
from witness.questions.today import today_for
from witness.store.tasks import Task

WORDS = "Ring J.F.'s mother: needs a way to the court"


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def raised(live: Kit, world: World, kind: TaskKind = TaskKind.UNDELIVERED) -> str:
    now = live.clock.now()
    wanted = WantedTask(f"{kind}:x", kind, WORDS, "somebody has rung", now + timedelta(minutes=30), world.mother)
    with live.store.changing() as desk:
        desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, now)
    return task(live, world).task_id


def task(live: Kit, world: World) -> Task:
    with live.store.reading() as desk:
        return next(t for t in desk.tasks.of_case(world.case) if t.words == WORDS)


def tick(live: Kit) -> int:
    return bring_in(live.store, rules=live.rules(), now=live.clock.now())


def brought_in(live: Kit, world: World) -> str | None:
    who = task(live, world).brought_in_id
    return next((name for name, viewer in world.viewers.items() if viewer.account_id == who), None)


def sees(live: Kit, world: World, who: str) -> bool:
    page = today_for(live.store, world.asking(who, live), live.rules(), whole_team=False)
    return any(row.line.task.words == WORDS for row in page.due)


def mailed(live: Kit, task_id: str) -> int:
    owners = [account.id for account in _accounts(live)]
    keys = tuple(f"escalated:{task_id}:{step}:{who}" for who in owners for step in (1, 2))
    with live.store.reading() as desk:
        return len(desk.staffing.notices_for(keys))


def _accounts(live: Kit) -> tuple:  # type: ignore[type-arg]
    with live.store.reading() as desk:
        team = next(a for a in [desk.accounts.with_email("olu@support.example")] if a is not None).team_id
        return desk.accounts.of_team(team)


def test_it_is_passed_on_once_and_shown_to_the_colleague_and_on_the_page_of_the_team(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.ASSIGNED, because="second officer", now=live.clock.now())
    task_id = raised(live, world)
    clock_of(live).forward(hours=4)

    tick(live)

    assert (brought_in(live, world), task(live, world).step) == ("olivia", Step.LEAD)
    assert sees(live, world, "olivia")
    assert tick(live) == 0
    page = team_page(live.store, rules=live.rules(), asking=world.asking("mo", live))
    assert WORDS in {row.words for row in page.escalations}
    assert mailed(live, task_id) == 0  # it waits on the page of today


def test_whoever_says_that_they_have_it_stops_it(live: Kit, world: World) -> None:
    task_id = raised(live, world)
    take_on(live.store, task_id, By.TOMORROW, rules=live.rules(), asking=world.asking("olu", live))
    clock_of(live).forward(days=1)

    tick(live)

    assert task(live, world).step is Step.OWNER
    page = team_page(live.store, rules=live.rules(), asking=world.asking("mo", live))
    assert WORDS not in {row.words for row in page.escalations}
    clock_of(live).forward(days=1, hours=5)
    tick(live)
    assert task(live, world).step > Step.OWNER


def test_what_is_hard_goes_to_the_manager_with_a_mail(live: Kit, world: World) -> None:
    task_id = raised(live, world, TaskKind.WORRIED)
    with live.store.reading() as desk:
        kept = desk.tasks.get(task_id)
    assert kept is not None
    clock_of(live).forward(hours=2)

    tick(live)

    assert (brought_in(live, world), mailed(live, task_id)) == ("mo", 1)


def test_a_list_that_nobody_has_looked_at_by_five_is_told_to_whoever_is_on_call(live: Kit, world: World) -> None:
    now, olivia = live.clock.now(), world.viewers["olivia"].account_id
    put_on_call(live.store, olivia, now, now + timedelta(days=1), asking=world.asking("mo", live))
    task_id = raised(live, world, TaskKind.LIST_WATCH)
    clock_of(live).at = now.replace(hour=16, minute=59)
    tick(live)
    assert brought_in(live, world) is None
    clock_of(live).forward(minutes=1)

    tick(live)

    assert (brought_in(live, world), mailed(live, task_id)) == ("olivia", 1)


def test_nobody_who_may_not_know_of_the_case_is_brought_in(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        mo = world.viewers["mo"].account_id
        desk.access.tie(world.case, mo, Tie.EXCLUDED, because="knows the family", now=live.clock.now())
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows the family", now=live.clock.now())
    raised(live, world, TaskKind.WORRIED)
    clock_of(live).forward(hours=3)

    tick(live)

    assert brought_in(live, world) not in ("mo", "olivia", "otis")
    assert task(live, world).step is Step.MANAGER


def test_when_the_owner_is_away_the_cover_has_it_at_once(live: Kit, world: World) -> None:
    today = london_day(live.clock.now())
    olu, olivia = (world.viewers[who].account_id for who in ("olu", "olivia"))
    go_away(live.store, olu, today, today, olivia, asking=world.asking("olu", live))
    raised(live, world)
    clock_of(live).forward(minutes=31)

    tick(live)

    assert brought_in(live, world) == "olivia"


def test_a_text_is_not_put_off_and_strangers_take_nothing_on(live: Kit, world: World) -> None:
    for kind in BY_THEIR_OWN_RULE:
        task_id = raised(live, world, kind)
        with pytest.raises(Refused):
            take_on(live.store, task_id, By.TODAY, rules=live.rules(), asking=world.asking("olu", live))
    with pytest.raises(NotFound):
        take_on(live.store, "no-such-task", By.TODAY, rules=live.rules(), asking=world.asking("olu", live))
    with live.store.changing() as desk:
        wanted = WantedTask("help:y", TaskKind.UNDELIVERED, "Another", "done", live.clock.now())
        desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, live.clock.now())
        other = next(t for t in desk.tasks.open_of_case(world.case) if t.words == "Another")
    with pytest.raises(NotFound):
        take_on(live.store, other.task_id, By.TODAY, rules=live.rules(), asking=world.asking("otis", live))
