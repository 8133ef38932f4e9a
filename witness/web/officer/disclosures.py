"""A text that speaks of danger: a page for those alone who must act on it."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from witness.actions import disclosures
from witness.questions.disclosures import kept_text, unclaimed_text
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/quarantine/<reply_id>")
@open_to(*TEAM)
def kept(case_id: str, reply_id: str) -> str:
    """Open the text."""
    return render_template("officer/kept_text.html", text=kept_text(kit().store, case_id, reply_id, asking=asking()))


@officer.get("/quarantine/<reply_id>")
@open_to(*TEAM)
def kept_unclaimed(reply_id: str) -> str:
    """Open the text of a number that no record has, or that several people share."""
    return render_template("officer/kept_text.html", text=unclaimed_text(kit().store, reply_id, asking=asking()))


@officer.post("/cases/<case_id>/quarantine/<reply_id>/officer-told")
@open_to(*TEAM)
def officer_told(case_id: str, reply_id: str) -> Response:
    """Record that the officer in the case was told."""
    disclosures.officer_told(kit().store, case_id, reply_id, asking=asking())
    return redirect(url_for("officer.kept", case_id=case_id, reply_id=reply_id), 303)


@officer.post("/cases/<case_id>/quarantine/<reply_id>/handled")
@open_to(*TEAM)
def kept_handled(case_id: str, reply_id: str) -> Response:
    """Record that whoever asks has acted on it."""
    disclosures.handled(kit().store, case_id, reply_id, asking=asking())
    # Whoever was on call may not open it again once they have acted.
    return redirect(url_for("officer.case", case_id=case_id, side="messages"), 303)
