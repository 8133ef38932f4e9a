"""Which limits the facts of a case start, on which day each ends, and what the family's word makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    CALENDAR,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    a_calendar,
    a_case,
    a_hearing,
    a_measure,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    an_event,
)
from tests.domain.duty_builders import a_notice, a_turn, after, at, codes, learnt, one_who, running, the
from witness.domain.cases import CasePicture, Track
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day
from witness.domain.defendants import Turn
from witness.domain.duties import DutyState
from witness.domain.duty_clocks import duties_of, has_enhanced_rights
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.evidence import EventState
from witness.domain.hearings import HearingKind, HearingState, Listing
from witness.domain.measures import Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.people import Requirement, RequirementStep

THURSDAY = at(date(2027, 3, 25))  # before Good Friday
LISTED_LATE = a_picture(hearings=(learnt(THURSDAY, on=(date(2027, 6, 7),)),))


def due_day(code: str, picture: CasePicture, now: datetime) -> date:
    due_at = the(code, picture, now).due_at
    assert due_at is not None
    return london_day(due_at)


# Right 8: hearings


def test_a_notice_received_before_good_friday_is_due_by_the_end_of_the_tuesday_after_easter() -> None:
    duty = the("hearing_told", LISTED_LATE, THURSDAY + timedelta(hours=1))

    # London is an hour ahead by then: the Tuesday ends at 23:59:59 there.
    assert duty.due_at == datetime(2027, 3, 30, 22, 59, 59, tzinfo=UTC)
    assert duty.state is DutyState.WAITING
    assert duty.about == f"{TRIAL}:1"
    assert duty.limit == "1 working day, with Enhanced Rights"
    assert duty.because == ("Because the trial was listed for Monday 7 June 2027 at 10am, learnt Thu 25 Mar 2027.")
    assert "Right 8" in duty.right
    assert duty.verified_on is not None


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2027, 3, 30, 22, 59, 59, tzinfo=UTC), DutyState.WAITING),
        (datetime(2027, 3, 30, 23, 0, tzinfo=UTC), DutyState.CHASE),
    ],
)
def test_when_the_last_second_has_gone_somebody_has_to_ask(now: datetime, state: DutyState) -> None:
    assert the("hearing_told", LISTED_LATE, now).state is state


@pytest.mark.parametrize(
    ("told_at", "state"),
    [
        (THURSDAY - timedelta(days=2), DutyState.TOLD),  # they had heard before we did
        (datetime(2027, 3, 30, 22, 59, 59, tzinfo=UTC), DutyState.TOLD),
        (datetime(2027, 3, 31, 9, 0, tzinfo=UTC), DutyState.TOLD_LATE),
    ],
)
def test_the_familys_word_says_whether_it_was_in_time(told_at: datetime, state: DutyState) -> None:
    picture = replace(LISTED_LATE, notices=(a_notice("hearing_told", f"{TRIAL}:1", told_at),))

    duty = the("hearing_told", picture, datetime(2027, 4, 2, 9, tzinfo=UTC))

    assert (duty.state, duty.told_at) == (state, told_at)


def test_what_the_family_says_of_one_change_says_nothing_of_the_next() -> None:
    hearing = learnt(at(date(2026, 9, 1)), THURSDAY, on=(TRIAL_DAY, date(2027, 6, 7)))
    picture = a_picture(hearings=(hearing,), notices=(a_notice("hearing_told", f"{TRIAL}:1", at(date(2026, 9, 1))),))

    first, second = (d for d in running(picture, at(date(2027, 4, 1))) if d.code == "hearing_told")

    assert (first.about, first.state) == (f"{TRIAL}:1", DutyState.TOLD)
    assert (second.about, second.state) == (f"{TRIAL}:2", DutyState.CHASE)
    assert "moved to" in second.because


def test_a_later_change_and_a_day_that_has_passed_end_the_question() -> None:
    hearing = learnt(at(date(2026, 9, 1)), THURSDAY, on=(TRIAL_DAY, date(2027, 6, 7)))

    early, late = (
        {d.about: d.state for d in running(a_picture(hearings=(hearing,)), now) if d.code == "hearing_told"}
        for now in (at(date(2027, 4, 1)), at(date(2027, 6, 8)))
    )

    assert early == {f"{TRIAL}:1": DutyState.OVER, f"{TRIAL}:2": DutyState.CHASE}
    assert set(late.values()) == {DutyState.OVER}


def test_a_court_room_a_doubt_and_what_was_taken_back_are_no_news() -> None:
    first = a_revision(1, learnt_at=at(date(2026, 9, 1)))
    room = a_revision(2, a_slot(room="4"), learnt_at=at(date(2026, 9, 2)))
    doubt = a_revision(3, state=HearingState.UNCONFIRMED, learnt_at=at(date(2026, 9, 3)))
    moved = a_revision(4, a_slot(date(2026, 12, 14)), learnt_at=at(date(2026, 9, 4)))
    undone = a_revision(5, learnt_at=at(date(2026, 9, 4), 11), undoes=4)
    picture = a_picture(hearings=(a_hearing(revisions=[first, room, doubt, moved, undone]),))

    found = [d.about for d in running(picture, at(date(2026, 9, 30))) if d.code == "hearing_told"]

    assert found == [f"{TRIAL}:1"]


def test_a_hearing_without_a_date_is_nothing_to_be_told() -> None:
    picture = a_picture(hearings=(a_hearing(revisions=[a_revision(1, a_slot(None, listing=Listing.TO_BE_CONFIRMED))]),))

    assert "hearing_told" not in codes(picture, at(date(2026, 9, 30)))


def test_a_hearing_that_is_taken_out_is_told_too() -> None:
    first = a_revision(1, learnt_at=at(date(2026, 9, 1)))
    off = a_revision(2, state=HearingState.VACATED, learnt_at=at(date(2026, 11, 27)))
    picture = a_picture(hearings=(a_hearing(revisions=[first, off]),))

    newest = running(picture, at(date(2026, 11, 27), 12))[-1]

    assert (newest.code, newest.about) == ("reason_told", f"{TRIAL}:2")
    assert due_day("reason_told", picture, at(date(2026, 11, 27), 12)) == date(2026, 11, 30)
    told = [d for d in running(picture, at(date(2026, 11, 27), 12)) if d.about == f"{TRIAL}:2"]
    assert {d.code for d in told} == {"hearing_told", "reason_told"}
    assert "taken out of the list" in told[0].because


def test_a_reason_ends_the_question_for_one() -> None:
    moved = learnt(at(date(2026, 9, 1)), at(date(2026, 11, 24)), on=(TRIAL_DAY, date(2026, 12, 14)), reason="")
    now = at(date(2026, 11, 26))
    asked = a_picture(hearings=(moved,))
    told_why = replace(asked, told=(a_told(revision=2, at=at(date(2026, 11, 25)), reason_given=True),))
    given = replace(
        asked, hearings=(learnt(*(r.learnt_at for r in moved.revisions), on=(TRIAL_DAY, date(2026, 12, 14))),)
    )

    assert the("reason_told", asked, now).state is DutyState.CHASE
    assert the("reason_told", told_why, now).state is DutyState.TOLD
    assert "reason_told" not in codes(given, now)


# Enhanced Rights


def test_the_shorter_limit_holds_unless_every_witness_is_known_to_be_an_adult() -> None:
    child = a_picture()
    unknown = a_picture(people=(a_person(born_on=None), *child.people[1:]))
    adult = a_picture(people=(a_person(born_on=date(1990, 1, 1)), *child.people[1:]))

    assert has_enhanced_rights(child, TRIAL_DAY)
    assert has_enhanced_rights(unknown, TRIAL_DAY)
    assert has_enhanced_rights(replace(child, witnesses=()), TRIAL_DAY)
    assert not has_enhanced_rights(adult, TRIAL_DAY)


def test_an_adult_witness_has_the_standard_limit_of_bail() -> None:
    friday = at(date(2026, 11, 20))
    child = after(a_turn(Turn.BAIL_VARIED, friday))
    adult = replace(child, people=(a_person(born_on=date(1990, 1, 1)), *child.people[1:]))

    assert due_day("bail_told", child, friday) == date(2026, 11, 23)
    assert due_day("bail_told", adult, friday) == date(2026, 11, 27)
    assert the("bail_told", adult, friday).limit == "5 working days"


def test_a_witness_who_turns_eighteen_changes_the_limit_of_later_facts_only() -> None:
    birthday = date(2026, 11, 21)
    picture = after(
        a_turn(Turn.BAILED, at(date(2026, 11, 20))),
        a_turn(Turn.BAIL_VARIED, at(birthday)),
        people=(a_person(born_on=date(2008, 11, 21)), a_picture().people[1]),
    )

    limits = [d.limit for d in running(picture, at(date(2026, 11, 30))) if d.code == "bail_told"]

    assert limits == ["1 working day, with Enhanced Rights", "5 working days"]


# Versions


def test_the_version_of_the_facts_day_counts_and_not_that_of_today() -> None:
    old = next(rule for rule in DUTY_RULES if rule.code == "bail_told")
    new = replace(old, version=2, days=3, enhanced_days=3, effective_from=date(2026, 12, 1), right="Victims' Code 2026")
    rules = (*DUTY_RULES, new)
    picture = after(a_turn(Turn.BAILED, at(date(2026, 11, 30))), a_turn(Turn.BAIL_VARIED, at(date(2026, 12, 1))))

    before, since = (d for d in running(picture, at(date(2026, 12, 30)), rules) if d.code == "bail_told")

    assert (before.version, before.limit) == (1, "1 working day, with Enhanced Rights")
    assert (since.version, since.limit, since.right) == (2, "3 working days, with Enhanced Rights", new.right)


def test_an_unchecked_limit_stays_marked_in_every_case() -> None:
    friday = at(date(2026, 11, 20))

    assert the("charge_told", a_picture(case=a_case(charged_on=date(2026, 11, 20))), friday).verified_on is None
    assert the("bail_told", after(a_turn(Turn.BAILED, friday)), friday).verified_on is not None


# Charge, bail, witnesses, measures


def test_the_charge_of_a_case_without_steps_counts_from_its_day() -> None:
    picture = a_picture(case=a_case(charged_on=date(2026, 12, 24)))

    assert the("charge_told", picture, at(date(2026, 12, 28))).about == "case"
    assert due_day("charge_told", picture, at(date(2026, 12, 28))) == date(2026, 12, 29)


def test_bail_before_the_charge_is_for_the_police_and_after_it_for_witness_care() -> None:
    picture = after(
        a_turn(Turn.BAILED, at(date(2026, 9, 1))),
        a_turn(Turn.CHARGED, at(date(2026, 10, 1))),
        a_turn(Turn.REMANDED, at(date(2026, 10, 2))),
    )
    found = {d.code: (d.holder, d.about) for d in running(picture, at(date(2026, 11, 1)))}

    assert found["suspect_told"] == ("police", "D1:1")
    assert found["charge_told"] == ("police", "D1:2")
    assert found["bail_told"] == ("witness care", "D1:3")


def test_a_bail_hearing_counts_once_whether_or_not_its_outcome_was_put_in() -> None:
    day = date(2026, 11, 20)
    heard = a_hearing(
        revisions=[a_revision(1, a_slot(day)), a_revision(2, a_slot(day), state=HearingState.HELD)],
        kind=HearingKind.BAIL,
    )
    alone = a_picture(hearings=(heard,), events=())
    recorded = after(a_turn(Turn.BAIL_VARIED, at(day, 15)), hearings=(heard,), events=())

    assert the("bail_told", alone, at(day, 16)).about == f"{TRIAL}:2"
    assert the("bail_told", recorded, at(day, 16)).about == "D1:1"


def test_a_warned_witness_is_told_within_a_working_day_and_assessed_in_our_ten() -> None:
    friday = at(date(2026, 11, 20))
    steps = (RequirementStep(Requirement.NAMED, friday), RequirementStep(Requirement.WARNED, friday))
    picture = a_picture(witnesses=(a_witness(steps=steps),))

    assert the("must_give_evidence", picture, friday).about == "W1:2"
    assert due_day("must_give_evidence", picture, friday) == date(2026, 11, 23)
    assert due_day("full_needs_assessed", picture, friday) == date(2026, 12, 4)
    assert the("full_needs_assessed", picture, friday).verified_on is None


def test_nobody_asks_about_a_witness_who_is_no_longer_needed() -> None:
    friday = at(date(2026, 11, 20))
    steps = (RequirementStep(Requirement.WARNED, friday), RequirementStep(Requirement.DE_WARNED, friday))
    picture = a_picture(witnesses=(a_witness(requirement=Requirement.DE_WARNED, steps=steps),))

    assert the("must_give_evidence", picture, at(date(2026, 11, 30))).state is DutyState.OVER


def measured(*steps: tuple[MeasureState, datetime], kind: MeasureKind = MeasureKind.LIVE_LINK) -> Measure:
    taken = tuple(MeasureStep(state, when) for state, when in steps)
    return replace(a_measure(kind, steps[-1][0]), steps=taken)


@pytest.mark.parametrize(
    ("track", "code", "ends_on"),
    [
        (Track.CROWN, "measures_applied_crown", date(2026, 12, 4)),
        (Track.MAGISTRATES, "measures_applied_magistrates", date(2026, 12, 18)),
        (Track.YOUTH, "measures_applied_magistrates", date(2026, 12, 18)),
    ],
)
def test_measures_are_applied_for_in_the_days_of_the_court(track: Track, code: str, ends_on: date) -> None:
    friday = at(date(2026, 11, 20))
    wanted = measured((MeasureState.NEEDED, friday))
    picture = replace(after(a_turn(Turn.PLEADED_NOT_GUILTY, friday)), measures=(wanted,))
    picture = replace(picture, case=replace(picture.case, track=track))

    duty = the(code, picture, friday)

    assert due_day(code, picture, friday) == ends_on
    assert duty.state is DutyState.WAITING
    applied = replace(picture, measures=(measured((MeasureState.APPLIED, at(date(2026, 11, 25)))),))
    assert the(code, applied, at(date(2026, 11, 26))).state is DutyState.TOLD


def test_no_measure_wanted_means_no_application_to_wait_for() -> None:
    picture = after(a_turn(Turn.PLEADED_NOT_GUILTY, at(date(2026, 11, 20))))

    assert not {code for code in codes(picture, at(date(2026, 11, 20))) if code.startswith("measures")}


def test_what_the_court_decided_on_one_day_is_one_piece_of_news() -> None:
    friday = at(date(2026, 11, 20))
    link = measured((MeasureState.APPLIED, at(date(2026, 11, 2))), (MeasureState.GRANTED, friday))
    screen = measured(
        (MeasureState.APPLIED, at(date(2026, 11, 2))), (MeasureState.REFUSED, friday), kind=MeasureKind.SCREEN
    )
    picture = a_picture(measures=(link, screen))

    duty = the("measure_told", picture, friday)

    assert due_day("measure_told", picture, friday) == date(2026, 11, 23)
    assert "live link (granted) and screen (refused)" in duty.because
    assert duty.verified_on is None
    link_told = replace(link, steps=(*link.steps, MeasureStep(MeasureState.TOLD, at(date(2026, 11, 21)))))
    screen_told = replace(screen, steps=(*screen.steps, MeasureStep(MeasureState.TOLD, at(date(2026, 11, 21)))))
    half, whole = (replace(picture, measures=m) for m in ((link_told, screen), (link_told, screen_told)))
    assert the("measure_told", half, at(date(2026, 11, 25))).state is DutyState.CHASE
    assert the("measure_told", whole, at(date(2026, 11, 25))).state is DutyState.TOLD


def test_a_recording_is_applied_for_seven_days_before_the_plea_hearing() -> None:
    plea = a_hearing(date(2027, 1, 4), kind=HearingKind.PTPH)
    wanted = measured((MeasureState.NEEDED, at(date(2026, 11, 2))), kind=MeasureKind.S28_RECORDING)
    picture = a_picture(hearings=(plea,), events=(), measures=(wanted,))

    assert due_day("s28_before_ptph", picture, at(date(2026, 11, 20))) == date(2026, 12, 28)
    asked = measured((MeasureState.APPLIED, at(date(2026, 12, 1), 9)), kind=MeasureKind.S28_RECORDING)
    applied = replace(picture, measures=(asked,))
    assert the("s28_before_ptph", applied, at(date(2026, 12, 2))).state is DutyState.TOLD
    assert due_day("s28_answered", applied, at(date(2026, 12, 2))) == date(2026, 12, 15)


# After the trial


def test_a_sentence_on_friday_afternoon_has_its_safe_day_on_a_friday() -> None:
    friday = at(date(2026, 11, 20), 16)
    picture = after(a_turn(Turn.CONVICTED, at(date(2026, 10, 2))), a_turn(Turn.SENTENCED, friday, custody_months=48))

    duty = the("uls", picture, friday)

    assert duty.due_at == datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
    assert due_day("uls", picture, friday).strftime("%A") == "Friday"
    assert due_day("sentence_told", picture, friday) == date(2026, 11, 23)
    assert due_day("vcs_referral", picture, friday) == date(2026, 12, 18)
    assert "uls_victim" not in codes(picture, friday)


def test_a_safe_day_on_a_holiday_names_the_last_office_day_before_it() -> None:
    friday = at(date(2026, 11, 27), 16)
    duty = the("uls", after(a_turn(Turn.SENTENCED, friday)), friday)

    assert duty.due_at is not None
    assert london_day(duty.due_at) == date(2026, 12, 25)
    assert "Thursday 24 December 2026" in duty.note


@pytest.mark.parametrize("turn", [Turn.ACQUITTED, Turn.DIRECTED_ACQUITTAL, Turn.NO_EVIDENCE_OFFERED, Turn.DISCONTINUED])
def test_nothing_of_a_sentence_runs_when_there_is_none(turn: Turn) -> None:
    found = codes(after(a_turn(turn, at(date(2026, 11, 20)))), at(date(2026, 11, 23)))

    assert not {"uls", "sentence_told", "vcs_referral", "appeal_crown"} & found
    assert "post_trial_call" in found


def test_a_magistrates_sentence_has_no_attorney_general_and_fifteen_business_days() -> None:
    friday = at(date(2026, 11, 20), 16)
    picture = after(a_turn(Turn.SENTENCED, friday))
    picture = replace(picture, case=replace(picture.case, track=Track.MAGISTRATES))

    assert "uls" not in codes(picture, friday)
    assert due_day("appeal_magistrates", picture, friday) == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("months", "said", "runs"),
    [(12, None, True), (11, None, False), (None, None, False), (None, True, True), (60, False, False)],
)
def test_the_victim_contact_scheme_follows_what_somebody_said_and_else_the_months(
    months: int | None, said: bool | None, runs: bool
) -> None:
    friday = at(date(2026, 11, 20))
    picture = after(a_turn(Turn.SENTENCED, friday, custody_months=months, vcs=said))

    assert ("vcs_referral" in codes(picture, friday)) is runs


def test_a_stopped_case_can_be_asked_about_again() -> None:
    friday = at(date(2026, 11, 27))
    picture = after(a_turn(Turn.DISCONTINUED, friday))

    assert due_day("stopped_told", picture, friday) == date(2026, 11, 30)
    assert due_day("vrr_ask", picture, friday) == date(2026, 12, 11)
    assert due_day("vrr_last", picture, friday) == date(2027, 2, 27)
    assert "cannot start again" in the("vrr_ask", picture, friday).note


def test_an_appeal_that_is_lodged_ends_the_wait_for_one_and_is_told() -> None:
    sentenced, lodged = (
        a_turn(Turn.SENTENCED, at(date(2026, 11, 20))),
        a_turn(Turn.APPEAL_LODGED, at(date(2026, 12, 1))),
    )
    picture = after(sentenced, lodged)

    assert the("appeal_crown", picture, at(date(2026, 12, 1))).state is DutyState.OVER
    assert due_day("appeal_told", picture, at(date(2026, 12, 1))) == date(2026, 12, 2)


def test_compensation_can_be_claimed_until_the_twentieth_birthday_of_each_child() -> None:
    now = at(date(2026, 11, 20))

    assert due_day("cica", a_picture(), now) == date(2032, 5, 4)
    assert "birth" not in the("cica", a_picture(), now).because
    grown = a_picture(people=(a_person(born_on=date(2000, 1, 1)), *a_picture().people[1:]))
    assert "cica" not in codes(grown, now)


def test_a_claim_for_expenses_is_asked_about_from_the_day_evidence_was_over() -> None:
    given = replace(a_picture(), events=(an_event(state=EventState.GIVEN, settled_at=at(date(2026, 12, 8), 15)),))

    assert due_day("expenses_paid", given, at(date(2026, 12, 9))) == date(2026, 12, 22)


def test_one_call_follows_a_day_of_outcomes_however_many_defendants_it_was_about() -> None:
    day = at(date(2026, 11, 20))
    pair = (one_who(a_turn(Turn.ACQUITTED, day)), one_who(a_turn(Turn.CONVICTED, day), label="D2"))
    picture = a_picture(case=a_case(defendants=pair))

    assert the("post_trial_call", picture, day).due_at == day + timedelta(hours=48)
    reached = ContactEntry("entry", "person-mother", day + timedelta(hours=3), ContactVia.VOICE, False, True)
    rung = replace(picture, contact_log=(reached,))
    assert the("post_trial_call", rung, day + timedelta(hours=4)).state is DutyState.TOLD
    missed = replace(picture, contact_log=(replace(reached, reached=False),))
    assert the("post_trial_call", missed, day + timedelta(hours=4)).state is DutyState.WAITING


def test_the_reviews_begin_when_the_case_has_ended_for_everybody() -> None:
    first, last = at(date(2026, 11, 6)), at(date(2026, 11, 20))
    one = one_who(a_turn(Turn.ACQUITTED, first))
    open_still = a_picture(case=a_case(defendants=(one, one_who(a_turn(Turn.CONVICTED, last), label="D2"))))
    done = a_picture(case=a_case(defendants=(one, one_who(a_turn(Turn.SENTENCED, last), label="D2"))))

    assert "review_1_week" not in codes(open_still, last)
    assert due_day("review_1_week", done, last) == date(2026, 11, 27)
    assert due_day("review_6_weeks", done, last) == date(2027, 1, 1)
    assert due_day("review_12_weeks", done, last) == date(2027, 2, 12)


# Edges


def test_beyond_the_calendar_a_limit_has_no_day_and_says_why() -> None:
    edge = a_calendar(known_until=date(2026, 11, 22))
    friday = at(date(2026, 11, 20))

    (duty,) = (
        d for d in duties_of(after(a_turn(Turn.BAILED, friday)), DUTY_RULES, edge, friday) if d.code == "bail_told"
    )

    assert duty.due_at is None
    assert duty.state is DutyState.WAITING
    assert "beyond the bank holidays we know" in duty.note


def test_what_ran_out_before_our_support_began_is_nothing_to_ask_about() -> None:
    picture = a_picture(case=a_case(charged_on=date(2025, 12, 1)))

    assert the("charge_told", picture, at(date(2026, 11, 20))).state is DutyState.OVER


def test_a_closed_case_asks_nothing() -> None:
    picture = after(a_turn(Turn.BAILED, at(date(2026, 11, 2))))
    closed = replace(picture, case=replace(picture.case, closed_on=date(2026, 11, 10)))

    assert the("bail_told", closed, at(date(2026, 11, 20))).state is DutyState.OVER


def test_a_fact_of_the_future_starts_nothing() -> None:
    assert "bail_told" not in codes(after(a_turn(Turn.BAILED, at(date(2026, 11, 20)))), at(date(2026, 11, 19)))


def test_a_duty_names_nobody() -> None:
    picture = after(
        a_turn(Turn.SENTENCED, at(date(2026, 11, 20)), custody_months=24),
        measures=(measured((MeasureState.GRANTED, at(date(2026, 11, 2)))),),
        witnesses=(a_witness(steps=(RequirementStep(Requirement.WARNED, at(date(2026, 11, 2))),)),),
    )
    written = " ".join(f"{d.words} {d.because} {d.ask} {d.note} {d.about}" for d in running(picture, at(TRIAL_DAY)))

    assert "J.F." in written
    assert not [name for name in ("Jude", "Amina", "Farah") if name in written]


@given(st.sampled_from(list(Turn)), st.integers(0, 900), st.integers(0, 1200))
def test_every_turn_at_any_time_gives_limits_that_begin_in_the_past_and_are_said_once(
    turn: Turn, began: int, later: int
) -> None:
    then = datetime(2025, 6, 1, 9, tzinfo=UTC) + timedelta(days=began)
    picture = after(a_turn(turn, then, custody_months=24))
    now = then + timedelta(days=min(later, (date(2028, 12, 31) - then.date()).days))

    found = duties_of(picture, DUTY_RULES, CALENDAR, now)

    assert all(duty.started_at <= now for duty in found)
    assert len({(duty.code, duty.about) for duty in found}) == len(found)
    assert all(duty.due_at is not None or "cannot be named" in duty.note for duty in found)
    assert all(duty.because.startswith("Because ") and duty.source and duty.holder for duty in found)
    assert WITNESS not in {duty.about for duty in found}
