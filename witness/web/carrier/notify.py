"""What GOV.UK Notify calls. It signs nothing: a bearer token of our choosing is all that it brings."""

from flask import Response, abort, request

from witness.messaging.notify_sms import read_incoming, read_receipt
from witness.web.carrier.taking_in import carrier, take_receipt, take_text
from witness.web.doors import Audience, brings_token, open_to
from witness.web.here import kit


@carrier.post("/carrier/notify/inbound")
@open_to(Audience.CARRIER)
def notify_inbound() -> Response:
    """Take in a text that somebody sent us."""
    _insist_on_token()
    take_text(read_incoming(_said()))
    return Response(status=204)


@carrier.post("/carrier/notify/status")
@open_to(Audience.CARRIER)
def notify_status() -> Response:
    """Take in what became of a text of ours."""
    _insist_on_token()
    take_receipt(read_receipt(_said()))
    return Response(status=204)


def _said() -> object:
    # What is no JSON says nothing; to break on it would only have it sent again.
    try:
        said: object = request.get_json(force=True, silent=True)
    except RecursionError:
        return None
    return said


def _insist_on_token() -> None:
    account = kit().settings.notify
    if account is None:
        abort(404)
    if not brings_token(account.callback_token):
        abort(403)
