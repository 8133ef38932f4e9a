"""The liaison's pages: who is ready, and what is missing from whom."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.readiness import mark_seen
from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.readiness import Verdict
from witness.questions.enquiries import case_questions as questions_of_case
from witness.questions.readiness import (
    FURTHEST_FIRST,
    WEEKS_AHEAD,
    ReadinessBoard,
    Wanted,
    case_readiness,
    readiness_board,
)
from witness.web.documents import as_pdf
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.liaison import questions as asked
from witness.web.liaison.certificate import HEADS, certificate, csv_rows, mark_of
from witness.web.liaison.records import record_page
from witness.web.sheets import as_csv

liaison = Blueprint("liaison", __name__)

READERS = (Audience.LIAISON, Audience.OFFICER, Audience.MANAGER)
MOST_WEEKS = 26
A_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
WEEK_CHOICES = (1, 2, 4, 8, MOST_WEEKS)


@liaison.get("/readiness")
@open_to(*READERS)
def readiness() -> str:
    """Show the board."""
    board = _board()
    choices = sorted({*WEEK_CHOICES, board.wanted.weeks})
    return render_template(
        "liaison/readiness.html", board=board, choices=choices, asked=_asked_of(board.wanted), mark=mark_of(board)
    )


@liaison.post("/readiness/seen")
@open_to(*READERS)
def seen() -> ResponseReturnValue:
    """Mark what the page showed as seen by whoever asks; what has changed meanwhile they have not seen."""
    board = _board()
    if request.form.get("mark") != mark_of(board):
        raise SomebodyElseChangedThis("Readiness has changed while you were reading. Look at it again.")
    mark_seen(kit().store, {line.witness_id for line in board.lines}, asking=asking())
    return redirect(url_for("liaison.readiness", **_asked_of(_wanted())), 303)


@liaison.get("/readiness.csv")
@open_to(*READERS)
def readiness_csv() -> Response:
    """Give the board as a table for a spreadsheet, with the mark that the certificate of the same board bears."""
    return as_csv("readiness.csv", HEADS, csv_rows(_board()))


@liaison.get("/readiness.pdf")
@open_to(*READERS)
def readiness_pdf() -> Response:
    """Give the board, or one case of it, as a certificate on paper."""
    return as_pdf("readiness", "readiness.pdf", certificate(_board()))


@liaison.get("/readiness/<case_id>")
@open_to(*READERS)
def case(case_id: str) -> str:
    """Show one case."""
    found = case_readiness(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("liaison/case.html", case=found, case_id=case_id, weeks=MOST_WEEKS)


@liaison.route("/readiness/<case_id>/record", methods=["GET", "POST"])
@open_to(Audience.LIAISON)
def record(case_id: str) -> ResponseReturnValue:
    """Record what the court decided, who was warned, or a certificate that was filed."""
    return record_page(case_id)


@liaison.get("/questions")
@open_to(*READERS)
def questions() -> str:
    """Show what waits for whom, and what was answered."""
    return render_template("liaison/questions.html", board=asked.board())


@liaison.get("/questions.csv")
@open_to(*READERS)
def questions_csv() -> Response:
    """Give the questions as a table for a spreadsheet."""
    return as_csv("questions.csv", asked.HEADS, asked.rows_of(asked.board()))


@liaison.get("/questions/<case_id>")
@open_to(*READERS)
def case_questions(case_id: str) -> str:
    """Show the questions about one case."""
    found = questions_of_case(kit().store, case_id, rules=kit().rules(), asking=asking())
    return render_template("liaison/case_questions.html", case=found)


@liaison.route("/questions/<case_id>/ask", methods=["GET", "POST"])
@open_to(*READERS)
def ask(case_id: str) -> ResponseReturnValue:
    """Put a question to the other side."""
    return asked.ask_page(case_id)


@liaison.route("/questions/<case_id>/<enquiry_id>", methods=["GET", "POST"])
@open_to(*READERS)
def question(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Answer one question."""
    return asked.answer_page(case_id, enquiry_id)


@liaison.post("/questions/<case_id>/<enquiry_id>/withdraw")
@open_to(*READERS)
def withdraw(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Take a question back."""
    return asked.take_back(case_id, enquiry_id)


@liaison.post("/questions/<case_id>/<enquiry_id>/seen")
@open_to(*READERS)
def see(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Mark the answer to a question of one's own as seen."""
    return asked.see(case_id, enquiry_id)


def _board() -> ReadinessBoard:
    return readiness_board(kit().store, rules=kit().rules(), asking=asking(), wanted=_wanted())


def _wanted() -> Wanted:
    """Read the filter. What makes no sense filters nothing."""
    verdict = request.args.get("verdict", "")
    return Wanted(
        court=request.args.get("court", "")[:160],
        weeks=_weeks(),
        week=_day(request.args.get("week", "")),
        verdict=Verdict(verdict) if verdict in set(FURTHEST_FIRST) else None,
        changed_only=request.args.get("changed") == "1",
        case_id=request.args.get("case", "")[:40],
        mine=request.args.get("mine") == "1",
        asked=request.args.get("asked") == "1",
    )


def _asked_of(wanted: Wanted) -> dict[str, Any]:
    """Give the filter as the parts of an address, so that paper and spreadsheet show what the page shows."""
    parts = {
        "court": wanted.court,
        "weeks": wanted.weeks,
        "week": wanted.week,
        "verdict": wanted.verdict and wanted.verdict.value,
        "case": wanted.case_id,
        "changed": "1" if wanted.changed_only else "",
        "mine": "1" if wanted.mine else "",
        "asked": "1" if wanted.asked else "",
    }
    return {name: part for name, part in parts.items() if part}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if A_DAY.fullmatch(typed) else None
    except ValueError:
        return None


def _weeks() -> int:
    weeks = request.args.get("weeks", "")
    return min(max(int(weeks), 1), MOST_WEEKS) if re.fullmatch(r"[0-9]{1,3}", weeks) else WEEKS_AHEAD
