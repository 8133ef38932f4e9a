"""Warnings of the demo world are cleared by what happened, on the forms that are there for it; none by a tick."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.databases import SqliteFiles
from tests.fixtures import an_app
from tests.live import a_live_kit
from tests.visitor import Visitor
from tests.web.clients import page_of, post, signed_in
from witness.domain.at_court import DayStep
from witness.domain.tasks import FROM_FACTS, TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store.tasks import Task

pytestmark = pytest.mark.xdist_group("the demo world")
Way = Callable[[Visitor, Task], None]


@pytest.fixture
def world(sqlite_demo: SqliteFiles) -> Iterator[Kit]:
    kit = a_live_kit(sqlite_demo.create_database())
    yield kit
    kit.store.close()


def rung(result: str) -> Way:
    """Somebody rang them, and puts in how the call ended."""

    def put_in(olu: Visitor, task: Task) -> None:
        form = f"/cases/{task.case_id}/call?person={task.person_id}&hearing={task.hearing_id or ''}"
        fields = {"person": task.person_id, "hearing": task.hearing_id or "", "result": result, "reason_given": "y"}
        assert post(olu, f"/cases/{task.case_id}/call", form, **fields).status_code == 303

    return put_in


def told(olu: Visitor, task: Task) -> None:
    """The family says that it was told: by whom and how."""
    code, about = task.reason_key.split(":")[2], ":".join(task.reason_key.split(":")[3:])
    form = f"/cases/{task.case_id}/duties/{code}/{about}"
    asked = re.search(r'name="on"[^>]*max="([0-9-]+)"', page_of(olu, form))
    day = asked.group(1) if asked else "2026-11-23"
    assert post(olu, form, form, on=day, via="voice", by="witness care").status_code == 303


def arrived(olu: Visitor, task: Task) -> None:
    """They are in by the safe door, half an hour late."""
    page = page_of(olu, "/day/?team=1")
    witness_id = re.search(rf'data-case="{task.case_id}" data-witness="([^"]+)"', page)
    assert witness_id is not None
    fields = {"tap_id": new_id(), "case_id": task.case_id, "witness_id": witness_id.group(1)}
    assert post(olu, "/day/tap", "/day/", **fields, step=DayStep.ARRIVED.value).status_code == 303


def rests_on_more(olu: Visitor, task: Task) -> None:
    """The CPS says that the direction rests on fear and distress too: it does not end with a birthday."""
    page = page_of(olu, f"/cases/{task.case_id}/measures")
    witness_id = re.search(rf'action="/cases/{task.case_id}/witnesses/([^/"]+)/measures', page)
    assert witness_id is not None
    address = f"/cases/{task.case_id}/witnesses/{witness_id.group(1)}/measures/basis"
    fields = {"kind": task.reason_key.split(":")[-1], "basis": "s17"}
    assert post(olu, address, f"/cases/{task.case_id}/measures", **fields).status_code in (302, 303)


def found_one(olu: Visitor, task: Task) -> None:
    """A second adult will be there."""
    page = page_of(olu, f"/cases/{task.case_id}/preparation")
    witness_id = re.search(rf'action="/cases/{task.case_id}/witnesses/([^/"]+)/needs"', page)
    assert witness_id is not None
    fields = {"kind": "second_adult", "state": "confirmed", "whose": "support"}
    address = f"/cases/{task.case_id}/witnesses/{witness_id.group(1)}/needs"
    assert post(olu, address, f"/cases/{task.case_id}/preparation", **fields).status_code == 303


def read(olu: Visitor, task: Task) -> None:
    """Somebody reads the text where it stands."""
    reply_id = task.reason_key.split(":")[1]
    page = f"/cases/{task.case_id}/messages"
    assert f"/replies/{reply_id}/read" in page_of(olu, page)
    assert post(olu, f"/cases/{task.case_id}/replies/{reply_id}/read", page).status_code in (302, 303)


WAYS: dict[TaskKind, Way] = {
    TaskKind.UNREAD: read,
    TaskKind.CHASE: told,
    TaskKind.CLOCK: told,
    TaskKind.NOT_ARRIVED: arrived,
    TaskKind.LAPSE: rests_on_more,
    TaskKind.SECOND_ADULT: found_one,
    TaskKind.CALL_FIRST: rung("told"),
    TaskKind.TELL_BY_VOICE: rung("told"),
    TaskKind.WORRIED: rung("coming"),
    TaskKind.HELP: rung("coming"),
    TaskKind.UNDELIVERED: rung("told"),
}


def opened(kit: Kit) -> list[Task]:
    with kit.store.reading() as desk:
        found = [task for case_id in desk.cases.open_ids() for task in desk.tasks.open_of_case(case_id)]
    return sorted(found, key=lambda task: (task.due_at, task.task_id))


def test_ten_kinds_of_warnings_are_cleared_by_the_facts_that_they_ask_for(world: Kit) -> None:
    olu = signed_in(an_app(world), world, "olu")
    left = []
    for kind, way in WAYS.items():
        task = next((t for t in opened(world) if t.kind is kind), None)
        assert task is not None, kind
        way(olu, task)
        if task.task_id in {t.task_id for t in opened(world)}:
            left.append((kind, task.words))

    assert left == []
    assert len(WAYS) >= 10


def test_a_tick_is_refused_where_only_a_fact_clears_it(world: Kit) -> None:
    olu = signed_in(an_app(world), world, "olu")
    task = next(t for t in opened(world) if t.kind is TaskKind.WORRIED and t.kind in FROM_FACTS)

    answer = post(olu, f"/cases/{task.case_id}/tasks/{task.task_id}/done", "/today", back="today")

    assert answer.status_code == 422
    assert task.task_id in {t.task_id for t in opened(world)}
