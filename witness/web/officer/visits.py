"""Visits: book one, move it, record what came of it; and the family's wish about memory refreshing."""

from datetime import date, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import visit_reports, visits
from witness.actions.plans import Which
from witness.actions.visit_reports import WhatCame
from witness.actions.visits import NewVisit
from witness.domain.errors import NotFound
from witness.domain.ladder_rules import RULE_OF
from witness.domain.notes import Stream
from witness.domain.visit_reports import BANNER, CHECKLIST, MOODS, STOP_SCRIPT, STOP_WHY, asks_mood
from witness.domain.visits import Place, VisitKind
from witness.questions.case_cards import CaseStory
from witness.questions.case_plan_cards import VisitRow
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit, viewer
from witness.web.officer.pages import TEAM, officer
from witness.web.officer.plan_forms import PLACES, VISIT_KINDS, YES_NO, MoveForm, ReportForm, Tried, VisitForm, attempt


@officer.route("/cases/<case_id>/visits/new", methods=["GET", "POST"])
@open_to(*TEAM)
def visit_new(case_id: str) -> ResponseReturnValue:
    """Book a visit."""
    form = VisitForm()
    tried = attempt(form, form.on, lambda sure: _book(case_id, form, confirmed=sure))
    if tried.is_done:
        return _to_plan(case_id)
    story = _story(case_id)
    if request.method == "GET":
        _suggest(form, story)
    page = render_template(
        "officer/visit.html", form=form, story=story, tried=tried, kinds=VISIT_KINDS, meeting_places=PLACES, visit=None
    )
    return page, tried.status


@officer.route("/cases/<case_id>/visits/<visit_id>/move", methods=["GET", "POST"])
@open_to(*TEAM)
def visit_move(case_id: str, visit_id: str) -> ResponseReturnValue:
    """Move a visit."""
    form = MoveForm()
    tried = attempt(form, form.on, lambda sure: _move(case_id, visit_id, form, confirmed=sure))
    if tried.is_done:
        return _to_plan(case_id)
    story = _story(case_id)
    row = _row(story, visit_id)
    if request.method == "GET":
        form.on.data, form.at.data = row.on, _hour(row)
    _show_now(form, row, tried)
    return render_template("officer/visit.html", form=form, story=story, tried=tried, visit=row), tried.status


@officer.route("/cases/<case_id>/visits/<visit_id>/report", methods=["GET", "POST"])
@open_to(*TEAM)
def visit_report(case_id: str, visit_id: str) -> ResponseReturnValue:
    """Record what came of a visit: process only."""
    form = ReportForm()
    tried = attempt(form, form.evidence, lambda sure: _report(case_id, visit_id, form, confirmed=sure))
    if tried.is_done:
        return _to_plan(case_id)
    story = _story(case_id)
    row = _row(story, visit_id)
    if request.method == "GET":
        form.on.data, form.at.data = row.on, _hour(row)
    _show_now(form, row, tried)
    page = render_template(
        "officer/visit_report.html",
        form=form,
        story=story,
        tried=tried,
        visit=row,
        topics=CHECKLIST[row.kind],
        moods=tuple(MOODS.items()) if asks_mood(row.kind) else (),
        yes_no=YES_NO,
        streams=story.note_streams if asks_mood(row.kind) else (),
        banner=BANNER,
        script=STOP_SCRIPT,
        why_stop=STOP_WHY,
    )
    return page, tried.status


@officer.post("/cases/<case_id>/visits/<visit_id>/officer-told")
@open_to(*TEAM)
def visit_officer_told(case_id: str, visit_id: str) -> Response:
    """Record that the officer in the case knows that evidence was mentioned."""
    visit_reports.officer_told(kit().store, case_id, visit_id, rules=kit().rules(), asking=asking())
    return _to_plan(case_id)


@officer.post("/cases/<case_id>/witnesses/<witness_id>/refresh-wish")
@open_to(*TEAM)
def refresh_wish(case_id: str, witness_id: str) -> Response:
    """Record whether the family asked to leave memory refreshing to the very end."""
    at_end = request.form.get("at_end") == "yes"
    visits.wish_for_refresh(kit().store, case_id, witness_id, at_end=at_end, rules=kit().rules(), asking=asking())
    return _to_plan(case_id)


def _book(case_id: str, form: VisitForm, *, confirmed: bool) -> None:
    kind = VisitKind(form.kind.data or "")
    new = NewVisit(
        case_id=case_id,
        witness_id=form.witness.data or "",
        kind=kind,
        place=Place(form.place.data or ""),
        minutes=form.minutes.data or 0,
        on=form.on.data or date.min,
        at=form.at.data or time.min,
        # The police or the CPS lead memory refreshing, whoever stands in the form.
        officer_id="" if kind is VisitKind.MEMORY_REFRESH else form.officer.data or "",
    )
    visits.book(kit().store, new, confirmed=confirmed, rules=kit().rules(), asking=asking())


def _move(case_id: str, visit_id: str, form: MoveForm, *, confirmed: bool) -> None:
    on, at = form.on.data or date.min, form.at.data or time.min
    which = Which(case_id, visit_id, form.seen.data or 0)
    visits.move(kit().store, which, on, at, confirmed=confirmed, rules=kit().rules(), asking=asking())


def _report(case_id: str, visit_id: str, form: ReportForm, *, confirmed: bool) -> None:
    mentioned = form.evidence.data == "yes"
    came = WhatCame(
        on=form.on.data or date.min,
        at=form.at.data or time.min,
        covered=tuple(form.covered.data or ()),
        mood=form.mood.data or "",
        evidence_mentioned=mentioned,
        stopped=form.stopped.data == "yes" if mentioned and form.stopped.data else None,
        note_stream=next((s for s in Stream if s.value == form.note_stream.data), None),
        note=form.note.data or "",
    )
    which = Which(case_id, visit_id, form.seen.data or 0)
    visit_reports.report(kit().store, which, came, confirmed=confirmed, rules=kit().rules(), asking=asking())


def _suggest(form: VisitForm, story: CaseStory) -> None:
    """Fill an empty form with what the ladder says of the rung that it was opened from."""
    known = {word for word, _ in VISIT_KINDS}
    kind = request.args.get("kind", VisitKind.OTHER.value)
    form.kind.data = kind if kind in known else VisitKind.OTHER.value
    first = story.witnesses[0].witness_id if story.witnesses else ""
    form.witness.data = request.args.get("witness", first)
    form.officer.data = viewer().account_id
    rule = RULE_OF.get(VisitKind(form.kind.data))
    form.place.data = Place.AGREED.value if rule is None else rule.place.value
    form.minutes.data = 45 if rule is None else rule.minutes


def _show_now(form: MoveForm | ReportForm, row: VisitRow, tried: Tried) -> None:
    """Carry along how many steps there are: anew when somebody else has added one and that has been said."""
    if form.seen.data is None or tried.status == 409:
        form.seen.data = row.seen


def _hour(row: VisitRow) -> time | None:
    return time.fromisoformat(row.at) if row.at else None


def _story(case_id: str) -> CaseStory:
    return case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())


def _row(story: CaseStory, visit_id: str) -> VisitRow:
    row = story.plan.visit(visit_id)
    if row is None:
        raise NotFound("There is no such visit in this case.")
    return row


def _to_plan(case_id: str) -> Response:
    return redirect(url_for("officer.case", case_id=case_id, side="plan"), 303)
