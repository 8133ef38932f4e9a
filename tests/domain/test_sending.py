"""How each kind of message is handed over, and the last question before it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import MOTHER, TRIAL, a_case, a_contact, a_hearing, a_picture, a_revision, a_witness
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.hearings import HearingState
from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.domain.messages import Purpose
from witness.domain.people import Requirement
from witness.domain.planned_messages import DONT_SET_OFF
from witness.domain.sending import (
    AFTER_SILENCE,
    NOT_EXPECTED_ANY_MORE,
    ONE_A_DAY,
    POLICIES,
    SAID_BY_A_NEWER_ONE,
    TOLD_TODAY,
    TOO_LATE,
    URGENCY_OF,
    DayTaken,
    Doubt,
    Go,
    LastFacts,
    Later,
    Limits,
    NotThisWay,
    TooLate,
    Urgency,
    Withdraw,
    a_person_is_asked,
    decide,
    may_go_again,
    urgency_of,
    with_newer_ones,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LANGUAGES = frozenset({"en"})
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ANOTHER = DayTaken("another", "somebody", "another-hearing")


def facts(purpose: Purpose = Purpose.DATE_SET, **changes: Any) -> LastFacts:
    given = LastFacts(
        message_id="message-1",
        person_id=MOTHER,
        hearing_id=TRIAL,
        revision=1,
        purpose=purpose,
        urgency=URGENCY_OF[purpose],
        channel=Channel.SMS,
        tier=Tier.L1,
        not_before=NOON - MINUTE,
        not_after=NOON + timedelta(days=2),
        picture=a_picture(),
        contact=a_contact(),
    )
    return replace(given, **changes)


def decided(given: LastFacts, now: datetime = NOON) -> object:
    return decide(given, now=now, languages=LANGUAGES, calendar=None)


def test_what_is_true_and_of_use_goes_until_the_safe_hours_end_or_it_is_of_no_more_use() -> None:
    assert decided(facts()) == Go(CLOSES)
    assert decided(facts(not_after=NOON + HOUR)) == Go(NOON + HOUR)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"picture": None}, "the case is no longer recorded"),
        ({"picture": a_picture(case=a_case(closed_on=date(2026, 11, 20)))}, "the case is closed"),
        ({"revision": 2}, "the date has changed since"),
        (
            {"picture": a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.UNCONFIRMED)]),))},
            "the date is not confirmed",
        ),
        ({"newer": True}, SAID_BY_A_NEWER_ONE),
    ],
)
def test_what_is_no_longer_true_is_withdrawn_with_its_reason(changes: dict[str, Any], because: str) -> None:
    assert decided(facts(**changes)) == Withdraw(because)


def test_a_witness_who_is_stood_down_at_the_last_moment_is_told_by_a_voice() -> None:
    stood_down = a_picture(witnesses=(a_witness(requirement=Requirement.DE_WARNED),))

    assert decided(facts(picture=stood_down)) == Withdraw(NOT_EXPECTED_ANY_MORE, by_voice=True)
    assert decided(facts(Purpose.CALLED_OFF, picture=stood_down)) == Go(CLOSES)


def test_the_gate_is_asked_again() -> None:
    assert decided(facts(contact=a_contact(state=ContactState.UNSAFE))) == NotThisWay("somebody else may see it")
    assert isinstance(decided(facts(contact=None)), NotThisWay)
    assert isinstance(decided(facts(), NOON.replace(hour=3)), Later)


def test_late_is_not_better_than_never_and_only_an_answer_is_nobodys_work() -> None:
    late = NOON + timedelta(days=3)

    assert decided(facts(), late) == TooLate(TOO_LATE)
    assert decided(facts(Purpose.THANKS, urgency=Urgency.ANSWER), late) == Withdraw(TOO_LATE)


def test_a_household_has_one_text_a_day_and_the_next_waits_for_the_next_safe_day() -> None:
    assert decided(facts(taken=ANOTHER)) == Later(TOMORROW, ONE_A_DAY)
    assert decided(facts(taken=ANOTHER, not_after=TOMORROW)) == TooLate(ONE_A_DAY)


@pytest.mark.parametrize(
    "exempt",
    [
        facts(Purpose.DATE_CHANGED),
        facts(Purpose.CALLED_OFF),
        facts(Purpose.CALLED_OFF, urgency=Urgency.SAFETY),
        facts(Purpose.THANKS),
        facts(Purpose.INVITATION, channel=Channel.EMAIL),
    ],
)
def test_changes_safety_answers_and_mail_do_not_wait_for_another_day(exempt: LastFacts) -> None:
    assert decided(replace(exempt, taken=ANOTHER)) == Go(CLOSES)


def test_a_reminder_of_what_they_were_told_today_is_not_needed() -> None:
    told = DayTaken("another", MOTHER, TRIAL)

    assert decided(facts(Purpose.REMINDER, taken=told)) == Withdraw(TOLD_TODAY)
    assert decided(facts(Purpose.DATE_SET, taken=told)) == Later(TOMORROW, ONE_A_DAY)


def test_after_a_silence_each_person_gets_one_at_first() -> None:
    careful = facts(careful_until=NOON + HOUR, had_one=True)

    assert decided(careful) == Later(NOON + HOUR, AFTER_SILENCE)
    assert decided(replace(careful, had_one=False)) == Go(CLOSES)
    assert decided(careful, NOON + HOUR) == Go(CLOSES)
    assert decided(replace(careful, urgency=Urgency.SAFETY)) == Go(CLOSES)
    assert decided(replace(careful, channel=Channel.EMAIL)) == Go(CLOSES)


def test_of_reminders_that_are_due_together_the_newest_goes() -> None:
    old = facts(Purpose.REMINDER, message_id="old")
    new = facts(Purpose.REMINDER, message_id="new", not_before=NOON)
    other = facts(Purpose.REMINDER, message_id="other", hearing_id="another")
    news = facts(Purpose.DATE_SET, message_id="news", not_before=NOON - HOUR)

    assert [f.message_id for f in with_newer_ones([old, new, other, news]) if f.newer] == ["old"]


def test_every_purpose_has_its_urgency_and_every_urgency_its_policy() -> None:
    assert set(URGENCY_OF) == set(Purpose)
    assert set(POLICIES) == set(Urgency)
    assert urgency_of(Purpose.CALLED_OFF, DONT_SET_OFF) is Urgency.SAFETY
    assert min(Urgency) is Urgency.SAFETY


LIMITS = Limits()


def doubt(urgency: Urgency, maybe_sent: int = 1) -> Doubt:
    return Doubt(urgency, NOON, maybe_sent, NOON + timedelta(days=1))


@pytest.mark.parametrize(
    ("urgency", "maybe_sent", "nothing", "minutes", "again"),
    [
        (Urgency.ROUTINE, 1, True, 14, False),  # a receipt may still come
        (Urgency.ROUTINE, 1, True, 15, True),
        (Urgency.ROUTINE, 1, False, 600, False),  # nobody can know
        (Urgency.ROUTINE, 2, True, 15, False),  # twice is enough
        (Urgency.CHANGE, 1, True, 15, True),
        (Urgency.CHANGE, 1, False, 600, False),
        (Urgency.FIRST, 1, True, 600, False),
        (Urgency.ANSWER, 1, True, 600, False),
        (Urgency.SAFETY, 1, True, 2, True),
        (Urgency.SAFETY, 1, False, 4, False),
        (Urgency.SAFETY, 1, False, 5, True),
        (Urgency.SAFETY, 2, True, 600, False),
        (Urgency.ROUTINE, 1, True, 24 * 60, False),  # of no more use
    ],
)
def test_a_message_in_doubt_goes_again_only_as_its_purpose_allows(
    urgency: Urgency, maybe_sent: int, nothing: bool, minutes: int, again: bool
) -> None:
    now = NOON + minutes * MINUTE
    given = may_go_again(doubt(urgency, maybe_sent), carrier_has_nothing=nothing, now=now, limits=LIMITS)
    assert given is again


@pytest.mark.parametrize("urgency", Urgency)
def test_nobody_stays_in_doubt_without_a_person_for_longer_than_a_quarter_of_an_hour(urgency: Urgency) -> None:
    after = NOON + 15 * MINUTE
    assert a_person_is_asked(doubt(urgency), carrier_has_nothing=False, now=after, limits=LIMITS)
    assert not a_person_is_asked(doubt(urgency), carrier_has_nothing=False, now=NOON + 4 * MINUTE, limits=LIMITS)


@pytest.mark.parametrize(
    "wrong", [{"lease": timedelta(seconds=13)}, {"grace": timedelta(seconds=60)}, {"read_seconds": 60.0}]
)
def test_limits_under_which_a_text_could_go_twice_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="within the lease"):
        Limits(**wrong)


def a_choice(kind: ChoiceKind, *, for_one: bool = True, **changes: Any) -> MessageChoice:
    about: dict[str, Any] = {"hearing_id": TRIAL, "revision": 1, "what": "date_set"} if for_one else {}
    return MessageChoice("choice-1", kind, NOON - MINUTE, ChoiceWhy.ASKED, MOTHER, **{**about, **changes})


def chosen(choice: MessageChoice, **changes: Any) -> object:
    picture = a_picture(choices=(choice,))
    return decided(facts(**{"what": "date_set", "picture": picture, **changes}))


def test_what_somebody_chose_to_skip_does_not_go_and_other_messages_do() -> None:
    skip = a_choice(ChoiceKind.SKIP)

    assert chosen(skip) == Withdraw("skipped: they asked for it")
    assert chosen(skip, what="reminder-7") == Go(CLOSES)
    assert chosen(a_choice(ChoiceKind.SKIP, revision=2)) == Go(CLOSES)
    assert chosen(replace(skip, person_id="somebody-else")) == Go(CLOSES)


def test_what_is_held_waits_as_long_as_it_stays_of_use_and_is_withdrawn_when_it_does_not() -> None:
    hold = a_choice(ChoiceKind.HOLD, for_one=False, until_on=date(2026, 11, 25))
    words = "held until Wed 25 Nov: they asked for it"

    assert chosen(hold) == Later(datetime(2026, 11, 25, 0, 0, tzinfo=UTC), words)
    assert chosen(hold, not_after=NOON + HOUR) == Withdraw(f"{words}; by then it would come too late")
    assert chosen(replace(hold, until_on=date(2026, 11, 24))) == Go(CLOSES)


def test_an_answer_is_held_by_a_hold_on_everything_alone() -> None:
    hold = a_choice(ChoiceKind.HOLD, for_one=False, until_on=date(2026, 11, 25))

    for choice, kept in ((hold, True), (replace(hold, hearing_id=TRIAL, revision=1, what="date_set"), False)):
        thanks = facts(Purpose.THANKS, picture=a_picture(choices=(choice,)))
        assert isinstance(decided(thanks), Withdraw if kept else Go)


def test_a_hold_comes_before_what_the_phone_allows() -> None:
    hold = a_choice(ChoiceKind.HOLD, for_one=False, until_on=date(2026, 11, 25))

    assert isinstance(chosen(hold, contact=a_contact(state=ContactState.STOPPED)), Later)
