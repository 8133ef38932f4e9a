"""A choice changes what is planned: held goes later, skipped not at all, and news still finds a voice."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    a_contact,
    a_picture,
    a_told,
    moved,
    noon,
)
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact import Tier
from witness.domain.court_time import london_day
from witness.domain.message_choices import (
    ChoiceKind,
    ChoiceWhy,
    MessageChoice,
    choice_in_words,
    hold_on_everything,
    in_force,
)
from witness.domain.messages import MessageState, Purpose
from witness.domain.planned_messages import Wanted, changes_to, messages_wanted

HOLD = timedelta(minutes=15)
NOW = noon(date(2026, 11, 9))
EN = frozenset({"en"})
FRIDAY = date(2026, 11, 13)


def a_choice(kind: ChoiceKind = ChoiceKind.HOLD, **changes: Any) -> MessageChoice:
    made = MessageChoice(f"choice-{kind}", kind, NOW, ChoiceWhy.ILL, MOTHER)
    return replace(made, **changes)


def one(what: str, kind: ChoiceKind, **changes: Any) -> MessageChoice:
    return a_choice(kind, hearing_id=TRIAL, revision=1, what=what, **changes)


def wanted(*choices: MessageChoice, now: datetime = NOW, **changes: Any) -> Wanted:
    picture = replace(a_picture(**{"contacts": (a_contact(),), **changes}), choices=choices)
    return messages_wanted(picture, now=now, hold=HOLD, languages=EN)


def whats(found: Wanted) -> dict[str, Any]:
    return {message.reason_key.split(":")[2]: message for message in found.messages}


def test_without_a_choice_everything_is_as_it_was() -> None:
    assert {m.choice for m in wanted().messages} == {""}
    assert {"date_set", "reminder-14", "reminder-3", "reminder-1"} <= set(whats(wanted()))


def test_what_is_held_goes_from_that_day_on_and_stays_useful_as_long_as_before() -> None:
    news = whats(wanted(a_choice(until_on=FRIDAY)))["date_set"]

    assert london_day(news.not_before) == FRIDAY
    assert news.not_after - news.not_before == timedelta(days=3)
    assert news.because == "held until Fri 13 Nov: somebody is ill or in hospital"
    assert news.choice == "choice-hold"


def test_a_hold_ends_by_itself_on_its_day() -> None:
    on_the_day = whats(wanted(a_choice(until_on=FRIDAY), now=noon(FRIDAY)))["date_set"]

    assert on_the_day.choice == ""
    assert on_the_day.not_before < noon(FRIDAY)


def test_a_reminder_held_past_its_day_is_not_sent_late() -> None:
    held = a_choice(until_on=date(2026, 11, 25))

    assert "reminder-14" not in whats(wanted(held))
    assert "reminder-3" in whats(wanted(held))


def test_a_hold_that_is_over_before_a_message_would_go_says_nothing_of_it() -> None:
    assert whats(wanted(a_choice(until_on=FRIDAY)))["reminder-3"] == whats(wanted())["reminder-3"]


def test_first_news_under_a_hold_waits_and_asks_nobody_to_ring() -> None:
    assert wanted(a_choice(until_on=FRIDAY)).hindered == ()


def test_news_that_could_never_go_in_time_is_told_by_a_voice() -> None:
    found = wanted(a_choice(until_on=TRIAL_DAY + timedelta(days=1)))

    assert "date_set" not in whats(found)
    assert [h.because for h in found.hindered] == ["texts are held until Tue 8 Dec: somebody is ill or in hospital"]


@pytest.mark.parametrize("of", [None, MOTHER], ids=["the whole case", "the person"])
def test_a_date_that_moves_under_a_hold_calls_for_a_voice_at_once(of: str | None) -> None:
    found = wanted(
        a_choice(until_on=FRIDAY, person_id=of),
        hearings=(moved(TRIAL_DAY, TRIAL_DAY + timedelta(days=2)),),
        told=(a_told(),),
    )

    assert [(h.person_id, h.purpose) for h in found.hindered] == [(MOTHER, Purpose.DATE_CHANGED)]
    assert london_day(whats(found)["date_changed"].not_before) == FRIDAY


def test_a_skipped_reminder_is_gone_and_its_neighbours_stay() -> None:
    found = whats(wanted(one("reminder-3", ChoiceKind.SKIP)))

    assert "reminder-3" not in found
    assert {"reminder-14", "reminder-1"} <= set(found)


@pytest.mark.parametrize("told", [(), (a_told(),)], ids=["the first date", "a date that moved"])
def test_skipped_news_becomes_a_call(told: tuple[Any, ...]) -> None:
    hearing = moved(TRIAL_DAY, TRIAL_DAY + timedelta(days=2)) if told else moved(TRIAL_DAY)
    what = "date_changed" if told else "date_set"
    skipped = one(what, ChoiceKind.SKIP, because=ChoiceWhy.SPOKEN)

    found = wanted(replace(skipped, revision=hearing.now.number), hearings=(hearing,), told=told)

    assert what not in whats(found)
    assert [h.because for h in found.hindered] == ["skipped: somebody speaks with them instead"]


def test_a_choice_about_one_message_is_void_when_the_date_moves() -> None:
    hearing = moved(TRIAL_DAY, TRIAL_DAY + timedelta(days=2))

    assert "reminder-3" in whats(wanted(one("reminder-3", ChoiceKind.SKIP), hearings=(hearing,)))


def test_a_choice_outlives_a_change_of_phone() -> None:
    picture = a_picture(contacts=(a_contact(contact_id="another-phone"),))
    picture = replace(picture, choices=(one("reminder-3", ChoiceKind.SKIP),))

    found = messages_wanted(picture, now=NOW, hold=HOLD, languages=EN)

    assert "reminder-3" not in whats(found)


def test_a_choice_about_somebody_else_changes_nothing() -> None:
    assert wanted(a_choice(until_on=FRIDAY, person_id="person-father")) == wanted()


def test_a_reminder_goes_at_the_chosen_hours_of_its_own_day() -> None:
    chosen = one("reminder-3", ChoiceKind.HOURS, hours_from=time(16, 0), hours_until=time(18, 0))
    plain, shifted = whats(wanted())["reminder-3"], whats(wanted(chosen))["reminder-3"]

    assert london_day(shifted.not_before) == london_day(plain.not_before)
    assert (shifted.not_before.hour, shifted.not_after.hour) == (16, 18)


def test_plain_words_lower_the_level_so_that_no_day_is_named() -> None:
    found = whats(wanted(one("date_set", ChoiceKind.PLAIN)))["date_set"]

    assert (found.tier, found.wording) == (Tier.L0, "date_set")


def test_an_undone_choice_counts_no_more_and_stays_on_the_record() -> None:
    made = a_choice(until_on=FRIDAY)
    undone = MessageChoice("choice-undo", ChoiceKind.UNDO, NOW, undoes=made.choice_id)

    assert in_force((made, undone)) == ()
    assert wanted(made, undone) == wanted()


def test_of_two_holds_the_longer_counts() -> None:
    shorter, longer = a_choice(until_on=FRIDAY), a_choice(choice_id="longer", until_on=date(2026, 11, 16))

    assert hold_on_everything((longer, shorter), MOTHER, london_day(NOW)) == longer
    assert london_day(whats(wanted(longer, shorter))["date_set"].not_before) == date(2026, 11, 16)


def test_a_planned_message_is_shifted_once_and_back_when_it_is_released() -> None:
    plain, held = whats(wanted())["date_set"], wanted(a_choice(until_on=FRIDAY))
    standing = as_planned(plain)

    once = changes_to((standing,), held, now=NOW)
    assert [m.choice for _, m in once.shift] == ["choice-hold"]
    after = replace(standing, choice="choice-hold", not_before=once.shift[0][1].not_before)
    assert changes_to((after,), held, now=NOW).shift == ()
    assert [m.not_before for _, m in changes_to((after,), wanted(), now=NOW).shift] == [plain.not_before]


def test_what_the_gate_has_put_off_is_not_pulled_forward_again() -> None:
    plain = whats(wanted())["date_set"]
    waits = replace(as_planned(plain), not_before=plain.not_before + timedelta(hours=20))

    assert changes_to((waits,), wanted(), now=NOW).shift == ()


@given(
    until=st.dates(date(2026, 11, 1), date(2026, 12, 20)),
    kind=st.sampled_from([ChoiceKind.HOLD, ChoiceKind.SKIP]),
    told=st.booleans(),
    days=st.integers(0, 28),
)
def test_no_choice_leaves_news_without_a_message_or_a_voice(
    until: date, kind: ChoiceKind, told: bool, days: int
) -> None:
    """Whoever has to hear something before any choice still hears it after one."""
    hearing = moved(TRIAL_DAY, TRIAL_DAY + timedelta(days=2)) if told else moved(TRIAL_DAY)
    what = "date_changed" if told else "date_set"
    now = NOW + timedelta(days=days)
    picture = a_picture(contacts=(a_contact(reviewed_on=london_day(now)),), hearings=(hearing,))
    picture = replace(picture, told=(a_told(),) if told else ())
    choice = a_choice(kind, until_on=until, hearing_id=TRIAL, revision=hearing.now.number, what=what)

    before, after = (plan(replace(picture, choices=made), now) for made in ((), (choice,)))

    assert somebody_tells(before, after, what)
    for message in after.messages:
        assert message.not_before < message.not_after


def test_a_plan_that_forgets_the_voice_is_found_out() -> None:
    before, after = wanted(), wanted(one("date_set", ChoiceKind.SKIP))

    assert somebody_tells(before, after, "date_set")
    assert not somebody_tells(before, Wanted(after.messages, ()), "date_set")


def somebody_tells(before: Wanted, after: Wanted, what: str) -> bool:
    """Whether what had to be said before a choice is said after it, by a message or by a voice."""
    return what not in whats(before) or what in whats(after) or bool(after.hindered)


def plan(picture: CasePicture, now: datetime) -> Wanted:
    return messages_wanted(picture, now=now, hold=HOLD, languages=EN)


def as_planned(message: Any) -> StandingMessage:
    return StandingMessage(
        message_id="m",
        reason_key=message.reason_key,
        person_id=message.person_id,
        contact_id=message.contact_id,
        hearing_id=message.hearing_id,
        revision=message.revision,
        purpose=message.purpose,
        channel=message.channel,
        tier=int(message.tier),
        state=MessageState.PLANNED,
        not_before=message.not_before,
        not_after=message.not_after,
    )


@pytest.mark.parametrize("why", ChoiceWhy)
def test_every_reason_can_be_said(why: ChoiceWhy) -> None:
    assert choice_in_words(a_choice(because=why, until_on=FRIDAY)).startswith("held until Fri 13 Nov: ")
