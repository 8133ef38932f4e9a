"""Anything may happen in any order: dates move, people stop, workers die, clocks jump, receipts lie in wait.

The oracle is the `Model` below and what the carrier really took. It knows nothing of the outbox but its promise.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.live import PUBLIC_URL, twilio_account
from tests.trust.figures import Figure
from tests.trust.test_safe_hours import is_safe
from tests.trust.virtual import (
    Life,
    WitnessCarrier,
    a_family,
    a_life,
    a_slot,
    an_instant,
    doubled,
    in_memory,
    left_alone,
    unbelievable,
)
from tests.web.clients import an_app
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.outcomes import record_receipt
from witness.actions.reconcile import put_right
from witness.actions.replies import receive
from witness.domain.contact import ContactState, SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.messages import MessageState
from witness.domain.sending import Urgency
from witness.identifiers import new_id
from witness.messaging.carrier import IncomingText, Outcome, OutgoingText, Receipt, TryLater, Unsure

BEGIN = "2026-11-24 09:30"
STEPS, RUNS = 60, 200
STEPS_REDUCED, RUNS_REDUCED = 25, 6
# After the clock was set, nothing is handed over for so many seconds of a clock that nobody can set.
STEADY_FOR = 60.0
MOST = {Urgency.SAFETY: 2}


@dataclass
class Model:
    """What the world is like: the oracle's own record of what was said to the product, and nothing that it answered."""

    contact: SafeContact
    changed_at: datetime | None = None
    revision: int = 1
    is_silenced: bool = False
    jumped_at: float | None = None


