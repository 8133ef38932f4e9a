"""The page on which a prosecutor records what the court decided, who was warned, and which certificate was filed."""

from datetime import date, datetime, time
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional

from witness.actions.cps_records import record_certificate, record_decision, record_requirement
from witness.actions.evidence import Whom
from witness.actions.measures import Progress
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.cps_records import DECISIONS, REQUIREMENTS, Heard, Party
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.measures import MEASURE_IN_WORDS, MeasureKind, MeasureState
from witness.domain.people import Requirement
from witness.questions.readiness import case_readiness
from witness.web.forms import PageForm
from witness.web.here import asking, kit, now

CERTIFICATE = "certificate"
# (what the form sends, what it says): a decision on a measure, a warning, or a certificate.
OUTCOMES = [
    *((state.value, f"The court’s decision: {words}") for state, words in DECISIONS.items()),
    *((requirement.value, f"Witness {words}") for requirement, words in REQUIREMENTS.items()),
    *((f"{CERTIFICATE}-{party.value}", f"Certificate filed: {party.value}") for party in Party),
]


class RecordForm(PageForm):
    """What happened, to whom, when, and how the prosecutor knows. Nothing is typed but a day."""

    outcome = StringField(
        "What happened?", validators=[AnyOf([value for value, _ in OUTCOMES], message="Choose what happened")]
    )
    witness = StringField("Which witness? Leave it for a certificate")
    measure = StringField(
        "Which measure? Only for a decision",
        validators=[Optional(), AnyOf([kind.value for kind in MeasureKind], message="Choose the measure")],
    )
    on = DateField("When, if not today", validators=[Optional()])
    heard = StringField(
        "How do you know?",
        validators=[InputRequired("Choose how you know"), AnyOf(list(Heard), message="Choose how you know")],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether they go together."""
        fine = bool(super().validate(extra_validators))
        outcome = self.outcome.data or ""
        if fine and not outcome.startswith(CERTIFICATE) and not self.witness.data:
            self.refuse(self.witness, "Choose the witness")
        if fine and outcome in set(DECISIONS) and not self.measure.data:
            self.refuse(self.measure, "Choose the measure that was decided")
        return fine and not self.mistakes


def record_page(case_id: str) -> ResponseReturnValue:
    """Show the form, or record what was sent and go back to the case."""
    form = RecordForm()
    if form.validate_on_submit():
        try:
            _record(case_id, form)
        except (NotFound, SomebodyElseChangedThis):
            raise
        except Refused as refused:
            form.refuse(form.outcome, refused)
        else:
            return redirect(url_for("liaison.case", case_id=case_id), 303)
    found = case_readiness(kit().store, case_id, rules=kit().rules(), asking=asking())
    choices = {
        "outcomes": OUTCOMES,
        "measures": [(kind.value, MEASURE_IN_WORDS[kind]) for kind in MeasureKind],
        "heard": [(heard.value, heard.value) for heard in Heard],
    }
    page = render_template("liaison/record.html", case=found, case_id=case_id, form=form, **choices)
    return page, 422 if form.mistakes else 200


def _record(case_id: str, form: RecordForm) -> None:
    outcome, heard, at = form.outcome.data or "", Heard(form.heard.data or ""), _moment(form.on.data)
    whom, store, rules = Whom(case_id, form.witness.data or ""), kit().store, kit().rules()
    if outcome.startswith(CERTIFICATE):
        party = Party(outcome.removeprefix(f"{CERTIFICATE}-"))
        record_certificate(store, case_id, party, at or now(), asking=asking())
    elif outcome in set(REQUIREMENTS):
        step = Requirement(outcome)
        record_requirement(store, whom, step, at or now(), heard, rules=rules, asking=asking())
    else:
        made = Progress(MeasureKind(form.measure.data or ""), MeasureState(outcome), at=at)
        record_decision(store, whom, made, heard, rules=rules, asking=asking())


def _moment(on: date | None) -> datetime | None:
    """Of a day in the past the beginning is taken: nobody knows the hour."""
    return None if on is None or on == london_day(now()) else moment_in_london(on, time(0, 0))
