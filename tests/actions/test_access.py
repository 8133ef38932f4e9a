"""Conflicts of interest, and people who go to another team: what is shut at once, what goes where, what they keep."""

from datetime import date, timedelta

import pytest

from tests.live import MONDAY
from tests.worlds import World, a_world, another_case
from witness.actions.conflicts import confirm_named, decide, declare, enter
from witness.actions.handovers import offer
from witness.actions.movers import move
from witness.domain.access import Deed, Tie
from witness.domain.conflicts import Closeness, ConflictState
from witness.domain.errors import NotFound, Refused
from witness.domain.plans import PlanState, PlanStep
from witness.domain.staffing import OnCall
from witness.domain.tasks import TaskKind
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit


def id_of(world: World, who: str) -> str:
    return world.viewers[who].account_id


def sees(kit: Kit, world: World, who: str) -> bool:
    with kit.store.reading() as desk:
        account = desk.accounts.get(id_of(world, who))
        return world.case in desk.access.visible_case_ids(account.viewer, Deed.SEE_CASE)


def plan_visit(kit: Kit, world: World, leads: str, second: str | None = None) -> str:
    step = PlanStep(PlanState.CONFIRMED, kit.clock.now(), date(2026, 11, 26))
    visit = Visit(
        new_id(), world.witness, VisitKind.COURT_VISIT, Place.COURT, 60, None, id_of(world, leads), (step,),
        second_id=None if second is None else id_of(world, second),
    )  # fmt: skip
    with kit.store.changing() as desk:
        desk.plans.add_visits(world.case, [visit])
    return visit.visit_id


def owners(kit: Kit, world: World) -> tuple[str, list[str | None], list[str | None]]:
    with kit.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    return picture.case.owner_id, [v.officer_id for v in picture.visits], [v.second_id for v in picture.visits]


def conflict_of(kit: Kit, world: World):  # type: ignore[no-untyped-def]
    with kit.store.reading() as desk:
        (line,) = desk.conflicts.standing_of(world.viewers["mo"])
    return line.conflict


def test_an_owner_who_declares_is_shut_out_and_a_manager_has_all_that_was_theirs(live: Kit) -> None:
    world = a_world(live)
    plan_visit(live, world, "olu")
    offer(live.store, world.case, id_of(world, "olivia"), asking=world.asking("olu", live))

    declare(live.store, world.case, Closeness.NEAR, rules=live.rules(), asking=world.asking("olu", live))

    mo = id_of(world, "mo")
    assert not sees(live, world, "olu")
    assert owners(live, world)[:2] == (mo, [mo])
    with live.store.reading() as desk:
        open_tasks = desk.tasks.open_of_case(world.case)
        assert {task.owner_id for task in open_tasks} <= {mo, id_of(world, "olivia")}
        (look,) = [task for task in open_tasks if task.kind is TaskKind.CONFLICT]
        assert desk.handovers.open_of(world.case) is None
        history = " ".join(line.words + line.by_name for line in desk.cases.history(world.case, 3))
    assert look.words.startswith("Olu Adeyemi must not have this case any more, and it is yours")
    assert "near" not in look.words + history.casefold()
    assert "A colleague declared a conflict of interest" in history
    assert "Olu" not in "".join(line for line in history.split(".") if "conflict" in line)


def test_a_colleague_leaves_their_visits_to_the_owner(lite: Kit) -> None:
    world = a_world(lite)
    plan_visit(lite, world, "olivia")
    plan_visit(lite, world, "olu", second="olivia")

    enter(
        lite.store, world.case, id_of(world, "olivia"), Closeness.RELATED, rules=lite.rules(),
        asking=world.asking("mo", lite),
    )  # fmt: skip

    olu = id_of(world, "olu")
    assert not sees(lite, world, "olivia")
    assert owners(lite, world) == (olu, [olu, olu], [None, None])
    with pytest.raises(NotFound):  # whoever entered it does not lift it
        decide(
            lite.store, conflict_of(lite, world).conflict_id, ConflictState.LIFTED, rules=lite.rules(),
            asking=world.asking("mo", lite),
        )  # fmt: skip


