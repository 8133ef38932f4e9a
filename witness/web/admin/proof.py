"""Whether the record of who looked at what is signed, for whoever keeps the machine. No entry stands here."""

from flask import render_template

from witness.questions.proof import proof_page
from witness.web.admin.pages import admin
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now


@admin.get("/proof")
@open_to(Audience.ADMIN)
def proof() -> str:
    """Show how the signing is."""
    found = proof_page(kit().store, kit().settings.checkpoint_dir, now=now())
    return render_template("admin/proof.html", proof=found)
