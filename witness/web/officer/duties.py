"""What families say they were told: a form about one time limit."""

from datetime import datetime, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField, TimeField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from witness.actions.duties import LONGEST_BY, VIA_IN_WORDS, Said, record_notice
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.errors import NotFound, Refused
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit, now
from witness.web.officer.pages import TEAM, officer

WAYS = tuple(VIA_IN_WORDS.items())
NOON = time(12, 0)


class DutyToldForm(PageForm):
    """When, how and by whom a family says it was told."""

    on = DateField("On which day were they told?", validators=[InputRequired("Enter the day")])
    at = TimeField("At what time?", validators=[Optional()])
    via = StringField("How?", validators=[AnyOf(list(VIA_IN_WORDS), message="Choose how they were told")])
    by = StringField(
        "By whom?",
        filters=[trimmed],
        validators=[Length(max=LONGEST_BY, message=f"Use {LONGEST_BY} characters or fewer")],
    )
    person = StringField("Who says so?", filters=[trimmed], validators=[Optional()])


@officer.route("/cases/<case_id>/duties/<code>/<about>", methods=["GET", "POST"])
@open_to(*TEAM)
def duty_told(case_id: str, code: str, about: str) -> ResponseReturnValue:
    """Record that the family says they were told."""
    form = DutyToldForm()
    if form.validate_on_submit():
        try:
            said = Said(
                case_id, code, about, _told_at(form), form.via.data or "", form.by.data or "", form.person.data or None
            )
            record_notice(kit().store, said, rules=kit().rules(), asking=asking())
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.on, refused)
        else:
            return redirect(url_for("officer.case", case_id=case_id, side="duties"), 303)
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    card = story.duties.card(code, about)
    if card is None or not card.record:
        raise NotFound("There is no such time limit in this case.")
    page = render_template("officer/duty_told.html", form=form, story=story, card=card, ways=WAYS)
    return page, 422 if request.method == "POST" else 200


def _told_at(form: DutyToldForm) -> datetime:
    """Give the instant; a day without an hour means its noon, or now when that is still to come."""
    on = form.on.data
    if on is None:
        raise Refused("Enter the day.")
    if form.at.data is not None:
        return moment_in_london(on, form.at.data)
    noon = moment_in_london(on, NOON)
    return min(noon, now()) if on == london_day(now()) else noon
