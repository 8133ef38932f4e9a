"""What a witness counts down to: a recording closes the trial, a co-defendant's plea nothing, a Newton opens it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement, permutations, product

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    a_case,
    a_defendant,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    an_event,
    concern_at,
    noon,
)
from witness.domain.awaited import ABOUT_GUILT, DROPPED, GUILT_DECIDED, PLAYED_AT
from witness.domain.cases import CasePicture
from witness.domain.countdown import Closed, certainty_of, closed_because, counts_down
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import EVIDENCE_KINDS, Certainty, Hearing, HearingKind, HearingState, Listing
from witness.domain.people import NOT_EXPECTED, Requirement
from witness.domain.planned_messages import messages_wanted

K, P, O = HearingKind, Plea, DefendantOutcome  # noqa: E741
TODAY = date(2026, 6, 15)
MAY = date(2026, 5, 11)


def a_date(kind: HearingKind, on: date | None = TRIAL_DAY, state: HearingState = HearingState.LISTED) -> Hearing:
    slot = a_slot(on)
    return replace(a_hearing(revisions=[a_revision(slot=slot, state=state)]), hearing_id=kind.value, kind=kind)


def expected_at(kind: HearingKind, state: EventState = EventState.EXPECTED, **changes: object) -> EvidenceEvent:
    return an_event(event_id=f"event-{kind.value}", hearing_id=kind.value, state=state, **changes)


def picture_of(*dates: tuple[Hearing, EvidenceEvent], pleas: tuple[Plea, ...] = (P.NOT_GUILTY,)) -> CasePicture:
    return a_picture(
        case=a_case(defendants=tuple(a_defendant(f"D{n}", plea) for n, plea in enumerate(pleas, start=1))),
        hearings=tuple(hearing for hearing, _ in dates),
        events=tuple(event for _, event in dates),
    )


def awaits(picture: CasePicture) -> str | None:
    event = counts_down(picture, WITNESS, TODAY)
    return None if event is None else event.hearing_id


RECORDED = (a_date(K.S28, MAY, HearingState.HELD), expected_at(K.S28, EventState.GIVEN))


# A recording


@pytest.mark.parametrize("kind", sorted(EVIDENCE_KINDS - {K.S28}))
@pytest.mark.parametrize("recalled", [False, True])
def test_a_recording_closes_what_it_is_played_at_unless_they_are_asked_back(kind: HearingKind, recalled: bool) -> None:
    picture = picture_of(RECORDED, (a_date(kind), expected_at(kind, recalled=recalled)))
    closes = kind in PLAYED_AT and not recalled

    assert awaits(picture) == (None if closes else kind.value)
    assert closed_because(picture, WITNESS, TODAY) is (Closed.GIVEN if closes else None)


def test_a_recording_of_one_witness_does_not_close_the_trial_for_another() -> None:
    trial = a_date(K.TRIAL)
    picture = picture_of(RECORDED, (trial, expected_at(K.TRIAL)), (trial, expected_at(K.TRIAL)))
    other = replace(picture.events[2], event_id="event-2", witness_id="witness-2")
    picture = replace(
        picture,
        hearings=picture.hearings[:2],
        events=(*picture.events[:2], other),
        witnesses=(a_witness(), a_witness(witness_id="witness-2", label="W2")),
    )

    assert counts_down(picture, WITNESS, TODAY) is None
    assert counts_down(picture, "witness-2", TODAY) == other


def test_a_recording_that_is_still_to_be_made_comes_before_the_trial() -> None:
    picture = picture_of((a_date(K.S28, date(2026, 7, 1)), expected_at(K.S28)), (a_date(K.TRIAL), expected_at(K.TRIAL)))

    assert awaits(picture) == "s28"


def test_after_the_recording_nobody_is_told_to_come_to_the_trial_and_nothing_is_at_risk() -> None:
    """Domain reference §10.1, scenario 1, from the recording in May to the eve of the trial."""
    picture = replace(
        picture_of(RECORDED, (a_date(K.TRIAL), expected_at(K.TRIAL))), told=(a_told(hearing_id="trial", at=noon(MAY)),)
    )

    assert picture.audience_of("trial") == ()
    for day in (MAY, date(2026, 10, 1), TRIAL_DAY - timedelta(days=28), TRIAL_DAY - timedelta(days=1), TRIAL_DAY):
        wanted = messages_wanted(picture, now=noon(day), hold=timedelta(minutes=15), languages=frozenset({"en"}))
        assert [m for m in wanted.messages if m.hearing_id == "trial"] == []
        assert concern_at(noon(day), picture).points == 0
    before = replace(picture, events=(an_event(hearing_id="trial"),))
    eve = noon(TRIAL_DAY - timedelta(days=28))
    assert messages_wanted(before, now=eve, hold=timedelta(minutes=15), languages=frozenset({"en"})).messages


# Pleas and endings


@pytest.mark.parametrize("order", list(permutations([K.TRIAL, K.NEWTON])))
def test_when_all_have_admitted_it_the_newton_hearing_is_found_whichever_comes_first(
    order: tuple[HearingKind, ...],
) -> None:
    days = [TRIAL_DAY, TRIAL_DAY + timedelta(days=30)]
    dates = [(a_date(kind, on), expected_at(kind)) for kind, on in zip(order, days, strict=True)]

    assert awaits(picture_of(*dates, pleas=(P.GUILTY,))) == "newton"
    assert [p.person_id for p in picture_of(*dates, pleas=(P.GUILTY,)).audience_of("newton")] == [MOTHER]
    assert picture_of(*dates, pleas=(P.GUILTY,)).audience_of("trial") == ()


@pytest.mark.parametrize("kind", sorted(EVIDENCE_KINDS))
@pytest.mark.parametrize("pleas", list(combinations_with_replacement(Plea, 3)))
def test_only_accepted_pleas_of_all_three_close_a_trial(kind: HearingKind, pleas: tuple[Plea, ...]) -> None:
    """Scenario 8."""
    picture = picture_of((a_date(kind), expected_at(kind)), pleas=pleas)
    closes = set(pleas) == {P.GUILTY} and kind in ABOUT_GUILT

    assert awaits(picture) == (None if closes else kind.value)
    assert closed_because(picture, WITNESS, TODAY) is (Closed.ADMITTED if closes else None)


@pytest.mark.parametrize(("outcome", "plea"), list(product(DefendantOutcome, [P.NOT_GUILTY, P.GUILTY])))
def test_what_has_ended_for_everybody_ends_the_wait_for_a_trial(outcome: DefendantOutcome, plea: Plea) -> None:
    ended = a_defendant("D1", plea, outcome=outcome)
    picture = picture_of((a_date(K.TRIAL), expected_at(K.TRIAL)))
    alone = replace(picture, case=a_case(defendants=(ended,)))
    not_alone = replace(picture, case=a_case(defendants=(ended, a_defendant("D2"))))
    closes = outcome in GUILT_DECIDED or plea is P.GUILTY

    assert awaits(alone) == (None if closes else "trial")
    assert awaits(not_alone) == "trial"
    because = Closed.ADMITTED if plea is P.GUILTY else Closed.DECIDED
    assert closed_because(alone, WITNESS, TODAY) is (because if closes else None)


def test_nobody_is_said_to_have_admitted_what_they_were_tried_for() -> None:
    guilty, acquitted = a_defendant("D1", P.GUILTY), a_defendant("D2", outcome=O.ACQUITTED)
    picture = picture_of((a_date(K.TRIAL), expected_at(K.TRIAL)))

    assert closed_because(replace(picture, case=a_case(defendants=(guilty, acquitted))), WITNESS, TODAY) is (
        Closed.DECIDED
    )
    for outcome in DROPPED:
        case = a_case(defendants=(guilty, a_defendant("D2", outcome=outcome)))
        assert closed_because(replace(picture, case=case), WITNESS, TODAY) is Closed.ADMITTED


@pytest.mark.parametrize("outcome", [O.HUNG_JURY, O.JURY_DISCHARGED, O.ABSCONDED, O.UNFIT_TO_PLEAD])
def test_what_leaves_guilt_open_keeps_the_retrial_awaited(outcome: DefendantOutcome) -> None:
    picture = picture_of((a_date(K.RETRIAL), expected_at(K.RETRIAL)))

    assert awaits(replace(picture, case=a_case(defendants=(a_defendant(outcome=outcome),)))) == "retrial"


def test_without_a_defendant_on_record_nothing_has_been_decided() -> None:
    assert awaits(picture_of((a_date(K.TRIAL), expected_at(K.TRIAL)), pleas=())) == "trial"


# Who counts down at all


@pytest.mark.parametrize("requirement", Requirement)
def test_only_an_expected_witness_counts_down(requirement: Requirement) -> None:
    picture = a_picture(witnesses=(a_witness(requirement=requirement),))

    assert (counts_down(picture, WITNESS, TODAY) is None) is (requirement in NOT_EXPECTED)


def test_in_a_closed_case_nobody_counts_down() -> None:
    assert counts_down(a_picture(case=a_case(closed_on=TODAY)), WITNESS, TODAY) is None


# How certain


@pytest.mark.parametrize(
    ("listing", "state", "certainty"),
    [
        (Listing.FIXTURE, HearingState.LISTED, Certainty.TIME),
        (Listing.FLOATER, HearingState.LISTED, Certainty.MAYBE),
        (Listing.WARNED_LIST, HearingState.LISTED, Certainty.WINDOW),
        (Listing.FIXTURE, HearingState.UNCONFIRMED, Certainty.MAYBE),
        (Listing.WARNED_LIST, HearingState.UNCONFIRMED, Certainty.WINDOW),
        (Listing.FIXTURE, HearingState.VACATED, Certainty.NONE),
        (Listing.FIXTURE, HearingState.HELD, Certainty.NONE),
        (Listing.TO_BE_CONFIRMED, HearingState.LISTED, Certainty.NONE),
    ],
)
def test_an_event_is_as_certain_as_its_date(listing: Listing, state: HearingState, certainty: Certainty) -> None:
    hearing = a_hearing(revisions=[a_revision(slot=a_slot(listing=listing), state=state)])

    assert certainty_of(a_picture(hearings=(hearing,)), an_event(hearing_id=TRIAL)) is certainty


def test_the_days_are_counted_to_the_event_not_to_the_trial() -> None:
    recording = (a_date(K.S28, date(2026, 6, 22)), expected_at(K.S28))
    picture = picture_of(recording, (a_date(K.TRIAL), expected_at(K.TRIAL)))

    assert concern_at(noon(TODAY), picture).working_days_left == CALENDAR.until(TODAY, date(2026, 6, 22))
