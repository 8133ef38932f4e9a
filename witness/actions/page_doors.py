"""What hangs on a link to a private page: its text in the outbox, its end when facts overtake it, and who rings."""

from datetime import datetime, timedelta

from witness.actions.owner_rings import owner_rings
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, SafeContact
from witness.domain.messages import Purpose
from witness.domain.planned_messages import WantedMessage
from witness.domain.private_page import Door, asks_for_another, text_key, why_revoked
from witness.domain.rules import Rules
from witness.domain.sending import Withdraw
from witness.domain.tasks import TaskKind, soon_by_the_office
from witness.messaging.template_words import LINK_HERE
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.page_stays import why_shut_now

PATH = "/v/"
RING_WITHIN = 4  # office hours
# They were told on the telephone that it comes: two days later they wait for it no more.
TEXT_STAYS_USEFUL = timedelta(days=2)
ANOTHER = "another"
SHUT_BY_ITSELF = (
    "their private page has shut, because {because}. When they know what is so now, make a new link and tell the code"
)


def shut_what_no_longer_holds(desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> None:
    """Revoke every link of a case that its facts have overtaken: one that was shut once must not open again by itself.

    A phone that was stopped and started again, or a date that moved and moved back, asks for a new link and a new code.
    Where they may still have a page, somebody rings: no code was ever told in a text, so no link can replace itself.
    """
    doors = desk.private_pages.standing_of_case(picture.case.case_id)
    epoch = desk.private_pages.epoch() if doors else 0
    for door in doors:
        is_on = desk.private_pages.is_on(door.contact_id)
        because = why_revoked(door, picture, is_on=is_on, epoch=epoch, now=now)
        if not because:
            continue
        take_back(desk, door, because, now)
        if asks_for_another(door, picture, is_on=is_on, now=now):
            ask_to_ring(desk, picture, door, ANOTHER, SHUT_BY_ITSELF.format(because=because), rules, now)


def take_back(desk: Desk, door: Door, because: str, now: datetime) -> None:
    """Take a link back for good, and its text too while that has not left."""
    desk.private_pages.revoke(door.link_id, because, now)
    desk.messages.withdraw_because_of(text_key(door.link_id), f"the page is shut: {because}"[:300], now)


def text_the_link(desk: Desk, picture: CasePicture, door: Door, contact: SafeContact, now: datetime) -> None:
    """Plan the text. Whether and when it may go is for the gate; the address is put in as it leaves."""
    desk.messages.plan(
        door.case_id,
        WantedMessage(
            reason_key=text_key(door.link_id),
            person_id=door.person_id,
            contact_id=door.contact_id,
            hearing_id="",  # it says nothing of any date
            revision=0,
            purpose=Purpose.PAGE_LINK,
            channel=Channel.SMS,
            tier=contact.tier,
            wording=Purpose.PAGE_LINK.value,
            fields={
                "sender": contact.signed_as or picture.case.signed_as,
                "phone": picture.case.support_phone,
                "link": LINK_HERE,
            },
            not_before=now,
            not_after=text_ends(door, now),
        ),
        now,
    )


def text_ends(door: Door, now: datetime) -> datetime:
    """Give until when the text of a link made now is of use."""
    return min(now + TEXT_STAYS_USEFUL, door.ends_at)


def kept_back_with_its_door(desk: Desk, message: OutboxMessage, now: datetime) -> Withdraw | None:
    """Say why the text of a link must not leave: its door is shut by the facts of this very moment; None if it may."""
    if message.purpose is not Purpose.PAGE_LINK:
        return None
    # Without a lock: whoever knocks holds the door first and the message after it.
    standing = desk.private_pages.standing_of_case(message.case_id)
    door = next((d for d in standing if d.link_id == link_of(message)), None)
    because = "the link was taken back" if door is None else why_shut_now(desk, door, _whole(desk, message), now)
    return Withdraw(f"the page is shut: {because}"[:300]) if because else None


def with_the_address(desk: Desk, message: OutboxMessage, words: str, web_root: str) -> str:
    """Put the address into the words that leave. What is kept of them holds none."""
    if message.purpose is not Purpose.PAGE_LINK:
        return words
    return words.replace(LINK_HERE, f"{web_root}{PATH}{desk.private_pages.token_of(link_of(message))}")


def link_of(message: OutboxMessage) -> str:
    """Name the link that a text is about."""
    return message.reason_key.partition(":")[2]


def ask_to_ring(
    desk: Desk, picture: CasePicture, door: Door, key: str, words: str, rules: Rules, now: datetime
) -> None:
    """Make it work for the owner of the case to ring whoever a page is for. key: of the occasion, so that it is one."""
    owner_rings(
        desk,
        picture,
        door.person_id,
        words,
        kind=TaskKind.PRIVATE_PAGE,
        reason_key=f"page:{door.link_id}:{key}",
        due_at=soon_by_the_office(now, RING_WITHIN, rules.calendar),
        now=now,
    )


def nobody_waits_for_another(desk: Desk, door: Door, *, by_id: str, now: datetime) -> None:
    """Close the work that an earlier link left when it shut by itself: here is another."""
    for task in desk.tasks.open_of_case(door.case_id):
        is_about_it = task.kind is TaskKind.PRIVATE_PAGE and task.reason_key.endswith(f":{ANOTHER}")
        if is_about_it and task.person_id == door.person_id:
            desk.tasks.done(task.task_id, by_id=by_id, outcome="a new link was made", now=now)


def _whole(desk: Desk, message: OutboxMessage) -> CasePicture | None:
    """Sending knows as much of a case as other texts need; who holds a phone is not among it."""
    return desk.cases.picture(message.case_id)
