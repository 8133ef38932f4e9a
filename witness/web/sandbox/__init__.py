"""The demo's phones and mailboxes, where one reads and answers as a family would. Not in production."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from witness.actions.sandbox import answer_from_phone
from witness.domain.contact import Channel
from witness.questions.sandbox import device_page, devices
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

sandbox = Blueprint("sandbox", __name__, url_prefix="/sandbox")

LONGEST_TEXT = 640


@sandbox.get("")
@open_to(Audience.DEMO)
def phones() -> str:
    """List the phones and mailboxes."""
    of_texts, of_mail = devices(kit().store)
    return render_template("sandbox/phones.html", phones=of_texts, mailboxes=of_mail)


@sandbox.get("/phones/<contact_id>")
@open_to(Audience.DEMO)
def phone(contact_id: str) -> str:
    """Show one phone."""
    return render_template("sandbox/phone.html", page=device_page(kit().store, contact_id, Channel.SMS))


@sandbox.post("/phones/<contact_id>")
@open_to(Audience.DEMO)
def answer(contact_id: str) -> Redirect:
    """Answer as the family."""
    words = request.form.get("words", "").strip()[:LONGEST_TEXT]
    if words:
        answer_from_phone(kit().store, contact_id, words, rules=kit().rules(), now=now())
    return redirect(url_for("sandbox.phone", contact_id=contact_id), 303)


@sandbox.get("/mailboxes/<contact_id>")
@open_to(Audience.DEMO)
def mailbox(contact_id: str) -> str:
    """Show one mailbox."""
    return render_template("sandbox/mailbox.html", page=device_page(kit().store, contact_id, Channel.EMAIL))


@sandbox.get("/mailboxes/<contact_id>/<item_id>.ics")
@open_to(Audience.DEMO)
def calendar_file(contact_id: str, item_id: str) -> Response:
    """Give the calendar entry of a mail as a file."""
    page = device_page(kit().store, contact_id, Channel.EMAIL)
    found = [entry.item.calendar for entry in page.items if entry.item.item_id == item_id and entry.item.calendar]
    if not found:
        abort(404)
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(found[0], content_type="text/calendar; charset=utf-8", headers=headers)
