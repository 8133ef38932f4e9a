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


def close_number(
    desk: Desk, contact: SafeContact, state: ContactState, *, because: str, rules: Rules, asking: Asking
) -> None:
    """Hold a number to be dead, wrong or stopped in every record that has it, and put right every case it serves.

    Whoever was reached there needs another way: the owner of every such case hears so, but of a number that is stopped,
    whose person has just told us so.
    """
    same_number = [one for one in desk.contacts.with_value(contact.value) if one.state is not state]
    for same in same_number:
        desk.contacts.set_state(same.contact_id, state, now=asking.at, because=because, by_id=asking.viewer.account_id)
    for same in same_number:
        _put_all_right(desk, same, rules, asking)
        if state is not ContactState.STOPPED:
            _ask_for_another_way(desk, same, rules, asking, because)


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


def _ask_for_another_way(
    desk: Desk, contact: SafeContact, rules: Rules, asking: Asking, because: str = "is no longer safe"
) -> None:
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
                f"their {what} {because}, and nothing goes to it",
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