class Anything(RuleBasedStateMachine):
    """One family, one hearing, one worker, and everything that can happen to them."""

    another: Callable[[], str]
    make_carrier: type[WitnessCarrier] = WitnessCarrier
    counted: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.life: Life = a_life(
            type(self).another(), an_instant(BEGIN), public_url=PUBLIC_URL, twilio=twilio_account()
        )
        self.life.carrier.__class__ = type(self).make_carrier
        self.family = a_family(self.life, 100, london_day(an_instant(BEGIN)) + timedelta(days=6))
        self.model = Model(self.family.contact)
        self.contacts = {self.family.contact.value: self.family.contact}
        self.life.carrier.heard = self.handed_over
        self.numbers = iter(range(101, 1000))
        self.door: Any = None

    # What must hold at each hand-over

    def handed_over(self, text: OutgoingText) -> None:
        now, model = self.life.clock.now(), self.model
        message = self.life.messages()[self.life.message_of()[text.reference]]
        urgency = Urgency(message.urgency)
        before = sum(
            self.life.message_of().get(taken.text.reference) == message.id for taken in self.life.carrier.taken
        )
        faults = {
            "the same message twice": before >= MOST.get(urgency, 1),
            "to somebody who stopped or whose phone is not safe": model.is_silenced,
            "to a number that is no longer theirs": text.to != model.contact.value,
            "outside the safe hours": not is_safe(model.contact, now, now + timedelta(seconds=text.valid_seconds)),
            "about a date that has changed since": message.revision != model.revision,
            "while the change could still be undone": self._is_held(urgency, now),
            "after a jump of the clock": model.jumped_at is not None
            and self.life.clock.elapsed() - model.jumped_at < STEADY_FOR,
        }
        Anything.counted["handed over"] += 1
        assert not [fault for fault, holds in faults.items() if holds], message.purpose

    def _is_held(self, urgency: Urgency, now: datetime) -> bool:
        since = self.model.changed_at
        return urgency is not Urgency.SAFETY and since is not None and now < since + self.life.kit.settings.hold

    # What may happen

    @initialize(first=st.sampled_from(("accept", "take and lose", "lose", "busy")))
    def begins(self, first: str) -> None:
        self.life.carrier.ways = [first]
        self.life.tick()

    @rule(minutes=st.sampled_from((1, 4, 16, 61)))
    def minutes_pass(self, minutes: int) -> None:
        self._passes(minutes)

    @rule(hours=st.sampled_from((3, 10, 24)))
    def hours_pass(self, hours: int) -> None:
        self._passes(60 * hours)

    @rule()
    def until_the_next_is_due(self) -> None:
        """The worker that nothing disturbs for as long as it takes."""
        for _ in range(3):
            due = min(self.life.next_due(), self.life.clock.at + timedelta(days=1))
            self.life.idle_until(max(due, self.life.clock.at + timedelta(seconds=70)))
            self.life.tick()

    def _passes(self, minutes: int) -> None:
        """A healthy worker finds nothing to do until something is due."""
        until = self.life.clock.at + timedelta(minutes=minutes)
        self.life.idle_until(min(until, max(self.life.next_due(), self.life.clock.at)))
        self.life.tick()
        self.life.idle_until(until)
        self.life.tick()

    @rule(hours=st.sampled_from((1, 9, 30)))
    def the_worker_stands_still(self, hours: int) -> None:
        self.life.clock.forward(hours=hours)
        self.life.restart()
        self.life.tick()

    @rule()
    def restarts(self) -> None:
        self.life.restart()
        self.life.tick()

    @rule(way=st.sampled_from(("take and lose", "lose", "busy", "refuse", "take and die", "die before")))
    def the_carrier_will(self, way: str) -> None:
        self.life.carrier.ways.append(way)

    @rule(deaf=st.booleans(), down=st.sampled_from((False, False, False, True)))
    def the_carrier_is(self, deaf: bool, down: bool) -> None:
        self.life.carrier.deaf, self.life.carrier.down = deaf, down

    @rule(ahead=st.integers(1, 9))
    def moves(self, ahead: int) -> None:
        self._changes(a_slot(london_day(self.life.clock.now()) + timedelta(days=ahead)))

    @rule()
    def is_called_off(self) -> None:
        self._changes(None)

    def _changes(self, slot: Any) -> None:
        life, hearing = self.life, self.family.hearings[0]
        with suppress(Refused):
            proposal = propose_by_hand(life.kit.store, hearing, slot, heard_from="call", asking=life.asking())
            accept(life.kit.store, proposal, reason="", rules=life.kit.rules(), asking=life.asking())
            self.model.revision += 1
            self.model.changed_at = life.clock.now()

    @rule(words=st.sampled_from(("STOP", "stop texting me")))
    def stops(self, words: str) -> None:
        incoming = IncomingText(new_id(), self.model.contact.value, words)
        receive(self.life.kit.store, incoming, rules=self.life.kit.rules(), now=self.life.clock.now())
        self.model.is_silenced = True

    @rule()
    def is_not_safe(self) -> None:
        life = self.life
        contact_id = self.model.contact.contact_id
        set_unsafe(life.kit.store, self.family.case, contact_id, rules=life.kit.rules(), asking=life.asking())
        self.model.is_silenced = True

    @precondition(lambda self: self.model.is_silenced)
    @rule()
    def may_be_written_to_again(self) -> None:
        """They said so by voice, and the officer has recorded it."""
        life = self.life
        with life.kit.store.changing() as desk:
            desk.contacts.set_state(self.model.contact.contact_id, ContactState.USABLE, now=life.clock.now())
            put_right(desk, self.family.case, life.kit.rules(), now=life.clock.now())
        self.model.is_silenced = False

    @rule()
    def is_checked_by_voice(self) -> None:
        life, contact_id = self.life, self.model.contact.contact_id
        with life.kit.store.changing() as desk:
            desk.contacts.reviewed(contact_id, london_day(life.clock.now()), now=life.clock.now())
            put_right(desk, self.family.case, life.kit.rules(), now=life.clock.now())

    @rule()
    def has_a_new_number(self) -> None:
        life = self.life
        old = self.model.contact
        set_unsafe(life.kit.store, self.family.case, old.contact_id, rules=life.kit.rules(), asking=life.asking())
        new = replace(
            old,
            contact_id=new_id(),
            value=f"+447700900{next(self.numbers):03d}",
            reviewed_on=london_day(life.clock.now()),
            steps=(),
        )
        with life.kit.store.changing() as desk:
            desk.contacts.add(new)
            put_right(desk, self.family.case, life.kit.rules(), now=life.clock.now())
        self.model.contact, self.model.is_silenced = new, False
        self.contacts[new.value] = new

    @precondition(lambda self: self.life.carrier.taken)
    @rule(
        which=st.integers(0, 99),
        status=st.sampled_from((MessageState.SENT, MessageState.DELIVERED, MessageState.UNDELIVERED)),
        times=st.integers(1, 2),
        with_reference=st.booleans(),
    )
    def a_receipt_comes(self, which: int, status: MessageState, times: int, with_reference: bool) -> None:
        """Late, doubled and in any order: it is about any text that the carrier ever took."""
        life = self.life
        taken = life.carrier.taken[which % len(life.carrier.taken)]
        reference = taken.text.reference if with_reference else ""
        receipt = Receipt(taken.name, reference, status, status.value, "30003" if status == "undelivered" else "")
        for _ in range(times):
            record_receipt(life.kit.store, receipt, rules=life.kit.rules(), now=life.clock.now())

    @rule(which=st.integers(0, 99), status=st.sampled_from(("delivered", "undelivered")))
    def somebody_forges_a_receipt(self, which: int, status: str) -> None:
        messages = self.life.messages()
        references = [row.reference for row in messages.values() if row.reference] or ["unknown"]
        self.door = self.door or an_app(self.life.kit).test_client()
        answer = self.door.post(
            f"/carrier/twilio/status?ref={references[which % len(references)]}",
            data={"MessageSid": "SM1", "MessageStatus": status},
            headers={"X-Twilio-Signature": "bm90aGluZw=="},
            base_url=PUBLIC_URL,
        )
        assert answer.status_code == 403
        assert self.life.messages() == messages

    @rule(hours=st.sampled_from((-3, 3, 24)))
    def the_clock_jumps(self, hours: int) -> None:
        self.life.clock.jump(timedelta(hours=hours))
        self.model.jumped_at = self.life.clock.elapsed()
        self.life.tick()

    @rule()
    def the_carrier_is_asked(self) -> None:
        """Time enough for the sweep to ask, and to believe what it hears."""
        for _ in range(4):
            self.life.idle_until(self.life.clock.at + timedelta(minutes=5))
            self.life.tick()

    # What must hold in the end

    def teardown(self) -> None:
        life = self.life
        Anything.counted["runs"] += 1
        try:
            life.carrier.ways, life.carrier.deaf, life.carrier.down = [], False, False
            life.live(life.clock.at + timedelta(days=14), every=timedelta(days=2))
            for row in life.messages().values():
                if Urgency(row.urgency) in MOST:
                    continue
                assert row.id not in doubled(life), f"a {row.purpose} went twice"
            assert left_alone(life) == []
            assert unbelievable(life) == []
            assert life.failed_ticks() == []
            life.families = [self.family]
        finally:
            life.close()


