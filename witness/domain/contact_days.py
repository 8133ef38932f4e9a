"""The gate with all that a case knows around it: bank holidays, exams, days of faith, hard days, and who is missing.

An exam of the daughter makes no morning for a text to her mother, so the days off of a whole household count.
"""

from datetime import datetime
from typing import Protocol

from witness.domain.contact import QUIET_DAY, QUIET_MORNING, Blocked, May, SafeContact, Tier, Wait, may_reach
from witness.domain.court_time import london_day
from witness.domain.missing import SOMEBODY_IS_MISSING, UNTIL_BACK, Around, is_with_the_missing
from witness.domain.people import DatesToAvoid, Person
from witness.domain.working_days import WorkingCalendar


class Home(Protocol):
    """What the hours depend on: who lives with whom, and when they must be left alone."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody of the case."""

    @property
    def availability(self) -> tuple[DatesToAvoid, ...]:
        """Their days off."""


class Whole(Home, Around, Protocol):
    """What the gate of messages has to know of a case."""


def quiet_for(picture: Home, person_id: str) -> tuple[DatesToAvoid, ...]:
    """Give the days off that count for the phones of a person: their own, and those of whoever lives with them."""
    homes = {p.person_id: p.household_id for p in picture.people}
    home = homes.get(person_id)
    together = {other for other, place in homes.items() if place == home}
    return tuple(d for d in picture.availability if d.person_id in together and d.why in QUIET_DAY | QUIET_MORNING)


def reach(
    picture: Whole,
    contact: SafeContact,
    *,
    tier: Tier,
    now: datetime,
    languages: frozenset[str],
    calendar: WorkingCalendar | None,
    is_safety: bool = False,
) -> May | Wait | Blocked:
    """Ask the gate about one phone or mailbox of a case. Whoever plans, shows or sends a message asks it so.

    Also what is a matter of safety is blocked while its holder is missing: a person decides then.
    """
    if is_with_the_missing(picture, contact, london_day(now)):
        return Blocked(SOMEBODY_IS_MISSING, UNTIL_BACK)
    return may_reach(
        contact,
        tier=tier,
        now=now,
        languages=languages,
        calendar=calendar,
        avoid=quiet_for(picture, contact.person_id),
        is_safety=is_safety,
    )
