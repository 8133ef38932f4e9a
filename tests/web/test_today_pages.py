"""Today: whoever says that they have a piece of work is believed until then, and a text is never put off."""

import re

import pytest

from tests.fixtures import an_app
from tests.visitor import Visitor
from tests.web.clients import page_of, post, signed_in
from tests.worlds import World
from witness.domain.tasks import TaskKind, WantedTask
from witness.kit import Kit

WORDS = "Ring the mother: the text did not arrive"


def raised(kit: Kit, world: World, kind: TaskKind) -> str:
    now = kit.clock.now()
    with kit.store.changing() as desk:
        wanted = WantedTask(f"{kind}:x", kind, WORDS, "somebody has rung", now, world.mother)
        desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, now)
        return next(t.task_id for t in desk.tasks.open_of_case(world.case) if t.words == WORDS)


def test_saying_that_one_has_it_is_one_form_on_the_page(lite: Kit, world: World, olu: Visitor) -> None:
    task_id = raised(lite, world, TaskKind.UNDELIVERED)
    address = f"/cases/{world.case}/tasks/{task_id}/mine"
    assert address in page_of(olu, "/today")

    answer = post(olu, address, "/today", by="tomorrow", back="today")

    assert answer.location == "/today"
    assert "taken on until Tue 24 Nov 5pm" in page_of(olu, "/today")


@pytest.mark.parametrize("kind", [TaskKind.SAFEGUARDING, TaskKind.UNREAD])
def test_a_text_has_no_such_form_and_is_refused(lite: Kit, world: World, olu: Visitor, kind: TaskKind) -> None:
    address = f"/cases/{world.case}/tasks/{raised(lite, world, kind)}/mine"

    assert address not in page_of(olu, "/today")
    assert post(olu, address, "/account", by="today").status_code == 422


def test_somebody_elsewhere_and_a_word_of_no_list_are_refused(lite: Kit, world: World, olu: Visitor) -> None:
    address = f"/cases/{world.case}/tasks/{raised(lite, world, TaskKind.UNDELIVERED)}/mine"

    assert post(olu, address, "/today", by="never").status_code == 400
    assert post(signed_in(an_app(lite), lite, "otis"), address, "/account", by="today").status_code == 404


def test_a_crowded_page_begins_with_ten_folds_the_rest_counts_all_and_stays_short(
    lite: Kit, world: World, olu: Visitor
) -> None:
    now = lite.clock.now()
    with lite.store.changing() as desk:
        for number in range(60):
            wanted = WantedTask(f"u:{number}", TaskKind.UNDELIVERED, f"{WORDS} {number}", "rung", now, world.mother)
            desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, now)

    page, whole = page_of(olu, "/today"), page_of(olu, "/today?every=due")

    assert "Begin with these ten" in page
    assert page.count("app-row--first") == 10
    counted = int(re.search(r"All (\d+), danger first, then what can still be put right today", page)[1])
    assert 60 <= counted < 64  # what the case itself asks for stands among them
    assert f'<span class="app-count">{counted}</span>' in page
    assert whole.count("/mine") == counted > page.count("/mine") == 30
    assert page_of(olu, "/today?every=nonsense").count("/mine") == 30
