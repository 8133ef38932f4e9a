"""Privacy incidents, and the table of phrases by which texts are understood."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import incidents as acts
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.incidents import Decision
from witness.questions.incidents import DECISION_IN_WORDS, incidents_page
from witness.questions.phrases import phrases_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.manager.pages import manager

CHOICES = tuple((decision.value, words) for decision, words in DECISION_IN_WORDS.items() if decision != Decision.OPEN)


@manager.get("/incidents")
@open_to(Audience.MANAGER)
def incidents() -> str:
    """Show texts that may have reached a stranger."""
    return _page()


@manager.post("/incidents/<incident_id>")
@open_to(Audience.MANAGER)
def decide_incident(incident_id: str) -> ResponseReturnValue:
    """Record what was decided."""
    chosen, reason = request.form.get("decision", ""), request.form.get("reason", "")
    decision = Decision(chosen) if chosen in {value for value, _ in CHOICES} else Decision.OPEN
    try:
        acts.decide(kit().store, incident_id, decision, reason, asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return _page(mistake=(incident_id, str(refused)), reason=reason), 422
    return redirect(url_for("manager.incidents"), 303)


@manager.get("/phrases")
@open_to(Audience.MANAGER)
def phrases() -> str:
    """Show by which words texts are understood."""
    return render_template("manager/phrases.html", page=phrases_page())


def _page(mistake: tuple[str, str] = ("", ""), reason: str = "") -> str:
    page = incidents_page(kit().store, asking=asking())
    return render_template("manager/incidents.html", page=page, choices=CHOICES, mistake=mistake, reason=reason)
