"""A file of figures is read whole or refused with the place."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from witness.domain.trust_figures import Measured, Measurement
from witness.intake.trust_figures import UnreadableFigures, figures_file, read_figures

LINE = Measured("races", "sqlite", 500, 2.5, "7", "0 late", held=True)
RUN = Measurement(datetime(2026, 11, 25, 12, tzinfo=UTC), "2 cores", (LINE,), ("a test",))


def test_what_was_written_is_read_again():
    assert read_figures(figures_file(RUN)) == RUN
    assert figures_file(read_figures(figures_file(RUN))) == figures_file(RUN)


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("$.format", {"format": "trust/2"}),
        ("$.figures", {"figures": None}),
        ("$.figures[0]", {"figures": ["x"]}),
        ("$.figures[0].cases", {"figures": [{**json.loads(figures_file(RUN))["figures"][0], "cases": True}]}),
        ("$.figures[0].held", {"figures": [{**json.loads(figures_file(RUN))["figures"][0], "held": 1}]}),
        ("$.figures[0].seconds", {"figures": [{**json.loads(figures_file(RUN))["figures"][0], "seconds": "1"}]}),
        ("$.ended_at", {"ended_at": "2026-11-25T12:00:00"}),
        ("$.ended_at", {"ended_at": 5}),
        ("$.machine", {"machine": None}),
        ("$.failed", {"failed": [1]}),
    ],
)
def test_what_is_wrong_is_named_with_its_place(where: str, changes: dict[str, Any]):
    document = {**json.loads(figures_file(RUN)), **changes}

    with pytest.raises(UnreadableFigures) as refused:
        read_figures(json.dumps(document).encode())

    assert where in str(refused.value)


@pytest.mark.parametrize("raw", [b"", b"\xff", b"[" * 100_000, b"[]", b" " * 1_000_001])
def test_what_is_no_such_file_is_refused(raw: bytes):
    with pytest.raises(UnreadableFigures):
        read_figures(raw)
