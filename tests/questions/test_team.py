"""The team, for its manager: who has too much, what waits, what is owed to families, in few statements."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.actions.talking import deliver, text
from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import World, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.cover import go_away
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.unread_texts import escalate
from witness.domain.access import Tie
from witness.domain.escalation import Step
from witness.domain.hearings import Listing, Slot
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.visits import Place, Visit, VisitKind
from witness.domain.workload import COURT_DAY, OPEN_CASE, Familiar, visit_minutes
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.team import TeamPage, team_page
from witness.questions.team_load import OfficerLoad

TODAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 30)
MOST_STATEMENTS = 27


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


def look(kit: Kit, world: World) -> TeamPage:
    return team_page(kit.store, rules=kit.rules(), asking=world.asking("mo", kit))


def of(page: TeamPage, world: World, who: str = "olu") -> OfficerLoad:
    return next(load for load in page.loads if load.account_id == world.viewers[who].account_id)


def visit(
    kit: Kit, world: World, on: date, who: str = "olu", state: PlanState = PlanState.CONFIRMED, **changes: object
) -> None:
    step = PlanStep(state, kit.clock.now(), on, time(10), 0)
    made = Visit(
        visit_id=new_id(),
        witness_id=world.witness,
        kind=VisitKind.OTHER,
        place=Place.HOME,
        minutes=60,
        hearing_id=None,
        officer_id=world.viewers[who].account_id,
        steps=(step,),
    )
    with kit.store.changing() as desk:
        desk.plans.add_visits(world.case, [replace(made, **changes)])  # type: ignore[arg-type]


def promise(kit: Kit, world: World, due_on: date, kept: bool = False) -> None:
    olu = world.viewers["olu"].account_id
    kept_at = kit.clock.now() if kept else None
    with kit.store.changing() as desk:
        made = Promise(new_id(), "ring on Thursday", olu, due_on, kit.clock.now(), world.mother, kept_at)
        desk.plans.promise(world.case, [made])


def moved(kit: Kit, world: World) -> None:
    asking = world.asking("olu", kit)
    call = Call(world.case, world.mother, world.hearing, CallResult.COMING)
    record_call(kit.store, call, rules=kit.rules(), asking=asking)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 7), None, None, "")
    proposal = propose_by_hand(kit.store, world.hearing, slot, heard_from="Call from the list office", asking=asking)
    accept(kit.store, proposal, reason="", rules=kit.rules(), asking=asking)


def test_work_is_counted_by_what_it_is_for_and_by_week(lite: Kit, world: World) -> None:
    visit(lite, world, NEXT_MONDAY)

    olu = of(look(lite, world), world)

    this, following = olu.weeks[:2]
    assert (olu.cases, this.load.cases, this.load.visits) == (1, OPEN_CASE.minutes, 0)
    assert following.load.visits == visit_minutes(VisitKind.OTHER, Place.HOME, 60)
    assert following.load.court == COURT_DAY.minutes  # the trial of 1 December
    assert following.capacity == 5 * (8 * 60 - 30)


def test_support_on_the_day_takes_the_place_of_the_usual_length_of_a_day_at_court(lite: Kit, world: World) -> None:
    support = {"kind": VisitKind.DAY_SUPPORT, "place": Place.COURT, "minutes": 240, "hearing_id": world.hearing}
    visit(lite, world, date(2026, 12, 1), "olivia", **support)

    page = look(lite, world)

    assert of(page, world).next.load.court == 0
    assert of(page, world, "olivia").next.load.visits == visit_minutes(VisitKind.DAY_SUPPORT, Place.COURT, 240)


def test_whoever_has_too_much_next_week_is_named_with_who_has_room(lite: Kit, world: World) -> None:
    for day in range(5):
        for _ in range(5):
            visit(lite, world, NEXT_MONDAY + timedelta(days=day))

    page = look(lite, world)

    assert [officer.name for officer in page.over] == ["Olu Adeyemi"]
    assert page.over[0].next.over > 0
    assert [officer.name for officer in page.room] == ["Olivia Birch"]
    assert page.fairness is not None
    assert [officer.name for officer in page.fairness] == ["Olivia Birch", "Olu Adeyemi"]


def test_what_was_cancelled_takes_nobody_s_time(lite: Kit, world: World) -> None:
    visit(lite, world, NEXT_MONDAY, state=PlanState.CANCELLED)

    assert of(look(lite, world), world).next.load.visits == 0


def test_leave_takes_hours_and_days_that_nobody_covers_come_first(lite: Kit, world: World) -> None:
    olu, olivia = world.viewers["olu"].account_id, world.viewers["olivia"].account_id
    asking = world.asking("mo", lite)
    go_away(lite.store, olu, NEXT_MONDAY, NEXT_MONDAY + timedelta(days=4), olivia, asking=asking)
    go_away(lite.store, olivia, date(2026, 12, 2), date(2026, 12, 2), None, asking=asking)
    go_away(lite.store, olivia, date(2027, 3, 1), date(2027, 3, 2), olu, asking=asking)

    page = look(lite, world)

    assert of(page, world).next.capacity == 0
    assert [(row.name, row.cover, row.both_away) for row in page.away] == [
        ("Olu Adeyemi", "Olivia Birch", True),
        ("Olivia Birch", "", False),
    ]


def test_a_text_that_nobody_reads_waits_for_everybody_who_was_brought_in_once(lite: Kit, world: World) -> None:
    deliver(lite)
    text(lite, "can you call me please")
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(hours=5)
    escalate(lite.store, rules=lite.rules(), now=clock.now())

    (row,) = look(lite, world).escalations

    assert set(row.waits_for) >= {"Mo Ellis"}
    assert len(row.waits_for) == len(set(row.waits_for)) > 1
    assert "you have not" not in row.words


def test_stale_beliefs_are_counted_by_age(lite: Kit, world: World) -> None:
    moved(lite, world)
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    fresh = look(lite, world).ages
    clock.forward(days=2)
    older = look(lite, world).ages
    clock.forward(days=2)
    oldest = look(lite, world).ages

    assert [(a.under_a_day, a.under_three_days, a.longer) for a in (fresh, older, oldest)] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
    ]


def test_a_promise_is_broken_when_its_day_has_passed(lite: Kit, world: World) -> None:
    promise(lite, world, TODAY)
    promise(lite, world, date(2026, 11, 20))
    promise(lite, world, date(2026, 11, 19), kept=True)

    (row,) = look(lite, world).promises

    assert (row.due_on, row.owner_name, row.case_ref) == (date(2026, 11, 20), "Olu Adeyemi", "WS-26-014")


def test_a_familiar_face_is_one_that_they_had_seen(lite: Kit, world: World) -> None:
    for week, who in enumerate(("olu", "olu", "olivia", "olu")):
        visit(lite, world, date(2026, 10, 5) + timedelta(weeks=week), who, PlanState.DONE)

    page = look(lite, world)

    assert page.continuity == Familiar(visits=3, familiar=2)
    assert not page.can_judge_continuity


def test_a_manager_without_families_is_no_part_of_the_load_and_other_teams_are_not_there(
    lite: Kit, world: World
) -> None:
    assert [officer.name for officer in look(lite, world).loads] == ["Olivia Birch", "Olu Adeyemi"]


def test_a_case_that_a_manager_may_not_know_of_is_in_no_number(lite: Kit, world: World) -> None:
    moved(lite, world)
    promise(lite, world, date(2026, 11, 20))
    visit(lite, world, NEXT_MONDAY)
    with lite.store.changing() as desk:
        mo = world.viewers["mo"].account_id
        desk.access.tie(world.case, mo, Tie.EXCLUDED, because="knows the family", now=lite.clock.now())

    page = look(lite, world)

    assert (page.stale, page.promises, page.escalations) == ((), (), ())
    assert (of(page, world).cases, of(page, world).next.load.minutes) == (0, 0)


def test_the_number_of_statements_does_not_grow_with_the_number_of_cases(live: Kit) -> None:
    world = a_world(live)

    def busy(case: World) -> None:
        moved(live, case)
        promise(live, case, date(2026, 11, 20))
        visit(live, case, NEXT_MONDAY)
        visit(live, case, date(2026, 10, 5), state=PlanState.DONE)

    busy(world)
    with statements_of(live.store) as few:
        look(live, world)
    for number in range(6):
        busy(another_case(live, world, number))

    with statements_of(live.store) as many:
        page = look(live, world)

    assert (len(page.stale), len(page.promises), of(page, world).cases) == (7, 7, 7)
    assert len(many) <= len(few) <= MOST_STATEMENTS


def test_who_was_brought_in_is_named_and_they_alone_may_say_that_they_have_it(lite: Kit, world: World) -> None:
    mo, olivia = (world.viewers[who].account_id for who in ("mo", "olivia"))
    raised_at = lite.clock.now()
    for number, whom in enumerate((olivia, mo)):
        wanted = WantedTask(f"undelivered:{number}", TaskKind.UNDELIVERED, f"Ring {number}", "", raised_at, str(number))
        with lite.store.changing() as desk:
            desk.tasks.raise_(world.case, world.viewers["olu"].account_id, wanted, raised_at)
            task = next(t for t in desk.tasks.open_of_case(world.case) if t.words == wanted.words)
            # The newer was brought in first: whoever waits longest stands first.
            assert desk.tasks.bring_in(task, Step.LEAD, whom, raised_at + timedelta(hours=2 - number))

    page = look(lite, world)
    found = [(row.words, row.brought_in, row.since, bool(row.task_id)) for row in page.escalations]

    assert found == [
        ("Ring 1", "Mo Ellis", raised_at + timedelta(hours=1), True),
        ("Ring 0", "Olivia Birch", raised_at + timedelta(hours=2), False),
    ]
    assert page.at_rungs == ((Step.MANAGER, 1), (Step.LEAD, 1), (Step.OWNER, 0))
    assert page.waits_for == (("Olu Adeyemi", 2), ("Mo Ellis", 1), ("Olivia Birch", 1))
    shown = {rung: [row.words for row in replace(page, rung=rung).shown] for rung in (None, *Step)}
    assert shown == {None: ["Ring 1", "Ring 0"], Step.MANAGER: ["Ring 1"], Step.LEAD: ["Ring 0"], Step.OWNER: []}
