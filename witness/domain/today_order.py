"""In which order work is shown: whoever may be in danger, then what can still be put right today, and why it stands so.

The order is judgement and nobody has measured it. Each row says its reason, so that whoever reads it can disagree.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from witness.domain.court_time import london_day, london_time, short_day
from witness.domain.tasks import OFFICE_CLOSES, OFFICE_OPENS, TaskKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


class Turn(IntEnum):
    """Which comes first. Whoever may be in danger comes before everything, whatever else is late."""

    DANGER = 0
    WRITTEN = 1  # somebody has written to us and was not read, or has not been rung
    ON_THE_WAY = 2  # nobody is to stand in the street, or to be out tonight without anybody knowing
    ASKED = 3  # a family has asked to be rung
    BROKEN = 4  # a promise whose day has passed
    LATE = 5
    TODAY = 6
    LATER = 7
    OFFICES_SHUT = 8  # nothing can be done about it now


BEFORE_EVERYTHING: dict[TaskKind, Turn] = {
    TaskKind.SAFEGUARDING: Turn.DANGER,
    TaskKind.THREAT: Turn.DANGER,
    TaskKind.MISSING: Turn.DANGER,
    TaskKind.READ_REPLY: Turn.WRITTEN,
    TaskKind.UNREAD: Turn.WRITTEN,
    TaskKind.RING_PARENT: Turn.WRITTEN,
    TaskKind.HOME_SAFE: Turn.ON_THE_WAY,
    TaskKind.RIDE: Turn.ON_THE_WAY,
    TaskKind.NOT_ARRIVED: Turn.ON_THE_WAY,
    TaskKind.LONG_WAIT: Turn.ON_THE_WAY,
    TaskKind.WORRIED: Turn.ASKED,
}
# These are done by ringing a court, the CPS, the police or witness care, which answer in office hours only.
NEEDS_AN_OFFICE = frozenset(
    {
        TaskKind.RING_COURT,
        TaskKind.CHASE,
        TaskKind.LAPSE,
        TaskKind.TELL_SUPPORTER,
        TaskKind.BAIL_NEAR,
        TaskKind.POLICE_ANSWER,
    }
)
# Known long before: they follow, within their turn, what a family or a court has asked for.
FORESEEN = frozenset({TaskKind.MILESTONE, TaskKind.PARENT_OFFER, TaskKind.POLICE_ANSWER, TaskKind.BEFORE_US})
REASON: dict[Turn, str] = {
    Turn.DANGER: "somebody may be in danger",
    Turn.WRITTEN: "somebody has written and waits",
    Turn.ON_THE_WAY: "somebody may be on the way",
    Turn.ASKED: "they are worried and wait for a call",
    Turn.BROKEN: "we said we would, and have not",
    Turn.LATE: "can still be put right today",
    Turn.TODAY: "due today",
    Turn.LATER: "",
}


@dataclass(frozen=True, slots=True)
class Urgency:
    """When a piece of work has its turn. because: in words, "" when it can wait. Sorts by itself, most urgent first."""

    turn: Turn
    closes_today: bool
    due_at: datetime
    because: str
    follows: bool = False

    @property
    def key(self) -> tuple[int, bool, bool, datetime]:
        """Give what rows are sorted by: within a turn, what no longer can be done after five comes first.

        A step of a countdown follows what a family or a court has asked for: it was foreseen, and they wait.
        """
        return (self.turn, self.follows, not self.closes_today, self.due_at)


def urgency_of(kind: TaskKind, due_at: datetime, now: datetime, calendar: WorkingCalendar) -> Urgency:
    """Say how soon a piece of work has its turn at an instant, and why."""
    before = BEFORE_EVERYTHING.get(kind)
    if before is not None:
        return Urgency(before, False, due_at, REASON[before])
    if kind is TaskKind.PROMISE and due_at < now:
        return Urgency(Turn.BROKEN, False, due_at, REASON[Turn.BROKEN])
    by_office = kind in NEEDS_AN_OFFICE
    opens = _offices_open_on(now, calendar) if by_office else ""
    if opens:
        return Urgency(Turn.OFFICES_SHUT, False, due_at, f"offices are shut until {opens}")
    turn = Turn.LATE if due_at < now else Turn.TODAY if london_day(due_at) == london_day(now) else Turn.LATER
    closes = by_office and turn is not Turn.LATER
    because = f"{REASON[turn]}: offices close at 5pm" if closes else REASON[turn]
    return Urgency(turn, closes, due_at, because, follows=kind in FORESEEN)


def _offices_open_on(now: datetime, calendar: WorkingCalendar) -> str:
    """Say on which day offices next open, "Mon 30 Nov"; "" while they answer, or before they open on this very day.

    Beyond the known bank holidays they count as open: somebody who rings in vain has lost less than one who did not.
    """
    day = london_day(now)
    try:
        if calendar.is_working(day) and london_time(now) < OFFICE_CLOSES:
            return ""
        opens = calendar.next_working(day + timedelta(days=1))
    except BeyondTheCalendar:
        return ""
    return f"{short_day(opens)} {OFFICE_OPENS:%-H}am"
