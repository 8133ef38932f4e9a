"""A child who is missing gets no text: what was planned is taken back, what is due is stopped, whoever knows of it."""

import pytest

from tests.live import TalkingClock
from tests.worlds import World, a_record, a_world, another_case
from witness.actions.evidence import Whom
from witness.actions.markers import Marked, mark
from witness.actions.messages import deliver_due
from witness.actions.reconcile import put_right
from witness.domain.contact import Channel
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.markers import MarkerKind, Said
from witness.domain.messages import MessageState
from witness.domain.missing import SOMEBODY_IS_MISSING, UNTIL_BACK
from witness.domain.people import CasePart, Part, Requirement, Witness
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit

CHILDS = "+447700900188"


@pytest.fixture
def both(live: Kit) -> tuple[World, World, str]:
    """Two cases; the child of the first is a witness in the second too, and written to there. Gives that witness."""
    world = a_world(live)
    second = another_case(live, world, 1, number="+447700900189", household="another")
    witness = new_id()
    with live.store.changing() as desk:
        desk.contacts.add(a_record(new_id(), world.child, Channel.SMS, CHILDS, {}))
        desk.people.give_part(second.case, CasePart(world.child, Part.WITNESS))
        made = Witness(witness, world.child, "W2", Requirement.WARNED, direct_contact=True)
        desk.people.add_witness(second.case, made)
        desk.evidence.expect(second.case, EvidenceEvent(new_id(), witness, second.hearing, EventState.EXPECTED))
        put_right(desk, second.case, live.rules(), now=live.clock.now())
    return world, second, witness


def missing(kit: Kit, world: World, witness_id: str, said: Said = Said.YES) -> None:
    whom, made = Whom(world.case, witness_id), Marked(MarkerKind.MISSING, said)
    mark(kit.store, whom, made, rules=kit.rules(), asking=world.asking("olu", kit))


def texts(kit: Kit, case_id: str, person_id: str) -> set[MessageState]:
    with kit.store.reading() as desk:
        found = desk.cases.known_picture(case_id).messages
    return {m.state for m in found if m.person_id == person_id and m.channel is Channel.SMS}


def work(kit: Kit, case_id: str, kind: TaskKind) -> list[tuple[str | None, str, str]]:
    with kit.store.reading() as desk:
        return [(t.person_id, t.words, t.clears_when) for t in desk.tasks.open_of_case(case_id) if t.kind is kind]


def test_what_another_case_knows_stops_the_text_that_is_due_and_a_person_hears_why(
    live: Kit, both: tuple[World, World, str]
) -> None:
    world, second, _ = both
    assert texts(live, second.case, world.child) == {MessageState.PLANNED}

    missing(live, world, world.witness)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=1)
    deliver_due(live.store, live.post(), worker="w")

    assert MessageState.BLOCKED in texts(live, second.case, world.child)
    assert not texts(live, second.case, world.child) & {MessageState.ACCEPTED, MessageState.SENT}
    assert texts(live, second.case, second.mother) & {MessageState.ACCEPTED, MessageState.SENT}
    asked = [*work(live, second.case, TaskKind.BLOCKED), *work(live, second.case, TaskKind.TELL_BY_VOICE)]
    assert any(who == world.child and SOMEBODY_IS_MISSING in words for who, words, _ in asked)


def test_what_was_planned_is_taken_back_and_is_wanted_again_when_they_are_back(
    live: Kit, both: tuple[World, World, str]
) -> None:
    world, second, witness = both

    missing(live, second, witness)

    assert texts(live, second.case, world.child) == {MessageState.CANCELLED}
    (task,) = work(live, second.case, TaskKind.MISSING)
    assert task[2] == UNTIL_BACK
    assert any(
        who == world.child and SOMEBODY_IS_MISSING in words
        for who, words, _ in work(live, second.case, TaskKind.TELL_BY_VOICE)
    )
    missing(live, second, witness, Said.NO)
    assert MessageState.PLANNED in texts(live, second.case, world.child)
    assert work(live, second.case, TaskKind.MISSING) == []
