"""What a person's calendar shows: chosen with them, looked at before it is saved."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, SelectMultipleField, StringField
from wtforms.validators import AnyOf, Length, Optional

from witness.actions.calendar_choices import choose
from witness.actions.people import RefusedField
from witness.domain.calendars import (
    ALARMS,
    LONGEST_NICKNAME,
    LONGEST_TITLE,
    CalendarChoice,
    CalendarOf,
    Place,
)
from witness.questions.calendar_choices import CalendarPage, alarm_in_words, calendar_page
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer

YES, NO = "yes", "no"
WANTED = ((NO, "No, nothing goes into their calendar"), (YES, "Yes, they asked for it"))
WHOSE = (
    (CalendarOf.SHARED.value, "Others may see it, or nobody has asked"),
    (CalendarOf.OWN.value, "An adult's own, seen by nobody else"),
    (CalendarOf.CHILD.value, "The child's own"),
)
PLACES = (
    (Place.NONE.value, "Nothing"),
    (Place.NICKNAME.value, "A nickname agreed with them (from L2)"),
    (Place.ADDRESS.value, "The building and town (L3 only)"),
)
BUSY = ((YES, "Busy"), (NO, "Free"))
RINGS = tuple((str(minutes), alarm_in_words(minutes)) for minutes in ALARMS)


def _values(options: tuple[tuple[str, str], ...]) -> list[str]:
    return [value for value, _ in options]


class CalendarForm(PageForm):
    """What a person chose for their calendar."""

    wanted = StringField("Do they want dates in their calendar?", validators=[AnyOf(_values(WANTED))])
    contact_id = StringField("Which mailbox?", filters=[trimmed], validators=[Optional()])
    whose = StringField("Whose calendar is it?", validators=[AnyOf(_values(WHOSE))])
    title = StringField(
        "Cover title",
        filters=[trimmed],
        validators=[Length(max=LONGEST_TITLE, message=f"Use {LONGEST_TITLE} characters or fewer")],
    )
    place = StringField("How much of the place may it show?", validators=[AnyOf(_values(PLACES))])
    nickname = StringField(
        "Nickname for the place",
        filters=[trimmed],
        validators=[Length(max=LONGEST_NICKNAME, message=f"Use {LONGEST_NICKNAME} characters or fewer")],
    )
    # Plain values: the library is about to give up the pairs that its types still ask for.
    alarms = SelectMultipleField(
        "May it ring?",
        choices=_values(RINGS),  # type: ignore[arg-type]
        validators=[Optional()],
    )
    busy = StringField("How does the time show?", validators=[AnyOf(_values(BUSY))])


@officer.route("/cases/<case_id>/people/<person_id>/calendar", methods=["GET", "POST"])
@open_to(*TEAM)
def calendar(case_id: str, person_id: str) -> ResponseReturnValue:
    """Show what somebody's calendar shows, show what it would, or change it."""
    if request.method == "GET":
        page = _page_of(case_id, person_id, None)
        return _shown(page, _form_of(page))
    form = CalendarForm()
    if not form.validate_on_submit():
        return _shown(_page_of(case_id, person_id, None), form), 422
    chosen = _chosen(form, person_id)
    if request.form.get("step") == "look":
        return _shown(_page_of(case_id, person_id, chosen), form, looked=True)
    try:
        choose(kit().store, case_id, chosen, rules=kit().rules(), asking=asking())
    except RefusedField as refused:
        fields: dict[str, Field] = {field.name: field for field in form}
        form.refuse(fields.get(refused.field, form.title), refused)
        return _shown(_page_of(case_id, person_id, None), form), 422
    return redirect(url_for("officer.calendar", case_id=case_id, person_id=person_id), 303)


def _page_of(case_id: str, person_id: str, proposed: CalendarChoice | None) -> CalendarPage:
    return calendar_page(kit().store, case_id, person_id, proposed, wording=kit().wording, asking=asking())


def _shown(page: CalendarPage, form: CalendarForm, *, looked: bool = False) -> str:
    return render_template(
        "officer/calendar.html",
        page=page,
        form=form,
        looked=looked,
        wanted=WANTED,
        whose=WHOSE,
        place_words=PLACES,
        busy=BUSY,
        rings=RINGS,
    )


def _form_of(page: CalendarPage) -> CalendarForm:
    choice = page.choice
    return CalendarForm(
        formdata=None,
        wanted=YES if page.wanted else NO,
        contact_id=choice.contact_id,
        whose=choice.whose.value,
        title=choice.title,
        place=choice.place.value,
        nickname=choice.nickname,
        alarms=[str(minutes) for minutes in choice.alarms],
        busy=YES if choice.busy else NO,
    )


def _chosen(form: CalendarForm, person_id: str) -> CalendarChoice:
    return CalendarChoice(
        person_id=person_id,
        wanted=form.wanted.data == YES,
        contact_id=form.contact_id.data or "",
        title=form.title.data or "",
        place=Place(form.place.data or ""),
        nickname=form.nickname.data or "",
        alarms=tuple(sorted(int(minutes) for minutes in form.alarms.data or ())),
        busy=form.busy.data == YES,
        whose=CalendarOf(form.whose.data or ""),
    )
