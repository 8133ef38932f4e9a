"""Answers from a phone of the demo world, by the same way in as a real text."""

from datetime import datetime

from witness.actions.replies import receive
from witness.domain.contact import Channel
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.messaging.carrier import IncomingText
from witness.store import Store


def answer_from_phone(store: Store, contact_id: str, words: str, *, rules: Rules, now: datetime) -> None:
    """Send a text as the family.

    Raises:
        NotFound: there is no such phone.
    """
    with store.changing() as desk:
        contact = desk.contacts.get(contact_id)
        if contact is None or contact.channel is not Channel.SMS:
            raise NotFound("There is no such phone.")
        item_id = desk.sandbox.keep(
            channel="sms", address=contact.value, body=words, reference="", now=now, incoming=True
        )
    receive(store, IncomingText(f"sandbox-{item_id}", contact.value, words), rules=rules, now=now)
