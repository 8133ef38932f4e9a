"""What may be asked of the planner, and how good a plan is said to be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from witness.domain.errors import Refused
from witness.domain.week_requests import Away, PlanRequest, Progress, check_request

MONDAY = date(2026, 11, 23)
ASKED = PlanRequest("r", "team", "mo", datetime(2026, 11, 20, 12, tzinfo=UTC), MONDAY, date(2026, 11, 27), ("olu",))


def test_a_week_of_one_officer_can_be_asked_for() -> None:
    check_request(ASKED, MONDAY)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"last_on": MONDAY - timedelta(days=1)}, "before the first"),
        ({"last_on": MONDAY + timedelta(days=7)}, "at most 7 days"),
        ({"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 2)}, "have passed"),
        ({"officers": ()}, "whose week"),
        ({"officers": tuple(f"o{n}" for n in range(41))}, "at most 40"),
        ({"seconds": 0.0}, "at most 60"),
        ({"away": (Away("olu", date(2026, 12, 1)),)}, "not a day of this plan"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_request(replace(ASKED, **changes), MONDAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("progress", "gap"),
    [
        (Progress(), None),
        (Progress(900.0, 500.0), None),
        (Progress(900.0, 500.0, 495.0), 0.01),
        (Progress(900.0, 500.0, 500.0, is_proven=True), 0.0),
        (Progress(900.0, 500.0, 501.0), 0.0),  # a rounding, not a better plan
        (Progress(0.0, 0.0, 0.0), 0.0),
        (Progress(0.0, -5.0, -9.0), None),  # a share of a cost below nothing says nothing
    ],
)
def test_the_gap_says_how_much_better_a_plan_could_be(progress: Progress, gap: float | None) -> None:
    assert progress.gap == (None if gap is None else pytest.approx(gap))
