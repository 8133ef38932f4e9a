"""What has changed about a witness since a reader last marked readiness as seen, item by item, in words of the lists.

It is a difference between two pictures, not a log: what moved and moved back is not shown, and nothing is missed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from witness.domain.readiness_items import WHAT_IN_WORDS, State

NEW_WITNESS = "new to you"
DATE_CHANGED = "the date changed"
STATES = frozenset(state.value for state in State)


@dataclass(frozen=True, slots=True)
class Seen:
    """How a witness stood when somebody marked it as seen. items: each missing thing, with how far it had got."""

    on: date | None
    items: Mapping[str, str]


def missing_of(kept: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Give what is missing among the items as they are kept: by its plain word, how far it has got."""
    return {str(item["what"]): str(item["state"]) for item in kept if item["missing"]}


def changes_since(seen: Seen | None, on: date | None, missing: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is different now. seen: None when this witness was never marked.

    Words that are in no list are left out: they were kept by an earlier release.
    """
    if seen is None:
        return (NEW_WITNESS,)
    words = [DATE_CHANGED] if on != seen.on else []
    for what in sorted({*seen.items, *missing} & {*WHAT_IN_WORDS}):
        before, after = seen.items.get(what), missing.get(what)
        if before == after:
            continue
        words.append(f"{WHAT_IN_WORDS[what]}: {_became(before, after)}")
    return tuple(words)


def _became(before: str | None, after: str | None) -> str:
    if after is None:
        return "settled"
    if before is None:
        return "now missing"
    return f"now {after}" if after in STATES else "changed"
