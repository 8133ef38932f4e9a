"""Days in court of the last year in the demo world: under which light somebody stood before, and whether they came.

The numbers are invented, as everything here: of those under "act" about half did not come, of those under "low" few.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.families import FIRST, LAST

PAST_DAYS = 132
COURTS_OF_THE_PAST = ("901", "902", "904")
# band, how many of twenty stand under it, how many of a hundred of these did not come, what the light was made of
LIGHTS: tuple[tuple[str, int, int, tuple[tuple[str, int], ...]], ...] = (
    ("low", 10, 7, ()),
    ("watch", 6, 22, (("NO_TWO_WAY_CONTACT", 20),)),
    ("act", 4, 52, (("NO_TWO_WAY_CONTACT", 20), ("TRANSPORT_OPEN", 15))),
)


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case that is closed, with one witness and one day in court. factors: code and points."""

    ref: str
    name: str
    initials: str
    born_on: date
    court: str
    on: date
    came: bool
    band: str
    factors: tuple[tuple[str, int], ...]


def past_cases(today: date, calendar: WorkingCalendar) -> Iterator[PastCase]:
    """Give the days of the last twelve months, the newest a good month ago."""
    chance = random.Random(26)  # noqa: S311 - invents a past, guards nothing
    lights = [light for light in LIGHTS for _ in range(light[1])]
    for number in range(PAST_DAYS):
        band, _, absent, factors = chance.choice(lights)
        on = calendar.add(today, -(25 + number * 210 // PAST_DAYS))
        first, last = chance.choice(FIRST), chance.choice(LAST)
        yield PastCase(
            ref=f"WS-25-{300 + number}",
            name=f"{first} {last}",
            initials=f"{first[0]}.{last[0]}.",
            born_on=on.replace(year=on.year - chance.randint(11, 17), day=15),
            court=chance.choice(COURTS_OF_THE_PAST),
            on=on,
            came=chance.randrange(100) >= absent,
            band=band,
            factors=factors,
        )
