"""What nobody knows: the carrier is asked, a message goes again only where that is safe, or a person rings."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.outbox import SAFETY, clear, hand_over, message, plan, state, tasks
from tests.worlds import MOBILE, World, a_world
from witness.actions.doubts import sweep
from witness.actions.messages import hand_over_due
from witness.actions.outcomes import record_receipt
from witness.domain.contact import ContactState
from witness.domain.messages import MessageState, Purpose
from witness.domain.sending import Limits
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import Accepted, CannotSay, Found, HasNothing, Receipt, Unsure

S = MessageState
LIMITS = Limits()


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    clear(live, made)
    return made


def in_doubt(live: Kit, world: World, purpose: Purpose = Purpose.REMINDER, **changes: object) -> str:
    """A text of which the answer was lost."""
    made = plan(live, world, purpose, **changes)
    live.texts.answers.append(Unsure("the answer was lost"))
    hand_over(live)
    assert state(live, made) is S.UNCERTAIN
    return made


def swept(live: Kit, after: timedelta = timedelta(0)) -> int:
    live.clock.at += after
    return sweep(live.store, live.post())


def receipt(live: Kit, reference: str, became: MessageState, name: str = "SM9") -> bool:
    heard = Receipt(name, reference, became, became.value)
    return record_receipt(live.store, heard, rules=live.rules(), now=live.clock.now())


def test_the_carrier_is_asked_about_the_very_text_and_not_before_its_answer_has_had_time(
    live: Kit, world: World
) -> None:
    made = in_doubt(live, world)
    began_at, words = live.clock.now(), live.texts.handed[0].body

    assert swept(live, timedelta(minutes=1)) == 0
    swept(live, timedelta(minutes=1))

    (asked,) = live.texts.asked
    assert (asked.to, asked.body, asked.reference, asked.began_at) == (
        MOBILE,
        words,
        message(live, made).reference,
        began_at,
    )


def test_what_the_carrier_has_is_settled_and_has_told_them(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    live.texts.findings = [Found("SM7", S.SENT)]

    swept(live, LIMITS.ask_after)

    assert state(live, made) is S.SENT
    with live.store.reading() as desk:
        assert [told.via for told in desk.evidence.tellings_of(world.case)] == ["text"]
        assert desk.settling.reference_of("SM7") == message(live, made).reference
    assert tasks(live, world) == {}


def test_a_routine_text_that_the_carrier_does_not_have_goes_once_more_and_never_a_third_time(
    live: Kit, world: World
) -> None:
    made = in_doubt(live, world)
    live.texts.findings = [HasNothing(), HasNothing(), HasNothing()]
    swept(live, LIMITS.ask_after)
    assert state(live, made) is S.UNCERTAIN, "a receipt may still come"

    swept(live, LIMITS.grace)
    assert state(live, made) is S.PLANNED
    live.texts.answers = [Unsure("lost again")]
    hand_over(live)
    assert (state(live, made), message(live, made).attempt) == (S.UNCERTAIN, 2)
    first, second = live.texts.handed
    assert first.reference != second.reference

    swept(live, LIMITS.grace)
    hand_over(live)

    assert len(live.texts.handed) == 2
    assert "we may have texted and cannot tell" in tasks(live, world)[TaskKind.UNCERTAIN]


@pytest.mark.parametrize("purpose", [Purpose.DATE_SET, Purpose.THANKS])
def test_the_first_that_they_hear_of_a_date_and_an_answer_never_go_again(
    live: Kit, world: World, purpose: Purpose
) -> None:
    wording = "thanks_other" if purpose is Purpose.THANKS else purpose.value
    made = in_doubt(live, world, purpose, wording=wording)
    live.texts.findings = [HasNothing()]

    swept(live, LIMITS.grace)

    assert state(live, made) is S.UNCERTAIN
    assert TaskKind.UNCERTAIN in tasks(live, world)


def test_what_nobody_can_say_is_with_a_person_once_and_is_asked_about_further(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    swept(live, LIMITS.grace)
    assert TaskKind.UNCERTAIN in tasks(live, world)
    assert swept(live) == 0, "it rests until it is asked about again"

    live.texts.findings = [Found("SM7", S.DELIVERED)]
    swept(live, LIMITS.ask_every + timedelta(seconds=1))

    assert state(live, made) is S.DELIVERED
    assert TaskKind.UNCERTAIN not in tasks(live, world)


def test_the_gate_is_asked_before_it_goes_again(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.UNSAFE, now=live.clock.now())
    live.texts.findings = [HasNothing()]

    swept(live, LIMITS.grace)
    hand_over(live)

    assert len(live.texts.handed) == 1
    assert state(live, made) is S.BLOCKED
    assert TaskKind.BLOCKED in tasks(live, world)


def test_do_not_set_off_goes_twice_at_most_even_when_the_carrier_cannot_say(live: Kit, world: World) -> None:
    made = in_doubt(live, world, **SAFETY)
    live.texts.answers = [Unsure("lost again")]

    swept(live, LIMITS.safety_after)
    hand_over(live)
    swept(live, LIMITS.safety_after)
    hand_over(live)

    assert len(live.texts.handed) == 2
    assert state(live, made) is S.UNCERTAIN
    assert TaskKind.UNCERTAIN in tasks(live, world)


def test_a_person_rings_when_do_not_set_off_has_not_arrived_in_a_quarter_of_an_hour(live: Kit, world: World) -> None:
    plan(live, world, **SAFETY)
    hand_over(live)
    swept(live, timedelta(minutes=14))
    assert tasks(live, world) == {}

    swept(live, timedelta(minutes=1))
    assert "has not arrived. Please ring now" in tasks(live, world)[TaskKind.UNDELIVERED]
    assert swept(live) == 0

    receipt(live, live.texts.handed[0].reference, S.DELIVERED)
    assert tasks(live, world) == {}


def interrupted(live: Kit, happens: Callable[[], None]) -> None:
    """Ask with something happening while the carrier thinks."""
    asked = live.texts.ask

    def ask(about: object) -> object:
        happens()
        return asked(about)

    live.texts.ask = ask


def test_a_receipt_that_comes_while_the_carrier_is_asked_wins(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    reference = live.texts.handed[0].reference
    live.texts.findings = [HasNothing()]
    interrupted(live, lambda: receipt(live, reference, S.DELIVERED) and None)

    swept(live, LIMITS.grace)

    assert state(live, made) is S.DELIVERED
    assert tasks(live, world) == {}


def test_two_workers_do_not_ask_twice(live: Kit, world: World) -> None:
    in_doubt(live, world)
    second: list[int] = []
    interrupted(live, lambda: second.append(sweep(live.store, live.post())))

    swept(live, LIMITS.ask_after)

    assert second == [0]
    assert len(live.texts.asked) == 1


def test_a_worker_that_died_is_asked_about_too(live: Kit, world: World) -> None:
    made = plan(live, world)

    def die() -> None:
        raise KeyboardInterrupt

    live.texts.before = die
    with pytest.raises(KeyboardInterrupt):
        hand_over(live)
    live.texts.before = None
    assert state(live, made) is S.SENDING

    swept(live, LIMITS.lease + timedelta(seconds=1))
    assert state(live, made) is S.UNCERTAIN
    live.texts.findings = [HasNothing()]
    swept(live, LIMITS.grace)
    hand_over(live)

    assert state(live, made) is S.ACCEPTED
    assert len(live.texts.handed) == 1


def test_a_receipt_of_the_first_try_stops_the_second(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    live.texts.findings = [HasNothing()]
    swept(live, LIMITS.grace)
    assert state(live, made) is S.PLANNED

    assert receipt(live, live.texts.handed[0].reference, S.SENT)
    hand_over(live)

    assert state(live, made) is S.SENT
    assert len(live.texts.handed) == 1


def test_when_both_tries_were_taken_a_person_sees_it_and_nothing_is_lost(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    live.texts.findings = [HasNothing()]
    swept(live, LIMITS.grace)
    hand_over(live)
    assert state(live, made) is S.ACCEPTED

    receipt(live, live.texts.handed[0].reference, S.DELIVERED)
    receipt(live, live.texts.handed[1].reference, S.DELIVERED, "SM10")

    assert message(live, made).doubled_at == live.clock.now()
    assert "reached the carrier twice" in tasks(live, world)[TaskKind.UNCERTAIN]


def test_that_the_first_try_failed_says_nothing_about_the_second(live: Kit, world: World) -> None:
    made = in_doubt(live, world)
    live.texts.findings = [HasNothing()]
    swept(live, LIMITS.grace)
    hand_over(live)

    assert not receipt(live, live.texts.handed[0].reference, S.UNDELIVERED)

    assert state(live, made) is S.ACCEPTED


def test_an_answer_under_another_messages_name_is_no_answer(live: Kit, world: World) -> None:
    first = plan(live, world, Purpose.DATE_CHANGED)
    second = plan(live, world, Purpose.DATE_CHANGED)
    live.texts.answers = [Accepted("SM1"), Accepted("SM1")]

    hand_over(live)

    assert {state(live, first), state(live, second)} == {S.ACCEPTED, S.UNCERTAIN}


def test_texts_that_are_accounted_for_are_named_when_the_carrier_is_asked(live: Kit, world: World) -> None:
    plan(live, world, Purpose.DATE_CHANGED)
    live.texts.answers = [Accepted("SM1")]
    hand_over(live)
    in_doubt(live, world, Purpose.DATE_CHANGED)

    swept(live, LIMITS.ask_after)

    assert live.texts.asked[0].known_ids == {"SM1"}


def test_a_worker_that_wakes_up_late_sends_nothing(live: Kit, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan(live, world)
    monkeypatch.setattr("witness.actions.commitments.monotonic", lambda: 0.0)
    monkeypatch.setattr("witness.actions.messages.monotonic", lambda: 31.0)

    hand_over_due(live.store, live.post(), worker="sleeper")

    assert live.texts.handed == []
    assert (state(live, made), message(live, made).because) == (S.PLANNED, "the worker was held up before sending")


def test_a_carrier_that_cannot_say_is_not_taken_at_a_word_it_did_not_give(live: Kit, world: World) -> None:
    made = in_doubt(live, world, Purpose.DATE_CHANGED)
    live.texts.findings = [CannotSay("it was busy")]

    swept(live, LIMITS.grace)
    hand_over(live)

    assert state(live, made) is S.UNCERTAIN
    assert len(live.texts.handed) == 1


def taken(live: Kit) -> str:
    """The one message that a worker asks about next, when it asks about one at a time."""
    now = live.clock.now()
    with live.store.changing() as desk:
        (doubt,) = desk.settling.take_in_doubt(now, since=now - LIMITS.ask_after, lease=LIMITS.lease, limit=1)
        desk.settling.ask_again_at(doubt.message.message_id, doubt.reference, now + LIMITS.ask_every)
    return doubt.message.message_id


def test_the_urgent_are_not_asked_about_again_and_again_before_the_others_were_once(live: Kit, world: World) -> None:
    routine = in_doubt(live, world)
    urgent = in_doubt(live, world, Purpose.DATE_CHANGED)
    live.clock.at += LIMITS.ask_after
    first = taken(live)

    # However often the first may be asked about again by now.
    live.clock.at += LIMITS.ask_every + timedelta(seconds=1)
    assert {first, taken(live)} == {routine, urgent}


def test_what_keeps_somebody_safe_is_asked_about_before_all_that_wait(live: Kit, world: World) -> None:
    in_doubt(live, world, Purpose.DATE_CHANGED)
    live.clock.at += LIMITS.ask_after
    safety = in_doubt(live, world, **SAFETY)
    live.clock.at += LIMITS.ask_after

    assert taken(live) == safety
