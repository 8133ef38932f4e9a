"""What is missing from whom, by when; and that nothing a liaison may not see can be in it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    FATHER,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_calendar,
    a_contact,
    a_hearing,
    a_measure,
    a_need,
    a_parent,
    a_person,
    a_ready_picture,
    a_revision,
    a_slot,
    a_told,
    a_whole_measure,
    a_witness,
    an_answer,
    an_event,
    days_before,
    moved,
    needs_met,
    noon,
    steps,
    unsettled,
)
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState
from witness.domain.countdown import Closed
from witness.domain.evidence import AnswerKind, EventState, NeedKind, NeedState, Side
from witness.domain.hearings import HearingState
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.measures_chain import EFFECTS, LINKS_OF, MeasureLink
from witness.domain.people import CasePart, Part, Requirement
from witness.domain.readiness import (
    VERDICT_IN_WORDS,
    Matter,
    Readiness,
    ReadinessItem,
    State,
    Verdict,
    What,
    judge,
)
from witness.domain.readiness_items import NEED_BY, STATE_OF_NEED

NOW = noon(date(2026, 11, 24))
INTERVIEW = a_whole_measure(MeasureKind.VIDEO_INTERVIEW)
TOLD_BY = date(2026, 3, 3)  # a working day after the decision


def readiness_of(picture: CasePicture, now: datetime = NOW) -> Readiness:
    return judge(picture, WITNESS, CALENDAR, now)


def item_of(what: What, picture: CasePicture, now: datetime = NOW) -> ReadinessItem:
    return next(item for item in readiness_of(picture, now).items if item.what is what)


# Verdicts


def test_a_witness_with_everything_arranged_is_ready() -> None:
    found = readiness_of(a_ready_picture())

    assert found.verdict is Verdict.READY
    assert found.because == "Nothing is missing."
    assert found.working_days_left == 9
    assert found.missing == ()


def test_what_is_missing_is_named_with_whose_move_it_is_the_soonest_first() -> None:
    picture = a_ready_picture(
        measures=(INTERVIEW, a_measure(state=MeasureState.GRANTED)),
        needs=(*needs_met()[1:], a_need(NeedKind.TRANSPORT, NeedState.REQUESTED, due_on=date(2026, 11, 20))),
    )
    found = readiness_of(picture)

    assert found.verdict is Verdict.NOT_READY
    assert found.because == "Missing: a lift to court (support), live link (court)."


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words(verdict: Verdict) -> None:
    assert VERDICT_IN_WORDS[verdict]


@pytest.mark.parametrize("answer", [AnswerKind.WORRIED, AnswerKind.CANNOT])
def test_doubts_put_a_witness_at_risk_without_a_word_of_what_was_said(answer: AnswerKind) -> None:
    picture = a_ready_picture(answers=(unsettled(answer, at=NOW),))

    assert readiness_of(picture).verdict is Verdict.AT_RISK
    item = item_of(Matter.ATTENDANCE, picture)
    assert item.state_in_words == "attendance in doubt: support is calling"
    assert (item.since, item.missing, item.whose) == (date(2026, 11, 24), True, Side.SUPPORT)


@pytest.mark.parametrize("requirement", [Requirement.RELUCTANT, Requirement.REFUSES, Requirement.UNAVAILABLE])
def test_a_witness_recorded_as_doubtful_is_at_risk(requirement: Requirement) -> None:
    picture = a_ready_picture(witnesses=(a_witness(requirement=requirement),))

    assert readiness_of(picture).verdict is Verdict.AT_RISK


def test_an_undecided_measure_ten_working_days_before_is_a_risk_and_before_that_only_missing() -> None:
    picture = a_ready_picture(measures=(INTERVIEW, a_measure(state=MeasureState.APPLIED)))

    assert readiness_of(picture, days_before(11)).verdict is Verdict.NOT_READY
    assert readiness_of(picture, days_before(10)).verdict is Verdict.AT_RISK


@pytest.mark.parametrize(
    ("changes", "closed"),
    [
        ({"witnesses": (a_witness(requirement=Requirement.DE_WARNED),)}, Closed.NOT_EXPECTED),
        ({"events": (an_event(state=EventState.GIVEN),)}, Closed.GIVEN),
        ({"events": (an_event(state=EventState.RELEASED),)}, Closed.RELEASED),
    ],
)
def test_a_witness_who_need_not_come_is_not_needed(changes: dict[str, Any], closed: Closed) -> None:
    found = readiness_of(a_ready_picture(**changes))

    assert found == Readiness(Verdict.NOT_NEEDED, closed=closed)
    assert found.because == closed.value


def test_a_vacated_trial_leaves_no_date() -> None:
    vacated = a_hearing(revisions=[a_revision(state=HearingState.VACATED)])
    found = readiness_of(a_ready_picture(hearings=(vacated,)))

    assert found.verdict is Verdict.NO_DATE
    assert found.because == "No hearing lies ahead at which this witness is to give evidence."


def test_a_trial_to_be_listed_has_no_date_but_shows_what_is_missing() -> None:
    measures = (INTERVIEW, a_measure(state=MeasureState.ASKED))
    found = readiness_of(a_ready_picture(hearings=(a_hearing(None),), measures=measures))

    assert found.verdict is Verdict.NO_DATE
    assert [(item.what, item.by) for item in found.missing] == [(MeasureKind.LIVE_LINK, None)]


# Special measures


@pytest.mark.parametrize(
    ("state", "words", "whose", "by"),
    [
        (MeasureState.NEEDED, "needed, what the witness wants is not recorded", Side.SUPPORT, 20),
        (MeasureState.VIEWS, "wanted, not yet asked for", Side.SUPPORT, 20),
        (MeasureState.ASKED, "asked for, application to be made", Side.CPS, 20),
        (MeasureState.APPLIED, "applied for, decision awaited", Side.COURT, 20),
        (MeasureState.GRANTED, "granted, to be arranged at court, family not told", Side.COURT, 10),
        (MeasureState.PARTLY, "granted in part, family not told", Side.COURT, 10),
        (MeasureState.TOLD, "granted, family told, to be arranged at court", Side.COURT, 10),
        (MeasureState.ARRANGED, "granted and arranged, family not told", Side.SUPPORT, 10),
        (MeasureState.TESTED, "granted and arranged, family not told", Side.SUPPORT, 10),
        (MeasureState.VARIATION, "to be changed, not yet asked for", Side.SUPPORT, 20),
        (MeasureState.LAPSED, "ended at 18: a fresh application is needed", Side.CPS, 20),
    ],
)
def test_each_broken_link_of_a_measure_says_whose_move_it_is(
    state: MeasureState, words: str, whose: Side, by: int
) -> None:
    item = item_of(MeasureKind.LIVE_LINK, a_ready_picture(measures=(a_measure(state=state),)))

    assert (item.what_in_words, item.state_in_words, item.whose) == ("live link", words, whose)
    assert (item.by, item.missing, item.since) == (CALENDAR.add(TRIAL_DAY, -by), True, date(2026, 3, 2))


def test_a_refusal_is_settled_once_the_family_has_heard_of_it_within_a_working_day() -> None:
    refused = a_measure(state=MeasureState.REFUSED)
    told = replace(a_measure(state=MeasureState.TOLD), steps=steps(MeasureState.REFUSED, MeasureState.TOLD))
    item, settled = (item_of(MeasureKind.LIVE_LINK, a_ready_picture(measures=(m,))) for m in (refused, told))

    assert (item.state_in_words, item.whose, item.by) == (
        "refused by the court, family not told",
        Side.SUPPORT,
        TOLD_BY,
    )
    assert item.missing
    assert (settled.state_in_words, settled.missing) == ("refused by the court, family told", False)


@pytest.mark.parametrize(
    ("state", "words"),
    [(MeasureState.NOT_WANTED, "not wanted by the witness"), (MeasureState.USED, "used")],
)
def test_nothing_is_missing_of_a_measure_that_is_over(state: MeasureState, words: str) -> None:
    item = item_of(MeasureKind.SCREEN, a_ready_picture(measures=(a_measure(MeasureKind.SCREEN, state),)))

    assert (item.state_in_words, item.missing) == (words, False)


@pytest.mark.parametrize("state", MeasureState)
@pytest.mark.parametrize("kind", MeasureKind)
def test_every_state_of_every_measure_has_words_of_the_closed_list(kind: MeasureKind, state: MeasureState) -> None:
    item = item_of(kind, a_ready_picture(measures=(a_measure(kind, state),)))

    assert item.state.name.startswith("MEASURE_")
    assert set(EFFECTS) == set(MeasureState)


@pytest.mark.parametrize("kind", MeasureKind)
def test_what_needs_no_booking_is_complete_once_granted_and_told(kind: MeasureKind) -> None:
    granted = a_measure(kind, MeasureState.GRANTED)
    told = replace(a_measure(kind, MeasureState.TOLD), steps=steps(MeasureState.GRANTED, MeasureState.TOLD))

    assert item_of(kind, a_ready_picture(measures=(granted,))).missing
    to_arrange = MeasureLink.ARRANGED in LINKS_OF[kind]
    assert item_of(kind, a_ready_picture(measures=(told,))).missing == to_arrange


def test_what_was_arranged_for_an_earlier_date_is_open_again() -> None:
    later = a_hearing(revisions=[a_revision(1), a_revision(2, a_slot(date(2026, 12, 14)), recorded_at=NOW)])
    item = item_of(MeasureKind.LIVE_LINK, a_ready_picture(hearings=(later,)))

    assert (item.state, item.whose, item.missing) == (State.MEASURE_OLD_DATE, Side.COURT, True)


def test_the_primary_rule_asks_for_what_nobody_has_recorded_and_records_nothing() -> None:
    picture = a_ready_picture(measures=())
    expected = [item for item in readiness_of(picture).items if item.state is State.MEASURE_EXPECTED]

    assert [(item.what, item.whose, item.missing) for item in expected] == [
        (MeasureKind.VIDEO_INTERVIEW, Side.SUPPORT, True),
        (MeasureKind.LIVE_LINK, Side.SUPPORT, True),
    ]
    assert readiness_of(picture).verdict is Verdict.NOT_READY
    adult = a_ready_picture(measures=(), people=(a_person(J, born_on=date(2000, 1, 1)), a_person(MOTHER)))
    assert readiness_of(adult).verdict is Verdict.READY


def test_a_measure_that_ends_at_eighteen_is_the_next_move_of_the_cps() -> None:
    people = (a_person(J, born_on=date(2008, 12, 6)), a_person(MOTHER))
    picture = a_ready_picture(people=people)
    item = item_of(MeasureKind.LIVE_LINK, picture)
    supporter = item_of(NeedKind.SUPPORTER, picture)

    assert item.state is State.MEASURE_LAPSES
    assert (item.whose, item.missing) == (Side.CPS, True)
    assert (supporter.state, supporter.whose, supporter.missing) == (State.SUPPORTER_LAPSES, Side.CPS, True)
    assert readiness_of(picture).verdict is Verdict.AT_RISK


# Needs


@pytest.mark.parametrize("kind", NeedKind)
@pytest.mark.parametrize("state", NeedState)
def test_a_need_shows_its_state_its_owner_and_its_day(kind: NeedKind, state: NeedState) -> None:
    needs = (*(n for n in needs_met() if n.kind is not kind), a_need(kind, state, whose=Side.POLICE))
    item = item_of(kind, a_ready_picture(needs=needs))

    assert item.state is STATE_OF_NEED[state]
    assert item.missing == (state in (NeedState.NEEDED, NeedState.REQUESTED))
    assert (item.whose, item.by) == (Side.POLICE, CALENDAR.add(TRIAL_DAY, -NEED_BY[kind]))


def test_the_day_agreed_for_a_need_goes_before_the_ladder() -> None:
    need = a_need(NeedKind.TRANSPORT, NeedState.NEEDED, due_on=date(2026, 11, 26))

    assert item_of(NeedKind.TRANSPORT, a_ready_picture(needs=(need,))).by == date(2026, 11, 26)


def test_what_nobody_has_asked_about_is_missing_but_an_interpreter_is_not_expected_of_everybody() -> None:
    found = readiness_of(a_ready_picture(needs=()))

    assert found.verdict is Verdict.NOT_READY
    assert {(item.what, item.whose) for item in found.missing} == {
        (NeedKind.COURT_VISIT, Side.SUPPORT),
        (NeedKind.TRANSPORT, Side.SUPPORT),
        (NeedKind.SUPPORTER, Side.SUPPORT),
        (NeedKind.MEMORY_REFRESH, Side.POLICE),
    }
    assert {item.state for item in found.missing} == {State.NEED_UNKNOWN}


def test_a_named_supporter_is_a_confirmed_one() -> None:
    parts = (CasePart(J, Part.WITNESS), a_parent(), CasePart("person-s", Part.SUPPORTER, "", J))

    assert item_of(NeedKind.SUPPORTER, a_ready_picture(parts=parts, needs=())).state is State.NEED_CONFIRMED


def test_days_to_act_by_are_working_days_over_christmas() -> None:
    picture = a_ready_picture(hearings=(a_hearing(date(2027, 1, 4)),), needs=())

    assert item_of(NeedKind.MEMORY_REFRESH, picture).by == date(2026, 12, 23)
    assert item_of(NeedKind.TRANSPORT, picture).by == date(2026, 12, 16)


def test_beyond_the_calendar_items_stay_and_their_days_are_left_out() -> None:
    picture = a_ready_picture(hearings=(a_hearing(date(2029, 3, 5)),), needs=())
    found = judge(picture, WITNESS, a_calendar(known_until=date(2028, 12, 31)), NOW)

    assert found.working_days_left is None
    assert [item.by for item in found.items if item.what is NeedKind.TRANSPORT] == [None]


# Attendance, the date told, and contact


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((), State.NO_ANSWER),
        ((an_answer(revision=2),), State.COMING),
        ((an_answer(AnswerKind.HELP, revision=2),), State.COMING),
        ((an_answer(revision=1),), State.EARLIER_DATE),
        ((an_answer(AnswerKind.WORRIED, revision=2),), State.NO_ANSWER),
        ((an_answer(revision=2), unsettled(AnswerKind.WORRIED, person_id=J)), State.IN_DOUBT),
    ],
)
def test_attendance_is_confirmed_for_the_date_as_it_stands(answers: tuple[Any, ...], state: State) -> None:
    picture = a_ready_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),), answers=answers)
    item = item_of(Matter.ATTENDANCE, picture)

    assert item.state is state
    assert item.missing == (state is not State.COMING)
    assert item.by == CALENDAR.add(TRIAL_DAY, -10)


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ((), True),
        ((a_told(revision=1),), True),
        ((a_told(revision=2),), False),
        ((a_told(revision=1), a_told(revision=2, at=noon(date(2026, 3, 9)))), False),
        ((a_told(revision=2), a_told(person_id=FATHER, revision=1)), False),
    ],
)
def test_the_family_knows_the_date_when_the_last_thing_they_heard_is_true(told: tuple[Any, ...], missing: bool) -> None:
    picture = a_ready_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),), told=told)

    assert item_of(Matter.DATE_TOLD, picture).missing is missing


def test_every_parent_must_have_been_told() -> None:
    people, parts = (a_person(J), a_person(MOTHER), a_person(FATHER)), (a_parent(), a_parent(FATHER, "father"))
    one = a_ready_picture(people=people, parts=parts)
    both = replace(one, told=(a_told(), a_told(person_id=FATHER)))

    assert item_of(Matter.DATE_TOLD, one).state is State.NOT_TOLD
    assert item_of(Matter.DATE_TOLD, both).state is State.TOLD


def test_a_witness_we_write_to_must_have_been_told_as_well() -> None:
    picture = a_ready_picture(witnesses=(a_witness(direct_contact=True),))

    assert item_of(Matter.DATE_TOLD, picture).missing
    told = (*picture.told, a_told(person_id=J))
    assert not item_of(Matter.DATE_TOLD, replace(picture, told=told)).missing


def test_a_witness_with_nobody_to_write_to_has_not_been_told() -> None:
    assert item_of(Matter.DATE_TOLD, a_ready_picture(parts=(CasePart(J, Part.WITNESS),))).missing


def test_another_court_room_is_nothing_a_family_must_be_told() -> None:
    hearing = a_hearing(revisions=[a_revision(1), a_revision(2, a_slot(room="5"))])

    assert not item_of(Matter.DATE_TOLD, a_ready_picture(hearings=(hearing,))).missing


def test_the_date_must_be_told_within_a_working_day() -> None:
    hearing = a_hearing(revisions=[a_revision(learnt_at=noon(date(2026, 11, 20)))])
    item = item_of(Matter.DATE_TOLD, a_ready_picture(hearings=(hearing,), told=()))

    assert (item.since, item.by) == (date(2026, 11, 20), date(2026, 11, 23))


@pytest.mark.parametrize("state", ContactState)
def test_contact_is_possible_on_a_usable_phone_only(state: ContactState) -> None:
    item = item_of(Matter.CONTACT, a_ready_picture(contacts=(a_contact(state=state),)))

    assert item.missing == (state is not ContactState.USABLE)


def test_a_safe_contact_check_that_ran_out_makes_contact_impossible() -> None:
    def possible(reviewed_on: date) -> bool:
        return not item_of(Matter.CONTACT, a_ready_picture(contacts=(a_contact(reviewed_on=reviewed_on),))).missing

    assert possible(date(2026, 10, 28))
    assert not possible(date(2026, 10, 27))


def test_the_phone_of_somebody_we_do_not_write_to_does_not_count() -> None:
    assert item_of(Matter.CONTACT, a_ready_picture(contacts=(a_contact(person_id=J),))).missing


def test_the_hearing_of_somebody_else_is_not_counted_down_to() -> None:
    other = an_event(event_id="event-2", witness_id="witness-2", hearing_id=TRIAL)

    assert readiness_of(a_ready_picture(events=(other,))).verdict is Verdict.NO_DATE


@pytest.mark.parametrize("state", State)
def test_what_nobody_has_asked_is_never_shown_as_if_it_were_in_place(state: State) -> None:
    item = ReadinessItem(NeedKind.TRANSPORT, state, Side.SUPPORT)
    says_so = state.value.startswith("not known") or "not yet asked whether" in state.value

    assert item.is_known is not says_so
