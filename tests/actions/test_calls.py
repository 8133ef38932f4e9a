"""A call is kept whether or not it reached anybody; a conversation puts a belief right, with the reason or without."""

from datetime import date, timedelta

import pytest

from tests.live import TalkingClock
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.calls import Call, CallResult, claim_call, number_to_ring, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.domain.beliefs import BeliefState, belief_of
from witness.domain.call_results import RESULTS
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState
from witness.domain.contact_log import ContactVia
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.hearings import Listing, Slot
from witness.domain.messages import MessageState
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import IncomingText, Receipt
from witness.store.tasks import Task

REASON = "The judge is not free that week."


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def call(live: Kit, world: World, result: CallResult, *, reason_given: bool = False, who: str = "") -> None:
    again_at = live.clock.now() + timedelta(hours=3) if RESULTS[result].asks_when else None
    made = Call(world.case, who or world.mother, world.hearing, result, reason_given, again_at=again_at)
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
    assert (entry.via, entry.from_family) == (ContactVia.VOICE, False)
    assert (entry.reached, entry.result) == (RESULTS[result].reached, result.value)
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


def tasks_of(live: Kit, world: World, kind: TaskKind) -> list[Task]:
    with live.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind is kind]


@pytest.mark.parametrize("result", [r for r in CallResult if not RESULTS[r].reached])
def test_a_call_that_did_not_reach_them_tells_them_nothing(live: Kit, world: World, result: CallResult) -> None:
    call(live, world, result)

    assert picture_of(live, world).told == ()


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (CallResult.NOT_IN_USE, ContactState.DEAD),
        (CallResult.WRONG_PERSON, ContactState.WRONG),
        (CallResult.STOP, ContactState.STOPPED),
    ],
)
def test_what_a_call_says_of_a_number_holds_in_every_record_that_has_it(
    live: Kit, world: World, result: CallResult, state: ContactState
) -> None:
    other = another_case(live, world, 1)

    call(live, world, result)

    for one in (world, other):
        picture = picture_of(live, one)
        assert [c.state for c in picture.contacts if c.contact_id == one.mobile] == [state]
        waiting = [m for m in picture.messages if m.state is MessageState.PLANNED and m.channel.value == "sms"]
        assert waiting == []
        asked = tasks_of(live, one, TaskKind.UNSAFE)
        assert len(asked) == (0 if state is ContactState.STOPPED else 1)


@pytest.mark.parametrize(
    ("before", "result"),
    [
        (ContactState.WRONG, CallResult.NOT_IN_USE),
        (ContactState.WRONG, CallResult.STOP),
        (ContactState.UNSAFE, CallResult.NOT_IN_USE),
        (ContactState.STOPPED, CallResult.NOT_IN_USE),
        (ContactState.RETIRED, CallResult.WRONG_PERSON),
    ],
)
def test_what_is_graver_of_a_number_stays(live: Kit, world: World, before: ContactState, result: CallResult) -> None:
    other = another_case(live, world, 1)
    with live.store.changing() as desk:
        desk.contacts.set_state(other.mobile, before, now=live.clock.now())

    call(live, world, result)

    assert [c.state for c in picture_of(live, other).contacts if c.contact_id == other.mobile] == [before]
    assert tasks_of(live, other, TaskKind.UNSAFE) == []


def test_a_call_back_is_a_task_for_that_hour_which_the_next_talk_ends(live: Kit, world: World) -> None:
    call(live, world, CallResult.CALL_BACK)
    forward(live, minutes=5)
    call(live, world, CallResult.UNSAFE_NOW)

    (task,) = tasks_of(live, world, TaskKind.CALL_BACK)
    assert task.due_at == live.clock.now() + timedelta(hours=3)
    assert task.words == "Ring J.F.'s mother on Mon 23 Nov at 1.05pm: it was not safe to talk"

    call(live, world, CallResult.TOLD)
    assert tasks_of(live, world, TaskKind.CALL_BACK) == []


