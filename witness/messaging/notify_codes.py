"""What GOV.UK Notify says about a text, as data: its statuses, and its refusals under names of our own.

Notify's refusals have no codes, only an HTTP status, a kind and a sentence: the sentence is recognised here and then
thrown away, because it may repeat what we sent. A status of a failed delivery serves as its code.
Source: Notify's REST API documentation ("Error codes", "Text message statuses") and its open source code.
"""

import re
from dataclasses import dataclass

from witness.domain.messages import MessageState
from witness.messaging.carrier import CarrierCode

# What each status means for a message. Until a network has answered, Notify and its providers try for three days.
STATES: dict[str, MessageState] = {
    "created": MessageState.ACCEPTED,
    "sending": MessageState.SENT,
    "pending": MessageState.SENT,
    "sent": MessageState.SENT,
    "delivered": MessageState.DELIVERED,
    # Notify had taken these, so "rejected" would be untrue: a message that was accepted cannot become it.
    "permanent-failure": MessageState.UNDELIVERED,
    "temporary-failure": MessageState.UNDELIVERED,
    "technical-failure": MessageState.UNDELIVERED,
}

CODES: dict[str, CarrierCode] = {
    # Delivery receipts. Notify cannot tell a wrong number from one whose network refuses us, and advises to take it
    # off the books: somebody asks the family before anything goes there again.
    "permanent-failure": CarrierCode("the number is wrong, or its network refused the text", number_is_dead=True),
    "temporary-failure": CarrierCode("the phone was switched off or had no signal for three days"),
    "technical-failure": CarrierCode("the text was lost between the carrier and the network"),
    # Our account
    "notify-busy": CarrierCode("too many requests at once, or today's limit is used up", try_later=True),
    "notify-clock": CarrierCode("our machine's clock is wrong by more than 30 seconds", try_later=True),
    "notify-key": CarrierCode("our key is wrong or was taken back: check NOTIFY_API_KEY"),
    "notify-trial": CarrierCode("our account is on trial, or its key is for our own team only"),
    "notify-template": CarrierCode("the template is missing or asks for other fields: check NOTIFY_TEMPLATE_ID"),
    "notify-sender": CarrierCode("the sender is not one of our account: check NOTIFY_SENDER_ID"),
    "notify-service": CarrierCode("our account may not send texts"),
    # The text itself
    "notify-length": CarrierCode("the text is empty or longer than the carrier takes"),
    # The person's number
    "notify-number": CarrierCode("that is not a mobile number", number_is_dead=True),
    "notify-abroad": CarrierCode("our account may not text that country"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a refusal is recognised: by its HTTP status and a word of its sentence."""

    status: int
    says: re.Pattern[str]
    code: str


def _refusal(status: int, says: str, code: str) -> Refusal:
    return Refusal(status, re.compile(says, re.IGNORECASE), code)


# The first that fits holds.
REFUSALS: tuple[Refusal, ...] = (
    _refusal(429, "", "notify-busy"),
    _refusal(403, "clock", "notify-clock"),
    _refusal(403, "", "notify-key"),
    _refusal(401, "", "notify-key"),
    _refusal(400, "international|country", "notify-abroad"),
    _refusal(400, "team-only|trial mode", "notify-trial"),
    _refusal(400, "phone_number", "notify-number"),
    _refusal(400, "sms_sender_id", "notify-sender"),
    _refusal(400, "character count|message is empty|too long", "notify-length"),
    _refusal(400, "template|personalisation", "notify-template"),
    _refusal(400, "not allowed to send", "notify-service"),
)


def code_of(status: int, sentence: str) -> str:
    """Give our name for a refusal; its HTTP status when we do not know it."""
    return next((r.code for r in REFUSALS if r.status == status and r.says.search(sentence)), str(status))
