"""Cases: the list, and one case by its sides."""

from flask import abort, render_template, request

from witness.domain.access import Role
from witness.questions.cases import case_list, case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit, viewer
from witness.web.officer.forms import CALL_RESULTS, MEASURE_STATES, NEED_STATES
from witness.web.officer.pages import TEAM, officer

SIDES = (
    ("summary", "Summary"),
    ("people", "People"),
    ("dates", "Dates"),
    ("preparation", "Preparation"),
    ("messages", "Messages"),
    ("history", "History"),
)


@officer.get("/cases")
@open_to(*TEAM)
def cases() -> str:
    """List the cases that somebody may see."""
    mine = "team" not in request.args and viewer().role is Role.OFFICER
    return render_template("officer/cases.html", rows=case_list(kit().store, asking=asking(), mine=mine), mine=mine)


@officer.get("/cases/<case_id>")
@officer.get("/cases/<case_id>/<side>")
@open_to(*TEAM)
def case(case_id: str, side: str = "summary") -> str:
    """Show one side of a case."""
    if side not in dict(SIDES):
        abort(404)
    story = case_story(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template(
        f"officer/case_{side}.html",
        story=story,
        side=side,
        sides=SIDES,
        call_results=CALL_RESULTS,
        need_states=NEED_STATES,
        measure_states=MEASURE_STATES,
    )
