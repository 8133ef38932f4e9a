"""The demo's phones and mailboxes, where one reads and answers as a family would. Not in production."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from witness.actions.sandbox import answer_from_phone, answer_invitation
from witness.domain.calendar_replies import CalendarAnswer
from witness.domain.contact import Channel
from witness.questions.sandbox import device_page, devices
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

sandbox = Blueprint("sandbox", __name__, url_prefix="/sandbox")

LONGEST_TEXT = 640
# What a mail program offers beside an invitation.
BUTTONS = {"accepted": "Yes", "tentative": "Maybe", "declined": "No"}


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
    page = device_page(kit().store, contact_id, Channel.EMAIL)
    answered = request.args.get("answered", "")
    return render_template("sandbox/mailbox.html", page=page, buttons=BUTTONS, answered=BUTTONS.get(answered, ""))


@sandbox.post("/mailboxes/<contact_id>/<item_id>/answer")
@open_to(Audience.DEMO)
def answer_entry(contact_id: str, item_id: str) -> Redirect:
    """Accept or decline an invitation as a mail program would."""
    given = request.form.get("answer", "")
    if given not in BUTTONS:
        abort(400)
    answer_invitation(kit().store, contact_id, item_id, CalendarAnswer(given), rules=kit().rules(), now=now())
    return redirect(url_for("sandbox.mailbox", contact_id=contact_id, answered=given), 303)


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
