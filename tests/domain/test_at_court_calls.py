"""The ring tree in the contact log: who was rung, once, and what a ring that nobody answered counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import (
    FATHER,
    MOTHER,
    TRIAL,
    WITNESS,
    J,
    a_message,
    a_parent,
    a_person,
    a_picture,
    days_before,
    points_of,
)
from witness.domain.at_court import DayStep, DayTap
from witness.domain.at_court_calls import entry_of, log_that_stands
from witness.domain.at_court_clocks import Rung, Said
from witness.domain.cases import CasePicture
from witness.domain.concern import Code

AT = days_before(9)


def a_ring(said: Said = Said.NOT_REACHED, *, whom: Rung = Rung.PARENT, minutes: int = 0) -> DayTap:
    at = AT - timedelta(hours=2) + timedelta(minutes=minutes)
    return DayTap(
        f"tap-{minutes}", WITNESS, at.date(), DayStep.RANG, at, at, at, at, TRIAL, whom=whom.value, said=said.value
    )


def undone(tap: DayTap) -> DayTap:
    return replace(tap, tap_id=f"undo-{tap.tap_id}", step=DayStep.UNDONE, whom="", said="", undoes=tap.tap_id)


def with_calls(*taps: DayTap, **changes: object) -> CasePicture:
    bare = a_picture(day_taps=taps, **changes)
    entries = [entry_of(bare, tap, MOTHER) for tap in taps]
    return replace(bare, contact_log=tuple(entry for entry in entries if entry is not None))


@pytest.mark.parametrize("said", Said)
def test_a_call_to_the_parent_is_a_try_that_reached_them_or_not(said: Said) -> None:
    entry = entry_of(a_picture(), a_ring(said), MOTHER)

    assert entry is not None
    assert (entry.entry_id, entry.person_id, entry.at, entry.hearing_id) == ("tap-0", MOTHER, a_ring().at, TRIAL)
    assert entry.reached is (said is not Said.NOT_REACHED)


def test_of_one_parent_it_is_known_who_was_rung_and_of_two_nothing_is_made_up() -> None:
    two = a_picture(
        people=(a_person(J), a_person(MOTHER), a_person(FATHER)),
        parts=(a_parent(), a_parent(FATHER, "father")),
    )

    assert getattr(entry_of(a_picture(), a_ring(), ""), "person_id", None) == MOTHER
    assert entry_of(two, a_ring(), "") is None
    assert getattr(entry_of(two, a_ring(), FATHER), "person_id", None) == FATHER
    assert entry_of(two, a_ring(), "somebody-else") is None


@pytest.mark.parametrize("whom", [rung for rung in Rung if rung is not Rung.PARENT])
def test_a_call_to_whoever_works_with_them_is_no_contact_with_the_family(whom: Rung) -> None:
    assert entry_of(a_picture(), a_ring(whom=whom), MOTHER) is None


def test_rings_that_nobody_answered_are_one_try_of_their_day_until_they_are_taken_back() -> None:
    first, second = a_ring(), a_ring(minutes=5)
    both = with_calls(first, second)
    text = a_message(on=(AT - timedelta(days=1)).date())

    assert points_of(Code.MISSED_CONTACTS, AT, both) is None
    assert points_of(Code.MISSED_CONTACTS, AT, with_calls(first, second, messages=(text,))) == 15
    back = replace(both, day_taps=(first, second, undone(second)))
    assert (len(log_that_stands(back)), len(back.contact_log)) == (1, 2)
    neither = replace(both, day_taps=(first, second, undone(first), undone(second)))
    assert points_of(Code.MISSED_CONTACTS, AT, replace(neither, messages=(text,))) is None


def test_a_text_and_a_ring_are_two_and_an_answered_ring_ends_them() -> None:
    text = a_message(on=(AT - timedelta(days=1)).date())
    rung = with_calls(a_ring(), messages=(text,))
    answered = with_calls(a_ring(), a_ring(Said.ON_THE_WAY, minutes=5), messages=(text,))

    assert points_of(Code.MISSED_CONTACTS, AT, rung) == 15
    assert points_of(Code.MISSED_CONTACTS, AT, answered) is None
