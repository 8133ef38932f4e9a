"""Court lists: send one in, see what came of it, sort out what no rule may decide."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import DateField, StringField
from wtforms.validators import Optional

from witness.actions.lists import Envelope, TakenIn, sort_out, take_in
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.questions.lists import lists_page
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit, now, viewer
from witness.web.officer.pages import TEAM, officer


class ListForm(PageForm):
    """A court list as a file, with what the list itself may not say."""

    file = FileField("Court list (JSON)", validators=[FileRequired("Choose a file")])
    court = StringField("Court, where the list does not name it", filters=[trimmed], validators=[Optional()])
    content_date = DateField("Day of the list, where it does not say", validators=[Optional()])


@officer.get("/lists")
@open_to(*TEAM)
def lists() -> str:
    """Show what came, what it proposes, and what has to be sorted out."""
    return _page(ListForm(formdata=None))


@officer.post("/lists")
@open_to(*TEAM)
def send_list() -> ResponseReturnValue:
    """Take in a list that somebody sends."""
    form = ListForm()
    if not form.validate_on_submit():
        return _page(form), 422
    envelope = Envelope(
        received_by=f"sent in by {viewer().name}",
        court_code=form.court.data or "",
        content_date=form.content_date.data,
    )
    try:
        taken = take_in(kit().store, form.file.data.read(), envelope, rules=kit().rules(), now=now())
    except Refused as refused:
        form.refuse(form.file, refused)
        return _page(form), 422
    if len(taken.proposals) == 1 and not taken.remarks:
        return redirect(url_for("officer.proposal", proposal_id=taken.proposals[0]), 303)
    return _page(ListForm(formdata=None), taken)


@officer.post("/triage/<item_id>/done")
@open_to(*TEAM)
def triage_done(item_id: str) -> Response:
    """Record that something has been sorted out."""
    sort_out(kit().store, item_id, asking=asking())
    return redirect(url_for("officer.lists"), 303)


def _page(form: ListForm, taken: TakenIn | None = None) -> str:
    page = lists_page(kit().store, asking=asking())
    return render_template("officer/lists.html", page=page, form=form, taken=taken, today=london_day(now()))
