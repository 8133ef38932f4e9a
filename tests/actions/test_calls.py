"""A call is kept whether or not it reached anybody; a conversation puts a belief right, with the reason or without."""

from datetime import date

import pytest

from tests.live import TalkingClock
from tests.worlds import MOBILE, World, a_world
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.domain.beliefs import BeliefState, belief_of
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactVia
from witness.domain.hearings import Listing, Slot
from witness.domain.messages import MessageState
from witness.kit import Kit
from witness.messaging.carrier import IncomingText, Receipt

REASON = "The judge is not free that week."


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def call(live: Kit, world: World, result: CallResult, *, reason_given: bool = False) -> None:
    made = Call(world.case, world.mother, world.hearing, result, reason_given)
    record_call(live.store, made, rules=live.rules(), asking=world.asking("olu", live))


def move(live: Kit, world: World, *, reason: str = REASON) -> None:
    asking = world.asking("olu", live)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 7))
    proposal = propose_by_hand(live.store, world.hearing, slot, heard_from="Call from the list office", asking=asking)
    accept(live.store, proposal, reason=reason, rules=live.rules(), asking=asking)


def picture_of(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def state_of(live: Kit, world: World) -> BeliefState:
    picture = picture_of(live, world)
    return belief_of(picture, world.mother, picture.hearing(world.hearing)).state


def forward(live: Kit, **by: float) -> None:
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(**by)


@pytest.mark.parametrize("result", CallResult)
def test_every_call_is_in_the_contact_log(live: Kit, world: World, result: CallResult) -> None:
    call(live, world, result)

    (entry,) = picture_of(live, world).contact_log
    assert (entry.via, entry.from_family, entry.reached) == (
        ContactVia.VOICE,
        False,
        result is not CallResult.NOT_REACHED,
    )
    assert (entry.person_id, entry.hearing_id, entry.at) == (world.mother, world.hearing, live.clock.now())


def test_a_text_from_the_family_is_contact_with_them(live: Kit, world: World) -> None:
    receive(live.store, IncomingText("SM1", MOBILE, "which door?"), rules=live.rules(), now=live.clock.now())

    (entry,) = picture_of(live, world).contact_log
    assert (entry.via, entry.from_family, entry.reached) == (ContactVia.TEXT, True, True)


def test_the_reason_was_given_when_the_caller_says_so(live: Kit, world: World) -> None:
    call(live, world, CallResult.COMING)
    move(live, world)
    call(live, world, CallResult.TOLD, reason_given=True)

    assert {told.revision: told.reason_given for told in picture_of(live, world).told} == {1: False, 2: True}


def test_no_reason_can_have_been_given_where_none_is_known(live: Kit, world: World) -> None:
    call(live, world, CallResult.COMING, reason_given=True)
    move(live, world, reason="")
    call(live, world, CallResult.TOLD, reason_given=True)

    assert [told.reason_given for told in picture_of(live, world).told] == [False, False]


def test_only_a_conversation_or_an_answer_puts_a_moved_date_right(live: Kit, world: World) -> None:
    call(live, world, CallResult.COMING)
    assert state_of(live, world) is BeliefState.KNOWS
    move(live, world)
    assert state_of(live, world) is BeliefState.STALE
    call(live, world, CallResult.NOT_REACHED)
    assert state_of(live, world) is BeliefState.STALE
    forward(live, minutes=16)
    deliver_due(live.store, live.post(), worker="w")
    assert state_of(live, world) is BeliefState.TOLD_NOT_ANSWERED
    call(live, world, CallResult.NOT_REACHED)
    assert state_of(live, world) is BeliefState.TOLD_NOT_ANSWERED
    receive(live.store, IncomingText("SM1", MOBILE, "what?"), rules=live.rules(), now=live.clock.now())
    assert state_of(live, world) is BeliefState.TOLD_NOT_ANSWERED
    call(live, world, CallResult.TOLD)
    assert state_of(live, world) is BeliefState.KNOWS


def test_a_receipt_says_when_a_text_arrived_and_does_not_put_a_belief_right(live: Kit, world: World) -> None:
    call(live, world, CallResult.COMING)
    move(live, world)
    forward(live, minutes=16)
    deliver_due(live.store, live.post(), worker="w")
    with live.store.reading() as desk:
        sent = next(m for m in desk.messages.of_case(world.case) if m.reference and m.channel.value == "sms")
    forward(live, minutes=1)
    receipt = Receipt("text-1", sent.reference or "", MessageState.DELIVERED, "delivered", "")

    record_receipt(live.store, receipt, rules=live.rules(), now=live.clock.now())

    newest = max(picture_of(live, world).told, key=lambda told: told.at)
    assert (newest.via, newest.delivered_at) == ("text", live.clock.now())
    assert state_of(live, world) is BeliefState.TOLD_NOT_ANSWERED
