"""A person puts one thing of a draft elsewhere: the rest stays, and all that stands against the place is said."""

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.week_of_two import (
    BOTH,
    COURT_VISIT,
    MONDAY,
    NINE,
    NOON,
    PROMISED,
    RIDE,
    SEEN,
    TEN,
    TUESDAY,
    TWO,
    WELCOME,
    a_draft,
    a_task,
    a_week,
    an_officer,
)
from witness.domain.week import Apart, TaskKind, WeekFacts
from witness.domain.week_board import day_line
from witness.domain.week_days import OfficerDay, agreed_days, days_of
from witness.domain.week_drafts import (
    Because,
    Draft,
    DraftStop,
    Placement,
    Round,
    Unplaced,
    draft_as_plain,
    draft_from_plain,
)
from witness.domain.week_moves import Fit, Where, fit, put, taken_out
from witness.domain.week_pieces import PieceKind
from witness.domain.week_plain import facts_as_plain, facts_from_plain
from witness.domain.week_slots import slots

OLU, OONA = ("olu",), ("oona",)
WEEK = a_week()
DRAFT = a_draft(WEEK, first=("due:w1:welcome", Where(OLU, MONDAY, TEN)))


def day_of(facts: WeekFacts, draft: Draft, officer: str, on: Any = MONDAY) -> OfficerDay:
    return next(day for day in days_of(facts, draft, SEEN) if (day.officer_id, day.on) == (officer, on))


def asked(key: str, where: Where, facts: WeekFacts = WEEK, draft: Draft = DRAFT) -> Fit:
    return fit(facts, draft, key, where, SEEN)


def test_a_day_shows_each_way_and_what_is_kept_free_around_a_visit() -> None:
    day = day_of(WEEK, DRAFT, "olu")

    assert [(p.words, p.starts, p.minutes, p.before, p.after, p.travel, p.kind) for p in day.pieces] == [
        ("J.F.'s welcome visit", TEN, 60, 5, 10, 20, PieceKind.VISIT),
        ("A.B.'s debrief", TWO, 60, 0, 0, 0, PieceKind.PROMISE),
    ]
    assert (day.way_home, day.pause, day.overtime) == (20, 30, 20)
    assert day_of(WEEK, DRAFT, "oona", TUESDAY).away == "Not a working day"


def test_what_a_viewer_may_not_know_of_is_only_busy() -> None:
    blind = replace(SEEN, labels={})

    day = next(day for day in days_of(WEEK, DRAFT, blind) if day.pieces)

    assert [(piece.words, piece.case_id) for piece in day.pieces] == [("busy", ""), ("busy", "")]


def test_what_stands_already_is_what_was_agreed_and_nothing_that_is_only_due() -> None:
    stands = {day.officer_id: [piece.key for piece in day.pieces] for day in agreed_days(WEEK, SEEN) if day.pieces}

    assert stands == {"olu": ["visit:v1"]}


def test_a_move_changes_one_round_and_times_it_anew() -> None:
    moved = put(WEEK, DRAFT, "due:w1:welcome", Where(OLU, TUESDAY, NOON))

    assert moved.rounds == (
        Round("olu", MONDAY, TWO - 20, TWO + 80, (DraftStop("visit:v1", "visit", TWO),)),
        Round("olu", TUESDAY, NOON - 25, NOON + 90, (DraftStop("due:w1:welcome", "visit", NOON - 5),)),
    )
    assert moved.placement("due:w1:welcome") == Placement("due:w1:welcome", OLU, TUESDAY, NOON)
    assert [one.key for one in moved.unplaced] == ["due:w2:court_visit", "ride:t1"]
    assert put(WEEK, DRAFT, "due:nobody", Where(OLU, TUESDAY, NOON)) == DRAFT


def test_what_is_taken_out_has_no_place_and_says_so() -> None:
    out = taken_out(WEEK, DRAFT, "due:w1:welcome")

    assert out.placement("due:w1:welcome") is None
    assert out.unplaced[-1] == Unplaced("due:w1:welcome", False, (Because("it was taken out by hand"),))


def test_a_ride_is_a_pick_up_and_a_set_down() -> None:
    driven = put(WEEK, DRAFT, "ride:t1", Where(OLU, TUESDAY, NINE + 30))

    day = day_of(WEEK, driven, "olu", TUESDAY)
    assert [(p.what, p.starts, p.minutes, p.travel, p.kind) for p in day.pieces] == [
        ("pick-up", NINE + 30, 5, 20, PieceKind.PICK_UP),
        ("set-down", NINE + 60, 5, 25, PieceKind.SET_DOWN),
    ]
    assert day_line(day).short == 0


