"""Claims for expenses: every band at its edges, every cap, who may claim what once, and how far a claim can get."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.builders import MOTHER, WITNESS, noon
from witness.domain import expense_lines
from witness.domain.errors import Refused
from witness.domain.expense_lines import NO_RATE, Sheet, in_hours, sheet_of
from witness.domain.expense_rates import EARNINGS, EXPENSE_RATES, MEALS, SELF_EMPLOYED, Band, band_of
from witness.domain.expenses import (
    ITEMS,
    NEXT_OF_CLAIM,
    Capacity,
    Claim,
    ClaimItem,
    ClaimState,
    ClaimStep,
    ItemKind,
    Payer,
    Unit,
    check_item,
    check_step,
)

K = ItemKind
DAY = date(2026, 12, 7)
LATER = date(2026, 12, 20)
# hours and minutes away, and pence, as the table of the CPS has them
MEALS_PAID = [(1, 225), (300, 225), (301, 450), (600, 450), (601, 975), (1440, 975)]
PAY_LOST = [(1, 3350), (240, 3350), (241, 6700), (1440, 6700)]
OWN_EARNINGS_LOST = [(1, 4295), (240, 4295), (241, 8590), (1440, 8590)]


def an_item(kind: ItemKind, amount: int, **changes: object) -> ClaimItem:
    return replace(ClaimItem(kind, amount, noon(DAY)), **changes)  # type: ignore[arg-type]


def sheet(*items: tuple[ItemKind, int], on: date = DAY) -> Sheet:
    return sheet_of(tuple(an_item(kind, amount) for kind, amount in items), on)


def a_claim(*states: ClaimState, items: tuple[ClaimItem, ...] = (), **changes: object) -> Claim:
    steps = tuple(
        ClaimStep(state, DAY, noon(DAY), 1200 if state is ClaimState.PAID else 0)
        for state in states
        if state is not ClaimState.NOTED
    )
    claim = Claim("claim-1", WITNESS, MOTHER, Capacity.PARENT, Payer.CPS, DAY, "trial", None, noon(DAY), items, steps)
    return replace(claim, **changes)  # type: ignore[arg-type]


def table_holds() -> None:
    for minutes, pence in MEALS_PAID:
        assert sheet((K.AWAY, minutes)).pence == pence
    for kind, rows in ((K.EARNINGS, PAY_LOST), (K.SELF_EMPLOYED, OWN_EARNINGS_LOST)):
        for minutes, most in rows:
            lost = next(line for line in sheet((K.AWAY, minutes), (kind, 50_000)).lines if line.kind is kind)
            assert lost.pence == most


def test_every_band_holds_to_its_last_minute_and_not_one_longer() -> None:
    table_holds()


@pytest.mark.parametrize(
    "edge", [(MEALS, 0, 299), (MEALS, 0, 301), (MEALS, 1, 599), (MEALS, 1, 601), (EARNINGS, 0, 239), (EARNINGS, 0, 241)]
)
def test_a_band_that_is_off_by_a_minute_is_found(
    edge: tuple[tuple[Band, ...], int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bands, number, minutes = edge
    wrong = tuple(replace(band, most_minutes=minutes) if n == number else band for n, band in enumerate(bands))
    monkeypatch.setattr(expense_lines, "band_of", lambda away, of: band_of(away, wrong if of == bands else of))

    with pytest.raises(AssertionError):
        table_holds()


@pytest.mark.parametrize(
    ("kind", "amount", "pence"),
    [
        (K.MILES, 125, 313),  # 12.5 miles at 25p: half a penny is a penny
        (K.MILES, 1, 3),
        (K.MILES_JUSTIFIED, 100, 450),
        (K.FARES, 1480, 1480),
        (K.PARKING, 650, 650),
        (K.TAXI, 1250, 1250),
        (K.CHILDCARE, 6699, 6699),
        (K.CHILDCARE, 6700, 6700),
        (K.CHILDCARE, 6701, 6700),
        (K.NIGHT_CITY, 1, 9500 + 2100 + 500),
        (K.NIGHT_ELSEWHERE, 2, 2 * (6500 + 2100 + 500)),
        (K.NIGHT_BOOKED, 1, 2100 + 500),
    ],
)
def test_each_item_comes_to_what_the_table_says(kind: ItemKind, amount: int, pence: int) -> None:
    assert sheet((kind, amount)).pence == pence


def test_what_was_lost_is_paid_up_to_the_band_and_never_more_than_was_lost() -> None:
    assert [line.pence for line in sheet((K.AWAY, 200), (K.EARNINGS, 2000)).lines] == [225, 2000]
    without_hours = sheet((K.EARNINGS, 2000)).lines[0]
    assert (without_hours.pence, "time away" in without_hours.how) == (0, True)


def test_the_sum_is_that_of_its_lines_and_says_that_nobody_has_checked_the_rates() -> None:
    found = sheet((K.AWAY, 420), (K.MILES, 300), (K.PARKING, 800))

    assert (found.pence, found.unverified) == (450 + 750 + 800, True)
    assert not sheet((K.PARKING, 800)).unverified
    checked = tuple(replace(rate, verified_on=DAY) for rate in EXPENSE_RATES)
    assert not sheet_of((an_item(K.AWAY, 420),), DAY, checked).unverified


def test_a_day_without_a_known_rate_adds_nothing_and_says_so() -> None:
    for kind in (K.AWAY, K.MILES, K.CHILDCARE, K.NIGHT_CITY):
        old = sheet((kind, 100), on=date(2019, 1, 7))
        assert (old.pence, {line.how.endswith(NO_RATE) for line in old.lines}) == (0, {True})


def test_what_needs_a_receipt_is_missing_until_it_is_there() -> None:
    needs = {kind for kind in ItemKind if ITEMS[kind].proof}
    asked = {kind for kind in ItemKind if sheet((kind, 1)).missing}
    kept = sheet_of(tuple(an_item(kind, 1, has_proof=True) for kind in ItemKind), DAY)

    assert asked == needs >= {K.PARKING, K.TAXI, K.CHILDCARE, K.EARNINGS, K.FARES}
    assert kept.missing == ()


def test_what_is_said_anew_replaces_what_was_said_and_nothing_takes_it_out() -> None:
    said = (an_item(K.PARKING, 800), an_item(K.PARKING, 500), an_item(K.TAXI, 900), an_item(K.TAXI, 0))

    assert [(line.kind, line.pence) for line in sheet_of(said, DAY).lines] == [(K.PARKING, 500)]


@pytest.mark.parametrize(
    ("claim", "item", "words"),
    [
        (a_claim(ClaimState.GIVEN, ClaimState.SENT), an_item(K.PARKING, 100), "no longer with us"),
        (a_claim(ClaimState.DROPPED), an_item(K.PARKING, 100), "no longer with us"),
        (a_claim(), an_item(K.AWAY, 24 * 60 + 1), "cannot be"),
        (a_claim(), an_item(K.PARKING, -1), "cannot be"),
        (a_claim(items=(an_item(K.MILES, 10),)), an_item(K.MILES_JUSTIFIED, 10), "not claimed together"),
        (a_claim(items=(an_item(K.EARNINGS, 10),)), an_item(K.SELF_EMPLOYED, 10), "not claimed together"),
    ],
)
def test_an_item_that_cannot_be_is_refused_with_words(claim: Claim, item: ClaimItem, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_item(claim, item)
    check_item(a_claim(), replace(item, amount=10))


ROADS = [(start, end) for start in ClaimState for end in ClaimState]


def road_to(state: ClaimState) -> tuple[ClaimState, ...]:
    s = ClaimState
    roads: dict[ClaimState, tuple[ClaimState, ...]] = {
        s.NOTED: (),
        s.GIVEN: (s.GIVEN,),
        s.DROPPED: (s.DROPPED,),
        s.SENT: (s.GIVEN, s.SENT),
    }
    return roads.get(state, (s.GIVEN, s.SENT, state))


def may(start: ClaimState, end: ClaimState, check: Callable[[Claim, ClaimStep, date], None] = check_step) -> bool:
    step = ClaimStep(end, LATER, noon(LATER), 900 if end is ClaimState.PAID else 0)
    try:
        check(a_claim(*road_to(start)), step, LATER)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(("start", "end"), ROADS)
def test_a_claim_gets_only_where_the_table_leads(start: ClaimState, end: ClaimState) -> None:
    assert may(start, end) is (end in NEXT_OF_CLAIM[start])


def test_a_claim_is_paid_only_when_it_was_sent_and_a_refusal_can_be_asked_about_again() -> None:
    before_paid = {start for start, end in ROADS if end is ClaimState.PAID and may(start, end)}

    assert before_paid == {ClaimState.SENT, ClaimState.QUERIED}
    assert may(ClaimState.REFUSED, ClaimState.SENT)
    assert may(ClaimState.PAID, ClaimState.SENT)  # they paid too little


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (ClaimStep(ClaimState.PAID, LATER, noon(LATER)), "how much"),
        (ClaimStep(ClaimState.REFUSED, LATER, noon(LATER), 5), "has a sum"),
        (ClaimStep(ClaimState.PAID, date(2026, 12, 21), noon(LATER), 5), "not come yet"),
        (ClaimStep(ClaimState.PAID, date(2026, 12, 6), noon(LATER), 5), "before the day"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_words(step: ClaimStep, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_step(a_claim(ClaimState.GIVEN, ClaimState.SENT), step, LATER)


def test_time_away_is_said_in_hours_and_minutes() -> None:
    assert [in_hours(minutes) for minutes in (45, 300, 320)] == ["45 min", "5 h", "5 h 20 min"]
    assert ITEMS[K.AWAY].unit is Unit.MINUTES
    assert {band.code for band in (*MEALS, *EARNINGS, *SELF_EMPLOYED)} <= {rate.code for rate in EXPENSE_RATES}
