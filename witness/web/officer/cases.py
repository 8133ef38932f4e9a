"""One case by its sides."""

from flask import abort, render_template

from witness.actions.duties import VIA_IN_WORDS
from witness.domain.court_time import london_day
from witness.questions.case_measures import BEGINNINGS_IN_WORDS
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.forms import AVOID_WORDS, BASES, NEED_STATES
from witness.web.officer.pages import TEAM, officer

# The side's name in the address, and on its tab. "countdown", "money", "parents", "explain" and "aftercare" have
# views of their own, in `web/officer/`, as they ask for more than the others do. "notes" stands at the
# address of a side and has one too, `web/officer/notes.py`: a stream of notes is for fewer people than the case, and
# opening one is on the record.
SIDES = {
    "summary": "Summary",
    "people": "People",
    "parents": "Parents",
    "dates": "Journey",
    "measures": "Special measures",
    "told": "Told",
    "preparation": "Preparation",
    "countdown": "Countdown",
    "plan": "Plan",
    "money": "Letters and money",
    "messages": "Messages",
    "explain": "Explain",
    "notes": "Notes",
    "duties": "Duties",
    "aftercare": "Afterwards",
    "history": "History",
}

# What a side is told about a form on it that was refused: the form as it was sent, and which of them it was.
NOTHING_REFUSED: dict[str, object] = {
    "mistakes": (),
    "step": None,
    "step_of": "",
    "kind_of_step": "",
    "avoid": None,
    "avoid_of": "",
}


@officer.get("/cases/<case_id>")
@officer.get("/cases/<case_id>/<side>")
@open_to(*TEAM)
def case(case_id: str, side: str = "summary") -> str:
    """Show one side of a case."""
    if side not in SIDES:
        abort(404)
    return side_of(case_id, side)


def side_of(case_id: str, side: str, **more: object) -> str:
    """Draw one side of a case. more: a form that was refused, with what was typed."""
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template(
        f"officer/case_{side}.html",
        story=story,
        side=side,
        sides=SIDES,
        need_states=NEED_STATES,
        bases=BASES,
        beginnings=BEGINNINGS_IN_WORDS,
        avoid_words=AVOID_WORDS,
        today=london_day(now()),
        via_words=VIA_IN_WORDS,
        **{**NOTHING_REFUSED, **more},
    )
