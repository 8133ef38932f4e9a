"""Finds cases by what somebody typed: never one that they may not see.

Names and numbers are compared by their keyed indexes; nothing sealed is opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from witness.domain.access import Deed, Viewer
from witness.store.access import visible_to
from witness.store.cases import plain_ref
from witness.store.contact import VALUE
from witness.store.people import NAME
from witness.store.tables.cases import CaseRow, ReferenceRow
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.people import CasePersonRow, NameKeyRow, PersonRow
from witness.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Sought:
    """What typed words may mean. reference: normalised; initials: every way in which they may be kept. "" or (): no."""

    reference: str = ""
    name_words: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    contact: str = ""


class CaseSearch:
    """The drawer of the search."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction; the keys only make indexes."""
        self._connection = connection
        self._vault = vault

    def found(self, viewer: Viewer, sought: Sought) -> dict[str, str]:
        """Give the cases that a viewer may see and that the words may mean, each with what was found: "name", …"""
        found: dict[str, str] = {}
        for what, condition in self._meanings(sought):
            query = select(CaseRow.id).where(visible_to(viewer, Deed.SEE_CASE), condition)
            for case_id in self._connection.execute(query).scalars():
                found.setdefault(case_id, what)
        return found

    def _meanings(self, sought: Sought) -> Iterable[tuple[str, Any]]:
        numbered = select(ReferenceRow.case_id).where(ReferenceRow.normalised == sought.reference)
        if sought.reference:
            yield "reference", or_(plain_ref() == sought.reference, CaseRow.id.in_(numbered))
        if sought.contact:
            key = self._vault.index_of(VALUE, sought.contact)
            reached = select(SafeContactRow.person_id).where(SafeContactRow.value_key == key)
            yield "contact", CaseRow.id.in_(_cases_of(reached))
        if sought.name_words:
            yield "name", CaseRow.id.in_(_cases_of(self._named(sought.name_words)))
        if sought.initials:
            alike = select(PersonRow.id).where(PersonRow.initials.in_(sought.initials))
            yield "initials", CaseRow.id.in_(_cases_of(alike))

    def _named(self, words: Sequence[str]) -> Select[Any]:
        keys = {self._vault.index_of(NAME, word) for word in words}
        return (
            select(NameKeyRow.person_id)
            .where(NameKeyRow.word_key.in_(sorted(keys)))
            .group_by(NameKeyRow.person_id)
            .having(func.count() == len(keys))
        )


def _cases_of(people: Select[Any]) -> Select[Any]:
    return select(CasePersonRow.case_id).where(CasePersonRow.person_id.in_(people))
