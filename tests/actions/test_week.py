"""A plan of a week from the question to the booking, on both databases: by the worker, on the record, whole or not."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from threading import Event
from typing import Any

import pytest

from tests.live import TalkingClock
from tests.slow_planner import FoundAnswer, slow_planner
from tests.worlds import World, a_world, another_case
from witness.actions import visits, week, week_accept, week_run, working_hours
from witness.actions.cover import go_away
from witness.actions.trips import NewTrip, arrange
from witness.actions.visits import NewVisit
from witness.actions.week_accept import Accepted, TheWorldMoved, accept
from witness.actions.week_facts import facts_at
from witness.actions.week_run import BROKE, LEASE, run_next
from witness.domain.access import Tie
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.places import HouseholdCare
from witness.domain.plans import PlanState
from witness.domain.tasks import TaskKind
from witness.domain.trip_course import way_now
from witness.domain.trips import Mode, Option, PickUp
from witness.domain.visits import Place, VisitKind
from witness.domain.week_drafts import Draft, draft_from_plain
from witness.domain.week_requests import Away, PlanRequest, RequestState
from witness.domain.working_hours import DayHours, WorkingTerms
from witness.kit import Kit
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.planner.reading import read_problem
from witness.store.cases import Cases

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(23, 28))


@pytest.fixture
def lived(live: Kit) -> World:
    """The world on SQLite and on PostgreSQL."""
    return a_late_world(live)


@pytest.fixture
def lite_world(lite: Kit) -> World:
    """The world on SQLite, for what does not depend on the database."""
    return a_late_world(lite)


def a_late_world(live: Kit) -> World:
    """The world, with officers who work until seven: whoever is met after school is met late."""
    world = a_world(live)
    late = WorkingTerms(tuple(DayHours(day, time(8, 30), time(19, 0)) for day in range(5)))
    for who in ("olu", "olivia"):
        working_hours.set_terms(live.store, world.viewers[who].account_id, late, asking=world.asking("mo", live))
    return world


def ids(world: World, *who: str) -> tuple[str, ...]:
    return tuple(world.viewers[one].account_id for one in who)


def ask(live: Kit, world: World, who: str = "olu", *officers: str) -> str:
    chosen = ids(world, *(officers or ("olu", "olivia")))
    return week.ask(live.store, TUESDAY, FRIDAY, chosen, asking=world.asking(who, live))


def run(live: Kit, planner: Any = slow_planner, worker: str = "w", **changes: Any) -> int:
    return run_next(
        live.store, planner, None, worker=worker, calendar=live.rules().calendar, clock=live.clock, **changes
    )


def request(live: Kit, request_id: str) -> PlanRequest:
    with live.store.reading() as desk:
        found = desk.weeks.request(request_id)
    assert found is not None
    return found


def draft_of(live: Kit, request_id: str) -> Draft:
    plan = request(live, request_id).plan
    assert plan is not None
    return draft_from_plain(plan)


def drafted(live: Kit, world: World, who: str = "olu", *officers: str) -> str:
    request_id = ask(live, world, who, *officers)
    assert run(live) == 1
    assert request(live, request_id).state is RequestState.DONE, request(live, request_id).because
    return request_id


def take(live: Kit, world: World, request_id: str, who: str = "olu", **changes: Any) -> Accepted:
    return accept(live.store, request_id, rules=live.rules(), asking=world.asking(who, live), **changes)


def picture(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        return desk.cases.known_picture(world.case)


def book(live: Kit, world: World, on: date, at: time, who: str = "olu", **changes: Any) -> str:
    officer = world.viewers[who].account_id
    new = NewVisit(world.case, world.witness, VisitKind.OTHER, Place.HOME, 60, on, at, officer)
    return visits.book(
        live.store, replace(new, **changes), confirmed=True, rules=live.rules(), asking=world.asking("mo", live)
    )


# Asking


def test_a_request_waits_until_a_worker_has_made_a_draft_of_it(live: Kit, lived: World) -> None:
    request_id = ask(live, lived)
    assert request(live, request_id).state is RequestState.WAITING

    assert run(live) == 1

    made = request(live, request_id)
    assert made.state is RequestState.DONE
    assert made.progress.best_cost is not None
    assert made.progress.first_cost is not None
    assert made.asked is not None
    problem = read_problem(made.asked["problem"])
    assert len(problem.visits) == len(draft_of(live, request_id).known)
    assert run(live) == 0


def test_a_draft_books_nothing_by_itself(lite: Kit, lite_world: World) -> None:
    drafted(lite, lite_world)

    assert picture(lite, lite_world).visits == ()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"last_on": MONDAY - timedelta(days=3)}, "before the first"),
        ({"first_on": FRIDAY, "last_on": FRIDAY + timedelta(days=7)}, "at most 7 days"),
        ({"officers": ()}, "whose week"),
        ({"officers": ("nobody",)}, "people of this team"),
        ({"seconds": 600.0}, "at most 60 seconds"),
    ],
)
def test_what_cannot_be_planned_is_refused(lite: Kit, lite_world: World, changes: dict[str, Any], why: str) -> None:
    usual = {"first_on": MONDAY, "last_on": FRIDAY, "officers": ids(lite_world, "olu")}

    with pytest.raises(Refused, match=why):
        week.ask(lite.store, asking=lite_world.asking("olu", lite), **{**usual, **changes})


def test_another_team_and_a_liaison_plan_nobody_here(lite: Kit, lite_world: World) -> None:
    with pytest.raises(Refused, match="of this team"):
        ask(lite, lite_world, "otis")
    with pytest.raises(NotFound):
        ask(lite, lite_world, "leigh")
    request_id = drafted(lite, lite_world)
    for who in ("otis", "leigh"):
        with pytest.raises(NotFound):
            take(lite, lite_world, request_id, who)


def test_a_team_does_not_keep_the_planner_from_others(lite: Kit, lite_world: World) -> None:
    for _ in range(week.MOST_OPEN):
        ask(lite, lite_world)

    with pytest.raises(Refused, match="waiting already"):
        ask(lite, lite_world)


# Running


def test_two_workers_never_make_one_plan(live: Kit, lived: World) -> None:
    ask(live, lived)
    others: list[int] = []

    def slow(problem: Problem, **how: Any) -> FoundAnswer:
        others.append(run(live, worker="other"))
        return slow_planner(problem, **how)

    assert run(live, slow) == 1
    assert others == [0]


def test_the_plan_of_a_worker_that_died_is_made_by_another_and_its_late_answer_is_dropped(
    live: Kit, lived: World
) -> None:
    request_id = ask(live, lived)
    assert isinstance(live.clock, TalkingClock)

    def dead(problem: Problem, **how: Any) -> FoundAnswer:
        assert isinstance(live.clock, TalkingClock)
        live.clock.at += LEASE + timedelta(minutes=1)
        assert run(live, worker="second") == 1
        return slow_planner(problem, **how)

    run(live, dead, worker="first")

    made = request(live, request_id)
    assert made.state is RequestState.DONE
    assert made.settled_at is not None


def test_a_request_that_kills_every_worker_is_given_up(lite: Kit, lite_world: World) -> None:
    request_id = ask(lite, lite_world)
    assert isinstance(lite.clock, TalkingClock)
    for _ in range(3):
        with lite.store.changing() as desk:
            assert desk.weeks.claim("w", lite.clock.now(), lite.clock.now() + LEASE) is not None
        lite.clock.forward(minutes=10)

    assert run(lite) == 0
    assert request(lite, request_id).state is RequestState.FAILED


def unlawful(problem: Problem, **how: Any) -> FoundAnswer:
    """Deliberately wrong: everything a minute later than it may be."""
    good = slow_planner(problem, **how)
    routes = tuple(
        replace(route, stops=tuple(replace(stop, start=stop.start + 600) for stop in route.stops))
        for route in good.plan.routes
    )
    return replace(good, plan=replace(good.plan, routes=routes))


def breaking(problem: Problem, **how: Any) -> FoundAnswer:
    raise ZeroDivisionError


@pytest.mark.parametrize(("planner", "words"), [(unlawful, "broke a rule"), (breaking, BROKE)])
def test_a_planner_that_breaks_or_breaks_a_rule_makes_no_draft(
    lite: Kit, lite_world: World, planner: Callable[..., FoundAnswer], words: str
) -> None:
    request_id = ask(lite, lite_world)

    assert run(lite, planner) == 1

    made = request(lite, request_id)
    assert (made.state, made.plan) == (RequestState.FAILED, None)
    assert words in made.because


def test_progress_is_told_while_the_planner_thinks(lite: Kit, lite_world: World) -> None:
    request_id = ask(lite, lite_world)
    seen: list[float | None] = []

    def thinking(problem: Problem, **how: Any) -> FoundAnswer:
        assert isinstance(lite.clock, TalkingClock)
        for cost in (900.0, 700.0, 600.0):
            how["on_better"](Plan(problem.name, (), ()), cost)
            seen.append(request(lite, request_id).progress.best_cost)
            lite.clock.forward(seconds=0.7)
        return slow_planner(problem, **{**how, "on_better": lambda _plan, _cost: None})

    run(lite, thinking)

    assert seen == [900.0, 900.0, 600.0]  # at most once a second
    assert request(lite, request_id).progress.first_cost == 900.0


def test_a_request_stays_with_its_worker_however_long_it_takes(
    lite: Kit, lite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_run, "KEEP_EVERY_SECONDS", 0.01)
    request_id = ask(lite, lite_world)
    assert isinstance(lite.clock, TalkingClock)
    clock = lite.clock

    def slow(problem: Problem, **how: Any) -> FoundAnswer:
        for _ in range(3):
            clock.at += LEASE - timedelta(seconds=1)
            told = Event()
            told.wait(0.3)
        assert run(lite, worker="second") == 0
        return slow_planner(problem, **how)

    assert run(lite, slow) == 1
    assert request(lite, request_id).state is RequestState.DONE


def test_a_worker_that_is_to_stop_tells_the_planner(lite: Kit, lite_world: World) -> None:
    ask(lite, lite_world)
    asked: list[bool] = []

    def obedient(problem: Problem, **how: Any) -> FoundAnswer:
        asked.append(how["stop"]())
        return slow_planner(problem, **how)

    run(lite, obedient, may_go_on=lambda: False)

    assert asked == [True]


# Accepting


def test_accepting_books_every_visit_and_tells_in_one_go(live: Kit, lived: World) -> None:
    request_id = drafted(live, lived)
    draft = draft_of(live, request_id)
    meetings = [one for one in draft.placements if one.key.startswith("due:")]

    done = take(live, lived, request_id)

    booked = picture(live, lived).visits
    assert done.booked == len(booked) == len(meetings) > 0
    assert {(v.kind.value, v.now.on, v.now.at) for v in booked} == {
        (one.key.split(":")[2], one.on, time(one.minute // 60, one.minute % 60)) for one in meetings
    }
    assert all(v.now.state is PlanState.REQUESTED for v in booked)
    assert request(live, request_id).state is RequestState.ACCEPTED
    with live.store.reading() as desk:
        words = [item.words for item in desk.cases.history(lived.case)]
        deeds = [link.entry.deed for link in desk.audit.of_case(lived.case)]
    assert sum("with the plan of the week" in one for one in words) == len(booked)
    assert "week.accept" in deeds


def test_what_was_accepted_is_a_promise_of_the_next_plan(lite: Kit, lite_world: World) -> None:
    take(lite, lite_world, drafted(lite, lite_world))
    before = {(v.visit_id, v.now.on, v.now.at, v.officer_id) for v in picture(lite, lite_world).visits}

    again = drafted(lite, lite_world)

    take(lite, lite_world, again)
    after = picture(lite, lite_world).visits
    assert {(v.visit_id, v.now.on, v.now.at, v.officer_id) for v in after} >= before
    assert len({v.kind for v in after}) == len(after)  # nothing is booked a second time


def test_accepting_lays_each_case_out_once_to_look_and_once_to_put_it_right(
    lite: Kit, lite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: Counter[str] = Counter()
    real = Cases.picture

    def counted(self: Cases, case_id: str) -> CasePicture | None:
        laid_out[case_id] += 1
        return real(self, case_id)

    request_id = drafted(lite, lite_world)
    monkeypatch.setattr(Cases, "picture", counted)

    assert take(lite, lite_world, request_id).booked

    assert laid_out[lite_world.case] == 2


def test_a_part_of_a_draft_can_be_taken(lite: Kit, lite_world: World) -> None:
    request_id = drafted(lite, lite_world)
    key = next(one.key for one in draft_of(lite, request_id).placements if "welcome" in one.key)

    assert take(lite, lite_world, request_id, only=frozenset({key})).booked == 1

    assert [v.kind for v in picture(lite, lite_world).visits] == [VisitKind.WELCOME]


def test_a_draft_is_decided_once(live: Kit, lived: World) -> None:
    request_id = drafted(live, lived)
    week.set_aside(live.store, request_id, asking=lived.asking("mo", live))

    with pytest.raises(SomebodyElseChangedThis):
        take(live, lived, request_id)
    with pytest.raises(SomebodyElseChangedThis):
        week.set_aside(live.store, request_id, asking=lived.asking("mo", live))
    assert picture(live, lived).visits == ()


def somebody_promises_the_same_hour(live: Kit, world: World, draft: Draft) -> None:
    round_ = next(one for one in draft.rounds if one.stops)
    who = next(short for short, viewer in world.viewers.items() if viewer.account_id == round_.account_id)
    minute = round_.stops[0].minute
    book(live, other_family(live, world), round_.on, time(minute // 60, minute % 60), who)


def other_family(live: Kit, world: World) -> World:
    return another_case(live, world, 1, household="elsewhere", number="+447700900124", mailbox={})


def somebody_falls_ill(live: Kit, world: World, draft: Draft) -> None:
    one = draft.rounds[0]
    go_away(live.store, one.account_id, one.on, one.on, None, asking=world.asking("mo", live))


def somebody_is_excluded(live: Kit, world: World, draft: Draft) -> None:
    with live.store.changing() as desk:
        for account_id in {one.account_id for one in draft.rounds}:
            desk.access.tie(world.case, account_id, Tie.EXCLUDED, because="x", now=live.clock.now())


def the_visit_is_booked_by_hand(live: Kit, world: World, draft: Draft) -> None:
    book(live, world, FRIDAY, time(17, 0), "olivia", kind=VisitKind.WELCOME)


def two_have_to_go(live: Kit, world: World, draft: Draft) -> None:
    with live.store.changing() as desk:
        (household,) = desk.households.of_case(world.case)
        desk.travel.set_care(HouseholdCare(household, two_go=True), by_id=None, now=live.clock.now())


def hours_are_cut(live: Kit, world: World, draft: Draft) -> None:
    short = WorkingTerms((DayHours(1, time(9), time(9, 30)),))
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(minutes=1)  # the newest counts
    for one in draft.rounds:
        working_hours.set_terms(live.store, one.account_id, short, asking=world.asking("mo", live))


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (somebody_promises_the_same_hour, "Something else was promised"),
        (somebody_falls_ill, "do not work at these hours"),
        (the_visit_is_booked_by_hand, "not to be done any more"),
        (two_have_to_go, "takes other people"),
        (hours_are_cut, "do not work at these hours"),
    ],
)
def test_when_the_world_has_moved_it_says_what_and_books_nothing(
    lite: Kit, lite_world: World, happens: Callable[[Kit, World, Draft], None], words: str
) -> None:
    request_id = drafted(lite, lite_world, "mo")
    happens(lite, lite_world, draft_of(lite, request_id))
    before = picture(lite, lite_world).visits

    with pytest.raises(TheWorldMoved, match=words):
        take(lite, lite_world, request_id, "mo")

    assert picture(lite, lite_world).visits == before
    assert request(lite, request_id).state is RequestState.DONE


def test_whoever_may_not_know_of_the_case_any_more_books_nothing_in_it(lite: Kit, lite_world: World) -> None:
    request_id = drafted(lite, lite_world, "mo")
    somebody_is_excluded(lite, lite_world, draft_of(lite, request_id))

    with pytest.raises((TheWorldMoved, NotFound)):
        take(lite, lite_world, request_id, "mo")

    assert picture(lite, lite_world).visits == ()


# What if


def test_a_repair_moves_only_what_lost_its_person_and_the_absence_becomes_so(live: Kit, lived: World) -> None:
    other = other_family(live, lived)
    lost = book(live, lived, WEDNESDAY, time(16, 0))
    stands = book(live, other, THURSDAY, time(16, 0))
    request_id = week.what_if(
        live.store,
        TUESDAY,
        FRIDAY,
        ids(lived, "olu", "olivia"),
        [Away(lived.viewers["olu"].account_id, WEDNESDAY)],
        asking=lived.asking("mo", live),
    )
    run(live)
    due = {one.key for one in draft_of(live, request_id).placements if one.key.startswith("due:")}
    everything = {one.key for one in draft_of(live, request_id).placements}

    done = take(live, lived, request_id, "mo", only=frozenset(everything - due))

    assert done == Accepted(booked=0, moved=1, rides=0)
    (moved,) = (v for v in picture(live, lived).visits if v.visit_id == lost)
    assert (moved.now.on, moved.officer_id) != (WEDNESDAY, lived.viewers["olu"].account_id)
    (kept,) = (v for v in picture(live, other).visits if v.visit_id == stands)
    assert (kept.now.on, kept.now.at) == (THURSDAY, time(16, 0))
    with live.store.reading() as desk:
        (absence,) = desk.staffing.absences(MONDAY)
    assert (absence.account_id, absence.first_on) == (lived.viewers["olu"].account_id, WEDNESDAY)


def whole_week_without_olu(live: Kit, world: World) -> str:
    olu = world.viewers["olu"].account_id
    gone = [Away(olu, day) for day in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)]
    asking = world.asking("mo", live)
    request_id = week.what_if(live.store, TUESDAY, FRIDAY, ids(world, "olu"), gone, asking=asking)
    run(live)
    return request_id


def left_with(live: Kit, world: World, visit_id: str) -> set[str]:
    """Whose a promise still is although they are away, and "" where nobody has been given the work of it."""
    (visit,) = (v for v in picture(live, world).visits if v.visit_id == visit_id)
    with live.store.reading() as desk:
        work = [task for task in desk.tasks.open_of_case(world.case) if task.kind is TaskKind.NOBODY_GOES]
    return {one for one in (visit.officer_id, visit.second_id) if one} | (set() if work else {""})


def test_a_promise_that_nobody_can_keep_is_taken_from_whoever_is_away_and_becomes_work(
    lite: Kit, lite_world: World
) -> None:
    lost = book(lite, lite_world, WEDNESDAY, time(16, 0))
    request_id = whole_week_without_olu(lite, lite_world)
    assert [one.key for one in draft_of(lite, request_id).unplaced if one.is_mandatory] == [f"visit:{lost}"]

    take(lite, lite_world, request_id, "mo")

    assert left_with(lite, lite_world, lost) == set()
    (visit,) = (v for v in picture(lite, lite_world).visits if v.visit_id == lost)
    assert (visit.now.on, visit.now.at, visit.now.state) == (WEDNESDAY, time(16, 0), PlanState.REQUESTED)
    with lite.store.reading() as desk:
        (work,) = (t for t in desk.tasks.open_of_case(lite_world.case) if t.kind is TaskKind.NOBODY_GOES)
    assert work.owner_id == lite_world.viewers["mo"].account_id
    assert "has nobody" in work.words
    assert "Wed 25 Nov at 4pm" in work.words
    # The next plan finds somebody for it.
    again = ask(lite, lite_world, "mo")
    run(lite)
    take(lite, lite_world, again, "mo", only=frozenset({f"visit:{lost}"}))
    (visit,) = (v for v in picture(lite, lite_world).visits if v.visit_id == lost)
    assert visit.officer_id == lite_world.viewers["olivia"].account_id
    assert visit.now.because == ""


def test_a_plan_that_leaves_a_promise_with_whoever_is_away_is_found_out(
    lite: Kit, lite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = book(lite, lite_world, WEDNESDAY, time(16, 0))
    request_id = whole_week_without_olu(lite, lite_world)
    monkeypatch.setattr(week_accept, "uncovered", lambda draft, facts: ())

    take(lite, lite_world, request_id, "mo")

    assert left_with(lite, lite_world, lost) == {"", lite_world.viewers["olu"].account_id}


def test_what_if_needs_somebody_who_is_away_on_these_days(lite: Kit, lite_world: World) -> None:
    def what_if(*away: Away) -> str:
        return week.what_if(
            lite.store, TUESDAY, FRIDAY, ids(lite_world, "olu"), away, asking=lite_world.asking("mo", lite)
        )

    with pytest.raises(Refused, match="who is away"):
        what_if()
    with pytest.raises(Refused, match="among those"):
        what_if(Away(lite_world.viewers["olivia"].account_id, WEDNESDAY))
    with pytest.raises(Refused, match="not a day of this plan"):
        what_if(Away(lite_world.viewers["olu"].account_id, MONDAY))


# Pins, and what others may not know of


def test_a_pin_is_kept_by_the_plan_until_it_is_taken_out(live: Kit, lived: World) -> None:
    key, asking = f"due:{lived.witness}:welcome", lived.asking("olu", live)
    week.pin(live.store, key, ids(lived, "olivia"), on=THURSDAY, at=time(16, 0), asking=asking)

    pinned = draft_of(live, drafted(live, lived)).placement(key)
    assert pinned is not None
    assert (pinned.officers, pinned.on, pinned.minute) == (ids(lived, "olivia"), THURSDAY, 16 * 60)

    week.pin(live.store, key, (), on=FRIDAY, at=time(16, 0), asking=asking)
    moved = draft_of(live, drafted(live, lived)).placement(key)
    assert moved is not None
    assert moved.on == FRIDAY
    week.unpin(live.store, key, asking=asking)
    with pytest.raises(NotFound):
        week.unpin(live.store, key, asking=asking)
    with live.store.reading() as desk:
        assert desk.weeks.pins_of(lived.viewers["olu"].team_id, MONDAY, FRIDAY) == ()


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ({"officers": ()}, "to somebody, to an hour"),
        ({"officers": (), "on": FRIDAY}, "or neither"),
        ({"officers": ("nobody",)}, "of this team"),
    ],
)
def test_a_pin_that_says_nothing_is_refused(lite: Kit, lite_world: World, pin: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        week.pin(lite.store, "due:x:welcome", asking=lite_world.asking("olu", lite), **pin)


def test_promises_in_a_case_that_the_asker_may_not_know_of_take_their_time_and_say_nothing(
    lite: Kit, lite_world: World
) -> None:
    hidden = other_family(lite, lite_world)
    visit = book(lite, hidden, WEDNESDAY, time(16, 0), "olivia")
    with lite.store.changing() as desk:
        olu = lite_world.viewers["olu"].account_id
        desk.access.tie(hidden.case, olu, Tie.EXCLUDED, because="a friend of the family", now=lite.clock.now())

    request_id = drafted(lite, lite_world)

    with lite.store.reading() as desk:
        facts = facts_at(desk, request(lite, request_id), calendar=lite.rules().calendar, now=lite.clock.now())
    told = [case_id for _, case_id in draft_of(lite, request_id).known]
    assert hidden.case not in told
    busy = facts.task(f"visit:{visit}")
    assert busy is not None
    assert busy.case_id == ""
    placed = draft_of(lite, request_id).placement(f"visit:{visit}")
    assert placed is not None
    assert (placed.officers, placed.on, placed.minute) == (ids(lite_world, "olivia"), WEDNESDAY, 16 * 60)
    take(lite, lite_world, request_id)
    assert len(picture(lite, hidden).visits) == 1


def a_second_for(live: Kit, world: World, visit_id: str, who: str = "olivia") -> None:
    with live.store.changing() as desk:
        desk.plans.lead_visit(visit_id, world.viewers["olu"].account_id, world.viewers[who].account_id)


def test_of_two_who_were_to_go_the_one_who_is_there_still_goes_and_another_is_looked_for(
    lite: Kit, lite_world: World
) -> None:
    lost = book(lite, lite_world, WEDNESDAY, time(16, 0))
    a_second_for(lite, lite_world, lost)
    olu = lite_world.viewers["olu"].account_id
    request_id = week.what_if(
        lite.store,
        TUESDAY,
        FRIDAY,
        ids(lite_world, "olu", "olivia"),
        [Away(olu, day) for day in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)],
        asking=lite_world.asking("mo", lite),
    )
    run(lite)
    assert f"visit:{lost}" in [one.key for one in draft_of(lite, request_id).unplaced]

    take(lite, lite_world, request_id, "mo", only=frozenset({f"visit:{lost}"}))

    (visit,) = (v for v in picture(lite, lite_world).visits if v.visit_id == lost)
    assert (visit.officer_id, visit.second_id) == (lite_world.viewers["olivia"].account_id, None)
    with lite.store.reading() as desk:
        (work,) = (t for t in desk.tasks.open_of_case(lite_world.case) if t.kind is TaskKind.NOBODY_GOES)
    assert "only one of the two who have to go" in work.words


def a_hidden_promise(live: Kit, world: World) -> tuple[World, str]:
    """Olivia's promise in a case that Olu, who plans, may not know of."""
    hidden = other_family(live, world)
    visit = book(live, hidden, WEDNESDAY, time(16, 0), "olivia")
    with live.store.changing() as desk:
        olu = world.viewers["olu"].account_id
        desk.access.tie(hidden.case, olu, Tie.EXCLUDED, because="a friend of the family", now=live.clock.now())
    return hidden, visit


