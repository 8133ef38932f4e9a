"""Whoever is missing: nothing is written to a telephone or mailbox of theirs, because somebody else may hold it.

No message is worth that, not even "don't set off": what would have gone is given to a person, who decides with the
police and social care. It ends when it is recorded that they are back.
"""

from datetime import date
from typing import Protocol

from witness.domain.contact import SafeContact
from witness.domain.markers import Marker, MarkerKind, marker_standing
from witness.domain.people import Witness

SOMEBODY_IS_MISSING = "they are missing, and somebody else may hold their telephone"
UNTIL_BACK = "it is recorded that they are back"


class Around(Protocol):
    """What a case knows of those who may be missing, and of their phones."""

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """Its witnesses."""

    @property
    def markers(self) -> tuple[Marker, ...]:
        """What is marked of them."""

    @property
    def markers_elsewhere(self) -> tuple[tuple[str, Marker], ...]:
        """What is marked of its people in other cases: person and marker."""

    @property
    def contacts(self) -> tuple[SafeContact, ...]:
        """Telephones and mailboxes of its people."""


def missing_on(around: Around, today: date) -> frozenset[str]:
    """Give the people of a case who are missing on a London day, whichever of their cases knows it."""
    here = ((m.witness_id, m) for m in around.markers)
    marked = [pair for pair in (*here, *around.markers_elsewhere) if pair[1].kind is MarkerKind.MISSING]
    if not marked:
        return frozenset()
    person_of = {w.witness_id: w.person_id for w in around.witnesses}
    every = tuple(marker for _, marker in marked)
    return frozenset(
        person_of.get(key, key)
        for key, marker in marked
        if marker_standing(every, marker.witness_id, MarkerKind.MISSING, today).open is not None
    )


def is_with_the_missing(around: Around, contact: SafeContact, today: date) -> bool:
    """Whether somebody missing has this telephone or mailbox with them: it is theirs, or it is the same number."""
    missing = missing_on(around, today)
    if not missing:
        return False
    theirs = {c.value for c in around.contacts if c.person_id in missing and c.value}
    return contact.person_id in missing or contact.value in theirs
