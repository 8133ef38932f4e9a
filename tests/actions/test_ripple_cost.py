"""What accepting a change costs the database: few statements for each table, however many cases there are."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from tests.worlds import TRIAL, World, a_record, a_world
from witness.actions.hearings import accept, propose_by_hand, undo
from witness.actions.messages import deliver_due
from witness.actions.reconcile import put_right
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import Case, Track
from witness.domain.contact import Channel
from witness.domain.evidence import EventState, EvidenceEvent, Side
from witness.domain.hearings import Hearing, HearingKind, HearingState, Revision
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store import Desk, Store

MOST_FOR_ONE_TABLE = 12
PLANNED_AT = datetime(2026, 11, 9, 9, tzinfo=UTC)
TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?([a-z_]+)\"?", re.IGNORECASE)
NO_TABLES = frozenset({"of", "set", "pragma"})


@contextmanager
def counting(store: Store) -> Iterator[Counter[str]]:
    """Count the statements that name each table while this is open; many rows sent at once are one statement."""
    counted: Counter[str] = Counter()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.update(tables_of(statement))

    engine = store._engine  # noqa: SLF001
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(engine, "before_cursor_execute", note)


def tables_of(statement: str) -> set[str]:
    return {name.lower() for name in TABLE.findall(statement)} - NO_TABLES


@pytest.fixture
def world(live: Kit) -> World:
    """3 witnesses with 8 records of how to reach their families, and 40 things planned beside messages and tasks."""
    made = a_world(live)
    with live.store.changing() as desk:
        witnesses = [made.witness, *(a_sibling(desk, made, number) for number in (2, 3))]
        for number in range(6):
            a_carer(desk, made, number)
        for witness in witnesses:
            plan(desk, made, witness)
        put_right(desk, made.case, live.rules(), now=live.clock.now())
    deliver_due(live.store, live.post(), worker="w", limit=50)
    return made


def a_sibling(desk: Desk, world: World, number: int) -> str:
    child, witness = new_id(), new_id()
    desk.people.add(Person(child, "home", f"Child {number} Farah", f"{number}.F.", date(2013, 1, number)))
    desk.people.give_part(world.case, CasePart(child, Part.WITNESS))
    desk.people.give_part(world.case, CasePart(world.mother, Part.PARENT_CARER, "mother", child))
    desk.people.add_witness(world.case, Witness(witness, child, f"W{number}", Requirement.WARNED))
    desk.evidence.expect(world.case, EvidenceEvent(new_id(), witness, world.hearing, EventState.EXPECTED))
    return witness


def a_carer(desk: Desk, world: World, number: int) -> None:
    person = new_id()
    desk.people.add(Person(person, "home", f"Carer {number} Farah", f"C{number}.F.", date(1980, 1, 1)))
    desk.people.give_part(world.case, CasePart(person, Part.PARENT_CARER, "carer", world.child))
    desk.contacts.add(a_record(new_id(), person, Channel.SMS, f"+4477009002{number:02}", {}))


def plan(desk: Desk, world: World, witness: str) -> None:
    def steps(on: date) -> tuple[PlanStep, ...]:
        return (PlanStep(PlanState.CONFIRMED, PLANNED_AT, on, time(8), of_revision=1),)

    day = TRIAL.on
    assert day is not None
    desk.plans.add_visits(
        world.case,
        [
            Visit(new_id(), witness, kind, Place.HOME, 60, world.hearing, None, steps(date(2026, 11, 26)))
            for kind in VisitKind
        ][:5],
    )
    desk.plans.add_trips(
        world.case,
        [
            Trip(new_id(), way, Mode.TAXI, PickUp.HOME, (world.child,), world.hearing, None, None, steps(day))
            for way in Direction
        ],
    )
    desk.plans.add_bookings(
        world.case,
        [Booking(new_id(), witness, kind, world.hearing, Side.COURT, None, steps(day)) for kind in BookingKind][:7],
    )


def beside(kit: Kit, world: World, cases: int) -> None:
    """Put further cases into the database, each with a hearing."""
    olu, numbers = world.viewers["olu"], count(1)
    with kit.store.changing() as desk:
        for _ in range(cases):
            case_id, number = new_id(), next(numbers)
            desk.cases.add(
                Case(
                    case_id, f"WS-25-{number:03}", Track.CROWN, olu.team_id, olu.account_id, None, "429",
                    date(2026, 1, 12), "", "",
                )
            )  # fmt: skip
            revision = Revision(1, HearingState.LISTED, TRIAL, "Notice", PLANNED_AT, PLANNED_AT)
            desk.hearings.add(Hearing(new_id(), case_id, HearingKind.TRIAL, (revision,)))


def accepted(kit: Kit, world: World, on: date) -> Any:
    proposal = propose_by_hand(
        kit.store, world.hearing, replace(TRIAL, on=on), heard_from="call", asking=world.asking("olu", kit)
    )
    return accept(kit.store, proposal, reason="", rules=kit.rules(), asking=world.asking("olu", kit))


@pytest.mark.parametrize("others", [0, 199])
def test_accepting_a_change_takes_few_statements_for_each_table_whatever_else_there_is(
    live: Kit, world: World, others: int, capsys: pytest.CaptureFixture[str]
) -> None:
    beside(live, world, others)
    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    items = len(picture.visits) + len(picture.trips) + len(picture.bookings)
    assert (len(picture.witnesses), len(picture.contacts)) == (3, 8)
    assert items >= 40
    proposal = propose_by_hand(
        live.store,
        world.hearing,
        replace(TRIAL, on=date(2026, 11, 24)),  # tomorrow: every task there can be
        heard_from="call",
        asking=world.asking("olu", live),
    )

    with counting(live.store) as counted:
        done = accept(live.store, proposal, reason="", rules=live.rules(), asking=world.asking("olu", live)).put_right

    with capsys.disabled():
        figures = ", ".join(f"{table} {number}" for table, number in sorted(counted.items()))
        print(f"\n{1 + others} cases, {items} items, {done}: {figures}")  # noqa: T201
    assert done.items >= 20
    assert done.planned >= 8
    assert counted["plan_step"]
    assert counted["message"]
    assert counted["task"]
    assert {table: number for table, number in counted.items() if number > MOST_FOR_ONE_TABLE} == {}


def test_undoing_it_takes_few_statements_too(live: Kit, world: World) -> None:
    accepted(live, world, date(2026, 12, 7))

    with counting(live.store) as counted:
        undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))

    assert max(counted.values()) <= MOST_FOR_ONE_TABLE


def test_a_statement_for_each_row_would_be_found_out(live: Kit, world: World) -> None:
    """What the figure is for: the same steps kept one by one."""
    with live.store.changing() as desk, counting(live.store) as counted:
        for kind in [kind for kind in BookingKind if kind is not BookingKind.SECOND_ADULT] * 2:
            step = PlanStep(PlanState.NEEDED, PLANNED_AT, date(2026, 12, 1), None, of_revision=1)
            booking = Booking(new_id(), world.witness, kind, world.hearing, Side.COURT, None, (step,))
            desk.plans.add_bookings(world.case, [booking])

    assert counted["plan_step"] > MOST_FOR_ONE_TABLE
