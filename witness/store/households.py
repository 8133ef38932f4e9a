"""Looks across cases for people of one household: only through cases that whoever asks may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from witness.domain.access import Deed, Viewer
from witness.domain.contact import SafeContact
from witness.domain.messages import MessageState
from witness.domain.people import Part
from witness.store.access import visible_to
from witness.store.case_outlines import bare_contact
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.messages import MessageRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody of a household plays a part in a case. label: of a witness, else ""."""

    household_id: str
    person_id: str
    initials: str
    case_id: str
    ref: str
    part: Part
    relation: str
    for_person_id: str | None
    label: str
    is_closed: bool
    owner_name: str


@dataclass(frozen=True, slots=True)
class KeyedContact:
    """A safe-contact record without its number, and the key by which equal numbers are alike."""

    contact: SafeContact
    key: str


@dataclass(frozen=True, slots=True)
class PlannedText:
    """A text that has yet to go. case_id, person_id: about which case, to whom."""

    person_id: str
    case_id: str
    not_before: datetime


class Households:
    """The drawer of households."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def of_case(self, case_id: str) -> tuple[str, ...]:
        """Give the households of a case, that of the witness with the first label before the others."""
        rows = self._connection.execute(
            select(PersonRow.household_id, WitnessRow.label)
            .join(CasePersonRow, CasePersonRow.person_id == PersonRow.id)
            .outerjoin(WitnessRow, (WitnessRow.person_id == PersonRow.id) & (WitnessRow.case_id == case_id))
            .where(
                CasePersonRow.case_id == case_id,
                CasePersonRow.part.in_([Part.WITNESS.value, Part.PARENT_CARER.value]),
            )
        ).all()
        ordered = sorted(rows, key=lambda row: (row.label is None, row.label or "", row.household_id))
        return tuple(dict.fromkeys(row.household_id for row in ordered))

    def members(self, viewer: Viewer, household_ids: Iterable[str]) -> tuple[Membership, ...]:
        """Give who of these households plays which part in which case that a viewer may see.

        Somebody who is only part of cases that the viewer may not see is not among them: they do not exist here.
        """
        rows = self._connection.execute(
            select(
                PersonRow.id.label("person_id"),
                PersonRow.household_id,
                PersonRow.initials,
                CasePersonRow.part,
                CasePersonRow.relation,
                CasePersonRow.for_person_id,
                CaseRow.id.label("case_id"),
                CaseRow.ref,
                CaseRow.closed_on,
                AccountRow.name.label("owner_name"),
                WitnessRow.label,
            )
            .join(CasePersonRow, CasePersonRow.person_id == PersonRow.id)
            .join(CaseRow, CaseRow.id == CasePersonRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .outerjoin(WitnessRow, (WitnessRow.person_id == PersonRow.id) & (WitnessRow.case_id == CaseRow.id))
            .where(PersonRow.household_id.in_(list(household_ids)), visible_to(viewer, Deed.SEE_CASE))
            .order_by(CaseRow.ref, WitnessRow.label, PersonRow.id, CasePersonRow.part)
        )
        return tuple(_membership(row) for row in rows)

    def contacts_of(self, person_ids: Iterable[str]) -> tuple[KeyedContact, ...]:
        """Give the safe-contact records of people, without a number."""
        rows = self._connection.execute(
            select(SafeContactRow).where(SafeContactRow.person_id.in_(list(person_ids))).order_by(SafeContactRow.id)
        )
        return tuple(KeyedContact(bare_contact(row), row.value_key) for row in rows)

    def planned_texts(self, person_ids: Iterable[str], case_ids: Iterable[str]) -> tuple[PlannedText, ...]:
        """Give the texts that have yet to go to people, about these cases, the soonest first."""
        rows = self._connection.execute(
            select(MessageRow.person_id, MessageRow.case_id, MessageRow.not_before)
            .where(
                MessageRow.person_id.in_(list(person_ids)),
                MessageRow.case_id.in_(list(case_ids)),
                MessageRow.state == MessageState.PLANNED.value,
                MessageRow.channel == "sms",
            )
            .order_by(MessageRow.not_before, MessageRow.id)
        )
        return tuple(PlannedText(row.person_id, row.case_id, row.not_before) for row in rows)


def _membership(row: Any) -> Membership:
    return Membership(
        household_id=row.household_id,
        person_id=row.person_id,
        initials=row.initials,
        case_id=row.case_id,
        ref=row.ref,
        part=Part(row.part),
        relation=row.relation,
        for_person_id=row.for_person_id,
        label=row.label or "",
        is_closed=row.closed_on is not None,
        owner_name=row.owner_name,
    )
