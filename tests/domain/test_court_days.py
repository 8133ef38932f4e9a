"""What becomes of a day in court: the revisions it adds, who was heard, who still has to come, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from tests.builders import TRIAL_DAY, WITNESS, a_hearing, a_picture, a_revision, a_slot, an_event, noon
from witness.domain.countdown import counts_down
from witness.domain.court_days import CAN_CRACK, DayInCourt, check_day, events_then, revisions_of
from witness.domain.errors import Refused
from witness.domain.evidence import EventState
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState, Listing, Slot
from witness.domain.listing import ListingState, listing_state_of
from witness.domain.outcome_codes import OUTCOME_CODES

E = Effectiveness
NOW = noon(TRIAL_DAY)
NEXT = a_slot(date(2027, 3, 1))
WINDOW = Slot(Listing.WARNED_LIST, date(2026, 11, 30), date(2026, 12, 11))
NEXT_WINDOW = Slot(Listing.WARNED_LIST, date(2027, 1, 11), date(2027, 1, 22))
EVENTS = (an_event(), an_event(event_id="event-2", witness_id="witness-2"))


def day(effectiveness: Effectiveness, **changes: object) -> DayInCourt:
    return replace(DayInCourt(effectiveness, "the usher"), **changes)


def after(hearing: Hearing, told: DayInCourt, now: datetime = NOW) -> Hearing:
    check_day(hearing, told, EVENTS, now)
    return replace(hearing, revisions=(*hearing.revisions, *revisions_of(hearing, told, now=now, by_id="olu")))


def test_a_trial_that_went_ahead_is_over_and_frees_whoever_was_not_heard() -> None:
    told = day(E.EFFECTIVE, given=frozenset({WITNESS}))

    assert after(a_hearing(), told).now.state is HearingState.HELD
    then = events_then(a_hearing(), told, EVENTS)
    assert (then.given, then.released) == ({"event-1"}, {"event-2"})


def test_a_trial_that_goes_on_keeps_the_others_expected_and_has_not_moved() -> None:
    told = day(E.EFFECTIVE, given=frozenset({WITNESS}), goes_on_until=TRIAL_DAY + timedelta(days=3))
    running = after(a_hearing(), told)

    assert (running.now.state, running.now.slot.last_day) == (HearingState.LISTED, TRIAL_DAY + timedelta(days=3))
    assert running.times_moved == 0
    assert events_then(a_hearing(), told, EVENTS).released == frozenset()
    assert after(running, day(E.EFFECTIVE)).now.state is HearingState.HELD


def test_a_cracked_trial_needs_nobody_any_more() -> None:
    assert after(a_hearing(), day(E.CRACKED, code="A")).now.state is HearingState.HELD
    assert events_then(a_hearing(), day(E.CRACKED), EVENTS).released == {"event-1", "event-2"}


def test_an_ineffective_day_waits_for_a_new_date_and_still_needs_everybody() -> None:
    told = day(E.INEFFECTIVE, code="W1")
    failed = after(a_hearing(), told)

    assert [r.state for r in failed.revisions] == [HearingState.LISTED, HearingState.HELD, HearingState.LISTED]
    assert failed.revisions[1].outcome_code == "W1"
    assert failed.now.slot == Slot(Listing.TO_BE_CONFIRMED, court_code="429")
    assert events_then(a_hearing(), told, EVENTS) == events_then(a_hearing(), told, ())
    picture = a_picture(hearings=(failed,))
    waiting = counts_down(picture, WITNESS, TRIAL_DAY + timedelta(days=1))
    assert waiting is not None
    assert waiting.state is EventState.EXPECTED


def test_a_new_date_given_at_once_is_one_change_with_a_reason_that_may_be_told() -> None:
    refixed = after(a_hearing(), day(E.INEFFECTIVE, code="W1", then=NEXT))

    assert (refixed.now.slot, refixed.times_moved) == (NEXT, 1)
    assert refixed.moves[-1].reason == "The court was still busy with another case."
    assert listing_state_of(refixed) is ListingState.REFIXED


def test_a_window_that_was_not_reached_closes_and_the_next_one_counts_as_a_change() -> None:
    """Domain reference §10.1, scenario 3."""
    warned = a_hearing(revisions=[a_revision(slot=WINDOW)])
    closed = after(warned, day(E.INEFFECTIVE, code="W3"), noon(date(2026, 12, 11)))
    again = after(warned, day(E.INEFFECTIVE, code="W3", then=NEXT_WINDOW), noon(date(2026, 12, 11)))

    assert (closed.now.state, closed.now.outcome_code) == (HearingState.VACATED, "W3")
    assert listing_state_of(closed) is ListingState.VACATED
    assert (again.now.state, again.now.slot.on, again.times_moved) == (HearingState.LISTED, NEXT_WINDOW.on, 1)
    assert listing_state_of(again) is ListingState.WARNED_LIST


def test_a_date_that_was_vacated_before_its_day_is_off() -> None:
    off = after(a_hearing(), day(E.VACATED, code="W2"), noon(TRIAL_DAY - timedelta(days=4)))

    assert (off.now.state, off.now.outcome_code) == (HearingState.VACATED, "W2")


@pytest.mark.parametrize(
    ("hearing", "told", "now", "words"),
    [
        (a_hearing(), day(E.EFFECTIVE), noon(TRIAL_DAY - timedelta(days=1)), "has not come yet"),
        (a_hearing(), day(E.VACATED), NOW, "vacated before its day"),
        (a_hearing(None), day(E.EFFECTIVE), NOW, "no date yet"),
        (a_hearing(revisions=[a_revision(state=HearingState.HELD)]), day(E.EFFECTIVE), NOW, "recorded already"),
        (a_hearing(revisions=[a_revision(state=HearingState.VACATED)]), day(E.EFFECTIVE), NOW, "recorded already"),
        (a_hearing(), day(E.CRACKED, code="W3"), NOW, "not a reason for a day that was cracked"),
        (a_hearing(), day(E.EFFECTIVE, code="W3"), NOW, "not a reason for a day that was effective"),
        (a_hearing(), day(E.CRACKED, then=NEXT), NOW, "only a day that did not go ahead"),
        (a_hearing(), day(E.INEFFECTIVE, given=frozenset({WITNESS})), NOW, "only when the hearing went ahead"),
        (a_hearing(), day(E.EFFECTIVE, given=frozenset({"witness-9"})), NOW, "not expected there"),
        (a_hearing(), day(E.INEFFECTIVE, goes_on_until=TRIAL_DAY), NOW, "can go on"),
        (a_hearing(), day(E.EFFECTIVE, goes_on_until=TRIAL_DAY), noon(TRIAL_DAY + timedelta(days=1)), "has passed"),
        (a_hearing(), day(E.INEFFECTIVE, then=a_slot(date(2026, 12, 1))), NOW, "That date has passed"),
        (a_hearing(), day(E.INEFFECTIVE, then=a_slot()), NOW, "That date and time have passed"),
        (
            a_hearing(),
            day(E.INEFFECTIVE, then=replace(NEXT_WINDOW, until=date(2027, 1, 4))),
            NOW,
            "ends before it begins",
        ),
        (a_hearing(kind=HearingKind.PTR), day(E.CRACKED), NOW, "A pre-trial review does not crack"),
    ],
)
def test_what_does_not_go_together_is_refused_in_words(
    hearing: Hearing, told: DayInCourt, now: datetime, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        check_day(hearing, told, EVENTS, now)


@pytest.mark.parametrize(("kind", "effectiveness"), list(product(HearingKind, E)))
def test_every_pair_that_exists_leaves_a_hearing_that_stands_or_is_over(
    kind: HearingKind, effectiveness: Effectiveness
) -> None:
    now = NOW if effectiveness is not E.VACATED else noon(TRIAL_DAY - timedelta(days=1))
    if effectiveness is E.CRACKED and kind not in CAN_CRACK:
        return
    for code in ["", *(row.code for row in OUTCOME_CODES if effectiveness in row.belongs)]:
        ended = after(a_hearing(kind=kind), day(effectiveness, code=code), now)

        assert [r.number for r in ended.revisions] == list(range(1, len(ended.revisions) + 1))
        still_expected = not events_then(a_hearing(kind=kind), day(effectiveness), EVENTS).released
        assert still_expected is (effectiveness in (E.INEFFECTIVE, E.VACATED))
