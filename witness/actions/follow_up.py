"""Computes anew the cases of messages of which something has become, soon after, and never in a carrier's way."""

from datetime import datetime, timedelta

from witness.actions.reconcile import put_right
from witness.domain.rules import Rules
from witness.store import Store


def follow_up(
    store: Store, rules: Rules, *, now: datetime, limit: int = 50, unless_due_within: timedelta | None = None
) -> int:
    """Put right the cases that were marked, the longest waiting first; gives how many.

    unless_due_within: leave it for later while messages wait to be handed over, as long as no mark is older than this.
    A case that breaks keeps its marks, and the others go on.

    Raises:
        Exception: what the first case that broke was broken by, after the others were done.
    """
    with store.reading() as desk:
        if unless_due_within is not None and desk.sending.is_anything_due(now):
            oldest = desk.sending.oldest_mark()
            if oldest is None or now - oldest < unless_due_within:
                return 0
        marked = desk.sending.marked(limit)
    broken: Exception | None = None
    done = 0
    for case_id, marks in marked.items():
        try:
            with store.changing() as desk:
                if desk.sending.unmark(marks):
                    put_right(desk, case_id, rules, now=now)
            done += 1
        except Exception as error:  # noqa: BLE001 - it is raised below; until then the other cases must not wait
            broken = broken or error
    if broken is not None:
        raise broken
    return done
