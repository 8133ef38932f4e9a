"""One case by its sides."""

from flask import abort, render_template

from witness.domain.court_time import london_day
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.forms import MEASURE_STATES, NEED_STATES
from witness.web.officer.pages import TEAM, officer

# The side's name in the address, and on its tab. "notes" stands at the address of a side and has a view of its own,
# `web/officer/notes.py`: a stream of notes is for fewer people than the case, and opening one is on the record.
SIDES = {
    "summary": "Summary",
    "people": "People",
    "dates": "Journey",
    "told": "Told",
    "preparation": "Preparation",
    "plan": "Plan",
    "messages": "Messages",
    "notes": "Notes",
    "history": "History",
}


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
    )
