"""Whoever says stop is heard: nothing is handed over long after a cancellation, a stop or a new number was saved.

The promise is ten seconds, and the product asks anew what it committed to more than five seconds ago. Here both are a
tenth of that, so that 500 races end within minutes; everything runs on the real clock, in threads.
"""

import threading
import time as real_time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.trust.figures import Figure
from tests.trust.virtual import Family, Life, a_family, a_life, an_instant, dice_of
from witness.actions import messages as sending
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import hand_over_due
from witness.actions.replies import receive
from witness.domain.contact import ContactState
from witness.domain.court_time import london_day
from witness.domain.hearings import HearingState
from witness.domain.sending import Limits
from witness.identifiers import new_id
from witness.messaging.carrier import IncomingText, OutgoingText
from witness.store.sending import Sending

SEED = 11
BEGIN = "2026-11-24 09:30"
RACES, REDUCED = 500, 30
TOGETHER = 25
SCALE = 10
PROMISED = 10.0 / SCALE
LIMITS = Limits(
    batch=12,
    threads=8,
    lease=timedelta(seconds=60),
    handed_over_within=Limits().handed_over_within / SCALE,
    breath=timedelta(0),
)


@dataclass
class Race:
    """One family whose text is due, and what is said meanwhile. said_at, taken_at: on the clock of this machine."""

    family: Family
    kind: str
    said_at: float | None = None
    taken_at: float | None = None

    @property
    def late_by(self) -> float:
        """Seconds by which the text left us after it should not have; less than 0: it left before."""
        if self.said_at is None or self.taken_at is None:
            return -1.0
        return self.taken_at - self.said_at


def cancelled(life: Life, family: Family) -> None:
    proposal = propose_by_hand(life.kit.store, family.hearings[0], None, heard_from="call", asking=life.asking())
    accept(life.kit.store, proposal, reason="", rules=life.kit.rules(), asking=life.asking())


def stopped(life: Life, family: Family) -> None:
    incoming = IncomingText(new_id(), family.contact.value, "STOP")
    receive(life.kit.store, incoming, rules=life.kit.rules(), now=life.clock.now())


def renumbered(life: Life, family: Family) -> None:
    set_unsafe(life.kit.store, family.case, family.contact.contact_id, rules=life.kit.rules(), asking=life.asking())


def held(life: Life, family: Family) -> None:
    """A list no longer shows the date: nobody is told anything until the court has been rung."""
    with life.kit.store.changing() as desk:
        hearing = desk.hearings.get(family.hearings[0])
        assert hearing is not None
        doubt = replace(hearing.now, number=2, state=HearingState.UNCONFIRMED, recorded_at=life.clock.now())
        desk.hearings.revise(hearing.hearing_id, doubt)


def only_the_fact(life: Life, family: Family) -> None:
    """Somebody's process wrote that the phone is not safe, and died before it could take anything back."""
    with life.kit.store.changing() as desk:
        desk.contacts.set_state(family.contact.contact_id, ContactState.UNSAFE, now=life.clock.now())


KINDS: dict[str, Callable[[Life, Family], None]] = {
    "cancel": cancelled,
    "stop": stopped,
    "number": renumbered,
    "hold": held,
    "fact": only_the_fact,
}


@pytest.fixture
def life(database_url: str) -> Iterator[Life]:
    made = a_life(database_url, an_instant(BEGIN))
    made.kit = replace(made.kit, limits=LIMITS)
    yield made
    made.close()


def at_reduced_size_on_one_database(life: Life, full_size: bool) -> None:
    if not full_size and life.kit.settings.database_url.startswith("postgresql"):
        pytest.skip("that a wrong version is found out is shown on one database here, on both at full size")


def run_races(life: Life, count: int, seed: int) -> list[Race]:
    """Race so many changes against so many due texts, some dozens at a time."""
    dice = dice_of(seed)
    run: list[Race] = []
    for begin in range(0, count, TOGETHER):
        races = []
        for _ in range(min(TOGETHER, count - begin)):
            family = a_family(life, 100 + len(run) + len(races), london_day(life.clock.at) + timedelta(days=20))
            races.append(Race(family, dice.choice(list(KINDS))))
        run += races
        _race(life, races, run, dice)
    return run


