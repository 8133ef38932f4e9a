"""A step of a special measure: kept for good, refused in words, and put right at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.worlds import World, a_world
from witness.actions.evidence import Whom
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.measures import Progress, set_basis, set_measure
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Listing, Slot
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit

LINK, S = MeasureKind.LIVE_LINK, MeasureState
ELEVENTH = Slot(Listing.FIXTURE, date(2026, 12, 11), None, None, "")


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def record(kit: Kit, world: World, state: MeasureState, who: str = "olu", **changes: object) -> None:
    made = replace(Progress(LINK, state), **changes)  # type: ignore[arg-type]
    whom = Whom(world.case, world.witness)
    set_measure(kit.store, whom, made, rules=kit.rules(), asking=world.asking(who, kit))


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def link_of(kit: Kit, world: World) -> Measure:
    return next(m for m in picture_of(kit, world).measures if m.kind is LINK)


def open_tasks(kit: Kit, world: World) -> list[str]:
    with kit.store.reading() as desk:
        return [t.words for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.LAPSE]


def test_each_step_is_added_and_the_older_ones_stay(live: Kit, world: World) -> None:
    yesterday = live.clock.now() - timedelta(days=1)
    record(live, world, S.ARRANGED, at=yesterday, source="list office")
    record(live, world, S.TOLD, basis=Basis.S17)

    link = link_of(live, world)
    assert [(s.state, s.source) for s in link.steps] == [
        (S.GRANTED, ""),
        (S.ARRANGED, "list office"),
        (S.TOLD, ""),
    ]
    assert (link.state, link.since, link.basis) == (S.TOLD, date(2026, 11, 23), Basis.S17)
    with live.store.reading() as desk:
        history = [happening.words for happening in desk.cases.history(world.case)]
    assert "W1, live link: family told." in history
    assert not any("list office" in words for words in history)


def test_a_measure_nobody_recorded_begins_with_its_first_step(live: Kit, world: World) -> None:
    record(live, world, S.VIEWS, kind=MeasureKind.SCREEN)

    screen = next(m for m in picture_of(live, world).measures if m.kind is MeasureKind.SCREEN)
    assert [s.state for s in screen.steps] == [S.VIEWS]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": S.ASKED}, "It cannot become"),
        ({"state": S.ARRANGED, "at": datetime(2026, 11, 24, tzinfo=UTC)}, "That day has not come yet"),
        ({"state": S.ARRANGED, "at": datetime(2026, 9, 1, tzinfo=UTC)}, "The last step was on Thu 1 Oct"),
        ({"state": S.TESTED, "kind": MeasureKind.SCREEN}, "Nothing is recorded of the screen yet"),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(
    live: Kit, world: World, changes: dict[str, object], words: str
) -> None:
    before = picture_of(live, world).measures

    with pytest.raises(Refused, match=words):
        record(live, world, **changes)  # type: ignore[arg-type]

    assert picture_of(live, world).measures == before


def test_a_case_that_is_not_theirs_does_not_exist_for_them(live: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        record(live, world, S.ARRANGED, "otis")
    with pytest.raises(NotFound):
        set_basis(
            live.store,
            Whom(world.case, world.witness),
            MeasureKind.AIDS,
            Basis.S17,
            rules=live.rules(),
            asking=world.asking("olu", live),
        )


def turns_eighteen_on(kit: Kit, world: World, birthday: date) -> World:
    """Another witness of the case, W2, who turns 18 on a day and has a live link."""
    person_id, witness_id = new_id(), new_id()
    with kit.store.changing() as desk:
        desk.people.add(Person(person_id, "home", "Sami Farah", "S.F.", birthday.replace(year=birthday.year - 18)))
        desk.people.give_part(world.case, CasePart(person_id, Part.WITNESS))
        desk.people.add_witness(world.case, Witness(witness_id, person_id, "W2", Requirement.WARNED))
        desk.evidence.expect(world.case, EvidenceEvent(new_id(), witness_id, world.hearing, EventState.EXPECTED))
        desk.evidence.put_measure(world.case, Measure(witness_id, LINK, S.GRANTED, date(2026, 10, 1), Basis.AGE))
    return replace(world, witness=witness_id)


def test_a_date_that_moves_past_the_birthday_raises_the_work_in_the_same_act(live: Kit, world: World) -> None:
    other = turns_eighteen_on(live, world, date(2026, 12, 5))
    asking = world.asking("olu", live)
    assert open_tasks(live, world) == []

    proposal = propose_by_hand(live.store, world.hearing, ELEVENTH, heard_from="list office", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)

    (words,) = open_tasks(live, world)
    assert "W2 (S.F.) turns 18 on Sat 5 Dec 2026, before the evidence" in words
    with live.store.reading() as desk:
        standing = desk.evidence.standing_of(world.case)[other.witness]
    assert standing.verdict == "at_risk"
    assert "HARD_SM_GAP" in {factor["code"] for factor in standing.factors}

    set_basis(live.store, Whom(world.case, other.witness), LINK, Basis.S17, rules=live.rules(), asking=asking)
    assert open_tasks(live, world) == []
