"""Somebody who joins late is offered exactly the dates that lie ahead and that they have not been told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    an_event,
)
from witness.domain.evidence import EventState, Told
from witness.domain.hearings import HearingKind, HearingState, Listing
from witness.domain.joining import Newcomer, missed_by
from witness.domain.people import Part, Requirement

TODAY = TRIAL_DAY - timedelta(days=20)
ISVA = Newcomer(Part.ADVISER, "ISVA", J)


def missed(picture: object = None, newcomer: Newcomer = ISVA, person_id: str = "isva") -> list[str]:
    return [h.hearing_id for h in missed_by(picture or a_picture(), person_id, newcomer, TODAY)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", HearingKind)
def test_every_kind_of_hearing_is_offered(kind: HearingKind) -> None:
    assert missed(a_picture(hearings=(a_hearing(kind=kind),))) == [TRIAL]


def test_a_newcomer_for_another_witness_has_missed_nothing() -> None:
    assert missed(newcomer=replace(ISVA, for_person_id=MOTHER)) == []
    assert missed(newcomer=replace(ISVA, for_person_id=None)) == [TRIAL]


def test_what_they_were_told_already_is_not_offered_again() -> None:
    told = Told("isva", TRIAL, 1, "text", a_told().at)

    assert missed(a_picture(told=(told,))) == []


def test_what_they_were_told_before_it_moved_is_offered_as_it_stands() -> None:
    hearing = a_hearing(revisions=[a_revision(1, a_slot(date(2026, 12, 1))), a_revision(2)])
    told = Told("isva", TRIAL, 1, "text", a_told().at)

    assert missed(a_picture(hearings=(hearing,), told=(told,))) == [TRIAL]


@pytest.mark.parametrize(
    "picture",
    [
        a_picture(hearings=(a_hearing(TODAY - timedelta(days=1)),)),
        a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.VACATED)]),)),
        a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.UNCONFIRMED)]),)),
        a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.HELD)]),)),
        a_picture(hearings=(a_hearing(None),)),
        a_picture(events=(an_event(state=EventState.RELEASED),)),
        a_picture(witnesses=(replace(a_picture().witnesses[0], requirement=Requirement.DE_WARNED),)),
    ],
    ids=["past", "off", "not confirmed", "held", "no date", "released", "de-warned"],
)
def test_what_is_not_ahead_is_not_offered(picture: object) -> None:
    assert missed(picture) == []


@given(st.lists(st.integers(-30, 60), min_size=1, max_size=6))
def test_no_day_that_is_over_is_ever_offered(days: list[int]) -> None:
    hearings = tuple(
        a_hearing(TODAY + timedelta(days=ahead), hearing_id=f"hearing-{n}") for n, ahead in enumerate(days)
    )
    events = tuple(an_event(event_id=f"event-{h.hearing_id}", hearing_id=h.hearing_id) for h in hearings)
    picture = a_picture(hearings=hearings, events=events)

    offered = missed_by(picture, "isva", ISVA, TODAY)

    assert [h.hearing_id for h in offered] == sorted(
        (h.hearing_id for h in hearings if h.now.slot.on and h.now.slot.on >= TODAY),
        key=lambda hearing_id: (picture.hearing(hearing_id).now.slot.on, hearing_id),
    )


def test_a_window_that_is_open_is_still_ahead() -> None:
    slot = a_slot(TODAY - timedelta(days=2), until=TODAY + timedelta(days=2), listing=Listing.WARNED_LIST, at=None)

    assert missed(a_picture(hearings=(a_hearing(revisions=[a_revision(slot=slot)]),))) == [TRIAL]
    assert a_picture().witness(WITNESS).person_id == J
