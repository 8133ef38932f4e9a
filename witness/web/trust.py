"""What is promised about safety and what was last measured of it, for everybody who works here."""

from flask import Blueprint, render_template

from witness.domain.trust_figures import Standing
from witness.questions.trust_figures import trust_page
from witness.web.doors import Audience, open_to
from witness.web.here import kit

trust = Blueprint("trust", __name__)

TAGS = {Standing.HELD: "green", Standing.FAILED: "red", Standing.NEVER: "grey"}


@trust.get("/trust")
@open_to(Audience.SIGNED_IN)
def promises() -> str:
    """Show the promises and their figures. They are about the product, never about a case."""
    page = trust_page(kit().settings.trust_file)
    return render_template("trust/promises.html", page=page, standings=tuple(Standing), tags=TAGS)
