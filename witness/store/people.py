"""Keeps people, the parts they play and what the court requires of them. Names and birthdays are sealed."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, insert, select, update

from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import new_id
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow
from witness.store.vault import Vault

NAME = "person.name"
BORN_ON = "person.born_on"


class People:
    """The drawer of people."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, person: Person) -> None:
        """Keep a person."""
        born = person.born_on
        self._connection.execute(
            insert(PersonRow).values(
                id=person.person_id,
                household_id=person.household_id,
                name_sealed=self._vault.seal(NAME, person.person_id, person.name),
                born_on_sealed=None if born is None else self._vault.seal(BORN_ON, person.person_id, born.isoformat()),
                initials=person.initials,
                language=person.language,
            )
        )

    def has(self, person_id: str) -> bool:
        """Whether this person is known."""
        found = self._connection.execute(select(PersonRow.id).where(PersonRow.id == person_id)).one_or_none()
        return found is not None

    def has_witness(self, witness_id: str) -> bool:
        """Whether a witness of this id is known, in any case."""
        found = self._connection.execute(select(WitnessRow.id).where(WitnessRow.id == witness_id)).one_or_none()
        return found is not None

    def give_part(self, case_id: str, part: CasePart) -> None:
        """Record the part that a person plays in a case."""
        self._connection.execute(
            insert(CasePersonRow).values(
                id=new_id(),
                case_id=case_id,
                person_id=part.person_id,
                part=part.part.value,
                relation=part.relation,
                for_person_id=part.for_person_id,
            )
        )

    def add_witness(self, case_id: str, witness: Witness) -> None:
        """Record that a person may give evidence in a case."""
        self._connection.execute(
            insert(WitnessRow).values(
                id=witness.witness_id,
                case_id=case_id,
                person_id=witness.person_id,
                label=witness.label,
                requirement=witness.requirement.value,
                direct_contact=witness.direct_contact,
            )
        )

    def require(self, witness_id: str, requirement: Requirement) -> None:
        """Record what the court requires of a witness from now on."""
        self._connection.execute(
            update(WitnessRow).where(WitnessRow.id == witness_id).values(requirement=requirement.value)
        )

    def of_case(self, case_id: str) -> tuple[Person, ...]:
        """Give everybody who plays a part in a case."""
        parts = select(CasePersonRow.person_id).where(CasePersonRow.case_id == case_id)
        return self._people(select(PersonRow).where(PersonRow.id.in_(parts)).order_by(PersonRow.id))

    def named(self, person_ids: Iterable[str]) -> dict[str, Person]:
        """Give these people by their ids."""
        found = self._people(select(PersonRow).where(PersonRow.id.in_(list(person_ids))))
        return {person.person_id: person for person in found}

    def cases_of(self, person_id: str) -> tuple[str, ...]:
        """Give the cases that a person plays a part in."""
        rows = self._connection.execute(
            select(CasePersonRow.case_id).where(CasePersonRow.person_id == person_id).distinct()
        )
        return tuple(sorted(rows.scalars()))

    def parts_of_case(self, case_id: str) -> tuple[CasePart, ...]:
        """Give the parts that people play in a case."""
        rows = self._connection.execute(
            select(CasePersonRow)
            .where(CasePersonRow.case_id == case_id)
            .order_by(CasePersonRow.person_id, CasePersonRow.part, CasePersonRow.for_person_id)
        )
        return tuple(CasePart(r.person_id, Part(r.part), r.relation, r.for_person_id) for r in rows)

    def witnesses_of_case(self, case_id: str) -> tuple[Witness, ...]:
        """Give the witnesses of a case in the order of their labels."""
        rows = self._connection.execute(
            select(WitnessRow).where(WitnessRow.case_id == case_id).order_by(WitnessRow.label)
        )
        return tuple(Witness(r.id, r.person_id, r.label, Requirement(r.requirement), r.direct_contact) for r in rows)

    def _people(self, query) -> tuple[Person, ...]:  # type: ignore[no-untyped-def]
        return tuple(
            Person(
                person_id=row.id,
                household_id=row.household_id,
                name=self._vault.open(NAME, row.id, row.name_sealed),
                initials=row.initials,
                born_on=self._birthday(row.id, row.born_on_sealed),
                language=row.language,
            )
            for row in self._connection.execute(query)
        )

    def _birthday(self, person_id: str, sealed: bytes | None) -> date | None:
        return None if sealed is None else date.fromisoformat(self._vault.open(BORN_ON, person_id, sealed))
