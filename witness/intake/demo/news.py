"""What changes in the demo world while its last days are lived."""

from dataclasses import dataclass
from datetime import date, time

from witness.domain.hearings import Listing, Slot
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import SPECS


@dataclass(frozen=True, slots=True)
class News:
    """What a court says on the telephone while the last days are lived. after None: the hearing is off."""

    ref: str
    after: Slot | None
    reason: str


def demo_news(today: date, calendar: WorkingCalendar) -> tuple[News, ...]:
    """Give what has changed and has not reached the families."""
    return tuple(
        News(
            spec.ref,
            None
            if spec.on is None
            else Slot(Listing.FIXTURE, calendar.add(today, spec.on), at=time(10, 0), court_code=spec.court),
            "The judge was needed in another trial.",
        )
        for spec in SPECS
        if spec.has_news
    )
