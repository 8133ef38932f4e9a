"""The turns of a message: every allowed one, and every other refused."""

from itertools import product

import pytest

from witness.domain.contact import Tier
from witness.domain.messages import (
    CORRECTIONS,
    FAILED,
    HANDED_OVER,
    IN_THE_AIR,
    ONWARD,
    TIER_OF,
    MessageState,
    Purpose,
    may_become,
)

_S = MessageState

ALLOWED = {
    (_S.PLANNED, _S.SENDING),
    (_S.PLANNED, _S.CANCELLED),
    (_S.PLANNED, _S.EXPIRED),
    (_S.PLANNED, _S.BLOCKED),
    # News of an earlier try: the carrier took it after all.
    *product((_S.PLANNED, _S.CANCELLED, _S.EXPIRED, _S.BLOCKED), (_S.ACCEPTED, _S.SENT, _S.DELIVERED)),
    (_S.SENDING, _S.PLANNED),
    (_S.SENDING, _S.ACCEPTED),
    (_S.SENDING, _S.SENT),
    (_S.SENDING, _S.DELIVERED),
    (_S.SENDING, _S.UNDELIVERED),
    (_S.SENDING, _S.REJECTED),
    (_S.SENDING, _S.UNCERTAIN),
    (_S.UNCERTAIN, _S.PLANNED),
    (_S.UNCERTAIN, _S.ACCEPTED),
    (_S.UNCERTAIN, _S.SENT),
    (_S.UNCERTAIN, _S.DELIVERED),
    (_S.UNCERTAIN, _S.UNDELIVERED),
    (_S.UNCERTAIN, _S.REJECTED),
    (_S.ACCEPTED, _S.SENT),
    (_S.ACCEPTED, _S.DELIVERED),
    (_S.ACCEPTED, _S.UNDELIVERED),
    (_S.SENT, _S.DELIVERED),
    (_S.SENT, _S.UNDELIVERED),
    (_S.UNDELIVERED, _S.DELIVERED),
    (_S.CANCELLED, _S.PLANNED),
}


@pytest.mark.parametrize(("state", "then"), list(product(MessageState, MessageState)))
def test_a_message_turns_only_the_ways_it_may(state: MessageState, then: MessageState) -> None:
    assert may_become(state, then) is ((state, then) in ALLOWED)


def test_every_state_has_its_row() -> None:
    assert set(ONWARD) == set(MessageState)


@pytest.mark.parametrize("state", MessageState)
def test_only_what_the_carrier_has_not_got_can_be_planned_again(state: MessageState) -> None:
    assert may_become(state, _S.PLANNED) is (state in (_S.SENDING, _S.UNCERTAIN, _S.CANCELLED))


@pytest.mark.parametrize("state", MessageState)
def test_no_message_stays_as_it_is_by_turning(state: MessageState) -> None:
    assert not may_become(state, state)


@pytest.mark.parametrize("state", [_S.DELIVERED, _S.REJECTED])
def test_an_end_is_an_end(state: MessageState) -> None:
    assert ONWARD[state] == frozenset()


@pytest.mark.parametrize("state", MessageState)
def test_only_a_planned_message_can_still_be_withdrawn(state: MessageState) -> None:
    assert may_become(state, _S.CANCELLED) is (state is _S.PLANNED)


def test_no_state_is_in_two_groups() -> None:
    grouped = [*HANDED_OVER, *IN_THE_AIR, *FAILED]

    assert len(grouped) == len(set(grouped))
    assert _S.PLANNED not in grouped


def test_every_purpose_but_the_link_to_a_private_page_has_a_tier_that_needs_no_private_phone() -> None:
    assert set(TIER_OF) == set(Purpose)
    assert {purpose for purpose, tier in TIER_OF.items() if tier > Tier.L1} == {Purpose.PAGE_LINK}


def test_what_takes_something_back_is_a_correction() -> None:
    assert {Purpose.DATE_CHANGED, Purpose.CALLED_OFF, Purpose.INVITATION_OFF} == CORRECTIONS
