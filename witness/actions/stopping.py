"""Takes a wish to stop, or to start again, at its word: at once, for every record of the number; officers are told."""

from datetime import datetime, timedelta

from witness.actions.automatic_answers import confirm_start, confirm_stop
from witness.actions.contact import a_stop, keep_stops
from witness.actions.reconcile import put_right
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact, Tier
from witness.domain.court_time import london_day
from witness.domain.replies import is_carrier_stop, stop_choice
from witness.domain.rules import Rules
from witness.domain.stop_facts import Stop
from witness.domain.stops import Choice, choices_of, may_be_asked, start_counts
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.store import Desk
from witness.store.replies import Reply

# How long a "STOP 2" is understood after we asked which.
CHOICE_COUNTS_FOR = timedelta(days=7)
OFFER_CALLS_WITHIN = 8  # office hours

ALL_WORDS = "they asked us to stop texting. Offer calls instead"
ONE_WORDS = "they asked us to stop texts about one child. Agree how they want to hear"
BLOCKED_WORDS = (
    "they asked us to stop with the network's own word. It lets nothing more through, whatever we send, until they "
    "text START. Offer calls instead"
)


def stop(desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], rules: Rules, now: datetime) -> None:
    """Stop on every record of this number, or for the one child that was chosen, and tell the owner of every case."""
    pictures = _open_pictures(desk, contacts)
    if not contacts:
        return
    ids = tuple(contact.contact_id for contact in contacts)
    standing = tuple(s for s in desk.stops.of_contacts(ids) if s.until is None)
    by_carrier = is_carrier_stop(reply.text, reply.carrier_keyword)
    chosen = None if by_carrier else _chosen(desk, reply, contacts)
    blocked = any(s.by_carrier for s in standing)
    if chosen is not None and not blocked:
        _stop_one(desk, reply, contacts, standing, chosen, now)
    else:
        _stop_all(desk, reply, contacts, standing, by_carrier=by_carrier)
        chosen = None
    if not by_carrier and not blocked:
        first_time = not any(s.witness_id is None for s in standing)
        if chosen is not None or first_time:
            _confirm(desk, reply, contacts, pictures, chosen, now)
    words = BLOCKED_WORDS if by_carrier or blocked else (ALL_WORDS if chosen is None else ONE_WORDS)
    _tell_officers(desk, reply, contacts, pictures, chosen, words, rules, now)
    for picture in pictures:
        put_right(desk, picture.case.case_id, rules, now=now)


def start(desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], rules: Rules, now: datetime) -> bool:
    """Start again on every record that was stopped; says whether anything was. An old START starts nothing."""
    ids = tuple(contact.contact_id for contact in contacts)
    standing = tuple(s for s in desk.stops.of_contacts(ids) if s.until is None)
    stopped = [c for c in contacts if c.state is ContactState.STOPPED]
    since = [step.at for c in stopped for step in c.steps[-1:] if step.state is ContactState.STOPPED]
    is_newer = start_counts(reply.received_at, standing) and all(at < reply.received_at for at in since)
    if not is_newer or not (standing or stopped):
        return False
    desk.stops.end(ids, reply.received_at)
    for contact in stopped:
        desk.contacts.set_state(contact.contact_id, ContactState.USABLE, now=now, because="they asked to start again")
    pictures = _open_pictures(desk, contacts)
    first = _addressee(desk, contacts, pictures)
    if first is not None:
        confirm_start(desk, first[1], first[0], reply, now)
    for picture in pictures:
        desk.cases.happened(picture.case.case_id, at=now, kind="started", words="Texts were started again by START.")
        put_right(desk, picture.case.case_id, rules, now=now)
    return True


def _chosen(desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...]) -> Choice | None:
    """Give the child that a "STOP 2" means; None when we never asked, or not of that number."""
    number = stop_choice(reply.text)
    if number is None:
        return None
    asked = desk.stops.asked(desk.contacts.key_of(reply.sender), reply.received_at - CHOICE_COUNTS_FOR)
    known = {contact.contact_id for contact in contacts}
    if asked is None or not 1 <= number <= len(asked.choices):
        return None
    choice = asked.choices[number - 1]
    return choice if choice.contact_id in known else None


