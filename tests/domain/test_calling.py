"""Whether somebody may be rung: within their hours, never on a phone that others hold, and a lapsed check is no bar."""

from datetime import date, time

import pytest

from tests.builders import CALENDAR, J, a_contact, a_picture, noon
from witness.domain.call_results import RESULTS, CallResult, tries_count_from
from witness.domain.calling import Ringing, RingVerdict, may_ring
from witness.domain.contact import ContactState, SafeContact
from witness.domain.contact_answers import Incident
from witness.domain.court_time import london_day, london_time
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.working_days import WorkingCalendar

TUESDAY = date(2026, 11, 24)


def ring(contact: SafeContact, on: date = TUESDAY, **around: object) -> RingVerdict:
    return may_ring(a_picture(**around), contact, now=noon(on), calendar=CALENDAR)


@pytest.mark.parametrize("state", [ContactState.UNSAFE, ContactState.WRONG, ContactState.DEAD, ContactState.RETIRED])
def test_a_phone_that_reaches_somebody_else_or_nobody_is_not_rung(state: ContactState) -> None:
    verdict = ring(a_contact(state=state))

    assert verdict.ringing is Ringing.NEVER
    assert verdict.because


def test_outside_the_safe_hours_the_next_safe_moment_is_said() -> None:
    verdict = ring(a_contact(safe_from=time(15, 30)))

    assert verdict.ringing is Ringing.LATER
    assert verdict.next_at is not None
    assert (london_day(verdict.next_at), london_time(verdict.next_at)) == (TUESDAY, time(15, 30))


def test_a_phone_without_a_safe_day_is_not_rung() -> None:
    assert ring(a_contact(safe_days=frozenset())).ringing is Ringing.NEVER


def test_a_phone_on_which_they_do_not_want_calls_is_not_rung() -> None:
    assert ring(a_contact(may_ring=False)).ringing is Ringing.NEVER


def test_a_call_waits_for_the_end_of_a_day_of_faith_as_a_text_does() -> None:
    fast = DatesToAvoid("d-1", J, TUESDAY, TUESDAY, AvoidWhy.FAITH, noon(date(2026, 11, 1)))

    verdict = ring(a_contact(), availability=(fast,))

    assert verdict.ringing is Ringing.LATER
    assert verdict.next_at is not None
    assert london_day(verdict.next_at) == date(2026, 11, 25)


def test_what_may_not_be_written_may_still_be_said() -> None:
    assert ring(a_contact(may_text=False, language="ur")).ringing is Ringing.NOW


def test_a_phone_may_be_rung_with_care_where_the_bank_holidays_are_not_known() -> None:
    verdict = ring(a_contact(reviewed_on=date(2031, 3, 3)), on=date(2031, 3, 4))

    assert (verdict.ringing, verdict.next_at) == (Ringing.LATER, None)
    assert "not known" in verdict.because


@pytest.mark.parametrize(
    ("changes", "mind"),
    [
        ({"reviewed_on": date(2026, 10, 1)}, "ask first whether it is still their phone"),
        ({"state": ContactState.STOPPED}, "ask whether calls are welcome"),
        ({"expired_at": noon(TUESDAY), "expired_because": Incident.MOVED}, "ask first whether it is still their phone"),
    ],
)
def test_what_a_caller_has_to_mind_does_not_keep_them_from_ringing(changes: dict[str, object], mind: str) -> None:
    verdict = ring(a_contact(**changes))

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
