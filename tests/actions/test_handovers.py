"""A handover loses nothing: six things are looked at, and everything that was open goes along."""

from datetime import date

import pytest

from tests.live import MONDAY, TalkingClock
from tests.worlds import World, a_world
from witness.actions.accounts import disable
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.handovers import NotAllTicked, accept, decline, offer, withdraw
from witness.domain.access import Tie
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.handover import HandoverState, Tick
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.tasks import TaskKind
from witness.domain.visits import Place, Visit, VisitKind
from witness.kit import Kit

ALL = tuple(Tick)


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def id_of(world: World, who: str) -> str:
    return world.viewers[who].account_id


def offered(kit: Kit, world: World, to: str = "olivia", by: str = "olu") -> None:
    offer(kit.store, world.case, id_of(world, to), asking=world.asking(by, kit))


def take(kit: Kit, world: World, who: str = "olivia", ticked: tuple[Tick, ...] = ALL) -> None:
    accept(kit.store, world.case, ticked, rules=kit.rules(), asking=world.asking(who, kit))


def owner_of(kit: Kit, world: World) -> str:
    with kit.store.reading() as desk:
        case = desk.cases.get(world.case)
    assert case is not None
    return case.owner_id


def states(kit: Kit, world: World) -> list[HandoverState]:
    with kit.store.reading() as desk:
        return [handover.state for handover in desk.handovers.of_case(world.case)]


def a_visit(world: World, name: str, state: PlanState, officer: str) -> Visit:
    step = PlanStep(state, MONDAY, date(2026, 11, 26))
    return Visit(name * 26, world.witness, VisitKind.COURT_VISIT, Place.COURT, 60, None, id_of(world, officer), (step,))


def test_until_it_is_accepted_a_case_stays_where_it_is(live: Kit, world: World) -> None:
    offered(live, world)

    assert owner_of(live, world) == id_of(world, "olu")
    with live.store.reading() as desk:
        (line,) = desk.handovers.waiting_for(world.viewers["olivia"])
        assert (line.case_ref, line.from_name) == ("WS-26-014", "Olu Adeyemi")
        assert desk.handovers.waiting_for(world.viewers["olu"]) == ()


@pytest.mark.parametrize("missing", list(Tick))
def test_a_case_is_not_accepted_while_one_thing_has_not_been_looked_at(live: Kit, world: World, missing: Tick) -> None:
    offered(live, world)

    with pytest.raises(NotAllTicked) as refused:
        take(live, world, ticked=tuple(tick for tick in Tick if tick is not missing))

    assert refused.value.missing == (missing,)
    assert owner_of(live, world) == id_of(world, "olu")
    assert states(live, world) == [HandoverState.OFFERED]


def test_everything_that_is_open_goes_along_and_what_others_do_stays(live: Kit, world: World) -> None:
    now = live.clock.now()
    record_call(
        live.store,
        Call(world.case, world.mother, world.hearing, CallResult.WORRIED),
        rules=live.rules(),
        asking=world.asking("olu", live),
    )
    with live.store.changing() as desk:
        kept = Promise("k" * 26, "kept", id_of(world, "olu"), date(2026, 11, 1), now, None, now)
        desk.plans.promise(
            world.case, [Promise("p" * 26, "ring on Friday", id_of(world, "olu"), date(2026, 12, 1), now), kept]
        )
        visits = [
            a_visit(world, "a", PlanState.CONFIRMED, "olu"),
            a_visit(world, "b", PlanState.DONE, "olu"),
            a_visit(world, "c", PlanState.CONFIRMED, "mo"),
        ]
        desk.plans.add_visits(world.case, visits)
    offered(live, world)

    take(live, world)

    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
        tasks = desk.tasks.open_of_case(world.case)
        assert desk.cases.history(world.case)[0].words == "Handed over from Olu to Olivia."
        (handover,) = desk.handovers.of_case(world.case)
    assert picture is not None
    assert (picture.case.owner_id, picture.case.signed_as) == (id_of(world, "olivia"), "Olivia")
    assert TaskKind.WORRIED in {task.kind for task in tasks}
    assert {task.owner_id for task in tasks} == {id_of(world, "olivia")}
    assert {p.words: p.owner_id for p in picture.promises} == {
        "kept": id_of(world, "olu"),
        "ring on Friday": id_of(world, "olivia"),
    }
    leads = {visit.visit_id[0]: visit.officer_id for visit in picture.visits}
    assert leads == {"a": id_of(world, "olivia"), "b": id_of(world, "olu"), "c": id_of(world, "mo")}
    assert (handover.state, set(handover.ticked)) == (HandoverState.ACCEPTED, set(Tick))


