"""Notes in four streams, one at a time: read, write, and put right with a further note."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import notes
from witness.actions.notes import NewNote
from witness.actions.passings import PassedOn, pass_on
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.note_rules import FREE_STREAMS, counselling_text, free_text, police_text
from witness.domain.notes import Source, Stream
from witness.domain.visit_reports import BANNER
from witness.questions.case_notes import notes_of
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.cases import SIDES
from witness.web.officer.pages import TEAM, officer
from witness.web.officer.plan_forms import COUNSELLING, SOURCES, NoteForm, attempt


@officer.route("/cases/<case_id>/notes", methods=["GET", "POST"], defaults={"word": Stream.LOGISTICS.value})
@officer.route("/cases/<case_id>/notes/<word>", methods=["GET", "POST"])
@open_to(*TEAM)
def case_notes(case_id: str, word: str) -> ResponseReturnValue:
    """Show one stream of notes, and write into it."""
    stream = next((s for s in Stream if s.value == word), None)
    if stream is None:
        abort(404)
    form = NoteForm()
    own = {Stream.POLICE_INFORMATION: form.form_reference, Stream.COUNSELLING: form.counselling}
    first = own.get(stream, form.text)
    tried = attempt(form, first, lambda sure: _write(case_id, stream, form, confirmed=sure))
    if tried.is_done:
        return redirect(url_for("officer.case_notes", case_id=case_id, word=word), 303)
    story, page = notes_of(kit().store, case_id, stream, rules=kit().rules(), wording=kit().wording, asking=asking())
    if request.method == "GET":
        form.amends.data = request.args.get("amends", "")
    shown = render_template(
        "officer/case_notes.html",
        story=story,
        side="notes",
        sides=SIDES,
        page=page,
        form=form,
        tried=tried,
        banner=BANNER,
        sources=SOURCES,
        counselling=COUNSELLING,
        is_free=stream in FREE_STREAMS,
        amended=page.note(form.amends.data or ""),
    )
    return shown, tried.status


def _write(case_id: str, stream: Stream, form: NoteForm, *, confirmed: bool) -> None:
    if stream is Stream.POLICE_INFORMATION and form.on.data is not None and not form.amends.data:
        # What was passed on has a clock of its own: the police are asked what became of it.
        made = PassedOn(form.on.data, form.form_reference.data or "", form.officer.data or "", form.person.data or "")
        pass_on(kit().store, case_id, made, rules=kit().rules(), asking=asking())
        return
    source = next((s for s in Source if s.value == form.source.data), Source.OBSERVED)
    new = NewNote(
        case_id=case_id,
        stream=stream,
        source=source,
        text=_text(stream, form),
        person_id=form.person.data or "",
        amends=form.amends.data or "",
    )
    notes.write(kit().store, new, confirmed=confirmed, asking=asking())


def _text(stream: Stream, form: NoteForm) -> str:
    if stream is Stream.COUNSELLING:
        return counselling_text(form.counselling.data or "")
    if stream is not Stream.POLICE_INFORMATION:
        return free_text(stream, form.text.data or "")
    if form.on.data is None:
        raise Refused("Enter the day on which it was passed on.")
    return police_text(form.on.data, form.form_reference.data or "", form.officer.data or "", today=london_day(now()))
