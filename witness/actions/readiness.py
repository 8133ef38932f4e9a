"""What a reader of readiness does there: they mark what they have seen, so that the next look shows what is new."""

from collections.abc import Collection
from datetime import timedelta

from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.store import Store

WEEKS_SEEN = 26  # as far ahead as the board can show


def mark_seen(store: Store, witness_ids: Collection[str], *, asking: Asking) -> None:
    """Keep how these witnesses stand, in place of what this person had seen of them.

    Whoever is not among those they may see is passed over. It is marked for the account alone: a colleague's changes
    stay.
    """
    today = london_day(asking.at)
    last = today + timedelta(weeks=WEEKS_SEEN)
    with store.board_for(asking, doing="readiness.seen") as desk:
        found = desk.boards.standings(asking.viewer, Deed.SEE_READINESS, first=today, last=last)
        shown = [line.standing for line in found if line.standing.witness_id in witness_ids]
        desk.evidence.mark_seen(asking.viewer.account_id, shown, asking.at)
