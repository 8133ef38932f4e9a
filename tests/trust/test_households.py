"""A household's phones do not ring twice a day, however two workers cross each other."""

import threading
import time as real_time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.live import a_live_kit
from tests.trust.figures import Figure
from tests.trust.test_safe_hours import on_the_wall
from tests.trust.virtual import Life, a_family, a_life, an_instant, dice_of
from witness.actions import commitments
from witness.actions.messages import hand_over_due
from witness.domain.court_time import london_day
from witness.domain.sending import POLICIES, Urgency
from witness.identifiers import new_id
from witness.kit import Kit

SEED = 7
BEGIN = "2026-11-24 09:30"
ROUNDS, ROUNDS_REDUCED = 60, 5
DAYS, CASES = 2, 3


@pytest.fixture
def life(database_url: str) -> Iterator[Life]:
    made = a_life(database_url, an_instant(BEGIN))
    yield made
    made.close()


@pytest.fixture
def second(life: Life, database_url: str) -> Iterator[Kit]:
    """Another worker's kit: connections of its own, the same clock and the same carrier."""
    kit = a_live_kit(database_url)
    yield replace(kit, clock=life.clock, texts=life.carrier, mail=life.kit.mail)
    kit.store.close()


def hesitating(real: Any, seed: int) -> Any:
    """The product's own question, with a pause of random length before the answer, so that workers cross anew."""
    dice = dice_of(seed)

    def decide(*given: Any, **named: Any) -> Any:
        real_time.sleep(dice.uniform(0, 0.008))
        return real(*given, **named)

    return decide


def both_at_once(kits: tuple[Kit, Kit]) -> None:
    together = threading.Barrier(2)
    broken: list[BaseException] = []

    def work(kit: Kit, name: str) -> None:
        together.wait()
        try:
            for _ in range(CASES + 1):  # one at a time, so that each meets what the other has begun
                hand_over_due(kit.store, kit.post(), worker=name, limit=1)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=work, args=(kit, f"w-{n}")) for n, kit in enumerate(kits)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []


def raced(life: Life, second: Kit, rounds: int) -> list[str]:
    """Let households of several cases have texts due at once, for some days. Gives where the limit did not hold."""
    for number in range(rounds):
        household = new_id()
        life.clock.at = an_instant(BEGIN) + timedelta(days=number % 3)
        today = london_day(life.clock.at)
        for case in range(CASES):
            number_of = 100 + (number * CASES + case) % 900
            a_family(life, number_of, today + timedelta(days=20 + case), household=household, reviewed_on=today)
        for _ in range(DAYS):
            both_at_once((life.kit, second))
            life.clock.forward(days=1)
    return too_many(life)


def too_many(life: Life) -> list[str]:
    """Days on which a household had a text that should have waited. Judged by what the carrier took, and when."""
    message_of, messages = life.message_of(), life.messages()
    home_of = {}
    with life.kit.store.reading() as desk:
        for family in life.families:
            home_of[family.case] = desk.households.of_case(family.case)[0]
    days: dict[tuple[str, str], list[Urgency]] = defaultdict(list)
    for taken in life.carrier.taken:
        message = messages[message_of[taken.text.reference]]
        day = f"{on_the_wall(taken.at):%Y-%m-%d}"
        days[home_of[message.case_id], day].append(Urgency(message.urgency))
    faults = []
    for (_, day), had in days.items():
        # A text that waits must have been the first of the day to that household.
        waiting = [place for place, urgency in enumerate(had) if POLICIES[urgency].waits]
        faults += [f"{len(had)} on {day}" for place in waiting if place > 0]
    return faults


@pytest.mark.trust
def test_a_household_has_one_text_a_day_however_two_workers_cross(
    life: Life, second: Kit, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = ROUNDS if full_size else ROUNDS_REDUCED
    monkeypatch.setattr(commitments, "decide", hesitating(commitments.decide, SEED))

    faults = raced(life, second, rounds)

    days = rounds * DAYS
    figure("one text a household a day, two workers", cases=days, seed=SEED, result=f"{len(faults)} too many")
    assert faults == []
    assert len(life.carrier.taken) >= days, "each day each household had its one text"


@pytest.mark.trust
def test_a_version_that_looks_without_taking_the_day_is_found_out(
    life: Life, second: Kit, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commitments, "decide", hesitating(commitments.decide, SEED))
    monkeypatch.setattr("witness.actions.commitments._Days.take", lambda self: False)

    faults = raced(life, second, 3)

    figure.wrong("one text a household a day, look and go", cases=3 * DAYS, seed=SEED, result=f"{len(faults)} too many")
    assert len(faults) > 0
