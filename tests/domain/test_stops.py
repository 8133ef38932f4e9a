"""What a wish to stop leaves on: nothing after the carrier's own word, "do not set off" after any other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import MOTHER, TRIAL, WITNESS, a_contact, a_picture
from witness.domain.contact import ContactState
from witness.domain.stop_facts import Stop
from witness.domain.stops import Choice, concerned, heeding, may_be_asked, start_counts

SINCE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINE = frozenset({WITNESS})


def a_stop(**changes) -> Stop:  # type: ignore[no-untyped-def]
    return replace(Stop("stop-1", "contact-1", None, SINCE), **changes)


STOPPED = a_contact(state=ContactState.STOPPED)


@pytest.mark.parametrize(
    ("contact", "stops", "safety", "seen"),
    [
        (a_contact(), (), False, ContactState.USABLE),
        (STOPPED, (a_stop(),), False, ContactState.STOPPED),
        (STOPPED, (a_stop(),), True, ContactState.USABLE),
        (STOPPED, (a_stop(by_carrier=True),), True, ContactState.STOPPED),
        (STOPPED, (a_stop(), a_stop(stop_id="stop-2", by_carrier=True)), True, ContactState.STOPPED),
        # Nothing is recorded but the state: it may be the carrier's.
        (STOPPED, (), True, ContactState.STOPPED),
        (a_contact(state=ContactState.UNSAFE), (a_stop(),), True, ContactState.UNSAFE),
        (a_contact(state=ContactState.WRONG), (a_stop(),), True, ContactState.WRONG),
        (a_contact(), (a_stop(witness_id=WITNESS),), False, ContactState.STOPPED),
        (a_contact(), (a_stop(witness_id=WITNESS),), True, ContactState.USABLE),
        (a_contact(), (a_stop(witness_id="another child"),), False, ContactState.USABLE),
        (a_contact(), (a_stop(witness_id=WITNESS, until=SINCE),), False, ContactState.USABLE),
        (a_contact(), (a_stop(contact_id="another phone"),), False, ContactState.USABLE),
    ],
)
def test_the_gate_sees_what_was_stopped(contact, stops, safety: bool, seen: ContactState) -> None:  # type: ignore[no-untyped-def]
    assert heeding(contact, stops, about=MINE, even_if_stopped=safety).state is seen


def test_one_message_about_two_children_goes_on_while_one_of_them_is_not_stopped() -> None:
    stops = (a_stop(witness_id=WITNESS),)

    assert heeding(a_contact(), stops, about=frozenset({WITNESS, "sister"})).state is ContactState.USABLE


def blind_to_the_carrier(contact, stops, *, about, even_if_stopped):  # type: ignore[no-untyped-def]
    """The wrong gate: safety messages go whatever was stopped."""
    del stops, about
    return replace(contact, state=ContactState.USABLE) if even_if_stopped else contact


def test_a_gate_that_does_not_know_the_difference_would_send_into_a_block() -> None:
    asked = {"about": MINE, "even_if_stopped": True}

    assert blind_to_the_carrier(STOPPED, (a_stop(by_carrier=True),), **asked).state is ContactState.USABLE
    assert heeding(STOPPED, (a_stop(by_carrier=True),), **asked).state is ContactState.STOPPED


def test_a_message_concerns_the_children_of_whoever_reads_it() -> None:
    assert concerned(a_picture(), MOTHER, TRIAL) == MINE
    assert concerned(a_picture(), MOTHER, None) == frozenset()


def a_choice(on: date | None, child: str = WITNESS) -> Choice:
    return Choice("contact-1", MOTHER, "case-1", child, on)


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ((date(2026, 12, 1),), False),
        ((date(2026, 12, 1), date(2026, 12, 7)), True),
        ((date(2026, 12, 1), date(2026, 12, 1)), False),
        ((date(2026, 12, 1), None), False),
        (tuple(date(2026, 12, day) for day in (1, 2, 3, 4)), False),
    ],
)
def test_a_text_can_only_ask_by_days_that_tell_children_apart(days: tuple[date | None, ...], may: bool) -> None:
    assert may_be_asked(tuple(a_choice(on, f"child-{n}") for n, on in enumerate(days))) is may


@pytest.mark.parametrize(("after", "counts"), [(1, True), (0, False), (-60, False)])
def test_a_start_counts_only_when_it_is_newer_than_every_stop(after: int, counts: bool) -> None:
    stops = (a_stop(), a_stop(stop_id="stop-0", since=SINCE - timedelta(days=3)))

    assert start_counts(SINCE + timedelta(seconds=after), stops) is counts
