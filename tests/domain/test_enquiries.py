"""Questions between the CPS and support: who may ask what, one answer each, and a clock that stands still at night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import CALENDAR, WITNESS, J, a_need, a_picture
from tests.planned import a_step, a_visit
from witness.domain.access import Role
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.enquiries import (
    SIDE_OF,
    TOPICS,
    Enquiry,
    EnquiryState,
    Reply,
    Topic,
    answered,
    check_question,
    topics_for,
    withdrawn,
)
from witness.domain.enquiry_clock import Pressure, clock_at, due_of
from witness.domain.enquiry_facts import fact_for, insist_it_agrees
from witness.domain.errors import Refused
from witness.domain.evidence import NeedKind, NeedState, Side
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.picture_at import picture_at
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted
from witness.domain.visits import VisitKind

ON = date(2026, 11, 24)  # a Tuesday
NOW = moment_in_london(ON, time(10, 0))


def london(month: int, day: int, hour: int, minute: int) -> datetime:
    return moment_in_london(date(2026, month, day), time(hour, minute))


def a_question(topic: Topic = Topic.TRANSPORT, **changes: Any) -> Enquiry:
    made = Enquiry("q1", topic, WITNESS, NOW, due_of(NOW, CALENDAR), by_id="somebody")
    return replace(made, **changes)


def done(enquiry: Enquiry, reply: Reply = Reply.YES, words: str = "", at: datetime = NOW) -> Enquiry:
    return answered(enquiry, reply, words, enquiry.row.to, at=at, by_id=None)


def work(now: datetime, *enquiries: Enquiry) -> list[WantedTask]:
    found = tasks_wanted(a_picture(enquiries=enquiries), (), CALENDAR, now=now)
    return [task for task in found if task.kind is TaskKind.QUESTION]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (london(11, 24, 9, 0), london(11, 24, 17, 0)),
        (london(11, 24, 14, 30), london(11, 25, 14, 30)),
        (london(11, 27, 15, 0), london(11, 30, 15, 0)),  # a Friday
        (london(11, 28, 11, 0), london(11, 30, 17, 0)),  # a Saturday
        (london(12, 24, 16, 0), london(12, 29, 16, 0)),  # Christmas, and Boxing Day is made up
    ],
)
def test_an_answer_is_wanted_within_eight_office_hours(asked: datetime, due: datetime) -> None:
    assert due_of(asked, CALENDAR) == due


@pytest.mark.parametrize(
    ("now", "pressure", "words"),
    [
        (london(11, 24, 10, 0), Pressure.FINE, "1 working day left"),
        (london(11, 24, 15, 20), Pressure.FINE, "2 h 40 min left"),
        (london(11, 24, 16, 0), Pressure.SOON, "2 h left"),
        (london(11, 24, 23, 0), Pressure.SOON, "1 h left"),
        (london(11, 25, 9, 59), Pressure.SOON, "1 min left"),
        (london(11, 25, 10, 0), Pressure.LATE, "overdue"),
        (london(11, 25, 13, 0), Pressure.LATE, "overdue by 3 h"),
        (london(11, 30, 11, 0), Pressure.LATE, "overdue by 3 working days 1 h"),
    ],
)
def test_the_clock_stands_still_while_offices_are_shut(now: datetime, pressure: Pressure, words: str) -> None:
    clock = clock_at(due_of(NOW, CALENDAR), now, CALENDAR)

    assert (clock.pressure, clock.words) == (pressure, words)


def test_beyond_the_known_bank_holidays_an_answer_is_wanted_a_day_later_and_the_clock_says_only_that_it_is_due() -> (
    None
):
    at = moment_in_london(date(2031, 3, 3), time(10, 0))

    assert due_of(at, CALENDAR) == at + timedelta(days=1)
    assert clock_at(at + timedelta(days=1), at, CALENDAR).words == "due"


def test_each_side_asks_what_the_other_answers() -> None:
    ours, theirs = dict(topics_for(Side.SUPPORT)), dict(topics_for(Side.CPS))

    assert not ours.keys() & theirs.keys()
    assert ours.keys() | theirs.keys() == set(Topic) == set(TOPICS)
    assert {role for role in Role if role not in SIDE_OF} == {Role.ADMIN}


@pytest.mark.parametrize(
    ("new", "known", "side", "why"),
    [
        (a_question(), (), Side.SUPPORT, "other side to ask"),
        (a_question(Topic.DOOR), (), Side.CPS, "other side to ask"),
        (a_question(), (a_question(enquiry_id="q0"),), Side.CPS, "asked already"),
        (a_question(Topic.AVAILABILITY), (), Side.CPS, "which days"),
        (a_question(first_on=ON), (), Side.CPS, "about no days"),
        (a_question(Topic.AVAILABILITY, first_on=date(2026, 11, 23)), (), Side.CPS, "begun already"),
        (a_question(Topic.AVAILABILITY, first_on=ON, last_on=date(2026, 11, 23)), (), Side.CPS, "before the first"),
        (a_question(Topic.AVAILABILITY, first_on=ON, last_on=date(2027, 11, 23)), (), Side.CPS, "three months"),
        (a_question(Topic.AVAILABILITY, first_on=date(2226, 1, 1)), (), Side.CPS, "two years"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused_with_its_reason(
    new: Enquiry, known: tuple[Enquiry, ...], side: Side, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        check_question(new, known, side, ON)


def test_the_same_may_be_asked_again_once_it_was_answered_and_of_another_witness_at_once() -> None:
    check_question(a_question(), (done(a_question(enquiry_id="q0")),), Side.CPS, ON)
    check_question(a_question(witness_id="w2"), (a_question(enquiry_id="q0"),), Side.CPS, ON)


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (lambda: done(done(a_question()), Reply.NO), "answered already: “Yes”.*one answer"),
        (lambda: done(withdrawn(a_question(), Side.CPS, at=NOW, by_id=None)), "was withdrawn"),
        (lambda: withdrawn(done(a_question()), Side.CPS, at=NOW, by_id=None), "answered already"),
        (lambda: withdrawn(a_question(), Side.SUPPORT, at=NOW, by_id=None), "Only they can withdraw"),
        (lambda: answered(a_question(), Reply.YES, "", Side.CPS, at=NOW, by_id=None), "other side to answer"),
        (lambda: done(a_question(Topic.DOOR), Reply.YES), "one of the answers"),
        (lambda: done(a_question(), Reply.SAID, "  "), "Write the answer"),
        (lambda: done(a_question(), Reply.RECORDED, ""), "Nothing is recorded"),
    ],
)
def test_an_answer_that_is_empty_second_or_too_late_is_refused(end: Callable[[], Enquiry], why: str) -> None:
    with pytest.raises(Refused, match=why):
        end()


def test_a_question_that_has_ended_says_how_and_for_an_instant_before_that_it_was_open() -> None:
    later = NOW + timedelta(hours=2)
    ended = done(a_question(), Reply.NOT_YET, "We ask today.", at=later)
    picture = a_picture(enquiries=(ended,))

    assert (ended.state, ended.ended and ended.ended.in_words) == (EnquiryState.ANSWERED, "Not yet. We ask today.")
    assert picture_at(picture, NOW, now=later).enquiries[0].is_open
    assert picture_at(picture, NOW - timedelta(hours=1), now=later).enquiries == ()


def lift(state: NeedState) -> dict[str, Any]:
    return {"needs": (a_need(NeedKind.TRANSPORT, state, since=date(2026, 11, 20)),)}


def avoiding(first: date, last: date) -> dict[str, Any]:
    return {"availability": (DatesToAvoid("d", J, first, last, AvoidWhy.EXAM, NOW),)}


def a_dated_visit() -> dict[str, Any]:
    return {"visits": (a_visit(VisitKind.COURT_VISIT, a_step(date(2026, 11, 30), time(11, 0))),)}


DAYS = {"first_on": date(2027, 2, 1), "last_on": date(2027, 2, 5)}


@pytest.mark.parametrize(
    ("enquiry", "facts", "said", "holds"),
    [
        (a_question(), {}, None, None),
        (a_question(), lift(NeedState.CONFIRMED), "a lift to court: confirmed, since Fri 20 Nov", True),
        (a_question(), lift(NeedState.REQUESTED), "a lift to court: asked for, not confirmed, since Fri 20 Nov", False),
        (a_question(), lift(NeedState.NOT_NEEDED), "a lift to court: not needed, since Fri 20 Nov", None),
        (
            a_question(witness_id=None),
            lift(NeedState.CONFIRMED),
            "W1: a lift to court: confirmed, since Fri 20 Nov",
            True,
        ),
        (a_question(Topic.COURT_VISIT), a_dated_visit(), "court visit: planned for Mon 30 Nov", True),
        (a_question(Topic.AVAILABILITY, **DAYS), {}, None, None),
        (
            a_question(Topic.AVAILABILITY, **DAYS),
            avoiding(date(2027, 2, 3), date(2027, 3, 1)),
            "cannot come on Wed 3 Feb to Fri 5 Feb",
            False,
        ),
        (
            a_question(Topic.AVAILABILITY, **DAYS),
            avoiding(date(2027, 3, 1), date(2027, 3, 5)),
            "dates to avoid are known, and none of these days is among them",
            True,
        ),
        (a_question(Topic.DOOR), lift(NeedState.CONFIRMED), None, None),
    ],
)
def test_what_is_recorded_is_offered_as_the_answer_and_what_is_not_known_is_not(
    enquiry: Enquiry, facts: dict[str, Any], said: str | None, holds: bool | None
) -> None:
    fact = fact_for(a_picture(**facts), enquiry, CALENDAR, NOW)

    assert (said, holds) == (None, None) if fact is None else (fact.words, fact.holds) == (said, holds)


@pytest.mark.parametrize(
    ("reply", "state", "refused"),
    [
        (Reply.YES, NeedState.REQUESTED, True),
        (Reply.YES, NeedState.CONFIRMED, False),
        (Reply.NOT_YET, NeedState.CONFIRMED, True),
        (Reply.NO, NeedState.CONFIRMED, True),
        (Reply.NO, NeedState.NOT_NEEDED, False),
        (Reply.SAID, NeedState.CONFIRMED, False),
    ],
)
def test_a_bare_answer_may_not_contradict_the_record(reply: Reply, state: NeedState, refused: bool) -> None:
    fact = fact_for(a_picture(**lift(state)), a_question(), CALENDAR, NOW)
    if not refused:
        insist_it_agrees(reply, fact)
        return
    with pytest.raises(Refused, match="The record says otherwise: a lift to court"):
        insist_it_agrees(reply, fact)


def test_a_question_to_support_is_work_until_it_is_answered_or_taken_back() -> None:
    (task,) = work(NOW, a_question(words="Which morning?"))

    assert task.words == "Answer the CPS: is a lift to court arranged? (W1)"
    assert task.due_at == due_of(NOW, CALENDAR)
    assert work(NOW, done(a_question())) == work(NOW, withdrawn(a_question(), Side.CPS, at=NOW, by_id=None)) == []


def test_a_question_to_the_cps_is_work_for_the_officer_only_when_its_clock_has_run_out() -> None:
    asked = a_question(Topic.DECISION)

    assert work(asked.due_at - timedelta(minutes=1), asked) == []
    (task,) = work(asked.due_at, asked)
    assert task.words.startswith("Ring the CPS, no answer since Tue 24 Nov: what was decided")
    assert task.due_at > asked.due_at
    assert work(asked.due_at, done(asked, Reply.NOT_YET)) == []


def test_a_label_that_somebody_typed_as_a_name_is_not_shown_in_a_list_of_work() -> None:
    picture: CasePicture = a_picture(enquiries=(a_question(),))
    named = replace(picture, witnesses=tuple(replace(w, label="Jude Farah") for w in picture.witnesses))

    (task,) = (t for t in tasks_wanted(named, (), CALENDAR, now=NOW) if t.kind is TaskKind.QUESTION)

    assert task.words.endswith("(witness)")
