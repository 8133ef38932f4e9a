"""Which facts of a case are read together, in one statement. Each question stands beside the drawer that reads it.

Not among them: messages and safe-contact records, whose rows are so wide that all others would have to be as wide.
Of several cases they are read together too, and then each row is handed to every case that it is about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from witness.domain.markers import MarkerKind
from witness.store import (
    aftercare,
    at_court,
    calendars,
    contact,
    contact_log,
    defendants,
    duties,
    enquiries,
    evidence,
    expenses,
    hearings,
    markers,
    message_choices,
    milestones,
    parents,
    passings,
    people,
    plans,
    stops,
    sureness,
    travel,
    trips,
    witness_steps,
)
from witness.store.tables.cases import ReferenceRow
from witness.store.together import AtHand, CaseQuery, Rows, Together, of_one_case

REFERENCES = of_one_case(ReferenceRow, ReferenceRow.kind, ReferenceRow.normalised)

CASE_FACTS = Together(
    REFERENCES,
    defendants.DEFENDANTS,
    defendants.DEFENDANT_STEPS,
    people.PEOPLE,
    people.PARTS,
    people.WITNESSES,
    people.AVOIDED,
    witness_steps.WITNESS_STEPS,
    hearings.HEARINGS,
    hearings.REVISIONS,
    evidence.EVENTS,
    evidence.MEASURES,
    evidence.NEEDS,
    evidence.ANSWERS,
    evidence.TELLINGS,
    contact.CONTACT_STEPS,
    contact_log.CONTACT_LOG,
    stops.STOPS,
    message_choices.MESSAGE_CHOICES,
    calendars.CHOICES,
    calendars.ENTRIES,
    plans.STEPS,
    plans.VISITS,
    plans.REPORTS,
    plans.BOOKINGS,
    plans.PROMISES,
    trips.TRIPS,
    trips.TRIP_FACTS,
    travel.PLACES,
    travel.CARE,
    duties.NOTICES,
    at_court.DAY_TAPS,
    markers.MARKERS_AROUND,
    milestones.MILESTONE_WORDS,
    enquiries.ENQUIRIES,
    expenses.CLAIMS,
    parents.OFFERS,
    passings.PASSINGS,
    aftercare.AFTER_FACTS,
    sureness.SURE_ANSWERS,
)


class _Whose:
    """Which of the asked cases a row is about, where it names none: by its person, household, phone or hearing."""

    def __init__(self, found: AtHand, contact_rows: Rows) -> None:
        self.found = found
        self._contact_rows = contact_rows

    @cached_property
    def person(self) -> dict[str, set[str]]:
        return _grouped((row.person_id, {row.case_id}) for row in self.found[people.PARTS])

    @cached_property
    def household(self) -> dict[str, set[str]]:
        return _grouped((row.household_id, self.person[row.id]) for row in self.found[people.PEOPLE])

    @cached_property
    def contact(self) -> dict[str, set[str]]:
        return _grouped((row.id, self.person[row.person_id]) for row in self._contact_rows)

    @cached_property
    def hearing(self) -> dict[str, set[str]]:
        return _grouped((row.id, {row.case_id}) for row in self.found[hearings.HEARINGS])

    @cached_property
    def witness(self) -> dict[str, set[str]]:
        return _grouped((row.id, {row.case_id}) for row in self.found[people.WITNESSES])

    def stop(self, row: Any) -> set[str]:
        """What was stopped about one witness concerns that witness's case alone."""
        known = self.contact[row.contact_id]
        return known if row.witness_id is None else known & self.witness[row.witness_id]

    def marker(self, row: Any) -> set[str]:
        """Whoever is missing is so in each of their cases; of nothing else that is marked does another case hear."""
        return {row.case_id} | (self.person[row.person_id] if row.kind == MarkerKind.MISSING.value else set())


def _grouped(pairs: Iterable[tuple[str, set[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, case_ids in pairs:
        found[key] |= case_ids
    return found


# The others have a column that names their case.
WHOSE: dict[CaseQuery, Callable[[_Whose, Any], set[str]]] = {
    people.PEOPLE: lambda whose, row: whose.person[row.id],
    people.AVOIDED: lambda whose, row: whose.person[row.person_id],
    calendars.CHOICES: lambda whose, row: whose.person[row.person_id],
    travel.PLACES: lambda whose, row: whose.household[row.of_id],
    travel.CARE: lambda whose, row: whose.household[row.household_id],
    contact.CONTACTS: lambda whose, row: whose.person[row.person_id],
    contact.CONTACT_STEPS: lambda whose, row: whose.contact[row.contact_id],
    stops.STOPS: _Whose.stop,
    markers.MARKERS_AROUND: _Whose.marker,
    hearings.REVISIONS: lambda whose, row: whose.hearing[row.hearing_id],
}


def facts_of_many(connection: Connection, case_ids: Sequence[str]) -> dict[str, AtHand]:
    """Give, for each case, what `CASE_FACTS` brings of it, and its safe-contact records, in two statements for all."""
    found = CASE_FACTS.of_many(connection, case_ids)
    contact_rows = contact.CONTACTS.rows_of_many(connection, case_ids)
    whose = _Whose(found, contact_rows)
    shared: dict[str, dict[CaseQuery, list[Any]]] = {
        case_id: {query: [] for query in (*found, contact.CONTACTS)} for case_id in case_ids
    }
    for query, rows in (*found.items(), (contact.CONTACTS, contact_rows)):
        cases_of = WHOSE.get(query)
        for row in rows:
            about = {row.case_id} if cases_of is None else cases_of(whose, row)
            for case_id in about & shared.keys():
                shared[case_id][query].append(row)
    return dict(shared)
