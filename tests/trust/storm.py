"""Real workers on one database against a provider that misbehaves, while somebody kills and stops them at random."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.kits import FIELD_KEYS, ROOT
from tests.live import MONDAY, TOKEN
from tests.trust.judging import Verdict, attempts_in, believed_in, due_in, is_over, judge, truth_in
from tests.trust.provider import Odds
from tests.trust.worker import OffsetClock, Terms
from witness.store.engine import open_engine

START_SECONDS = 60
# About as much as a line of the truth log has.
LINE_BYTES = 400


@dataclass(slots=True)
class Child:
    """A process of ours that ends when we close its standard input, or die."""

    process: subprocess.Popen[str]

    def say(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def first_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@contextmanager
def a_child(module: str, folder: Path, log: str) -> Iterator[Child]:
    with (folder / log).open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=out,
            cwd=ROOT,
            text=True,
            start_new_session=True,
        )
    child = Child(process)
    try:
        yield child
    finally:
        child.end()


@dataclass(frozen=True, slots=True)
class RunningProvider:
    """A provider that listens."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, what: str) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", f"/control/{what}")
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return answer

    def truth_size(self) -> int:
        truth = self.folder / "truth"
        return truth.stat().st_size if truth.exists() else 0

    def truth(self) -> list[dict[str, Any]]:
        return truth_in(self.folder / "truth")


@contextmanager
def a_provider(folder: Path, odds: Odds) -> Iterator[RunningProvider]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "odds.json").write_text(json.dumps(asdict(odds)), encoding="utf-8")
    with a_child("tests.trust.provider", folder, "provider.log") as child:
        yield RunningProvider(int(child.first_line()), folder)


def clock_offset() -> float:
    """How far ahead the clocks of a test of processes are: it is Monday at ten, whenever it runs."""
    return MONDAY.timestamp() - time.time()


@contextmanager
def a_nursery(folder: Path, terms: Terms) -> Iterator[Child]:
    """Workers on call: `say("start 1")`, `say("kill 1")`, `say("stop 1")`, `say("go 1")`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.json").write_text(json.dumps(asdict(terms)), encoding="utf-8")
    with a_child("tests.trust.nursery", folder, "nursery.log") as child:
        if child.first_line() != "ready":
            pytest.fail((folder / "nursery.log").read_text(encoding="utf-8")[-2000:], pytrace=False)
        yield child


@contextmanager
def a_web_server(folder: Path, terms: Terms) -> Iterator[str]:
    """The product's web server under gunicorn; gives HOST:PORT."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.json").write_text(json.dumps(asdict(terms)), encoding="utf-8")
    ready, log = folder / "port", folder / "web.log"
    # The shell lives as long as our end of the pipe: a killed test run leaves no server behind.
    supervised = '"$@" & cat >/dev/null; kill -TERM $!; sleep 0.2; kill -KILL $!; wait'
    serving = (
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--bind",
        "127.0.0.1:0",
        "--graceful-timeout",
        "1",
        "--no-control-socket",
    )
    with log.open("ab") as out:
        process = subprocess.Popen(
            ["/bin/sh", "-c", supervised, "web", sys.executable, "-m", "gunicorn", *serving, "tests.trust.web:app"],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            cwd=ROOT,
            env={**os.environ, "TRUST_TERMS": str(folder / "terms.json")},
            start_new_session=True,
        )
    try:
        yield _address_in(log, process)
    finally:
        ready.unlink(missing_ok=True)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)


