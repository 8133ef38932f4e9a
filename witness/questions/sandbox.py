"""The demo's phones and mailboxes: what a family sees."""

import re
from dataclasses import dataclass
from datetime import datetime

from witness.domain.contact import Channel, SafeContact
from witness.domain.errors import NotFound
from witness.messaging.calendar import CalendarCard, read_invitation
from witness.store import Desk, Store
from witness.store.sandbox import SandboxItem

LINK = re.compile(r"/v/[0-9a-z]{26}\b")


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or a mailbox in the list."""

    contact_id: str
    whose: str
    case_ref: str
    count: int
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a phone or in a mailbox. card: its calendar entry, if it has one; hour: as a calendar has it.

    link: the address within the product that a text brings, "" for none.
    """

    item: SandboxItem
    card: CalendarCard | None = None
    hour: str = ""
    is_update: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class DevicePage:
    """One phone or mailbox."""

    contact: SafeContact
    whose: str
    case_ref: str
    items: tuple[Item, ...]


def devices(store: Store) -> tuple[tuple[Device, ...], tuple[Device, ...]]:
    """Give the phones and the mailboxes that have something on them, newest first."""
    with store.reading() as desk:
        return _devices(desk, "sms"), _devices(desk, "email")


def device_page(store: Store, contact_id: str, channel: Channel) -> DevicePage:
    """Give one phone or mailbox.

    Raises:
        NotFound: there is none of that name.
    """
    with store.reading() as desk:
        contact = desk.contacts.get(contact_id)
        if contact is None or contact.channel is not channel:
            raise NotFound("There is no such phone or mailbox.")
        whose, ref = _whose(desk, contact)
        found = desk.sandbox.of_address(contact.channel.value, contact.value)
        if channel is Channel.SMS:
            found = tuple(sorted((*found, *desk.sandbox.of_address("voice", contact.value)), key=lambda item: item.at))
        return DevicePage(contact, whose, ref, _items(found))


def _items(found: tuple[SandboxItem, ...]) -> tuple[Item, ...]:
    """Give what is there, oldest first. An entry whose UID came before is an update of that one."""
    known: set[str] = set()
    items = []
    for item in found:
        if item.calendar is None:
            link = LINK.search(item.body)
            items.append(Item(item, link=link[0] if link else ""))
            continue
        card = read_invitation(item.calendar)
        hour = "all day" if card.at is None else f"{card.at:%H:%M}"
        items.append(Item(item, card, hour, is_update=card.uid in known))
        known.add(card.uid)
    return tuple(items)


def _devices(desk: Desk, channel: str) -> tuple[Device, ...]:
    found = []
    for address, count, newest_at in desk.sandbox.addresses(channel):
        contact = next((c for c in desk.contacts.with_value(address) if c.channel is Channel(channel)), None)
        if contact is not None:
            whose, ref = _whose(desk, contact)
            found.append(Device(contact.contact_id, whose, ref, count, newest_at))
    return tuple(found)


def _whose(desk: Desk, contact: SafeContact) -> tuple[str, str]:
    for case_id in desk.people.cases_of(contact.person_id):
        picture = desk.cases.picture(case_id)
        if picture is not None:
            return picture.called(contact.person_id), picture.case.ref
    return "somebody", ""
