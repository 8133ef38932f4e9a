"""Did the light tell the truth: concern held against what happened, as a page and as a table for a spreadsheet."""

from flask import Response, render_template, request

from witness.questions.calibration import JUDGED_AT, NOT_RECORDED, LightPage, light
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.manager.pages import manager
from witness.web.sheets import as_csv

PERIODS = ((91, "13 weeks"), (365, "a year"), (730, "two years"))
USUAL_PERIOD = 365
HEADS = (
    "From",
    "To",
    "Table",
    "Group",
    "Band",
    "Witness days",
    "Did not come",
    "Share that did not come",
    "Times as often",
)


@manager.get("/figures/light")
@open_to(Audience.MANAGER)
def truth() -> str:
    """Show how what was said of witnesses compares with who came."""
    return render_template(
        "manager/light.html",
        page=_page(),
        days=_days(),
        periods=PERIODS,
        judged_at=JUDGED_AT,
        not_recorded=NOT_RECORDED,
    )


@manager.get("/figures/light.csv")
@open_to(Audience.MANAGER)
def truth_csv() -> Response:
    """Give the tables for a spreadsheet. What is hidden on the page is hidden here."""
    page = _page()
    period = [page.first.isoformat(), page.last.isoformat()]
    tables = [(f"{lead} working days before", rows) for lead, rows in page.by_band]
    tables += [("By month", page.by_month), *page.groups]
    rows = [[*period, name, r.of, r.band, r.count, r.absent, r.share, ""] for name, own in tables for r in own]
    rows += [[*period, "Factors", f.words, "active", f.came, f.absent, "", f.times] for f in page.factors]
    return as_csv("did-the-light-tell-the-truth.csv", HEADS, rows)


def _page() -> LightPage:
    return light(kit().store, days=_days(), rules=kit().rules(), asking=asking())


def _days() -> int:
    given = request.args.get("days", "")
    return next((days for days, _ in PERIODS if str(days) == given), USUAL_PERIOD)
