"""Whether a witness came is said only where somebody recorded it; a day that others lost says nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from witness.domain.attended import Came, DayRecorded, one_for_each_day, what_became, with_company
from witness.domain.hearings import Effectiveness
from witness.domain.people import Requirement

DAY = DayRecorded(
    "witness-1",
    "case-1",
    "hearing-1",
    date(2026, 3, 2),
    datetime(2026, 3, 2, 17, tzinfo=UTC),
    Effectiveness.INEFFECTIVE,
)


@pytest.mark.parametrize(
    ("changes", "came"),
    [
        ({"effectiveness": Effectiveness.EFFECTIVE, "gave": True}, Came.GAVE),
        ({"code": "W3", "seen_there": True}, Came.NOT_HEARD),
        ({"code": "W3", "requirement": Requirement.CALLED}, Came.NOT_HEARD),
        ({"code": "M3"}, Came.ABSENT),
        ({"effectiveness": Effectiveness.CRACKED, "code": "J"}, Came.ABSENT),
        ({"code": "M3", "is_alone": False}, Came.NOT_KNOWN),
        ({"code": "M3", "is_alone": False, "seen_missing": True}, Came.ABSENT),
        ({"code": "M3", "seen_there": True}, Came.NOT_HEARD),
        ({"code": "W3", "seen_missing": True}, Came.OFF),
        ({"effectiveness": Effectiveness.VACATED, "seen_missing": True}, Came.OFF),
        ({"effectiveness": Effectiveness.EFFECTIVE, "seen_missing": True}, Came.ABSENT),
        ({"code": "W3", "requirement": Requirement.REFUSES}, Came.ABSENT),
        ({"code": "W3"}, Came.OFF),
        ({"effectiveness": Effectiveness.CRACKED, "code": "A"}, Came.OFF),
        ({"effectiveness": Effectiveness.VACATED, "requirement": Requirement.REFUSES}, Came.OFF),
        ({"effectiveness": Effectiveness.EFFECTIVE}, Came.NOT_KNOWN),
        ({}, Came.NOT_KNOWN),
    ],
)
def test_what_became_of_a_day_follows_from_what_was_recorded(changes: dict[str, object], came: Came) -> None:
    assert what_became(replace(DAY, **changes)) is came  # type: ignore[arg-type]


def test_a_day_recorded_twice_counts_once_as_last_recorded() -> None:
    later = replace(DAY, recorded_at=datetime(2026, 3, 4, 17, tzinfo=UTC), gave=True)

    assert one_for_each_day([later, DAY]) == (later,)


def test_a_code_blames_nobody_while_two_witnesses_were_to_be_heard() -> None:
    other = replace(DAY, witness_id="witness-2", code="M3")
    both = with_company([replace(DAY, code="M3"), other])
    one_gave = with_company([replace(DAY, gave=True), other])

    assert [what_became(day) for day in both] == [Came.NOT_KNOWN, Came.NOT_KNOWN]
    one_seen = with_company([replace(DAY, code="M3", seen_there=True), other])

    assert [what_became(day) for day in one_gave] == [Came.GAVE, Came.ABSENT]
    assert [what_became(day) for day in one_seen] == [Came.NOT_HEARD, Came.ABSENT]
