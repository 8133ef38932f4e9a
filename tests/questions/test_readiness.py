"""Readiness as a liaison sees it: their own unit's cases, closed words only, few statements however many cases."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import Engine, event

from tests.live import TalkingClock
from tests.worlds import MAIL, MOBILE, TRIAL, World, _case, a_world
from witness.actions.reconcile import put_right
from witness.domain.access import Tie
from witness.domain.cases import Reference
from witness.domain.errors import NotFound
from witness.domain.evidence import Need, NeedKind, NeedState, Side
from witness.domain.hearings import Listing, Slot
from witness.domain.people import CasePart, Part
from witness.domain.readiness import Verdict
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.cases import case_story
from witness.questions.readiness import CaseReadiness, ReadinessBoard, case_readiness, readiness_board

SECRETS = ("Farah", "Jude", "Amina", "J.F.", "A.F.", MOBILE, MOBILE[3:], MAIL, "mother", "0113")


def board_for(live: Kit, world: World, who: str = "leigh", **wanted: Any) -> ReadinessBoard:
    return readiness_board(live.store, rules=live.rules(), asking=world.asking(who, live), **wanted)


def case_for(live: Kit, world: World, who: str = "leigh") -> CaseReadiness:
    return case_readiness(live.store, world.case, rules=live.rules(), asking=world.asking(who, live))


def look_again(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())


def leaves(kind: Any) -> Iterator[Any]:
    """Every plain type that a value of this type can be made of."""
    if dataclasses.is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from leaves(hint)
    elif get_args(kind):
        for part in get_args(kind):
            yield from leaves(part)
    else:
        yield kind


def names(kind: Any) -> set[str]:
    """Every field's name in a type and in the types that it is made of."""
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return set(hints).union(*(names(hint) for hint in hints.values()))
    return set().union(*(names(part) for part in get_args(kind)))


def test_a_liaison_sees_who_is_ready_what_is_missing_from_whom_and_by_when(live: Kit) -> None:
    world = a_world(live)

    (line,) = board_for(live, world).lines

    assert (line.witness, line.references, line.on) == ("W1", "T20267001, 13AB3456726", date(2026, 12, 1))
    assert (line.verdict, line.verdict_code, line.days_left) == ("Not ready", Verdict.NOT_READY, 6)
    link = next(item for item in line.missing if item.what == "live link")
    assert (link.state, link.whose, link.by) == (
        "granted, to be arranged at court, family not told",
        "court",
        date(2026, 11, 17),
    )
    assert link.is_late
    by = [item.by or date.max for item in line.missing]
    assert by == sorted(by)


def test_nobody_sees_a_case_of_another_unit_or_from_which_they_are_excluded(live: Kit) -> None:
    world = a_world(live)
    assert [len(board_for(live, world, who).lines) for who in ("leigh", "olu", "mo")] == [1, 1, 1]
    assert [len(board_for(live, world, who).lines) for who in ("lena", "otis", "ada")] == [0, 0, 0]

    with live.store.changing() as desk:
        leigh = world.viewers["leigh"].account_id
        desk.access.tie(world.case, leigh, Tie.EXCLUDED, because="knows the family", now=live.clock.now())

    assert board_for(live, world).lines == ()
    with pytest.raises(NotFound):
        case_for(live, world)


@pytest.mark.parametrize("kind", [ReadinessBoard, CaseReadiness])
def test_the_types_have_no_place_for_a_number_an_address_a_name_a_relation_or_a_note(kind: Any) -> None:
    plain = {str, int, bool, date, datetime, type(None), Ellipsis}

    assert {leaf for leaf in leaves(kind) if leaf not in plain and not issubclass(leaf, Enum)} == set()
    assert not names(kind) & {"name", "initials", "phone", "number", "address", "relation", "note", "called", "value"}


def test_nothing_of_a_family_comes_through_and_the_check_would_notice(lite: Kit) -> None:
    world = a_world(lite)

    shown = repr(board_for(lite, world)) + repr(case_for(lite, world))
    officers = repr(
        case_story(lite.store, world.case, rules=lite.rules(), wording=lite.wording, asking=world.asking("olu", lite))
    )

    assert [secret for secret in SECRETS if secret in shown] == []
    assert "mother" in officers


