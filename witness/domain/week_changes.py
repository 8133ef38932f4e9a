"""What differs between two plans of a week, as sentences that a person can agree to or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from witness.domain.week_board import Board
from witness.domain.week_pieces import Piece, PieceKind, clock_words


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a plan has put something. officers: first names, in order."""

    key: str
    words: str
    on: date
    starts: int
    officers: tuple[str, ...]

    @property
    def when(self) -> str:
        """Say when it begins: "Tue 10am"."""
        return f"{self.on:%a} {clock_words(self.starts)}"


class ChangeKind(StrEnum):
    """What becomes of something."""

    MOVED = "moved"
    HANDED = "handed"  # another officer at the same time
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, in words."""

    kind: ChangeKind
    key: str
    words: str


def placed(board: Board) -> dict[str, Placed]:
    """Give where a board has put everything. A ride counts once, where it begins.

    Days at court too: they keep their hour, but whoever is ill hands them over, and that is what must be read first.
    """
    found: dict[str, Placed] = {}
    for row in board.rows:
        for line in row.lines:
            for piece in line.day.pieces:
                if piece.kind is PieceKind.SET_DOWN:
                    continue
                found[piece.key] = _placed(found.get(piece.key), piece, line.day.on, row.first_name)
    return found


def changes(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> tuple[Change, ...]:
    """Say what is different: first what is lost, then what moves, then what is new; each by day and hour."""
    lost = [before[key] for key in before.keys() - after.keys()]
    kept = [(before[key], after[key]) for key in before.keys() & after.keys()]
    new = [after[key] for key in after.keys() - before.keys()]
    said = [Change(ChangeKind.DROPPED, old.key, f"{old.words} on {old.when} finds no place.") for old in _by_day(lost)]
    for old, now in sorted(kept, key=lambda pair: _day_order(pair[0])):
        if (old.on, old.starts) != (now.on, now.starts):
            words = f"{old.words} moves from {old.when} to {now.when}{_handed(old, now, '; ')}."
            said.append(Change(ChangeKind.MOVED, old.key, words))
        elif set(old.officers) != set(now.officers):
            words = f"{old.words} stays on {old.when}{_handed(old, now, ', ')}."
            said.append(Change(ChangeKind.HANDED, old.key, words))
    said += [
        Change(ChangeKind.ADDED, now.key, f"{now.words} is new: {now.when} with {_and(now.officers)}.")
        for now in _by_day(new)
    ]
    return tuple(said)


def summed_up(found: tuple[Change, ...], kept: int) -> str:
    """Say how much a plan changes: "2 moved, 1 handed over, 9 stay as they are"."""
    many = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    parts = [
        (many[ChangeKind.MOVED], "moved"),
        (many[ChangeKind.HANDED], "handed over"),
        (many[ChangeKind.ADDED], "new"),
        (many[ChangeKind.DROPPED], "without a place"),
    ]
    said = [f"{count} {word}" for count, word in parts if count]
    stays = f"{kept} {'stays as it is' if kept == 1 else 'stay as they are'}"
    return ", ".join([*said, stays] if kept else said) or "Nothing is different"


def _placed(known: Placed | None, piece: Piece, on: date, name: str) -> Placed:
    if known is None:
        return Placed(piece.key, piece.words, on, piece.starts, (name,))
    return Placed(known.key, known.words, known.on, known.starts, tuple(sorted({*known.officers, name})))


def _handed(old: Placed, now: Placed, joint: str) -> str:
    gone = tuple(name for name in old.officers if name not in now.officers)
    come = tuple(name for name in now.officers if name not in old.officers)
    if gone and come:
        return f"{joint}{_and(come)} instead of {_and(gone)}"
    if come:
        return f"{joint}with {_and(come)} as well"
    return f"{joint}without {_and(gone)}" if gone else ""


def _by_day(items: list[Placed]) -> list[Placed]:
    return sorted(items, key=_day_order)


def _day_order(item: Placed) -> tuple[date, int, str]:
    return item.on, item.starts, item.key


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(names)
