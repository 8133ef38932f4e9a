"""Every send passes the gate, once; what nobody can know becomes work for a person."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.live import MONDAY
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.doubts import sweep
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.evidence import Told
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import Requirement, RequirementStep
from witness.domain.sending import Limits
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import Accepted, Declined, Receipt, TryLater, Unsure
from witness.store.messages import OutboxMessage

LEASE, SURE_AFTER = Limits().lease, Limits().grace


def deliver(live: Kit) -> int:
    return deliver_due(live.store, live.post(), worker="w")


def texts(live: Kit, world: World) -> list[OutboxMessage]:
    """The messages by text of the world's case that are not reminders, oldest first."""
    with live.store.reading() as desk:
        found = desk.messages.of_case(world.case)
    return [m for m in reversed(found) if m.channel.value == "sms" and m.purpose is not Purpose.REMINDER]


def tasks(live: Kit, world: World) -> dict[TaskKind, str]:
    with live.store.reading() as desk:
        return {task.kind: task.words for task in desk.tasks.open_of_case(world.case)}


def told(live: Kit, world: World) -> tuple[Told, ...]:
    with live.store.reading() as desk:
        return desk.evidence.tellings_of(world.case)


def test_nothing_leaves_outside_the_safe_hours_and_the_carrier_is_told_when_they_end(live: Kit) -> None:
    live.clock.at = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    a_world(live, safe_until=time(12, 0))
    deliver(live)
    assert live.texts.handed == []

    live.clock.at = datetime(2026, 11, 23, 11, 50, tzinfo=UTC)
    deliver(live)

    (text,) = live.texts.handed
    assert text.to == MOBILE
    assert text.valid_seconds == 600


def test_a_text_that_no_phone_may_get_becomes_a_task_with_its_reason(live: Kit) -> None:
    world = a_world(live, contact_state=ContactState.UNSAFE)

    deliver(live)

    assert live.texts.handed == []
    assert tasks(live, world)[TaskKind.TELL_BY_VOICE] == (
        "Tell J.F.'s mother by voice. No text may go: somebody else may see it"
    )


def test_a_phone_that_turns_unsafe_after_planning_gets_nothing(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.UNSAFE, now=MONDAY)

    deliver(live)

    assert live.texts.handed == []
    assert texts(live, world)[0].state is MessageState.BLOCKED
    assert "somebody else may see it" in tasks(live, world)[TaskKind.TELL_BY_VOICE]


def test_a_check_that_has_run_out_blocks(live: Kit) -> None:
    world = a_world(live, reviewed_on=date(2026, 10, 26))

    deliver(live)

    assert live.texts.handed == []
    assert "ran out" in tasks(live, world)[TaskKind.TELL_BY_VOICE]


def test_a_witness_who_is_de_warned_between_planning_and_sending_gets_nothing(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.people.require(world.case, world.witness, RequirementStep(Requirement.DE_WARNED, MONDAY))

    deliver(live)

    assert live.texts.handed == []
    (message,) = texts(live, world)
    assert (message.state, message.because) == (MessageState.CANCELLED, "the witness is no longer expected")


def test_please_ring_is_all_that_a_shared_phone_gets_and_it_tells_nothing(live: Kit) -> None:
    world = a_world(live, tier=Tier.L0)

    deliver(live)

    (text,) = live.texts.handed
    assert text.body.startswith("Hi, it's Olu. Please ring me on 0113 496 0123")
    assert told(live, world) == ()


def test_a_lost_answer_is_never_sent_again_and_a_person_is_asked(live: Kit) -> None:
    world = a_world(live)
    live.texts.answers = [Unsure("the answer was lost")]
    deliver(live)
    assert texts(live, world)[0].state is MessageState.UNCERTAIN

    live.clock.forward(hours=2)
    deliver(live)
    sweep(live.store, live.post())

    assert len(live.texts.handed) == 1
    assert "we may have texted and cannot tell" in tasks(live, world)[TaskKind.UNCERTAIN]


def test_a_worker_that_dies_while_sending_leaves_no_second_text(live: Kit) -> None:
    world = a_world(live)

    def die() -> None:
        raise KeyboardInterrupt

    live.texts.before = die
    with pytest.raises(KeyboardInterrupt):
        deliver(live)
    live.texts.before = None
    assert texts(live, world)[0].state is MessageState.SENDING

    live.clock.at += LEASE + timedelta(seconds=1)
    sweep(live.store, live.post())
    deliver(live)
    live.clock.at += SURE_AFTER
    sweep(live.store, live.post())

    assert [t for t in live.texts.handed if "See you on" in t.body] == []
    assert texts(live, world)[0].state is MessageState.UNCERTAIN
    assert TaskKind.UNCERTAIN in tasks(live, world)


def test_the_receipt_of_an_uncertain_text_settles_it_and_clears_the_task(live: Kit) -> None:
    world = a_world(live)
    live.texts.answers = [Unsure("the answer was lost")]
    deliver(live)
    live.clock.at += SURE_AFTER
    sweep(live.store, live.post())
    reference = live.texts.handed[0].reference

    record_receipt(
        live.store,
        Receipt("SM9", reference, MessageState.DELIVERED, "delivered"),
        rules=live.rules(),
        now=live.clock.now(),
    )

    assert texts(live, world)[0].state is MessageState.DELIVERED
    assert TaskKind.UNCERTAIN not in tasks(live, world)
    assert [t.revision for t in told(live, world)] == [1]


def test_a_busy_carrier_is_tried_again_later(live: Kit) -> None:
    world = a_world(live)
    live.texts.answers = [TryLater("busy")]
    deliver(live)
    assert texts(live, world)[0].state is MessageState.PLANNED

    live.clock.forward(minutes=3)
    deliver(live)

    assert len(live.texts.handed) == 2
    assert texts(live, world)[0].state is MessageState.ACCEPTED


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Declined("21211", "no such number", number_is_dead=True), ContactState.DEAD),
        (Declined("21610", "they told the carrier to stop", opted_out=True), ContactState.STOPPED),
    ],
)
def test_what_a_carrier_says_of_a_number_holds_in_every_record_that_has_it(
    live: Kit, answer: Declined, state: ContactState
) -> None:
    world = a_world(live)
    other = another_case(live, world, 1)
    live.texts.answers = [answer]

    deliver_due(live.store, live.post(), worker="w1", limit=1)

    with live.store.reading() as desk:
        kept = [desk.contacts.get(one.mobile) for one in (world, other)]
        waiting = [m for one in (world, other) for m in desk.messages.of_case(one.case) if m.channel is Channel.SMS]
    assert [contact.state for contact in kept if contact is not None] == [state, state]
    assert MessageState.PLANNED not in {message.state for message in waiting}


