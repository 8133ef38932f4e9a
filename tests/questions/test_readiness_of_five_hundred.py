"""Readiness of five hundred witnesses opens in six statements, and a question that asks once for each is found out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from tests.questions.counting import statements_of
from tests.worlds import COURT, World, a_world
from witness.domain.access import Deed
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.readiness import ReadinessBoard, readiness_board
from witness.store.tables.cases import CaseRow, ReferenceRow
from witness.store.tables.evidence import StandingRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.people import PersonRow, WitnessRow

CASES, WITNESSES_EACH, MOST_STATEMENTS = 100, 5, 6
KNOWN = datetime(2026, 9, 1, 9, tzinfo=UTC)
ITEM = {"what": "live_link", "state": "applied for, decision awaited", "whose": "cps", "by": "2026-11-25"}


def fill(kit: Kit, world: World) -> None:
    """Put 499 witnesses beside the one of the world: the rows of one bulk insert for each table."""
    rows: dict[Any, list[dict[str, Any]]] = {}
    with kit.store.changing() as desk:
        connection = desk._connection  # noqa: SLF001
        like = {
            kind: dict(connection.execute(kind.__table__.select()).mappings().first() or {})
            for kind in (CaseRow, ReferenceRow, PersonRow, WitnessRow, HearingRow, RevisionRow, StandingRow)
        }

        def add(kind: Any, **changes: Any) -> str:
            row = {**like[kind], **changes}
            rows.setdefault(kind, []).append(row)
            return str(row.get("id", ""))

        for number in range(CASES):
            ref, day = f"WS-27-{number:03}", date(2026, 11, 25) + timedelta(days=number % 10)
            case = add(CaseRow, id=new_id(), ref=ref)
            add(ReferenceRow, id=new_id(), case_id=case, value=f"T2027{number:04}", normalised=f"T2027{number:04}")
            hearing = add(HearingRow, id=new_id(), case_id=case)
            add(RevisionRow, id=new_id(), hearing_id=hearing, on_day=day, until_day=None, court_code=COURT)
            for nth in range(WITNESSES_EACH if number else WITNESSES_EACH - 1):
                person = add(PersonRow, id=new_id(), household_id=f"home-{number}")
                witness = add(WitnessRow, id=new_id(), case_id=case, person_id=person, label=f"W{nth + 1}")
                items = [ITEM | {"since": None, "missing": True}]
                add(
                    StandingRow,
                    witness_id=witness,
                    case_id=case,
                    hearing_id=hearing,
                    on_day=day,
                    verdict="not_ready",
                    items=items,
                    why_changed="",
                )
        for kind, values in rows.items():
            connection.execute(insert(kind), values)


def work(sent: list[str]) -> list[str]:
    """Leave out what only opens a transaction."""
    return [statement for statement in sent if not statement.startswith(("BEGIN", "PRAGMA"))]


def the_board(kit: Kit, world: World) -> ReadinessBoard:
    return readiness_board(kit.store, rules=kit.rules(), asking=world.asking("leigh", kit))


def once_for_each(kit: Kit, world: World) -> int:
    """Ask what a careless question would: the numbers of a case for each of its witnesses."""
    asking = world.asking("leigh", kit)
    with kit.store.board_for(asking, doing="readiness.read") as desk:
        found = desk.boards.standings(asking.viewer, Deed.SEE_READINESS)
        return len([desk.boards.references_of({line.standing.case_id}) for line in found])


def test_the_readiness_of_five_hundred_witnesses_opens_in_six_statements(lite: Kit) -> None:
    world = a_world(lite)
    the_board(lite, world)  # the first look of all begins the audit chain
    fill(lite, world)

    rules, asking = lite.rules(), world.asking("leigh", lite)
    with statements_of(lite.store) as ours:
        board = readiness_board(lite.store, rules=rules, asking=asking)
    with statements_of(lite.store) as careless:
        witnesses = once_for_each(lite, world)

    assert (len(board.lines), len(board.trials), witnesses) == (500, CASES + 1, 500)
    assert len(work(ours)) <= MOST_STATEMENTS, ours
    assert len(work(careless)) > witnesses > MOST_STATEMENTS
    assert {(trial.verdict, trial.ready_count) for trial in board.trials} == {("Not ready", 0)}
