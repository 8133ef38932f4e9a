"""The windows of the ladder: on which days each rung belongs, and how they shrink when the time is short."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from witness.domain.ladder_rules import FULL_LENGTH, LAST_STRETCH, LEFT_OUT_FIRST, NEED_A_DAY, RungRule
from witness.domain.visits import VisitKind
from witness.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a rung belongs, both included."""

    first: date
    last: date


def room_before(day: date, start: date, calendar: WorkingCalendar) -> int:
    """Count the working days from `start` on, itself included, that lie before `day`."""
    between = (start + timedelta(days=n) for n in range(max(0, (day - start).days)))
    return sum(calendar.is_working(each) for each in between)


def windows_before(
    rules: Iterable[RungRule], day: date, calendar: WorkingCalendar, room: int
) -> dict[VisitKind, Window]:
    """Give the window of each rung that counts back from the day of evidence. room: working days that there are.

    With less room than the whole ladder takes, the rungs that need a day of their own shrink in proportion and keep
    their order; memory is still refreshed on one of the last five days, and never on the day itself.
    """
    offsets = _in_order({rule.kind: _offsets(rule, room) for rule in rules}, room)
    return {
        kind: Window(calendar.add(day, -opens), calendar.add(day, -closes)) for kind, (opens, closes) in offsets.items()
    }


def left_out(kinds: Iterable[VisitKind], room: int) -> tuple[VisitKind, ...]:
    """Give the rungs that have to be left out so that each of the others has a day before the evidence."""
    needing = [kind for kind in NEED_A_DAY if kind in set(kinds)]
    too_many = max(0, len(needing) - room)
    gone = [kind for kind in LEFT_OUT_FIRST if kind in needing][:too_many]
    return tuple(gone)


def _offsets(rule: RungRule, room: int) -> tuple[int, int]:
    return _shrunk(rule.opens, room), _shrunk(rule.closes, room)


def _shrunk(offset: int, room: int) -> int:
    """Move an offset in, so that the whole ladder fits into the room that there is."""
    if room >= FULL_LENGTH or offset == 0:
        return offset
    if offset <= LAST_STRETCH or room <= LAST_STRETCH:
        return max(1, min(offset, room))
    in_proportion = (offset - LAST_STRETCH) * (room - LAST_STRETCH) / (FULL_LENGTH - LAST_STRETCH)
    return LAST_STRETCH + round(in_proportion)


def _in_order(offsets: dict[VisitKind, tuple[int, int]], room: int) -> dict[VisitKind, tuple[int, int]]:
    """Give each rung that needs a day of its own one that lies after the last day of the rung before it."""
    found = dict(offsets)
    needing = [kind for kind in NEED_A_DAY if kind in offsets]
    least = 0
    for earlier, kind in reversed(list(enumerate(needing))):
        opens, closes = found[kind]
        closes = max(least + 1, min(closes, room - earlier))
        found[kind], least = (max(opens, closes), closes), closes
    for before, kind in pairwise(needing):
        opens, closes = found[kind]
        found[kind] = (max(closes, min(opens, found[before][1] - 1)), closes)
    return found
