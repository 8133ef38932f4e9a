"""Whatever the private page lets a family do, a text does too: the page is a choice, and never the only way."""

from datetime import date, time

import pytest

from tests.actions.talking import a_told_world, deliver, tasks_of, text
from tests.worlds import World
from witness.actions import visits
from witness.actions.other_times import decide
from witness.actions.visits import NewVisit
from witness.domain.other_times import Chosen
from witness.domain.plans import PlanState
from witness.domain.tasks import TaskKind
from witness.domain.visits import Place, VisitKind
from witness.kit import Kit

TWO_TIMES = "Another time please: Fri 27 Nov 3pm or Fri 27 Nov 4.30pm"


def a_visit(live: Kit, world: World, at: time = time(14)) -> str:
    """A meeting of the family tomorrow."""
    olu = world.viewers["olu"].account_id
    new = NewVisit(world.case, world.witness, VisitKind.OTHER, Place.AGREED, 45, date(2026, 11, 26), at, olu)
    return visits.book(live.store, new, confirmed=True, rules=live.rules(), asking=world.asking("olu", live))


def visit_at(live: Kit, world: World, visit_id: str) -> tuple[PlanState, date | None, time | None]:
    with live.store.reading() as desk:
        visit = next(v for v in desk.cases.known_picture(world.case).visits if v.visit_id == visit_id)
    return visit.now.state, visit.now.on, visit.now.at


def test_two_times_by_text_are_one_click_for_an_officer_and_a_text_says_which(lite: Kit) -> None:
    world = a_told_world(lite)
    visit_id = a_visit(lite, world)
    text(lite, TWO_TIMES)
    text(lite, TWO_TIMES.replace("3pm", "3.30pm"))

    assert visit_at(lite, world, visit_id)[1:] == (date(2026, 11, 26), time(14))
    assert len(tasks_of(lite, world, TaskKind.OTHER_TIME)) == 1
    assert tasks_of(lite, world, TaskKind.READ_REPLY) == []
    with lite.store.reading() as desk:
        (asked,) = desk.other_times.open_of_case(world.case)
    asking = world.asking("olu", lite)
    decide(lite.store, world.case, asked.asked_id, Chosen.FIRST, confirmed=True, rules=lite.rules(), asking=asking)

    assert visit_at(lite, world, visit_id) == (PlanState.CONFIRMED, date(2026, 11, 27), time(15, 30))
    assert tasks_of(lite, world, TaskKind.OTHER_TIME) == []
    assert "Fri 27 Nov at 3.30pm is fine" in " ".join(deliver(lite))


@pytest.mark.parametrize(
    ("words", "meetings"),
    [(TWO_TIMES, 0), (TWO_TIMES, 2), ("another time, any day is fine", 1), ("not then. Fri 20 Nov 3pm or 4pm 2026", 1)],
)
def test_without_two_plain_times_for_one_meeting_a_person_rings_and_nothing_is_asked_away(
    lite: Kit, words: str, meetings: int
) -> None:
    world = a_told_world(lite)
    for nth in range(meetings):
        a_visit(lite, world, time(9 + 3 * nth))
    text(lite, words)

    with lite.store.reading() as desk:
        assert desk.other_times.open_of_case(world.case) == ()
    (task,) = tasks_of(lite, world, TaskKind.READ_REPLY)
    assert task.words == "Ring J.F.'s mother: they texted that a time does not suit them"


@pytest.mark.parametrize(
    ("words", "work"),
    [
        ("who has looked at our record?", "who looked at their record (it stands under History)"),
        ("what did you tell me?", "what we told them, and when (it stands under Told)"),
    ],
)
def test_what_the_page_shows_is_told_by_voice_to_whoever_texts_for_it(lite: Kit, words: str, work: str) -> None:
    world = a_told_world(lite)
    text(lite, words)

    (task,) = tasks_of(lite, world, TaskKind.READ_REPLY)
    assert work in task.words
