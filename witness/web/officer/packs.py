"""The page that a family takes home before a day at court."""

from flask import Response, render_template, request

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
    page = _page(case_id, hearing_id, person_id)
    return render_template(
        "officer/pack.html", page=page, hearing_id=hearing_id, person_id=person_id, paper=_values(page)
    )


@officer.get("/cases/<case_id>/hearings/<hearing_id>/pack/<person_id>.pdf")
@open_to(*TEAM)
def pack_pdf(case_id: str, hearing_id: str, person_id: str) -> Response:
    """Give a family's page on one A4. Its name says nothing either: it stays in the list of downloads."""
    page = _page(case_id, hearing_id, person_id)
    return as_pdf("pack", "your-day.pdf", _values(page))


def in_one_piece(number: str) -> str:
    """Keep the groups of a number in their order: from right to left, plain spaces would turn them round."""
    return number.replace(" ", "\u00a0")


def _page(case_id: str, hearing_id: str, person_id: str) -> PackPage:
    language = request.args.get("language", "")
    return pack_page(kit().store, case_id, hearing_id, person_id, asking=asking(), language=language)


def _values(page: PackPage) -> dict[str, object]:
    pack, phone = page.pack, as_dialled(page.pack.ring)
    said, sender = pack.words.said, pack.signed_as
    ring = said["ring" if phone else "ring_ask"].format(sender=sender, phone=in_one_piece(phone))
    quiet = "" if pack.lines else said["quiet"].format(sender=sender)
    return {
        "language": pack.language,
        "direction": page.direction,
        "said": {name: said[name] for name in ("what", "agreed", "how_it_goes", "to_bring", "if_worried")},
        "title": said["title"],
        "day": pack.day,
        "intro": [quiet] if quiet else [],
        "lines": [{"label": line.label, "words": line.words, "is_open": line.is_open} for line in pack.lines],
        "steps": pack.steps,
        "bring": pack.bring,
        "ring": [ring, *([pack.by_text] if pack.by_text else []), said["differ"]],
        "foot": "",
    }
