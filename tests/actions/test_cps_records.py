"""A prosecutor records what the court decided, through a gate that lets nothing else of a case be changed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.worlds import World, a_world
from witness.actions.cps_records import record_certificate, record_decision, record_requirement
from witness.actions.evidence import Whom
from witness.actions.measures import Progress, set_measure
from witness.actions.witnesses import require
from witness.domain.cps_records import Heard, Party
from witness.domain.errors import NotFound, Refused
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.people import Requirement, RequirementStep
from witness.kit import Kit
from witness.questions.readiness import case_readiness

LINK, SCREENS = MeasureKind.LIVE_LINK, MeasureKind.SCREEN


def decide(live: Kit, world: World, who: str, state: MeasureState, kind: MeasureKind = SCREENS) -> None:
    whom, asking = Whom(world.case, world.witness), world.asking(who, live)
    record_decision(live.store, whom, Progress(kind, state), Heard.ORDER, rules=live.rules(), asking=asking)


def warn(live: Kit, world: World, who: str, to: Requirement) -> None:
    whom, asking = Whom(world.case, world.witness), world.asking(who, live)
    record_requirement(live.store, whom, to, asking.at, Heard.HEARING, rules=live.rules(), asking=asking)


def file(live: Kit, world: World, who: str) -> None:
    asking = world.asking(who, live)
    record_certificate(live.store, world.case, Party.PROSECUTION, asking.at, asking=asking)


def test_what_a_prosecutor_records_stands_in_the_case_with_who_recorded_it(live: Kit) -> None:
    world = a_world(live)
    decide(live, world, "leigh", MeasureState.PARTLY)
    warn(live, world, "leigh", Requirement.STOOD_DOWN)
    file(live, world, "leigh")

    with live.store.reading() as desk:
        screens = next(m for m in desk.evidence.measures_of(world.case) if m.kind is SCREENS)
        (witness,) = desk.people.witnesses_of_case(world.case)
        history = [(h.words, h.by_name) for h in desk.cases.history(world.case)]
    found = case_readiness(live.store, world.case, rules=live.rules(), asking=world.asking("leigh", live))
    assert (screens.state, screens.steps[-1].source) == (MeasureState.PARTLY, "the CPS: the court's order")
    assert witness.requirement is Requirement.STOOD_DOWN
    assert ("The prosecution’s certificate of trial readiness was filed.", "Leigh Garner") in history
    assert found.certificates == (("prosecution", found.as_at.date()),)


@pytest.mark.parametrize(
    "record",
    [
        lambda live, world, who: decide(live, world, who, MeasureState.GRANTED),
        lambda live, world, who: warn(live, world, who, Requirement.STOOD_DOWN),
        file,
    ],
    ids=["decision", "warning", "certificate"],
)
def test_nobody_else_records_as_a_prosecutor(lite: Kit, record: Callable[[Kit, World, str], None]) -> None:
    world = a_world(lite)
    for who in ("lena", "otis", "olu", "ada"):
        with pytest.raises(NotFound):
            record(lite, world, who)
    record(lite, world, "leigh")


def test_a_prosecutor_records_nothing_but_decisions_and_never_by_the_officers_way(lite: Kit) -> None:
    world = a_world(lite)
    whom, asking, rules = Whom(world.case, world.witness), world.asking("leigh", lite), lite.rules()
    with pytest.raises(Refused, match="granted, granted in part or refused"):
        decide(lite, world, "leigh", MeasureState.TOLD, LINK)
    with pytest.raises(Refused, match="warned or stood down"):
        warn(lite, world, "leigh", Requirement.RELEASED)
    with pytest.raises(Refused, match="has not come yet"):
        record_certificate(lite.store, world.case, Party.DEFENCE, datetime(2027, 1, 1, tzinfo=UTC), asking=asking)
    with pytest.raises(NotFound):
        set_measure(lite.store, whom, Progress(SCREENS, MeasureState.GRANTED), rules=rules, asking=asking)
    with pytest.raises(NotFound):
        require(lite.store, whom, RequirementStep(Requirement.STOOD_DOWN, asking.at), rules=rules, asking=asking)