def _address_in(log: Path, process: subprocess.Popen[bytes]) -> str:
    give_up_at = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up_at and process.poll() is None:
        said = log.read_text(encoding="utf-8")
        if "Listening at: http://" in said and "Booting worker" in said:
            return said.partition("Listening at: http://")[2].split(" ")[0]
        time.sleep(0.05)
    pytest.fail(f"the web server did not start: {log.read_text(encoding='utf-8')[-2000:]}", pytrace=False)


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad a storm is. Times in seconds.

    blow_every: from one blow to the next; least_between: so many texts go between two blows at least, because a machine
    on which workers only ever start proves nothing. stopping: the share of blows that stop a worker, for a while longer
    than its lease, instead of killing it. calm_at: the share of messages that must be over before the blows end;
    longest: when they end at the latest. settle: how long the rest may take afterwards.
    """

    workers: int
    seed: int
    blow_every: float = 0.25
    least_between: int = 1
    stopping: float = 0.15
    calm_at: float = 0.97
    longest: float = 900.0
    settle: float = 240.0


@dataclass(slots=True)
class Storm:
    """What happened in a storm."""

    verdict: Verdict
    blows: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    provider: dict[str, Any] = field(default_factory=dict)
    accepted: int = 0
    accepted_in_storm: int = 0
    seconds: float = 0.0
    is_over: bool = True
    phases: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        deeds = f"{self.blows['kill']} kills, {self.blows['stop']} stops"
        return f"{self.verdict}; {deeds}" + ("" if self.is_over else "; not over in time")


# Somewhat worse than the worst day of any provider.
STORMY = {
    "busy": 0.04,
    "fails": 0.02,
    "accepts_and_cuts": 0.03,
    "accepts_and_fails": 0.01,
    "cuts": 0.01,
    "refuses": 0.01,
    "late": 0.02,
    "never_answers": 0.003,
    "drips": 0.003,
}


def a_storm(folder: Path, url: str, weather: Weather, *, wrong: str = "", heard: float = 0.3) -> Storm:
    """Let a storm go over the messages that are due in a database, and judge what is left."""
    terms = Terms(url, "", clock_offset(), FIELD_KEYS, wrong=wrong)
    odds = Odds(
        weather.seed,
        STORMY,
        late_seconds=2.0,
        drip_seconds=3.0,
        lag=0.05,
        lag_seconds=1.5,
        heard=heard,
        token=TOKEN,
        clock_offset=terms.clock_offset,
    )
    with (
        a_web_server(folder / "web", terms) as web,
        a_provider(folder / "provider", replace(odds, web=web)) as provider,
    ):
        terms = replace(terms, api_url=provider.url)
        with a_nursery(folder / "workers", terms) as nursery:
            return _Raging(nursery, provider, open_engine(url), OffsetClock(terms.clock_offset), terms, weather).rage()


@dataclass(slots=True)
class _Raging:
    nursery: Child
    provider: RunningProvider
    engine: Engine
    clock: OffsetClock
    terms: Terms
    weather: Weather
    blows: Counter[str] = field(default_factory=Counter)
    standing: list[str] = field(default_factory=list)
    stopped: dict[str, float] = field(default_factory=dict)
    names: int = 0
    size: int = 0
    due: frozenset[str] = frozenset()
    in_storm: int = 0
    phases: dict[str, float] = field(default_factory=dict)

    def rage(self) -> Storm:
        begun = time.monotonic()
        dice = random.Random(self.weather.seed)  # noqa: S311
        self.due = due_in(self.engine, self.clock.now())
        for _ in range(self.weather.workers):
            self._start()
        self._blow_until_nearly_over(dice, begun)
        self.phases["stormy"] = time.monotonic() - begun
        self.in_storm = self.provider.ask("calm")["accepted"]
        self._let_go(everybody=True)
        over = self._wait_until_over()
        self.phases["until over"] = time.monotonic() - begun
        for name in self.standing:
            self.nursery.say(f"end {name}")
        self._wait_until_gone()
        return self._as_it_ended(over, time.monotonic() - begun)

    def _start(self) -> None:
        self.names += 1
        self.standing.append(str(self.names))
        self.nursery.say(f"start {self.names}")

    def _blow_until_nearly_over(self, dice: random.Random, begun: float) -> None:
        look_at = 0.0
        while time.monotonic() - begun < self.weather.longest:
            self._wait_for_a_blow(self.weather.blow_every * dice.uniform(0.4, 1.6))
            self._blow(dice)
            if time.monotonic() > look_at:
                if self._share_over() >= self.weather.calm_at:
                    return
                look_at = time.monotonic() + 1.0

    def _wait_for_a_blow(self, seconds: float) -> None:
        """Wait; on a slow machine until something was sent since the last blow: whoever does nothing proves nothing."""
        begun = time.monotonic()
        enough = self.size + self.weather.least_between * LINE_BYTES
        while (waited := time.monotonic() - begun) < seconds or (waited < 4 and self.provider.truth_size() < enough):
            time.sleep(0.02)
            self._let_go()
        self.size = self.provider.truth_size()

    def _blow(self, dice: random.Random) -> None:
        victim = dice.choice(self.standing)
        if victim not in self.stopped and dice.random() < self.weather.stopping:
            self.nursery.say(f"stop {victim}")
            self.blows["stop"] += 1
            self.stopped[victim] = time.monotonic() + self.terms.lease * dice.uniform(1.1, 3.0)
            return
        self.nursery.say(f"kill {victim}")
        self.blows["kill"] += 1
        self.stopped.pop(victim, None)
        self.standing.remove(victim)
        self._start()

    def _let_go(self, *, everybody: bool = False) -> None:
        for name, until in list(self.stopped.items()):
            if everybody or time.monotonic() >= until:
                self.nursery.say(f"go {name}")
                del self.stopped[name]

    def _share_over(self) -> float:
        believed = believed_in(self.engine, self.due)
        return sum(is_over([message]) for message in believed) / len(believed)

    def _wait_until_over(self) -> bool:
        give_up_at = time.monotonic() + self.weather.settle
        while time.monotonic() < give_up_at:
            if self.provider.ask("state")["calls"] == 0 and is_over(believed_in(self.engine, self.due)):
                return True
            time.sleep(0.3)
        return False

    def _wait_until_gone(self) -> None:
        """A worker that is asked to stop finishes what it has begun, and goes."""
        give_up_at = time.monotonic() + 90
        while living := self.nursery.say("living"):
            if time.monotonic() > give_up_at:
                pytest.fail(f"workers {living} did not stop when they were asked to", pytrace=False)
            time.sleep(0.05)

    def _as_it_ended(self, over: bool, seconds: float) -> Storm:
        believed = believed_in(self.engine, self.due)
        truth = self.provider.truth()
        storm = Storm(
            judge(truth, believed, attempts_in(self.engine)),
            self.blows,
            Counter(message.state.value for message in believed),
            self.provider.ask("state"),
            len(truth),
            self.in_storm,
            seconds,
            over,
            self.phases,
        )
        self.engine.dispose()
        return storm
