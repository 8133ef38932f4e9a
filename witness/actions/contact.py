"""Changes to safe contact: a check by voice, a change of what was agreed, a phone that is no longer safe."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.contact import GRAVEST, Channel, ContactState, SafeContact, StepKind, Tier
from witness.domain.contact_answers import INCIDENT_IN_WORDS, Incident, Terms
from witness.domain.contact_rules import MOST_QUIET, faults_of, holder_of, tidy
from witness.domain.contact_terms import with_terms
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.rules import Rules
from witness.domain.safe_hours import QuietDays
from witness.domain.stop_facts import Stop
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.identifiers import new_id
from witness.store import Desk, Store

# A person may find that what blocked a record no longer holds. A number that reached a stranger takes a spoken code.
CLEARABLE = frozenset({ContactState.STOPPED, ContactState.UNSAFE, ContactState.DEAD})


class CannotKeep(Refused):
    """What was answered cannot be kept. `faults` holds every (field, reason); nothing was changed."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        """Put every reason on a line of its own."""
        super().__init__("\n".join(words for _, words in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person answered about a phone or mailbox.

    terms: its quiet days and its expiry are left as they are recorded. code_word: None for the one that is recorded.
    """

    tier: Tier
    signed_as: str
    terms: Terms
    code_word: str | None = field(default=None, repr=False)


def review(
    store: Store, case_id: str, contact_id: str, asked: Asked, *, cleared: str, rules: Rules, asking: Asking
) -> None:
    """Record what a person answered when all was asked again by voice: it counts for another 28 days.

    cleared: why what blocked it no longer holds; "" leaves it blocked.

    Raises:
        CannotKeep: the answers do not go together; nothing was changed.
        Refused: another number has taken its place.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.checked") as desk:
        contact = known_contact(desk, case_id, contact_id)
        answered = replace(_answered(contact, asked, asking), reviewed_on=london_day(asking.at))
        answered = replace(answered, expired_at=None, expired_because=None)
        clears = bool(cleared.strip()) and contact.state in CLEARABLE
        if clears:
            answered = replace(answered, state=ContactState.USABLE)
            record_cleared(desk, case_id, contact_id, asking)
            # Whoever agrees by voice to be texted takes a polite stop back. The network's own only START can lift.
            desk.stops.end((contact_id,), asking.at, polite_only=True)
        _refuse_faults(desk, case_id, answered, asking)
        kind, because = (StepKind.CLEARED, cleared.strip()) if clears else (StepKind.CHECKED, "checked by voice")
        desk.contacts.change(answered, kind, now=asking.at, because=because, by_id=asking.viewer.account_id)
        what = "was checked by voice, and may be written to again" if clears else "was checked by voice"
        note(desk, case_id, contact, what, asking)
        put_all_right(desk, contact, rules, asking)


def edit(
    store: Store, case_id: str, contact_id: str, asked: Asked, *, because: str, rules: Rules, asking: Asking
) -> None:
    """Record that something was agreed otherwise, without going through the rest: the check runs out as before.

    Raises:
        CannotKeep: no reason was given, or the answers do not go together; nothing was changed.
    """
    if not because.strip():
        raise CannotKeep((("because", "Say why it changes, for example who told you"),))
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.changed") as desk:
        contact = known_contact(desk, case_id, contact_id)
        answered = _answered(contact, asked, asking)
        _refuse_faults(desk, case_id, answered, asking)
        _change(desk, case_id, answered, because.strip(), "is agreed otherwise", rules, asking)


def add_quiet(store: Store, case_id: str, contact_id: str, quiet: QuietDays, *, rules: Rules, asking: Asking) -> None:
    """Record days on which nothing goes to a person: to none of their phones and mailboxes.

    Raises:
        CannotKeep: the days lie the wrong way round, are over, name no weekday, or are too many.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.changed") as desk:
        contact = known_contact(desk, case_id, contact_id)
        faults = _faults_of_quiet(contact, quiet, asking)
        if faults:
            raise CannotKeep(faults)
        for own in _of_person(desk, case_id, contact):
            if quiet.key not in {known.key for known in own.quiet}:
                more = replace(own, quiet=(*own.quiet, quiet))
                _change(
                    desk, case_id, more, "days on which nothing goes", "has days on which nothing goes", rules, asking
                )


