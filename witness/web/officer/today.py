"""Today: the first page of an officer's day."""

from flask import render_template, request

from witness.domain.access import Role
from witness.domain.escalation import BY_IN_WORDS, BY_THEIR_OWN_RULE, NOT_PUT_OFF
from witness.questions.today import today_for
from witness.web.doors import open_to
from witness.web.here import asking, kit, viewer
from witness.web.officer.pages import TEAM, officer

# A section of which every row is asked for; without it a page holds no more rows than one can look through.
SECTIONS = ("to_tell", "at_risk", "due", "tomorrow")


@officer.get("/today")
@open_to(*TEAM)
def today() -> str:
    """Show what can still be put right, by whom and by when."""
    whole_team = "team" in request.args or viewer().role is Role.MANAGER
    page = today_for(kit().store, asking(), kit().rules(), whole_team=whole_team)
    every = request.args.get("every", "")
    return render_template(
        "officer/today.html",
        page=page,
        by_words=BY_IN_WORDS,
        hard=NOT_PUT_OFF,
        own_rule=BY_THEIR_OWN_RULE,
        every=every if every in SECTIONS else "",
    )
