"""Keeps notes in four streams. Rows are added and never changed. What a note says is sealed, and so is its length."""

from sqlalchemy import Connection, func, insert, select

from witness.domain.notes import Note, Source, Stream
from witness.store.tables.accounts import AccountRow
from witness.store.tables.notes import NoteRow
from witness.store.vault import Vault

TEXT = "note.text"
# A sealed text is as long as what it holds; in steps of this, its length tells nothing.
PAD_TO_BYTES = 256


class Notes:
    """The drawer of notes. They are no part of a case's picture: each stream is asked for on its own."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, note: Note) -> None:
        """Keep a note."""
        padding = " " * (-len(note.text.encode()) % PAD_TO_BYTES)
        self._connection.execute(
            insert(NoteRow).values(
                id=note.note_id,
                case_id=note.case_id,
                stream=note.stream.value,
                source=note.source.value,
                text_sealed=self._vault.seal(TEXT, note.note_id, note.text + padding),
                at=note.at,
                by_id=note.by_id,
                person_id=note.person_id,
                amends=note.amends,
            )
        )

    def of_stream(self, case_id: str, stream: Stream) -> tuple[Note, ...]:
        """Give the notes of one stream of a case, oldest first."""
        rows = self._connection.execute(
            select(NoteRow, AccountRow.name.label("by_name"))
            .join(AccountRow, AccountRow.id == NoteRow.by_id)
            .where(NoteRow.case_id == case_id, NoteRow.stream == stream.value)
            .order_by(NoteRow.at, NoteRow.id)
        )
        return tuple(
            Note(
                note_id=r.id,
                case_id=r.case_id,
                stream=Stream(r.stream),
                source=Source(r.source),
                text=self._vault.open(TEXT, r.id, r.text_sealed).rstrip(),
                at=r.at,
                by_id=r.by_id,
                by_name=r.by_name,
                person_id=r.person_id,
                amends=r.amends,
            )
            for r in rows
        )

    def stream_of(self, case_id: str, note_id: str) -> Stream | None:
        """Give the stream that a note of a case stands in, or None when the case has no such note."""
        query = select(NoteRow.stream).where(NoteRow.case_id == case_id, NoteRow.id == note_id)
        found = self._connection.execute(query).scalar_one_or_none()
        return None if found is None else Stream(found)

    def counts(self, case_id: str) -> dict[Stream, int]:
        """Count the notes of each stream of a case."""
        rows = self._connection.execute(
            select(NoteRow.stream, func.count()).where(NoteRow.case_id == case_id).group_by(NoteRow.stream)
        )
        return {Stream(stream): count for stream, count in rows}
