"""What officers record about special measures: the next link of a chain, and on what a direction rests."""

from datetime import date, datetime, time

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from witness.actions import measures
from witness.actions.evidence import Whom
from witness.actions.measures import Progress
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.measures import Basis, MeasureKind, MeasureState
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit, now
from witness.web.officer.acts import word_of
from witness.web.officer.cases import side_of
from witness.web.officer.pages import TEAM, officer


class MeasureForm(PageForm):
    """A step of a measure."""

    state = StringField(
        "Is now",
        validators=[
            InputRequired("Choose how far it has got"),
            AnyOf([state.value for state in MeasureState], message="Choose how far it has got"),
        ],
    )
    on = DateField("When, if not today", validators=[Optional()])
    source = StringField(
        "Who told us",
        filters=[trimmed],
        validators=[Length(max=120, message="Use 120 characters or fewer")],
    )
    basis = StringField(
        "What it rests on",
        validators=[Optional(), AnyOf([basis.value for basis in Basis], message="Choose what it rests on")],
    )


@officer.post("/cases/<case_id>/witnesses/<witness_id>/measures")
@open_to(*TEAM)
def set_measure(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record how far a special measure has got. What is refused is shown beside the form with what was typed."""
    kind, form = word_of(MeasureKind, request.form, "kind"), MeasureForm()
    if form.validate_on_submit():
        made = Progress(
            kind,
            MeasureState(form.state.data or ""),
            at=_moment(form.on.data),
            source=form.source.data or "",
            basis=Basis(form.basis.data) if form.basis.data else None,
        )
        try:
            measures.set_measure(kit().store, Whom(case_id, witness_id), made, rules=kit().rules(), asking=asking())
        except (NotFound, SomebodyElseChangedThis):
            raise
        except Refused as refused:
            form.refuse(form.on if _is_ahead(form.on.data) else form.state, refused)
        else:
            return _back(case_id)
    where = f"{witness_id}-{'new' if 'is_new' in request.form else kind.value}"
    mistakes = [(f"{field}-{where}", words) for field, words in form.mistakes]
    return side_of(case_id, "measures", step=form, step_of=where, mistakes=mistakes, kind_of_step=kind.value), 422


@officer.post("/cases/<case_id>/witnesses/<witness_id>/measures/basis")
@open_to(*TEAM)
def set_basis(case_id: str, witness_id: str) -> Response:
    """Record on what a direction rests."""
    kind, basis = word_of(MeasureKind, request.form, "kind"), word_of(Basis, request.form, "basis")
    measures.set_basis(kit().store, Whom(case_id, witness_id), kind, basis, rules=kit().rules(), asking=asking())
    return _back(case_id)


def _moment(on: date | None) -> datetime | None:
    """Of a day in the past the beginning is taken: nobody knows the hour."""
    return None if on is None or on == london_day(now()) else moment_in_london(on, time(0, 0))


def _is_ahead(on: date | None) -> bool:
    return on is not None and on > london_day(now())


def _back(case_id: str) -> Response:
    return redirect(url_for("officer.case", case_id=case_id, side="measures"), 303)
