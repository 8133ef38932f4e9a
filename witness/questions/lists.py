"""Court lists: what came, what it proposes, and what a person has to sort out."""

from dataclasses import dataclass

from witness.domain.access import Asking
from witness.store import Store
from witness.store.boards import ProposalLine
from witness.store.lists import Publication, TriageItem

TRIAGE_IN_WORDS = {
    "list_refused": "A list could not be read",
    "list_held": "A list is held back",
    "row_in_review": "A row fits more than one case",
    "reference_suggested": "A list suggests a further number",
    "may_have_finished": "A trial may be over",
    "unknown_sender": "A text from a number nobody knows",
    "shared_sender": "A text from a number that several people share",
    "unclaimed_danger": "A text that may speak of danger, from a number nobody knows",
}


@dataclass(frozen=True, slots=True)
class ReceivedList:
    """A list, with what became of its proposals."""

    publication: Publication
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ListsPage:
    """The page of court lists."""

    proposals: tuple[ProposalLine, ...]
    triage: tuple[tuple[str, TriageItem], ...]
    received: tuple[ReceivedList, ...]
    courts: tuple[tuple[str, str], ...]


def lists_page(store: Store, *, asking: Asking) -> ListsPage:
    """Answer for one officer: proposals only for cases that they may see."""
    with store.board_for(asking, doing="lists.read") as desk:
        received = desk.lists.received()
        counts = desk.boards.proposal_counts(asking.viewer, [p.publication_id for p in received])
        return ListsPage(
            proposals=desk.boards.proposals(asking.viewer, asking.at),
            triage=tuple((TRIAGE_IN_WORDS.get(t.kind, t.kind), t) for t in desk.lists.open_triage()),
            received=tuple(ReceivedList(p, counts.get(p.publication_id, {})) for p in received),
            courts=tuple(sorted(desk.courts.names.items(), key=lambda pair: pair[1])),
        )
