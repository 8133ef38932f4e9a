"""Who is there: a page for officers and managers, and what they change on it."""

from datetime import date, datetime, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField, TimeField
from wtforms.validators import InputRequired

from witness.actions import cover as acts
from witness.domain.court_time import moment_in_london
from witness.domain.errors import NotFound, Refused
from witness.domain.staffing import OfficeHours
from witness.questions.cover import WEEKDAYS, cover_page
from witness.web.doors import Audience, open_to
from witness.web.forms import PageForm
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


class OnCallForm(PageForm):
    """Somebody is on call between two instants, London wall clock."""

    who = StringField("Who", validators=[InputRequired("Choose who")])
    from_on = DateField("First day", validators=[InputRequired("Enter the first day")])
    from_at = TimeField("From", validators=[InputRequired("Enter the hour at which it begins")])
    to_on = DateField("Last day", validators=[InputRequired("Enter the last day")])
    to_at = TimeField("Until", validators=[InputRequired("Enter the hour at which it ends")])


class AbsenceForm(PageForm):
    """Somebody is away on some days, and who stands in."""

    person = StringField("Who is away", validators=[InputRequired("Choose who")])
    first_on = DateField("First day away", validators=[InputRequired("Enter the first day away")])
    last_on = DateField("Last day away", validators=[InputRequired("Enter the last day away")])
    cover = StringField("Who stands in")


class HoursForm(PageForm):
    """When a team reads texts."""

    opens = TimeField("Opens", validators=[InputRequired("Enter when the office opens")])
    closes = TimeField("Closes", validators=[InputRequired("Enter when the office closes")])


@officer.route("/cover", methods=["GET", "POST"])
@open_to(*TEAM)
def cover() -> ResponseReturnValue:
    """Show who is there, and record an absence."""
    form = AbsenceForm(formdata=request.form if request.method == "POST" else None)
    if form.validate_on_submit():
        try:
            acts.go_away(
                kit().store,
                form.person.data or "",
                form.first_on.data or date.max,
                form.last_on.data or date.min,
                form.cover.data or None,
                asking=asking(),
            )
            return redirect(url_for("officer.cover"), 303)
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.last_on, refused)
    return _page(absence=form)


@officer.post("/cover/absences/<absence_id>/back")
@open_to(*TEAM)
def absence_back(absence_id: str) -> ResponseReturnValue:
    """Take an absence back."""
    acts.come_back(kit().store, absence_id, asking=asking())
    return redirect(url_for("officer.cover"), 303)


@officer.post("/cover/on-call")
@open_to(Audience.MANAGER)
def on_call_new() -> ResponseReturnValue:
    """Put somebody on call."""
    form = OnCallForm()
    if form.validate_on_submit():
        try:
            acts.put_on_call(
                kit().store,
                form.who.data or "",
                _moment(form.from_on.data, form.from_at.data),
                _moment(form.to_on.data, form.to_at.data),
                asking=asking(),
            )
            return redirect(url_for("officer.cover"), 303)
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.to_on, refused)
    return _page(shift=form)


@officer.post("/cover/on-call/<on_call_id>/back")
@open_to(Audience.MANAGER)
def on_call_back(on_call_id: str) -> ResponseReturnValue:
    """Take a shift back."""
    acts.take_off_call(kit().store, on_call_id, asking=asking())
    return redirect(url_for("officer.cover"), 303)


@officer.post("/cover/hours")
@open_to(Audience.MANAGER)
def office_hours() -> ResponseReturnValue:
    """Change when the team reads texts."""
    form = HoursForm()
    if form.validate_on_submit():
        ticked = request.form.getlist("weekdays")
        days = frozenset(number for number in range(len(WEEKDAYS)) if str(number) in ticked)
        try:
            hours = OfficeHours(form.opens.data or time.max, form.closes.data or time.min, days)
            acts.set_hours(kit().store, hours, asking=asking())
            return redirect(url_for("officer.cover"), 303)
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.closes, refused)
    return _page(hours=form)


def _moment(day: date | None, at: time | None) -> datetime:
    return moment_in_london(day or date.max, at or time.min)


def _page(
    *, absence: AbsenceForm | None = None, shift: OnCallForm | None = None, hours: HoursForm | None = None
) -> ResponseReturnValue:
    page = cover_page(kit().store, rules=kit().rules(), asking=asking())
    now_open = HoursForm(formdata=None, opens=page.hours.opens, closes=page.hours.closes)
    forms = {
        "absence": absence or AbsenceForm(formdata=None),
        "shift": shift or OnCallForm(formdata=None),
        "hours": hours or now_open,
    }
    mistakes = [mistake for form in forms.values() for mistake in form.mistakes]
    drawn = render_template("officer/cover.html", page=page, mistakes=mistakes, weekdays=WEEKDAYS, **forms)
    return (drawn, 422) if mistakes else drawn
