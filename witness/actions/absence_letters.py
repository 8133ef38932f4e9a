"""Records that a letter for a school or an employer was written, and that the family was given it."""

from dataclasses import dataclass

from witness.actions.plans import Happened, Which, add_step, finish
from witness.domain.absence_letters import BOOKING_OF_LETTER, LetterDue, LetterTo, letters_due
from witness.domain.access import Asking, Deed
from witness.domain.bookings import BOOKING_IN_WORDS, Booking
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.evidence import Side
from witness.domain.plans import PlanState, PlanStep
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Handed:
    """That a letter about one person was written, or given to the family. is_given: the second."""

    case_id: str
    hearing_id: str
    person_id: str
    to: LetterTo
    is_given: bool


def record_letter(store: Store, handed: Handed, *, rules: Rules, asking: Asking) -> None:
    """Record that a letter was written or given, for the date as it stands now.

    Raises:
        NotFound: no such letter is wanted in this case.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, handed.case_id, doing="letter.record") as desk:
        picture = desk.cases.known_picture(handed.case_id)
        due = due_of(picture, handed, asking)
        slot = picture.hearing(handed.hearing_id).now
        state = PlanState.SHARED if handed.is_given else PlanState.CONFIRMED
        step = PlanStep(state, asking.at, slot.slot.on, None, slot.number)
        if due.booking is None or not due.booking.is_active:
            booking = Booking(
                new_id(), due.witness_id, BOOKING_OF_LETTER[due.to], due.hearing_id, Side.SUPPORT, None, (step,)
            )
            desk.plans.add_bookings(handed.case_id, [booking], by_id=asking.viewer.account_id)
        else:
            which = Which(handed.case_id, due.booking.booking_id, len(due.booking.steps))
            add_step(desk, which, step, asking)
        label = picture.witness(due.witness_id).label
        words = f"{label}, {BOOKING_IN_WORDS[BOOKING_OF_LETTER[due.to]]}: {'given' if handed.is_given else 'written'}."
        finish(desk, handed.case_id, Happened("booking", words, due.hearing_id), rules=rules, asking=asking)


def due_of(picture: CasePicture, handed: Handed, asking: Asking) -> LetterDue:
    """Give the letter that is meant.

    Raises:
        NotFound: it is not wanted: the day has passed, or the person is not of the family.
    """
    wanted = (handed.hearing_id, handed.person_id, handed.to)
    for due in letters_due(picture, london_day(asking.at)):
        if (due.hearing_id, due.person_id, due.to) == wanted:
            return due
    raise NotFound("There is no such letter.")