def _race(life: Life, races: list[Race], so_far: list[Race], dice: Any) -> None:
    # A text that was held up may go when the next ones race.
    by_number = {race.family.contact.value: race for race in so_far}
    waits = {race.kind + race.family.case: dice.uniform(0, 1.2 * PROMISED) for race in races}

    def taken(text: OutgoingText) -> None:
        by_number[text.to].taken_at = real_time.monotonic()

    life.carrier.heard = taken
    done = threading.Event()
    broken: list[BaseException] = []

    def work() -> None:
        try:
            while not done.is_set():
                if hand_over_due(life.kit.store, life.kit.post(), worker="w") == 0:
                    real_time.sleep(0.01)
        except BaseException as error:
            broken.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    begun = real_time.monotonic()
    try:
        for race in sorted(races, key=lambda race: waits[race.kind + race.family.case]):
            pause = begun + waits[race.kind + race.family.case] - real_time.monotonic()
            real_time.sleep(max(0.0, pause))
            KINDS[race.kind](life, race.family)
            race.said_at = real_time.monotonic()
        real_time.sleep(2.5 * PROMISED)
    finally:
        done.set()
        worker.join()
    assert broken == []


def stalling(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Hold workers up between committing and sending, as a busy machine or a stopped process does."""
    dice, real = dice_of(seed), vars(sending)["_send"]

    def send(post: Any, item: Any) -> Any:
        real_time.sleep(dice.uniform(0, 1.6 * PROMISED) if dice.random() < 0.7 else 0)
        return real(post, item)

    monkeypatch.setattr(sending, "_send", send)


def judged(races: list[Race]) -> tuple[list[Race], str]:
    late = [race for race in races if race.late_by > PROMISED]
    inside = [race for race in races if 0 <= race.late_by <= PROMISED]
    before = sum(race.taken_at is not None and race.late_by < 0 for race in races)
    never = sum(race.taken_at is None for race in races)
    latest = max((race.late_by * SCALE for race in inside), default=0.0)
    return late, (
        f"{len(late)} later than 10 s ({before} before, {len(inside)} within it, latest after {latest:.1f} s, "
        f"{never} never)"
    )


@pytest.mark.trust
@pytest.mark.alone
def test_nothing_is_handed_over_long_after_somebody_has_said_no(
    life: Life, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = RACES if full_size else REDUCED
    stalling(monkeypatch, SEED)

    races = run_races(life, count, SEED)

    late, said = judged(races)
    figure("races of a no against a due text", cases=count, seed=SEED, result=said)
    assert [(race.kind, race.late_by * SCALE) for race in late] == []
    assert sum(race.taken_at is None for race in races) > 0, "some were stopped in time"
    assert sum(race.taken_at is not None for race in races) > 0, "and some had gone"


@pytest.mark.trust
def test_a_version_that_reads_the_gate_before_it_claims_is_found_out(
    life: Life, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_reduced_size_on_one_database(life, full_size)
    stalling(monkeypatch, SEED)
    real, seen = Sending.contacts, {}

    def as_first_seen(self: Any, contact_ids: Any) -> Any:
        found = real(self, contact_ids)
        for contact_id, contact in found.items():
            seen.setdefault(contact_id, contact)
        return {contact_id: seen[contact_id] for contact_id in found}

    monkeypatch.setattr(Sending, "contacts", as_first_seen)
    # What else stops a text takes it back in the same transaction; here the gate is all there is.
    for kind in KINDS:
        monkeypatch.setitem(KINDS, kind, only_the_fact)

    late, said = judged(run_races(life, REDUCED, SEED))

    figure.wrong("races, gate read before the claim", cases=REDUCED, seed=SEED, result=said)
    assert late != []


@pytest.mark.trust
def test_a_version_that_trusts_an_old_commitment_is_found_out(
    life: Life, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_reduced_size_on_one_database(life, full_size)
    stalling(monkeypatch, SEED)
    life.kit = replace(
        life.kit, limits=replace(LIMITS, batch=TOGETHER, threads=2, handed_over_within=timedelta(hours=1))
    )

    late, said = judged(run_races(life, REDUCED, SEED))

    figure.wrong("races, an old commitment is good enough", cases=REDUCED, seed=SEED, result=said)
    assert late != []