@pytest.mark.parametrize("by_receipt", [False, True])
def test_the_networks_own_stop_is_kept_on_every_record_once_however_we_hear_of_it(live: Kit, by_receipt: bool) -> None:
    world = a_world(live)
    other = another_case(live, world, 1)
    if not by_receipt:
        live.texts.answers = [Declined("21610", "they told the carrier to stop", opted_out=True)]
    deliver_due(live.store, live.post(), worker="w1", limit=1)
    for _ in range(2 if by_receipt else 0):
        receipt = Receipt("text-1", live.texts.handed[0].reference, MessageState.UNDELIVERED, "undelivered", "21610")
        record_receipt(live.store, receipt, rules=live.rules(), now=live.clock.now())

    with live.store.reading() as desk:
        stops = desk.stops.of_contacts((world.mobile, other.mobile))
    assert sorted(stop.contact_id for stop in stops) == sorted((world.mobile, other.mobile))
    assert all(stop.by_carrier and stop.until is None for stop in stops)


def test_a_dead_number_is_not_used_again_and_a_person_rings(live: Kit) -> None:
    world = a_world(live)
    live.texts.answers = [Declined("21211", "no such number", number_is_dead=True)]

    deliver(live)

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.DEAD
    assert "did not arrive" in tasks(live, world)[TaskKind.UNDELIVERED]
    assert told(live, world) == ()


def test_receipts_in_any_order_and_doubled_only_move_forward(live: Kit) -> None:
    world = a_world(live)
    deliver(live)
    reference = live.texts.handed[0].reference
    order = [MessageState.DELIVERED, MessageState.SENT, MessageState.DELIVERED, MessageState.ACCEPTED]

    news = [
        record_receipt(live.store, Receipt("text-1", reference, s, s.value), rules=live.rules(), now=live.clock.now())
        for s in order
    ]

    assert news == [True, False, False, False]
    assert texts(live, world)[0].state is MessageState.DELIVERED


def test_the_receipt_may_come_before_the_carriers_own_answer(live: Kit) -> None:
    world = a_world(live)

    def receipt_first() -> None:
        with live.store.reading() as desk:
            (message,) = [
                m
                for m in desk.messages.of_case(world.case)
                if m.state is MessageState.SENDING and m.channel.value == "sms"
            ]
        early = Receipt("text-1", message.reference or "", MessageState.DELIVERED, "delivered")
        record_receipt(live.store, early, rules=live.rules(), now=live.clock.now())

    live.texts.before = receipt_first
    live.texts.answers = [Accepted("text-1")]
    deliver(live)

    assert texts(live, world)[0].state is MessageState.DELIVERED


def test_a_text_that_did_not_arrive_has_told_nobody(live: Kit) -> None:
    world = a_world(live)
    deliver(live)
    assert len(told(live, world)) == 1
    reference = live.texts.handed[0].reference

    record_receipt(
        live.store,
        Receipt("text-1", reference, MessageState.UNDELIVERED, "undelivered", "30003"),
        rules=live.rules(),
        now=live.clock.now(),
    )

    assert told(live, world) == ()
    assert TaskKind.UNDELIVERED in tasks(live, world)


def test_two_workers_hand_a_message_over_once(live: Kit) -> None:
    a_world(live)
    second = replace(live.post())

    def other_worker() -> None:
        live.texts.before = None
        deliver_due(live.store, second, worker="other")

    live.texts.before = other_worker
    deliver(live)

    assert len([t for t in live.texts.handed if "See you on" in t.body]) == 1


def test_what_comes_too_late_is_not_sent_and_a_person_is_told(live: Kit) -> None:
    world = a_world(live)
    live.clock.at = MONDAY + timedelta(days=5)  # after three days of outage nobody needs this news as news

    deliver(live)

    assert [t for t in live.texts.handed if "See you on" in t.body] == []
    assert texts(live, world)[0].state is MessageState.EXPIRED
    assert TaskKind.EXPIRED in tasks(live, world)
