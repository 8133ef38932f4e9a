"""Saying that one must not know of a case, before a name in it is read."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import conflicts as acts
from witness.domain.conflicts import Closeness
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.questions.access import before_names, colleagues, kinds, to_declare
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/conflicts")
@open_to(*TEAM)
def conflicts() -> str:
    """Show, by initials, the cases that come to somebody by an offer or as cover."""
    return render_template("officer/conflicts.html", cases=to_declare(kit().store, asking=asking()))


@officer.route("/cases/<case_id>/conflict", methods=["GET", "POST"])
@open_to(*TEAM)
def conflict(case_id: str) -> ResponseReturnValue:
    """Show a case by initials, and take in that somebody must not have it."""
    if request.method == "GET":
        return _page(case_id)
    about, kind = request.form.get("who", ""), request.form.get("kind", "")
    try:
        if kind not in set(Closeness):
            raise Refused("Choose what it is.")
        if about:
            acts.enter(kit().store, case_id, about, Closeness(kind), rules=kit().rules(), asking=asking())
            return redirect(url_for("manager.access"), 303)
        acts.declare(kit().store, case_id, Closeness(kind), rules=kit().rules(), asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return _page(case_id, str(refused)), 422
    return render_template("officer/conflict_declared.html")


def _page(case_id: str, mistake: str = "") -> str:
    case = before_names(kit().store, case_id, asking=asking())
    return render_template(
        "officer/conflict.html",
        case=case,
        kinds=kinds(),
        mistake=mistake,
        colleagues=colleagues(kit().store, asking=asking()),
    )
