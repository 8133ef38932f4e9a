"""Changes to safe contact: a check by voice, or a number that is no longer safe."""

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.store import Desk, Store


def checked(store: Store, case_id: str, contact_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that the person has just confirmed by voice how they may be reached: it counts for another 28 days."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.checked") as desk:
        contact = _contact(desk, case_id, contact_id)
        desk.contacts.reviewed(contact_id, london_day(asking.at), now=asking.at, by_id=asking.viewer.account_id)
        # Whoever agrees by voice to be texted takes a polite stop back. The network's own only START can lift.
        desk.stops.end((contact_id,), asking.at, polite_only=True)
        _note(desk, case_id, contact, "was checked by voice", asking)
        _put_all_right(desk, contact, rules, asking)


def set_unsafe(store: Store, case_id: str, contact_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that somebody else may hold or read this phone: at once nothing more goes to it."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.unsafe") as desk:
        contact = _contact(desk, case_id, contact_id)
        _note(desk, case_id, contact, "is no longer safe to write to", asking)
        # A phone is one thing, however many people have its number on their record.
        for same in desk.contacts.with_value(contact.value):
            desk.contacts.set_state(same.contact_id, ContactState.UNSAFE, now=asking.at, by_id=asking.viewer.account_id)
        for same in desk.contacts.with_value(contact.value):
            _put_all_right(desk, same, rules, asking)
            _ask_for_another_way(desk, same, rules, asking)


def _contact(desk: Desk, case_id: str, contact_id: str) -> SafeContact:
    found = [c for c in desk.contacts.of_case(case_id) if c.contact_id == contact_id]
    if not found:
        raise NotFound("There is no such number in this case.")
    return found[0]


def _note(desk: Desk, case_id: str, contact: SafeContact, what: str, asking: Asking) -> None:
    picture = desk.cases.picture(case_id)
    who = "somebody" if picture is None else picture.called(contact.person_id)
    desk.cases.happened(
        case_id,
        at=asking.at,
        kind="contact",
        words=f"The {'phone' if contact.channel.value == 'sms' else 'e-mail'} of {who} {what}.",
        by_id=asking.viewer.account_id,
    )


def _ask_for_another_way(desk: Desk, contact: SafeContact, rules: Rules, asking: Asking) -> None:
    """Whoever was reached there has to be reached in another way: the owner of every case that it served hears so."""
    for case_id in desk.people.cases_of(contact.person_id):
        picture = desk.cases.picture(case_id)
        if picture is None or picture.case.closed_on is not None or picture.has_left(contact.person_id):
            continue
        what = "phone" if contact.channel is Channel.SMS else "mailbox"
        desk.tasks.raise_(
            case_id,
            picture.case.owner_id,
            WantedTask(
                reason_key=f"unsafe:{case_id}:{contact.contact_id}:{asking.at.isoformat()}",
                kind=TaskKind.UNSAFE,
                words=f"Agree another way to reach {picture.called(contact.person_id)}: "
                f"their {what} is no longer safe, and nothing goes to it",
                clears_when="you have agreed with them how to keep in touch",
                due_at=in_working_hours(asking.at, 4, rules.calendar),
                person_id=contact.person_id,
            ),
            asking.at,
        )


def _put_all_right(desk: Desk, contact: SafeContact, rules: Rules, asking: Asking) -> None:
    """One phone may serve several cases."""
    for case_id in desk.people.cases_of(contact.person_id):
        put_right(desk, case_id, rules, now=asking.at)
