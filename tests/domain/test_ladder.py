"""The ladder of J.F., who gives evidence on 7 December 2026: in time, at short notice, moved, taken out, over."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    CALENDAR,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_case,
    a_hearing,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    an_event,
    days_before,
    noon,
)
from tests.plan_builders import SECOND_WITNESS, a_visit, done, known_from, short_notice, siblings
from witness.domain.cases import CasePicture
from witness.domain.evidence import EventState
from witness.domain.hearings import HearingState, Listing
from witness.domain.ladder import Rung, RungState, ladder_of, too_few_visits, visits_due
from witness.domain.ladder_rules import FULL_LENGTH, LADDER, NEED_A_DAY
from witness.domain.ladder_windows import Window, left_out, room_before, windows_before
from witness.domain.people import Requirement
from witness.domain.plans import PlanState
from witness.domain.visits import VisitKind
from witness.domain.working_days import WorkingCalendar

K, S = VisitKind, RungState


def rungs(picture: CasePicture, now: object, witness_id: str = WITNESS) -> dict[VisitKind, Rung]:
    return {rung.kind: rung for rung in ladder_of(picture, witness_id, CALENDAR, now)}  # type: ignore[arg-type]


def states(picture: CasePicture, now: object) -> dict[VisitKind, RungState]:
    return {kind: rung.state for kind, rung in rungs(picture, now).items()}


def day(working_days_before: int) -> date:
    return CALENDAR.add(TRIAL_DAY, -working_days_before)


def test_with_time_enough_every_rung_has_the_days_of_the_table() -> None:
    found = rungs(a_picture(), days_before(45))

    assert {kind: (rung.window.first, rung.window.last) for kind, rung in found.items() if rung.window} == {
        K.WELCOME: (date(2026, 1, 12), CALENDAR.add(date(2026, 1, 12), 10)),
        K.HOW_COURT_WORKS: (day(40), day(30)),
        K.COURT_VISIT: (day(20), day(10)),
        K.MEMORY_REFRESH: (day(5), day(1)),
        K.READINESS_CALL: (day(5), day(5)),
        K.EVE_CALL: (day(1), day(1)),
        K.DAY_SUPPORT: (TRIAL_DAY, TRIAL_DAY),
        K.DEBRIEF: (TRIAL_DAY, CALENDAR.add(TRIAL_DAY, 2)),
    }
    assert not any(rung.is_compressed for rung in found.values())


def test_a_rung_is_not_yet_then_due_then_late() -> None:
    for before, state in ((41, S.NOT_YET), (40, S.DUE), (30, S.DUE), (29, S.LATE)):
        assert states(a_picture(), days_before(before))[K.HOW_COURT_WORKS] is state, before


def test_what_is_booked_or_done_is_so_and_names_its_visit() -> None:
    booked, made = a_visit(K.COURT_VISIT, day(15)), done(K.HOW_COURT_WORKS, day(33))

    found = rungs(a_picture(visits=(booked, made)), days_before(25))

    assert (found[K.COURT_VISIT].state, found[K.COURT_VISIT].visit) == (S.BOOKED, booked)
    assert (found[K.HOW_COURT_WORKS].state, found[K.HOW_COURT_WORKS].visit) == (S.DONE, made)


def test_a_visit_that_was_cancelled_or_missed_fulfils_nothing() -> None:
    for state in (PlanState.CANCELLED, PlanState.MISSED, PlanState.FAILED):
        picture = a_picture(visits=(a_visit(K.COURT_VISIT, day(15), state),))
        assert states(picture, days_before(14))[K.COURT_VISIT] is S.DUE


def test_a_visit_booked_outside_its_days_says_where_it_belongs() -> None:
    found = rungs(a_picture(visits=(a_visit(K.COURT_VISIT, day(3)),)), days_before(25))

    assert "It belongs between Mon 9 Nov and Mon 23 Nov." in found[K.COURT_VISIT].because


def test_after_a_late_step_the_next_keeps_its_distance_as_far_as_its_days_let_it() -> None:
    def opens(done_on: date) -> date:
        window = rungs(a_picture(visits=(done(K.HOW_COURT_WORKS, done_on),)), days_before(21))[K.COURT_VISIT].window
        assert window is not None
        return window.first

    assert opens(day(33)) == day(20)
    assert opens(day(22)) == day(17)
    assert opens(day(12)) == day(10)
    assert opens(day(9)) == day(8)


def test_at_short_notice_the_days_shrink_in_proportion() -> None:
    picture = short_notice(learnt_on=day(10))

    found = rungs(picture, days_before(10))

    assert found[K.HOW_COURT_WORKS].window == Window(day(10), day(9))
    assert found[K.COURT_VISIT].window == Window(day(7), day(6))
    assert found[K.MEMORY_REFRESH].window == Window(day(5), day(1))
    assert found[K.HOW_COURT_WORKS].is_compressed
    assert S.LEFT_OUT not in {rung.state for rung in found.values()}


def test_with_two_days_how_court_works_is_left_out_and_says_why() -> None:
    found = rungs(short_notice(learnt_on=day(2)), days_before(2))

    assert found[K.HOW_COURT_WORKS].state is S.LEFT_OUT
    assert "Only 2 working days are left before the evidence" in found[K.HOW_COURT_WORKS].because
    assert found[K.COURT_VISIT].window == Window(day(2), day(2))
    assert found[K.MEMORY_REFRESH].window == Window(day(1), day(1))


def test_with_one_day_only_memory_refreshing_stays_and_never_on_the_day_itself() -> None:
    found = rungs(short_notice(learnt_on=day(1)), days_before(1))

    assert {kind for kind, rung in found.items() if rung.state is S.LEFT_OUT} == {K.HOW_COURT_WORKS, K.COURT_VISIT}
    assert found[K.MEMORY_REFRESH].window == Window(day(1), day(1))
    today = rungs(a_picture(), noon(TRIAL_DAY))
    assert today[K.MEMORY_REFRESH].state is S.NOT_POSSIBLE


def test_what_was_done_needs_no_day_so_nothing_more_is_left_out() -> None:
    picture = short_notice(learnt_on=day(2), visits=(done(K.HOW_COURT_WORKS, day(40)),))

    assert S.LEFT_OUT not in states(picture, days_before(2)).values()


def faults_of(found: dict[VisitKind, Window], start: date) -> list[str]:
    """What breaks the order of the ladder, or the rules of memory refreshing."""
    ordered = [(kind, found[kind]) for kind in NEED_A_DAY if kind in found]
    faults = [f"{kind} has no day" for kind, w in ordered if not start <= w.first <= w.last < TRIAL_DAY]
    faults += [f"{k} before its turn" for (_, w), (k, later) in pairwise(ordered) if later.first <= w.last]
    refresh = found.get(K.MEMORY_REFRESH)
    if refresh is not None and not day(5) <= refresh.first <= refresh.last <= day(1):
        faults.append("memory is refreshed too early or on the day")
    return faults


def test_the_property_would_notice_windows_that_only_shrink_or_reach_the_day_itself() -> None:
    only_shrunk = {K.COURT_VISIT: Window(day(3), day(1)), K.MEMORY_REFRESH: Window(day(3), day(1))}
    on_the_day = {K.MEMORY_REFRESH: Window(day(1), TRIAL_DAY)}

    assert faults_of(only_shrunk, day(3)) == ["memory_refresh before its turn"]
    assert "memory is refreshed too early or on the day" in faults_of(on_the_day, day(3))


@given(room=st.integers(0, 60), kinds=st.sets(st.sampled_from(NEED_A_DAY)))
def test_however_short_the_time_order_and_the_rules_of_memory_refreshing_hold(room: int, kinds: set[VisitKind]) -> None:
    start = CALENDAR.add(TRIAL_DAY, -room) if room else TRIAL_DAY
    assert room_before(TRIAL_DAY, start, CALENDAR) == room
    gone = left_out(kinds, room)
    kept = [rule for rule in LADDER if rule.kind in kinds and rule.kind not in gone]

    found = windows_before(kept, TRIAL_DAY, CALENDAR, room)

    assert K.MEMORY_REFRESH not in gone
    if room == 0:
        return
    assert faults_of(found, start) == []
    if room >= FULL_LENGTH:
        assert all(found[rule.kind] == Window(day(rule.opens), day(rule.closes)) for rule in kept)


@pytest.mark.parametrize(
    ("new_day", "again"), [(date(2026, 12, 7), False), (date(2027, 2, 1), False), (date(2027, 2, 2), True)]
)
def test_the_court_visit_is_wanted_again_when_the_date_has_moved_by_more_than_eight_weeks(
    new_day: date, again: bool
) -> None:
    made = done(K.COURT_VISIT, date(2026, 11, 18))
    picture = a_picture(hearings=(known_from(date(2026, 11, 20), TRIAL_DAY, new_day),), visits=(made,))

    rung = rungs(picture, noon(date(2026, 11, 24)))[K.COURT_VISIT]

    assert (rung.state is not S.DONE) is again
    assert ("more than eight weeks" in rung.because) is again


def test_the_court_visit_is_wanted_again_when_the_trial_goes_to_another_building() -> None:
    hearing = known_from(date(2026, 11, 20), TRIAL_DAY, date(2026, 12, 14), court_codes=("429", "430"))
    picture = a_picture(hearings=(hearing,), visits=(done(K.COURT_VISIT, date(2026, 11, 18)),))

    rung = rungs(picture, noon(date(2026, 12, 1)))[K.COURT_VISIT]

    assert rung.state in (S.DUE, S.NOT_YET)
    assert "another court" in rung.because


def test_another_court_room_of_the_same_building_changes_nothing() -> None:
    revisions = [a_revision(1, a_slot(room="1")), a_revision(2, a_slot(room="7"))]
    picture = a_picture(hearings=(a_hearing(revisions=revisions),), visits=(done(K.COURT_VISIT, date(2026, 11, 18)),))

    assert states(picture, days_before(10))[K.COURT_VISIT] is S.DONE


def test_memory_that_was_refreshed_for_an_earlier_date_is_wanted_again() -> None:
    made = done(K.MEMORY_REFRESH, date(2026, 12, 3))
    picture = a_picture(hearings=(known_from(date(2026, 12, 4), TRIAL_DAY, date(2027, 1, 18)),), visits=(made,))

    rung = rungs(picture, noon(date(2027, 1, 12)))[K.MEMORY_REFRESH]

    assert rung.state is S.DUE
    assert rung.because == "It was done for an earlier date."


@pytest.mark.parametrize(
    ("slot", "state", "possible"),
    [
        (a_slot(), HearingState.LISTED, True),
        (a_slot(at=None), HearingState.LISTED, True),
        (a_slot(listing=Listing.PRIORITY_FIXTURE), HearingState.LISTED, True),
        (a_slot(), HearingState.UNCONFIRMED, False),
        (a_slot(listing=Listing.FLOATER), HearingState.LISTED, False),
        (a_slot(listing=Listing.BACKER), HearingState.LISTED, False),
        (a_slot(listing=Listing.WARNED_LIST, until=date(2026, 12, 18)), HearingState.LISTED, False),
        (a_slot(listing=Listing.WEEK_COMMENCING), HearingState.LISTED, False),
        (a_slot(listing=Listing.TO_BE_CONFIRMED), HearingState.LISTED, False),
    ],
)
def test_memory_is_refreshed_only_when_the_listing_is_confirmed(
    slot: object, state: HearingState, possible: bool
) -> None:
    revision = a_revision(slot=slot, state=state)  # type: ignore[arg-type]
    rung = rungs(a_picture(hearings=(a_hearing(revisions=[revision]),)), days_before(3))[K.MEMORY_REFRESH]

    assert (rung.state is not S.NOT_POSSIBLE) is possible
    assert ("cannot be booked" in rung.because) is not possible


def test_a_family_that_wants_it_at_the_very_end_is_heard() -> None:
    said = "The family asked to leave it to the very end."
    for wish in (True, False):
        picture = a_picture(witnesses=(a_witness(refresh_at_end=wish),))
        assert (said in rungs(picture, days_before(30))[K.MEMORY_REFRESH].careful) is wish
    off = a_revision(2, state=HearingState.VACATED)
    vacated = a_picture(
        hearings=(a_hearing(revisions=[a_revision(), off]),), witnesses=(a_witness(refresh_at_end=True),)
    )
    assert said in rungs(vacated, days_before(30))[K.MEMORY_REFRESH].careful


def test_when_the_trial_is_vacated_what_hangs_on_the_date_falls_and_the_rest_stays() -> None:
    off = a_revision(2, state=HearingState.VACATED)
    picture = a_picture(
        hearings=(a_hearing(revisions=[a_revision(), off]),),
        visits=(
            done(K.WELCOME, date(2026, 2, 2), hearing_id=None),
            done(K.HOW_COURT_WORKS, date(2026, 10, 20)),
            a_visit(K.COURT_VISIT, date(2026, 11, 18)),
            done(K.READINESS_CALL, date(2026, 11, 1)),
        ),
    )

    found = rungs(picture, days_before(20))

    assert found[K.WELCOME].state is S.DONE
    assert found[K.HOW_COURT_WORKS].state is S.DONE
    assert found[K.COURT_VISIT].state is S.NOT_POSSIBLE
    assert "cancel it" in found[K.COURT_VISIT].because
    assert found[K.MEMORY_REFRESH].state is S.NOT_POSSIBLE
    assert found[K.READINESS_CALL].state is S.NOT_YET
    assert visits_due(picture, CALENDAR, days_before(20), until=date(2027, 12, 1)) == ()


def test_when_the_court_names_a_period_the_eve_and_the_day_have_no_day() -> None:
    slot = a_slot(listing=Listing.WARNED_LIST, at=None, until=date(2026, 12, 18))
    picture = a_picture(hearings=(a_hearing(revisions=[a_revision(slot=slot)]),))

    found = rungs(picture, days_before(1))

    for kind in (K.EVE_CALL, K.DAY_SUPPORT):
        assert (found[kind].state, found[kind].window) == (S.NOT_YET, None)
        assert found[kind].because == "The court has not named the day."
    assert found[K.COURT_VISIT].window is not None or found[K.COURT_VISIT].state is S.LEFT_OUT


def test_after_the_evidence_only_debrief_and_aftercare_are_left_and_nobody_talks_while_others_wait() -> None:
    given = an_event(state=EventState.GIVEN, settled_at=noon(TRIAL_DAY))
    alone = a_picture(events=(given,))
    with_sister = siblings()
    with_sister = replace(with_sister, events=(given, with_sister.events[1]))

    for picture, careful in ((alone, False), (with_sister, True)):
        found = rungs(picture, noon(date(2026, 12, 8)))
        assert list(found) == [K.DEBRIEF, K.AFTERCARE]
        assert found[K.DEBRIEF].state is S.DUE
        assert found[K.DEBRIEF].window == Window(TRIAL_DAY, date(2026, 12, 9))
        assert all(("Not a word about the evidence" in rung.careful) is careful for rung in found.values())


@pytest.mark.parametrize("requirement", [Requirement.DE_WARNED, Requirement.S9_AGREED, Requirement.RELEASED])
def test_a_witness_who_is_not_needed_is_only_looked_after(requirement: Requirement) -> None:
    found = rungs(a_picture(witnesses=(a_witness(requirement=requirement),)), days_before(15))

    assert list(found) == [K.AFTERCARE]


def test_a_closed_case_prepares_nobody() -> None:
    assert list(rungs(a_picture(case=a_case(closed_on=date(2026, 3, 1))), days_before(15))) == [K.AFTERCARE]


def test_a_debrief_after_an_earlier_recording_does_not_stand_for_the_trial() -> None:
    picture = a_picture(visits=(done(K.DEBRIEF, date(2026, 5, 8)),))

    assert states(picture, noon(date(2026, 12, 8)))[K.WELCOME] is S.LATE
    assert states(picture, days_before(3))[K.DEBRIEF] is S.NOT_YET


def test_an_adults_ladder_is_shorter_than_a_childs() -> None:
    adult = a_picture(people=(a_person(J, born_on=date(1990, 1, 1)), a_person("person-mother")))

    assert K.HOW_COURT_WORKS not in rungs(adult, days_before(45))
    assert K.HOW_COURT_WORKS in rungs(a_picture(), days_before(45))


def test_each_of_two_sisters_keeps_a_ladder_of_her_own() -> None:
    picture = siblings(visits=(done(K.COURT_VISIT, date(2026, 11, 18)),))
    now = days_before(10)

    assert rungs(picture, now)[K.COURT_VISIT].state is S.DONE
    assert rungs(picture, now, SECOND_WITNESS)[K.COURT_VISIT].state is S.DUE


def test_beyond_the_calendar_no_day_is_named() -> None:
    short = WorkingCalendar(date(2026, 1, 1), date(2026, 11, 30), frozenset())

    found = {rung.kind: rung for rung in ladder_of(a_picture(), WITNESS, short, days_before(30))}

    assert found[K.COURT_VISIT].window is None
    assert found[K.COURT_VISIT].because == "No day can be counted yet."


def test_the_planner_gets_what_is_due_and_what_opens_soon_but_nothing_of_the_polices() -> None:
    due = visits_due(a_picture(), CALENDAR, days_before(12), until=day(5))

    assert [(d.kind, d.is_late) for d in due] == [
        (K.WELCOME, True),
        (K.HOW_COURT_WORKS, True),
        (K.COURT_VISIT, False),
        (K.READINESS_CALL, False),
    ]
    assert all(d.witness_id == WITNESS and d.minutes > 0 for d in due)
    assert due[1].window == Window(day(12), day(2))  # what is late belongs into the days that are left


def test_a_step_that_comes_late_does_not_make_a_window_that_is_over_new() -> None:
    picture = a_picture(visits=(done(K.HOW_COURT_WORKS, day(8)),))

    rung = rungs(picture, days_before(8))[K.COURT_VISIT]

    assert (rung.state, rung.window) == (S.LATE, Window(day(20), day(10)))
    near = visits_due(a_picture(), CALENDAR, days_before(2), until=day(1))
    assert all(d.window.last < TRIAL_DAY for d in near if d.is_late)


def test_the_least_number_of_visits_is_a_policy_for_children_and_adults() -> None:
    now = days_before(30)
    assert too_few_visits(a_picture(), WITNESS, CALENDAR, now) == (
        "Done or booked so far: 0 of 2 meetings and 0 of 1 visits to the court."
    )
    enough = (done(K.WELCOME, day(100), hearing_id=None), a_visit(K.HOW_COURT_WORKS, day(35)), a_visit())
    assert too_few_visits(a_picture(visits=enough), WITNESS, CALENDAR, now) == ""


def test_a_trial_that_comes_back_after_it_was_vacated_begins_the_ladder_anew() -> None:
    off = a_revision(2, state=HearingState.VACATED)
    back = a_revision(3, learnt_at=noon(day(8)), recorded_at=noon(day(8)))
    picture = a_picture(hearings=(a_hearing(revisions=[a_revision(), off, back]),))

    found = rungs(picture, days_before(8))

    assert found[K.COURT_VISIT].is_compressed
    window = found[K.HOW_COURT_WORKS].window
    assert window is not None
    assert window.first >= day(8)
    assert picture.hearing(TRIAL).now.number == 3