class ResendsAfterATimeOut(WitnessCarrier):
    """As if a lost answer meant that nothing was taken."""

    def send(self, text: OutgoingText) -> Outcome:
        outcome = super().send(text)
        return TryLater("no answer came") if isinstance(outcome, Unsure) else outcome


@pytest.fixture
def another(sqlite_url: str) -> Iterator[Callable[[], str]]:
    with in_memory(sqlite_url) as copies:
        yield copies


def run(
    another: Callable[[], str], runs: int, steps: int, carrier: type[WitnessCarrier] = WitnessCarrier
) -> Counter[str]:
    machine = type("Machine", (Anything,), {"another": staticmethod(another), "make_carrier": carrier})
    Anything.counted = Counter()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
    return Anything.counted


@pytest.mark.trust
def test_whatever_happens_in_whatever_order_the_promise_is_kept(
    another: Callable[[], str], full_size: bool, figure: Figure
) -> None:
    runs, steps = (RUNS, STEPS) if full_size else (RUNS_REDUCED, STEPS_REDUCED)

    counted = run(another, runs, steps)

    said = f"0 violations ({counted['handed over']:,} handed over)"
    figure(f"state machine, {steps} steps", cases=counted["runs"], seed="derandomised", result=said)
    assert counted["runs"] >= runs
    assert counted["handed over"] > runs


@pytest.mark.trust
def test_a_version_that_resends_after_a_time_out_is_found_out(another: Callable[[], str], figure: Figure) -> None:
    with pytest.raises(AssertionError, match=r"the same message twice|went twice|denied"):
        run(another, 30, 10, ResendsAfterATimeOut)

    runs = Anything.counted["runs"]
    figure.wrong("state machine, resend after time-out", cases=runs, seed="derandomised", result="a message went twice")
