"""The list of cases, the search for one, and the page of a household."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.domain.access import Role
from witness.domain.case_gaps import Gap
from witness.domain.errors import Refused
from witness.questions.case_list import ListAsked, cases_page, search_cases
from witness.questions.households import household_of
from witness.web.doors import open_to
from witness.web.here import asking, kit, viewer
from witness.web.officer.pages import TEAM, officer

LONGEST_SEARCH = 80


@officer.get("/cases")
@open_to(*TEAM)
def cases() -> str:
    """List the cases that somebody may see, narrowed as the address says. No address holds anything about a family."""
    page = cases_page(kit().store, _asked(), asking=asking())
    return render_template("officer/cases.html", page=page, typed="", fault="")


@officer.route("/cases/search", methods=["GET", "POST"])
@open_to(*TEAM)
def search() -> ResponseReturnValue:
    """Find a case. What was typed comes in the body, goes back into the box, and stands nowhere else."""
    if request.method == "GET":
        return redirect(url_for("officer.cases"), 303)
    typed = request.form.get("words", "").strip()[:LONGEST_SEARCH]
    try:
        found = search_cases(kit().store, typed, asking=asking())
    except Refused as refused:
        return render_template("officer/search.html", found=None, typed=typed, fault=str(refused)), 422
    return render_template("officer/search.html", found=found, typed=typed, fault="")


@officer.get("/households/<household_id>")
@open_to(*TEAM)
def household(household_id: str) -> str:
    """Show a household through the cases that somebody may see."""
    page = household_of(kit().store, household_id, asking=asking())
    return render_template("officer/household.html", page=page, household_id=household_id)


def _asked() -> ListAsked:
    args = request.args
    return ListAsked(
        mine="team" not in args and viewer().role is Role.OFFICER,
        owner_id=args.get("owner", "")[:32],
        court_code=args.get("court", "")[:40],
        gap=next((gap for gap in Gap if gap.value == args.get("gap")), None),
        page=args.get("page", 1, type=int),
    )
