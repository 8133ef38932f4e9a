"""Texts by GOV.UK Notify: one hand-over, one of four answers; what its callbacks say; what became of a text.

Notify sends templates, not texts, so one template of ours holds nothing but one field for the whole body. It has no
idempotency key either, but it keeps our reference and can be asked by it, so that a lost answer is found out exactly.
It cannot be told when to drop a text: `holds_validity` says so (decision 14).
"""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from witness.domain.messages import FAILED, MessageState
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
from witness.messaging.notify_codes import STATES, code_of
from witness.messaging.one_shot_http import nothing_was_sent, one_shot_session
from witness.settings import NotifyAccount

API_URL = "https://api.notifications.service.gov.uk"
# The one field of the template: its whole text must be ((body)).
FIELD = "body"
LONGEST_BODY = 918
LONGEST_NAME = 100
# A service may have Notify forget texts after three days; one that it forgot is not one that it never had.
REMEMBERS = timedelta(days=2)
INTERNATIONAL = re.compile(r"[1-9]\d{7,14}")

# The client logs whatever Notify answers, which may repeat a number. We log ids, and elsewhere.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL + 1)


class NotifyCarrier:
    """Hands texts to GOV.UK Notify."""

    name = "notify"
    holds_validity = False

    def __init__(
        self,
        account: NotifyAccount,
        *,
        connect_seconds: float = 3.0,
        read_seconds: float = 10.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Make ready; nothing is sent."""
        self._account = account
        self._timeout = (connect_seconds, read_seconds)
        self._now = now

    def send(self, text: OutgoingText) -> Outcome:
        """Hand a text over, once. Never raises for what a network can do."""
        if not 0 < len(text.body) <= LONGEST_BODY:
            return Declined("notify-length", what_follows("notify-length").meaning)
        try:
            answer = self._client().send_sms_notification(
                phone_number=text.to,
                template_id=self._account.template_id,
                personalisation={FIELD: text.body},
                reference=text.reference,
                sms_sender_id=self._account.sender_id or None,
            )
        except APIError as error:
            return _no_answer(error) if error.response is None else _refused(error)
        except RecursionError:
            return Unsure("the carrier's answer could not be read")
        provider_id = answer.get("id") if isinstance(answer, dict) else None
        if not isinstance(provider_id, str) or not provider_id:
            return Unsure("the carrier's answer names no message")
        return Accepted(provider_id)

    def ask(self, about: Handed) -> Finding:
        """Ask what became of a text that may have been handed over. Never raises for what a network can do."""
        if self._now() - about.began_at > REMEMBERS:
            return CannotSay("it is too long ago: the carrier may have forgotten it")
        try:
            answer = self._client().get_all_notifications(template_type="sms", reference=about.reference)
        except APIError as error:
            status = "no answer" if error.response is None else f"status {error.status_code}"
            return CannotSay(f"the carrier could not be asked ({status})")
        except RecursionError:
            return CannotSay("the carrier's answer could not be read")
        return _finding(answer, about.reference)

    def _client(self) -> NotificationsAPIClient:
        # One for each request: the client is not safe to share between threads, and a connection is never reused.
        client = NotificationsAPIClient(
            self._account.api_key, base_url=self._account.api_url or API_URL, timeout=self._timeout
        )
        client.request_session = _one_way_session()
        return client


def read_receipt(data: object) -> Receipt | None:
    """Read a delivery receipt whose token was checked. None means: it says nothing that we can use."""
    if not isinstance(data, dict) or data.get("notification_type", "sms") != "sms":
        return None
    provider_id, raw_status = _name(data.get("id")), _name(data.get("status"))
    state = STATES.get(raw_status)
    if state is None or not provider_id:
        return None
    return Receipt(provider_id, _name(data.get("reference")), state, raw_status, code=_code_of(state, raw_status))


def read_incoming(data: object) -> IncomingText | None:
    """Read an incoming text whose token was checked. None means: this is not a text from somebody."""
    if not isinstance(data, dict):
        return None
    provider_id, sender, body = _name(data.get("id")), _name(data.get("source_number")), data.get("message")
    if not provider_id or not sender or not isinstance(body, str):
        return None
    # Notify writes numbers without the plus sign: "447700900123".
    whole = f"+{sender}" if INTERNATIONAL.fullmatch(sender) else sender
    # JSON can hold halves of signs, which no database keeps; the rest of the words must not be lost for them.
    return IncomingText(provider_id, whole, body.encode("utf-8", "replace").decode())


def _name(value: object) -> str:
    """Give a name or number as it came; "" for what can be none."""
    return value if isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_NAME else ""


def _one_way_session() -> requests.Session:
    session = one_shot_session()
    # A redirect would hand the same text over once more, to somebody else.
    session.max_redirects = 0
    # Without a word of ours here, a .netrc on the machine would take the place of the key.
    session.auth = _as_it_is
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _no_answer(error: APIError) -> Outcome:
    # The client calls this a 503: there was no answer at all, and only the connection knows why.
    if nothing_was_sent(error):
        return TryLater("the carrier could not be reached")
    return Unsure("the carrier's answer was lost")


def _refused(error: APIError) -> Outcome:
    status = error.status_code
    if not 400 <= status < 500:
        return Unsure(f"the carrier answered with status {status}")
    code = code_of(status, _sentence(error))
    follows = what_follows(code)
    if follows.try_later:
        return TryLater(follows.meaning)
    return Declined(code, follows.meaning, number_is_dead=follows.number_is_dead)


def _sentence(error: APIError) -> str:
    try:
        return str(error.message)
    except RecursionError:
        return ""


def _finding(answer: Any, reference: str) -> Finding:
    listed = answer.get("notifications") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        return CannotSay("the carrier's answer could not be read")
    if not listed:
        return HasNothing()
    found = listed[0]
    if len(listed) > 1 or not isinstance(found, dict) or found.get("reference") != reference:
        return CannotSay("the carrier's answer fits more than one text, or another")
    provider_id, status = found.get("id"), found.get("status")
    if not isinstance(provider_id, str) or not provider_id:
        return CannotSay("the carrier's answer names no message")
    # It is there: a status that we do not know makes it no less so.
    state = STATES.get(str(status), MessageState.ACCEPTED)
    return Found(provider_id, state, code=_code_of(state, str(status)))


def _code_of(state: MessageState, raw_status: str) -> str:
    return raw_status if state in FAILED else ""