def _stop_all(
    desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], standing: tuple[Stop, ...], *, by_carrier: bool
) -> None:
    keep_stops(desk, contacts, standing, since=reply.received_at, by_carrier=by_carrier)
    for contact in contacts:
        # What is worse than a stop stays what it is: START must not make an unsafe phone usable.
        if contact.state is ContactState.USABLE:
            desk.contacts.set_state(contact.contact_id, ContactState.STOPPED, now=reply.received_at)


def _stop_one(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    standing: tuple[Stop, ...],
    chosen: Choice,
    now: datetime,
) -> None:
    """Only one child is meant: what was stopped to be safe starts again, other children stopped before stay so."""
    desk.stops.end(tuple(c.contact_id for c in contacts), reply.received_at)
    keep = {(s.contact_id, s.witness_id) for s in standing if s.witness_id is not None}
    keep.add((chosen.contact_id, chosen.witness_id))
    # Parents of one child may share the number: it is the child who is chosen, on each of their records.
    keep |= {(c.contact_id, chosen.witness_id) for c in contacts}
    desk.stops.add(tuple(a_stop(contact_id, witness_id, reply.received_at) for contact_id, witness_id in sorted(keep)))
    for contact in contacts:
        if contact.state is ContactState.STOPPED:
            because = "they asked us to stop about one child only"
            desk.contacts.set_state(contact.contact_id, ContactState.USABLE, now=now, because=because)


def _confirm(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    pictures: tuple[CasePicture, ...],
    chosen: Choice | None,
    now: datetime,
) -> None:
    addressee = _addressee(desk, contacts, pictures)
    if addressee is None:
        return
    contact, picture = addressee
    choices = choices_of(pictures, contacts, london_day(now)) if chosen is None else ()
    # A phone that may not get a day cannot be asked: no name may be written, so everything stays stopped.
    ask = may_be_asked(choices) and contact.tier >= Tier.L1
    if ask:
        desk.stops.ask(desk.contacts.key_of(reply.sender), choices, reply.received_at)
    confirm_stop(desk, picture, contact, reply, choices=choices if ask else (), only_one=chosen is not None, now=now)


def _addressee(
    desk: Desk, contacts: tuple[SafeContact, ...], pictures: tuple[CasePicture, ...]
) -> tuple[SafeContact, CasePicture] | None:
    """Give the record and case from which the number is answered: those that it last heard from, else the first."""
    by_case = {picture.case.case_id: picture for picture in pictures}
    records = {c.contact_id: c for c in contacts if c.state in (ContactState.USABLE, ContactState.STOPPED)}
    last = desk.messages.last_to(tuple(records)) if records else None
    if last is not None and last.case_id in by_case:
        return records[last.contact_id], by_case[last.case_id]
    for contact in records.values():
        for picture in pictures:
            if any(person.person_id == contact.person_id for person in picture.people):
                return contact, picture
    return None


def _open_pictures(desk: Desk, contacts: tuple[SafeContact, ...]) -> tuple[CasePicture, ...]:
    case_ids = sorted({case_id for c in contacts for case_id in desk.people.cases_of(c.person_id)})
    pictures = (desk.cases.picture(case_id) for case_id in case_ids)
    return tuple(p for p in pictures if p is not None and p.case.closed_on is None)


def _tell_officers(
    desk: Desk,
    reply: Reply,
    contacts: tuple[SafeContact, ...],
    pictures: tuple[CasePicture, ...],
    chosen: Choice | None,
    words: str,
    rules: Rules,
    now: datetime,
) -> None:
    for picture in pictures:
        case = picture.case
        here = {person.person_id for person in picture.people}
        if chosen is not None and chosen.case_id != case.case_id:
            continue
        for person_id in sorted({c.person_id for c in contacts} & here):
            desk.tasks.raise_(
                case.case_id,
                case.owner_id,
                WantedTask(
                    reason_key=f"stopped:{case.case_id}:{person_id}:{reply.reply_id}",
                    kind=TaskKind.STOPPED,
                    words=f"Ring {picture.called(person_id)}: {words}",
                    clears_when="you have agreed with them how to keep in touch",
                    due_at=soon_by_the_office(now, OFFER_CALLS_WITHIN, rules.calendar),
                    person_id=person_id,
                ),
                now,
            )
