"""Texts by Twilio: one hand-over, one of four answers; what its callbacks say.

Twilio has no idempotency key for texts: whatever leaves doubt is `Unsure` and is never repeated here. The
reference of the attempt travels in the callback's address, which Twilio signs, so that a receipt proves which
attempt was accepted even when the answer was lost (trust reference §3.2).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from witness.domain.messages import MessageState
from witness.messaging.carrier import (
    Accepted,
    CannotSay,
    Declined,
    Finding,
    Found,
    Handed,
    HasNothing,
    IncomingText,
    Outcome,
    OutgoingText,
    Receipt,
    TryLater,
    Unsure,
)
from witness.messaging.carrier_codes import what_follows
from witness.messaging.one_shot_http import nothing_was_sent, one_shot_session
from witness.settings import TwilioAccount

STATUS_PATH = "/carrier/twilio/status"
LONGEST_VALIDITY_SECONDS = 36_000
# Twilio gives the newest first: as many as one number may get in a day, and more means that nobody can tell.
PAGE, MOST_LOOKED_AT = 50, 200
# How far Twilio's clock and ours may differ.
CLOCKS_DIFFER = timedelta(minutes=5)
OBSCURED = ("*", "xxx", "redacted")

# What each status of Twilio means for a message. A status that is not here says nothing about it.
STATES: dict[str, MessageState] = {
    "accepted": MessageState.ACCEPTED,
    "queued": MessageState.ACCEPTED,
    "scheduled": MessageState.ACCEPTED,
    "sending": MessageState.ACCEPTED,
    "sent": MessageState.SENT,
    "delivered": MessageState.DELIVERED,
    "read": MessageState.DELIVERED,
    "undelivered": MessageState.UNDELIVERED,
    # Twilio had taken these, so "rejected" would be untrue: a message that was accepted cannot become it.
    "failed": MessageState.UNDELIVERED,
    "canceled": MessageState.UNDELIVERED,
}


class TwilioCarrier:
    """Hands texts to Twilio."""

    name = "twilio"
    holds_validity = True

    def __init__(self, account: TwilioAccount, *, connect_seconds: float = 3.0, read_seconds: float = 10.0) -> None:
        """Make ready; nothing is sent.

        Raises:
            ValueError: neither a sender nor a messaging service is given.
        """
        if not (account.sender or account.messaging_service_sid):
            raise ValueError("Twilio needs a sender number or a messaging service")
        self._account = account
        self._client = _client(account, connect_seconds, read_seconds)

    def send(self, text: OutgoingText) -> Outcome:
        """Hand a text over, once. Never raises for what a network can do."""
        try:
            message = self._client.messages.create(
                to=text.to, body=text.body, **self._addressed(text.reference), **_limited(text.valid_seconds)
            )
        except TwilioException as error:
            return _answer(error)
        except requests.RequestException as error:
            return _no_answer(error)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return Unsure("the carrier's answer could not be read")
        if not isinstance(message.sid, str) or not message.sid:
            return Unsure("the carrier's answer names no message")
        return Accepted(message.sid)

    def ask(self, about: Handed) -> Finding:
        """Ask what became of a text that may have been handed over. Never raises for what a network can do.

        Twilio does not give our reference back: a text of ours is known by its number, its time and its words.
        """
        try:
            listed = self._client.messages.list(to=about.to, page_size=PAGE, limit=MOST_LOOKED_AT)
            return _finding(about, listed)
        except (TwilioException, requests.RequestException) as error:
            return CannotSay(f"the carrier could not be asked ({type(error).__name__})")
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return CannotSay("the carrier's answer could not be read")

    def _addressed(self, reference: str) -> dict[str, str]:
        callback = f"{self._account.public_url.rstrip('/')}{STATUS_PATH}?ref={quote(reference, safe='')}"
        if self._account.messaging_service_sid:
            return {"messaging_service_sid": self._account.messaging_service_sid, "status_callback": callback}
        return {"from_": self._account.sender, "status_callback": callback}


def _finding(about: Handed, listed: list[Any]) -> Finding:
    earliest = about.began_at - CLOCKS_DIFFER
    if len(listed) >= MOST_LOOKED_AT and all(_made_at(message) >= earliest for message in listed):
        return CannotSay("the carrier has too many texts to that number")
    ours = [m for m in listed if m.direction != "inbound" and _made_at(m) >= earliest and m.sid not in about.known_ids]
    if any(m.to != about.to or _is_obscured(m.body) for m in ours):
        return CannotSay("the carrier does not show which texts it has")
    same = [m for m in ours if m.body.strip().endswith(about.body.strip())]
    if not same:
        return HasNothing()
    if len(same) > 1:
        return CannotSay("several of the carrier's texts fit")
    state = STATES.get(str(same[0].status).lower())
    if state is None or not same[0].sid:
        return CannotSay("the carrier's answer could not be read")
    return Found(same[0].sid, state, code=str(same[0].error_code or ""))


def _made_at(message: Any) -> datetime:
    """When Twilio made a text. One without a time is taken to be new: nothing may be overlooked."""
    made = message.date_created
    if not isinstance(made, datetime):
        return datetime.max.replace(tzinfo=UTC)
    return made if made.tzinfo is not None else made.replace(tzinfo=UTC)


def _is_obscured(body: object) -> bool:
    """Whether an account that redacts bodies has hidden this one."""
    return not isinstance(body, str) or not body or any(sign in body.lower() for sign in OBSCURED)


def read_receipt(form: Mapping[str, str], reference: str) -> Receipt | None:
    """Read a status callback whose signature was checked. None means: it says nothing that we can use."""
    raw_status = form.get("MessageStatus") or form.get("SmsStatus") or ""
    provider_id = form.get("MessageSid") or form.get("SmsSid") or ""
    state = STATES.get(raw_status.lower())
    if state is None or not provider_id:
        return None
    return Receipt(provider_id, reference, state, raw_status, code=form.get("ErrorCode", ""))


def read_incoming(form: Mapping[str, str]) -> IncomingText | None:
    """Read an incoming text whose signature was checked. None means: this is not a text from somebody."""
    provider_id = form.get("MessageSid") or form.get("SmsSid") or ""
    sender = form.get("From", "")
    if not provider_id or not sender or "Body" not in form:
        return None
    return IncomingText(
        provider_id,
        sender,
        form["Body"],
        carrier_keyword=form.get("OptOutType", "").upper(),
        media=_count(form.get("NumMedia", "")),
    )


def _count(said: str) -> int:
    # What cannot be read as a number may be a picture: a person looks.
    if not said.strip():
        return 0
    return min(int(said), 99) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def _client(account: TwilioAccount, connect_seconds: float, read_seconds: float) -> Client:
    http = TwilioHttpClient(pool_connections=False)
    http.session = one_shot_session()
    http.timeout = (connect_seconds, read_seconds)
    # An environment of its own: a stray TWILIO_EDGE would quietly take the texts to another country.
    own = {"TWILIO_REGION": ""}
    client = Client(account.account_sid, account.auth_token, http_client=http, environment=own)
    if account.api_url:
        client.api.base_url = account.api_url.rstrip("/")
    return client


def _limited(valid_seconds: int) -> dict[str, int]:
    return {"validity_period": max(1, min(LONGEST_VALIDITY_SECONDS, valid_seconds))}


def _answer(error: TwilioException) -> Outcome:
    status = getattr(error, "status", 0)
    code = str(getattr(error, "code", None) or status)
    follows = what_follows(code)
    if status == 429 or (400 <= status < 500 and follows.try_later):
        return TryLater(f"{follows.meaning} ({code})" if follows.try_later else "too many requests at once")
    if not 400 <= status < 500:
        return Unsure(f"the carrier answered with status {status}")
    return Declined(code, follows.meaning, number_is_dead=follows.number_is_dead, opted_out=follows.opted_out)


def _no_answer(error: requests.RequestException) -> Outcome:
    if nothing_was_sent(error):
        return TryLater("the carrier could not be reached")
    return Unsure(f"the carrier's answer was lost ({type(error).__name__})")