def drop_quiet(store: Store, case_id: str, contact_id: str, key: str, *, rules: Rules, asking: Asking) -> None:
    """Record that days on which nothing went are days like others again, on every record of the person."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.changed") as desk:
        contact = known_contact(desk, case_id, contact_id)
        for own in _of_person(desk, case_id, contact):
            if key in {known.key for known in own.quiet}:
                less = replace(own, quiet=tuple(known for known in own.quiet if known.key != key))
                _change(desk, case_id, less, "days are like others again", "has days like others again", rules, asking)


def set_unsafe(store: Store, case_id: str, contact_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that somebody else may hold or read this phone: at once nothing more goes to it."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.unsafe") as desk:
        contact = known_contact(desk, case_id, contact_id)
        note(desk, case_id, contact, "is no longer safe to write to", asking)
        close_number(desk, contact, ContactState.UNSAFE, now=asking.at, by_id=asking.viewer.account_id)
        for same in desk.contacts.with_value(contact.value):
            put_all_right(desk, same, rules, asking)
            _ask_for_another_way(desk, same, rules, asking.at)


def something_happened(
    store: Store,
    case_id: str,
    person_id: str,
    incident: Incident,
    *,
    whole_household: bool,
    rules: Rules,
    asking: Asking,
) -> int:
    """Record that something happened to a person or their household: the checks of all their records run out at once.

    In every case that these people are part of, its owner gets the work of going through them again (the task follows
    from the facts). Gives how many records ran out.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.happened") as desk:
        picture = desk.cases.known_picture(case_id)
        person = next((p for p in picture.people if p.person_id == person_id), None)
        if person is None:
            raise NotFound("There is no such person in this case.")
        records = desk.contacts.of_household(person.household_id)
        if not whole_household:
            records = tuple(c for c in records if c.person_id == person_id)
        records = tuple(c for c in records if c.state is not ContactState.RETIRED)
        for contact in records:
            desk.contacts.expire(contact, incident, now=asking.at, by_id=asking.viewer.account_id)
        people = sorted({c.person_id for c in records} | {person_id})
        for touched in sorted({c for p in people for c in desk.people.cases_of(p)} | {case_id}):
            desk.cases.happened(
                touched,
                at=asking.at,
                kind="contact",
                words=f"Safe contact has to be gone through again: {INCIDENT_IN_WORDS[incident]}.",
                by_id=asking.viewer.account_id,
            )
            put_right(desk, touched, rules, now=asking.at)
    return len(records)


def close_number(
    desk: Desk, contact: SafeContact, state: ContactState, *, now: datetime, because: str = "", by_id: str | None = None
) -> tuple[SafeContact, ...]:
    """Hold a number to be wrong, unsafe, stopped or dead in every record that has it; gives those that this changed.

    A phone is one thing, however many people have its number on their record. What is known to be graver stays.
    """
    closed = tuple(
        same
        for same in desk.contacts.with_value(contact.value)
        if same.state in GRAVEST and GRAVEST.index(state) < GRAVEST.index(same.state)
    )
    for same in closed:
        desk.contacts.set_state(same.contact_id, state, now=now, because=because, by_id=by_id)
    return closed


def keep_stops(
    desk: Desk, contacts: Iterable[SafeContact], standing: Iterable[Stop], *, since: datetime, by_carrier: bool
) -> None:
    """Keep on each of these records, once, that nothing more goes there. standing: their stops that have not ended."""
    known = {stop.contact_id for stop in standing if stop.witness_id is None and stop.by_carrier is by_carrier}
    new = [contact for contact in contacts if contact.contact_id not in known]
    desk.stops.add(tuple(a_stop(contact.contact_id, None, since, by_carrier=by_carrier) for contact in new))


def a_stop(contact_id: str, witness_id: str | None, since: datetime, *, by_carrier: bool = False) -> Stop:
    """Give a wish to be left alone that came as a text, or from the network itself."""
    said = "the network's word" if by_carrier else "in other words"
    return Stop(new_id(), contact_id, witness_id, since, by_carrier=by_carrier, said=said)


def found_closed(
    desk: Desk, contact: SafeContact, state: ContactState, *, because: str, rules: Rules, asking: Asking
) -> None:
    """Record that a person found a number to be closed, in every record that has it, and put every case right.

    Whoever was reached there needs another way: the owner of every such case hears so, but of a number that is stopped,
    whose person has just told us so.
    """
    closed = close_number(desk, contact, state, now=asking.at, because=because, by_id=asking.viewer.account_id)
    if state is ContactState.STOPPED:
        # Said to a person, not to the network: "do not set off" stays on.
        desk.stops.add(tuple(Stop(new_id(), c.contact_id, None, asking.at, said="in a call") for c in closed))
    for same in closed:
        put_all_right(desk, same, rules, asking)
        if state is not ContactState.STOPPED:
            _ask_for_another_way(desk, same, rules, asking.at, because)


def said_to_be_unsafe(desk: Desk, contact: SafeContact, because: str, *, rules: Rules, now: datetime) -> None:
    """Take the family's own word, given without a person of ours, that a phone is no longer safe."""
    for same in close_number(desk, contact, ContactState.UNSAFE, now=now, because=because):
        for case_id in desk.people.cases_of(same.person_id):
            put_right(desk, case_id, rules, now=now)
        _ask_for_another_way(desk, same, rules, now)


