"""The empty spaces of a case: each gap with its reason, and silence where nothing is wrong."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    BEGAN_ON,
    FATHER,
    MOTHER,
    TRIAL_DAY,
    a_case,
    a_contact,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    moved,
    noon,
)
from witness.domain.case_gaps import GAPS, CaseOutline, Gap, gaps_of
from witness.domain.contact import ContactState
from witness.domain.hearings import HearingState
from witness.domain.people import Requirement

NOW = noon(date(2026, 11, 24))
YESTERDAY = NOW - timedelta(days=1)


def gaps(outline: CaseOutline | None = None, **changes: object) -> dict[Gap, str]:
    """The gaps of a case in which everybody was told and spoken with yesterday, but for what is changed."""
    usual = {"told": (a_told(),), **changes}
    return gaps_of(outline or CaseOutline(a_picture(**usual), spoken_at=YESTERDAY), NOW)


def test_a_case_in_which_nothing_is_missing_has_no_gap() -> None:
    assert gaps() == {}


def test_every_gap_is_a_rule_with_words_for_its_filter_and_for_an_empty_one() -> None:
    assert {rule.gap for rule in GAPS} == set(Gap)
    assert all(rule.label and rule.quiet.endswith(".") for rule in GAPS)


@pytest.mark.parametrize(
    ("hearings", "reason"),
    [
        ((), "the court has given no date yet"),
        ((a_hearing(None),), "every date we knew is over"),
        ((a_hearing(date(2026, 11, 23)),), "every date we knew is over"),
        (
            (a_hearing(revisions=[a_revision(state=HearingState.VACATED)]),),
            "the last date was taken out, and no new one is known",
        ),
        ((a_hearing(revisions=[a_revision(state=HearingState.HELD)]),), "no further date at court is known"),
    ],
)
def test_no_date_ahead_says_why(hearings: tuple[object, ...], reason: str) -> None:
    assert gaps(hearings=hearings, events=(), told=())[Gap.NO_DATE] == reason


@pytest.mark.parametrize(
    ("days", "words"), [(14, None), (15, "no contact for 15 days"), (40, "no contact for 40 days")]
)
def test_fourteen_days_without_contact_are_still_fine(days: int, words: str | None) -> None:
    outline = CaseOutline(a_picture(told=(a_told(),)), spoken_at=NOW - timedelta(days=days))

    assert gaps_of(outline, NOW).get(Gap.NO_CONTACT) == words


def test_a_family_nobody_ever_spoke_with_counts_from_the_day_support_began() -> None:
    young = a_picture(case=a_case(support_began_on=date(2026, 11, 20)), told=(a_told(),))

    assert Gap.NO_CONTACT not in gaps_of(CaseOutline(young), NOW)
    days = (date(2026, 11, 24) - BEGAN_ON).days
    assert gaps_of(CaseOutline(a_picture()), NOW)[Gap.NO_CONTACT] == (
        f"no contact recorded in the {days} days since support began"
    )


def test_a_date_that_nobody_told_the_family_is_a_gap() -> None:
    assert gaps(told=())[Gap.NOT_TOLD] == "J.F.'s mother has not been told of Mon 7 Dec at 10am"


def test_a_family_that_believes_an_old_date_is_a_gap_until_the_day_is_over() -> None:
    changed = moved(date(2026, 12, 1), TRIAL_DAY)

    assert gaps(hearings=(changed,))[Gap.NOT_TOLD] == (
        "J.F.'s mother believes Tue 1 Dec at 10am; it is now Mon 7 Dec at 10am"
    )
    over = CaseOutline(a_picture(hearings=(changed,), told=(a_told(),)), spoken_at=noon(date(2026, 12, 8)))
    assert Gap.NOT_TOLD not in gaps_of(over, noon(date(2026, 12, 8)))


def test_a_date_that_is_off_is_nothing_to_tell_to_whoever_never_heard_of_it() -> None:
    off = a_hearing(revisions=[a_revision(1), a_revision(2, state=HearingState.VACATED)])

    assert Gap.NOT_TOLD not in gaps(hearings=(off,), told=())
    assert gaps(hearings=(off,))[Gap.NOT_TOLD] == "J.F.'s mother believes Mon 7 Dec at 10am; it is off"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (20, None),
        (24, None),
        (25, "the check of the phone of J.F.'s mother runs out on Fri 27 Nov"),
        (28, "the check of the phone of J.F.'s mother ran out on Tue 24 Nov"),
        (40, "the check of the phone of J.F.'s mother ran out on Thu 12 Nov"),
    ],
)
def test_a_check_is_a_gap_three_days_before_it_runs_out(days: int, words: str | None) -> None:
    contact = a_contact(reviewed_on=date(2026, 11, 24) - timedelta(days=days))

    assert gaps(contacts=(contact,)).get(Gap.CHECK_RUNS_OUT) == words


@pytest.mark.parametrize("state", [s for s in ContactState if s is not ContactState.USABLE])
def test_a_witness_without_any_phone_that_may_be_used_is_a_gap(state: ContactState) -> None:
    found = gaps(contacts=(a_contact(state=state),))

    assert found[Gap.NOBODY_TO_REACH] == "no phone may be used for J.F."
    assert Gap.CHECK_RUNS_OUT not in found  # there is nothing to check on a phone that is given up


def test_nobody_is_missed_for_a_witness_who_is_not_expected() -> None:
    released = a_witness(requirement=Requirement.RELEASED)

    assert Gap.NOBODY_TO_REACH not in gaps(contacts=(), witnesses=(released,))
    assert Gap.NOBODY_TO_REACH in gaps(contacts=())


def test_a_late_promise_says_since_when_and_one_for_today_is_not_late() -> None:
    outline = CaseOutline(a_picture(told=(a_told(),)), YESTERDAY, (date(2026, 11, 3), date(2026, 11, 20)))

    assert gaps_of(outline, NOW) == {Gap.PROMISE_LATE: "2 promises are late, the oldest since Tue 3 Nov"}
    assert gaps_of(replace(outline, late_since=(date(2026, 11, 24),)), NOW) == {}


def test_several_reasons_are_one_sentence() -> None:
    old = date(2026, 10, 1)
    contacts = (a_contact(reviewed_on=old), a_contact(contact_id="c2", person_id=FATHER, reviewed_on=old))
    picture = a_picture(told=(a_told(),), contacts=(contacts[0], replace(contacts[1], person_id=MOTHER)))

    words = gaps_of(CaseOutline(picture, YESTERDAY), NOW)[Gap.CHECK_RUNS_OUT]

    assert words.endswith("ran out on Thu 29 Oct, and 1 more")


@given(days=st.integers(0, 400), told=st.booleans(), slot=st.sampled_from([a_slot(), a_slot(None)]))
def test_a_closed_case_has_no_gap_whatever_is_missing(days: int, told: bool, slot: object) -> None:  # noqa: FBT001
    picture = a_picture(
        case=a_case(closed_on=date(2026, 11, 1)),
        told=(a_told(),) if told else (),
        contacts=(),
        hearings=(a_hearing(revisions=[a_revision(slot=slot)]),),  # type: ignore[arg-type]
    )

    assert gaps_of(CaseOutline(picture, NOW - timedelta(days=days), (date(2026, 1, 1),)), NOW) == {}
