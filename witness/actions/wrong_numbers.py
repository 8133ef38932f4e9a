"""A stranger answers: nothing more goes to that number, in any case, and somebody decides what follows."""

from datetime import datetime

from witness.actions.disclosures import handlers_of
from witness.actions.reconcile import put_right
from witness.actions.staff_notices import notify
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact
from witness.domain.incidents import Decision, Incident
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.identifiers import new_id
from witness.store import Desk
from witness.store.replies import Reply

ANOTHER_WAY_WITHIN = 4  # office hours
BECAUSE = "somebody wrote that it is the wrong number"


def shut_off(desk: Desk, reply: Reply, contacts: tuple[SafeContact, ...], rules: Rules, now: datetime) -> None:
    """Quarantine the number everywhere, open an incident for everybody it was used for, and send nothing.

    Nothing here makes the number usable again: that takes a check with the person by voice.
    """
    for contact in contacts:
        if contact.state is not ContactState.WRONG:
            desk.contacts.set_state(contact.contact_id, ContactState.WRONG, now=now, because=BECAUSE)
    for person_id in sorted({contact.person_id for contact in contacts}):
        ids = tuple(contact.contact_id for contact in contacts if contact.person_id == person_id)
        for case_id in desk.people.cases_of(person_id):
            picture = desk.cases.picture(case_id)
            if picture is None or picture.case.closed_on is not None:
                continue
            _open_incident(desk, picture, person_id, ids, reply, rules, now)
            put_right(desk, case_id, rules, now=now)


def _open_incident(
    desk: Desk,
    picture: CasePicture,
    person_id: str,
    contact_ids: tuple[str, ...],
    reply: Reply,
    rules: Rules,
    now: datetime,
) -> None:
    case_id, called = picture.case.case_id, picture.called(person_id)
    went = desk.messages.last_of_case_to(contact_ids, case_id)
    incident = Incident(
        incident_id=new_id(),
        case_id=case_id,
        person_id=person_id,
        reply_id=reply.reply_id,
        aware_at=reply.received_at,
        message_id=None if went is None else went.message_id,
        message_at=None if went is None else went.handed_over_at,
        tier=None if went is None else int(went.tier),
        decision=Decision.OPEN,
    )
    desk.incidents.open(incident)
    desk.tasks.raise_(
        case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"wrong_number:{reply.reply_id}:{case_id}:{person_id}",
            kind=TaskKind.WRONG_NUMBER,
            words=f"Find another way to reach {called}: somebody wrote that the number is wrong. Nothing goes to it",
            clears_when="you have spoken with them, and checked the number by voice or taken it out",
            due_at=soon_by_the_office(now, ANOTHER_WAY_WITHIN, rules.calendar),
            person_id=person_id,
        ),
        now,
    )
    for account_id in handlers_of(desk, case_id)[-1:]:
        desk.tasks.raise_(
            case_id,
            account_id,
            WantedTask(
                reason_key=f"incident:{incident.incident_id}",
                kind=TaskKind.WRONG_NUMBER,
                words=f"Decide what follows from a text about {called} that may have reached a stranger",
                clears_when="the decision and its reason are recorded on the page of incidents",
                due_at=min(incident.report_by, soon_by_the_office(now, 8, rules.calendar)),
                person_id=person_id,
            ),
            now,
        )
        notify(desk, f"incident:{incident.incident_id}", account_id, now)
    desk.cases.happened(
        case_id,
        at=now,
        kind="wrong_number",
        words=f"Somebody answered that the number of {called} is wrong. Nothing goes to it any more.",
    )
