"""Two texts in doubt look alike to their carrier, and it has one: only one may be believed to have gone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.live import TalkingClock, a_live_kit
from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.judging import Believed, believed_in, due_in
from witness.actions.doubts import sweep
from witness.actions.messages import hand_over_due
from witness.domain.messages import MessageState
from witness.messaging.carrier import Finding, Found, Handed, HasNothing, Outcome, OutgoingText, Unsure
from witness.store.engine import open_engine
from witness.store.settling import Settling, Turn, Turned

ROUNDS = 20


class OneOfTwo:
    """Loses every answer, and has the one text that it took first. Texts alike look the same to it."""

    name = "one of two"
    holds_validity = True

    def send(self, text: OutgoingText) -> Outcome:
        return Unsure("the answer was lost")

    def ask(self, about: Handed) -> Finding:
        return HasNothing() if "SM1" in about.known_ids else Found("SM1", MessageState.ACCEPTED)


def after_asking(url: str) -> list[Believed]:
    """Two reminders alike: handed over, lost, and asked about for a while."""
    settle_families(url, {"reminder": 2})
    kit = replace(a_live_kit(url), texts=OneOfTwo())
    engine = open_engine(url)
    due = due_in(engine, kit.clock.now())
    hand_over_due(kit.store, kit.post(), worker="w")
    for _ in range(ROUNDS):
        assert isinstance(kit.clock, TalkingClock)
        kit.clock.forward(minutes=3)
        sweep(kit.store, kit.post())
    found = believed_in(engine, due)
    engine.dispose()
    kit.store.close()
    return found


@pytest.mark.trust
def test_of_two_texts_alike_only_the_one_that_the_carrier_has_is_believed(database_url: str, figure: Figure) -> None:
    believed = after_asking(database_url)

    gone = [message for message in believed if message.state is MessageState.ACCEPTED]
    figure("two texts alike, one taken", cases=2, seed="-", result=f"{len(gone)} believed to have gone")
    assert len(gone) == 1


@pytest.mark.trust
def test_a_version_that_believes_another_texts_name_believes_both(
    sqlite_url: str, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., tuple[Turned, ...]] = Settling.settle_all

    def as_receipts(self: Settling, turns: Any, now: Any) -> tuple[Turned, ...]:
        believing: list[Turn] = [replace(turn, is_answer=False) for turn in turns]
        return real(self, believing, now)

    monkeypatch.setattr(Settling, "settle_all", as_receipts)

    believed = after_asking(sqlite_url)

    gone = [message for message in believed if message.state is MessageState.ACCEPTED]
    figure.wrong("believes another text's name", cases=2, seed="-", result=f"{len(gone)} believed to have gone")
    assert len(gone) == 2
