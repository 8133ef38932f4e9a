"""What is asked by text for a family's own sake: on their own plan, never on a bad day, and never twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import CALENDAR, MOTHER, TRIAL, a_case, a_contact, a_marker, a_picture, noon
from tests.domain.after_roads import ROADS
from witness.domain.asking_texts import (
    Doubt,
    TwoAnswers,
    ask_changes,
    asks_wanted,
    bad_day_because,
    check_in_text,
    feedback_text,
    next_check_in,
)
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact import Channel, ContactState
from witness.domain.court_time import london_day
from witness.domain.duties import DutyNotice
from witness.domain.errors import Refused
from witness.domain.markers import MarkerKind
from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.domain.messages import MessageState, Purpose
from witness.domain.parents import Offer, OfferState, OfferStep, check_step
from witness.domain.planned_messages import WantedMessage
from witness.domain.stop_facts import Stop
from witness.domain.wellbeing import Question

AGREED_ON = date(2026, 11, 3)
AGREED = OfferStep("s", MOTHER, Offer.CHECK_IN, OfferState.ACCEPTED, AGREED_ON, noon(AGREED_ON))
DUE = AGREED_ON + timedelta(days=14)
ENGLISH = frozenset({"en"})


def wanted(picture: CasePicture, now: datetime) -> tuple[WantedMessage, ...]:
    return asks_wanted(picture, now=now, languages=ENGLISH, calendar=CALENDAR)


def agreed(*steps: OfferStep, **changes: Any) -> CasePicture:
    return a_picture(offers=steps or (AGREED,), contacts=(a_contact(reviewed_on=date(2026, 11, 5)),), **changes)


def asked_days(picture: CasePicture, first: date, days: int) -> list[date]:
    """The days on which a check is planned anew, when somebody looks each day and what was planned goes."""
    found: list[date] = []
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        changes = ask_changes(picture, wanted(picture, noon(day)), noon(day))
        for message in changes.add:
            gone = _standing(message, MessageState.DELIVERED)
            picture = replace(picture, messages=(*picture.messages, gone))
            found.append(day)
    return found


def _standing(message: WantedMessage, state: MessageState) -> StandingMessage:
    return StandingMessage(
        message_id=message.reason_key, reason_key=message.reason_key, person_id=message.person_id,
        contact_id=message.contact_id, hearing_id=None, revision=0, purpose=message.purpose, channel=Channel.SMS,
        tier=0, state=state, not_before=message.not_before, not_after=message.not_after, attempt=0,
        handed_over_at=None,
    )  # fmt: skip


def test_a_check_goes_on_the_parents_own_plan_and_silence_is_not_asked_again_before_its_next_day() -> None:
    weekly = replace(AGREED, every_days=7)

    assert asked_days(agreed(), AGREED_ON, 33) == [DUE, DUE + timedelta(days=14)]
    assert asked_days(agreed(weekly), AGREED_ON, 22) == [AGREED_ON + timedelta(days=7 * n) for n in (1, 2, 3)]
    assert next_check_in(AGREED, DUE) == DUE
    assert next_check_in(AGREED, DUE + timedelta(days=1)) == DUE + timedelta(days=14)


@pytest.mark.parametrize(
    "picture",
    [
        a_picture(),
        agreed(replace(AGREED, state=OfferState.OFFERED)),
        agreed(AGREED, replace(AGREED, step_id="t", state=OfferState.ENDED, recorded_at=noon(date(2026, 11, 5)))),
        agreed(stops=(Stop("stop", "contact-1", None, noon(date(2026, 11, 5)), by_carrier=False),)),
        replace(agreed(), contacts=(a_contact(state=ContactState.UNSAFE),)),
        replace(agreed(), case=a_case(closed_on=date(2026, 11, 10))),
    ],
    ids=["never offered", "only offered", "ended", "stopped", "unsafe", "closed"],
)
def test_nobody_is_asked_who_did_not_agree_or_may_not_be_written_to(picture: CasePicture) -> None:
    assert [m.purpose for m in wanted(agreed(), noon(DUE))] == [Purpose.CHECK_IN]  # the day is one
    assert wanted(picture, noon(DUE)) == ()


def notice(on: date) -> DutyNotice:
    return DutyNotice("n", "outcome_told", "D1:1", MOTHER, noon(on), "voice", "the officer", noon(on))


HOLD = MessageChoice("c", ChoiceKind.HOLD, noon(DUE), ChoiceWhy.FAMILY, until_on=DUE + timedelta(days=3))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"notices": (notice(DUE - timedelta(days=2)),)}, "news"),
        ({"markers": (a_marker(MarkerKind.THREAT, on=date(2026, 11, 10)),)}, "danger"),
        ({"markers": (a_marker(MarkerKind.MISSING, on=date(2026, 11, 10)),)}, "danger"),
        ({"choices": (HOLD,)}, "hold"),
    ],
)
def test_a_bad_day_is_left_out_and_what_was_planned_for_it_is_taken_back(changes: dict[str, Any], because: str) -> None:
    (planned,) = wanted(agreed(), noon(DUE))
    bad = agreed(**changes)
    standing = replace(bad, messages=(_standing(planned, MessageState.PLANNED),))

    assert because in bad_day_because(bad, MOTHER, DUE)
    assert wanted(bad, noon(DUE)) == ()
    assert [m.reason_key for m in ask_changes(standing, (), noon(DUE)).withdraw] == [planned.reason_key]


def test_the_days_around_court_are_left_alone() -> None:
    near = [on for on in range(4, 11) if bad_day_because(a_picture(), MOTHER, date(2026, 12, on))]

    assert near == [6, 7, 8]


ROAD = next(road for road in ROADS if "acquit" in road.name.lower() or "not guilty" in road.name.lower())


def test_two_questions_go_once_three_weeks_after_the_outcome_was_told_and_to_nobody_who_was_not_told() -> None:
    told_on = london_day(ROAD.turns[-1].at) + timedelta(days=2)
    contacts = (a_contact(reviewed_on=told_on + timedelta(days=20)),)
    picture = replace(ROAD.picture, contacts=contacts, notices=(notice(told_on),))

    assert asked_days(picture, told_on, 80) == [told_on + timedelta(days=21)]
    assert asked_days(replace(picture, notices=()), told_on, 80) == []
    (message,) = wanted(picture, noon(told_on + timedelta(days=30)))
    assert (message.purpose, message.wording, message.hearing_id) == (Purpose.FEEDBACK, "feedback", "")
    child = replace(
        picture, contacts=(a_contact(reviewed_on=told_on + timedelta(days=20), person_id=picture.people[0].person_id),)
    )
    assert [m.wording for m in wanted(child, noon(told_on + timedelta(days=30)))] == ["feedback_child"]


@pytest.mark.parametrize(
    ("text", "date_is_open", "read"),
    [
        ("6", True, {Question.OVERALL: 6}),
        ("2", False, {Question.OVERALL: 2}),
        ("2", True, Doubt.A_DATE),
        ("one", True, Doubt.A_DATE),
        ("0", True, {Question.OVERALL: 0}),
        ("fine thanks", True, None),
        ("7 but he is outside", True, None),
    ],
)
def test_a_number_that_may_ask_for_a_lift_is_nobodys_to_file(text: str, date_is_open: bool, read: object) -> None:
    assert check_in_text(text, date_is_open=date_is_open) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3 4", TwoAnswers(3, 4, "")),
        ("۰ ۴", TwoAnswers(0, 4, "")),
        ("4, 4 you rang when you said", TwoAnswers(4, 4, "you rang when you said")),
        ("tri pedwar diolch", TwoAnswers(3, 4, "diolch")),
        ("5 4", None),
        ("3", None),
        ("it was ok", None),
        ("3 4 " + "x" * 201, None),
    ],
)
def test_two_numbers_answer_the_two_questions_and_a_confession_does_not(text: str, read: TwoAnswers | None) -> None:
    assert feedback_text(text) == read


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"every_days": 1}, "spacings"), ({"every_days": 7, "offer": Offer.WORK}, "nowhere else")],
)
def test_only_a_spacing_that_is_offered_is_agreed_and_only_for_the_check(changes: dict[str, Any], words: str) -> None:
    check_step([], replace(AGREED, every_days=28), DUE)

    with pytest.raises(Refused, match=words):
        check_step([], replace(AGREED, **changes), DUE)


def test_a_check_says_nothing_of_a_date_or_a_case() -> None:
    (message,) = wanted(agreed(), noon(DUE))

    assert (message.hearing_id, message.tier.value, message.fields) == (
        "", 0, {"sender": "Olu", "phone": "0113 496 0123"}
    )  # fmt: skip
    assert TRIAL not in message.reason_key
