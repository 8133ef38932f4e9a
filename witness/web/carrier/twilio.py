"""What Twilio calls. Unsigned calls are refused."""

from collections.abc import Mapping, Sequence

from flask import Response, abort, request

from witness.messaging.signatures import is_from_twilio, signed_address
from witness.messaging.twilio_sms import read_incoming, read_receipt
from witness.web.carrier.taking_in import carrier, take_receipt, take_text
from witness.web.doors import Audience, open_to
from witness.web.here import kit

# The carrier must not answer for us: thanks go through the outbox like every other message.
NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


@carrier.post("/carrier/twilio/inbound")
@open_to(Audience.CARRIER)
def inbound() -> Response:
    """Take in a text that somebody sent us."""
    _insist_on_signature()
    take_text(read_incoming(request.form))
    return Response(NO_ANSWER, content_type="text/xml; charset=utf-8")


@carrier.post("/carrier/twilio/status")
@open_to(Audience.CARRIER)
def status() -> Response:
    """Take in what became of a text of ours."""
    _insist_on_signature()
    take_receipt(read_receipt(request.form, request.args.get("ref", "")))
    return Response(status=204)


def _insist_on_signature() -> None:
    account = kit().settings.twilio
    if account is None:
        abort(404)
    # The configured address, never the request's own: behind a proxy that one says http and another host.
    address = signed_address(kit().settings.public_url, request.path, request.query_string.decode("latin-1"))
    params: Mapping[str, Sequence[str]] = dict(request.form.lists())
    if not is_from_twilio(account.auth_token, address, params, request.headers.get("X-Twilio-Signature", "")):
        abort(403)
