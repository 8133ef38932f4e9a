"""Records markers: yes or no since a day. The history says that something was recorded, and not what."""

from dataclasses import dataclass
from datetime import date

from witness.actions.evidence import Whom, witness_of
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.markers import Marker, MarkerKind, Said, check_marker
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Marked:
    """What is recorded of a marker. on: since which London day, None for today."""

    kind: MarkerKind
    said: Said
    on: date | None = None


def mark(store: Store, whom: Whom, made: Marked, *, rules: Rules, asking: Asking) -> None:
    """Record a marker, or that it is over, or that it was a mistake.

    Raises:
        NotFound: there is no such witness for this officer.
        Refused: the day lies ahead, it is so already or is not, or it would end before it began.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="marker.record") as desk:
        witness = witness_of(desk, whom)
        marker = Marker(new_id(), whom.witness_id, made.kind, made.said, made.on or today, asking.at)
        check_marker(desk.markers.of_case(whom.case_id), marker, today)
        desk.markers.add(whom.case_id, [marker], by_id=asking.viewer.account_id)
        # The history is read by more people than this: it does not say which marker, nor yes or no.
        desk.cases.happened(
            whom.case_id,
            at=asking.at,
            kind="marker",
            words=f"{witness.label}: a marker was recorded.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, whom.case_id, rules, now=asking.at)
