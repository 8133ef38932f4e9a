"""My week: a plan asked for, looked at, changed by hand, accepted or set aside; by forms that a mouse may fill."""

from datetime import date, time, timedelta
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField, TimeField
from wtforms.validators import InputRequired

from witness.actions import week as acts
from witness.actions import week_moves as moves
from witness.actions.week_accept import TheWorldMoved, accept
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.week_places import Place
from witness.questions.week import draft_view, moved_lines, week_page
from witness.questions.week_moves import fit_of, move_page
from witness.questions.week_views import MovePage
from witness.web.doors import open_to
from witness.web.forms import PageForm
from witness.web.here import asking, kit, now
from witness.web.officer.pages import TEAM, officer

ONLY_ME = "me"
FARTHEST = timedelta(days=3660)
Mistakes = list[tuple[str, str]]


class MoveForm(PageForm):
    """Where something goes. held_by: out of whose hands it was dragged, "" in the form with a field for everybody."""

    on = DateField("Day", validators=[InputRequired("Choose a day")])
    at = TimeField("Begins at", validators=[InputRequired("Enter when it begins")])
    officer = StringField("Officer", validators=[InputRequired("Choose an officer")])
    second = StringField("Second officer")
    held_by = StringField("Held by")
    seen = StringField("Seen")
    note = StringField("Why")

    @property
    def place(self) -> Place:
        """What was chosen; only of a form that is as it should be."""
        return Place(
            self.on.data or date.max,
            self.at.data or time.min,
            self.officer.data or "",
            self.second.data or "",
            self.held_by.data or "",
        )


@officer.get("/week")
@open_to(*TEAM)
def week() -> ResponseReturnValue:
    """Show the week, and the newest plan that was asked for it."""
    return _page(_monday(request.args.get("week", "")))


