"""The team: load against hours, what waits for somebody, what is owed, as a page and as a table for a spreadsheet."""

from flask import Response, render_template, request

from witness.domain.escalation import BY_IN_WORDS, BY_THEIR_OWN_RULE, NOT_PUT_OFF, Step
from witness.domain.workload import WORK_RULES
from witness.questions.team import TeamPage, team_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.manager.pages import manager
from witness.web.sheets import as_csv

HEADS = (
    "Week from",
    "Who",
    "Open cases",
    "Hours of work, minutes",
    "Booked, minutes",
    "of this visits",
    "of this days at court",
    "of this bookings to make",
    "of this open cases",
    "Over their hours, minutes",
    "Hours are the office's",
)
# How far an escalation has gone, as the address and the page say it.
RUNGS: dict[str, Step] = {"manager": Step.MANAGER, "colleague": Step.LEAD, "owner": Step.OWNER}
RUNG_IN_WORDS: dict[Step, str] = {
    Step.MANAGER: "a manager was brought in",
    Step.LEAD: "a colleague was brought in",
    Step.OWNER: "only its owner",
}


@manager.get("/team")
@open_to(Audience.MANAGER)
def team() -> str:
    """Show what a manager can still put right."""
    return render_template(
        "manager/team.html",
        page=_page(RUNGS.get(request.args.get("rung", ""))),
        rungs={step: word for word, step in RUNGS.items()},
        rung_words=RUNG_IN_WORDS,
        rules=WORK_RULES,
        by_words=BY_IN_WORDS,
        hard=NOT_PUT_OFF,
        own_rule=BY_THEIR_OWN_RULE,
    )


@manager.get("/team.csv")
@open_to(Audience.MANAGER)
def team_csv() -> Response:
    """Give the load of four weeks for a spreadsheet."""
    rows = [
        [
            week.monday.isoformat(),
            officer.name,
            str(officer.cases),
            str(week.capacity),
            str(week.load.minutes),
            str(week.load.visits),
            str(week.load.court),
            str(week.load.bookings),
            str(week.load.cases),
            str(max(week.over, 0)),
            "yes" if officer.is_usual else "no",
        ]
        for officer in _page().loads
        for week in officer.weeks
    ]
    return as_csv("team-load.csv", HEADS, rows)


def _page(rung: Step | None = None) -> TeamPage:
    return team_page(kit().store, rules=kit().rules(), asking=asking(), rung=rung)
