"""Figures: how long it took to tell people, as a page and as a table for a spreadsheet."""

from flask import Response, render_template, request

from witness.questions.message_figures import message_figures
from witness.questions.time_to_tell import FiguresPage, last_days, time_to_tell
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit, now
from witness.web.manager.pages import manager
from witness.web.sheets import as_csv

PERIODS = ((7, "7 days"), (28, "28 days"), (91, "13 weeks"), (365, "a year"))
USUAL_PERIOD = 28
HEADS = (
    "From",
    "To",
    "What people had to be told",
    "How they were told",
    "How many",
    "Time to tell, median",
    "Time to tell, 95th percentile",
    "Time until they said that they know, median",
    "Time until they said that they know, 95th percentile",
    "Later than one working day",
)

WEEK_HEADS = (
    "Week from",
    "Texts",
    "Delivered",
    "Answered",
    "Failed",
    "From failed to reached, median",
    "From failed to reached, 95th percentile",
    "Failed and not reached",
    "Calls",
    "Calls that reached them",
)


@manager.get("/figures")
@open_to(Audience.MANAGER)
def figures() -> str:
    """Show how long it took to tell people."""
    return render_template("manager/figures.html", page=_page(), days=_days(), periods=PERIODS)


@manager.get("/figures.csv")
@open_to(Audience.MANAGER)
def figures_csv() -> Response:
    """Give the table for a spreadsheet."""
    page = _page()
    period = [page.first.isoformat(), page.last.isoformat()]
    rows = [
        [*period, r.right, r.way, r.count, r.median, r.p95, r.known_median, r.known_p95, r.breaches] for r in page.rows
    ]
    return as_csv("time-to-tell.csv", HEADS, rows)


@manager.get("/figures/messages")
@open_to(Audience.MANAGER)
def message_weeks() -> str:
    """Show how texts and calls went, week by week."""
    return render_template("manager/message_figures.html", weeks=message_figures(kit().store, asking=asking()))


@manager.get("/figures/messages.csv")
@open_to(Audience.MANAGER)
def message_weeks_csv() -> Response:
    """Give the weeks for a spreadsheet."""
    rows = [
        [w.monday.isoformat(), w.texts, w.delivered, w.answered, w.failed, w.median, w.p95, w.not_reached, w.calls,
         w.reached]
        for w in message_figures(kit().store, asking=asking())
    ]  # fmt: skip
    return as_csv("texts-and-calls.csv", WEEK_HEADS, rows)


def _page() -> FiguresPage:
    first, last = last_days(now(), _days())
    return time_to_tell(kit().store, first=first, last=last, rules=kit().rules(), asking=asking())


def _days() -> int:
    given = request.args.get("days", "")
    return next((days for days, _ in PERIODS if str(days) == given), USUAL_PERIOD)
