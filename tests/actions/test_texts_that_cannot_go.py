"""Whatever keeps a text from going, a person is asked to ring, told why, and finds what to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tests.live import MONDAY
from tests.worlds import World, a_world
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.doubts import sweep
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.people import Joining, join
from witness.actions.replies import receive
from witness.domain.contact import ContactState
from witness.domain.joining import Newcomer
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import Part
from witness.domain.sending import Limits
from witness.domain.tasks import TaskKind
from witness.domain.what_to_say import what_to_say
from witness.kit import Kit
from witness.messaging.carrier import CannotSay, Declined, IncomingText, Receipt, TryLater, Unsure
from witness.store.tasks import Task

LIMITS = Limits()

# A call is what each of these asks for.
CALLS = frozenset(
    {
        TaskKind.TELL_BY_VOICE,
        TaskKind.BLOCKED,
        TaskKind.EXPIRED,
        TaskKind.UNDELIVERED,
        TaskKind.UNCERTAIN,
        TaskKind.STOPPED,
        TaskKind.CALL_FIRST,
    }
)


def deliver(live: Kit) -> None:
    deliver_due(live.store, live.post(), worker="w")


def later(live: Kit, **by: float) -> None:
    live.clock.forward(**by)  # type: ignore[attr-defined]
    sweep(live.store, live.post())
    deliver(live)


def a_number(world: World, live: Kit, state: ContactState) -> None:
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, state, now=live.clock.now())


def turned(state: ContactState) -> Callable[[Kit], World]:
    def walk(live: Kit) -> World:
        world = a_world(live)
        a_number(world, live, state)
        deliver(live)
        return world

    return walk


def known_from_the_start(**changes: Any) -> Callable[[Kit], World]:
    def walk(live: Kit) -> World:
        world = a_world(live, **changes)
        deliver(live)
        return world

    return walk


def the_check_ran_out_meanwhile(live: Kit) -> World:
    world = a_world(live, reviewed_on=date(2026, 10, 27))
    later(live, days=1)
    return world


def answered(*answers: Any) -> Callable[[Kit], World]:
    def walk(live: Kit) -> World:
        live.texts.answers = list(answers)  # type: ignore[attr-defined]
        world = a_world(live)
        deliver(live)
        live.clock.at += LIMITS.grace  # type: ignore[attr-defined]
        sweep(live.store, live.post())
        # Whoever is asked later cannot say either.
        for _ in range(8):
            later(live, hours=1)
        return world

    return walk


def never_reached(live: Kit) -> World:
    """No carrier can be reached until the text would come too late."""
    live.texts.answers = [TryLater("the carrier could not be reached")] * 500  # type: ignore[attr-defined]
    world = a_world(live)
    for _ in range(24 * 9):
        later(live, hours=1)
    return world


def received(status: MessageState, code: str) -> Callable[[Kit], World]:
    def walk(live: Kit) -> World:
        world = a_world(live)
        deliver(live)
        reference = live.texts.handed[0].reference  # type: ignore[attr-defined]
        receipt = Receipt("text-1", reference, status, status.value, code)
        record_receipt(live.store, receipt, rules=live.rules(), now=live.clock.now())
        return world

    return walk


def the_worker_died(live: Kit) -> World:
    world = a_world(live)

    def die() -> None:
        raise KeyboardInterrupt

    live.texts.before = die  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        deliver(live)
    live.texts.before = None  # type: ignore[attr-defined]
    live.clock.at += LIMITS.lease + timedelta(seconds=1)  # type: ignore[attr-defined]
    sweep(live.store, live.post())
    live.clock.at += LIMITS.grace  # type: ignore[attr-defined]
    sweep(live.store, live.post())
    for _ in range(8):
        later(live, hours=1)
    return world


def out_of_time(live: Kit) -> World:
    """The worker comes back when the hearing has begun: nothing stale is sent."""
    world = a_world(live)
    later(live, days=8, hours=2)
    return world


def too_short_for_a_carrier_that_may_deliver_late(live: Kit) -> World:
    live.texts.holds_validity = False  # type: ignore[attr-defined]
    live.clock.at = live.clock.at.replace(hour=9, minute=10)  # type: ignore[attr-defined]
    world = a_world(live, safe_until=time(9, 45))
    deliver(live)
    return world


def nobody_has_their_number(live: Kit) -> World:
    world = a_world(live)
    father = Joining(Newcomer(Part.PARENT_CARER, "father", world.child), name="Karim Farah", initials="K.F.")
    joined = join(
        live.store,
        world.case,
        father,
        tell=True,
        rules=live.rules(),
        asking=world.asking("olu", live),
        allow_fiction=True,
    )
    deliver(live)
    return replace(world, mother=joined.person_id)


def they_said_stop(live: Kit) -> World:
    world = a_world(live)
    incoming = IncomingText("R1", "+447700900123", "STOP")
    receive(live.store, incoming, rules=live.rules(), now=live.clock.now())
    deliver(live)
    return world


WAYS: dict[str, Callable[[Kit], World]] = {
    **{f"{state} from the start": known_from_the_start(contact_state=state) for state in ContactState},
    **{f"{state} since it was planned": turned(state) for state in ContactState},
    "a check that has run out": known_from_the_start(reviewed_on=date(2026, 10, 1)),
    "a check that runs out meanwhile": the_check_ran_out_meanwhile,
    "a language without wording": known_from_the_start(language="xx"),
    "no number at all": nobody_has_their_number,
    "declined": answered(Declined("21408", "our account may not text that country")),
    "declined for good": answered(Declined("21211", "that is not a telephone number", number_is_dead=True)),
    "stopped at the carrier": answered(Declined("21610", "they told the carrier to stop", opted_out=True)),
    "nobody knows": answered(Unsure("the carrier's answer was lost")),
    "the worker died": the_worker_died,
    "never reached": never_reached,
    "out of time": out_of_time,
    "undelivered": received(MessageState.UNDELIVERED, "30003"),
    "undelivered for good": received(MessageState.UNDELIVERED, "30005"),
    "a permanent failure": received(MessageState.UNDELIVERED, "permanent-failure"),
    "hours too short": too_short_for_a_carrier_that_may_deliver_late,
    "they said stop": they_said_stop,
}
del WAYS["usable from the start"], WAYS["usable since it was planned"]


def calls_for(live: Kit, world: World) -> list[Task]:
    with live.store.reading() as desk:
        return [t for t in desk.tasks.open_of_case(world.case) if t.kind in CALLS and t.person_id == world.mother]


def is_told_by_text(live: Kit, world: World) -> bool:
    with live.store.reading() as desk:
        return any(t.person_id == world.mother for t in desk.evidence.tellings_of(world.case))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_whatever_keeps_a_text_from_going_a_person_is_asked_to_ring(lite: Kit, way: Callable[[Kit], World]) -> None:
    lite.texts.findings = [CannotSay("the carrier could not be asked")] * 99  # type: ignore[attr-defined]
    world = way(lite)

    assert not is_told_by_text(lite, world)
    calls = calls_for(lite, world)
    assert calls, "nobody was asked to ring"
    words = " / ".join(task.words for task in calls)
    assert any(how in words for how in ("ring", "by voice", "voice")), words
    for task in calls:
        assert task.owner_id == world.viewers["olu"].account_id
        assert task.due_at - task.raised_at < timedelta(days=4), "by the next office day, over a weekend"
    with lite.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
        # The truth of now, for whoever rings: nothing stale is read out from an old task.
        assert hearing is not None
        assert what_to_say(hearing).startswith("It is on Tuesday 1 December 2026. We meet at 9am.")


@pytest.mark.parametrize("way", ["undelivered", "nobody knows", "unsafe since it was planned", "out of time"])
def test_the_call_itself_ends_the_task(lite: Kit, way: str) -> None:
    world = WAYS[way](lite)
    call = Call(world.case, world.mother, world.hearing, CallResult.TOLD)

    record_call(lite.store, call, rules=lite.rules(), asking=world.asking("olu", lite))

    assert [t.kind for t in calls_for(lite, world)] == []


def test_a_text_that_goes_leaves_nobody_to_ring(lite: Kit) -> None:
    world = a_world(lite)

    deliver(lite)

    assert is_told_by_text(lite, world)
    assert calls_for(lite, world) == []


def first_text(live: Kit, world: World) -> Any:
    with live.store.reading() as desk:
        return next(m for m in desk.messages.of_case(world.case) if m.purpose is Purpose.DATE_SET)


@pytest.mark.parametrize(("minutes_left", "goes"), [(60, True), (59, False), (10, False)])
def test_a_carrier_that_may_deliver_late_is_left_an_hour(lite: Kit, minutes_left: int, goes: bool) -> None:
    lite.texts.holds_validity = False  # type: ignore[attr-defined]
    closes = datetime.combine(MONDAY.date(), time(19, 0), MONDAY.tzinfo)
    lite.clock.at = closes - timedelta(minutes=minutes_left)  # type: ignore[attr-defined]
    world = a_world(lite)

    deliver(lite)

    assert bool(lite.texts.handed) is goes  # type: ignore[attr-defined]
    if not goes:
        message = first_text(lite, world)
        assert message.state is MessageState.PLANNED
        assert message.not_before == closes + timedelta(hours=14), "nine the next morning"
        assert "may deliver late" in message.because


def test_a_carrier_that_drops_what_is_late_may_use_the_last_minutes(lite: Kit) -> None:
    lite.clock.at = datetime.combine(MONDAY.date(), time(18, 50), MONDAY.tzinfo)  # type: ignore[attr-defined]
    a_world(lite)

    deliver(lite)

    (text,) = lite.texts.handed  # type: ignore[attr-defined]
    assert text.valid_seconds == 600


def test_what_ends_too_soon_for_such_a_carrier_expires_into_a_call(lite: Kit) -> None:
    lite.texts.holds_validity = False  # type: ignore[attr-defined]
    world = a_world(lite)
    message = first_text(lite, world)
    lite.clock.at = message.not_after - LIMITS.room_without_validity + timedelta(minutes=1)  # type: ignore[attr-defined]
    with lite.store.changing() as desk:
        contact = desk.contacts.get(world.mobile)
        assert contact is not None
        desk.contacts.reviewed(world.mobile, lite.clock.now().date(), now=lite.clock.now(), by_id=None)

    deliver(lite)

    assert first_text(lite, world).state is MessageState.EXPIRED
    assert TaskKind.EXPIRED in {task.kind for task in calls_for(lite, world)}
