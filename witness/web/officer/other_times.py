"""A meeting does not suit a family: the two times they named, what the rules say of each, and one click to take one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.other_times import decide
from witness.domain.errors import NotFound, Refused
from witness.domain.other_times import Chosen
from witness.questions.other_times import wishes
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer

CHOSEN = {"1": Chosen.FIRST, "2": Chosen.SECOND, "0": Chosen.NEITHER}


@officer.get("/cases/<case_id>/other-times")
@open_to(*TEAM)
def other_times(case_id: str) -> str:
    """Show what families of a case have asked for."""
    return _page(case_id)


@officer.post("/cases/<case_id>/other-times/<asked_id>")
@open_to(*TEAM)
def other_time(case_id: str, asked_id: str) -> ResponseReturnValue:
    """Take one of the times, or neither. What the rules warn of stands beside the button that takes it all the same."""
    chosen = CHOSEN.get(request.form.get("chosen", ""))
    if chosen is None:
        return _page(case_id, "Choose one of the times"), 422
    try:
        decide(
            kit().store,
            case_id,
            asked_id,
            chosen,
            confirmed=request.form.get("confirmed") == "yes",
            rules=kit().rules(),
            asking=asking(),
        )
    except NotFound:
        raise
    except Refused as refused:
        return _page(case_id, str(refused)), 422
    return redirect(url_for("officer.case", case_id=case_id, side="plan"), 303)


def _page(case_id: str, mistake: str = "") -> str:
    ref, found = wishes(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("officer/other_times.html", case_id=case_id, ref=ref, wishes=found, mistake=mistake)
