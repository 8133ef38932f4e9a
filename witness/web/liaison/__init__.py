"""The liaison's pages: who is ready, and what is missing from whom."""

import re

from flask import Blueprint, Response, render_template, request

from witness.questions.readiness import WEEKS_AHEAD, ReadinessBoard, case_readiness, readiness_board
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.sheets import as_csv

liaison = Blueprint("liaison", __name__)

READERS = (Audience.LIAISON, Audience.OFFICER, Audience.MANAGER)
MOST_WEEKS = 26
WEEK_CHOICES = (1, 2, 4, 8, MOST_WEEKS)
HEADS = (
    "Day",
    "Hearing",
    "Court",
    "Case",
    "Witness",
    "Readiness",
    "Working days left",
    "Missing",
    "How far",
    "Whose move",
    "By",
)


@liaison.get("/readiness")
@open_to(*READERS)
def readiness() -> str:
    """Show the board."""
    weeks = _weeks()
    choices = sorted({*WEEK_CHOICES, weeks})
    return render_template("liaison/readiness.html", board=_board(), weeks=weeks, choices=choices)


@liaison.get("/readiness.csv")
@open_to(*READERS)
def readiness_csv() -> Response:
    """Give the board as a table for a spreadsheet."""
    rows: list[list[str]] = []
    for line in _board().lines:
        for item in line.missing or (None,):
            by = item.by.isoformat() if item and item.by else ""
            cells = [line.day, line.what, line.court, line.references or line.ref, line.witness, line.verdict]
            cells += ["" if line.days_left is None else str(line.days_left)]
            cells += [item.what, item.state, item.whose, by] if item else ["", "", "", ""]
            rows.append(cells)
    return as_csv("readiness.csv", HEADS, rows)


@liaison.get("/readiness/<case_id>")
@open_to(*READERS)
def case(case_id: str) -> str:
    """Show one case."""
    found = case_readiness(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("liaison/case.html", case=found)


def _board() -> ReadinessBoard:
    court = request.args.get("court", "")[:160]
    return readiness_board(kit().store, rules=kit().rules(), asking=asking(), court=court, weeks=_weeks())


def _weeks() -> int:
    weeks = request.args.get("weeks", "")
    return min(max(int(weeks), 1), MOST_WEEKS) if re.fullmatch(r"[0-9]{1,3}", weeks) else WEEKS_AHEAD
