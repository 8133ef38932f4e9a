"""Who may read and write which stream of notes: a table over streams and ties. Liaisons and administrators never."""

from dataclasses import replace
from enum import StrEnum

from witness.domain.access import CaseGround, Deed, Role, Viewer, may
from witness.domain.notes import Stream


class NoteTie(StrEnum):
    """What somebody is to a case, as far as its notes are concerned: the closest of what they are."""

    OWNER = "owner"
    ASSIGNED = "assigned"
    MANAGER = "manager"
    TEAM = "team"  # of the team, or named in a restriction, and no closer
    NONE = "none"


class NoteDeed(StrEnum):
    """What somebody wants to do with a stream."""

    READ = "read"
    WRITE = "write"


BOTH: frozenset[NoteDeed] = frozenset(NoteDeed)
NEITHER: frozenset[NoteDeed] = frozenset()

# Domain reference §7, four streams apart; who exactly is a judgement of this product.
ACCESS: dict[Stream, dict[NoteTie, frozenset[NoteDeed]]] = {
    Stream.LOGISTICS: {
        NoteTie.OWNER: BOTH,
        NoteTie.ASSIGNED: BOTH,
        NoteTie.MANAGER: BOTH,
        NoteTie.TEAM: BOTH,
        NoteTie.NONE: NEITHER,
    },
    Stream.WELLBEING: {
        NoteTie.OWNER: BOTH,
        NoteTie.ASSIGNED: BOTH,
        NoteTie.MANAGER: BOTH,
        NoteTie.TEAM: NEITHER,
        NoteTie.NONE: NEITHER,
    },
    Stream.POLICE_INFORMATION: {
        NoteTie.OWNER: BOTH,
        NoteTie.ASSIGNED: NEITHER,
        NoteTie.MANAGER: BOTH,
        NoteTie.TEAM: NEITHER,
        NoteTie.NONE: NEITHER,
    },
    Stream.COUNSELLING: {
        NoteTie.OWNER: BOTH,
        NoteTie.ASSIGNED: BOTH,
        NoteTie.MANAGER: BOTH,
        NoteTie.TEAM: NEITHER,
        NoteTie.NONE: NEITHER,
    },
}
# In words, for whoever may not: whom to ask.
WHO_MAY: dict[Stream, str] = {
    Stream.LOGISTICS: "the team",
    Stream.WELLBEING: "whoever has the case or is assigned to it, and the manager",
    Stream.POLICE_INFORMATION: "whoever has the case, and the manager",
    Stream.COUNSELLING: "whoever has the case or is assigned to it, and the manager",
}


def tie_of(viewer: Viewer, ground: CaseGround) -> NoteTie:
    """Say what somebody is to a case. After a handover the new owner is the owner, and the old one is not."""
    # What was opened in an emergency shows the case, and no note: notes are for those who work on it.
    standing = replace(ground, opened_to=frozenset())
    if viewer.role not in (Role.OFFICER, Role.MANAGER) or not may(viewer, Deed.SEE_CASE, standing):
        return NoteTie.NONE
    if viewer.account_id == ground.owner_id:
        return NoteTie.OWNER
    if viewer.account_id in ground.assigned:
        return NoteTie.ASSIGNED
    return NoteTie.MANAGER if viewer.role is Role.MANAGER else NoteTie.TEAM


def may_note(viewer: Viewer, deed: NoteDeed, stream: Stream, ground: CaseGround) -> bool:
    """Say whether somebody may read or write a stream of notes of the case that `ground` describes."""
    return deed in ACCESS[stream][tie_of(viewer, ground)]
