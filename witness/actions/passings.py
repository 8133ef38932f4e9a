"""Records that something was passed to the police and what came back; never what it says."""

from dataclasses import dataclass
from datetime import date

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.notes import Note, Source, Stream
from witness.domain.notes_access import NoteDeed, may_note
from witness.domain.passings import Passing, PassingEvent, check_event, check_passing, usual_due_on
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What was passed on. person_id: from whom it came, "" for nobody in particular. due_on: None as usual."""

    on: date
    form_reference: str
    officer: str
    person_id: str = ""
    due_on: date | None = None


def pass_on(store: Store, case_id: str, made: PassedOn, *, rules: Rules, asking: Asking) -> None:
    """Record that something was passed to the police. It also stands among the notes about it, as one always did.

    Raises:
        NotFound: there is no such case for this officer, the stream is not for them, or there is no such person.
        Refused: it holds more than a day, a reference and a name, or a day makes no sense.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="passings.record", if_also=may_pass_on) as desk:
        if made.person_id and not any(p.person_id == made.person_id for p in desk.people.of_case(case_id)):
            raise NotFound("There is no such person in this case.")
        due_on = made.due_on or usual_due_on(made.on, rules.calendar)
        if due_on is None:
            raise Refused("Enter the day by which the police should answer.")
        passing = Passing(
            passing_id=new_id(),
            person_id=made.person_id or None,
            passed_on=made.on,
            form_reference=made.form_reference.strip(),
            officer=made.officer.strip(),
            due_on=due_on,
            recorded_at=asking.at,
        )
        check_passing(passing, today)
        desk.passings.add(case_id, [passing], by_id=asking.viewer.account_id)
        desk.notes.add(
            Note(
                note_id=new_id(),
                case_id=case_id,
                stream=Stream.POLICE_INFORMATION,
                source=Source.OBSERVED,
                text=passing.note_text,
                at=asking.at,
                by_id=asking.viewer.account_id,
                person_id=passing.person_id,
            )
        )
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="note",
            words="A note (passed to the police) was written.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, case_id, rules, now=asking.at)


def came_back(
    store: Store, case_id: str, passing_id: str, event: PassingEvent, *, on: date | None, rules: Rules, asking: Asking
) -> None:
    """Record that the police acknowledged it, or said what became of it. on: the London day, None for today.

    Raises:
        NotFound: there is no such case for this officer, the stream is not for them, or there is no such passing.
        Refused: it is recorded already, or the day makes no sense.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="passings.came_back", if_also=may_pass_on) as desk:
        found = next((p for p in desk.passings.of_case(case_id) if p.passing_id == passing_id), None)
        if found is None:
            raise NotFound("There is no such thing in this case.")
        check_event(found, event, on or today, today)
        desk.passings.came_back(passing_id, event, on or today, at=asking.at, by_id=asking.viewer.account_id)
        put_right(desk, case_id, rules, now=asking.at)


def may_pass_on(viewer: Viewer, ground: CaseGround) -> bool:
    """Whether somebody may record it: whoever may write into that stream of notes."""
    return may_note(viewer, NoteDeed.WRITE, Stream.POLICE_INFORMATION, ground)
