"""What families answered after the trial, counted so that nobody can be picked out."""

from flask import render_template

from witness.domain.feedback import ASK_WORDS, BANDS, AskedAs
from witness.questions.parents import feedback_figures
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.manager.pages import manager


@manager.get("/figures/feedback")
@open_to(Audience.MANAGER)
def feedback() -> str:
    """Show the two questions' figures."""
    tables = feedback_figures(kit().store, asking=asking())
    return render_template("manager/feedback.html", tables=tables, words=ASK_WORDS[AskedAs.ADULT], bands=BANDS)
