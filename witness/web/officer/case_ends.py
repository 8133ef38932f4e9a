"""Closing a case, and opening it again."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import cases as acts
from witness.questions.handovers import closing_page
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/close")
@open_to(*TEAM)
def closing(case_id: str) -> str:
    """Say what keeps a case open, or offer to close it."""
    return render_template("officer/case_close.html", page=closing_page(kit().store, case_id, asking=asking()))


@officer.post("/cases/<case_id>/close")
@open_to(*TEAM)
def close(case_id: str) -> ResponseReturnValue:
    """Close a case."""
    try:
        acts.close_case(kit().store, case_id, rules=kit().rules(), asking=asking())
    except acts.StillOpen:
        return closing(case_id), 422
    return redirect(url_for("officer.case", case_id=case_id), 303)


@officer.post("/cases/<case_id>/reopen")
@open_to(*TEAM)
def reopen(case_id: str) -> Response:
    """Open a closed case again."""
    acts.reopen(kit().store, case_id, rules=kit().rules(), asking=asking())
    return redirect(url_for("officer.case", case_id=case_id), 303)
