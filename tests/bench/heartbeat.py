"""Measures whether a worker keeps its beat while it plans: a loop of small work beside a planning thread, and alone.

PROBLEM SECONDS in; it prints what both came to. The small work stands for a text on its way out: a little Python, and
a pause in which the next one falls due.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from tests.bench.contest import ROOT, last_line
from tests.bench.groups import Verdict

BEAT = 0.02
"""Seconds between two beats."""

KEPT = 0.8
"""The share of the beats made alone that must be made while planning."""

SILENCE = 0.5
"""The longest silence allowed, in seconds: texts go out in ticks of seconds."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Beats to a second, and the longest time between two, in seconds."""

    rate: float
    silence: float


def pulse(seconds: float, is_over: Callable[[], bool] = lambda: False) -> Pulse:
    """Beat for so long, or until it is over."""
    began = last = monotonic()
    beats, silence = 0, 0.0
    while last - began < seconds and not is_over():
        sleep(BEAT)
        small_work()
        now = monotonic()
        silence = max(silence, now - last)
        last, beats = now, beats + 1
    return Pulse(beats / max(1e-9, last - began), silence)


def small_work() -> str:
    """About a millisecond of plain Python."""
    text = json.dumps([{"to": number, "text": "Your visit is on Tuesday"} for number in range(60)])
    return sha256("".join(sorted(text)).encode()).hexdigest()


def while_planning(plan: Callable[[], object], seconds: float) -> Pulse:
    """The pulse beside a thread that plans."""
    is_over = Event()

    def run() -> None:
        plan()
        is_over.set()

    thread = Thread(target=run)
    thread.start()
    found = pulse(seconds, is_over.is_set)
    thread.join()
    return found


def main() -> None:
    from tests.bench.ours import clean_output, warm_up
    from witness.planner.reading import read_problem
    from witness.planner.solve import solve

    path, seconds = Path(sys.argv[1]), float(sys.argv[2])
    problem = read_problem(json.loads(path.read_text(encoding="utf-8")))
    with clean_output() as output:
        warm_up()
        alone = pulse(seconds / 2)
        planning = while_planning(lambda: solve(problem, seconds=seconds, seed=1), 2 * seconds)
        json.dump({"alone": asdict(alone), "planning": asdict(planning)}, output)


def measured(problem: Path, seconds: float) -> list[tuple[str, Verdict]]:
    """The promise about the worker, from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.heartbeat", str(problem), str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [(WORDS, Verdict(False, f"broke: {last_line(done.stderr)}"))]
    found = json.loads(done.stdout)
    return [(WORDS, verdict(Pulse(**found["alone"]), Pulse(**found["planning"])))]


WORDS = "the worker keeps its beat while it plans"


def verdict(alone: Pulse, planning: Pulse) -> Verdict:
    kept = planning.rate / alone.rate
    figure = f"{kept:.2f} of its beats alone, longest silence {planning.silence:.2f} s (alone {alone.silence:.2f} s)"
    return Verdict(kept >= KEPT and planning.silence <= SILENCE, figure)


if __name__ == "__main__":
    main()
