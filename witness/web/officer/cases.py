"""Cases: the list, and one case by its sides."""

from flask import abort, render_template, request

from witness.actions.duties import VIA_IN_WORDS
from witness.domain.access import Role
from witness.domain.court_time import london_day
from witness.questions.cases import case_list, case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit, now, viewer
from witness.web.officer.forms import MEASURE_STATES, NEED_STATES
from witness.web.officer.pages import TEAM, officer

# The side's name in the address, and on its tab.
SIDES = {
    "summary": "Summary",
    "people": "People",
    "dates": "Journey",
    "told": "Told",
    "preparation": "Preparation",
    "messages": "Messages",
    "duties": "Duties",
    "history": "History",
}


@officer.get("/cases")
@open_to(*TEAM)
def cases() -> str:
    """List the cases that somebody may see."""
    may_narrow = viewer().role is Role.OFFICER
    mine = "team" not in request.args and may_narrow
    rows = case_list(kit().store, asking=asking(), mine=mine)
    return render_template("officer/cases.html", rows=rows, mine=mine, may_narrow=may_narrow)


@officer.get("/cases/<case_id>")
@officer.get("/cases/<case_id>/<side>")
@open_to(*TEAM)
def case(case_id: str, side: str = "summary") -> str:
    """Show one side of a case."""
    if side not in SIDES:
        abort(404)
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template(
        f"officer/case_{side}.html",
        story=story,
        side=side,
        sides=SIDES,
        need_states=NEED_STATES,
        measure_states=MEASURE_STATES,
        today=london_day(now()),
        via_words=VIA_IN_WORDS,
    )
