"""What fills the days of officers: visits, rides, hearings and promises, in minutes from midnight in London."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from witness.domain.court_time import spoken_time

MINUTES_OF_DAY = 24 * 60


class PieceKind(StrEnum):
    """What somebody's day is filled with."""

    VISIT = "visit"
    PICK_UP = "pick_up"
    SET_DOWN = "set_down"
    HEARING = "hearing"
    PROMISE = "promise"  # agreed with the family already, so it stays


# These stay where they are, whatever is planned around them.
FIXED = frozenset({PieceKind.HEARING, PieceKind.PROMISE})


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that somebody does on a day. Initials only: a board hangs in a room where others pass.

    key: names it on every board of the week. travel: minutes of the way to it from what comes before.
    before, after: minutes kept free around it, to arrive and to write it down. beside: the first names of whoever else
    is there. note: why it stands although it does not fit, "" for none.
    """

    key: str
    kind: PieceKind
    initials: str
    what: str
    place: str
    starts: int
    minutes: int
    travel: int = 0
    before: int = 0
    after: int = 0
    case_id: str = ""
    beside: tuple[str, ...] = ()
    is_pinned: bool = False
    note: str = ""

    @property
    def ends(self) -> int:
        """When it is over."""
        return self.starts + self.minutes

    @property
    def leaves_at(self) -> int:
        """When the way to it begins, at the latest."""
        return self.starts - self.before - self.travel

    @property
    def free_at(self) -> int:
        """When whoever did it is free to go on."""
        return self.ends + self.after

    @property
    def is_fixed(self) -> bool:
        """Whether nothing may move it."""
        return self.kind in FIXED

    @property
    def words(self) -> str:
        """Say whose it is and what: "J.F.'s court visit"."""
        return f"{self.initials}'s {self.what}" if self.initials else self.what


@dataclass(frozen=True, slots=True)
class OfficerDay:
    """What one officer has on one day. hours: when they work, in order; none when they do not.

    away: why there are no hours, "" when there are. overtime: minutes that the day may run over its last hour.
    way_home: minutes of the way back from the last piece. pause: minutes of the break, taken when the day leads to it.
    """

    officer_id: str
    on: date
    hours: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...] = ()
    way_home: int = 0
    overtime: int = 0
    pause: int = 0
    away: str = ""


def minutes_words(minutes: int) -> str:
    """Write a stretch of time: "40 min", "2 h", "1 h 35"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def clock_words(minute: int) -> str:
    """Write a minute of the day as people say it: 870 is "2.30pm"."""
    minute = min(max(minute, 0), MINUTES_OF_DAY - 1)
    return spoken_time(time(minute // 60, minute % 60))
