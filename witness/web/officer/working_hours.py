"""When the team works and what each brings: the pages on which officers and managers say so."""

from datetime import time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired

from witness.actions.places import set_office
from witness.actions.working_hours import set_terms
from witness.domain.errors import NotFound, Refused
from witness.domain.places import SKILL_IN_WORDS
from witness.domain.working_hours import DAYS_OF_A_WEEK, DayHours, WorkingTerms
from witness.questions.cover import WEEKDAYS
from witness.questions.working_hours import PersonsHours, hours_of, hours_page
from witness.web.doors import Audience, open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit
from witness.web.officer.hours import hour_of
from witness.web.officer.pages import TEAM, officer


class TermsForm(PageForm):
    """What somebody brings; the hours of each weekday stand beside it, two fields a day."""

    break_minutes = IntegerField("Break, in minutes", validators=[InputRequired("Enter how long the break is")])
    overtime = IntegerField("Overtime a plan may use, in minutes a day", validators=[InputRequired("Enter 0 for none")])
    seats = IntegerField("Seats for a family in the car", validators=[InputRequired("Enter 0 for no car")])
    base = StringField("Where the day begins", filters=[trimmed])


class OfficeForm(PageForm):
    """Where the office is."""

    office = StringField("First half of the office's postcode", filters=[trimmed])


@officer.get("/cover/people")
@open_to(*TEAM)
def working_hours() -> ResponseReturnValue:
    """Show when each of the team works."""
    return _list(OfficeForm(formdata=None))


@officer.post("/cover/office")
@open_to(Audience.MANAGER)
def office() -> ResponseReturnValue:
    """Record where the office is."""
    form = OfficeForm()
    try:
        set_office(kit().store, form.office.data or "", asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        form.refuse(form.office, refused)
        return _list(form)
    return redirect(url_for("officer.working_hours"), 303)


@officer.route("/cover/people/<account_id>", methods=["GET", "POST"])
@open_to(*TEAM)
def persons_hours(account_id: str) -> ResponseReturnValue:
    """Show and change when somebody works."""
    known = hours_of(kit().store, account_id, asking=asking())
    if request.method == "GET":
        return _form(known, _filled(known.terms), _days_of(known.terms), known.terms.skills, "")
    form = TermsForm()
    skills = frozenset(request.form.getlist("skills"))
    sent = [(request.form.get(f"from-{n}", ""), request.form.get(f"until-{n}", "")) for n in range(DAYS_OF_A_WEEK)]
    mistake = ""
    if form.validate_on_submit():
        try:
            set_terms(kit().store, account_id, _terms(form, sent, skills), asking=asking())
            return redirect(url_for("officer.working_hours"), 303)
        except NotFound:
            raise
        except Refused as refused:
            mistake = str(refused)
    return _form(known, form, sent, skills, mistake)


def _terms(form: TermsForm, sent: list[tuple[str, str]], skills: frozenset[str]) -> WorkingTerms:
    return WorkingTerms(
        days=tuple(_day(n, *hours) for n, hours in enumerate(sent) if any(hours)),
        break_minutes=form.break_minutes.data or 0,
        overtime=form.overtime.data or 0,
        skills=skills,
        seats=form.seats.data or 0,
        base=form.base.data or "",
    )


def _day(weekday: int, starts: str, ends: str) -> DayHours:
    begins, closes = hour_of(starts), hour_of(ends)
    if begins is None or closes is None:
        raise Refused(f"Enter from when to when on {WEEKDAYS[weekday]}, or leave both empty.")
    return DayHours(weekday, begins, closes)


def _days_of(terms: WorkingTerms) -> list[tuple[str, str]]:
    by_day = {hours.weekday: hours for hours in terms.days}
    return [(_written(by_day, n, "starts"), _written(by_day, n, "ends")) for n in range(DAYS_OF_A_WEEK)]


def _written(by_day: dict[int, DayHours], weekday: int, which: str) -> str:
    if weekday not in by_day:
        return ""
    at: time = getattr(by_day[weekday], which)
    return f"{at:%H:%M}"


def _filled(terms: WorkingTerms) -> TermsForm:
    return TermsForm(
        formdata=None,
        break_minutes=terms.break_minutes,
        overtime=terms.overtime,
        seats=terms.seats,
        base=terms.base,
    )


def _form(
    known: PersonsHours, form: TermsForm, days: list[tuple[str, str]], skills: frozenset[str], mistake: str
) -> ResponseReturnValue:
    mistakes = [*form.mistakes, *([("from-0", mistake)] if mistake else [])]
    drawn = render_template(
        "officer/working_hours_form.html",
        known=known,
        form=form,
        days=list(zip(WEEKDAYS, days, strict=True)),
        skills=skills,
        all_skills=[(skill.value, words) for skill, words in SKILL_IN_WORDS.items()],
        mistake=mistake,
        mistakes=mistakes,
    )
    return (drawn, 422) if mistakes else drawn


def _list(form: OfficeForm) -> ResponseReturnValue:
    page = hours_page(kit().store, asking=asking())
    if not form.mistakes:
        form.office.data = page.office
    drawn = render_template("officer/working_hours.html", page=page, form=form)
    return (drawn, 422) if form.mistakes else drawn
