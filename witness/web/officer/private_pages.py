"""The private page of a phone, on its card: switched on or off, a link made and shown once, taken back."""

import segno
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import private_pages
from witness.actions.contact import CannotKeep
from witness.web.doors import open_to
from witness.web.here import asking, fittings, kit
from witness.web.officer.contact import NewLink, contact_page_of
from witness.web.officer.pages import TEAM, officer

LONGEST_REASON = 200


@officer.post("/cases/<case_id>/contacts/<contact_id>/page")
@open_to(*TEAM)
def page_switch(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Switch the private page of a phone on or off."""
    try:
        private_pages.switch(
            kit().store,
            case_id,
            contact_id,
            on=request.form.get("on") == "yes",
            because=request.form.get("page_because", "")[:LONGEST_REASON],
            rules=kit().rules(),
            asking=asking(),
        )
    except CannotKeep as refused:
        return contact_page_of(case_id, contact_id, page_mistakes=refused.faults), 422
    return _to_card(case_id, contact_id)


@officer.post("/cases/<case_id>/contacts/<contact_id>/page-link")
@open_to(*TEAM)
def page_link(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Make a link and its code. By text: the code alone is shown, once. For somebody who is here: both are."""
    by_text = request.form.get("how") != "here"
    try:
        made = private_pages.make_link(
            kit().store,
            fittings().passwords,
            case_id,
            contact_id,
            by_text=by_text,
            rules=kit().rules(),
            asking=asking(),
        )
    except CannotKeep as refused:
        return contact_page_of(case_id, contact_id, link_mistakes=refused.faults), 422
    if by_text:
        new_link = NewLink(made.code, goes_at=made.goes_at, because=made.because)
        return contact_page_of(case_id, contact_id, new_link=new_link)
    address = f"{kit().settings.public_url}{url_for('family.door', token=made.token)}"
    picture = segno.make(address, micro=False).svg_data_uri(scale=4, border=4)
    return contact_page_of(case_id, contact_id, new_link=NewLink(made.code, address, picture))


@officer.post("/cases/<case_id>/contacts/<contact_id>/page-revoke")
@open_to(*TEAM)
def page_revoke(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Take every link to the page back."""
    private_pages.revoke(kit().store, case_id, contact_id, asking=asking())
    return _to_card(case_id, contact_id)


def _to_card(case_id: str, contact_id: str) -> ResponseReturnValue:
    return redirect(url_for("officer.contact_card", case_id=case_id, contact_id=contact_id) + "#page", 303)