@pytest.mark.parametrize("ahead", [None, timedelta(0), timedelta(days=15)])
def test_a_call_back_needs_an_hour_that_is_ahead(live: Kit, world: World, ahead: timedelta | None) -> None:
    again_at = None if ahead is None else live.clock.now() + ahead
    made = Call(world.case, world.mother, world.hearing, CallResult.CALL_BACK, again_at=again_at)

    with pytest.raises(Refused, match="[Rr]ing again"):
        record_call(live.store, made, rules=live.rules(), asking=world.asking("olu", live))
    assert picture_of(live, world).contact_log == ()


def test_three_calls_in_two_working_days_that_reach_nobody_come_to_a_manager_once(live: Kit, world: World) -> None:
    for _ in range(2):
        call(live, world, CallResult.NOT_REACHED)
        forward(live, hours=3)
    assert tasks_of(live, world, TaskKind.NOT_REACHED) == []

    call(live, world, CallResult.ENGAGED)
    call(live, world, CallResult.VOICEMAIL)

    (task,) = tasks_of(live, world, TaskKind.NOT_REACHED)
    assert task.owner_id == world.viewers["mo"].account_id
    assert task.words.startswith("J.F.'s mother: 3 calls in two working days reached nobody")
    call(live, world, CallResult.TOLD)
    assert tasks_of(live, world, TaskKind.NOT_REACHED) == []


def test_tries_that_lie_further_apart_do_not_escalate(live: Kit, world: World) -> None:
    for _ in range(4):
        call(live, world, CallResult.NOT_REACHED)
        forward(live, hours=25)

    assert tasks_of(live, world, TaskKind.NOT_REACHED) == []


def test_a_weekend_does_not_make_tries_forgotten(live: Kit, world: World) -> None:
    forward(live, days=4)
    call(live, world, CallResult.NOT_REACHED)
    call(live, world, CallResult.ENGAGED)
    forward(live, days=3)
    call(live, world, CallResult.NOT_REACHED)

    assert len(tasks_of(live, world, TaskKind.NOT_REACHED)) == 1


def test_they_asked_to_be_rung_later_is_no_try_in_vain(live: Kit, world: World) -> None:
    for _ in range(4):
        call(live, world, CallResult.CALL_BACK)

    assert tasks_of(live, world, TaskKind.NOT_REACHED) == []


def test_one_colleague_rings_at_a_time_and_the_claim_ends_by_itself(live: Kit, world: World) -> None:
    def claim(who: str) -> None:
        claim_call(live.store, world.case, world.mother, asking=world.asking(who, live))

    claim("olivia")
    claim("olivia")
    with pytest.raises(SomebodyElseChangedThis, match="Olivia Birch is ringing them just now"):
        claim("olu")
    forward(live, minutes=15)
    claim("olu")
    call(live, world, CallResult.NOT_REACHED)
    claim("olivia")


def test_a_number_is_given_to_whoever_rings_it_and_that_is_on_the_record(live: Kit, world: World) -> None:
    number = number_to_ring(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olu", live))

    assert number == MOBILE
    with live.store.reading() as desk:
        assert "contact.reveal" in [link.entry.deed for link in desk.audit.of_case(world.case)]
    for who in ("otis", "leigh", "ada"):
        with pytest.raises(NotFound):
            number_to_ring(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking(who, live))
    with pytest.raises(NotFound):
        number_to_ring(live.store, world.case, world.mail, rules=live.rules(), asking=world.asking("olu", live))


@pytest.mark.parametrize("state", [ContactState.UNSAFE, ContactState.WRONG, ContactState.DEAD])
def test_a_number_that_reaches_somebody_else_is_given_to_nobody(live: Kit, world: World, state: ContactState) -> None:
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, state, now=live.clock.now())

    with pytest.raises(Refused, match="may not be rung"):
        number_to_ring(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olu", live))
