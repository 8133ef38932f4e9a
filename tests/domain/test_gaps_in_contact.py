"""Doubts, silence and unconfirmed attendance: each factor on and off at its edges."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    FATHER,
    MOTHER,
    TRIAL_DAY,
    J,
    a_case,
    a_contact,
    a_hearing,
    a_message,
    a_parent,
    a_person,
    a_picture,
    a_ready_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    an_answer,
    concern_at,
    days_before,
    moved,
    noon,
    points_of,
    reason_of,
    unsettled,
)
from witness.domain.concern import Band, Code
from witness.domain.contact import Channel, ContactState
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.evidence import AnswerKind, Side
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import Requirement

FAR = noon(date(2026, 2, 16))
AFTER_NEW_YEAR = date(2027, 1, 4)
# Working days leave out Christmas Day, 28 December (for Boxing Day, a Saturday) and New Year's Day.
OVER_CHRISTMAS = {10: date(2026, 12, 16), 5: date(2026, 12, 23), 3: date(2026, 12, 29)}


# Refusals


def test_saying_that_they_will_not_come_asks_for_action_at_once() -> None:
    found = concern_at(FAR, a_picture(answers=(unsettled(AnswerKind.CANNOT, at=FAR),)))

    assert found.band is Band.ACT
    assert [flag.code for flag in found.flags] == [Code.HARD_WITHDRAWAL]
    assert found.flags[0].reason == "The family said on Mon 16 Feb that they will not come."
    assert found.flags[0].owner is Side.SUPPORT


def test_a_refusal_that_somebody_settled_is_no_longer_a_flag() -> None:
    assert points_of(Code.HARD_WITHDRAWAL, FAR, a_picture(answers=(an_answer(AnswerKind.CANNOT),))) is None


def test_a_later_coming_does_not_silence_a_refusal_that_nobody_settled() -> None:
    answers = (unsettled(AnswerKind.CANNOT), an_answer(at=noon(date(2026, 3, 9))))

    assert points_of(Code.HARD_WITHDRAWAL, days_before(20), a_picture(answers=answers)) == 0


def test_a_witness_recorded_as_refusing_is_a_flag() -> None:
    picture = a_picture(witnesses=(a_witness(requirement=Requirement.REFUSES),))

    assert points_of(Code.HARD_WITHDRAWAL, FAR, picture) == 0


# Doubts and answers


def test_a_worried_answer_counts_until_somebody_settles_it() -> None:
    worried = a_picture(answers=(unsettled(AnswerKind.WORRIED, at=FAR),))

    assert points_of(Code.AMBIVALENT, FAR, worried) == 20
    assert reason_of(Code.AMBIVALENT, FAR, worried) == "The family answered on Mon 16 Feb that they are worried."
    assert points_of(Code.AMBIVALENT, FAR, a_picture(answers=(an_answer(AnswerKind.WORRIED),))) is None


def test_a_reluctant_witness_counts_without_an_answer() -> None:
    assert points_of(Code.AMBIVALENT, FAR, a_picture(witnesses=(a_witness(requirement=Requirement.RELUCTANT),))) == 20


def test_a_witness_who_is_not_available_counts_as_a_clash() -> None:
    picture = a_picture(witnesses=(a_witness(requirement=Requirement.UNAVAILABLE),))

    assert points_of(Code.PRACTICAL_CLASH, FAR, picture) == 10


def test_what_a_stranger_to_the_witness_answers_does_not_count() -> None:
    answers = (unsettled(AnswerKind.CANNOT, person_id=FATHER),)
    people = (a_person(J), a_person(MOTHER), a_person(FATHER))

    assert concern_at(FAR, a_picture(people=people, answers=answers)).flags == ()


@pytest.mark.parametrize(("left", "points"), [(11, None), (10, 10), (6, 10), (5, 20), (0, 20)])
def test_attendance_must_be_confirmed_ten_and_five_working_days_before(left: int, points: int | None) -> None:
    assert points_of(Code.NOT_CONFIRMED, days_before(left), a_picture()) == points


@pytest.mark.parametrize(("left", "points"), [(10, 10), (5, 20)])
def test_working_days_do_not_count_christmas(left: int, points: int) -> None:
    picture = a_picture(hearings=(a_hearing(AFTER_NEW_YEAR),))
    on = OVER_CHRISTMAS[left]
    day_before = noon(CALENDAR.add(on, -1))

    assert concern_at(noon(on), picture).working_days_left == left
    assert points_of(Code.NOT_CONFIRMED, noon(on), picture) == points
    assert points_of(Code.NOT_CONFIRMED, day_before, picture) == (None if left == 10 else 10)


@pytest.mark.parametrize("answer", [AnswerKind.COMING, AnswerKind.HELP])
def test_coming_with_or_without_a_lift_confirms_attendance(answer: AnswerKind) -> None:
    assert points_of(Code.NOT_CONFIRMED, days_before(5), a_picture(answers=(an_answer(answer),))) is None


def test_an_answer_about_an_earlier_date_confirms_nothing() -> None:
    picture = a_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),), answers=(an_answer(revision=1),))

    assert reason_of(Code.NOT_CONFIRMED, days_before(10), picture) == (
        "10 working days left and attendance was confirmed only for an earlier date."
    )


def test_another_court_room_does_not_undo_a_confirmation() -> None:
    hearing = a_hearing(revisions=[a_revision(1), a_revision(2, a_slot(room="5"))])

    assert points_of(Code.NOT_CONFIRMED, days_before(5), a_picture(hearings=(hearing,), answers=(an_answer(),))) is None


def test_a_date_that_is_taken_back_makes_the_first_answer_true_again() -> None:
    revisions = [a_revision(1), a_revision(2, a_slot(date(2026, 12, 1))), a_revision(3, undoes=2)]
    picture = a_picture(hearings=(a_hearing(revisions=revisions),), answers=(an_answer(),))

    assert points_of(Code.NOT_CONFIRMED, days_before(5), picture) is None


def test_only_the_newest_answer_of_a_person_confirms() -> None:
    later = an_answer(AnswerKind.WORRIED, answer_id="answer-2", at=noon(date(2026, 3, 9)))

    assert points_of(Code.NOT_CONFIRMED, days_before(5), a_picture(answers=(an_answer(), later))) == 20


# Protective


@pytest.mark.parametrize(
    ("answered", "points"),
    [(date(2026, 11, 17), -5), (date(2026, 11, 16), None), (date(2026, 11, 24), -5)],
)
def test_a_confirmation_of_the_last_five_working_days_takes_points_off(answered: date, points: int | None) -> None:
    picture = a_picture(answers=(an_answer(at=noon(answered)),))

    assert points_of(Code.RECONFIRMED, noon(date(2026, 11, 24)), picture) == points


def test_the_protective_days_are_working_days() -> None:
    picture = a_picture(hearings=(a_hearing(AFTER_NEW_YEAR),), answers=(an_answer(at=noon(date(2026, 12, 22))),))

    assert points_of(Code.RECONFIRMED, noon(date(2026, 12, 31)), picture) == -5
    assert points_of(Code.RECONFIRMED, noon(AFTER_NEW_YEAR), picture) is None


def test_asking_for_a_lift_is_coming_but_does_not_protect() -> None:
    picture = a_picture(answers=(an_answer(AnswerKind.HELP, at=noon(date(2026, 11, 23))),))

    assert points_of(Code.RECONFIRMED, noon(date(2026, 11, 24)), picture) is None


def test_the_sum_never_falls_below_nought() -> None:
    assert concern_at(noon(date(2026, 11, 24)), a_ready_picture()).points == 0


# Contact


@pytest.mark.parametrize(
    ("left", "silent_days", "points"),
    [
        (61, 42, None),
        (61, 43, 10),
        (60, 21, None),
        (60, 22, 15),
        (20, 21, None),
        (20, 22, 15),
        (19, 7, None),
        (19, 8, 20),
    ],
)
def test_the_nearer_the_day_the_sooner_silence_counts(left: int, silent_days: int, points: int | None) -> None:
    now = days_before(left)
    heard = a_told(via="voice", at=now - timedelta(days=silent_days))

    assert points_of(Code.NO_TWO_WAY_CONTACT, now, a_picture(told=(heard,))) == points


@pytest.mark.parametrize(
    "heard",
    [
        {"answers": (an_answer(at=noon(date(2026, 11, 20))),)},
        {"told": (a_told(via="voice", at=noon(date(2026, 11, 20))),)},
        {"told": (a_told(acknowledged_at=noon(date(2026, 11, 20))),)},
    ],
    ids=["an answer", "a talk", "an acknowledgement"],
)
def test_an_answer_a_talk_or_an_acknowledgement_is_two_way_contact(heard: dict[str, Any]) -> None:
    now = noon(date(2026, 11, 24))

    assert points_of(Code.NO_TWO_WAY_CONTACT, now, a_picture(**heard)) is None
    assert points_of(Code.NO_TWO_WAY_CONTACT, now + timedelta(days=4), a_picture(**heard)) == 20


def test_a_text_that_was_only_sent_is_not_two_way_contact() -> None:
    now = noon(date(2026, 11, 24))
    picture = a_picture(told=(a_told(at=now),), messages=(a_message(on=now.date()),))

    assert points_of(Code.NO_TWO_WAY_CONTACT, now, picture) == 20


def test_before_any_contact_the_days_count_from_the_beginning_of_support() -> None:
    picture = a_picture(case=a_case(support_began_on=date(2026, 11, 20)))

    assert points_of(Code.NO_TWO_WAY_CONTACT, noon(date(2026, 11, 24)), picture) is None


def delivered(*days: date, **changes: Any) -> tuple[Any, ...]:
    return tuple(a_message(on=day, **changes) for day in days)


NOV_16, NOV_18, NOV_20 = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "points"), [((NOV_16,), None), ((NOV_16, NOV_18), 15), ((NOV_16, NOV_18, NOV_20), 15)]
)
def test_two_messages_in_a_row_without_an_answer_count(days: tuple[date, ...], points: int | None) -> None:
    assert points_of(Code.MISSED_CONTACTS, days_before(9), a_picture(messages=delivered(*days))) == points


def test_an_answer_begins_the_count_anew() -> None:
    picture = a_picture(messages=delivered(NOV_16, NOV_20), answers=(an_answer(at=noon(NOV_18)),))

    assert points_of(Code.MISSED_CONTACTS, days_before(9), picture) is None


def test_one_message_to_each_parent_is_one_attempt() -> None:
    messages = (*delivered(NOV_16), *delivered(NOV_18, person_id=FATHER))
    people, parts = (a_person(J), a_person(MOTHER), a_person(FATHER)), (a_parent(), a_parent(FATHER, "father"))

    assert (
        points_of(Code.MISSED_CONTACTS, days_before(9), a_picture(people=people, parts=parts, messages=messages))
        is None
    )


@pytest.mark.parametrize("purpose", [Purpose.THANKS, Purpose.INVITATION, Purpose.CALLED_OFF])
def test_messages_that_ask_nothing_are_not_unanswered(purpose: Purpose) -> None:
    messages = delivered(NOV_16, NOV_18, purpose=purpose)

    assert points_of(Code.MISSED_CONTACTS, days_before(9), a_picture(messages=messages)) is None


def test_messages_that_may_not_have_arrived_are_not_unanswered() -> None:
    messages = tuple(a_message(MessageState.SENT, on=day) for day in (NOV_16, NOV_18))

    assert points_of(Code.MISSED_CONTACTS, days_before(9), a_picture(messages=messages)) is None


def in_vain(day: date, hour: int = 12, **changes: Any) -> ContactEntry:
    at = noon(day) + timedelta(hours=hour - 12)
    entry = ContactEntry(f"entry-{day}-{hour}", MOTHER, at, ContactVia.VOICE, from_family=False, reached=False)
    return replace(entry, **changes)


@pytest.mark.parametrize(
    ("log", "points"),
    [
        ((in_vain(NOV_16), in_vain(NOV_18)), 15),
        ((in_vain(NOV_16), in_vain(NOV_18, via=ContactVia.VISIT)), 15),
        ((in_vain(NOV_18),), None),
        ((in_vain(NOV_18, 9), in_vain(NOV_18, 10), in_vain(NOV_18, 11)), None),
        ((in_vain(NOV_16), in_vain(NOV_18), in_vain(NOV_18, 15, reached=True)), None),
        ((in_vain(NOV_16), in_vain(NOV_18, result="call_back")), None),
        ((in_vain(NOV_16), in_vain(NOV_18, via=ContactVia.LETTER)), None),
        ((in_vain(NOV_16), in_vain(NOV_18, person_id="somebody-else")), None),
    ],
)
def test_calls_on_two_days_that_reached_nobody_count_until_somebody_is_spoken_with(
    log: tuple[ContactEntry, ...], points: int | None
) -> None:
    assert points_of(Code.MISSED_CONTACTS, days_before(9), a_picture(contact_log=log)) == points


def test_a_message_and_a_call_in_vain_are_two_and_the_reason_names_both() -> None:
    picture = a_picture(messages=delivered(NOV_16), contact_log=(in_vain(NOV_18),))
    words = "One message arrived and was not answered and one call reached nobody."

    assert reason_of(Code.MISSED_CONTACTS, days_before(9), picture) == words


@pytest.mark.parametrize("state", MessageState)
def test_only_a_message_that_failed_counts_as_undelivered(state: MessageState) -> None:
    failed = state in (MessageState.UNDELIVERED, MessageState.REJECTED)

    assert points_of(Code.UNDELIVERED, FAR, a_picture(messages=(a_message(state),))) == (15 if failed else None)


@pytest.mark.parametrize(
    ("then", "points"), [(MessageState.DELIVERED, None), (MessageState.SENT, 15), (MessageState.PLANNED, 15)]
)
def test_a_failure_counts_until_something_is_delivered(then: MessageState, points: int | None) -> None:
    messages = (a_message(MessageState.UNDELIVERED, on=NOV_16), a_message(then, on=NOV_18))

    assert points_of(Code.UNDELIVERED, days_before(9), a_picture(messages=messages)) == points


def test_a_delivery_before_the_failure_does_not_clear_it() -> None:
    messages = (a_message(on=NOV_16), a_message(MessageState.UNDELIVERED, on=NOV_18))

    assert reason_of(Code.UNDELIVERED, days_before(9), a_picture(messages=messages)) == (
        "The message of Wed 18 Nov could not be delivered."
    )


def test_a_dead_number_counts_until_another_takes_its_place() -> None:
    dead = a_contact(state=ContactState.DEAD)
    new = a_contact(contact_id="contact-2")
    mail = a_contact(contact_id="contact-3", channel=Channel.EMAIL, value="farah@families.example")

    assert points_of(Code.UNDELIVERED, FAR, a_picture(contacts=(dead,))) == 15
    assert points_of(Code.UNDELIVERED, FAR, a_picture(contacts=(dead, mail))) == 15
    assert points_of(Code.UNDELIVERED, FAR, a_picture(contacts=(dead, new))) is None
