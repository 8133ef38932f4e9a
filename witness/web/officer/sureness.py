"""What officers record of how sure somebody is to come: two taps on the countdown, or on the page of a call."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.evidence import Whom
from witness.actions.sureness import Said, record
from witness.domain.errors import NotFound, Refused
from witness.domain.sureness import Hard, Sure
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.countdown import countdown_page
from witness.web.officer.pages import TEAM, officer


@officer.post("/cases/<case_id>/witnesses/<witness_id>/sureness")
@open_to(*TEAM)
def say_sureness(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record what somebody said, or take it back. What is refused is said above the form."""
    person_id = request.form.get("person", "")
    try:
        said = _said(person_id)
        record(kit().store, Whom(case_id, witness_id), said, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return countdown_page(case_id, [(f"sureness-{witness_id}", str(refused))]), 422
    if request.form.get("back") == "call":
        return redirect(url_for("officer.call", case_id=case_id, person=person_id), 303)
    return redirect(f"{url_for('officer.case_countdown', case_id=case_id)}#sureness-{witness_id}", 303)


def _said(person_id: str) -> Said:
    if not request.form.get("sure"):
        raise Refused("Choose how sure they are. If they did not say, choose that.")
    hard = tuple(word_of(Hard, {"hard": value}, "hard") for value in request.form.getlist("hard"))
    return Said(person_id, word_of(Sure, request.form, "sure"), hard, maybe_day(request.form.get("on", "")))
