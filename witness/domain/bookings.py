"""Bookings: what must be there on the day besides people's own coming, and letters that name it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.evidence import Side
from witness.domain.plans import ACTIVE, PlanStep


class BookingKind(StrEnum):
    """What is booked, or written, for a day."""

    INTERPRETER = "interpreter"
    INTERMEDIARY = "intermediary"
    LINK_ROOM = "link_room"
    REMOTE_SITE = "remote_site"
    SUPPORTER = "supporter"
    SECOND_ADULT = "second_adult"
    CHILDCARE = "childcare"
    OVERNIGHT = "overnight"
    SCHOOL_LETTER = "school_letter"
    EMPLOYER_LETTER = "employer_letter"
    ADVANCE_PAYMENT = "advance_payment"


BOOKING_IN_WORDS: dict[BookingKind, str] = {
    BookingKind.INTERPRETER: "interpreter",
    BookingKind.INTERMEDIARY: "intermediary",
    BookingKind.LINK_ROOM: "live link room",
    BookingKind.REMOTE_SITE: "remote link site",
    BookingKind.SUPPORTER: "supporter on the day",
    BookingKind.SECOND_ADULT: "second adult",
    BookingKind.CHILDCARE: "childcare",
    BookingKind.OVERNIGHT: "overnight stay",
    BookingKind.SCHOOL_LETTER: "letter to the school",
    BookingKind.EMPLOYER_LETTER: "letter to the employer",
    BookingKind.ADVANCE_PAYMENT: "travel money in advance",
}

LETTERS = frozenset({BookingKind.SCHOOL_LETTER, BookingKind.EMPLOYER_LETTER})


@dataclass(frozen=True, slots=True)
class Booking:
    """Something or somebody booked for one witness and one hearing. whose: whose move it is.

    cancel_by: until when it can be cancelled without a charge; None when that is not known or does not matter.
    """

    booking_id: str
    witness_id: str
    kind: BookingKind
    hearing_id: str
    whose: Side
    cancel_by: datetime | None
    steps: tuple[PlanStep, ...]

    @property
    def now(self) -> PlanStep:
        """What it is today."""
        return self.steps[-1]

    @property
    def is_active(self) -> bool:
        """Whether it is still ahead."""
        return self.now.state in ACTIVE