@pytest.mark.parametrize("typed", ["Jude Farah", "07700900123", "W1 (Jude)"])
def test_what_somebody_typed_in_place_of_a_label_or_a_number_is_not_shown(lite: Kit, typed: str) -> None:
    world = a_world(lite, references=(Reference("other", typed), Reference("t_number", "T20267001")))
    with lite.store.changing() as desk:
        witness = desk.people.witnesses_of_case(world.case)[0]
        _rename(desk, witness.witness_id, typed)

    shown = repr(board_for(lite, world)) + repr(case_for(lite, world))

    assert typed not in shown
    assert "T20267001" in shown


def _rename(desk: Any, witness_id: str, label: str) -> None:
    from sqlalchemy import update

    from witness.store.tables.people import WitnessRow

    desk._connection.execute(update(WitnessRow).where(WitnessRow.id == witness_id).values(label=label))  # noqa: SLF001


def test_twelve_cases_need_no_more_statements_than_one(lite: Kit) -> None:
    world = a_world(lite)
    board_for(lite, world)  # the first look of all begins the audit chain
    few = _statements(lite, world)
    with lite.store.changing() as desk:
        for number in range(11):
            more = World(*(new_id() for _ in range(8)), viewers=world.viewers)  # type: ignore[arg-type]
            _case(
                desk, more, {"ref": f"WS-26-1{number:02}", "references": (Reference("urn", f"13AB10000{number:02}"),)}
            )
            put_right(desk, more.case, lite.rules(), now=lite.clock.now())

    assert len(board_for(lite, world).lines) == 12
    assert _statements(lite, world) == few
    assert few <= 15


def _statements(lite: Kit, world: World) -> int:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    engine: Engine = lite.store._engine  # noqa: SLF001
    event.listen(engine, "before_cursor_execute", note)
    try:
        board_for(lite, world)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_week_that_is_given_by_its_first_day_stays_on_the_board_until_its_friday(live: Kit) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    world = a_world(live, slot=Slot(Listing.WEEK_COMMENCING, date(2026, 11, 23), court_code="429"))

    clock.at = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    look_again(live, world)
    assert [line.days_left for line in board_for(live, world).lines] == [0]

    clock.at = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert board_for(live, world).lines == ()


def test_what_changed_since_monday_is_counted_and_named_in_the_words_of_the_lists(live: Kit) -> None:
    world = a_world(live)
    assert board_for(live, world).changed_count == 0

    live.clock.forward(hours=1)
    with live.store.changing() as desk:
        need = Need(world.witness, NeedKind.COURT_VISIT, NeedState.DONE, Side.SUPPORT, date(2026, 11, 23))
        desk.evidence.put_need(world.case, need)
    look_again(live, world)

    board = board_for(live, world)
    assert (board.changed_count, board.lines[0].why_changed) == (1, "court visit: settled")
    (witness,) = case_for(live, world).witnesses
    assert witness.changed_at == live.clock.now()
    live.clock.forward(days=7)
    assert board_for(live, world).changed_count == 0


def test_many_changes_at_once_fit_into_the_column(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.people.give_part(world.case, CasePart(world.mother, Part.SUPPORTER, "", world.child))
        for kind in NeedKind:
            need = Need(world.witness, kind, NeedState.DONE, Side.SUPPORT, date(2026, 11, 23))
            desk.evidence.put_need(world.case, need)
    look_again(live, world)
    first = board_for(live, world).lines[0].why_changed

    with live.store.changing() as desk:
        for kind in NeedKind:
            need = Need(world.witness, kind, NeedState.NEEDED, Side.SUPPORT, date(2026, 11, 23))
            desk.evidence.put_need(world.case, need)
    look_again(live, world)

    assert first
    assert len(board_for(live, world).lines[0].why_changed) <= 200


def test_a_court_and_a_period_narrow_the_board(lite: Kit) -> None:
    world = a_world(lite, slot=replace(TRIAL, on=date(2026, 12, 18)))

    assert board_for(lite, world).lines == ()
    found = board_for(lite, world, weeks=4)
    assert len(found.lines) == 1
    assert board_for(lite, world, weeks=4, court=found.courts[0]).lines == found.lines
    assert board_for(lite, world, weeks=4, court="Elsewhere").lines == ()


def test_every_look_is_on_the_record(lite: Kit) -> None:
    world = a_world(lite)
    board_for(lite, world)
    case_for(lite, world)
    with pytest.raises(NotFound):
        case_for(lite, world, "lena")

    with lite.store.reading() as desk:
        looks = [(link.entry.deed, link.entry.outcome.value) for link in desk.audit.chain()]
    assert looks == [("readiness.read", "allowed"), ("readiness.case", "allowed"), ("readiness.case", "denied")]