def test_a_place_that_fits_has_nothing_against_it() -> None:
    assert asked("due:w2:court_visit", Where(OLU, MONDAY, NOON)).fits
    assert asked("due:w1:welcome", Where(OLU, MONDAY, NINE + 30)).fits


def test_a_way_that_is_too_long_says_by_how_many_minutes_and_can_be_overruled() -> None:
    found = asked("due:w2:court_visit", Where(OLU, MONDAY, TWO - 60))

    assert found.rules == ()
    assert found.short == 25
    assert "from N.C.'s court visit to A.B.'s debrief it takes 25 minutes: there are 0" in found.misses[0].words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where(OONA, TUESDAY, TEN), "Oona does not work on Tue 24 Nov."),
        (Where(("otis",), MONDAY, TEN), "a colleague is not part of this plan."),
        (Where((), MONDAY, TEN), "One officer goes."),
        (Where(("olu", "oona"), MONDAY, NINE + 30), "One officer goes."),
        (Where(OLU, MONDAY, NINE - 15), "On Mon 23 Nov it may begin from 9am to 4pm: 15 minutes off."),
    ],
)
def test_rules_that_nobody_may_overrule_are_said_in_words(where: Where, words: str) -> None:
    assert words in asked("due:w2:court_visit", where).rules


def test_an_exclusion_a_skill_and_a_car_that_is_too_small_are_rules() -> None:
    barred = a_week(a_task("due:w4:welcome", allowed=frozenset({"olu"}), skills=frozenset({"polish"})))

    rules = asked("due:w4:welcome", Where(OONA, MONDAY, TEN), barred).rules
    assert rules == (
        "Oona may not be sent: this case is not open to them.",
        "This family needs somebody who speaks Polish, and Oona is not entered for it.",
    )
    assert asked("ride:t1", Where(OONA, MONDAY, TEN)).rules == (
        "Oona's car has 0 seats for a family, and 3 are needed.",
    )


def test_two_people_go_where_two_are_wanted() -> None:
    two = a_week(a_task("due:w4:welcome", people=2))

    assert asked("due:w4:welcome", Where(OLU, MONDAY, NOON), two).rules == (
        "Two different officers go to this family.",
    )
    together = asked("due:w4:welcome", Where(("olu", "oona"), MONDAY, NOON), two)
    assert together.fits
    day = day_of(two, put(two, DRAFT, "due:w4:welcome", Where(("olu", "oona"), MONDAY, NOON)), "oona")
    assert day.pieces[0].beside == ("Olu",)


def test_a_family_that_cannot_come_on_a_day_names_the_days_on_which_it_can() -> None:
    monday_only = a_week(a_task("due:w4:welcome", starts=(WELCOME.starts[0],)))

    assert asked("due:w4:welcome", Where(OLU, TUESDAY, TEN), monday_only).rules == (
        "It cannot be on Tue 24 Nov: it can on Mon 23 Nov.",
    )


def test_the_order_of_a_ladder_is_kept_by_days_and_by_minutes() -> None:
    ladder = Apart("due:w1:welcome", "due:w2:court_visit", "each step comes after the one before it", days=1)
    meeting = Apart("due:w1:welcome", "due:w2:court_visit", "they are not to meet", minutes=180)

    by_days, by_minutes = (a_week(apart=(one,)) for one in (ladder, meeting))

    assert asked("due:w2:court_visit", Where(OLU, MONDAY, NOON), by_days).rules == (
        "J.F.'s welcome visit is on Mon 23 Nov 10am, and each step comes after the one before it: on a later day.",
    )
    assert asked("due:w2:court_visit", Where(OLU, TUESDAY, NOON), by_days).fits
    assert asked("due:w2:court_visit", Where(OLU, MONDAY, NOON), by_minutes).rules == (
        "J.F.'s welcome visit is on Mon 23 Nov 10am, and they are not to meet.",
    )


def test_what_was_agreed_stays_unless_a_repair_had_to_free_it() -> None:
    assert "It was agreed with the family" in asked("visit:v1", Where(OLU, MONDAY, TEN)).rules[0]
    freed = replace(PROMISED, at=None, with_whom=frozenset(), starts=WELCOME.starts)
    repair = replace(WEEK, tasks=(WELCOME, COURT_VISIT, freed), is_repair=True)

    assert asked("visit:v1", Where(OLU, TUESDAY, TEN), repair).fits


