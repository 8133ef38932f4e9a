"""The notes of a case, one stream at a time: who opens a stream is on the record with the stream's name."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound
from witness.domain.note_rules import STREAM_IN_WORDS, STREAM_SAYS
from witness.domain.notes import Note, Source, Stream
from witness.domain.notes_access import WHO_MAY, NoteDeed, may_note
from witness.domain.rules import Rules
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.cases import story_of
from witness.store import Desk, Store

SOURCE_IN_WORDS: dict[Source, str] = {Source.SAID: "they said", Source.OBSERVED: "we saw"}


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note as it was written, with what was put right later, oldest first. about: whom, as they are called."""

    note_id: str
    text: str
    by: str
    at: datetime
    how: str
    about: str
    corrections: tuple["NoteCard", ...] = ()


@dataclass(frozen=True, slots=True)
class StreamTab:
    """One of the four streams, as somebody may see it. count: None where they may not know."""

    stream: Stream
    words: str
    says: str
    who_may: str
    may_read: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class NotesPage:
    """One stream of a case, newest first, beside the others. people: whom a note may be about."""

    tabs: tuple[StreamTab, ...]
    open: StreamTab
    may_write: bool
    notes: tuple[NoteCard, ...]
    people: tuple[tuple[str, str], ...]

    def note(self, note_id: str) -> NoteCard | None:
        """Give one of the notes that stand on their own, or None."""
        return next((card for card in self.notes if card.note_id == note_id), None)


def notes_of(
    store: Store, case_id: str, stream: Stream, *, rules: Rules, wording: Wording, asking: Asking
) -> tuple[CaseStory, NotesPage]:
    """Open one stream of notes, with the head of the case that it stands under. One look, one entry.

    Raises:
        NotFound: there is no such case for this person, or the stream is not for them. The attempt is on the record.
    """

    def may_read(viewer: Viewer, ground: CaseGround) -> bool:
        return may_note(viewer, NoteDeed.READ, stream, ground)

    doing = f"notes.read:{stream.value}"
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing=doing, if_also=may_read) as desk:
        picture, ground = desk.cases.picture(case_id), desk.access.ground_of(case_id)
        if picture is None or ground is None:
            raise NotFound("There is no such case.")
        story = story_of(desk, picture, rules, wording, asking)
        return story, _page(desk, picture, ground, stream, asking.viewer)


def _page(desk: Desk, picture: CasePicture, ground: CaseGround, stream: Stream, viewer: Viewer) -> NotesPage:
    counts = desk.notes.counts(picture.case.case_id)
    tabs = {each: _tab(each, ground, viewer, counts) for each in Stream}
    people = sorted(((p.person_id, picture.called(p.person_id)) for p in picture.people), key=lambda pair: pair[1])
    return NotesPage(
        tabs=tuple(tabs.values()),
        open=tabs[stream],
        may_write=may_note(viewer, NoteDeed.WRITE, stream, ground) and picture.case.closed_on is None,
        notes=_cards(picture, desk.notes.of_stream(picture.case.case_id, stream)),
        people=tuple(people),
    )


def _tab(stream: Stream, ground: CaseGround, viewer: Viewer, counts: dict[Stream, int]) -> StreamTab:
    may_read = may_note(viewer, NoteDeed.READ, stream, ground)
    return StreamTab(
        stream=stream,
        words=STREAM_IN_WORDS[stream],
        says=STREAM_SAYS[stream],
        who_may=WHO_MAY[stream],
        may_read=may_read,
        count=counts.get(stream, 0) if may_read else None,
    )


def _cards(picture: CasePicture, notes: tuple[Note, ...]) -> tuple[NoteCard, ...]:
    """Put every correction beside the note that it began from, however often that was corrected."""
    began_from: dict[str, str] = {}
    corrections: dict[str, list[NoteCard]] = {}
    originals: list[Note] = []
    for note in notes:
        if note.amends is None:
            began_from[note.note_id] = note.note_id
            originals.append(note)
            continue
        root = began_from.get(note.amends, note.amends)
        began_from[note.note_id] = root
        corrections.setdefault(root, []).append(_card(picture, note, ()))
    newest_first = reversed(originals)
    return tuple(_card(picture, note, tuple(corrections.get(note.note_id, ()))) for note in newest_first)


def _card(picture: CasePicture, note: Note, corrections: tuple[NoteCard, ...]) -> NoteCard:
    return NoteCard(
        note_id=note.note_id,
        text=note.text,
        by=note.by_name,
        at=note.at,
        how=SOURCE_IN_WORDS[note.source],
        about=picture.called(note.person_id) if note.person_id else "",
        corrections=corrections,
    )
