"""The board of a week is a few statements, whatever the number of cases; one policy says what is on it."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.live import a_live_kit
from tests.questions.counting import statements_of
from tests.slow_planner import slow_planner
from tests.worlds import World, a_world, another_case
from witness.actions.visits import NewVisit, book
from witness.actions.week_moves import ask_for_week
from witness.actions.week_run import run_next
from witness.domain.access import Tie
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, VisitKind
from witness.kit import Kit
from witness.questions.week import week_page

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
# Audit, request, people, hours, absences, visits, days at court, places, ways, labels.
MOST_STATEMENTS = 25


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def a_visit(live: Kit, world: World, **changes: Any) -> None:
    olu = world.viewers["olu"].account_id
    new = NewVisit(world.case, world.witness, VisitKind.WELCOME, Place.HOME, 60, TUESDAY, time(16, 0), olu)
    book(live.store, replace(new, **changes), confirmed=True, rules=live.rules(), asking=world.asking("olu", live))


def statements(live: Kit, world: World) -> int:
    with statements_of(live.store) as sent:
        week_page(live.store, MONDAY, rules=live.rules(), asking=world.asking("olu", live))
    return len(sent)


def plan(live: Kit, world: World) -> None:
    ask_for_week(live.store, MONDAY, only_me=False, asking=world.asking("olu", live))
    run_next(live.store, slow_planner, None, worker="w", calendar=live.calendar(), clock=live.clock)


def test_the_board_takes_a_fixed_number_of_statements(live: Kit, world: World) -> None:
    a_visit(live, world)
    few = statements(live, world)
    for nth in range(4):
        other = another_case(live, world, nth, household=f"home-{nth}")
        a_visit(live, other, at=time(9 + nth, 15))

    assert statements(live, world) == few <= MOST_STATEMENTS
    plan(live, world)
    assert statements(live, world) <= MOST_STATEMENTS


def test_what_is_agreed_is_on_the_board_of_whoever_goes(live: Kit, world: World) -> None:
    a_visit(live, world, second_id=world.viewers["olivia"].account_id)

    page = week_page(live.store, MONDAY, rules=live.rules(), asking=world.asking("mo", live))

    shown = {row.first_name: [p.words for line in row.lines for p in line.day.pieces] for row in page.board.rows}
    assert shown == {"Olu": ["J.F.'s welcome visit"], "Olivia": ["J.F.'s welcome visit"]}
    assert not any(row.is_mine for row in page.board.rows)
    olu = next(row for row in page.board.rows if row.first_name == "Olu")
    assert olu.lines[1].day.pieces[0].beside == ("Olivia",)


def test_a_day_at_court_is_on_the_board_of_whose_case_it_is(live: Kit, world: World) -> None:
    page = week_page(live.store, date(2026, 11, 30), rules=live.rules(), asking=world.asking("olu", live))

    (piece,) = page.board.rows[0].lines[1].day.pieces
    assert (piece.words, piece.starts, piece.is_fixed) == ("J.F.'s day at court", 600, True)


def test_each_day_of_a_trial_on_which_somebody_is_fetched_is_on_the_board(live: Kit, world: World) -> None:
    second, third = date(2026, 12, 2), date(2026, 12, 3)
    with live.store.changing() as desk:
        now = desk.hearings.of_case(world.case)[0].now
        longer = replace(now, number=now.number + 1, slot=replace(now.slot, until=third))
        desk.hearings.revise(world.hearing, longer)
        step = PlanStep(PlanState.CONFIRMED, live.clock.now(), third, time(8, 0), longer.number)
        ride = Trip("r", Direction.OUT, Mode.TAXI, PickUp.HOME, (world.child,), world.hearing, None, None, (step,))
        desk.plans.add_trips(world.case, [ride])

    page = week_page(live.store, date(2026, 11, 30), rules=live.rules(), asking=world.asking("olu", live))

    at_court = [line.day.on for line in page.board.rows[0].lines if line.day.pieces]
    assert at_court == [date(2026, 12, 1), third], f"nobody is fetched on {second}"


def test_a_visit_of_a_case_that_is_closed_to_the_viewer_only_takes_its_time(live: Kit, world: World) -> None:
    a_visit(live, world)
    olivia = world.viewers["olivia"].account_id
    with live.store.changing() as desk:
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows them", now=live.clock.now())

    page = week_page(live.store, MONDAY, rules=live.rules(), asking=world.asking("olivia", live))

    (piece,) = [p for row in page.board.rows for line in row.lines for p in line.day.pieces]
    assert (piece.words, piece.initials, piece.place, piece.case_id) == ("busy", "", "", "")


def test_a_draft_is_compared_with_what_is_agreed(live: Kit, world: World) -> None:
    a_visit(live, world)
    plan(live, world)

    page = week_page(live.store, MONDAY, rules=live.rules(), asking=world.asking("olu", live))

    assert page.draft is not None
    assert page.draft.state == "done"
    assert {line.what for line in page.costs} == {"Travel", "Overtime", "New faces", "Not placed"}
    assert all("J.F." in change.words for change in page.changes)
    assert "stays as it is" in page.summed_up or "stay as they are" in page.summed_up


def test_the_page_of_a_manager_has_no_row_that_is_theirs_and_plans_the_team(sqlite_url: str) -> None:
    kit = a_live_kit(sqlite_url)
    world = a_world(kit)

    page = week_page(kit.store, MONDAY, rules=kit.rules(), asking=world.asking("mo", kit))
    kit.store.close()

    assert [row.first_name for row in page.board.rows] == ["Olivia", "Olu"]
    assert page.scopes == (("team", "The whole team"),)
