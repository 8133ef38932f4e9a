"""What managers decide about who may see what: emergencies, conflicts of interest, restricted cases each quarter."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import conflicts as conflict_acts
from witness.actions.break_glass import review
from witness.domain.break_glass import FINDING_IN_WORDS, Finding
from witness.domain.conflicts import ConflictState
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.questions.access import access_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.manager.pages import manager

FINDINGS = tuple((finding.value, words) for finding, words in FINDING_IN_WORDS.items() if finding is not Finding.OPEN)
DECISIONS = {"stands": ConflictState.STANDS, "lift": ConflictState.LIFTED}


@manager.get("/access")
@open_to(Audience.MANAGER)
def access() -> str:
    """Show what waits for a manager."""
    return _page()


@manager.post("/access/openings/<opening_id>")
@open_to(Audience.MANAGER)
def review_opening(opening_id: str) -> ResponseReturnValue:
    """Record whether it was right to open a case in an emergency."""
    chosen, words = request.form.get("finding", ""), request.form.get("words", "")
    finding = Finding(chosen) if chosen in dict(FINDINGS) else Finding.OPEN
    try:
        review(kit().store, opening_id, finding, words, asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return _page((opening_id, str(refused)), words), 422
    return redirect(url_for("manager.access"), 303)


@manager.post("/access/conflicts/<conflict_id>")
@open_to(Audience.MANAGER)
def decide_conflict(conflict_id: str) -> ResponseReturnValue:
    """Record that a conflict stands, or lift it."""
    state = DECISIONS.get(request.form.get("decision", ""), ConflictState.WAITS)
    conflict_acts.decide(kit().store, conflict_id, state, rules=kit().rules(), asking=asking())
    return redirect(url_for("manager.access"), 303)


@manager.post("/access/named/<case_id>/<account_id>")
@open_to(Audience.MANAGER)
def confirm_named(case_id: str, account_id: str) -> ResponseReturnValue:
    """Record whether somebody named in a restriction still needs the case."""
    keeps = request.form.get("keeps", "")
    if keeps not in {"yes", "no"}:
        raise NotFound("Neither yes nor no.")
    conflict_acts.confirm_named(kit().store, case_id, account_id, keeps=keeps == "yes", asking=asking())
    return redirect(url_for("manager.access"), 303)


def _page(mistake: tuple[str, str] = ("", ""), words: str = "") -> str:
    page = access_page(kit().store, asking=asking())
    return render_template("manager/access.html", page=page, findings=FINDINGS, mistake=mistake, words=words)