@officer.post("/week/plan")
@open_to(*TEAM)
def week_plan() -> ResponseReturnValue:
    """Ask for a plan of the week; the worker makes it."""
    monday = _monday(request.form.get("week", ""))
    only_me = request.form.get("whose") == ONLY_ME
    try:
        moves.ask_for_week(kit().store, monday, only_me=only_me, asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _page(monday, [("whose", str(refused))])
    return _to(monday)


@officer.post("/week/what-if")
@open_to(*TEAM)
def week_what_if() -> ResponseReturnValue:
    """Ask for the smallest repair if somebody were away on a day."""
    monday = _monday(request.form.get("week", ""))
    who, day = request.form.get("who", ""), _day(request.form.get("day", ""))
    try:
        moves.ask_what_if(kit().store, monday, who, day or date.max, asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _page(monday, [("who", str(refused))])
    return _to(monday)


@officer.get("/week/<request_id>/progress")
@open_to(*TEAM)
def week_progress(request_id: str) -> str:
    """Say how far the planner has got: a part of the page, for a script that asks again and again."""
    return render_template("officer/week_progress.html", draft=draft_view(kit().store, request_id, asking=asking()))


@officer.post("/week/<request_id>/accept")
@open_to(*TEAM)
def week_accept(request_id: str) -> ResponseReturnValue:
    """Book the draft and let everybody know; when the world has moved, say what moved instead."""
    monday = _monday_of(request_id)
    try:
        accept(kit().store, request_id, rules=kit().rules(), asking=asking(), seen=request.form.get("seen", ""))
    except NotFound:
        raise
    except TheWorldMoved as world:
        return _page(
            monday, [("", line) for line in moved_lines(kit().store, world.moved, asking=asking())], status=409
        )
    except Refused as refused:
        return _page(monday, [("", str(refused))], status=409)
    return _to(monday)


@officer.post("/week/<request_id>/aside")
@open_to(*TEAM)
def week_aside(request_id: str) -> ResponseReturnValue:
    """Set a draft aside; nothing of it is booked."""
    monday = _monday_of(request_id)
    acts.set_aside(kit().store, request_id, asking=asking())
    return _to(monday)


@officer.route("/week/<request_id>/<key>", methods=["GET", "POST"])
@open_to(*TEAM)
def week_move(request_id: str, key: str) -> ResponseReturnValue:
    """Show one visit or ride of a draft and where it could go, and put it there."""
    is_sent = request.method == "POST"
    form = MoveForm(formdata=request.form if is_sent else request.args if "on" in request.args else None)
    if is_sent and "save" in request.form and form.validate():
        try:
            note, seen = form.note.data or "", form.seen.data or ""
            moved = moves.move(kit().store, request_id, key, form.place, note=note, seen=seen, asking=asking())
            return _to(moved.first_on)
        except NotFound:
            raise
        except SomebodyElseChangedThis as changed:
            form.refuse(form.on, changed)
        except moves.NeedsNote as short:
            form.refuse(form.note, short)
        except Refused as refused:
            form.refuse(form.at, refused)
    if is_sent and "out" in request.form:
        try:
            out = moves.take_out(kit().store, request_id, key, seen=form.seen.data or "", asking=asking())
            return _to(out.first_on)
        except NotFound:
            raise
        except Refused as refused:
            form = _as_it_stands(move_page(kit().store, request_id, key, None, asking=asking()))
            form.refuse(form.on, refused)
    chosen = form.place if form.on.data and form.at.data and form.officer.data else None
    page = move_page(kit().store, request_id, key, chosen, asking=asking())
    if form.on.data is None and not is_sent:
        form = _as_it_stands(page)
    page_at = {"here": url_for(".week_move", request_id=request_id, key=key)}
    page_at["fit_at"] = url_for(".week_fit", request_id=request_id, key=key)
    drawn = render_template("officer/week_move.html", page=page, form=form, mistakes=form.mistakes, **page_at)
    return (drawn, 422) if form.mistakes else drawn


@officer.get("/week/<request_id>/<key>/fit")
@open_to(*TEAM)
def week_fit(request_id: str, key: str) -> ResponseReturnValue:
    """Say whether something fits somewhere, and by how many minutes it does not: a part of a page, for a script."""
    form = MoveForm(formdata=request.args)
    if not form.validate():
        abort(422)
    verdict = fit_of(kit().store, request_id, key, form.place, asking=asking())
    return render_template("officer/week_fit.html", verdict=verdict)


@officer.post("/week/<request_id>/<key>/pin")
@open_to(*TEAM)
def week_pin(request_id: str, key: str) -> ResponseReturnValue:
    """Pin something where the draft has it, or take the pin out."""
    if request.form.get("pin") == "no":
        moves.take_pin_out(kit().store, key, asking=asking())
    else:
        moves.pin_where_it_is(kit().store, request_id, key, seen=request.form.get("seen", ""), asking=asking())
    return redirect(url_for(".week_move", request_id=request_id, key=key), 303)


def _page(monday: date, mistakes: Mistakes | None = None, *, status: int = 422) -> ResponseReturnValue:
    page = week_page(kit().store, monday, rules=kit().rules(), asking=asking())
    drawn = render_template("officer/week.html", page=page, mistakes=mistakes or [])
    return (drawn, status) if mistakes else drawn


def _as_it_stands(page: MovePage) -> MoveForm:
    at = time.fromisoformat(page.at) if page.at else None
    return MoveForm(formdata=None, on=page.on, at=at, officer=page.officer, second=page.second)


def _monday_of(request_id: str) -> date:
    return _start_of_week(draft_view(kit().store, request_id, asking=asking()).first_on)


def _to(monday: date) -> ResponseReturnValue:
    return redirect(f"{url_for('.week')}?{urlencode({'week': _start_of_week(monday).isoformat()})}", 303)


def _monday(entered: str) -> date:
    """Give the Monday of the week that was asked for; of this week, or of the next from Saturday on, when none was."""
    day, today = _day(entered), london_day(now())
    # The edges of the calendar have no week before or after them.
    if day is not None and abs(day - today) < FARTHEST:
        return _start_of_week(day)
    return _start_of_week(today + timedelta(days=2 if today.weekday() > 4 else 0))


def _start_of_week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _day(entered: str) -> date | None:
    try:
        return date.fromisoformat(entered)
    except ValueError:
        return None
