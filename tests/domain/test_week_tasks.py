"""What a week has to hold for one case: due, promised, at court, and nothing that anybody else leads."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import CASE, MOTHER, TRIAL, WITNESS, J, a_hearing, a_picture, noon
from tests.plan_builders import a_visit, done
from tests.week_builders import FRIDAY, HOME, MONDAY, OLIVIA, OLU, THURSDAY, TUESDAY, WEDNESDAY, by_kind, in_week
from witness.domain.hearings import Listing
from witness.domain.ladder_windows import Window
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.places import HouseholdCare, MeetingPlace
from witness.domain.plans import PlanState
from witness.domain.visits import Place, VisitKind
from witness.domain.week import Moment, Span, TaskKind
from witness.domain.week_tasks import tasks_of
from witness.domain.week_windows import after, days_between, starts_of, without


def avoid(*days: date, person: str = J, why: AvoidWhy = AvoidWhy.EXAM) -> DatesToAvoid:
    return DatesToAvoid("avoid", person, min(days), max(days), why, noon(date(2026, 11, 1)))


def test_what_the_ladder_wants_is_due_and_the_police_lead_their_own() -> None:
    tasks = by_kind(tasks_of(in_week()))

    assert set(tasks) == {"welcome", "how_court_works", "court_visit"}
    assert all(task.kind is TaskKind.DUE for task in tasks.values())
    assert (tasks["welcome"].minutes, tasks["welcome"].spot.outcode) == (60, "QX2")
    assert tasks["how_court_works"].spot.outcode == "QX3"
    assert tasks["court_visit"].spot.key == "court:429"
    assert "Witness Service" in tasks["court_visit"].says[0]


def test_a_child_at_school_is_met_at_home_after_school_and_an_adult_by_day() -> None:
    child = by_kind(tasks_of(in_week()))["welcome"]
    grown = replace(a_picture().person(J), born_on=date(1990, 1, 1))
    adult = by_kind(tasks_of(in_week(a_picture(people=(grown, a_picture().person(MOTHER))))))["welcome"]

    assert child.starts[0] == Span(MONDAY, 15 * 60 + 45, 17 * 60 + 30)  # over by half past six
    assert adult.starts[0] == Span(MONDAY, 9 * 60, 17 * 60 + 30)


def test_days_on_which_the_family_cannot_come_are_left_out() -> None:
    exam = in_week(a_picture(availability=(avoid(MONDAY, WEDNESDAY),)))
    shift = in_week(a_picture(availability=(avoid(MONDAY, TUESDAY, person=MOTHER, why=AvoidWhy.WORK),)))

    assert {span.on for span in by_kind(tasks_of(exam))["welcome"].starts} == {THURSDAY, FRIDAY}
    assert {span.on for span in by_kind(tasks_of(shift))["welcome"].starts} == {WEDNESDAY, THURSDAY, FRIDAY}
    # At school nobody needs the mother.
    assert {span.on for span in by_kind(tasks_of(shift))["how_court_works"].starts} >= {MONDAY, TUESDAY}


def test_a_family_that_cannot_come_at_all_is_said_to_be_so() -> None:
    task = by_kind(tasks_of(in_week(a_picture(availability=(avoid(MONDAY, FRIDAY),)))))["welcome"]

    assert task.starts == ()
    assert "On none of these days" in task.says[0]


def test_the_court_is_visited_around_its_sittings() -> None:
    task = by_kind(tasks_of(in_week()))["court_visit"]

    first = [span for span in task.starts if span.on == MONDAY]
    assert first == [Span(MONDAY, 525, 540), Span(MONDAY, 765, 780), Span(MONDAY, 930, 960)]


def test_what_was_promised_stays_with_whom_and_when_it_was() -> None:
    visit = a_visit(VisitKind.WELCOME, WEDNESDAY, place=Place.HOME, officer_id=OLIVIA, second_id=OLU)
    task = by_kind(tasks_of(in_week(a_picture(visits=(visit,)))))["welcome"]

    assert (task.kind, task.with_whom, task.people) == (TaskKind.PROMISED, {OLIVIA, OLU}, 2)
    assert task.at == Moment(WEDNESDAY, 14 * 60)
    assert task.cost.penalty is None


@pytest.mark.parametrize(
    "visit",
    [
        a_visit(VisitKind.WELCOME, date(2026, 12, 1)),  # of another week
        a_visit(VisitKind.WELCOME, WEDNESDAY, officer_id=None),  # nobody of ours leads it
        a_visit(VisitKind.WELCOME, WEDNESDAY, PlanState.CANCELLED),
    ],
)
def test_what_is_not_ours_this_week_is_no_promise(visit: object) -> None:
    tasks = tasks_of(in_week(a_picture(visits=(visit,))))

    assert TaskKind.PROMISED not in {task.kind for task in tasks}


def test_a_visit_that_lost_its_hour_is_found_a_new_one() -> None:
    visit = a_visit(VisitKind.WELCOME, WEDNESDAY, PlanState.NEEDED, at=None)

    (task,) = (t for t in tasks_of(in_week(a_picture(visits=(visit,)))) if t.visit_id == visit.visit_id)

    assert (task.kind, task.at, task.key) == (TaskKind.DUE, None, f"visit:{visit.visit_id}")


def test_each_step_that_needs_a_day_has_one_of_its_own() -> None:
    booked = a_visit(VisitKind.COURT_VISIT, TUESDAY)
    task = by_kind(tasks_of(in_week(a_picture(visits=(booked,)))))["how_court_works"]

    assert TUESDAY not in {span.on for span in task.starts}


def test_a_family_is_not_asked_to_be_in_two_places() -> None:
    booked = a_visit(VisitKind.OTHER, TUESDAY, at=time(16, 0), place=Place.OFFICE)  # an hour
    task = by_kind(tasks_of(in_week(a_picture(visits=(booked,)))))["welcome"]

    on_tuesday = [span for span in task.starts if span.on == TUESDAY]
    # Over half an hour before four, or begun half an hour after five: only the latter is after school.
    assert on_tuesday == [Span(TUESDAY, 17 * 60 + 30, 17 * 60 + 30)]


def test_somebody_is_with_the_family_on_the_day_of_evidence() -> None:
    tasks = tasks_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),))))

    (day,) = (task for task in tasks if task.kind is TaskKind.COURT_DAY)
    assert (day.at, day.with_whom, day.spot.key) == (Moment(THURSDAY, 600), {OLU}, "court:429")
    assert day.key == f"court:{TRIAL}:2026-11-26"
    assert "day_support" not in {t.visit_kind.value for t in tasks if t.kind is TaskKind.DUE and t.visit_kind}


def test_a_booked_day_at_court_stands_for_itself() -> None:
    support = a_visit(VisitKind.DAY_SUPPORT, THURSDAY, at=time(9, 30))
    tasks = tasks_of(in_week(a_picture(hearings=(a_hearing(THURSDAY),), visits=(support,))))

    assert {task.kind for task in tasks if task.visit_kind is VisitKind.DAY_SUPPORT} == {TaskKind.PROMISED}


def test_a_window_of_days_is_no_day_at_court() -> None:
    hearing = a_hearing(TUESDAY)
    window = replace(hearing.now, slot=replace(hearing.now.slot, listing=Listing.WARNED_LIST, at=None))
    tasks = tasks_of(in_week(a_picture(hearings=(replace(hearing, revisions=(window,)),))))

    assert TaskKind.COURT_DAY not in {task.kind for task in tasks}


def test_two_go_behind_a_door_where_two_have_to_and_bring_what_is_asked() -> None:
    care = {HOME: HouseholdCare(HOME, two_go=True, skills=frozenset({"polish"}))}
    tasks = by_kind(tasks_of(in_week(care=care)))

    assert (tasks["welcome"].people, tasks["welcome"].skills) == (2, {"polish"})
    assert tasks["court_visit"].people == 1


def test_a_call_is_made_by_whoever_owns_the_case_from_where_their_day_begins() -> None:
    near = a_hearing(date(2026, 12, 4))
    task = by_kind(tasks_of(in_week(a_picture(hearings=(near,)))))["readiness_call"]

    assert (task.spot.key, task.allowed) == (f"base:{OLU}", {OLU})


def test_whom_the_family_has_met_is_known() -> None:
    met = done(VisitKind.WELCOME, date(2026, 10, 1), officer_id=OLIVIA)

    assert by_kind(tasks_of(in_week(a_picture(visits=(met,)))))["court_visit"].known == {OLIVIA}


def test_what_is_late_weighs_more_than_what_can_wait() -> None:
    tasks = by_kind(tasks_of(in_week()))

    assert (tasks["welcome"].cost.penalty, tasks["welcome"].cost.because) == (900.0, "it is late")


def test_of_a_case_that_the_asker_may_not_know_of_only_the_time_and_place_of_promises_are_there() -> None:
    visit = a_visit(VisitKind.WELCOME, WEDNESDAY, place=Place.HOME)

    (task,) = tasks_of(in_week(a_picture(visits=(visit,)), is_open=False))

    assert (task.kind, task.at) == (TaskKind.BUSY, Moment(WEDNESDAY, 14 * 60))
    assert CASE not in repr(task)
    assert WITNESS not in repr(replace(task, key=""))


def test_a_place_that_nobody_knows_is_said_to_be_a_guess() -> None:
    task = by_kind(tasks_of(in_week(areas={(HOME, MeetingPlace.SCHOOL): "QX3"})))["welcome"]

    assert task.spot.outcode == ""
    assert "the way there is a guess" in task.says[0]


def test_starts_are_cut_where_something_would_overlap() -> None:
    spans = (Span(MONDAY, 540, 660), Span(TUESDAY, 540, 660))

    assert without(spans, [Span(MONDAY, 600, 620)], 30) == (
        Span(MONDAY, 540, 570),
        Span(MONDAY, 620, 660),
        Span(TUESDAY, 540, 660),
    )
    assert without(spans, [Span(MONDAY, 500, 700)], 30) == (Span(TUESDAY, 540, 660),)
    assert without(spans, [Span(MONDAY, 400, 500), Span(MONDAY, 700, 710)], 30) == spans


def test_nothing_starts_before_now() -> None:
    spans = (Span(MONDAY, 540, 660), Span(TUESDAY, 540, 660))

    assert after(spans, MONDAY, 600) == (Span(MONDAY, 600, 660), Span(TUESDAY, 540, 660))
    assert after(spans, MONDAY, 700) == (Span(TUESDAY, 540, 660),)
    assert days_between(Window(date(2026, 11, 1), TUESDAY), MONDAY, FRIDAY) == (MONDAY, TUESDAY)


def test_a_meeting_longer_than_the_hours_for_it_has_no_start() -> None:
    found = starts_of(a_picture(), WITNESS, VisitKind.WELCOME, Place.HOME, 300, [MONDAY])

    assert found == ()
