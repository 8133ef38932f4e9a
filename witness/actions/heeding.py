"""Brings a database that was put back up to what the journal knows of the lost minutes. It opens nothing closed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from witness.actions.outcomes import tell
from witness.domain.access import Tie
from witness.domain.contact import ContactState
from witness.domain.contact_answers import Incident
from witness.domain.journal import Note, NoteKind
from witness.domain.messages import HANDED_OVER
from witness.domain.stop_facts import Stop
from witness.identifiers import new_id
from witness.log import log, where_it_broke
from witness.store import Desk, Store

SHUT_MEANWHILE = "it was shut to them while an older copy was put back"
# What stands in an entry may be so much older than its commit, which a copy did not see.
COMMITS_WITHIN = timedelta(minutes=1)
SAID_MEANWHILE = "it was closed while an older copy was put back"
# What closes a number closes it on every record; the others are about one person's record.
OF_THE_NUMBER = frozenset({ContactState.STOPPED, ContactState.DEAD, ContactState.WRONG})


def heed(desk: Desk, note: Note, taken_at: datetime, now: datetime) -> Iterable[str]:
    """Do what one note asks for; gives what was done, in words of ours. Nothing here opens what is closed.

    taken_at: of the copy.
    """
    match note.kind:
        case NoteKind.STOP:
            return _heed_stop(desk, note, now)
        case NoteKind.NUMBER:
            return _heed_number(desk, note, now)
        case NoteKind.LINK:
            desk.private_pages.revoke(note.about, "it was taken back", now)
            return ()
        case NoteKind.ACCOUNT:
            said = note.said
            done = desk.restorations.account(
                note.about,
                state=str(said["state"]),
                generation=int(str(said["generation"])),
                team_id=str(said["team"]),
            )
            return (f"accounts {done}",) if done else ()
        case NoteKind.TIE:
            return _heed_tie(desk, note, taken_at, now)
        case NoteKind.TEXT:
            return ()  # each in a transaction of its own, after everything that closes something


def _heed_tie(desk: Desk, note: Note, taken_at: datetime, now: datetime) -> Iterable[str]:
    """Shut a case for somebody, or to all but somebody, who was shut out after the copy. What the copy knew holds."""
    case_id, account_id, tie = str(note.said["case"]), str(note.said["account"]), Tie(str(note.said["tie"]))
    is_older = datetime.fromisoformat(str(note.said["since"])) < taken_at - COMMITS_WITHIN
    if is_older or not desk.restorations.knows(case_id, account_id) or desk.access.is_tied(case_id, account_id, tie):
        return ()
    desk.access.tie(case_id, account_id, tie, because=SHUT_MEANWHILE, now=now)
    return ("cases shut to somebody",)


def _heed_stop(desk: Desk, note: Note, now: datetime) -> Iterable[str]:
    said = note.said
    if desk.stops.has(note.about):
        return ("starts to ask about",) if said["until"] is not None and _stands(desk, note) else ()
    if said["until"] is not None:
        return ()
    records = desk.restorations.records_of(str(said["number"]))
    witness = None if said["witness"] is None else str(said["witness"])
    about = None if witness is None or not desk.people.has_witness(witness) else witness
    standing = desk.restorations.standing_stops(records)
    since = datetime.fromisoformat(str(said["since"]))
    missing = [record for record in records if (record, about) not in standing]
    desk.stops.add(
        tuple(Stop(new_id(), record, about, since, by_carrier=bool(said["by_carrier"])) for record in missing)
    )
    return ("stops kept",) if missing else () if records else ("stops of numbers that are not known",)


def _stands(desk: Desk, note: Note) -> bool:
    records = desk.restorations.records_of(str(note.said["number"]))
    return bool(desk.restorations.standing_stops(records))


def _heed_number(desk: Desk, note: Note, now: datetime) -> Iterable[str]:
    state = ContactState(str(note.said["state"]))
    contact = desk.contacts.get(note.about)
    if contact is None:
        return _close_everywhere(desk, str(note.said["number"]), state, now)
    is_newer = int(str(note.said["step"])) > desk.restorations.last_step_of(note.about)
    if not is_newer or contact.state is ContactState.RETIRED:
        return ()
    if state is not ContactState.USABLE:
        if contact.state is ContactState.USABLE:
            desk.contacts.set_state(note.about, state, now=now, because=SAID_MEANWHILE)
        return ("numbers closed",)
    # Something was agreed about this phone, and nobody here knows what: a person goes through it again first.
    if contact.expired_at is None:
        desk.contacts.expire(contact, Incident.OTHER, now=now)
    return ("phones to go through again",)


def _close_everywhere(desk: Desk, number: str, state: ContactState, now: datetime) -> Iterable[str]:
    if state not in OF_THE_NUMBER:
        return ()
    done = []
    for record in desk.restorations.records_of(number):
        contact = desk.contacts.get(record)
        if contact is not None and contact.state is ContactState.USABLE:
            desk.contacts.set_state(record, state, now=now, because=SAID_MEANWHILE)
            done.append("numbers closed")
    return done


def make_texts_known(store: Store, notes: Iterable[Note], now: datetime) -> Iterable[str]:
    """Make the outbox know of the texts that went. One that cannot be kept must not keep everybody from working."""
    with store.reading() as desk:
        news = [n for n in notes if n.kind is NoteKind.TEXT and not desk.restorations.knows_text(n)]
    done: list[str] = []
    for note in news:
        try:
            with store.changing() as desk:
                done.extend(_heed_text(desk, note, now))
        except Exception as error:  # noqa: BLE001 - it is counted, and whoever finishes reads it
            log().error("restore.text_broke", error=type(error).__name__, at=where_it_broke(error))
            done.append("texts that could not be made known")
    return done


def _heed_text(desk: Desk, note: Note, now: datetime) -> Iterable[str]:
    message = desk.restorations.text(note, now)
    if message is None:
        return ("texts of cases that are lost",)
    if message.state not in HANDED_OVER:
        return ("texts of which nobody knows",)
    hearing = desk.hearings.get(message.hearing_id or "")
    tell(desk, [message], {} if hearing is None else {hearing.hearing_id: hearing}, now)
    return ("texts that had gone",)
