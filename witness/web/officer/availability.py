"""Days on which somebody of a family cannot come, entered on the side of the people."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional

from witness.actions import availability
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.identifiers import new_id
from witness.web.doors import open_to
from witness.web.forms import PageForm
from witness.web.here import asking, kit, now
from witness.web.officer.cases import side_of
from witness.web.officer.pages import TEAM, officer


class AvoidForm(PageForm):
    """Days on which somebody cannot come."""

    first_on = DateField("First day", validators=[InputRequired("Enter the first day")])
    last_on = DateField("Last day, if there are several", validators=[Optional()])
    why = StringField("Why, in a word", validators=[AnyOf([why.value for why in AvoidWhy], message="Choose a word")])


@officer.post("/cases/<case_id>/people/<person_id>/avoid")
@open_to(*TEAM)
def avoid_dates(case_id: str, person_id: str) -> ResponseReturnValue:
    """Record days on which a person cannot come. What is refused is shown beside the form with what was typed."""
    form = AvoidForm()
    if form.validate_on_submit() and form.first_on.data is not None:
        first_on = form.first_on.data
        dates = DatesToAvoid(
            new_id(), person_id, first_on, form.last_on.data or first_on, AvoidWhy(form.why.data or ""), now()
        )
        try:
            availability.avoid_dates(kit().store, case_id, dates, rules=kit().rules(), asking=asking())
        except (NotFound, SomebodyElseChangedThis):
            raise
        except Refused as refused:
            form.refuse(form.last_on if form.last_on.data else form.first_on, refused)
        else:
            return redirect(url_for("officer.case", case_id=case_id, side="people"), 303)
    mistakes = [(f"{field}-{person_id}", words) for field, words in form.mistakes]
    return side_of(case_id, "people", avoid=form, avoid_of=person_id, mistakes=mistakes), 422
