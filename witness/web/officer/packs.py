"""The page that a family takes home before a day at court."""

from flask import Response, render_template

from witness.questions.packs import PackPage, pack_page
from witness.web.documents import as_pdf
from witness.web.doors import open_to
from witness.web.filters import as_dialled
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/hearings/<hearing_id>/pack/<person_id>")
@open_to(*TEAM)
def pack(case_id: str, hearing_id: str, person_id: str) -> str:
    """Show a family's page, with what is still to be agreed."""
    page = pack_page(kit().store, case_id, hearing_id, person_id, asking=asking())
    return render_template(
        "officer/pack.html", page=page, hearing_id=hearing_id, person_id=person_id, paper=_values(page)
    )


@officer.get("/cases/<case_id>/hearings/<hearing_id>/pack/<person_id>.pdf")
@open_to(*TEAM)
def pack_pdf(case_id: str, hearing_id: str, person_id: str) -> Response:
    """Give a family's page on one A4. Its name says nothing either: it stays in the list of downloads."""
    page = pack_page(kit().store, case_id, hearing_id, person_id, asking=asking())
    return as_pdf("pack", "your-day.pdf", _values(page))


def _values(page: PackPage) -> dict[str, object]:
    pack, phone = page.pack, as_dialled(page.pack.ring)
    sender = pack.signed_as or "us"
    ring = f"Ring {sender}{f' on {phone}' if phone else ''}. Ring whatever it is about."
    quiet = "" if pack.lines else f"Please ring {sender}. We go through everything together, by voice."
    return {
        "title": "Your day",
        "day": pack.day,
        "intro": [quiet] if quiet else [],
        "lines": [{"label": line.label, "words": line.words, "is_open": line.is_open} for line in pack.lines],
        "steps": pack.steps,
        "bring": pack.bring,
        "ring": [ring, "If a call and this page differ, the call is right. In danger, ring 999."],
        "foot": "",
    }
