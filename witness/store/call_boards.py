"""Rows for the call list: who has to be rung and why, on which phone, and what was tried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from witness.domain.access import Deed, Viewer
from witness.domain.people import DatesToAvoid, Part, Person
from witness.domain.tasks import FOR_A_VOICE, TaskKind
from witness.store.access import visible_to
from witness.store.bare_pictures import avoided_by
from witness.store.hearings import newest_revision
from witness.store.message_boards import EVERYTHING, MOST_ROWS, Sieve, sifted_people
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.people import CasePersonRow, PersonRow
from witness.store.tables.tasks import TaskRow
from witness.store.tasks import Task, task_of


@dataclass(frozen=True, slots=True)
class CallLine:
    """A task that asks for a voice. hearing_on: the last day that it is about, None when none is known."""

    task: Task
    case_ref: str
    initials: str
    language: str
    owner_name: str
    hearing_on: date | None


@dataclass(frozen=True, slots=True)
class CaseHome:
    """The people of a case without their names, and their days off: what the gate asks beside a record."""

    people: tuple[Person, ...]
    availability: tuple[DatesToAvoid, ...]


class CallBoards:
    """The drawer of rows for the call list."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def calls(self, viewer: Viewer, *, sieve: Sieve = EVERYTHING) -> tuple[CallLine, ...]:
        """Give the open tasks that ask for a voice, the most urgent first."""
        rows = self._connection.execute(
            select(
                TaskRow,
                CaseRow.ref,
                PersonRow.initials,
                PersonRow.language,
                AccountRow.name.label("owner_name"),
                func.coalesce(RevisionRow.until_day, RevisionRow.on_day).label("hearing_on"),
            )
            .join(CaseRow, CaseRow.id == TaskRow.case_id)
            .join(AccountRow, AccountRow.id == TaskRow.owner_id)
            .join(PersonRow, PersonRow.id == TaskRow.person_id)
            .outerjoin(HearingRow, HearingRow.id == TaskRow.hearing_id)
            .outerjoin(RevisionRow, newest_revision())
            .where(*_for_a_voice(viewer, sieve))
            .order_by(TaskRow.due_at, TaskRow.id)
            .limit(2 * MOST_ROWS)
        )
        return tuple(CallLine(task_of(r), r.ref, r.initials, r.language, r.owner_name, r.hearing_on) for r in rows)

    def count_people(self, viewer: Viewer, *, sieve: Sieve = EVERYTHING) -> int:
        """Count the people whom those tasks are about, each once for a case. A phone to be checked alone is none."""
        who = (
            select(TaskRow.case_id, TaskRow.person_id)
            .join(CaseRow, CaseRow.id == TaskRow.case_id)
            .join(PersonRow, PersonRow.id == TaskRow.person_id)
            .where(*_for_a_voice(viewer, sieve), TaskRow.kind != TaskKind.CHECK_CONTACT.value)
            .distinct()
            .subquery()
        )
        return self._connection.execute(select(func.count()).select_from(who)).scalar_one()

    def homes(self, case_ids: Iterable[str]) -> dict[str, CaseHome]:
        """Give, for each case, its people and their days off, in two statements."""
        people: dict[str, tuple[Person, ...]] = {}
        rows = self._connection.execute(
            select(CasePersonRow.case_id, PersonRow.id, PersonRow.household_id, PersonRow.initials, PersonRow.language)
            .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
            .where(CasePersonRow.case_id.in_(sorted(set(case_ids))))
            .distinct()
            .order_by(PersonRow.id)
        )
        for r in rows:
            person = Person(r.id, r.household_id, "", r.initials, None, r.language)
            people[r.case_id] = (*people.get(r.case_id, ()), person)
        avoided = avoided_by(self._connection, people)
        return {case_id: CaseHome(found, avoided.get(case_id, ())) for case_id, found in people.items()}

    def called(self, case_ids: Iterable[str]) -> dict[tuple[str, str], str]:
        """Say who parents and carers are without naming them: "J.F.'s mother"; by case and person."""
        child = aliased(PersonRow)
        rows = self._connection.execute(
            select(CasePersonRow.case_id, CasePersonRow.person_id, CasePersonRow.relation, child.initials)
            .join(child, child.id == CasePersonRow.for_person_id)
            .where(CasePersonRow.case_id.in_(sorted(set(case_ids))), CasePersonRow.part == Part.PARENT_CARER.value)
            .order_by(CasePersonRow.case_id, CasePersonRow.person_id, CasePersonRow.for_person_id)
        )
        found: dict[tuple[str, str], str] = {}
        for r in rows:
            found.setdefault((r.case_id, r.person_id), f"{r.initials}'s {r.relation or 'carer'}")
        return found


def _for_a_voice(viewer: Viewer, sieve: Sieve):  # type: ignore[no-untyped-def]
    """Of somebody's own: what they own, and what is given to them on a colleague's case."""
    own = (
        [] if sieve.owner_id is None else [or_(CaseRow.owner_id == sieve.owner_id, TaskRow.owner_id == sieve.owner_id)]
    )
    return (
        TaskRow.state == "open",
        TaskRow.kind.in_([kind.value for kind in FOR_A_VOICE]),
        and_(TaskRow.person_id.is_not(None), CaseRow.closed_on.is_(None)),
        visible_to(viewer, Deed.SEE_CASE),
        *own,
        *sifted_people(Sieve(find=sieve.find)),
    )
