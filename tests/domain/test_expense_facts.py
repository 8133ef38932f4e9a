"""What trips and the day put into a claim, what they leave out and why; and the work and the clock of a claim."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_marker,
    a_parent,
    a_person,
    a_picture,
    an_event,
)
from tests.domain.duty_builders import codes, the
from tests.domain.test_expenses import a_claim
from tests.plan_builders import a_step, a_trip, done
from witness.domain import expense_facts
from witness.domain.at_court import DayStep, DayTap
from witness.domain.bookings import Booking, BookingKind
from witness.domain.case_closing import in_the_way
from witness.domain.cases import CasePicture
from witness.domain.concern import Code, assess
from witness.domain.duties import DutyState
from witness.domain.evidence import EventState, Side
from witness.domain.expense_facts import Found, found_for, not_claimed_yet, who_came
from witness.domain.expense_tasks import claim_tasks
from witness.domain.expenses import Capacity, Claim, ClaimState, ItemKind
from witness.domain.markers import MarkerKind
from witness.domain.picture_at import picture_at
from witness.domain.plans import PlanState
from witness.domain.trips import Direction, Mode, Trip, TripEvent, TripFact
from witness.domain.visits import VisitKind

K = ItemKind
AFTER = date(2026, 12, 8)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, 7, hour, minute, tzinfo=UTC)


def tap(step: DayStep, when: datetime) -> DayTap:
    return DayTap(step.value, WITNESS, TRIAL_DAY, step, when, when, when, when, TRIAL)


THE_DAY = (
    tap(DayStep.LEFT_HOME, at(8)),
    tap(DayStep.ARRIVED, at(8, 40)),
    tap(DayStep.CALLED, at(11)),
    tap(DayStep.RELEASED, at(12, 20)),
    tap(DayStep.HOME_SAFE, at(16)),
)


def spent(word: str, amount: int) -> TripFact:
    return TripFact(TripEvent.SPENT, at(17), at(17), word=word, amount=amount)


def paid_by(word: str) -> TripFact:
    return TripFact(TripEvent.APPROVED, at(7), at(7), word=word, by="cps")


def a_ride(*facts: TripFact, mode: Mode = Mode.OWN_CAR, riders: tuple[str, ...] = (J, MOTHER), **changes: Any) -> Trip:
    step = a_step(PlanState.DONE, TRIAL_DAY, at=time(8, 0))
    return a_trip(*riders, mode=mode, facts=facts, steps=(step,), **changes)


def a_day(*trips: Trip, taps: tuple[DayTap, ...] = THE_DAY, **changes: Any) -> CasePicture:
    return a_picture(trips=trips, day_taps=taps, **changes)


def found(picture: CasePicture, person_id: str = MOTHER) -> Found:
    came = next(c for c in who_came(picture, AFTER) if c.person_id == person_id)
    return found_for(picture, came, at(18))


def amounts(picture: CasePicture, person_id: str = MOTHER) -> dict[ItemKind, int]:
    return {item.kind: item.amount for item in found(picture, person_id).items}


def test_who_was_seen_at_court_and_who_rode_along_may_claim() -> None:
    picture = a_day(a_ride())

    assert [(c.person_id, c.capacity, c.on) for c in who_came(picture, AFTER)] == [
        (J, Capacity.WITNESS, TRIAL_DAY),
        (MOTHER, Capacity.PARENT, TRIAL_DAY),
    ]
    assert [c.person_id for c in who_came(a_day(a_ride(riders=(J,))), AFTER)] == [J]
    assert who_came(a_day(a_ride(), taps=()), AFTER) == ()
    assert who_came(picture, TRIAL_DAY - timedelta(days=1)) == ()


def test_evidence_that_was_put_in_a_day_late_makes_no_second_day() -> None:
    given = an_event(state=EventState.GIVEN, settled_at=at(12) + timedelta(days=1))

    assert {c.on for c in who_came(a_day(a_ride(), events=(given,)), AFTER)} == {TRIAL_DAY}
    assert {c.on for c in who_came(a_day(a_ride(), taps=(), events=(given,)), AFTER)} == {AFTER}


def test_a_court_visit_counts_too_and_its_road_is_in_the_time_away() -> None:
    visit = done(VisitKind.COURT_VISIT, date(2026, 11, 18))
    step = a_step(PlanState.DONE, date(2026, 11, 18))
    ride = a_trip(J, MOTHER, on=date(2026, 11, 18), hearing_id=None, visit_id=visit.visit_id, steps=(step,),
                  travel_minutes=35)  # fmt: skip
    picture = a_picture(visits=(visit,), trips=(ride,))

    assert {c.visit_id for c in who_came(picture, AFTER)} == {visit.visit_id}
    assert amounts(picture) == {K.AWAY: 60 + 2 * 35}


def test_nobody_claims_twice_for_one_day_however_many_children_they_came_with() -> None:
    sister = replace(a_picture().witnesses[0], witness_id="w2", person_id="sister", label="W2")
    picture = a_day(
        a_ride(riders=(J, "sister", MOTHER)),
        taps=(*THE_DAY, *(replace(t, tap_id=f"{t.tap_id}-2", witness_id="w2") for t in THE_DAY)),
        people=(*a_picture().people, a_person("sister")),
        parts=(*a_picture().parts, a_parent(of="sister")),
        witnesses=(*a_picture().witnesses, sister),
        events=(an_event(), an_event(event_id="e2", witness_id="w2")),
    )

    assert sorted(c.person_id for c in who_came(picture, AFTER)) == sorted([J, "sister", MOTHER])


def test_the_time_away_ends_with_the_road_home_after_release_and_not_with_the_evening() -> None:
    assert amounts(a_day(a_ride()))[K.AWAY] == 260 + 40  # released at 12.20; home only at 4pm
    soon = (*THE_DAY[:4], tap(DayStep.HOME_SAFE, at(12, 45)))
    assert amounts(a_day(a_ride(), taps=soon))[K.AWAY] == 285
    assert K.AWAY not in amounts(a_day(a_ride(), taps=THE_DAY[1:3]))
    assert "How long they were away" in found(a_day(a_ride(), taps=THE_DAY[1:3])).beside[0]


def test_what_the_family_spent_is_in_the_claim_of_the_parent_and_in_no_other() -> None:
    back = a_ride(spent("mileage", 125), direction=Direction.BACK, trip_id="trip-2")
    picture = a_day(a_ride(spent("mileage", 125), spent("parking", 650)), back)

    assert amounts(picture) == {K.AWAY: 300, K.MILES: 250, K.PARKING: 650}
    assert amounts(picture, J) == {K.AWAY: 300}
    assert found(picture, J).beside == ("The journey is in the claim of J.F.'s mother.",)


def test_a_rule_that_lets_each_of_them_claim_the_journey_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = a_day(a_ride(spent("parking", 650)))
    once = sum(amounts(picture, one).get(K.PARKING, 0) for one in (J, MOTHER))
    asked: list[str] = []
    monkeypatch.setattr(expense_facts, "claims_the_journey", lambda *_: asked.append("") or (J, MOTHER)[len(asked) % 2])
    twice = sum(amounts(picture, one).get(K.PARKING, 0) for one in (MOTHER, J))

    assert (once, twice) == (650, 1300)


@pytest.mark.parametrize("payer", ["us", "cps", "police", "court"])
def test_what_others_pay_is_said_beside_the_sum_and_is_not_in_it(payer: str) -> None:
    picture = a_day(a_ride(paid_by(payer), spent("taxi", 1250), mode=Mode.TAXI))

    assert amounts(picture) == {K.AWAY: 300}
    assert "Not in it: taxi, £12.50. It is recorded that" in found(picture).beside[0]


def test_a_taxi_that_nobody_said_who_pays_is_not_claimed_and_one_the_family_pays_is() -> None:
    assert "Nobody has recorded who pays" in found(a_day(a_ride(spent("taxi", 1250), mode=Mode.TAXI))).beside[0]
    assert amounts(a_day(a_ride(paid_by("family"), spent("taxi", 1250), mode=Mode.TAXI)))[K.TAXI] == 1250


def test_what_must_have_cost_something_and_is_not_recorded_is_asked_for() -> None:
    booking = Booking("b", WITNESS, BookingKind.CHILDCARE, TRIAL, Side.SUPPORT, None, (a_step(PlanState.DONE),))

    assert found(a_day(a_ride(), bookings=(booking,))).beside == (
        "They came in their own car: the miles are not recorded.",
        "Childcare was arranged: ask who paid, and how much.",
    )
    assert "tickets" in found(a_day(a_ride(mode=Mode.TRAIN))).beside[0]


def test_a_day_with_a_claim_is_no_longer_offered() -> None:
    picture = a_day(a_ride(), claims=(a_claim(hearing_id=TRIAL),))

    assert [c.person_id for c in not_claimed_yet(picture, AFTER)] == [J]


def with_claim(*states: ClaimState, **changes: Any) -> CasePicture:
    given = an_event(state=EventState.GIVEN, settled_at=at(12))
    return a_picture(claims=(a_claim(*states, hearing_id=TRIAL, **changes),), events=(given,))


def work(picture: CasePicture, day: date) -> list[str]:
    return [
        task.words for task in claim_tasks(picture, CALENDAR, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    ]


SENT = (ClaimState.GIVEN, ClaimState.SENT)


def test_a_claim_that_was_sent_is_chased_after_ten_working_days_and_until_it_is_paid() -> None:
    sent = with_claim(*SENT)

    assert work(sent, date(2026, 12, 20)) == []
    assert work(sent, date(2026, 12, 21)) == [
        "Chase the claim of J.F.'s mother for Mon 7 Dec: sent to the CPS on Mon 7 Dec, nothing is recorded since"
    ]
    assert len(work(sent, date(2027, 6, 1))) == 1
    for ended in (ClaimState.PAID, ClaimState.REFUSED):
        assert work(with_claim(*SENT, ended), date(2027, 6, 1)) == []
    assert "answer the CPS" in work(with_claim(*SENT, ClaimState.QUERIED), TRIAL_DAY)[0]
    assert "was the claim" in work(with_claim(ClaimState.GIVEN), date(2026, 12, 21))[0]
    assert "give it to them" in work(with_claim(), date(2026, 12, 21))[0]


def test_the_clock_runs_from_the_day_on_which_the_claim_was_sent_and_ends_when_it_is_paid() -> None:
    late = with_claim(*SENT)
    claim = late.claims[0]
    moved = replace(claim, steps=(claim.steps[0], replace(claim.steps[1], on=date(2026, 12, 10))))
    now = datetime(2026, 12, 11, 9, tzinfo=UTC)

    clock = the("claim_paid", replace(late, claims=(moved,)), now)
    assert clock.due_at is not None
    assert (clock.due_at.date(), "sent on Thu 10 Dec" in clock.because) == (date(2026, 12, 24), True)
    assert the("expenses_paid", late, now).state is DutyState.OVER
    assert the("expenses_paid", with_claim(ClaimState.GIVEN), now).state is not DutyState.OVER
    assert "claim_paid" not in codes(with_claim(ClaimState.GIVEN), now)
    assert the("claim_paid", with_claim(*SENT, ClaimState.PAID), now).state not in (DutyState.WAITING, DutyState.CHASE)


def test_an_advance_that_is_agreed_clears_that_they_cannot_pay_the_journey_and_a_request_does_not() -> None:
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def counts(*states: PlanState) -> bool:
        bookings = tuple(
            Booking(f"b{s}", WITNESS, BookingKind.ADVANCE_PAYMENT, TRIAL, Side.CPS, None, (a_step(s),)) for s in states
        )
        picture = a_picture(markers=(a_marker(MarkerKind.COST),), bookings=bookings)
        return Code.UP_FRONT_COST in {factor.code for factor in assess(picture, WITNESS, CALENDAR, now).factors}

    assert counts()
    assert counts(PlanState.REQUESTED)
    assert counts(PlanState.FAILED)
    assert not counts(PlanState.CONFIRMED)
    assert not counts(PlanState.FAILED, PlanState.DONE)


def test_a_claim_is_seen_as_it_was_at_an_instant() -> None:
    claim: Claim = with_claim(*SENT).claims[0]
    later = replace(claim, steps=(claim.steps[0], replace(claim.steps[1], recorded_at=at(15))))
    picture = replace(with_claim(), claims=(replace(later, noted_at=at(9)),))

    assert [c.state for c in picture_at(picture, at(14), now=at(18)).claims] == [ClaimState.GIVEN]
    assert picture_at(picture, at(8), now=at(18)).claims == ()


def test_a_case_is_not_closed_over_a_claim_that_is_not_over() -> None:
    def left(*states: ClaimState) -> list[str]:
        return [words for words in in_the_way(with_claim(*states), (), is_offered=False) if "claim" in words]

    assert left(*SENT) == ["The claim of J.F.'s mother for Mon 7 Dec is sent, and not over."]
    assert [len(left(*states)) for states in ((), (ClaimState.DROPPED,), (*SENT, ClaimState.PAID))] == [1, 0, 0]
