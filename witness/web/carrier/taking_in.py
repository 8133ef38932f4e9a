"""What is the same for every carrier: how much it may say, and how a text or a receipt is taken in, once."""

from dataclasses import replace

from flask import Blueprint, request

from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.messaging.carrier import IncomingText, Receipt
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.web.here import kit, now

carrier = Blueprint("carrier", __name__)

LONGEST_SENDER = 60
LARGEST_CALL_BYTES = 64 * 1024


@carrier.before_request
def keep_it_short() -> None:
    """Refuse what no text can be, before any of it is read."""
    request.max_content_length = LARGEST_CALL_BYTES


def take_text(incoming: IncomingText | None) -> None:
    """Take in a text that somebody sent us; a replay of it changes nothing. None: it was no text."""
    if incoming is not None:
        incoming = replace(incoming, sender=_as_kept(incoming.sender))
        receive(kit().store, incoming, rules=kit().rules(), now=now())


def take_receipt(receipt: Receipt | None) -> None:
    """Take in what became of a text of ours. A message that we do not know is no reason to be called again."""
    if receipt is not None:
        record_receipt(kit().store, receipt, rules=kit().rules(), now=now())


def _as_kept(sender: str) -> str:
    """Write a number as safe-contact records do; what is no mobile number stays as it came, and a person sees it."""
    try:
        return read_mobile(sender, allow_fiction=kit().settings.fiction_allowed)
    except NotAMobile:
        return sender[:LONGEST_SENDER]
