"""The early-warning ladder: what each row looks at, when it is asked, what closes it, and the work that it makes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    a_case,
    a_defendant,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    an_answer,
    an_event,
    days_before,
    moved,
    noon,
    unsettled,
)
from tests.domain.milestone_causes import EVE, OPENS, Change, a_word, all_reached, given, looked_at, reached_picture
from tests.plan_builders import a_booking
from witness.domain.bookings import BookingKind
from witness.domain.cases import CasePicture
from witness.domain.countdown import Closed
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.errors import Refused
from witness.domain.escalation import REACH
from witness.domain.evidence import AnswerKind, EventState
from witness.domain.hearings import HearingKind, HearingState, Listing
from witness.domain.markers import Said
from witness.domain.milestone_facts_near import FINDERS
from witness.domain.milestone_rows import MILESTONES, ROW_OF, Holds, Listed, Milestone
from witness.domain.milestone_tasks import SIDE_IN_WORDS, milestone_tasks
from witness.domain.milestone_words import check_word
from witness.domain.milestones import MET, EarlyWarning, Reached, Standing, early_warning_of
from witness.domain.people import Requirement
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted

# Whoever names a list that was looked at: the only fact that is not in the picture of a case.
LOOKED = frozenset({f"list_watch:{TRIAL}:1:{EVE}"})
ROWS = [row.code for row in MILESTONES]


def warning_at(picture: CasePicture, now: object, looked: frozenset[str] = frozenset()) -> EarlyWarning:
    return early_warning_of(picture, WITNESS, CALENDAR, now, looked)  # type: ignore[arg-type]


def line(picture: CasePicture, code: Milestone, now: object, looked: frozenset[str] = frozenset()) -> Reached:
    return next(r for r in warning_at(picture, now, looked).reached if r.row.code is code)


def wanted(picture: CasePicture, now: object) -> list[WantedTask]:
    found = tasks_wanted(picture, (), CALENDAR, now=now)  # type: ignore[arg-type]
    return [task for task in found if task.kind is TaskKind.MILESTONE]


def open_codes(picture: CasePicture, now: object) -> set[str]:
    return {task.reason_key.split(":")[1] for task in wanted(picture, now)}


def test_every_row_has_a_finder_a_side_and_a_place_in_order() -> None:
    assert set(FINDERS) == set(ROWS) == set(Milestone)
    assert [row.lead for row in MILESTONES] == sorted((row.lead for row in MILESTONES), reverse=True)
    assert {row.side for row in MILESTONES} <= set(SIDE_IN_WORDS)
    assert all(ROWS.index(row.after) < ROWS.index(row.code) for row in MILESTONES if row.after)
    assert TaskKind.MILESTONE in REACH
    assert set(OPENS) == set(Milestone) - {Milestone.LIST_CHECKED}


@pytest.mark.parametrize("code", OPENS)
def test_a_true_fact_closes_a_row_and_its_loss_opens_it(code: Milestone) -> None:
    now, whole = looked_at(code), reached_picture(code)

    assert line(whole, code, now).standing in MET
    assert code.value not in {t.reason_key.split(":")[1] for t in milestone_tasks(whole, CALENDAR, now, ())}

    broken = OPENS[code](whole)
    opened = line(broken, code, now)
    (task,) = [t for t in milestone_tasks(broken, CALENDAR, now, ()) if f":{code.value}:" in t.reason_key]

    assert opened.standing is Standing.OPEN
    assert opened.how
    assert task.due_at == opened.due_at
    assert task.clears_when
    assert task.words.startswith("W1: ")


def test_a_list_counts_as_looked_at_once_somebody_says_so() -> None:
    evening = looked_at(Milestone.LIST_CHECKED)

    assert line(all_reached(), Milestone.LIST_CHECKED, evening).standing is Standing.OPEN
    assert line(all_reached(), Milestone.LIST_CHECKED, evening, LOOKED).standing is Standing.DONE
    # The look itself is work of its own: nobody is asked twice.
    assert "list_checked" not in open_codes(all_reached(), evening)


# Where what opens a row is a fact that speaks against it: no fact at all, of a witness who is grown up.
SILENT: dict[Milestone, Change] = {
    Milestone.MEASURES_VIEWS: lambda p: replace(
        p, measures=(), people=(replace(p.people[0], born_on=date(1990, 1, 1)), *p.people[1:])
    ),
}


@pytest.mark.parametrize("row", [row for row in MILESTONES if row.said], ids=lambda row: row.code.value)
def test_what_nothing_can_show_is_true_only_by_somebodys_word_for_as_long_as_it_holds(row: object) -> None:
    code = row.code  # type: ignore[attr-defined]
    now = looked_at(code)
    without = replace(SILENT.get(code, OPENS[code])(reached_picture(code)), milestones=())
    said = replace(without, milestones=(a_word(code),))
    back = replace(said, milestones=(*said.milestones, a_word(code, Said.MISTAKE)))
    elsewhere = replace(said, milestones=(a_word(code, hearing_id="another", of_revision=1),))

    assert line(without, code, now).standing not in MET
    assert line(without, code, now).sayable
    assert (line(said, code, now).standing, line(said, code, now).by_word) == (Standing.DONE, True)
    assert line(back, code, now).standing not in MET
    assert (line(elsewhere, code, now).standing in MET) is (ROW_OF[code].holds is Holds.ALWAYS)


def test_a_fact_that_speaks_against_it_outweighs_a_word() -> None:
    asked = a_booking(BookingKind.ADVANCE_PAYMENT)
    picture = replace(all_reached(), bookings=(asked,))

    assert line(all_reached(), Milestone.MONEY_SORTED, days_before(10)).standing is Standing.DONE
    assert line(picture, Milestone.MONEY_SORTED, days_before(10)).standing is Standing.OPEN
    assert not line(picture, Milestone.MONEY_SORTED, days_before(10)).sayable


def test_a_word_for_one_day_is_asked_anew_when_the_day_moves() -> None:
    later = TRIAL_DAY + timedelta(days=7)
    trial = moved(TRIAL_DAY, later)
    picture = replace(all_reached(), hearings=(trial,))
    now = noon(CALENDAR.add(later, -5))

    assert line(picture, Milestone.MONEY_SORTED, now).standing is Standing.OPEN
    assert line(picture, Milestone.DATES_SENT, now).standing is Standing.DONE
    assert line(picture, Milestone.WELLBEING_OFFERED, now).standing is Standing.DONE


def test_when_the_date_moves_the_work_of_the_old_date_goes_and_the_new_is_timed_anew() -> None:
    later = date(2027, 2, 1)
    before = wanted(a_picture(), days_before(30))
    after = wanted(a_picture(hearings=(moved(TRIAL_DAY, later),)), days_before(30))

    assert before
    assert not {t.reason_key for t in before} & {t.reason_key for t in after}
    assert {t.due_at for t in after} != {t.due_at for t in before}


def test_one_thing_is_asked_for_once() -> None:
    """A court visit that nobody has asked for is not also asked to be dated and to be made."""
    codes = open_codes(OPENS[Milestone.COURT_VISIT_ASKED](all_reached()), days_before(10))

    assert codes == {"court_visit_asked"}
    assert line(
        OPENS[Milestone.COURT_VISIT_ASKED](all_reached()), Milestone.COURT_VISIT_DONE, days_before(10)
    ).standing is (Standing.WAITS)


def test_other_work_that_asks_for_the_same_leaves_no_second_task() -> None:
    silent = replace(all_reached(), answers=())
    worried = replace(all_reached(), answers=(unsettled(AnswerKind.WORRIED, person_id=MOTHER),))

    assert open_codes(silent, days_before(10)) == {"attendance_confirmed"}
    # Three working days before, whoever has not answered is rung anyway.
    assert "attendance_confirmed" not in open_codes(silent, days_before(3))
    assert open_codes(worried, days_before(10)) == set()


def test_not_arrived_is_asked_by_the_ring_tree_alone() -> None:
    late = replace(all_reached(), day_taps=())
    now = looked_at(Milestone.ARRIVED)

    assert line(late, Milestone.ARRIVED, now).standing is Standing.OPEN
    assert TaskKind.NOT_ARRIVED in {t.kind for t in tasks_wanted(late, (), CALENDAR, now=noon(TRIAL_DAY))}
    assert "arrived" not in open_codes(late, noon(TRIAL_DAY))
    assert line(late, Milestone.ARRIVED, noon(TRIAL_DAY) - timedelta(hours=5)).standing is Standing.LATER


WINDOWS = [
    (Listing.WARNED_LIST, TRIAL_DAY + timedelta(days=11)),
    (Listing.WEEK_COMMENCING, None),
    (Listing.FLOATER, None),
    (Listing.BACKER, None),
]


@pytest.mark.parametrize(("listing", "until"), WINDOWS)
def test_without_a_named_day_it_counts_to_the_first_and_looks_each_day(listing: Listing, until: date | None) -> None:
    slot = a_slot(TRIAL_DAY, listing=listing, until=until, at=None)
    picture = replace(all_reached(), hearings=(a_hearing(revisions=[a_revision(slot=slot)]),))
    last = slot.last_day or TRIAL_DAY
    in_a_period = listing in (Listing.WARNED_LIST, Listing.WEEK_COMMENCING)
    rides = {r.code for r in MILESTONES if r.listed is Listed.NAMED_DAY}

    far = warning_at(picture, days_before(40))
    assert far.standby
    asked = {r.row.code for r in far.reached}
    # Whoever floats has to be there on the day. In a period nobody can be driven, and nobody watches an interview.
    assert (rides <= asked, rides & asked == set()) == (not in_a_period, in_a_period)
    assert Milestone.REFRESH_BOOKED not in asked
    assert line(picture, Milestone.MEASURES_APPLIED, days_before(50)).asked_on == CALENDAR.add(TRIAL_DAY, -40)
    assert line(picture, Milestone.LIST_CHECKED, days_before(2)).standing is Standing.LATER
    for day in (EVE, TRIAL_DAY, last):
        assert line(picture, Milestone.LIST_CHECKED, noon(day)).asked_on == day
        works = tasks_wanted(picture, (), CALENDAR, now=noon(day))
        looks = [t for t in works if t.kind is TaskKind.LIST_WATCH or ":list_checked:" in t.reason_key]
        assert len(looks) == 1


def test_a_named_day_asks_for_time_and_place_by_voice_and_a_period_does_not() -> None:
    spoken = Milestone.TOLD_BY_VOICE
    slot = a_slot(listing=Listing.WARNED_LIST, until=TRIAL_DAY + timedelta(days=4), at=None)
    window = replace(all_reached(), hearings=(a_hearing(revisions=[a_revision(slot=slot)]),))

    assert spoken in {r.row.code for r in warning_at(all_reached(), days_before(1)).reached}
    assert spoken not in {r.row.code for r in warning_at(window, days_before(1)).reached}


def _s9() -> CasePicture:
    return a_picture(witnesses=(a_witness(requirement=Requirement.S9_AGREED),))


def _pleas(*pleas: Plea) -> CasePicture:
    defendants = tuple(a_defendant(f"D{n}", plea) for n, plea in enumerate(pleas, start=1))
    return a_picture(case=a_case(defendants=defendants))


def _dropped() -> CasePicture:
    return a_picture(case=a_case(defendants=(a_defendant(outcome=DefendantOutcome.DISCONTINUED),)))


def _recorded() -> CasePicture:
    recording = a_hearing(date(2026, 5, 5), hearing_id="recording", kind=HearingKind.S28)
    done = an_event(event_id="recorded", hearing_id="recording", state=EventState.GIVEN)
    return a_picture(hearings=(a_hearing(), recording), events=(an_event(), done))


CLOSES = [
    (_s9(), Closed.NOT_EXPECTED),
    (a_picture(witnesses=(a_witness(requirement=Requirement.DE_WARNED),)), Closed.NOT_EXPECTED),
    (a_picture(witnesses=(a_witness(requirement=Requirement.STOOD_DOWN),)), Closed.NOT_EXPECTED),
    (_pleas(Plea.GUILTY, Plea.GUILTY), Closed.ADMITTED),
    (_dropped(), Closed.DECIDED),
    (_recorded(), Closed.GIVEN),
    (a_picture(events=(an_event(state=EventState.RELEASED),)), Closed.RELEASED),
]


@pytest.mark.parametrize(("picture", "why"), CLOSES)
def test_it_closes_when_nothing_is_awaited_from_them(picture: CasePicture, why: Closed) -> None:
    seen = warning_at(picture, days_before(10))

    assert seen.closed is why
    assert [r for r in seen.reached if r.row.lead >= 0] == []
    assert [
        t for t in wanted(picture, days_before(10)) if ROW_OF[Milestone(t.reason_key.split(":")[1])].lead >= 0
    ] == []
    # Beside it the same case with nothing closed asks for a lot: the ladder was not silent for another reason.
    assert wanted(a_picture(), days_before(10))


def test_one_plea_of_several_closes_nothing_and_a_date_taken_out_leaves_nothing_to_count_to() -> None:
    off = a_picture(hearings=(a_hearing(revisions=[a_revision(), a_revision(2, state=HearingState.VACATED)]),))

    assert wanted(_pleas(Plea.GUILTY, Plea.NOT_GUILTY), days_before(10))
    assert wanted(off, days_before(10)) == []


def test_it_opens_again_for_a_retrial() -> None:
    first = given()
    again = a_hearing(date(2027, 4, 12), hearing_id="again", kind=HearingKind.RETRIAL)
    hung = a_case(defendants=(a_defendant(outcome=DefendantOutcome.HUNG_JURY),))
    second = an_event(event_id="event-2", hearing_id="again", expected_at=noon(date(2026, 12, 14)))
    retrial = replace(first, case=hung, hearings=(*first.hearings, again), events=(*first.events, second))
    now = noon(date(2027, 2, 1))

    assert warning_at(first, now).closed is Closed.DECIDED or warning_at(first, now).closed is Closed.GIVEN
    assert warning_at(retrial, now).closed is None
    assert line(retrial, Milestone.DATES_SENT, now).standing is Standing.OPEN
    assert line(retrial, Milestone.WELLBEING_OFFERED, now).standing is Standing.DONE


def test_after_the_evidence_nobody_is_asked_for_ever() -> None:
    open_still = replace(given(), visits=(), milestones=())

    assert open_codes(open_still, noon(TRIAL_DAY + timedelta(days=3))) >= {"debrief_done", "expenses_claimed"}
    assert open_codes(open_still, noon(TRIAL_DAY + timedelta(days=40))) == set()


def test_a_word_is_refused_where_facts_speak_ahead_of_its_day_twice_and_when_there_is_nothing_to_take_back() -> None:
    now = days_before(10)
    today = now.date()
    picture = replace(all_reached(), milestones=(a_word(Milestone.WELLBEING_OFFERED),))
    warning = warning_at(picture, now)
    cases = [
        (a_word(Milestone.ATTENDANCE_CONFIRMED, on=today), "shows by itself"),
        (a_word(Milestone.MONEY_SORTED, on=today + timedelta(days=1)), "not come yet"),
        (a_word(Milestone.WELLBEING_OFFERED, on=today), "recorded already"),
        (a_word(Milestone.MONEY_SORTED, Said.MISTAKE, on=today), "nothing recorded"),
        (a_word(Milestone.OFFICER_NAMED, on=today), "Other facts speak"),
        (a_word(Milestone.OUTCOME_TOLD, on=today), "Nothing is asked"),
    ]

    for word, says in cases:
        with pytest.raises(Refused, match=says):
            check_word(picture, warning, word, today)
    check_word(picture, warning, a_word(Milestone.MONEY_SORTED, on=today), today)


def test_who_a_person_is_changes_nothing() -> None:
    picture = a_picture()
    other = replace(picture.people[0], name="Somebody Else", initials="S.E.", language="pl")

    assert open_codes(replace(picture, people=(other, *picture.people[1:])), days_before(10)) == open_codes(
        picture, days_before(10)
    )


def test_an_answer_for_an_earlier_day_does_not_close_attendance() -> None:
    later = moved(TRIAL_DAY, TRIAL_DAY + timedelta(days=14))
    picture = replace(all_reached(), hearings=(later,), answers=(an_answer(),))
    now = noon(CALENDAR.add(TRIAL_DAY + timedelta(days=14), -9))

    assert line(picture, Milestone.ATTENDANCE_CONFIRMED, now).standing is Standing.OPEN
