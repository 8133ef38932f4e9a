"""A stop of an officer's day, and how long there is between one stop and the next, with the way between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import time

from witness.domain.travel import Ways


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing on the way through the day. Everything but `case_id` and the hours is words to print.

    at, until: London hours, None where nobody has agreed one; until is None where nobody can know the end.
    area: the outward postcode, "" where nobody has said; None where there is no way to it, as to a telephone. site: the
    very building, "" where that is not known: between two stops at the same there is no way.
    gap: the time since the stop before it and the way from there; is_short: the one is too short for the other.
    fallback: what to do if it falls through, "" where nothing can; is_open: that has not been agreed. ticks: the boxes.
    """

    case_id: str
    at: time | None
    until: time | None
    when: str
    what: str
    who: str
    where: str
    area: str | None = None
    state: str = ""
    gap: str = ""
    is_short: bool = False
    lines: tuple[str, ...] = ()
    fallback: str = ""
    is_open: bool = False
    ticks: tuple[str, ...] = ()
    site: str = ""


def with_gaps(stops: Iterable[Stop], ways: Ways) -> Iterator[Stop]:
    """Say how long there is between the end of one stop and the next, and how long the way between them is."""
    ends: time | None = None
    area: str | None = None
    site = ""
    for stop in stops:
        is_ride = bool(stop.fallback)
        if ends is not None and stop.at is not None and not is_ride:
            yield _after(stop, ends, None if site and stop.site == site else area, ways)
        else:
            yield stop
        if stop.until is not None and (ends is None or stop.until >= ends):
            ends = stop.until
        area = area if is_ride or stop.area is None else stop.area
        site = stop.site if is_ride or stop.area is not None else site


def _after(stop: Stop, ends: time, area: str | None, ways: Ways) -> Stop:
    starts = stop.at or ends
    minutes = (starts.hour - ends.hour) * 60 + starts.minute - ends.minute
    gap = f"gap {minutes} min" if minutes >= 0 else f"overlaps by {-minutes} min"
    if area is None or stop.area is None:
        return replace(stop, gap=gap, is_short=minutes < 0)
    if not area or not stop.area:
        return replace(stop, gap=f"{gap}, way not known", is_short=minutes < 0)
    way = ways.between(area, stop.area)
    words = f"{gap}, way {'about ' if way.is_approximate else ''}{way.minutes} min"
    return replace(stop, gap=words, is_short=minutes < way.minutes)