def test_a_mistake_is_lifted_by_a_manager_and_by_nobody_else(lite: Kit) -> None:
    world = a_world(lite)
    declare(lite.store, world.case, Closeness.KNOWS, rules=lite.rules(), asking=world.asking("olivia", lite))
    name = conflict_of(lite, world).conflict_id

    for who in ("olivia", "olu", "otis"):
        with pytest.raises(NotFound):
            decide(lite.store, name, ConflictState.LIFTED, rules=lite.rules(), asking=world.asking(who, lite))
    decide(lite.store, name, ConflictState.LIFTED, rules=lite.rules(), asking=world.asking("mo", lite))

    assert sees(lite, world, "olivia")
    with lite.store.reading() as desk:
        assert desk.conflicts.standing_of(world.viewers["mo"]) == ()
        assert [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.CONFLICT] == []


def test_a_mover_keeps_what_they_own_and_loses_the_rest_at_once(live: Kit) -> None:
    world = a_world(live)
    theirs = another_case(live, world, 1)
    plan_visit(live, world, "olivia")
    now = live.clock.now()
    olivia = id_of(world, "olivia")
    with live.store.changing() as desk:
        desk.access.tie(world.case, olivia, Tie.ASSIGNED, because="second officer", now=now)
        desk.access.tie(theirs.case, id_of(world, "otis"), Tie.EXCLUDED, because="knows them", now=now)
        desk.staffing.put_on_call(
            OnCall(new_id(), world.viewers["olivia"].team_id, olivia, MONDAY, MONDAY + timedelta(days=1)),
            by_id=None,
            now=now,
        )
    offer(live.store, theirs.case, olivia, asking=world.asking("olu", live))
    before = world.viewers["olivia"]

    moved = move(live.store, olivia, "Airedale", rules=live.rules(), now=now)
    owner = move(live.store, id_of(world, "olu"), "Airedale", rules=live.rules(), now=now)

    assert (moved.team_name, moved.still_theirs, moved.visits_passed_on) == ("Airedale", (), 1)
    assert owner.still_theirs == ("WS-26-014", "WS-26-101")
    assert not sees(live, world, "olivia")
    assert sees(live, world, "olu")
    assert owners(live, world)[1] == [id_of(world, "olu")]
    with live.store.reading() as desk:
        assert desk.accounts.get(olivia).generation == 2
        assert desk.staffing.rota_of(before.team_id, now) == ()
        assert desk.handovers.open_of(theirs.case) is None
    # What shut somebody out goes along with them, wherever they work.
    back = move(live.store, id_of(world, "otis"), "Calder", rules=live.rules(), now=now)
    assert sees(live, world, "otis")
    assert not sees(live, theirs, "otis")
    assert back.account.team_id == before.team_id


@pytest.mark.parametrize(("who", "team"), [("olu", "Nowhere"), ("olu", "CPS"), ("leigh", "Calder"), ("olu", "Calder")])
def test_nobody_is_moved_to_a_team_that_does_not_fit(lite: Kit, who: str, team: str) -> None:
    world = a_world(lite)

    with pytest.raises(Refused):
        move(lite.store, id_of(world, who), team, rules=lite.rules(), now=lite.clock.now())


def test_a_restriction_is_confirmed_each_quarter_and_never_opens_by_losing_its_last_name(lite: Kit) -> None:
    world = a_world(lite)
    olivia, mo = id_of(world, "olivia"), id_of(world, "mo")
    with lite.store.changing() as desk:
        for account in (olivia, mo):
            desk.access.tie(world.case, account, Tie.RESTRICTED_TO, because="known in town", now=lite.clock.now())

    confirm_named(lite.store, world.case, olivia, keeps=True, asking=world.asking("mo", lite))
    with pytest.raises(Refused, match="Another manager"):
        confirm_named(lite.store, world.case, mo, keeps=True, asking=world.asking("mo", lite))
    with pytest.raises(NotFound):
        confirm_named(lite.store, world.case, olivia, keeps=False, asking=world.asking("olu", lite))
    with lite.store.reading() as desk:
        named = {line.name: line.named.confirmed_in for line in desk.conflicts.named_in_restricted(world.viewers["mo"])}
    assert named == {"Olivia Birch": "2026-Q4", "Mo Ellis": ""}

    confirm_named(lite.store, world.case, olivia, keeps=False, asking=world.asking("mo", lite))
    assert not sees(lite, world, "olivia")
    with lite.store.changing() as desk:
        desk.access.take_from_restriction(world.case, mo, lite.clock.now())
    assert [sees(lite, world, who) for who in ("mo", "olivia", "olu")] == [False, False, True]
