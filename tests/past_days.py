"""Days in court that are over, in the small world's case: who was to come, what was said of them, and who came."""

from datetime import UTC, date, datetime, time, timedelta

from tests.worlds import COURT, World
from witness.domain.concern_history import ConcernDay, FactorThen
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store import Desk

FIRST_DAY = date(2026, 3, 2)


def days_gone_by(kit: Kit, world: World, *, came: str = "", absent: str = "") -> None:
    """Let days pass. came, absent: for each witness a letter of the band that they stood under: "l", "w", "a"."""
    with kit.store.changing() as desk:
        for number, (band, gave) in enumerate([*((b, True) for b in came), *((b, False) for b in absent)]):
            _one(desk, world, number, {"l": "low", "w": "watch", "a": "act"}[band], gave=gave)


def _one(desk: Desk, world: World, number: int, band: str, *, gave: bool) -> None:
    on = FIRST_DAY + timedelta(days=7 * (number % 30))
    known, over = _at(on - timedelta(days=90)), _at(on)
    person, witness, hearing = new_id(), new_id(), new_id()
    desk.people.add(Person(person, f"home-{number}", f"Person {number}", "P.P.", date(2012, 5, 5)))
    desk.people.give_part(world.case, CasePart(person, Part.WITNESS))
    desk.people.add_witness(world.case, Witness(witness, person, f"W{number + 50}", Requirement.WARNED))
    slot = Slot(Listing.FIXTURE, on, None, time(10, 0), COURT)
    effectiveness = Effectiveness.EFFECTIVE if gave else Effectiveness.INEFFECTIVE
    listed = Revision(1, HearingState.LISTED, slot, "court", known, known)
    outcome = Revision(2, HearingState.HELD, slot, "court", over, over, effectiveness=effectiveness,
                       outcome_code="" if gave else "M3")  # fmt: skip
    desk.hearings.add(Hearing(hearing, world.case, HearingKind.TRIAL, (listed, outcome)))
    state = EventState.GIVEN if gave else EventState.EXPECTED
    event = EvidenceEvent(new_id(), witness, hearing, state, known, over if gave else None)
    desk.evidence.expect(world.case, event)
    said_on = on - timedelta(days=30)
    factors = (FactorThen("NO_TWO_WAY_CONTACT", 20),) if band == "act" else ()
    said = ConcernDay(witness, world.case, said_on, _at(said_on), 20, band, factors, 1, 20, hearing)
    desk.concern_history.keep([said])


def _at(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), UTC)
