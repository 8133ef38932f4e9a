"""What the text carrier calls: texts that came in, and what became of ours. Unsigned calls are refused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, request

from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.messaging.signatures import is_from_twilio, signed_address
from witness.messaging.twilio_sms import read_incoming, read_receipt
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

carrier = Blueprint("carrier", __name__)

# The carrier must not answer for us: thanks go through the outbox like every other message.
NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
LONGEST_SENDER = 60
LARGEST_CALL_BYTES = 64 * 1024


@carrier.before_request
def keep_it_short() -> None:
    """Refuse what no text can be, before any of it is read."""
    request.max_content_length = LARGEST_CALL_BYTES


@carrier.post("/carrier/twilio/inbound")
@open_to(Audience.CARRIER)
def inbound() -> Response:
    """Take in a text that somebody sent us."""
    _insist_on_signature()
    incoming = read_incoming(request.form)
    if incoming is not None:
        incoming = replace(incoming, sender=_as_kept(incoming.sender))
        receive(kit().store, incoming, rules=kit().rules(), now=now())
    return Response(NO_ANSWER, content_type="text/xml; charset=utf-8")


@carrier.post("/carrier/twilio/status")
@open_to(Audience.CARRIER)
def status() -> Response:
    """Take in what became of a text of ours. A message that we do not know is no reason to be called again."""
    _insist_on_signature()
    receipt = read_receipt(request.form, request.args.get("ref", ""))
    if receipt is not None:
        record_receipt(kit().store, receipt, rules=kit().rules(), now=now())
    return Response(status=204)


def _as_kept(sender: str) -> str:
    """Write a number as safe-contact records do; what is no mobile number stays as it came, and a person sees it."""
    try:
        return read_mobile(sender, allow_fiction=kit().settings.fiction_allowed)
    except NotAMobile:
        return sender[:LONGEST_SENDER]


def _insist_on_signature() -> None:
    account = kit().settings.twilio
    if account is None:
        abort(404)
    # The configured address, never the request's own: behind a proxy that one says http and another host.
    address = signed_address(kit().settings.public_url, request.path, request.query_string.decode("latin-1"))
    params: Mapping[str, Sequence[str]] = dict(request.form.lists())
    if not is_from_twilio(account.auth_token, address, params, request.headers.get("X-Twilio-Signature", "")):
        abort(403)
