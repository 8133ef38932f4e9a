"""A case that comes to us live: its old steps are one row, are answered together, and what is left is spread."""

from collections import Counter

import pytest

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, another_case
from witness.domain.court_time import london_day
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.store.tasks import Task


@pytest.fixture
def came(lite: Kit, world: World) -> World:
    return another_case(lite, world, 1, came_on=london_day(lite.clock.now()), number="+447700900124")


def work_of(lite: Kit, case_id: str, kind: TaskKind) -> list[Task]:
    with lite.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(case_id) if task.kind is kind]


def test_old_steps_are_answered_together_and_what_is_left_is_spread(olu: Visitor, lite: Kit, came: World) -> None:
    side = f"/cases/{came.case}/countdown"
    door = f"/cases/{came.case}/witnesses/{came.witness}/before-us"
    today = london_day(lite.clock.now())
    assert [t for t in work_of(lite, came.case, TaskKind.MILESTONE) if london_day(t.due_at) < today] == []
    (look,) = work_of(lite, came.case, TaskKind.BEFORE_US)
    before = page_of(olu, side)
    assert "were due before WS-26-101 came to us" in before
    assert before.count('class="govuk-fieldset app-before__step"') == int(look.words.split("through ")[1].split()[0])
    assert "A judgement that nobody has measured" in before

    bad = post(olu, door, side, **{"is-wellbeing_offered": "yes", "is-court_visit_asked": "do_by"})
    assert bad.status_code == 422
    assert f'<a href="#before-{came.witness}-court_visit_asked">Enter the day' in bad.text
    assert work_of(lite, came.case, TaskKind.BEFORE_US)[0].words == look.words
    assert post(olu, door, side, **{"is-wellbeing_offered": "never"}).status_code == 400
    early = post(olu, door, side, **{"is-court_visit_asked": "do_by", "day-court_visit_asked": "2026-01-02"})
    assert (early.status_code, "from today on" in early.text) == (422, True)

    said = {"is-wellbeing_offered": "yes", "is-dates_sent": "not_needed"}
    assert post(olu, door, side, **said).status_code == 303
    (left,) = work_of(lite, came.case, TaskKind.BEFORE_US)
    assert int(left.words.split("through ")[1].split()[0]) == before.count("app-before__step") - 2
    assert "it is not needed any more" in page_of(olu, side)

    assert post(olu, f"/cases/{came.case}/before-us", side).status_code == 303
    assert work_of(lite, came.case, TaskKind.BEFORE_US) == []
    with lite.store.reading() as desk:
        words = desk.milestones.of_case(came.case)
        history = [h.words for h in desk.cases.history(came.case) if h.kind == "milestone"]
    spread = Counter(word.on for word in words if word.said == "do_by")
    assert min(spread) > today
    assert "app-before__step" not in page_of(olu, side)
    assert any(words.startswith("A day was set for") for words in history)


def test_nobody_beyond_the_team_settles_a_step(lite: Kit, world: World) -> None:
    app = an_app(lite)
    for who, own in (("leigh", "/readiness"), ("otis", "/today")):
        visitor = signed_in(app, lite, who)
        for door in (f"/cases/{world.case}/before-us", f"/cases/{world.case}/witnesses/{world.witness}/before-us"):
            assert post(visitor, door, own).status_code == 404
