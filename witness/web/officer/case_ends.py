"""Closing a case, which two people do, and opening it again."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import closings as acts
from witness.actions.cases import reopen as open_again
from witness.domain.case_closing import Check
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.questions.closings import closing_page
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/close")
@open_to(*TEAM)
def closing(case_id: str, mistakes: tuple[tuple[str, str], ...] = ()) -> str:
    """Say what keeps a case open, offer to ask for its closing, or let a manager look."""
    page = closing_page(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("officer/case_close.html", page=page, mistakes=mistakes, typed=request.form)


@officer.post("/cases/<case_id>/close")
@open_to(*TEAM)
def close(case_id: str) -> ResponseReturnValue:
    """Ask for a case to be closed."""
    try:
        acts.ask_to_close(kit().store, case_id, rules=kit().rules(), asking=asking())
    except acts.StillOpen:
        return closing(case_id), 422
    return redirect(url_for("officer.closing", case_id=case_id), 303)


@officer.post("/cases/<case_id>/close/agree")
@open_to(*TEAM)
def agree_to_close(case_id: str) -> ResponseReturnValue:
    """Agree to a closing. Whoever is no manager finds no such page."""
    known = {check.value: check for check in Check}
    looked_at = [known[word] for word in request.form.getlist("looked") if word in known]
    try:
        acts.close_case(kit().store, case_id, looked_at, rules=kit().rules(), asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return closing(case_id, (("looked", str(refused)),)), 422
    return redirect(url_for("officer.closing", case_id=case_id), 303)


@officer.post("/cases/<case_id>/close/back")
@open_to(*TEAM)
def send_closing_back(case_id: str) -> ResponseReturnValue:
    """Send a closing back with what is missing."""
    try:
        acts.send_back(kit().store, case_id, request.form.get("why", ""), rules=kit().rules(), asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return closing(case_id, (("why", str(refused)),)), 422
    return redirect(url_for("officer.closing", case_id=case_id), 303)


@officer.post("/cases/<case_id>/reopen")
@open_to(*TEAM)
def reopen(case_id: str) -> Response:
    """Open a closed case again."""
    open_again(kit().store, case_id, rules=kit().rules(), asking=asking())
    return redirect(url_for("officer.case", case_id=case_id), 303)
