"""A family that texts back: the few acts that the tests of answers share."""

from datetime import date, time, timedelta

from tests.live import TalkingClock
from tests.worlds import MOBILE, World, a_world
from witness.actions.messages import deliver_due
from witness.actions.reconcile import put_right
from witness.actions.replies import receive
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.store.tasks import Task

LATER_DAY = date(2026, 12, 8)


def clock_of(live: Kit) -> TalkingClock:
    assert isinstance(live.clock, TalkingClock)
    return live.clock


def text(live: Kit, words: str, *, sid: str = "", sender: str = MOBILE, keyword: str = "", media: int = 0) -> bool:
    incoming = IncomingText(sid or new_id(), sender, words, keyword, media)
    return receive(live.store, incoming, rules=live.rules(), now=live.clock.now())


def deliver(live: Kit) -> list[str]:
    """Hand over what is due, and give the bodies of the texts that left."""
    before = len(live.texts.handed)  # type: ignore[attr-defined]
    deliver_due(live.store, live.post(), worker="w", limit=50)
    return [parcel.body for parcel in live.texts.handed[before:]]  # type: ignore[attr-defined]


def a_told_world(live: Kit) -> World:
    """The usual world, five minutes after the mother was told of the date."""
    made = a_world(live)
    deliver(live)
    clock_of(live).forward(minutes=5)
    return made


def a_second_child(live: Kit, world: World) -> tuple[str, str]:
    """Give the mother another child, who is a witness at a hearing of their own; gives the witness and the hearing."""
    child, witness, hearing = new_id(), new_id(), new_id()
    known = live.clock.now() - timedelta(minutes=30)  # its news is no longer held
    slot = Slot(Listing.FIXTURE, LATER_DAY, None, time(10, 0), "429", "2")
    with live.store.changing() as desk:
        desk.people.add(Person(child, "home", "Jay Farah", "J.F.2", date(2014, 3, 2)))
        desk.people.give_part(world.case, CasePart(child, Part.WITNESS))
        desk.people.give_part(world.case, CasePart(world.mother, Part.PARENT_CARER, "mother", child))
        desk.people.add_witness(world.case, Witness(witness, child, "W2", Requirement.WARNED))
        revision = Revision(1, HearingState.LISTED, slot, "Notice from the court", known, known)
        desk.hearings.add(Hearing(hearing, world.case, HearingKind.TRIAL, (revision,)))
        desk.evidence.expect(world.case, EvidenceEvent(new_id(), witness, hearing, EventState.EXPECTED))
        put_right(desk, world.case, live.rules(), now=live.clock.now())
    return witness, hearing


def tasks_of(live: Kit, world: World, *kinds: TaskKind) -> list[Task]:
    with live.store.reading() as desk:
        return [t for t in desk.tasks.open_of_case(world.case) if not kinds or t.kind in kinds]