def code_word_of(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> str:
    """Give the code word of a record to somebody who is about to ring; every look is on the record."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.code_word") as desk:
        return known_contact(desk, case_id, contact_id).code_word


def known_contact(desk: Desk, case_id: str, contact_id: str) -> SafeContact:
    """Give a record of somebody in this case.

    Raises:
        NotFound: there is none.
    """
    found = [c for c in desk.contacts.of_case(case_id) if c.contact_id == contact_id]
    if not found:
        raise NotFound("There is no such number in this case.")
    return found[0]


def record_cleared(desk: Desk, case_id: str, contact_id: str, asking: Asking) -> None:
    """Put into the audit who found that what blocked a record no longer holds."""
    desk.audit.record(
        Entry(
            at=asking.at,
            deed="contact.cleared",
            outcome=AuditOutcome.ALLOWED,
            account_id=asking.viewer.account_id,
            role=asking.viewer.role.value,
            case_id=case_id,
            subject=contact_id,
            request_id=asking.request_id,
        )
    )


def note(desk: Desk, case_id: str, contact: SafeContact, what: str, asking: Asking) -> None:
    """Put into the history of a case what became of a record, without any of its contents."""
    picture = desk.cases.picture(case_id)
    who = "somebody" if picture is None else picture.called(contact.person_id)
    desk.cases.happened(
        case_id,
        at=asking.at,
        kind="contact",
        words=f"The {'phone' if contact.channel is Channel.SMS else 'e-mail'} of {who} {what}.",
        by_id=asking.viewer.account_id,
    )


def put_all_right(desk: Desk, contact: SafeContact, rules: Rules, asking: Asking) -> None:
    """One phone may serve several cases."""
    for case_id in desk.people.cases_of(contact.person_id):
        put_right(desk, case_id, rules, now=asking.at)


def _answered(contact: SafeContact, asked: Asked, asking: Asking) -> SafeContact:
    if contact.state is ContactState.RETIRED:
        raise Refused("Another number or address has taken its place: go through that one.")
    terms = replace(
        asked.terms, quiet=contact.quiet, expired_at=contact.expired_at, expired_because=contact.expired_because
    )
    if terms.opted_in_on is not None:  # the day on which they first asked for more stays
        terms = replace(terms, opted_in_on=contact.opted_in_on or london_day(asking.at))
    code_word = contact.code_word if asked.code_word is None else asked.code_word.strip()
    answered = replace(with_terms(contact, terms), tier=asked.tier, signed_as=asked.signed_as.strip())
    return tidy(replace(answered, code_word=code_word, has_code_word=bool(code_word)))


def _refuse_faults(desk: Desk, case_id: str, contact: SafeContact, asking: Asking) -> None:
    holder = holder_of(desk.cases.known_picture(case_id), contact.person_id, london_day(asking.at))
    faults = faults_of(contact, holder)
    if faults:
        raise CannotKeep(faults)


def _change(
    desk: Desk, case_id: str, contact: SafeContact, because: str, what: str, rules: Rules, asking: Asking
) -> None:
    desk.contacts.change(contact, StepKind.CHANGED, now=asking.at, because=because, by_id=asking.viewer.account_id)
    note(desk, case_id, contact, what, asking)
    put_all_right(desk, contact, rules, asking)


def _of_person(desk: Desk, case_id: str, contact: SafeContact) -> tuple[SafeContact, ...]:
    own = (c for c in desk.contacts.of_case(case_id) if c.person_id == contact.person_id)
    return tuple(c for c in own if c.state is not ContactState.RETIRED)


def _faults_of_quiet(contact: SafeContact, quiet: QuietDays, asking: Asking) -> tuple[tuple[str, str], ...]:
    if quiet.last_on is not None and quiet.last_on < quiet.first_on:
        return (("last_on", "The last day lies before the first"),)
    if quiet.last_on is not None and quiet.last_on < london_day(asking.at):
        return (("last_on", "Those days are over"),)
    if not quiet.weekdays:
        return (("weekdays", "Choose one weekday at least"),)
    if len(contact.quiet) >= MOST_QUIET:
        return (("first_on", "There are too many: take some off first"),)
    return ()


def _ask_for_another_way(
    desk: Desk, contact: SafeContact, rules: Rules, now: datetime, because: str = "is no longer safe"
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
                reason_key=f"unsafe:{case_id}:{contact.contact_id}:{now.isoformat()}",
                kind=TaskKind.UNSAFE,
                words=f"Agree another way to reach {picture.called(contact.person_id)}: "
                f"their {what} {because}, and nothing goes to it",
                clears_when="you have agreed with them how to keep in touch",
                due_at=in_working_hours(now, 4, rules.calendar),
                person_id=contact.person_id,
            ),
            now,
        )
