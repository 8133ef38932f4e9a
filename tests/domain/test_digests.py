"""The mail of the morning: who is to have it and when, and that it counts and says nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import CALENDAR
from tests.cast import CAST
from witness.domain.accounts import Account, AccountState
from witness.domain.digests import Digest, Due, digest_from, is_due
from witness.domain.staffing import Absence, OfficeHours

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
AWAY = (Absence("absence-1", CAST.olu.id, date(2026, 11, 23), date(2026, 11, 23), None),)


def due(account: Account, now: datetime, absences: tuple[Absence, ...] = ()) -> bool:
    return is_due(account, OfficeHours(), absences, now, CALENDAR)


@pytest.mark.parametrize(
    ("account", "now", "expected"),
    [
        (CAST.olu, NINE, True),
        (CAST.mo, NINE, True),
        (CAST.olu, NINE - timedelta(minutes=1), False),
        (CAST.olu, NINE + 3 * HOUR - timedelta(minutes=1), True),
        (CAST.olu, NINE + 3 * HOUR, False),
        (CAST.olu, NINE - timedelta(days=1), False),
        (CAST.olu, datetime(2026, 12, 25, 10, tzinfo=UTC), False),
        (CAST.olu, datetime(2026, 7, 6, 8, tzinfo=UTC), True),  # nine by London's summer
        (CAST.leigh, NINE, False),
        (CAST.ada, NINE, False),
        (replace(CAST.olu, mails_digest=False), NINE, False),
        (replace(CAST.olu, state=AccountState.DISABLED), NINE, False),
        (replace(CAST.olu, email=""), NINE, False),
    ],
)
def test_it_is_for_those_who_work_on_cases_in_the_morning(account: Account, now: datetime, expected: bool) -> None:
    assert due(account, now) is expected


def test_whoever_is_away_has_none() -> None:
    assert due(CAST.olu, NINE, AWAY) is False
    assert due(CAST.olivia, NINE, AWAY) is True


def test_it_counts_what_is_late_what_is_due_and_what_others_have_passed_on() -> None:
    work = [Due(NINE - HOUR, False), Due(NINE, True), Due(NINE.replace(hour=23), False), Due(NINE + 24 * HOUR, False)]

    assert digest_from(work, NINE) == Digest(waiting=4, late=1, due=2, passed_on=1)
