"""The outbox in a test's hands: messages of every kind beside the world's own, and what has become of them."""

from datetime import datetime, timedelta
from typing import Any

from tests.worlds import World
from witness.actions.messages import hand_over_due
from witness.domain.contact import Channel, Tier
from witness.domain.messages import MessageState, Purpose
from witness.domain.planned_messages import DONT_SET_OFF, WantedMessage
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store.messages import OutboxMessage

FIELDS = {"sender": "Olu", "phone": "0113 496 0123", "day": "Tue 1 Dec", "time": "9:30am", "old_day": "Mon 30 Nov"}
SAFETY = {"purpose": Purpose.CALLED_OFF, "wording": DONT_SET_OFF}


def clear(kit: Kit, world: World) -> None:
    """Take back all that the world has planned, so that a test plans its own."""
    with kit.store.changing() as desk:
        for message in desk.messages.of_case(world.case):
            desk.messages.withdraw(message.message_id, "not in this test", kit.clock.now())


def plan(kit: Kit, world: World, purpose: Purpose = Purpose.REMINDER, **changes: Any) -> str:
    """Plan a message to the mother that is due now; gives its id."""
    now: datetime = kit.clock.now()
    given: dict[str, Any] = {
        "reason_key": new_id(),
        "person_id": world.mother,
        "contact_id": world.mobile,
        "hearing_id": world.hearing,
        "revision": 1,
        "purpose": purpose,
        "channel": Channel.SMS,
        "tier": Tier.L1,
        "wording": purpose.value,
        "fields": FIELDS,
        "not_before": now - timedelta(minutes=1),
        "not_after": now + timedelta(days=2),
    }
    with kit.store.changing() as desk:
        return desk.messages.plan(world.case, WantedMessage(**{**given, **changes}), now)


def hand_over(kit: Kit, **how: Any) -> int:
    return hand_over_due(kit.store, kit.post(), worker="w", **how)


def message(kit: Kit, message_id: str) -> OutboxMessage:
    with kit.store.reading() as desk:
        found = desk.messages.get(message_id)
    assert found is not None
    return found


def state(kit: Kit, message_id: str) -> MessageState:
    return message(kit, message_id).state


def tasks(kit: Kit, world: World) -> dict[TaskKind, str]:
    with kit.store.reading() as desk:
        return {task.kind: task.words for task in desk.tasks.open_of_case(world.case) if task.message_id}
