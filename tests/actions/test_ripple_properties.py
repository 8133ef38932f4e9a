"""Whatever a court does with a hearing, in a real database nothing left there speaks of a superseded date."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from tests.actions.ripple_case import plan, planned_items
from tests.domain.ripple_turns import TURNS, Turn, slot_of
from tests.live import MONDAY, TalkingClock
from tests.planned import superseded
from tests.worlds import World, a_world, another_case
from witness.actions import reconcile
from witness.actions.hearings import accept, propose_by_hand, undo
from witness.actions.messages import deliver_due
from witness.actions.reconcile import PutRight, put_right
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.hearings import HearingState, Listing
from witness.kit import Kit


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def take(kit: Kit, world: World, turn: Turn) -> None:
    """Do it as it is done in life. What is refused changes nothing."""
    asking = world.asking("olu", kit)
    if turn.what == "undo":
        undo(kit.store, world.hearing, rules=kit.rules(), asking=asking)
    elif turn.what in ("room", "doubt"):
        by_list(kit, world, turn)
    else:
        after = None if turn.what == "off" else slot_of(turn)
        proposal = propose_by_hand(kit.store, world.hearing, after, heard_from="call", asking=asking)
        accept(kit.store, proposal, reason="", rules=kit.rules(), asking=asking)


def by_list(kit: Kit, world: World, turn: Turn) -> None:
    with kit.store.changing() as desk:
        hearing = desk.hearings.get(world.hearing)
        assert hearing is not None
        state = HearingState.UNCONFIRMED if turn.what == "doubt" else hearing.now.state
        slot = replace(hearing.now.slot, room=str(turn.days))
        number, now = hearing.now.number + 1, kit.clock.now()
        revision = replace(hearing.now, number=number, state=state, slot=slot, recorded_at=now, undoes=None)
        desk.hearings.revise(world.hearing, revision)
        put_right(desk, world.case, kit.rules(), now=now)


def faults(kit: Kit, world: World, turns: list[Turn]) -> list[str]:
    clock = kit.clock
    assert isinstance(clock, TalkingClock)
    for turn in turns:
        clock.forward(minutes=turn.minutes)
        deliver_due(kit.store, kit.post(), worker="w", limit=50)
        try:
            take(kit, world, turn)
        except Refused:
            continue
        picture = picture_of(kit, world)
        found = list(superseded(picture, picture.hearing(world.hearing)))
        with kit.store.changing() as desk:
            again = put_right(desk, world.case, kit.rules(), now=clock.now())
        if again != PutRight(0, 0, 0) or planned_items(picture_of(kit, world)) != planned_items(picture):
            found.append(f"a second look changed {again}")
        if found:
            return found
    return []


@pytest.mark.trust
def test_nothing_in_the_database_speaks_of_a_superseded_date(live: Kit, full_size: bool) -> None:
    world, numbers = a_world(live), count(1)

    @settings(
        max_examples=150 if full_size else 8, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(TURNS)
    def holds(turns: list[Turn]) -> None:
        live.clock.at = MONDAY  # type: ignore[attr-defined]
        assert faults(live, a_case(live, world, next(numbers)), turns) == []

    holds()


def test_an_entry_is_taken_out_of_the_calendar_though_the_period_that_came_last_is_over(live: Kit) -> None:
    world = a_case(live, a_world(live), 1)
    turns = [
        Turn("date", 2, None, "429", Listing.FIXTURE, minutes=60),
        Turn("window", 2, None, "429", Listing.FIXTURE, minutes=1),
        Turn("off", 2, None, "429", Listing.FIXTURE, minutes=3000),
    ]

    assert faults(live, world, turns) == []


def test_a_version_that_forgets_the_rides_is_found_out(live: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., tuple] = reconcile.all_planned_after  # type: ignore[type-arg]

    def forgetful(*given: object, **named: object) -> tuple:  # type: ignore[type-arg]
        return tuple(change for change in real(*given, **named) if change.group.name != "TRIPS")

    monkeypatch.setattr(reconcile, "all_planned_after", forgetful)
    world = a_case(live, a_world(live), 1)
    moved = Turn("date", 40, 10, "429", Listing.FIXTURE, minutes=5)

    assert any("was planned for revision 1" in fault for fault in faults(live, world, [moved]))


def a_case(kit: Kit, world: World, number: int) -> World:
    """A case of its own in the same database, told its date, with one of everything planned."""
    made = another_case(kit, world, number)
    deliver_due(kit.store, kit.post(), worker="w", limit=50)
    with kit.store.changing() as desk:
        plan(desk, made, kit.clock.now())
    return made
