"""Plays the world outside for the demo: carriers that keep what they are handed, and families that answer."""

from datetime import datetime

from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.clock import Clock
from witness.domain.contact import Channel
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.messaging.carrier import IncomingText, OutgoingMail, OutgoingText, Receipt
from witness.messaging.sandbox import SandboxMail, SandboxTexts, sandbox_fate
from witness.store import Store


def sandbox_texts(store: Store, clock: Clock) -> SandboxTexts:
    """Give the carrier whose texts are kept in `store`, to be read on the demo's phones."""

    def keep(text: OutgoingText) -> str:
        with store.changing() as desk:
            return desk.sandbox.keep(
                channel="sms", address=text.to, body=text.body, reference=text.reference, now=clock.now()
            )

    def find(reference: str) -> str | None:
        with store.reading() as desk:
            return desk.sandbox.named(reference)

    return SandboxTexts(keep, find)


def sandbox_mail(store: Store, clock: Clock) -> SandboxMail:
    """Give the carrier whose mail is kept in `store`, to be read in the demo's mailboxes."""

    def keep(mail: OutgoingMail) -> str:
        with store.changing() as desk:
            return desk.sandbox.keep(
                channel="email",
                address=mail.to,
                subject=mail.subject,
                body=mail.body,
                calendar=mail.calendar,
                reference=mail.reference,
                now=clock.now(),
            )

    return SandboxMail(keep)


def report_fates(store: Store, *, rules: Rules, now: datetime) -> int:
    """Say what became of the texts that the demo's carrier was handed; gives how many."""
    with store.reading() as desk:
        items = desk.sandbox.to_report()
    for item in items:
        state = sandbox_fate(item.address)
        receipt = Receipt(item.item_id, item.reference, state, raw_status=state.value)
        record_receipt(store, receipt, rules=rules, now=now)
        with store.changing() as desk:
            desk.sandbox.reported(item.item_id, now)
    return len(items)


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
