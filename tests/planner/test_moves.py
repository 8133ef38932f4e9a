"""A person puts one task elsewhere: the rest stays, and every rule that the new place breaks is named."""

from dataclasses import replace

from witness.planner.moves import Broken, Rule, broken_rules, put, shift_at, without
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Officer, Pair, Problem, Promise, Ride, Shift, Step, Terms, Visit

NINE, TEN, NOON, TWO, FIVE = 540, 600, 720, 840, 1020
TUESDAY = 1440
SHIFTS = (Shift(NINE, FIVE, "base", "base"), Shift(TUESDAY + NINE, TUESDAY + FIVE, "base", "base"))
LEAD = frozenset({"lead"})


def visit(key: str, **changes: object) -> Visit:
    windows = ((NINE, NOON), (TUESDAY + NINE, TUESDAY + NOON))
    return replace(Visit(key, Step("home", 60, windows), Terms()), **changes)


PROBLEM = Problem(
    name="week",
    units_per_minute=1,
    locations=("base", "home", "court"),
    travel=((0, 20, 30), (20, 0, 25), (30, 25, 0)),
    officers=(
        Officer("olu", LEAD, 2, SHIFTS),
        Officer("oona", frozenset(), 1, SHIFTS[:1]),
        Officer("osric", frozenset(), None, ()),
    ),
    visits=(visit("a"), visit("b")),
    rides=(Ride("r", Step("home", 5, ((NINE, TEN),)), Step("court", 5, ((NINE, NOON),)), Terms(), load=2),),
)
PLAN = Plan(
    "week",
    (Route("olu", 0, TEN - 20, NOON + 80, (Stop("a", At.VISIT, TEN), Stop("b", At.VISIT, NOON))),),
    ("r",),
)


def rules_of(problem: Problem, plan: Plan | None, task_id: str = "a") -> tuple[Broken, ...]:
    assert plan is not None
    return broken_rules(problem, plan, task_id)


def with_visit(**changes: object) -> Problem:
    return replace(PROBLEM, visits=(visit("a", **changes), visit("b")))


def test_a_task_goes_to_another_day_and_what_is_left_is_timed_anew() -> None:
    moved = put(PROBLEM, PLAN, "a", ["olu"], TUESDAY + TEN)

    assert moved is not None
    assert moved.routes == (
        Route("olu", 0, NOON - 20, NOON + 80, (Stop("b", At.VISIT, NOON),)),
        Route("olu", 1, TUESDAY + TEN - 20, TUESDAY + TEN + 80, (Stop("a", At.VISIT, TUESDAY + TEN),)),
    )
    assert moved.unserved == ("r",)


def test_a_task_without_a_place_gets_one_and_one_that_had_a_place_can_lose_it() -> None:
    placed = put(PROBLEM, PLAN, "r", ["oona"], NINE + 30)

    assert placed is not None
    assert placed.unserved == ()
    ridden = next(route for route in placed.routes if route.officer_id == "oona")
    assert ridden.stops == (Stop("r", At.PICKUP, NINE + 30), Stop("r", At.DROPOFF, NINE + 60))
    assert without(PROBLEM, PLAN, "b").unserved == ("r", "b")
    assert without(PROBLEM, without(PROBLEM, PLAN, "a"), "b").routes == ()


def test_two_officers_attend_at_the_same_moment() -> None:
    moved = put(PROBLEM, PLAN, "a", ["olu", "oona"], NINE + 30)

    assert moved is not None
    assert {r.officer_id: r.stops[0] for r in moved.routes} == {
        "olu": Stop("a", At.VISIT, NINE + 30),
        "oona": Stop("a", At.VISIT, NINE + 30),
    }
    assert rules_of(with_visit(officers=2), moved) == ()
    assert rules_of(PROBLEM, moved) == (Broken(Rule.NUMBER, other_id="1"),)


def test_nobody_is_sent_on_a_day_that_they_do_not_work() -> None:
    assert put(PROBLEM, PLAN, "a", ["oona"], TUESDAY + TEN) is None
    assert put(PROBLEM, PLAN, "a", ["osric"], TEN) is None
    assert put(PROBLEM, PLAN, "a", ["nobody"], TEN) is None


def test_of_two_shifts_on_a_day_the_one_that_holds_the_hour_is_taken_else_the_nearer() -> None:
    halves = (Shift(NINE, NOON), Shift(TWO, FIVE))
    split = replace(PROBLEM, officers=(Officer("olu", LEAD, None, halves),))

    assert [shift_at(split, "olu", at) for at in (TEN, TWO, NOON + 10, TWO - 10)] == [0, 1, 0, 1]


def test_an_hour_outside_the_familys_is_named_with_its_minutes() -> None:
    assert rules_of(PROBLEM, put(PROBLEM, PLAN, "a", ["olu"], NOON + 45)) == (Broken(Rule.WINDOW, 45),)
    soft = with_visit(is_soft=True)
    assert rules_of(soft, put(soft, PLAN, "a", ["olu"], NOON + 45)) == ()


def test_a_barred_officer_and_a_missing_skill_are_named() -> None:
    barred = with_visit(terms=Terms(forbidden=frozenset({"oona"}), skills=frozenset({"welsh"})))
    only = with_visit(terms=Terms(allowed=frozenset({"olu"})))

    assert rules_of(barred, put(barred, PLAN, "a", ["oona"], TEN)) == (
        Broken(Rule.NOT_ALLOWED, officer_id="oona"),
        Broken(Rule.SKILL, officer_id="oona", other_id="welsh"),
    )
    assert rules_of(only, put(only, PLAN, "a", ["oona"], TEN)) == (Broken(Rule.NOT_ALLOWED, officer_id="oona"),)


def test_somebody_has_to_lead() -> None:
    led = with_visit(lead_skills=LEAD)

    assert rules_of(led, put(led, PLAN, "a", ["oona"], TEN)) == (Broken(Rule.SKILL, other_id="lead"),)
    assert rules_of(led, put(led, PLAN, "a", ["olu"], TEN)) == ()


def test_the_gap_between_two_visits_is_kept_on_both_sides() -> None:
    spaced = replace(PROBLEM, pairs=(Pair("a", "b", min_gap=120, max_gap=170),))

    assert rules_of(spaced, put(spaced, PLAN, "a", ["olu"], NOON - 90)) == (Broken(Rule.GAP, 30, other_id="b"),)
    assert rules_of(spaced, put(spaced, PLAN, "a", ["olu"], NINE)) == (Broken(Rule.GAP, 10, other_id="b"),)
    assert rules_of(spaced, put(spaced, PLAN, "a", ["olu"], NOON - 150)) == ()
    assert broken_rules(spaced, without(spaced, PLAN, "b"), "a") == ()


def test_seats_are_counted_as_people_get_in_and_out() -> None:
    full = put(PROBLEM, PLAN, "r", ["oona"], NINE + 30)

    assert rules_of(PROBLEM, full, "r") == (Broken(Rule.SEATS, officer_id="oona", other_id="1"),)
    assert rules_of(PROBLEM, put(PROBLEM, PLAN, "r", ["olu"], NINE + 30), "r") == ()


def test_a_promise_that_a_place_breaks_is_named() -> None:
    promised = with_visit(fixed=Promise(frozenset({"olu"}), TEN))

    assert rules_of(promised, put(promised, PLAN, "a", ["oona"], TEN + 30)) == (
        Broken(Rule.PROMISE),
        Broken(Rule.PROMISE, 30),
    )
