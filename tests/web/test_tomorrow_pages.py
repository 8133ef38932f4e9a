"""Tomorrow: what is missing for the next court day, by hearing, with the act, and without any family's number."""

from datetime import date, time

import pytest
from flask import Flask

from tests.actions.talking import clock_of
from tests.questions.counting import statements_of
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import MOBILE, World, another_case
from witness.actions.eves import sweep
from witness.domain.access import Tie
from witness.domain.court_time import moment_in_london
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.questions.tomorrow import tomorrow_page

EVE = date(2026, 11, 30)  # the trial of the small world is on the Tuesday


def be(kit: Kit, hour: int, minute: int = 0, on: date = EVE) -> None:
    clock_of(kit).at = moment_in_london(on, time(hour, minute))


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    del world
    return an_app(lite)


def test_it_says_what_is_missing_and_for_the_list_one_tap_is_enough(lite: Kit, world: World, app: Flask) -> None:
    be(lite, 15, 5)
    assert sweep(lite.store, rules=lite.rules(), now=lite.clock.now()) == 1
    olu = signed_in(app, lite, "olu")
    before = page_of(olu, "/tomorrow")
    assert "Tuesday 1 December 2026" in before
    assert "things missing for 1 hearing." in before
    assert "Who meets them" in before
    assert "by 4.30pm" in before
    assert "I have looked" not in before  # the list is not out
    be(lite, 16, 10)
    olu = signed_in(app, lite, "olu")
    with lite.store.reading() as desk:
        (watch,) = (t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.LIST_WATCH)
        (work,) = (t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.EVE)

    answer = post(olu, f"/cases/{world.case}/tasks/{watch.task_id}/done", "/tomorrow", back="tomorrow")
    taken = post(olu, f"/cases/{world.case}/tasks/{work.task_id}/mine", "/tomorrow", back="tomorrow", by="today")

    assert (answer.location, taken.location) == ("/tomorrow", "/tomorrow")
    after = page_of(olu, "/tomorrow")
    assert "list looked at (done)" in after
    assert "taken on until 5pm" in after
    assert MOBILE[3:] not in after
    assert "/tomorrow" in page_of(olu, "/today")


def test_it_is_nobodys_business_elsewhere_and_a_manager_sees_all(lite: Kit, world: World, app: Flask) -> None:
    other = another_case(lite, world, 1)
    with lite.store.changing() as desk:
        olivia, now = world.viewers["olivia"].account_id, lite.clock.now()
        desk.access.tie(other.case, olivia, Tie.EXCLUDED, because="knows the family", now=now)
    be(lite, 12)

    def seen(who: str) -> tuple[bool, bool]:
        page = page_of(signed_in(app, lite, who), "/tomorrow")
        return "WS-26-014" in page, "WS-26-101" in page

    assert [seen(who) for who in ("olu", "mo", "olivia", "otis")] == [
        (True, True),
        (True, True),
        (True, False),
        (False, False),
    ]
    assert signed_in(app, lite, "leigh").get("/tomorrow").status_code == 404


def test_twenty_hearings_cost_as_many_statements_as_one(lite: Kit, world: World) -> None:
    be(lite, 12)

    def cost() -> tuple[int, int]:
        with statements_of(lite.store) as sent:
            page = tomorrow_page(lite.store, rules=lite.rules(), asking=world.asking("olu", lite))
        return len(page.mine), len(sent)

    cost()  # what is read once and kept is read now
    one = cost()
    for number in range(1, 20):
        another_case(lite, world, number)
    twenty = cost()

    assert (one[0], twenty[0]) == (1, 20)
    assert twenty[1] == one[1]


def test_a_day_without_hearings_says_so(lite: Kit, world: World, app: Flask) -> None:
    del world
    be(lite, 12, on=date(2026, 11, 25))

    assert "Nobody is expected at court." in page_of(signed_in(app, lite, "olu"), "/tomorrow")
