"""The gate over six clock changes: no yes outside what a person agreed, and no wait without an end."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from time import monotonic
from typing import Any

import pytest

from tests.builders import MOTHER, a_contact
from tests.domain.test_contact_gate import CALENDAR, CHANGES, HOLIDAYS, LANGUAGES, Gate, check, keeps_winter_time
from witness.domain.contact import May, SafeContact, Tier, may_reach
from witness.domain.contact_answers import Incident
from witness.domain.court_time import moment_in_london
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.safe_hours import QuietDays, QuietWhy, Span

SEED = 20261124
AROUND = timedelta(days=2)


def a_record(chance: Random, day: date) -> SafeContact:
    """Make a record: one or two spans on some weekdays, now and then quiet days, an incident, hours for warnings."""
    spans = []
    for weekday in chance.sample(range(7), chance.randint(1, 7)):
        edges = sorted(chance.sample(range(96), 4))
        hours = [time(n // 4, n % 4 * 15) for n in edges]
        spans.append(Span(weekday, hours[0], hours[1]))
        if chance.random() < 0.5:
            spans.append(Span(weekday, hours[2], hours[3]))
    urgent = (time(6), time(21)) if chance.random() < 0.3 else (None, None)
    quiet = QuietDays(day + timedelta(days=chance.randint(-3, 3)), None, chance.choice(list(QuietWhy)), every_weeks=2)
    contact = a_contact(
        reviewed_on=day - timedelta(days=chance.randint(0, 29)),
        safe_days=frozenset(),
        other_hours=tuple(sorted(spans)),
        on_holidays=chance.random() < 0.3,
        urgent_from=urgent[0],
        urgent_until=urgent[1],
        quiet=(quiet,) if chance.random() < 0.2 else (),
        seen_by="her sister" if chance.random() < 0.1 else "",
    )
    if chance.random() < 0.1:
        return replace(contact, expired_at=moment_in_london(day, time(12)), expired_because=Incident.MOVED)
    return contact


def a_question(chance: Random, day: date) -> dict[str, Any]:
    off = day + timedelta(days=chance.randint(-2, 2))
    why = chance.choice([AvoidWhy.EXAM, AvoidWhy.FAITH, AvoidWhy.HOLIDAY])
    minutes = chance.randint(-int(AROUND.total_seconds() // 60), int(AROUND.total_seconds() // 60))
    return {
        "tier": chance.choice([Tier.L0, Tier.L1]),
        "now": moment_in_london(day, time(0)) + timedelta(minutes=minutes, seconds=chance.randint(0, 59)),
        "languages": LANGUAGES,
        "calendar": CALENDAR,
        "avoid": (DatesToAvoid("a", MOTHER, off, off, why, datetime(2026, 1, 1, tzinfo=UTC)),)
        if chance.random() < 0.3
        else (),
        "is_safety": chance.random() < 0.3,
    }


def yeses(gate: Gate, count: int) -> int:
    """Ask so many questions near a clock change, each held to the wall clock; gives how often the gate said yes."""
    chance, found = Random(SEED), 0  # noqa: S311 - a figure that can be repeated is no secret
    days = [*CHANGES, *sorted(HOLIDAYS)]
    for _ in range(count):
        day = chance.choice(days)
        contact, asked = a_record(chance, day), a_question(chance, day)
        check(gate, contact, asked)
        found += isinstance(gate(contact, **asked), May)
    return found


@pytest.mark.trust
def test_no_yes_lies_outside_what_was_agreed_over_six_clock_changes(
    full_size: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    count, began = 200_000 if full_size else 4_000, monotonic()

    found = yeses(may_reach, count)

    with capsys.disabled():
        sys.stdout.write(
            f"\ngate: {count} instants, {found} yes, 0 outside, {monotonic() - began:.1f} s, seed {SEED}\n"
        )
    assert found > count / 20


@pytest.mark.trust
def test_a_gate_that_keeps_winter_time_is_caught() -> None:
    with pytest.raises(AssertionError):
        yeses(keeps_winter_time, 4_000)
