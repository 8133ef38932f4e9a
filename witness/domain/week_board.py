"""A planned week as a board shows it: officers by days, what fills each day, and by how much a day does not work.

Minutes are counted from midnight of the day, London wall clock. A board draws a day from 08:00 to 18:00 in steps of
five minutes; what lies beyond is drawn at its edge, and said in full wherever it is written out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from witness.domain.week_pieces import OfficerDay, Piece, PieceKind, clock_words, minutes_words

FIRST_MINUTE, LAST_MINUTE = 8 * 60, 18 * 60
STEP = 5
STEPS = (LAST_MINUTE - FIRST_MINUTE) // STEP


class BarKind(StrEnum):
    """What a stretch of a day's line is drawn as. What is not drawn is slack."""

    TRAVEL = "travel"
    VISIT = "visit"
    RIDE = "ride"
    FIXED = "fixed"
    BREAK = "break"
    OFF = "off"


BAR_OF: dict[PieceKind, BarKind] = {
    PieceKind.VISIT: BarKind.VISIT,
    PieceKind.PICK_UP: BarKind.RIDE,
    PieceKind.SET_DOWN: BarKind.RIDE,
    PieceKind.HEARING: BarKind.FIXED,
    PieceKind.PROMISE: BarKind.FIXED,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the line. at: the step at which it begins, from 0; wide: how many steps, at least one.

    piece: None for ways, breaks and hours that are not worked. overlaps: drawn over what is there already.
    """

    kind: BarKind
    at: int
    wide: int
    piece: Piece | None = None
    overlaps: bool = False

    @property
    def percent(self) -> float:
        """How much of the day's line it takes."""
        return round(100 * self.wide / STEPS, 2)


@dataclass(frozen=True, slots=True)
class Miss:
    """One place in a day that does not work, by how many minutes, and why. key: the piece that comes too late."""

    minutes: int
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One officer's day as it is drawn. All sums in minutes."""

    day: OfficerDay
    bars: tuple[Bar, ...]
    misses: tuple[Miss, ...]
    service: int
    travel: int
    overtime: int
    slack: int

    @property
    def short(self) -> int:
        """By how many minutes the day does not work; 0 when it does."""
        return sum(miss.minutes for miss in self.misses)

    @property
    def sums(self) -> str:
        """Say what the day holds: "40 min slack, 1 h 35 on the road"."""
        if self.day.away and not self.day.pieces:
            return self.day.away
        parts = [f"{minutes_words(self.slack)} slack"]
        parts += [f"{minutes_words(self.travel)} on the road"] if self.travel else []
        parts += [f"{minutes_words(self.overtime)} overtime"] if self.overtime else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One officer's week."""

    officer_id: str
    name: str
    is_mine: bool
    lines: tuple[DayLine, ...]

    @property
    def first_name(self) -> str:
        """What colleagues call them."""
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Board:
    """A week of some officers: days are columns, officers rows, mine first."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]

    @property
    def red(self) -> tuple[tuple[Row, DayLine], ...]:
        """Give the days that do not work."""
        return tuple((row, line) for row in self.rows for line in row.lines if line.short)

    @property
    def by_day(self) -> tuple[tuple[date, tuple[tuple[Row, DayLine], ...]], ...]:
        """Give each day with those who have anything on it, for a page that lists the week by day."""
        return tuple(
            (on, tuple((row, row.lines[nth]) for row in self.rows if row.lines[nth].day.pieces))
            for nth, on in enumerate(self.days)
        )


def board(
    officers: Iterable[tuple[str, str]], days: tuple[date, ...], planned: Iterable[OfficerDay], *, mine: str
) -> Board:
    """Put a week together. officers: (id, name) in the order of the rows; mine: whose row comes first."""
    found = {(day.officer_id, day.on): day for day in planned}
    rows = tuple(
        Row(
            officer_id,
            name,
            officer_id == mine,
            tuple(day_line(found.get((officer_id, on)) or OfficerDay(officer_id, on, ())) for on in days),
        )
        for officer_id, name in officers
    )
    return Board(days, tuple(sorted(rows, key=lambda row: not row.is_mine)))


def day_line(day: OfficerDay) -> DayLine:
    """Draw one day and judge it by its times alone: whether each thing can be reached in time from the one before."""
    ordered = replace(day, pieces=_in_order(day.pieces))
    over = _over(ordered)
    service = sum(piece.before + piece.minutes + piece.after for piece in ordered.pieces)
    travel = sum(piece.travel for piece in ordered.pieces) + (ordered.way_home if ordered.pieces else 0)
    worked = sum(end - start for start, end in ordered.hours)
    return DayLine(
        day=ordered,
        bars=tuple(_bars(ordered)),
        misses=tuple(_misses(ordered)),
        service=service,
        travel=travel,
        overtime=min(over, day.overtime),
        slack=max(0, worked - service - travel - day.pause),
    )


def _in_order(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: (piece.starts, piece.ends, piece.key)))


def _misses(day: OfficerDay) -> Iterable[Miss]:
    if not day.pieces:
        return
    yield from _misses_of_hours(day)
    for before, piece in pairwise(day.pieces):
        short = before.free_at - piece.leaves_at
        if short <= 0:
            continue
        if before.ends > piece.starts:
            words = f"{before.words} lasts until {clock_words(before.ends)}, {piece.words} begins at"
            yield Miss(short, f"{words} {clock_words(piece.starts)}, {piece.travel} minutes away", piece.key)
            continue
        margin = before.after + piece.before
        words = f"from {before.words} to {piece.words} it takes {piece.travel} minutes"
        kept = f", and {margin} are kept free to arrive and to write up" if margin else ""
        yield Miss(short, f"{words}{kept}: there are {piece.starts - before.ends}", piece.key)


def _misses_of_hours(day: OfficerDay) -> Iterable[Miss]:
    first, last = day.pieces[0], max(day.pieces, key=lambda piece: piece.free_at)
    if not day.hours:
        whole = sum(piece.free_at - piece.leaves_at for piece in day.pieces) + day.way_home
        yield Miss(max(whole, 1), day.away or "no hours are worked that day", first.key)
        return
    early = day.hours[0][0] - first.leaves_at
    if early > 0:
        words = f"to be at {first.words} by {clock_words(first.starts)} the day has to begin at"
        yield Miss(early, f"{words} {clock_words(first.leaves_at)}", first.key)
    yield from _miss_of_pause(day)
    late = _over(day) - day.overtime
    if late > 0:
        allowed = f", with {day.overtime} minutes of overtime" if day.overtime else ""
        home = clock_words(_back(day))
        yield Miss(late, f"back at {home}, and the day ends at {clock_words(day.hours[-1][1])}{allowed}", last.key)


def _miss_of_pause(day: OfficerDay) -> Iterable[Miss]:
    """A round so long that it leaves the break no room. Hours that do not suffice anyway have been named already."""
    round_minutes = _back(day) - day.pieces[0].leaves_at
    worked = sum(end - start for start, end in day.hours)
    short = round_minutes + day.pause - worked - day.overtime
    if day.pause and 0 < short <= day.pause:
        yield Miss(short, f"the break of {day.pause} minutes has no room", day.pieces[-1].key)


def _back(day: OfficerDay) -> int:
    return max(piece.free_at for piece in day.pieces) + day.way_home


def _over(day: OfficerDay) -> int:
    return max(0, _back(day) - day.hours[-1][1]) if day.pieces and day.hours else 0


def _bars(day: OfficerDay) -> Iterable[Bar]:
    if not day.hours:
        yield Bar(BarKind.OFF, 0, STEPS)
    else:
        yield from _hours(day.hours)
    done = 0
    for piece in day.pieces:
        if piece.travel:
            yield _bar(BarKind.TRAVEL, piece.leaves_at, piece.leaves_at + piece.travel)
        yield _bar(BAR_OF[piece.kind], piece.starts, piece.ends, piece, overlaps=piece.starts < done)
        done = max(done, piece.ends)
    if day.pieces and day.way_home:
        yield _bar(BarKind.TRAVEL, _back(day) - day.way_home, _back(day))


def _hours(hours: tuple[tuple[int, int], ...]) -> Iterable[Bar]:
    if hours[0][0] > FIRST_MINUTE:
        yield _bar(BarKind.OFF, FIRST_MINUTE, hours[0][0])
    for (_, pause), (again, _) in pairwise(hours):
        if again > pause:
            yield _bar(BarKind.BREAK, pause, again)
    if hours[-1][1] < LAST_MINUTE:
        yield _bar(BarKind.OFF, hours[-1][1], LAST_MINUTE)


def _bar(kind: BarKind, start: int, end: int, piece: Piece | None = None, *, overlaps: bool = False) -> Bar:
    first = min(max((start - FIRST_MINUTE) // STEP, 0), STEPS - 1)
    last = min(max(-(-(end - FIRST_MINUTE) // STEP), first + 1), STEPS)
    return Bar(kind, first, last - first, piece, overlaps)
