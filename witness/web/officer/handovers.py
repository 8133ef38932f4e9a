"""Handing a case over: the offer, the six things to look at, and the answer."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import handovers as acts
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.handover import Tick
from witness.questions.handovers import handover_page
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/handover")
@open_to(*TEAM)
def handover(case_id: str) -> str:
    """Show what a handover is about."""
    return _page(case_id)


@officer.post("/cases/<case_id>/handover/offer")
@open_to(*TEAM)
def handover_offer(case_id: str) -> ResponseReturnValue:
    """Offer a case to a colleague."""
    try:
        acts.offer(kit().store, case_id, request.form.get("to", ""), asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return _page(case_id, fault=str(refused)), 422
    return redirect(url_for("officer.handover", case_id=case_id), 303)


@officer.post("/cases/<case_id>/handover/accept")
@open_to(*TEAM)
def handover_accept(case_id: str) -> ResponseReturnValue:
    """Take a case over, with everything ticked."""
    ticked = tuple(tick for tick in Tick if tick.value in request.form.getlist("tick"))
    try:
        acts.accept(kit().store, case_id, ticked, rules=kit().rules(), asking=asking())
    except acts.NotAllTicked as missing:
        return _page(case_id, ticked=ticked, missing=missing.missing), 422
    return redirect(url_for("officer.case", case_id=case_id), 303)


@officer.post("/cases/<case_id>/handover/decline")
@open_to(*TEAM)
def handover_decline(case_id: str) -> Response:
    """Say no to a case."""
    acts.decline(kit().store, case_id, asking=asking())
    return redirect(url_for("officer.today"), 303)


@officer.post("/cases/<case_id>/handover/withdraw")
@open_to(*TEAM)
def handover_withdraw(case_id: str) -> Response:
    """Take an offer back."""
    acts.withdraw(kit().store, case_id, asking=asking())
    return redirect(url_for("officer.handover", case_id=case_id), 303)


def _page(case_id: str, *, fault: str = "", ticked: tuple[Tick, ...] = (), missing: tuple[Tick, ...] = ()) -> str:
    page = handover_page(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("officer/handover.html", page=page, fault=fault, ticked=ticked, missing=missing)
