"""How long a carrier may keep a text is counted from when it hears of it, not from when we thought of it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.worlds import a_world
from witness.actions import messages
from witness.actions.commitments import Committed, commit_to
from witness.kit import Kit


def committed_before(seconds: float) -> Any:
    """The product's own commitment, that many seconds ago: no thread was free until now."""

    def commit(*given: Any, **named: Any) -> Committed:
        made = commit_to(*given, **named)
        ready = tuple(replace(item, committed_at=item.committed_at - seconds) for item in made.ready)
        return replace(made, ready=ready)

    return commit


@pytest.mark.parametrize(("seconds", "less"), [(0.0, 0), (3.2, 3), (4.0, 4)])
def test_a_text_that_waited_for_a_thread_is_valid_for_as_much_less(
    lite: Kit, monkeypatch: pytest.MonkeyPatch, seconds: float, less: int
) -> None:
    monkeypatch.setattr(messages, "commit_to", committed_before(seconds))
    a_world(lite)

    messages.deliver_due(lite.store, lite.post(), worker="w")

    (text,) = lite.texts.handed  # type: ignore[attr-defined]
    assert text.valid_seconds in (9 * 3600 - less, 9 * 3600 - less - 1), "from ten in the morning to seven"
