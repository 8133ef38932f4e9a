"""Writing notes: added and never edited; a correction is a further note that names the one it corrects."""

from dataclasses import dataclass

from witness.actions.plans import insist_on_confirmation
from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.errors import NotFound
from witness.domain.note_rules import FREE_STREAMS, STREAM_IN_WORDS, check_text
from witness.domain.notes import Note, Source, Stream
from witness.domain.notes_access import NoteDeed, may_note
from witness.domain.notes_lint import warnings_about
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as the form has it. person_id, amends: "" for nobody in particular, and for one that corrects nothing."""

    case_id: str
    stream: Stream
    source: Source
    text: str
    person_id: str = ""
    amends: str = ""


def write(store: Store, new: NewNote, *, confirmed: bool, asking: Asking) -> str:
    """Add a note to its stream; gives its id.

    Raises:
        NotFound: the case, the stream, the person or the note that it corrects is not there for this person.
        PleaseConfirm: its words may speak of what happened, and nobody has confirmed that they do not.
        Refused: it is not what its stream may hold.
    """

    def may_write(viewer: Viewer, ground: CaseGround) -> bool:
        return may_note(viewer, NoteDeed.WRITE, new.stream, ground)

    doing = f"notes.{'amend' if new.amends else 'write'}:{new.stream.value}"
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing=doing, if_also=may_write) as desk:
        check_text(new.stream, new.text)
        if new.person_id and not any(p.person_id == new.person_id for p in desk.people.of_case(new.case_id)):
            raise NotFound("There is no such person in this case.")
        if new.amends and desk.notes.stream_of(new.case_id, new.amends) is not new.stream:
            raise NotFound("There is no such note in this stream.")
        doubts = warnings_about(new.text) if new.stream in FREE_STREAMS else ()
        insist_on_confirmation(doubts, confirmed=confirmed)
        note = Note(
            note_id=new_id(),
            case_id=new.case_id,
            stream=new.stream,
            source=new.source,
            text=new.text.strip(),
            at=asking.at,
            by_id=asking.viewer.account_id,
            person_id=new.person_id or None,
            amends=new.amends or None,
        )
        desk.notes.add(note)
        what = f"A note ({STREAM_IN_WORDS[new.stream].lower()}) was {'corrected' if new.amends else 'written'}"
        asked = ", and its writer was asked whether it speaks of what happened" if doubts else ""
        desk.cases.happened(
            new.case_id, at=asking.at, kind="note", words=f"{what}{asked}.", by_id=asking.viewer.account_id
        )
    return note.note_id
