"""The whole picture of a case as a page of plain lines, for somebody at a terminal."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def case_in_words(shown: Json) -> str:
    """Write what `case_at` gives for a person to read."""
    return "\n".join(_lines(shown))


def _lines(shown: Json) -> Iterator[str]:
    yield f"{shown['ref']} at {shown['at']}: {shown['stage']}"
    yield shown["where"]
    for witness in shown["witnesses"]:
        concern = witness["concern"]
        yield f"{witness['label']}: {witness['readiness']['verdict']}. {witness['readiness']['because']}"
        yield f"  support gap score {concern['points']}, {concern['band']}"
        yield from (f"  {factor['points']:+d} {factor['reason']}" for factor in concern["factors"])
    for title, rows in _sections(shown):
        if rows:
            yield f"{title}:"
            yield from (f"  {row}" for row in rows)


def _sections(shown: Json) -> Iterator[tuple[str, list[str]]]:
    yield "To do", [f"{t['words']} (by {t['due_at']})" for t in shown["tasks"]]
    yield (
        "Believes something else",
        [
            f"{b['person']}: {b['told']['words']}, now {b['true']['words']}"
            for b in shown["beliefs"]
            if b["stale_since"]
        ],
    )
    yield "Messages", [f"{m['to']}, {m['channel']}, {m['state']}: {m['text'] or m['held_because']}" for m in
                       shown["messages"]]  # fmt: skip
    yield (
        "Special measures",
        [
            f"{m['witness']} {m['what']}: {m['state']}"
            + (f", broken at {m['broken_link']}" if m["broken_link"] else "")
            for m in shown["measures"]
        ],
    )
    yield "Visits", [f"{v['witness']} {v['kind']}: {v['state']}, {v['on'] or 'no day'}" for v in shown["visits"]]
    yield "Rides", [f"{t['direction']} by {t['mode']}: {t['state']}, {t['on'] or 'no day'}" for t in shown["trips"]]
    yield (
        "Time limits of others",
        [f"{d['words']}: {d['state']}, {d['due_at'] or 'cannot be counted'}. {d['because']}" for d in shown["duties"]],
    )
    yield "Promises", [f"{p['words']} by {p['due_on']}{', broken' if p['is_broken'] else ''}" for p in
                       shown["promises"]]  # fmt: skip
