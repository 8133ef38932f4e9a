"""How sure somebody is: asked by choice, never a pressure, and each thing that makes it hard becomes what helps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL_DAY,
    WITNESS,
    J,
    a_hearing,
    a_marker,
    a_need,
    a_person,
    a_picture,
    a_ready_picture,
    a_sure_answer,
    a_witness,
    concern_at,
    days_before,
    moved,
    noon,
    points_of,
    reason_of,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import Code
from witness.domain.errors import Refused
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.markers import MarkerKind, Said
from witness.domain.milestone_rows import Milestone, MilestoneWord
from witness.domain.milestones import Standing, early_warning_of
from witness.domain.parents import Offer, OfferState, OfferStep
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.readiness import judge
from witness.domain.sureness import Hard, Sure, SureAnswer, check_answer, newest_said
from witness.domain.sureness_help import HELP, asks_now, may_be_asked, needs_named, open_reasons, sureness_tasks
from witness.domain.tasks import TaskKind

ON, LATER, NOW = date(2026, 11, 20), date(2026, 11, 24), days_before(8)


def said(*answers: SureAnswer, picture: CasePicture | None = None) -> CasePicture:
    return replace(picture or a_picture(), sureness=answers)


def work(picture: CasePicture) -> list[str]:
    return [task.reason_key.rpartition(":")[2] for task in sureness_tasks(picture, CALENDAR, NOW)]


@pytest.mark.parametrize(
    ("sure", "points"), [(Sure.THINK_SO, 5), (Sure.NOT_SURE, 15), (Sure.RATHER_NOT, 20), (Sure.SURE, None)]
)
def test_the_less_sure_the_more_points_and_a_sure_answer_protects(sure: Sure, points: int | None) -> None:
    picture = said(a_sure_answer(sure))

    assert points_of(Code.UNSURE, NOW, picture) == points
    assert points_of(Code.SAID_SURE, NOW, picture) == (-5 if points is None else None)


def test_who_chooses_to_say_nothing_adds_nothing_and_takes_nothing_back() -> None:
    silent = a_sure_answer(Sure.DID_NOT_SAY, Hard.RATHER_NOT_SAY, on=LATER)
    doubtful = a_sure_answer(Sure.NOT_SURE)
    before, after = concern_at(NOW, said()), concern_at(NOW, said(silent))

    assert after.points == before.points
    assert len(after.unknown) == len(before.unknown) - 1
    assert points_of(Code.UNSURE, NOW, said(doubtful, silent)) == 15


def test_the_newest_answer_of_each_counts_and_of_two_people_the_graver() -> None:
    mother, child = a_sure_answer(Sure.SURE), a_sure_answer(Sure.RATHER_NOT, who=J)

    assert points_of(Code.UNSURE, NOW, said(a_sure_answer(Sure.NOT_SURE), a_sure_answer(Sure.SURE, on=LATER))) is None
    assert points_of(Code.UNSURE, NOW, said(mother, child)) == 20
    assert points_of(Code.SAID_SURE, NOW, said(mother, child)) is None


def test_old_answers_fade_and_a_sure_one_sooner_than_a_doubt() -> None:
    long_ago, lately = a_sure_answer(Sure.RATHER_NOT, on=date(2026, 10, 26)), date(2026, 11, 9)

    assert points_of(Code.UNSURE, NOW, said(long_ago)) is None
    assert points_of(Code.UNSURE, NOW, said(a_sure_answer(Sure.RATHER_NOT, on=lately))) == 20
    assert points_of(Code.SAID_SURE, NOW, said(a_sure_answer(Sure.SURE, on=lately))) is None


def test_sure_of_an_earlier_date_is_not_sure_of_this_one_but_a_doubt_stays() -> None:
    picture = a_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),))

    assert points_of(Code.SAID_SURE, NOW, said(a_sure_answer(Sure.SURE), picture=picture)) is None
    assert points_of(Code.SAID_SURE, NOW, said(a_sure_answer(Sure.SURE, revision=2), picture=picture)) == -5
    assert points_of(Code.UNSURE, NOW, said(a_sure_answer(Sure.NOT_SURE), picture=picture)) == 15


def test_what_was_recorded_by_mistake_is_taken_back_and_what_lies_ahead_is_not_counted() -> None:
    doubt = a_sure_answer(Sure.RATHER_NOT)
    mistake = replace(a_sure_answer(Sure.MISTAKE), recorded_at=doubt.recorded_at + timedelta(hours=1))

    assert newest_said((doubt, mistake), WITNESS, [MOTHER], LATER) == ()
    assert points_of(Code.UNSURE, NOW, said(replace(doubt, on=date(2026, 12, 1), recorded_at=noon(LATER)))) is None


DAYS_OFF = DatesToAvoid("avoid-1", MOTHER, TRIAL_DAY, TRIAL_DAY, AvoidWhy.WORK, noon(LATER))
LETTERS = MilestoneWord("word-1", WITNESS, Milestone.LETTERS_SENT, Said.YES, LATER, noon(LATER))
OFFERED = OfferStep("offer-1", MOTHER, Offer.SIBLINGS, OfferState.OFFERED, LATER, noon(LATER))
HELPED = [
    (Hard.SOMEBODY, {"markers": (a_marker(MarkerKind.THREAT, Said.NO, LATER),)}),
    (Hard.COURT, {"needs": (a_need(NeedKind.COURT_VISIT, NeedState.DONE, since=LATER),)}),
    (Hard.NOT_BELIEVED, {"markers": (a_marker(MarkerKind.ENGAGED, Said.YES, LATER),)}),
    (Hard.SCHOOL_WORK, {"milestones": (LETTERS,)}),
    (Hard.CARE, {"availability": (DAYS_OFF,)}),
    (Hard.JOURNEY, {"needs": (a_need(NeedKind.TRANSPORT, NeedState.CONFIRMED, since=LATER),)}),
    (Hard.HEALTH, {"markers": (a_marker(MarkerKind.CRISIS, Said.NO, LATER),)}),
    (Hard.FAMILY, {"offers": (OFFERED,)}),
    (Hard.DOES_NOT_WANT, {}),
    (Hard.OTHER, {}),
]


@pytest.mark.parametrize(("reason", "done"), HELPED)
def test_each_reason_is_work_with_a_limit_until_what_helps_is_recorded_or_it_is_no_longer_named(
    reason: Hard, done: dict[str, object]
) -> None:
    named = said(a_sure_answer(Sure.THINK_SO, reason))
    (task,) = sureness_tasks(named, CALENDAR, NOW)

    assert (task.kind, task.due_at > noon(ON), bool(task.clears_when)) == (TaskKind.SURENESS, True, True)
    assert points_of(Code.HARD_TO_COME, NOW, named) == 10
    if done:
        helped = replace(named, **done)
        assert (work(helped), points_of(Code.HARD_TO_COME, NOW, helped)) == ([], None)
    asked_again = replace(named, sureness=(*named.sureness, a_sure_answer(Sure.THINK_SO, on=LATER)))
    assert (work(asked_again), points_of(Code.HARD_TO_COME, NOW, asked_again)) == ([], None)


def test_every_reason_that_can_be_helped_has_its_help() -> None:
    assert set(HELP) == set(Hard) - {Hard.RATHER_NOT_SAY}
    assert [reason for reason, _ in HELPED] == list(HELP)


def test_a_lift_that_was_there_before_is_no_help_with_a_journey_that_is_hard() -> None:
    before = a_need(NeedKind.TRANSPORT, NeedState.CONFIRMED, since=date(2026, 11, 2))
    answer = a_sure_answer(Sure.THINK_SO, Hard.JOURNEY)

    assert open_reasons(said(answer, picture=a_picture(needs=(before,))), answer) == (Hard.JOURNEY,)


def test_two_things_weigh_more_and_are_named_in_the_reason() -> None:
    picture = said(a_sure_answer(Sure.NOT_SURE, Hard.COURT), a_sure_answer(Sure.SURE, Hard.HEALTH, who=J))

    assert points_of(Code.HARD_TO_COME, NOW, picture) == 15
    assert reason_of(Code.HARD_TO_COME, NOW, picture).endswith("hard: health, afraid of the court.")


def test_who_would_rather_not_is_heard_and_never_persuaded_and_it_is_no_refusal() -> None:
    picture = said(a_sure_answer(Sure.RATHER_NOT))
    (task,) = sureness_tasks(picture, CALENDAR, NOW)

    assert "without persuading" in task.words
    assert "with their leave" in task.words
    assert points_of(Code.HARD_WITHDRAWAL, NOW, picture) is None


def test_the_work_stays_when_the_points_have_faded_and_goes_when_nothing_is_ahead() -> None:
    old = said(a_sure_answer(Sure.SURE, Hard.JOURNEY, on=date(2026, 10, 12)))

    assert points_of(Code.HARD_TO_COME, NOW, old) is None
    assert work(old) == ["journey"]
    assert work(replace(old, events=())) == []


def test_a_named_journey_becomes_a_need_unless_one_is_recorded() -> None:
    answer = a_sure_answer(Sure.SURE, Hard.JOURNEY, Hard.OTHER)
    recorded = a_picture(needs=(a_need(NeedKind.TRANSPORT, NeedState.NEEDED),))

    assert needs_named(a_picture(), answer) == (NeedKind.TRANSPORT,)
    assert needs_named(recorded, answer) == ()


def test_a_child_is_asked_only_where_speaking_with_them_is_agreed() -> None:
    agreed = a_picture(witnesses=(a_witness(direct_contact=True),))
    not_agreed = a_picture(witnesses=(a_witness(direct_contact=False),))
    grown_up = replace(not_agreed, people=(a_person(J, born_on=date(1990, 1, 1)), a_person(MOTHER)))
    asked = [[p.person_id for p in may_be_asked(p, WITNESS, ON)] for p in (agreed, not_agreed, grown_up)]

    assert asked == [[J, MOTHER], [MOTHER], [J, MOTHER]]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (a_sure_answer(on=date(2026, 11, 25)), "not come yet"),
        (a_sure_answer(who=J), "not agreed"),
        (a_sure_answer(Sure.MISTAKE), "nothing recorded"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(answer: SureAnswer, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_answer((), answer, [MOTHER], LATER)


@pytest.mark.parametrize(
    ("left", "last_asked", "asks"),
    [(21, None, False), (20, None, True), (18, 19, False), (10, 11, True), (9, 10, False), (5, 9, True), (1, 2, True)],
)
def test_it_is_asked_at_each_call_of_the_countdown(left: int, last_asked: int | None, asks: bool) -> None:
    answers = () if last_asked is None else (a_sure_answer(Sure.DID_NOT_SAY, on=days_before(last_asked).date()),)

    assert asks_now(said(*answers), WITNESS, a_hearing(), CALENDAR, days_before(left).date()) is asks


def test_the_countdown_asks_for_it_until_somebody_has_asked_about_the_day_as_it_stands() -> None:
    def standing(picture: CasePicture) -> Standing:
        reached = early_warning_of(picture, WITNESS, CALENDAR, NOW).reached
        return next(r.standing for r in reached if r.row.code is Milestone.SURENESS_ASKED)

    other_day = a_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),))
    assert standing(a_picture()) is Standing.OPEN
    assert standing(said(a_sure_answer(Sure.DID_NOT_SAY))) is Standing.DONE
    assert standing(said(a_sure_answer(), picture=other_day)) is Standing.OPEN


def test_the_prosecution_reads_nothing_of_it_in_readiness() -> None:
    picture = a_ready_picture()
    told = said(a_sure_answer(Sure.RATHER_NOT, *HELP), picture=picture)

    assert judge(told, WITNESS, CALENDAR, NOW) == judge(picture, WITNESS, CALENDAR, NOW)
