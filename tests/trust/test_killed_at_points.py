"""T2, T3 with real processes: at every named point a process kills itself, then another stops itself past its lease."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kits import FIELD_KEYS
from tests.live import TOKEN
from tests.trust.crash_points import RECEIPT_POINTS, SENDING_POINTS, SWEEP_POINTS
from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.judging import attempts_in, believed_in, due_in, is_over, judge
from tests.trust.provider import Odds
from tests.trust.storm import Child, a_nursery, a_provider, a_web_server, clock_offset
from tests.trust.worker import OffsetClock, Terms
from witness.store.engine import open_engine

SEED = 3
WORKERS = ("a", "b")
ROUGH = {"accepts_and_cuts": 0.2, "fails": 0.15, "late": 0.1}


@pytest.mark.trust
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", ["dies", "stops"])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_real_process_ends_or_stalls_at_every_point_and_no_text_is_lost_or_doubled(
    database: str, mode: str, request: pytest.FixtureRequest, tmp_path: Path, full_size: bool, figure: Figure
) -> None:
    if not full_size and (database, mode) != ("postgresql", "dies"):
        pytest.skip("at reduced size the other ways are played without processes, in test_crash_points.py")
    points = SENDING_POINTS + SWEEP_POINTS + (RECEIPT_POINTS if mode == "dies" else ())
    url = request.getfixturevalue(f"{database}_url")
    settle_families(url, {"reminder": 40, "moved": 20})
    flags = tmp_path / "flags"
    flags.mkdir()
    engine, offset = open_engine(url), clock_offset()
    due = due_in(engine, OffsetClock(offset).now())
    accidents = tuple((point, mode) for point in points)
    terms = Terms(url, "", offset, FIELD_KEYS, batch=4, threads=2, accidents=accidents, flags=str(flags))
    odds = Odds(SEED, ROUGH, late_seconds=2.0, heard=0.5, token=TOKEN, clock_offset=offset)
    begun = time.monotonic()
    with (
        a_web_server(tmp_path / "web", terms) as web,
        a_provider(tmp_path / "provider", replace(odds, web=web)) as provider,
        a_nursery(tmp_path / "workers", replace(terms, api_url=provider.url)) as nursery,
    ):
        give_up_at = time.monotonic() + 240
        while time.monotonic() < give_up_at and not is_over(believed_in(engine, due)):
            keep_going(nursery)
            time.sleep(terms.lease * 1.3 if mode == "stops" else 0.3)
        keep_going(nursery)
    believed, attempts = believed_in(engine, due), attempts_in(engine)
    engine.dispose()
    verdict = judge(provider.truth(), believed, attempts)
    happened = {flag.name.replace("-", " ") for flag in flags.iterdir()}

    figure(f"T2 real process {mode}", cases=len(happened), seed=SEED, result=f"{verdict} of {len(due)}")
    assert verdict.is_kept, verdict
    assert is_over(believed)
    assert happened >= set(SENDING_POINTS), set(points) - happened
    assert len(happened) >= len(points) - 3, set(points) - happened
    assert time.monotonic() - begun < 300


def keep_going(nursery: Child) -> None:
    """Whoever is dead is replaced, whoever has stopped goes on."""
    living = nursery.say("living").split()
    for name in WORKERS:
        nursery.say(f"go {name}" if name in living else f"start {name}")
