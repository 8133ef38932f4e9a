"""What is read together of a case is, for every question, what that question alone would have brought."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, select

from tests.live import a_live_kit
from tests.worlds import World, a_world, another_case
from witness.domain.markers import Marker, MarkerKind, Said
from witness.domain.people import CasePart, Part, Requirement, Witness
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store.case_facts import CASE_FACTS
from witness.store.engine import open_engine
from witness.store.evidence import NEEDS
from witness.store.people import PARTS, PEOPLE
from witness.store.tables.cases import CaseRow
from witness.store.tables.people import CasePersonRow
from witness.store.together import CaseQuery, Together, of_one_case


def as_said(rows: Any) -> list[dict[str, Any]]:
    return [row._asdict() for row in rows]


def alone(connection: Connection, query: CaseQuery, case_id: str) -> list[dict[str, Any]]:
    return as_said(query.rows(connection, case_id))


@pytest.fixture
def demo(demo_url: str) -> Iterator[Connection]:
    """A connection to the demo world."""
    engine = open_engine(demo_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.xdist_group("the demo world")
def test_every_question_about_every_case_brings_together_what_it_brings_alone(demo: Connection) -> None:
    brought: Counter[CaseQuery] = Counter()
    for case_id in demo.execute(select(CaseRow.id).order_by(CaseRow.ref)).scalars().all():
        for query, rows in CASE_FACTS.of_case(demo, case_id).items():
            assert as_said(rows) == alone(demo, query, case_id)
            brought[query] += len(rows)

    assert [str(query.asked) for query in CASE_FACTS.queries if not brought[query]] == []


@pytest.mark.xdist_group("the demo world")
def test_of_many_cases_together_each_picture_is_what_it_is_alone(demo_url: str) -> None:
    kit = a_live_kit(demo_url)
    with kit.store.reading() as desk:
        case_ids = [case_id for case_id in desk.cases.open_ids()][:60]
        together = desk.cases.pictures(case_ids)
        for case_id in case_ids:
            assert together[case_id] == desk.cases.known_picture(case_id)
    kit.store.close()

    assert list(together) == case_ids
    assert len(case_ids) > 30


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def test_rows_come_in_the_order_of_their_own_question_and_of_no_other(live: Kit, world: World) -> None:
    there = of_one_case(CasePersonRow, CasePersonRow.person_id)
    back = of_one_case(CasePersonRow, CasePersonRow.person_id.desc())
    together = Together(back, PEOPLE, NEEDS, there)

    with live.store._engine.connect() as connection:  # noqa: SLF001
        found = together.of_case(connection, world.case)
        parts = alone(connection, PARTS, world.case)

    in_turn = [row.person_id for row in found[there]]
    assert in_turn == sorted(part["person_id"] for part in parts)
    assert len(in_turn) > 1
    assert [row.person_id for row in found[back]] == in_turn[::-1]


def test_of_a_case_that_is_not_there_every_question_brings_nothing(live: Kit, world: World) -> None:
    with live.store._engine.connect() as connection:  # noqa: SLF001
        assert not any(CASE_FACTS.of_case(connection, "nobody").values())


def test_what_two_cases_share_is_told_to_both_and_what_is_of_one_to_that_one(live: Kit, world: World) -> None:
    at = live.clock.now()
    other = another_case(live, world, 1, number="+447700900124")
    with live.store.changing() as desk:
        # The child of one case is a witness in the other too; is missing by the first, and fears somebody by it.
        desk.people.give_part(other.case, CasePart(world.child, Part.WITNESS))
        desk.people.add_witness(other.case, Witness(new_id(), world.child, "W2", Requirement.WARNED))
        kinds = (MarkerKind.MISSING, MarkerKind.THREAT)
        desk.markers.add(world.case, [Marker(new_id(), world.witness, kind, Said.YES, at.date(), at) for kind in kinds])
        both = desk.cases.pictures((other.case, world.case, "nobody"))
        alone_of = {case_id: desk.cases.known_picture(case_id) for case_id in (other.case, world.case)}

    assert list(both.items()) == list(alone_of.items())
    assert [m.kind for _, m in both[other.case].markers_elsewhere] == [MarkerKind.MISSING]
    assert (len(both[world.case].markers), len(both[other.case].markers)) == (2, 0)
    with live.store.reading() as desk:
        assert desk.cases.pictures(()) == {}


def test_a_case_brings_nothing_of_another(live: Kit, world: World) -> None:
    another_case(live, world, 1, household="elsewhere")

    with live.store._engine.connect() as connection:  # noqa: SLF001
        found = CASE_FACTS.of_case(connection, world.case)

    assert {row.case_id for row in found[PARTS]} == {world.case}
    assert {row.id for row in found[PEOPLE]} == {world.child, world.mother}
