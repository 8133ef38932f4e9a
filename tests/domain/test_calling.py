"""Whether somebody may be rung: within their hours, never on a phone that others hold, and a lapsed check is no bar."""

from datetime import date, time

import pytest

from tests.builders import a_contact, noon
from witness.domain.call_results import RESULTS, CallResult, tries_count_from
from witness.domain.calling import Ringing, may_ring
from witness.domain.contact import ContactState
from witness.domain.court_time import london_day, london_time
from witness.domain.working_days import WorkingCalendar

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize("state", [ContactState.UNSAFE, ContactState.WRONG, ContactState.DEAD])
def test_a_phone_that_reaches_somebody_else_or_nobody_is_not_rung(state: ContactState) -> None:
    verdict = may_ring(a_contact(state=state), noon(TUESDAY))

    assert verdict.ringing is Ringing.NEVER
    assert verdict.because


def test_outside_the_safe_hours_the_next_safe_moment_is_said() -> None:
    verdict = may_ring(a_contact(safe_from=time(15, 30)), noon(TUESDAY))

    assert verdict.ringing is Ringing.LATER
    assert verdict.next_at is not None
    assert (london_day(verdict.next_at), london_time(verdict.next_at)) == (TUESDAY, time(15, 30))


def test_a_phone_without_a_safe_day_is_not_rung() -> None:
    assert may_ring(a_contact(safe_days=frozenset()), noon(TUESDAY)).ringing is Ringing.NEVER


@pytest.mark.parametrize(
    ("changes", "mind"),
    [
        ({"reviewed_on": date(2026, 10, 1)}, "ask first whether it is still their phone"),
        ({"state": ContactState.STOPPED}, "ask whether calls are welcome"),
    ],
)
def test_what_a_caller_has_to_mind_does_not_keep_them_from_ringing(changes: dict[str, object], mind: str) -> None:
    verdict = may_ring(a_contact(**changes), noon(TUESDAY))

    assert verdict.ringing is Ringing.NOW
    assert mind in verdict.mind


def test_every_result_of_a_call_has_words_of_its_own_and_only_a_talk_counts_as_reached() -> None:
    assert set(RESULTS) == set(CallResult)
    assert len({rule.words for rule in RESULTS.values()}) == len(RESULTS)
    for rule in RESULTS.values():
        assert not (rule.reached and (rule.is_try or rule.asks_when))
        assert rule.answer is None or rule.reached


def test_tries_count_from_the_working_day_before_and_from_yesterday_where_no_calendar_reaches() -> None:
    friday = date(2026, 11, 20)
    calendar = WorkingCalendar(date(2026, 1, 1), date(2026, 11, 23), frozenset())

    assert london_day(tries_count_from(noon(date(2026, 11, 23)), calendar)) == friday
    assert london_day(tries_count_from(noon(date(2027, 1, 5)), calendar)) == date(2027, 1, 4)
