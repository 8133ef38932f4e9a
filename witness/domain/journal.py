"""The journal: what a restore must not lose, noted outside the database. It holds no name, no number and no word.

A copy that is put back knows nothing of the last minutes: stops have vanished, texts that went look unsent, closed
accounts are open. The journal says so by opaque names, keyed indexes of numbers, and times.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Plain = str | int | bool | None

# How far back each look at the tables goes: an entry may be committed long after the instant that stands in it.
LOOK_BACK = timedelta(days=1)
# Notes are kept as long as the oldest copy that could be put back, and a day more.
KEEP_NOTES_FOR = timedelta(days=37)
FILE_FORMAT = "journal-%Y%m%d.jsonl"


class NoteKind(StrEnum):
    """What a note is about. A new kind: at the end, and `actions.restoring` says what becomes of it."""

    STOP = "stop"
    NUMBER = "number"
    LINK = "link"
    ACCOUNT = "account"
    TEXT = "text"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Note:
    """How one thing stood. about: its opaque name. The newest note about a thing holds."""

    kind: NoteKind
    about: str
    said: Mapping[str, Plain]

    @property
    def key(self) -> tuple[str, str]:
        """What it is a note about."""
        return self.kind.value, self.about


def words_of(note: Note) -> str:
    """Give a note as a line: JSON with sorted keys and no spaces, in ASCII. The same facts give the same line."""
    return json.dumps(
        {"about": note.about, "kind": note.kind.value, "said": dict(note.said)}, sort_keys=True, separators=(",", ":")
    )


def read_note(line: str) -> Note:
    """Read what `words_of` wrote.

    Raises:
        ValueError: it is no note.
    """
    try:
        said = json.loads(line)
        return Note(NoteKind(said["kind"]), said["about"], said["said"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError("no note") from wrong


def newest(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Give the newest note about each thing. notes: in the order in which they were kept."""
    return tuple({note.key: note for note in notes}.values())


def news(known: Iterable[Note], found: Iterable[Note]) -> tuple[Note, ...]:
    """Give those of `found` that say something else than the newest known note about the same thing."""
    last = {note.key: note for note in known}
    return tuple(note for note in found if last.get(note.key) != note)


def file_of(day: datetime) -> str:
    """Give the name of the file that the notes of a day (UTC) go into."""
    return day.strftime(FILE_FORMAT)


def day_of(name: str) -> datetime | None:
    """Give the day of a file's name, without a zone; None when it is no name of ours."""
    try:
        return datetime.strptime(name, FILE_FORMAT)  # noqa: DTZ007 - a day
    except ValueError:
        return None