def test_the_family_is_told_that_their_worker_changes(live: Kit, world: World) -> None:
    offered(live, world)
    take(live, world)

    with live.store.reading() as desk:
        tasks = [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.NEW_WORKER]
    assert [(t.person_id, t.owner_id, t.words) for t in tasks] == [
        (
            world.mother,
            id_of(world, "olivia"),
            "Ring J.F.'s mother: you have taken over from Olu. Agree how texts are signed",
        )
    ]


def test_only_the_one_who_was_asked_can_answer(live: Kit, world: World) -> None:
    offered(live, world)

    with pytest.raises(NotFound):
        take(live, world, "mo")
    with pytest.raises(NotFound):
        decline(live.store, world.case, asking=world.asking("mo", live))
    decline(live.store, world.case, asking=world.asking("olivia", live))

    assert states(live, world) == [HandoverState.DECLINED]
    assert owner_of(live, world) == id_of(world, "olu")
    with pytest.raises(NotFound):
        take(live, world)


def test_an_offer_can_be_taken_back_once(live: Kit, world: World) -> None:
    offered(live, world)
    withdraw(live.store, world.case, asking=world.asking("olu", live))

    with pytest.raises(SomebodyElseChangedThis):
        withdraw(live.store, world.case, asking=world.asking("olu", live))
    with pytest.raises(NotFound):
        take(live, world)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=1)
    offered(live, world, "mo")
    assert states(live, world) == [HandoverState.WITHDRAWN, HandoverState.OFFERED]


def test_a_case_waits_for_one_answer_at_a_time(live: Kit, world: World) -> None:
    offered(live, world)

    with pytest.raises(Refused, match="already"):
        offered(live, world, "mo")


@pytest.mark.parametrize("to", ["olu", "otis", "leigh", "ada"])
def test_a_case_goes_only_to_whoever_may_see_it(live: Kit, world: World, to: str) -> None:
    with pytest.raises(Refused, match="Choose somebody"):
        offered(live, world, to)


def test_somebody_who_is_excluded_is_never_offered_it_and_loses_an_offer(live: Kit, world: World) -> None:
    offered(live, world)
    with live.store.changing() as desk:
        desk.access.tie(world.case, id_of(world, "olivia"), Tie.EXCLUDED, because="x", now=live.clock.now())

    with live.store.reading() as desk:
        assert desk.handovers.waiting_for(world.viewers["olivia"]) == ()
    with pytest.raises(NotFound):
        take(live, world)


def test_a_colleague_cannot_give_away_what_is_not_theirs_and_a_manager_can(live: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        offered(live, world, "mo", by="olivia")
    offered(live, world, "olivia", by="mo")
    with pytest.raises(NotFound):
        withdraw(live.store, world.case, asking=world.asking("olivia", live))
    take(live, world)

    assert owner_of(live, world) == id_of(world, "olivia")


def test_an_account_is_not_closed_while_a_case_has_nobody_else(live: Kit, world: World) -> None:
    with pytest.raises(Refused, match="still owns an open case.*people cases olu@support.example"):
        disable(live.store, id_of(world, "olu"), now=live.clock.now())
    offered(live, world)
    with pytest.raises(Refused, match="accepted first"):
        disable(live.store, id_of(world, "olu"), now=live.clock.now())
    take(live, world)

    disable(live.store, id_of(world, "olu"), now=live.clock.now())