def without_olivia(live: Kit, world: World) -> str:
    gone = [Away(world.viewers["olivia"].account_id, WEDNESDAY)]
    asking = world.asking("olu", live)
    request_id = week.what_if(live.store, TUESDAY, FRIDAY, ids(world, "olu", "olivia"), gone, asking=asking)
    run(live)
    return request_id


def test_a_promise_that_whoever_accepts_may_not_see_becomes_the_work_of_its_teams_manager(
    lite: Kit, lite_world: World
) -> None:
    hidden, visit_id = a_hidden_promise(lite, lite_world)
    request_id = without_olivia(lite, lite_world)

    take(lite, lite_world, request_id, only=frozenset())

    (visit,) = (v for v in picture(lite, hidden).visits if v.visit_id == visit_id)
    assert (visit.officer_id, visit.now.on, visit.now.at) == (None, WEDNESDAY, time(16, 0))
    with lite.store.reading() as desk:
        (work,) = (t for t in desk.tasks.open_of_case(hidden.case) if t.kind is TaskKind.NOBODY_GOES)
    assert work.owner_id == lite_world.viewers["mo"].account_id
    assert "Wed 25 Nov at 4pm has nobody" in work.words


def test_a_version_that_leaves_it_with_whoever_is_away_is_found_out(
    lite: Kit, lite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden, visit_id = a_hidden_promise(lite, lite_world)
    request_id = without_olivia(lite, lite_world)
    monkeypatch.setattr(week_accept, "uncovered_unseen", lambda facts: ())

    take(lite, lite_world, request_id, only=frozenset())

    (visit,) = (v for v in picture(lite, hidden).visits if v.visit_id == visit_id)
    assert visit.officer_id == lite_world.viewers["olivia"].account_id


def test_a_ride_whose_driver_is_away_tries_the_next_way_at_once(lite: Kit, lite_world: World) -> None:
    ways = (Option(Mode.TAXI, "Aire Cars"),)
    new = NewTrip(
        lite_world.case, (lite_world.child, lite_world.mother), None, book(lite, lite_world, WEDNESDAY, time(16, 0)),
        Mode.STAFF_CAR, PickUp.HOME, WEDNESDAY, time(15, 0), Mode.STAFF_CAR, PickUp.HOME, time(17, 30),
        provider=lite_world.viewers["olu"].name, is_confirmed=True, further=ways,
    )  # fmt: skip
    out, _ = arrange(lite.store, new, confirmed=True, rules=lite.rules(), asking=lite_world.asking("olu", lite))
    request_id = whole_week_without_olu(lite, lite_world)

    take(lite, lite_world, request_id, "mo")

    (trip,) = (t for t in picture(lite, lite_world).trips if t.trip_id == out)
    assert way_now(trip) == 1
    assert trip.now.state is PlanState.NEEDED
    with lite.store.reading() as desk:
        work = [t.words for t in desk.tasks.open_of_case(lite_world.case) if t.kind is TaskKind.NOBODY_GOES]
    assert any("ride on Wed 25 Nov has nobody" in words for words in work)
