"""The run sheet of a day, on a page and on paper."""

from datetime import date, timedelta

from flask import Response, render_template, request

from witness.domain.court_time import london_day, spoken_day
from witness.questions.run_sheet_gaps import Stop
from witness.questions.run_sheets import RunSheet, run_sheet
from witness.web.documents import as_pdf
from witness.web.doors import open_to
from witness.web.filters import london_moment
from witness.web.here import asking, kit, now, viewer
from witness.web.officer.pages import TEAM, officer

NOTHING = "Nothing is planned for this day."
NOTES = (
    "Families are in your phone by initials; no number of theirs stands on paper. Shred this in the evening.",
    "In danger, ring 999.",
)


@officer.get("/run-sheet")
@open_to(*TEAM)
def run_sheet_page() -> str:
    """Show the day of an officer, ready to print."""
    sheet, one_day = _sheet(), timedelta(days=1)
    return render_template(
        "officer/run_sheet.html",
        sheet=sheet,
        before=sheet.on - one_day,
        after=sheet.on + one_day,
        notes=_notes(sheet),
        nothing=NOTHING,
    )


@officer.get("/run-sheet.pdf")
@open_to(*TEAM)
def run_sheet_pdf() -> Response:
    """Give the day of an officer on one A4."""
    sheet = _sheet()
    return as_pdf("run_sheet", f"run-sheet-{sheet.on.isoformat()}.pdf", _values(sheet))


def _sheet() -> RunSheet:
    officer_id = request.args.get("officer", "")[:40] or viewer().account_id
    return run_sheet(kit().store, officer_id, _day(), asking=asking())


def _day() -> date:
    today = london_day(now())
    try:
        asked = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today
    # Far from today there is nothing to print, and the edges of the calendar have no day before or after them.
    return asked if abs(asked - today) < timedelta(days=3660) else today


def _values(sheet: RunSheet) -> dict[str, object]:
    return {
        "title": f"Run sheet: {sheet.officer}",
        "day": spoken_day(sheet.on),
        "printed": f"Printed {london_moment(sheet.printed_at)}",
        "foot": f"{sheet.officer}, {spoken_day(sheet.on)}. Things may have changed since this was printed.",
        "away": sheet.away,
        "nothing": NOTHING,
        "stops": [_stop(stop) for stop in sheet.stops],
        "ring_title": "Whom to ring",
        "ring": [{"role": line.role, "who": line.who} for line in sheet.ring],
        "notes": _notes(sheet),
    }


def _notes(sheet: RunSheet) -> list[str]:
    return [note for note in (sheet.travel, *NOTES) if note]


def _stop(stop: Stop) -> dict[str, object]:
    names = ("when", "what", "who", "where", "state", "gap", "lines", "fallback", "is_open", "is_short", "ticks")
    return {name: getattr(stop, name) for name in names}
