"""From facts to the planner's problem and back: hours and places survive, and nobody's name gets through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import MOTHER, TRIAL, WITNESS, J, a_case, a_contact, a_hearing, a_person, a_picture
from tests.plan_builders import a_trip, a_visit
from tests.slow_planner import FoundReason, slow_planner
from tests.week_builders import (
    FRIDAY,
    MONDAY,
    OLIVIA,
    OLU,
    THURSDAY,
    WEDNESDAY,
    a_colleague,
    a_ground,
    facts_of,
    in_week,
)
from witness.actions.week_answer import read_answer
from witness.actions.week_problem import DAY, Names, hash_of, to_problem
from witness.domain.cases import CasePicture, Reference
from witness.domain.places import HouseholdCare, MeetingPlace, Skill
from witness.domain.trips import Fitting, Mode, Option
from witness.domain.visits import Place, VisitKind
from witness.domain.week import WeekFacts
from witness.domain.week_drafts import Because, Draft, draft_as_plain, draft_from_plain
from witness.domain.week_requests import Away
from witness.planner.check import check
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.planner.reading import read_problem
from witness.planner.writing import problem_to_json

# Every personal field of the case holds one of these.
CANARIES = {
    "name": "CANARYNAME",
    "mother": "CANARYMOTHER",
    "initials": "C.Y.",
    "number": "+447700900777",
    "mail": "canary@home.example",
    "ref": "WS-CANARY-1",
    "urn": "13CA4444426",
    "outcode": "ZQ9",
    "provider": "CANARYDRIVER",
    "label": "W-CANARY",
    "signed": "CANARYOFFICER",
    "household": "canary-household",
    "person": "canary-person",
    "case": "canary-case",
    "witness": "canary-witness",
    "hearing": "canary-hearing",
    "visit": "canary-visit",
    "trip": "canary-trip",
    "officer": "canary-account",
}


def a_singing_picture() -> CasePicture:
    """A case of which every personal field, and every id, is a canary."""
    c = CANARIES
    child = replace(
        a_person(J), person_id=c["person"], household_id=c["household"], name=c["name"], initials=c["initials"]
    )
    mother = replace(a_person(MOTHER), household_id=c["household"], name=c["mother"], initials=c["initials"])
    plain = a_picture()
    hearing = replace(a_hearing(THURSDAY), hearing_id=c["hearing"], case_id=c["case"])
    visit = a_visit(
        VisitKind.OTHER,
        WEDNESDAY,
        visit_id=c["visit"],
        witness_id=c["witness"],
        hearing_id=None,
        officer_id=c["officer"],
    )
    trip = a_trip(c["person"], MOTHER, on=THURSDAY, trip_id=c["trip"], mode=Mode.STAFF_CAR, hearing_id=c["hearing"])
    return CasePicture(
        case=a_case(
            case_id=c["case"],
            ref=c["ref"],
            owner_id=c["officer"],
            signed_as=c["signed"],
            references=(Reference("urn", c["urn"]),),
        ),
        people=(child, mother),
        parts=tuple(replace(p, **swapped(p)) for p in plain.parts),
        witnesses=(replace(plain.witnesses[0], witness_id=c["witness"], person_id=c["person"], label=c["label"]),),
        hearings=(hearing,),
        events=(replace(plain.events[0], witness_id=c["witness"], hearing_id=c["hearing"]),),
        contacts=(
            a_contact(value=c["number"]),
            a_contact(contact_id="mail", value=c["mail"]),
        ),
        visits=(visit,),
        trips=(replace(trip, provider=c["provider"]),),
    )


def swapped(part: object) -> dict[str, str]:
    ids = {J: CANARIES["person"]}
    return {name: ids.get(getattr(part, name), getattr(part, name)) for name in ("person_id", "for_person_id")}


def singing_facts() -> WeekFacts:
    ground = a_ground(a_colleague(CANARIES["officer"], seats=4), a_colleague(OLIVIA, "QX4"))
    household = CANARIES["household"]
    places = {(household, place): CANARIES["outcode"] for place in MeetingPlace}
    care = {household: HouseholdCare(household, two_go=True)}
    case = in_week(a_singing_picture(), ground, areas=places, lead=CANARIES["officer"], care=care)
    return facts_of(case, ground=ground)


def caught(problem: Problem) -> set[str]:
    """Which canaries sing, in the values and in the file."""
    written = repr(problem) + str(problem_to_json(problem))
    return {name for name, canary in CANARIES.items() if canary in written}


def test_no_name_address_number_or_reference_reaches_the_planner() -> None:
    facts = singing_facts()
    assert len(facts.tasks) >= 5
    assert facts.rides
    assert {name for name in ("person", "household", "case", "visit", "trip") if CANARIES[name] in repr(facts)}

    problem, names = to_problem(facts)

    assert caught(problem) == set()
    assert CANARIES["visit"] in repr(names)  # what stays behind knows whose it is


def by_its_own_key(facts: WeekFacts) -> Problem:
    """Deliberately wrong: tasks keep their keys."""
    problem, names = to_problem(facts)
    keep = {number: named.key for number, named in names.tasks.items()}
    return replace(problem, visits=tuple(replace(visit, task_id=keep[visit.task_id]) for visit in problem.visits))


def with_families(facts: WeekFacts) -> Problem:
    """Deliberately wrong: continuity is counted by household."""
    problem, _ = to_problem(facts)
    families = [task.family for task in facts.plannable]
    visits = tuple(
        replace(visit, terms=replace(visit.terms, client=family))
        for visit, family in zip(problem.visits, families, strict=True)
    )
    return replace(problem, visits=visits)


def by_the_outcode(facts: WeekFacts) -> Problem:
    """Deliberately wrong: places are called by where they lie."""
    problem, _ = to_problem(facts)
    return replace(problem, locations=tuple(spot.outcode for spot in facts.spots))


@pytest.mark.parametrize(
    ("wrong", "sings"), [(by_its_own_key, "visit"), (with_families, "household"), (by_the_outcode, "outcode")]
)
def test_a_version_that_lets_a_name_through_is_found_out(wrong: Callable[[WeekFacts], Problem], sings: str) -> None:
    assert sings in caught(wrong(singing_facts()))


def planned(facts: WeekFacts) -> tuple[Problem, Names, Draft]:
    problem, names = to_problem(facts)
    answer = slow_planner(problem, seconds=1, seed=1, stop=lambda: False, on_better=lambda _plan, _cost: None)
    assert check(problem, answer.plan).is_feasible, check(problem, answer.plan).violations
    return problem, names, read_answer(facts, names, answer.plan, answer.reasons)


def test_a_problem_can_be_written_down_and_read_again() -> None:
    for facts in (singing_facts(), facts_of()):
        problem, _ = to_problem(facts)

        assert read_problem(problem_to_json(problem)) == problem


def test_equal_questions_have_equal_fingerprints_and_others_do_not() -> None:
    problem, _ = to_problem(facts_of())

    assert hash_of(problem) == hash_of(to_problem(facts_of())[0])
    assert hash_of(problem) != hash_of(replace(problem, units_per_minute=2))


def test_a_draft_names_hours_of_meetings_not_of_their_buffers() -> None:
    visit = a_visit(VisitKind.OTHER, WEDNESDAY, at=time(14, 0), place=Place.HOME)
    facts = facts_of(in_week(a_picture(visits=(visit,))))

    problem, names, draft = planned(facts)

    promised = draft.placement(f"visit:{visit.visit_id}")
    assert promised is not None
    assert (promised.on, promised.minute, promised.officers) == (WEDNESDAY, 14 * 60, (OLU,))
    number = next(number for number, named in names.tasks.items() if named.key == promised.key)
    asked = next(one for one in problem.visits if one.task_id == number)
    assert asked.fixed.start == 2 * DAY + 14 * 60 - 5  # five minutes to park
    assert asked.step.duration == 5 + 60 + 10


def test_everything_due_has_a_place_or_a_reason() -> None:
    facts = facts_of()
    _, _, draft = planned(facts)

    placed = {one.key for one in draft.placements}
    left = {one.key: one.because for one in draft.unplaced}
    assert placed | set(left) == {task.key for task in facts.tasks}
    assert placed & set(left) == set()
    assert all(left.values())


def test_a_family_that_cannot_come_is_left_out_with_its_own_reason() -> None:
    from tests.domain.test_week_tasks import avoid

    facts = facts_of(in_week(a_picture(availability=(avoid(MONDAY, FRIDAY),))))
    problem, _ = to_problem(facts)
    _, _, draft = planned(facts)

    assert problem.visits == ()
    assert {one.because[0].words for one in draft.unplaced} == {
        "On none of these days can the family come at the hours that are meant for it."
    }


def test_steps_that_each_need_a_day_never_share_one() -> None:
    facts = facts_of()
    _, _, draft = planned(facts)

    steps = [draft.placement(f"due:{WITNESS}:{kind}") for kind in ("how_court_works", "court_visit")]
    days = [one.on for one in steps if one is not None]
    assert len(set(days)) == len(days) == 2


@pytest.mark.parametrize("trial", [date(2026, 12, 7), date(2026, 12, 14)])
def test_the_least_gap_between_two_days_is_exact(trial: date) -> None:
    facts = facts_of(in_week(a_picture(hearings=(a_hearing(trial),))))
    problem, names = to_problem(facts)
    number = {named.key: number for number, named in names.tasks.items()}
    apart = next(one for one in facts.apart if one.days)
    first, second = number[apart.first], number[apart.second]
    pair = next(pair for pair in problem.pairs if (pair.first, pair.second) == (first, second))
    starts = {v.task_id: v.step.windows for v in problem.visits}

    gaps = {
        (b // DAY - a // DAY, b - a)
        for early, late in starts[first]
        for a in range(early, late + 1, 5)
        for first_b, last_b in starts[second]
        for b in (first_b, last_b)
    }
    assert pair.min_gap is not None
    assert {gap >= pair.min_gap for _, gap in gaps} == {True, False}
    assert all((gap >= pair.min_gap) == (days >= apart.days) for days, gap in gaps)


def test_where_the_later_steps_days_are_over_first_it_goes_first() -> None:
    turned = next(one for one in facts_of().apart if one.days)
    usual = next(
        one for one in facts_of(in_week(a_picture(hearings=(a_hearing(date(2026, 12, 14)),)))).apart if one.days
    )

    # Ten working days before Monday 7 December is Monday 23 November: the court is visited then or never.
    assert (turned.first, turned.second) == (f"due:{WITNESS}:court_visit", f"due:{WITNESS}:how_court_works")
    assert (usual.first, usual.second) == (turned.second, turned.first)


def test_a_reason_is_told_of_people_days_and_tasks_and_no_longer_of_numbers() -> None:
    facts = facts_of()
    problem, names = to_problem(facts)
    numbers = {account_id: number for number, account_id in names.officers.items()}
    left, other = (visit.task_id for visit in problem.visits[:2])
    plan = Plan(problem.name, (), tuple(visit.task_id for visit in problem.visits))
    reason = FoundReason(left, "the way there is too long", numbers[OLIVIA], 2, 24.5, (other,))

    draft = read_answer(facts, names, plan, [reason])

    told = next(one for one in draft.unplaced if one.key == names.tasks[left].key)
    expected = Because("the way there is too long", OLIVIA, WEDNESDAY, 25, (names.tasks[other].key,))
    assert told.because == (expected,)
    assert draft_from_plain(draft_as_plain(draft)) == draft


def test_a_draft_survives_being_written_down() -> None:
    _, _, draft = planned(facts_of())

    assert draft_from_plain(draft_as_plain(draft)) == draft
    assert draft.rounds
    assert all(one.leaves < one.back for one in draft.rounds)


def test_a_repair_asks_for_few_changes_and_knows_what_was_promised() -> None:
    visit = a_visit(VisitKind.OTHER, WEDNESDAY, at=time(16, 0), place=Place.HOME)
    ground = a_ground(away=(Away(OLU, WEDNESDAY),), is_repair=True)
    facts = facts_of(in_week(a_picture(visits=(visit,)), ground), ground=ground)

    problem, names, draft = planned(facts)

    (kept,) = problem.baseline
    assert names.tasks[kept.task_id].key == f"visit:{visit.visit_id}"
    assert kept.start == 2 * DAY + 16 * 60 - 5
    assert problem.weights.change_officer > problem.weights.travel
    moved = draft.placement(f"visit:{visit.visit_id}")
    assert moved is not None
    assert (moved.on, moved.officers) != (WEDNESDAY, (OLU,))


def test_the_court_is_where_somebody_is_on_the_day_and_the_car_brings_them_there() -> None:
    ground = a_ground(a_colleague(seats=4, overtime=60), a_colleague(OLIVIA, "QX4", seats=4))
    trip = replace(
        a_trip(J, MOTHER, on=THURSDAY, mode=Mode.STAFF_CAR), hearing_id=TRIAL, steps=(a_trip_step(THURSDAY, None),)
    )
    picture = a_picture(hearings=(a_hearing(THURSDAY),), trips=(trip,))
    facts = facts_of(in_week(picture, ground), ground=ground)

    _, _, draft = planned(facts)

    ride = draft.placement("ride:trip-1")
    assert ride is not None
    assert ride.on == THURSDAY
    assert ride.minute < 9 * 60 + 15
    court = draft.placement(f"court:{TRIAL}:2026-11-26")
    assert court is not None
    assert (court.officers, court.minute) == ((OLU,), 600)


def a_trip_step(on: date, at: time | None) -> object:
    from tests.plan_builders import a_step

    return a_step(on=on, at=at)


def a_seated_week(*seated: str, needs: tuple[Fitting, ...] = (Fitting.CHILD_SEAT,)) -> WeekFacts:
    """A child who needs a seat is fetched by one of ours on Thursday; these have one in their car."""
    trip = a_trip(J, MOTHER, on=THURSDAY, mode=Mode.STAFF_CAR, needs=needs, ways=(Option(Mode.STAFF_CAR, has=needs),))
    has = frozenset({Skill.CHILD_SEAT.value})
    trip = replace(trip, hearing_id=TRIAL, steps=(a_trip_step(THURSDAY, None),))
    team = [
        a_colleague(who, base, seats=4, overtime=60, skills=has if who in seated else frozenset())
        for who, base in ((OLU, "QX1"), (OLIVIA, "QX4"))
    ]
    ground = a_ground(*team)
    return facts_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),), trips=(trip,)), ground), ground=ground)


def left_or_placed(facts: WeekFacts) -> Draft:
    problem, names = to_problem(facts)
    answer = slow_planner(problem, seconds=1, seed=1, stop=lambda: False, on_better=lambda _plan, _cost: None)
    return read_answer(facts, names, answer.plan, answer.reasons)


def driver(facts: WeekFacts) -> tuple[str, ...]:
    placed = left_or_placed(facts).placement("ride:trip-1")
    return () if placed is None else placed.officers


def test_a_child_seat_is_driven_by_whoever_has_one_and_when_nobody_has_it_that_is_the_reason() -> None:
    assert driver(a_seated_week(OLU)) == (OLU,)
    assert driver(a_seated_week(OLIVIA)) != (OLU,)

    (left,) = (one for one in left_or_placed(a_seated_week()).unplaced if one.key == "ride:trip-1")
    assert left.is_mandatory
    assert [because.words for because in left.because] == [
        "nobody of those who are planned and may know of this case has a child seat, and one is needed"
    ]


def test_a_version_that_forgets_what_the_car_must_have_is_found_out() -> None:
    """Deliberately wrong: the ride reaches the planner without it."""
    facts = a_seated_week(OLIVIA)
    forgets = replace(facts, rides=tuple(replace(ride, skills=frozenset()) for ride in facts.rides))

    assert driver(forgets) == (OLU,)


def test_what_a_car_needs_is_asked_of_the_driver_alone_and_no_longer_at_the_door() -> None:
    care = {"household-farah": HouseholdCare("household-farah", skills=frozenset({"child_seat", "polish"}))}
    trip = a_trip(J, MOTHER, on=THURSDAY, mode=Mode.STAFF_CAR)
    facts = facts_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),), trips=(trip,)), care=care))

    assert facts.rides[0].skills == {"child_seat"}
    assert {skill for task in facts.tasks for skill in task.skills} == {"polish"}


def test_whoever_was_to_drive_stays_the_driver_where_they_can() -> None:
    facts = a_seated_week(OLU, OLIVIA)
    named = replace(facts, rides=tuple(replace(ride, was_with=frozenset({OLIVIA})) for ride in facts.rides))
    problem, names = to_problem(named)

    (number,) = (number for number, who in names.officers.items() if who == OLIVIA)
    assert problem.rides[0].terms.preference[number] < 0
