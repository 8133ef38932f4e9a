"""T2, T3: a worker dies, stalls or is locked out at every named point, with every answer of the provider."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.trust.crash_cases import Case, Stage, all_cases
from tests.trust.crash_points import SENDING_POINTS
from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.judging import Verdict, attempts_in, believed_in, judge
from tests.trust.wrong_workers import (
    again_on_time_out,
    send_inside_the_claim,
    silence_for_yes,
    take_back_what_was_cut_off,
)

SEED = 4
KINDS = ("set", "reminder", "moved", "safety")


@pytest.fixture
def stage(database_url: str, full_size: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    made = a_stage(database_url, len(chosen(full_size)), monkeypatch)
    yield made
    made.close()


def a_stage(url: str, cases: int, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settle_families(url, dict.fromkeys(KINDS, cases // len(KINDS) + 1))
    made = Stage(url)
    for module in ("witness.actions.messages", "witness.actions.commitments", "witness.messaging.one_shot_http"):
        monkeypatch.setattr(f"{module}.monotonic", made.monotonic)
    # Nobody waits for a lock that a stalled worker holds: the clock stands still meanwhile.
    monkeypatch.setattr("witness.store.engine.PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr("witness.actions.messages.RECORD_AGAIN_AFTER", (0.0, 0.0, 0.0))
    return made


def chosen(full_size: bool) -> list[Case]:
    """All cases; at reduced size some of them, other ones for every point."""
    cases = all_cases()
    return cases if full_size else random.Random(SEED).sample(cases, 40)  # noqa: S311


def verdict_on(stage: Stage) -> Verdict:
    played = frozenset(stage.by_message)
    return judge(stage.truth, believed_in(stage.others, played), attempts_in(stage.others))


def places(stage: Stage, verdict: Verdict) -> str:
    """The cases that went wrong, for whoever has to mend them."""
    wrong = {
        "lost": verdict.lost, "doubled": verdict.doubled, "imagined": verdict.imagined,
        "denied": verdict.denied, "uncertain": verdict.uncertain,
    }  # fmt: skip
    return "\n".join(f"{how}: {stage.by_message[name]}" for how, names in wrong.items() for name in names)


@pytest.mark.trust
@pytest.mark.timeout(1800)
def test_every_invariant_holds_wherever_a_worker_dies_stalls_or_is_locked_out(
    stage: Stage, full_size: bool, figure: Figure
) -> None:
    reached = Counter(stage.play(case) for case in chosen(full_size))

    verdict = verdict_on(stage)
    figure("T2 crash points x answers", cases=reached[True], seed=SEED, result=str(verdict))
    assert verdict.is_kept, places(stage, verdict)
    assert not stage.slow, stage.slow
    assert reached[True] >= (150 if full_size else 20)


# Each wrong version, and the points at which it shows.
WRONG: dict[str, tuple[dict[str, Any], frozenset[str]]] = {
    "resends on time-out": ({"hears": again_on_time_out}, frozenset(SENDING_POINTS)),
    "takes silence for yes": ({"hears": silence_for_yes}, frozenset(SENDING_POINTS)),
    "sends inside the claim": ({"hand_over": send_inside_the_claim}, frozenset({"written", "answered"})),
    "takes back what was cut off": ({"sweep": take_back_what_was_cut_off}, frozenset({"written", "answered"})),
    "sends however late it is": ({}, frozenset({"after the claim", "before connecting", "connected"})),
}


@pytest.mark.trust
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_version_fails_at_these_points(
    wrong: str, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    parts, points = WRONG[wrong]
    late = wrong == "sends however late it is"
    shown = [case for case in all_cases() if case.point in points and (case.mode == "stalls long" or not late)]
    cases = random.Random(SEED).sample(shown, 16)  # noqa: S311
    stage = a_stage(sqlite_url, len(cases), monkeypatch)
    for part, instead in parts.items():
        setattr(stage, part, instead)
    if late:
        monkeypatch.setattr("witness.messaging.one_shot_http.monotonic", lambda: 0.0)
        monkeypatch.setattr("witness.actions.messages.monotonic", lambda: 0.0)

    reached = Counter(stage.play(case) for case in cases)

    verdict = verdict_on(stage)
    stage.close()
    figure.wrong(wrong, cases=reached[True], seed=SEED, result=str(verdict))
    assert not verdict.is_kept
