"""Figures of texts and calls count what happened, in its own week, and do not show what is too small."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.builders import noon
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.message_figures import TextTried, WeekFigures, weeks_of
from witness.domain.messages import MessageState

MONDAY = date(2026, 11, 16)
AT = noon(date(2026, 11, 18))


def a_text(number: int, state: MessageState = MessageState.DELIVERED, at: datetime = AT) -> TextTried:
    return TextTried("case", f"person-{number}", at, at, state, asks=True)


def an_entry(number: int, at: datetime, *, via: ContactVia = ContactVia.VOICE, ours: bool = True) -> ContactEntry:
    return ContactEntry(f"entry-{number}-{at}", f"person-{number}", at, via, not ours, reached=True)


def week(texts: list[TextTried], log: list[ContactEntry]) -> WeekFigures:
    (found,) = weeks_of(texts, log, first=MONDAY, last=MONDAY + timedelta(days=6))
    return found


def test_shares_and_times_are_of_what_happened() -> None:
    texts = [a_text(n) for n in range(6)] + [a_text(n, MessageState.UNDELIVERED) for n in range(10, 16)]
    wrote = [an_entry(n, AT + timedelta(hours=1), via=ContactVia.TEXT, ours=False) for n in range(3)]
    rung = [an_entry(n, AT + timedelta(hours=n - 9)) for n in range(10, 15)]

    found = week(texts, wrote + rung)

    assert (found.texts, found.delivered, found.answered, found.failed) == (12, 0.5, 0.5, 6)
    assert (found.median, found.p95) == (timedelta(hours=3), timedelta(hours=5))
    assert (found.calls, found.reached) == (5, 1.0)


def test_few_are_not_shown_and_none_is_none() -> None:
    few = week([a_text(1), a_text(2, MessageState.BLOCKED)], [])

    assert (few.texts, few.delivered, few.failed, few.not_reached, few.median) == (None, None, None, None, None)
    assert week([], []).texts == 0


def test_an_answer_counts_for_three_days_and_a_call_does_not_count_as_one() -> None:
    texts = [a_text(n) for n in range(5)]
    late = [an_entry(n, AT + timedelta(days=3, hours=1), via=ContactVia.TEXT, ours=False) for n in range(5)]
    spoken = [an_entry(n, AT + timedelta(hours=1)) for n in range(5)]

    assert week(texts, late + spoken).answered == 0.0


def test_only_contact_after_the_failure_ends_it() -> None:
    failed = [a_text(n, MessageState.EXPIRED) for n in range(5)]
    before = [an_entry(n, AT - timedelta(hours=1)) for n in range(5)]

    assert week(failed, before).not_reached == 5


def test_a_text_on_a_sunday_night_belongs_to_the_week_that_ends() -> None:
    sunday = noon(date(2026, 11, 22)).replace(hour=23, minute=59)
    texts = [replace(a_text(n), at=sunday) for n in range(5)]

    newer, older = weeks_of(texts, [], first=MONDAY, last=MONDAY + timedelta(days=7))

    assert (newer.texts, older.texts) == (0, 5)