def test_a_ride_that_would_arrive_too_late_says_by_how_much() -> None:
    early = replace(WEEK, rides=(replace(RIDE, set_down_between=(WELCOME.starts[0], RIDE.set_down_between[1])),))

    assert asked("ride:t1", Where(OLU, TUESDAY, NOON), early).rules == ("They would arrive 30 minutes too late.",)


def test_three_places_fit_as_the_draft_stands_and_say_why() -> None:
    found = slots(WEEK, DRAFT, "due:w2:court_visit", SEEN)

    assert 2 <= len(found) <= 3
    assert all(asked("due:w2:court_visit", slot.where).fits for slot in found)
    assert found == tuple(sorted(found, key=lambda slot: slot.cost))
    said = {slot.where.officers: slot.because for slot in found}
    assert said[OONA][0] == "same worker"
    assert said[OLU][0] == "has met Olu"
    assert sum("the soonest of these" in slot.because for slot in found) == 1


def test_the_place_where_it_stands_is_not_offered_and_another_hour_of_that_day_is() -> None:
    (best, *_) = slots(WEEK, DRAFT, "due:w2:court_visit", SEEN)
    there = put(WEEK, DRAFT, "due:w2:court_visit", best.where)

    found = slots(WEEK, there, "due:w2:court_visit", SEEN)

    assert best.where not in [slot.where for slot in found]
    assert (best.where.officers, best.where.on) in [(slot.where.officers, slot.where.on) for slot in found]


def test_a_place_close_to_another_visit_says_which_and_the_afternoon_that_school_is_out() -> None:
    near = a_week(a_task("due:w4:welcome", starts=(replace(WELCOME.starts[0], first=950, last=960),)))

    (slot,) = [s for s in slots(near, DRAFT, "due:w4:welcome", SEEN) if s.where.officers == OLU]

    assert slot.because[:3] == ("same worker", "after school", "0 minutes from the 2pm")


def test_two_are_found_a_moment_at_which_both_are_free() -> None:
    two = a_week(a_task("due:w4:welcome", people=2))

    found = slots(two, DRAFT, "due:w4:welcome", SEEN)

    assert {slot.where.officers for slot in found} == {("olu", "oona")}
    assert all(asked("due:w4:welcome", slot.where, two).fits for slot in found)


def test_there_is_no_place_for_what_nobody_can_do_or_what_stays() -> None:
    nobody = a_week(a_task("due:w4:welcome", allowed=frozenset()))

    assert slots(nobody, DRAFT, "due:w4:welcome", SEEN) == ()
    assert slots(WEEK, DRAFT, "visit:v1", SEEN) == ()
    assert slots(WEEK, DRAFT, "due:nobody", SEEN) == ()


def test_facts_and_drafts_are_the_same_after_they_were_kept_but_for_the_outward_codes() -> None:
    facts = a_week(a_task("due:w4:welcome", people=2, skills=frozenset({"polish"}), elsewhere=WELCOME.starts))

    read = facts_from_plain(facts_as_plain(facts))

    assert all(spot.outcode == "" for spot in read.spots)
    assert "HX3" not in str(facts_as_plain(facts))
    assert days_of(read, DRAFT, SEEN) == days_of(facts, DRAFT, SEEN)
    assert (read.ways, read.apart, read.remarks, read.officers[0].days) == (
        facts.ways, facts.apart, facts.remarks, facts.officers[0].days,
    )  # fmt: skip
    bare = [replace(task, spot=replace(task.spot, outcode="")) for task in facts.tasks]
    assert list(read.tasks) == bare
    assert read.rides[0].allowed == BOTH
    assert draft_from_plain(draft_as_plain(DRAFT)) == DRAFT


def test_busy_time_of_a_case_nobody_may_name_cannot_be_moved() -> None:
    busy = replace(PROMISED, key="visit:v9", kind=TaskKind.BUSY)

    assert asked("visit:v9", Where(OLU, MONDAY, NOON), a_week(busy)).rules[0].startswith("It was agreed")


@pytest.mark.parametrize("officer", ["olu", "oona"])
def test_an_officer_without_a_break_on_their_hours_has_no_pause(officer: str) -> None:
    whole = replace(an_officer(officer, MONDAY), days=(replace(an_officer(officer, MONDAY).days[0], plannable=480),))

    assert day_of(a_week(officers=(whole,)), DRAFT, officer).pause == 0
