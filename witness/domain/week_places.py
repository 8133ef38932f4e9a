"""Where somebody wants a task of a draft, as a form or a drag says it, and what that means for who goes."""

from dataclasses import dataclass
from datetime import date, time

from witness.domain.week_drafts import Placement
from witness.domain.week_moves import Where
from witness.domain.working_hours import minute_of


@dataclass(frozen=True, slots=True)
class Place:
    """A day, an hour and people. held_by: out of whose hands it was dragged: whoever else goes still does."""

    on: date
    at: time
    officer: str
    second: str = ""
    held_by: str = ""

    def where(self, now: Placement | None) -> Where:
        """Say where that is. now: where the task stands."""
        people = [self.officer, self.second]
        if self.held_by and now is not None:
            people = [self.officer, *(one for one in now.officers if one != self.held_by)]
        return Where(tuple(dict.fromkeys(one for one in people if one)), self.on, minute_of(self.at))
