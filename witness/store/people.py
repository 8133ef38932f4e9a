"""Keeps people, the parts they play and what the court requires of them. Names and birthdays are sealed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Subquery, case, func, insert, select, update

from witness.domain.people import (
    AvoidWhy,
    CasePart,
    DatesToAvoid,
    Part,
    Person,
    Requirement,
    RequirementStep,
    Witness,
    name_words,
)
from witness.identifiers import new_id
from witness.store.tables.people import CasePersonRow, DatesToAvoidRow, NameKeyRow, PersonRow, WitnessRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery, of_one_case
from witness.store.vault import Vault
from witness.store.witness_steps import REQUIREMENT, WitnessStep, WitnessSteps, add_step, add_steps

NAME = "person.name"
BORN_ON = "person.born_on"

THEIR_IDS = select(CasePersonRow.person_id).where(CasePersonRow.case_id == THIS_CASE)
PEOPLE = CaseQuery(select(PersonRow).where(PersonRow.id.in_(THEIR_IDS)), PersonRow.id)
PARTS = of_one_case(CasePersonRow, CasePersonRow.person_id, CasePersonRow.part, CasePersonRow.for_person_id)
AVOIDED = CaseQuery(
    select(DatesToAvoidRow).where(DatesToAvoidRow.person_id.in_(THEIR_IDS)),
    DatesToAvoidRow.first_on,
    DatesToAvoidRow.id,
)
WITNESSES = of_one_case(WitnessRow, WitnessRow.label)


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
        self._add_keys(person.person_id, person.name)

    def fill_name_keys(self) -> int:
        """Index the names of people who were kept before there was an index; gives how many. Again: nothing to do."""
        indexed = select(NameKeyRow.person_id)
        # Locked, so that two who do this at once do the work of one; then looked at anew, for one may have waited.
        bare = self._connection.execute(
            select(PersonRow.id, PersonRow.name_sealed).where(PersonRow.id.not_in(indexed)).with_for_update()
        ).all()
        done = set(self._connection.execute(indexed.where(NameKeyRow.person_id.in_([p.id for p in bare]))).scalars())
        rest = [person for person in bare if person.id not in done]
        return sum(self._add_keys(p.id, self._vault.open(NAME, p.id, p.name_sealed)) for p in rest)

    def _add_keys(self, person_id: str, name: str) -> bool:
        """Index the words of a name; says whether it has any."""
        keys = sorted({self._vault.index_of(NAME, word) for word in name_words(name)})
        if keys:
            rows = [{"id": new_id(), "person_id": person_id, "word_key": key} for key in keys]
            self._connection.execute(insert(NameKeyRow), rows)
        return bool(keys)

    def names_among(self, words: Iterable[str]) -> frozenset[str]:
        """Give those of these words that are part of the name of anybody recorded, as they were given."""
        keys = {self._vault.index_of(NAME, part): word for word in words for part in name_words(word)}
        known = select(NameKeyRow.word_key).where(NameKeyRow.word_key.in_(sorted(keys))).distinct()
        return frozenset(keys[key] for key in self._connection.execute(known).scalars()) if keys else frozenset()

    def with_name(self, words: str) -> tuple[str, ...]:
        """Give the people whose names have all of these words, whole words only."""
        keys = [self._vault.index_of(NAME, word) for word in name_words(words)]
        if not keys:
            return ()
        rows = self._connection.execute(
            select(NameKeyRow.person_id)
            .where(NameKeyRow.word_key.in_(keys))
            .group_by(NameKeyRow.person_id)
            .having(func.count() == len(set(keys)))
        )
        return tuple(sorted(rows.scalars()))

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
                organisation=part.organisation,
                informed=part.informed,
                joined_at=part.joined_at,
                left_at=part.left_at,
            )
        )

    def stay(self, case_id: str, part: CasePart) -> None:
        """Record what has become of a part: told the dates or not, come back or gone. The row itself stays."""
        is_for = CasePersonRow.for_person_id
        self._connection.execute(
            update(CasePersonRow)
            .where(
                CasePersonRow.case_id == case_id,
                CasePersonRow.person_id == part.person_id,
                CasePersonRow.part == part.part.value,
                is_for.is_(None) if part.for_person_id is None else is_for == part.for_person_id,
            )
            .values(
                relation=part.relation,
                organisation=part.organisation,
                informed=part.informed,
                joined_at=part.joined_at,
                left_at=part.left_at,
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
                refresh_at_end=witness.refresh_at_end,
            )
        )
        steps = [WitnessStep(s.requirement.value, s.at, s.source) for s in witness.steps]
        add_steps(self._connection, case_id, witness.witness_id, REQUIREMENT, steps)

    def require(self, case_id: str, witness_id: str, step: RequirementStep, *, by_id: str | None = None) -> None:
        """Record what the court requires of a witness from now on, as a further step."""
        self._connection.execute(
            update(WitnessRow).where(WitnessRow.id == witness_id).values(requirement=step.requirement.value)
        )
        add_step(
            self._connection,
            case_id,
            witness_id,
            REQUIREMENT,
            WitnessStep(step.requirement.value, step.at, step.source),
            by_id=by_id,
        )

    def refresh_at_end(self, witness_id: str, wanted: bool) -> None:
        """Record whether the family asked to leave memory refreshing to the very end."""
        self._connection.execute(update(WitnessRow).where(WitnessRow.id == witness_id).values(refresh_at_end=wanted))

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Person, ...]:
        """Give everybody who plays a part in a case."""
        return self._people(PEOPLE.rows(self._connection, case_id, at_hand))

    def named(self, person_ids: Iterable[str]) -> dict[str, Person]:
        """Give these people by their ids."""
        rows = self._connection.execute(select(PersonRow).where(PersonRow.id.in_(list(person_ids))))
        found = self._people(rows)
        return {person.person_id: person for person in found}

    def cases_of(self, person_id: str) -> tuple[str, ...]:
        """Give the cases that a person plays a part in."""
        rows = self._connection.execute(
            select(CasePersonRow.case_id).where(CasePersonRow.person_id == person_id).distinct()
        )
        return tuple(sorted(rows.scalars()))

    def parts_of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[CasePart, ...]:
        """Give the parts that people play in a case."""
        return tuple(
            CasePart(
                r.person_id,
                Part(r.part),
                r.relation,
                r.for_person_id,
                r.organisation,
                r.informed,
                r.joined_at,
                r.left_at,
            )
            for r in PARTS.rows(self._connection, case_id, at_hand)
        )

    def avoid(self, dates: Iterable[DatesToAvoid]) -> None:
        """Keep days on which people cannot come."""
        rows = [
            {
                "id": d.avoid_id,
                "person_id": d.person_id,
                "first_on": d.first_on,
                "last_on": d.last_on,
                "why": d.why.value,
                "recorded_at": d.recorded_at,
            }
            for d in dates
        ]
        if rows:
            self._connection.execute(insert(DatesToAvoidRow), rows)

    def availability_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[DatesToAvoid, ...]:
        """Give the days on which people of a case cannot come, the soonest first."""
        return _avoided(AVOIDED.rows(self._connection, case_id, at_hand))

    def availability_of_people(self, person_ids: Iterable[str]) -> tuple[DatesToAvoid, ...]:
        """Give the days on which these people cannot come, the soonest first."""
        query = select(DatesToAvoidRow).where(DatesToAvoidRow.person_id.in_(list(person_ids)))
        return _avoided(self._connection.execute(query.order_by(DatesToAvoidRow.first_on, DatesToAvoidRow.id)))

    def witnesses_of_case(
        self, case_id: str, steps: WitnessSteps | None = None, at_hand: AtHand | None = None
    ) -> tuple[Witness, ...]:
        """Give the witnesses of a case in the order of their labels. steps: as `Evidence.steps_of` gives them."""
        taken = steps or {}
        return tuple(
            Witness(
                r.id,
                r.person_id,
                r.label,
                Requirement(r.requirement),
                r.direct_contact,
                tuple(_requirement(s) for s in taken.get((r.id, REQUIREMENT), ())),
                r.refresh_at_end,
            )
            for r in WITNESSES.rows(self._connection, case_id, at_hand)
        )

    def _people(self, rows: Iterable[Any]) -> tuple[Person, ...]:
        return tuple(
            Person(
                person_id=row.id,
                household_id=row.household_id,
                name=self._vault.open(NAME, row.id, row.name_sealed),
                initials=row.initials,
                born_on=self._birthday(row.id, row.born_on_sealed),
                language=row.language,
            )
            for row in rows
        )

    def _birthday(self, person_id: str, sealed: bytes | None) -> date | None:
        return None if sealed is None else date.fromisoformat(self._vault.open(BORN_ON, person_id, sealed))


def _avoided(rows: Iterable[Any]) -> tuple[DatesToAvoid, ...]:
    return tuple(DatesToAvoid(r.id, r.person_id, r.first_on, r.last_on, AvoidWhy(r.why), r.recorded_at) for r in rows)


def parts_still_played() -> Subquery:
    """Give, for every case, who still plays a part in it, with the instant they joined: None for who always did."""
    row = CasePersonRow
    since = case((func.count() == func.count(row.joined_at), func.min(row.joined_at)), else_=None)
    return (
        select(row.case_id, row.person_id, since.label("joined_at"))
        .group_by(row.case_id, row.person_id)
        .having(func.count() > func.count(row.left_at))
        .subquery()
    )


def _requirement(step: WitnessStep) -> RequirementStep:
    return RequirementStep(Requirement(step.state), step.at, step.source)
