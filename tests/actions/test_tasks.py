"""Work is finished where it belongs, and a refusal tells nothing to those for whom the case does not exist."""

from collections.abc import Callable

import pytest

from tests.worlds import World, a_world, another_case
from witness.actions import tasks
from witness.domain.access import Asking
from witness.domain.errors import NotFound, Refused
from witness.domain.escalation import By
from witness.domain.tasks import TaskKind, WantedTask
from witness.kit import Kit

Act = Callable[[Kit, str, Asking, str], str]


def finish(kit: Kit, task_id: str, asking: Asking, of_case: str) -> str:
    return tasks.finish(kit.store, task_id, outcome="done", rules=kit.rules(), asking=asking, of_case=of_case)


def take_on(kit: Kit, task_id: str, asking: Asking, of_case: str) -> str:
    return tasks.take_on(kit.store, task_id, By.TODAY, rules=kit.rules(), asking=asking, of_case=of_case)


def raised(kit: Kit, world: World, kind: TaskKind) -> str:
    wanted = WantedTask(f"test:{kind}", kind, "Look at it.", "somebody has looked", kit.clock.now())
    with kit.store.changing() as desk:
        desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, kit.clock.now())
        return next(task.task_id for task in desk.tasks.of_case(world.case) if task.reason_key == wanted.reason_key)


@pytest.mark.parametrize("act", [finish, take_on])
def test_that_nobody_ticks_it_off_is_told_only_to_whom_the_case_exists(lite: Kit, act: Act) -> None:
    world = a_world(lite)
    task_id = raised(lite, world, TaskKind.SAFEGUARDING)

    with pytest.raises(NotFound) as hidden:
        act(lite, task_id, world.asking("otis", lite), world.case)
    with pytest.raises(NotFound) as never:
        act(lite, "0" * 26, world.asking("otis", lite), world.case)
    with pytest.raises(Refused) as told:
        act(lite, task_id, world.asking("olu", lite), world.case)

    assert type(hidden.value) is type(never.value)
    assert not isinstance(told.value, NotFound)


@pytest.mark.parametrize("act", [finish, take_on])
def test_work_of_another_case_is_not_found_under_this_one(lite: Kit, act: Act) -> None:
    world = a_world(lite)
    other = another_case(lite, world, 3, number="+447700900456", household="elsewhere")
    task_id = raised(lite, other, TaskKind.CALL_BACK)

    with pytest.raises(NotFound):
        act(lite, task_id, world.asking("olu", lite), world.case)
    assert act(lite, task_id, world.asking("olu", lite), other.case) == other.case
