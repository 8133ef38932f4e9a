"""A parent's own plan: offers, when to ask again, and that accepted support protects while it goes on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import (
    MOTHER,
    WITNESS,
    a_calendar,
    a_marker,
    a_parent,
    a_picture,
    days_before,
    noon,
    points_of,
)
from witness.domain.concern import Code
from witness.domain.errors import Refused
from witness.domain.markers import MarkerKind, Said
from witness.domain.parent_tasks import parent_tasks
from witness.domain.parents import OFFER_WORDS, Offer, OfferState, OfferStep, check_step, offer_standing
from witness.domain.passings import Passing, PassingEvent, check_event, check_passing, passing_at, usual_due_on
from witness.domain.tasks import TaskKind

TODAY = date(2026, 11, 25)
NOW = noon(TODAY)
PEER = Offer.PEER_SUPPORT


def step(state: OfferState, day: int, again: date | None = None, offer: Offer = PEER) -> OfferStep:
    on = date(2026, 11, day)
    return OfferStep(f"s{day}{state.value}", MOTHER, offer, state, on, noon(on), again)


def passing(**changes: object) -> Passing:
    made = Passing("p1", MOTHER, date(2026, 11, 2), "FIB/7", "DC Marsh", date(2026, 11, 16), noon(date(2026, 11, 2)))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "new", "words"),
    [
        ([], step(OfferState.OFFERED, 26), "has not come yet"),
        ([], step(OfferState.ENDED, 20), "cannot follow"),
        ([], step(OfferState.MISTAKE, 20), "cannot follow"),
        ([step(OfferState.ACCEPTED, 10)], step(OfferState.OFFERED, 20), "cannot follow"),
        ([step(OfferState.OFFERED, 10)], step(OfferState.ACCEPTED, 9), "before what is recorded"),
        ([], step(OfferState.ACCEPTED, 10, date(2026, 12, 1)), "Nothing is asked again"),
        ([], step(OfferState.DECLINED, 10, date(2026, 11, 10)), "comes later"),
        ([], step(OfferState.DECLINED, 10, date(2028, 11, 10)), "within a year"),
    ],
)
def test_what_cannot_be_of_an_offer_is_refused(before: list[OfferStep], new: OfferStep, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_step(before, new, TODAY)


def test_who_said_not_now_is_asked_again_on_the_day_agreed_and_a_mistake_brings_back_what_stood() -> None:
    offered, later = step(OfferState.OFFERED, 1), step(OfferState.DECLINED, 10, date(2027, 2, 1))
    check_step([offered], later, TODAY)

    assert offer_standing([offered], MOTHER, PEER).ask_again_on == date(2026, 11, 15)
    assert offer_standing([later, offered], MOTHER, PEER).ask_again_on == date(2027, 2, 1)
    back = offer_standing([offered, later, step(OfferState.MISTAKE, 11)], MOTHER, PEER)
    assert (back.state, back.since) == (OfferState.OFFERED, date(2026, 11, 1))
    assert offer_standing([step(OfferState.ACCEPTED, 2)], MOTHER, PEER).ask_again_on is None


def test_therapy_is_offered_with_the_words_that_it_never_waits_for_the_case() -> None:
    assert "never waits for the court case" in OFFER_WORDS[Offer.THERAPY].says


def test_asking_again_and_an_answer_of_the_police_become_work_that_names_neither_offer_nor_form() -> None:
    picture = a_picture(offers=(step(OfferState.OFFERED, 1),), passings=(passing(),))

    work = list(parent_tasks(picture, NOW))

    assert [task.kind for task in work] == [TaskKind.PARENT_OFFER, TaskKind.POLICE_ANSWER]
    said = " ".join(task.words for task in work)
    assert "J.F.'s mother" in said
    assert "Mon 16 Nov" in said
    assert not any(word in said for word in ("FIB", "Marsh", "eer support"))
    done = replace(picture, offers=(step(OfferState.ACCEPTED, 2),), passings=(passing(fed_back_on=TODAY),))
    assert list(parent_tasks(done, NOW)) == []
    gone = replace(picture, passings=(), parts=(replace(a_parent(), left_at=NOW),))
    assert list(parent_tasks(gone, NOW)) == []
    assert list(parent_tasks(picture, noon(date(2026, 11, 14)))) == []


def test_accepted_support_protects_while_it_goes_on_and_is_said_anew() -> None:
    now = days_before(8)
    lately = now.date() - timedelta(days=10)
    took = OfferStep("s", MOTHER, PEER, OfferState.ACCEPTED, lately, noon(lately))
    picture = a_picture(offers=(took,))

    assert points_of(Code.PARENT_SUPPORTED, now, picture) == -5
    # Exams and work take a load off; they are no support for the parent.
    assert points_of(Code.PARENT_SUPPORTED, now, a_picture(offers=(replace(took, offer=Offer.WORK),))) is None
    long_ago = replace(took, on=lately - timedelta(days=60), recorded_at=noon(lately - timedelta(days=60)))
    assert points_of(Code.PARENT_SUPPORTED, now, a_picture(offers=(long_ago,))) is None
    ended = replace(took, step_id="t", state=OfferState.ENDED, recorded_at=now)
    assert points_of(Code.PARENT_SUPPORTED, now, a_picture(offers=(took, ended))) is None
    newer_no = a_marker(MarkerKind.PARENT_SUPPORTED, Said.NO, on=lately + timedelta(days=1), witness_id=WITNESS)
    assert points_of(Code.PARENT_SUPPORTED, now, replace(picture, markers=(newer_no,))) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"form_reference": "he met her at the station"}, "form's reference"),
        ({"officer": "DC Marsh who came to the house on Monday"}, "at most four words"),
        ({"passed_on": date(2026, 12, 1)}, "has not come yet"),
        ({"due_on": date(2026, 11, 1)}, "comes later"),
        ({"due_on": date(2027, 11, 1)}, "half a year"),
    ],
)
def test_what_was_passed_to_the_police_can_hold_no_story(changes: dict[str, object], words: str) -> None:
    check_passing(passing(), TODAY)

    with pytest.raises(Refused, match=words):
        check_passing(passing(**changes), TODAY)


def test_what_comes_back_is_recorded_once_on_a_day_that_can_be_and_is_unknown_before() -> None:
    back = passing(acknowledged_on=date(2026, 11, 4), acknowledged_at=NOW)
    for event, on, words in (
        (PassingEvent.ACKNOWLEDGED, date(2026, 11, 5), "recorded already"),
        (PassingEvent.FED_BACK, date(2026, 11, 1), "before it was passed"),
        (PassingEvent.FED_BACK, date(2026, 11, 26), "has not come"),
    ):
        with pytest.raises(Refused, match=words):
            check_event(back, event, on, TODAY)
    check_event(back, PassingEvent.FED_BACK, TODAY, TODAY)

    assert passing_at(back, NOW - timedelta(hours=1)) == passing()
    assert passing_at(back, NOW) == back
    assert usual_due_on(date(2026, 11, 2), a_calendar()) == date(2026, 11, 16)
