"""The gate that every message passes: states, expiry, tiers, languages, and safe hours over both clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import MOTHERS_PHONE, a_contact, noon
from witness.domain.contact import (
    STATE_IN_WORDS,
    Blocked,
    Channel,
    ContactState,
    May,
    SafeContact,
    Tier,
    Wait,
    may_reach,
    next_safe_moment,
)
from witness.domain.court_time import london_day, london_time, moment_in_london

TUESDAY = date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
MONDAY = date(2026, 11, 30)


def reach(contact: SafeContact, now: datetime, tier: Tier = Tier.L1) -> May | Wait | Blocked:
    return may_reach(contact, tier=tier, now=now, languages=frozenset({"en", "cy"}))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return moment_in_london(day, time(hour, minute))


# Safe hours


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(TUESDAY, 9), at(TUESDAY, 19)),
        (at(TUESDAY, 12), at(TUESDAY, 19)),
        (at(TUESDAY, 18, 55), at(TUESDAY, 19)),
        (at(SATURDAY, 10), at(SATURDAY, 19)),
    ],
)
def test_within_the_safe_hours_words_may_go_until_they_close(now: datetime, until: datetime) -> None:
    assert reach(a_contact(), now) == May(until)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(TUESDAY, 8, 59), at(TUESDAY, 9)),
        (at(TUESDAY, 0), at(TUESDAY, 9)),
        (at(TUESDAY, 18, 56), at(date(2026, 11, 25), 9)),
        (at(TUESDAY, 19), at(date(2026, 11, 25), 9)),
        (at(TUESDAY, 23, 59), at(date(2026, 11, 25), 9)),
        (at(SATURDAY, 18, 56), at(MONDAY, 9)),
        (at(SUNDAY, 12), at(MONDAY, 9)),
    ],
)
def test_outside_the_safe_hours_words_wait_for_the_next_ones(now: datetime, opens: datetime) -> None:
    assert reach(a_contact(), now) == Wait(opens, "outside their safe hours (9am to 7pm)")


def test_with_less_than_five_minutes_left_nothing_is_begun() -> None:
    closes = at(TUESDAY, 19)

    assert isinstance(reach(a_contact(), closes - timedelta(minutes=5)), May)
    assert isinstance(reach(a_contact(), closes - timedelta(minutes=5) + timedelta(seconds=1)), Wait)


@pytest.mark.parametrize("minute", [0, 1, 4])
def test_safe_hours_shorter_than_five_minutes_are_none(minute: int) -> None:
    contact = a_contact(safe_from=time(9, 0), safe_until=time(9, minute))

    assert reach(contact, at(TUESDAY, 9)) == Blocked("no safe time is recorded")
    with pytest.raises(ValueError, match="five safe minutes"):
        next_safe_moment(contact, at(TUESDAY, 9))


def test_five_safe_minutes_are_enough() -> None:
    contact = a_contact(safe_from=time(9, 0), safe_until=time(9, 5))

    assert reach(contact, at(TUESDAY, 9)) == May(at(TUESDAY, 9, 5))


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 3, 27), (9, 0), (19, 0)),  # Friday before the clocks go forward: London is UTC
        (date(2026, 3, 30), (8, 0), (18, 0)),  # Monday after: an hour ahead
        (date(2026, 10, 23), (8, 0), (18, 0)),
        (date(2026, 10, 26), (9, 0), (19, 0)),
    ],
)
def test_safe_hours_are_london_hours_on_both_sides_of_a_clock_change(
    day: date, opens: tuple[int, int], closes: tuple[int, int]
) -> None:
    contact = a_contact(reviewed_on=day)
    first = datetime(day.year, day.month, day.day, *opens, tzinfo=UTC)
    last = datetime(day.year, day.month, day.day, *closes, tzinfo=UTC)

    assert reach(contact, first) == May(last)
    assert isinstance(reach(contact, first - timedelta(seconds=1)), Wait)
    assert isinstance(reach(contact, last), Wait)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_from_saturday_evening_the_wait_ends_at_nine_on_monday_over_a_clock_change(sunday: date) -> None:
    contact = a_contact(reviewed_on=sunday - timedelta(days=2))
    found = reach(contact, at(sunday - timedelta(days=1), 20))

    assert isinstance(found, Wait)
    assert found.until == at(sunday + timedelta(days=1), 9)


@pytest.mark.parametrize(
    ("clocks_change_on", "first_minute"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, 0, tzinfo=UTC)),
    ],
)
def test_somebody_who_may_be_reached_at_night_is_reached_in_the_night_the_clocks_change(
    clocks_change_on: date, first_minute: datetime
) -> None:
    # On the night the clocks go forward, 1am does not exist: the first minute after it is meant.
    contact = a_contact(
        reviewed_on=clocks_change_on, safe_from=time(1, 0), safe_until=time(5, 0), safe_days=frozenset({6})
    )

    assert isinstance(reach(contact, first_minute), May)
    assert next_safe_moment(contact, first_minute - timedelta(hours=1)) == first_minute


def test_a_safe_hour_that_the_clocks_skip_comes_a_week_later() -> None:
    contact = a_contact(
        reviewed_on=date(2026, 3, 23), safe_from=time(1, 0), safe_until=time(1, 45), safe_days=frozenset({6})
    )

    assert next_safe_moment(contact, at(date(2026, 3, 23), 12)) == at(date(2026, 4, 5), 1)


def test_the_only_safe_day_may_be_a_week_away() -> None:
    contact = a_contact(safe_days=frozenset({1}))

    assert next_safe_moment(contact, at(TUESDAY, 19)) == at(date(2026, 12, 1), 9)


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    day=st.dates(date(2026, 11, 23), date(2026, 12, 13)),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_the_next_safe_moment_is_always_safe(hour: int, minute: int, day: date, days: set[int]) -> None:
    contact = a_contact(
        reviewed_on=date(2026, 12, 10), safe_days=frozenset(days), safe_from=time(10), safe_until=time(14)
    )
    then = next_safe_moment(contact, at(day, hour, minute))

    assert isinstance(reach(contact, then), May)
    assert then >= at(day, hour, minute)
    assert london_day(then).weekday() in days
    assert time(10) <= london_time(then) < time(14)


# What blocks


@pytest.mark.parametrize("state", ContactState)
def test_only_a_usable_contact_may_be_used(state: ContactState) -> None:
    found = reach(a_contact(state=state), noon(TUESDAY))

    assert isinstance(found, May) is (state is ContactState.USABLE)
    assert state is ContactState.USABLE or found == Blocked(STATE_IN_WORDS[state])


def test_every_state_but_usable_has_words() -> None:
    assert set(STATE_IN_WORDS) == set(ContactState) - {ContactState.USABLE}


def test_the_check_runs_out_after_four_weeks() -> None:
    contact = a_contact(reviewed_on=date(2026, 11, 1))

    assert isinstance(reach(contact, noon(date(2026, 11, 28))), May)
    assert reach(contact, at(SUNDAY, 12)) == Blocked("the safe-contact check ran out on Sunday 29 November 2026")


def test_the_check_runs_out_with_the_london_day() -> None:
    contact = a_contact(reviewed_on=date(2026, 6, 2), safe_from=time(0, 0), safe_until=time(23, 59))

    assert isinstance(reach(contact, datetime(2026, 6, 29, 22, 0, tzinfo=UTC)), May)
    assert isinstance(reach(contact, datetime(2026, 6, 29, 23, 30, tzinfo=UTC)), Blocked)


@pytest.mark.parametrize("allowed", Tier)
@pytest.mark.parametrize("asked", Tier)
def test_a_contact_gets_no_more_detail_than_was_agreed(allowed: Tier, asked: Tier) -> None:
    found = reach(a_contact(tier=allowed), noon(TUESDAY), asked)

    assert isinstance(found, May) is (asked <= allowed)
    assert asked <= allowed or found == Blocked(f"this phone may get level L{allowed:d} words, these are L{asked:d}")


@pytest.mark.parametrize(("language", "allowed"), [("en", True), ("cy", True), ("pl", False)])
def test_words_that_nobody_approved_in_a_language_are_not_sent(language: str, allowed: bool) -> None:
    assert isinstance(reach(a_contact(language=language), noon(TUESDAY)), May) is allowed


@pytest.mark.parametrize(
    "changes",
    [
        {"safe_days": frozenset()},
        {"safe_from": time(19, 0), "safe_until": time(9, 0)},
        {"safe_from": time(9, 0), "safe_until": time(9, 0)},
    ],
)
def test_without_a_safe_time_nothing_is_sent(changes: dict[str, object]) -> None:
    assert reach(a_contact(**changes), noon(TUESDAY)) == Blocked("no safe time is recorded")


def test_a_block_goes_before_the_hour() -> None:
    assert isinstance(reach(a_contact(state=ContactState.STOPPED), at(TUESDAY, 3)), Blocked)


def test_a_contact_never_prints_its_number() -> None:
    assert MOTHERS_PHONE not in repr(a_contact())
    assert "farah@families.example" not in repr(a_contact(channel=Channel.EMAIL, value="farah@families.example"))
