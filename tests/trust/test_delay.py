"""T12: thousands of texts due at one instant reach the provider soon, and those that keep somebody safe first."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from tests.kits import FIELD_KEYS
from tests.live import TOKEN
from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.judging import Verdict, attempts_in, believed_in, due_in, is_over, judge
from tests.trust.provider import Odds
from tests.trust.storm import a_nursery, a_provider, clock_offset
from tests.trust.worker import OffsetClock, Terms
from witness.domain.sending import Urgency
from witness.store.engine import open_engine
from witness.store.tables.messages import MessageRow

WORKERS = 2
CAPACITY = 1_000
SEED = 12
TARGET, SAFETY_TARGET = 10.0, 5.0
# As `python -m jobs` works, but for nothing: limits, ticks and time-outs are the product's own.
AS_INSTALLED = {
    "lease": 60.0, "grace": 900.0, "connect_seconds": 3.0, "read_seconds": 10.0,
    "deliver_every": 3.0, "sweep_every": 30.0, "batch": 128, "threads": 16,
}  # fmt: skip


@dataclass(frozen=True)
class Rush:
    """How long texts took from the instant at which they were due until the provider had them, in seconds."""

    verdict: Verdict
    delays: list[float]
    safety: list[float]

    def __str__(self) -> str:
        whole, safe = percentile_95(self.delays), percentile_95(self.safety)
        return f"95% within {whole:.1f} s (target {TARGET:.0f}), safety {safe:.1f} s (target {SAFETY_TARGET:.0f})"

    @property
    def is_in_time(self) -> bool:
        return percentile_95(self.delays) <= TARGET and percentile_95(self.safety) <= SAFETY_TARGET


def percentile_95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def a_rush(
    folder: Path, url: str, families: dict[str, int], *, longest: float, soon: float = 6.0, **changed: Any
) -> Rush:
    """Let so many families' texts be due at one instant, with workers that were running before it."""
    settle_families(url, families)
    terms = Terms(url, "", clock_offset(), FIELD_KEYS, **{**AS_INSTALLED, **changed})
    clock = OffsetClock(terms.clock_offset)
    odds = Odds(SEED, capacity=CAPACITY, token=TOKEN, clock_offset=terms.clock_offset)
    engine = open_engine(url)
    with a_provider(folder / "provider", odds) as provider:
        at = clock.now() + timedelta(seconds=soon)
        due = due_at(engine, at, clock)
        with a_nursery(folder / "workers", replace(terms, api_url=provider.url)) as nursery:
            for name in range(WORKERS):
                nursery.say(f"start {name}")
            give_up_at = monotonic() + longest
            while monotonic() < give_up_at and provider.ask("state")["accepted"] < len(due):
                sleep(0.5)
            while monotonic() < give_up_at and not is_over(believed_in(engine, due)):
                sleep(0.5)
        truth, attempts = provider.truth(), attempts_in(engine)
    believed = believed_in(engine, due)
    safe = {message.message_id for message in believed if message.urgency is Urgency.SAFETY}
    delays = {attempts.get(taken["ref"], ""): taken["at"] - at.timestamp() for taken in truth}
    engine.dispose()
    return Rush(
        judge(truth, believed, attempts),
        list(delays.values()),
        [delay for name, delay in delays.items() if name in safe],
    )


def due_at(engine: Engine, at: datetime, clock: OffsetClock) -> frozenset[str]:
    """Let everything that is due be due at this instant, and not before; gives the names."""
    due = due_in(engine, clock.now())
    with engine.begin() as connection:
        connection.execute(
            update(MessageRow)
            .where(MessageRow.id.in_(select(MessageRow.id).where(MessageRow.not_before <= clock.now())))
            .values(not_before=at)
        )
    return due


@pytest.mark.trust
@pytest.mark.alone
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_texts_due_at_once_reach_the_provider_soon_and_once(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, full_size: bool, figure: Figure
) -> None:
    if database == "postgresql" and not full_size:
        pytest.skip("at reduced size nothing is timed, and the storm shows the same on both databases")
    url = request.getfixturevalue(f"{database}_url")
    families = {"set": 3_750, "moved": 1_000, "safety": 250} if full_size else {"set": 100, "moved": 30, "safety": 10}

    rush = a_rush(tmp_path, url, families, longest=300 if full_size else 60, soon=6 if full_size else 1)

    figure("T12 delay when healthy", cases=sum(families.values()), seed=SEED, result=f"{rush}; {rush.verdict}")
    assert rush.verdict.is_kept, rush.verdict
    assert len(rush.delays) == sum(families.values())
    # A test at reduced size is never one of speed: the machine may have other things to do.
    assert rush.is_in_time or not full_size, str(rush)


@pytest.mark.trust
@pytest.mark.alone
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_worker_that_sends_one_after_the_other_is_late(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, full_size: bool, figure: Figure
) -> None:
    if not full_size:
        pytest.skip("speed is measured at full size only")
    url = request.getfixturevalue(f"{database}_url")
    families = {"set": 3_750, "moved": 1_000, "safety": 250}

    rush = a_rush(tmp_path, url, families, longest=300, batch=1, threads=1)

    figure.wrong("sends one after the other", cases=sum(families.values()), seed=SEED, result=str(rush))
    assert not rush.is_in_time
