"""What came of a call: a conversation puts a belief right, settles a worry, and says whether they are coming."""

from dataclasses import dataclass
from datetime import datetime

from witness.actions.contact import found_closed
from witness.actions.reconcile import put_right
from witness.actions.replies import needs_a_lift
from witness.domain.access import Asking, CaseGround, Deed, Role, may
from witness.domain.accounts import Account, AccountState
from witness.domain.beliefs import reason_to_tell
from witness.domain.call_results import (
    CLAIMED_FOR,
    LONGEST_CALL_BACK,
    MOST_TRIES,
    RESULTS,
    CallResult,
    ResultRule,
    tries_count_from,
    tries_of,
)
from witness.domain.calling import Ringing, may_ring
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day, london_time, short_day, spoken_time
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import Answer, AnswerKind, Told
from witness.domain.hearings import Hearing
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.identifiers import new_id
from witness.store import Desk, Store

__all__ = ["Call", "CallResult", "claim_call", "number_to_ring", "record_call"]

# A conversation answers all of these at once.
CLOSED_BY_TALKING = frozenset(
    {
        TaskKind.UNDELIVERED,
        TaskKind.UNCERTAIN,
        TaskKind.EXPIRED,
        TaskKind.BLOCKED,
        TaskKind.READ_REPLY,
        TaskKind.TELL,
        TaskKind.CALL_BACK,
        TaskKind.NOT_REACHED,
        TaskKind.RING_PARENT,
    }
)
# What is said of a number to the owners of the cases that it served.
SAID_OF_A_NUMBER: dict[ContactState, str] = {
    ContactState.DEAD: "is not in use",
    ContactState.WRONG: "reaches a stranger",
    ContactState.STOPPED: "they asked on the telephone",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A call to one person about one hearing; hearing_id "" when it was about none.

    reason_given: they were told why the date has changed. It counts only when there was a reason to give.
    contact_id: the number that was rung; "" for the one that was checked most lately. again_at: when to ring again,
    where the result asks for it.
    """

    case_id: str
    person_id: str
    hearing_id: str
    result: CallResult
    reason_given: bool = False
    contact_id: str = ""
    again_at: datetime | None = None


def record_call(store: Store, call: Call, *, rules: Rules, asking: Asking) -> None:
    """Record a call. Only a conversation changes what a person is held to know.

    Raises:
        NotFound: there is no such case, person, hearing or number for this officer.
        Refused: nobody has said when to ring again, or that hour has passed or is far ahead.
    """
    rule = RESULTS[call.result]
    with store.case_for(asking, Deed.CHANGE_CASE, call.case_id, doing="call.record") as desk:
        picture = _picture_with(desk, call)
        again_at = _again_at(call, rule, asking.at)
        later = "" if again_at is None else f", to be rung {_moment(again_at)}"
        desk.cases.happened(
            call.case_id,
            at=asking.at,
            kind="call",
            words=f"Call to {picture.called(call.person_id)}: {rule.words}{later}.",
            by_id=asking.viewer.account_id,
            hearing_id=call.hearing_id or None,
        )
        entry_id = _log(desk, call, rule, asking)
        desk.call_claims.release(call.case_id, call.person_id)
        if rule.reached:
            _spoke(desk, call, rule, picture.hearing(call.hearing_id) if call.hearing_id else None, asking)
            if call.result is CallResult.HELP and call.hearing_id:
                needs_a_lift(desk, picture, call.person_id, call.hearing_id, asking.at)
        if again_at is not None:
            _ring_again(desk, picture, call, entry_id, again_at, asking)
        if rule.phone_becomes is not None:
            _close(desk, picture, call, rule.phone_becomes, rules, asking)
        if rule.is_try:
            _escalate(desk, picture, call, rules, asking)
        put_right(desk, call.case_id, rules, now=asking.at)


def claim_call(store: Store, case_id: str, person_id: str, *, asking: Asking) -> datetime:
    """Say that one is about to ring somebody; gives until when colleagues are told so.

    Raises:
        NotFound: there is no such case or person for this officer.
        SomebodyElseChangedThis: a colleague rings them just now.
    """
    until = asking.at + CLAIMED_FOR
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="call.claim") as desk:
        _picture_with(desk, Call(case_id, person_id, "", CallResult.NOT_REACHED))
        if desk.call_claims.take(case_id, person_id, asking.viewer.account_id, now=asking.at, until=until):
            return until
        other = desk.call_claims.on([case_id], asking.at).get((case_id, person_id))
    who = "A colleague" if other is None else other.name
    raise SomebodyElseChangedThis(f"{who} is ringing them just now. Wait for what comes of it.")


def number_to_ring(store: Store, case_id: str, contact_id: str, *, rules: Rules, asking: Asking) -> str:
    """Give a number to whoever is about to ring it, on the record.

    Raises:
        NotFound: there is no such number in this case for this officer.
        Refused: it may not be rung, now or at all.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.reveal") as desk:
        picture = desk.cases.known_picture(case_id)
        contact = next((c for c in picture.contacts if c.contact_id == contact_id), None)
        if contact is None or contact.channel is not Channel.SMS:
            raise NotFound("There is no such number in this case.")
        verdict = may_ring(picture, contact, now=asking.at, calendar=rules.calendar)
        if verdict.ringing is Ringing.NEVER:
            raise Refused(f"This number may not be rung: {verdict.because}.")
        return contact.value


def _picture_with(desk: Desk, call: Call) -> CasePicture:
    picture = desk.cases.picture(call.case_id)
    known = picture is not None and any(p.person_id == call.person_id for p in picture.people)
    if picture is None or not known:
        raise NotFound("There is no such person in this case.")
    if call.hearing_id and not any(h.hearing_id == call.hearing_id for h in picture.hearings):
        raise NotFound("There is no such hearing in this case.")
    return picture


def _again_at(call: Call, rule: ResultRule, now: datetime) -> datetime | None:
    if not rule.asks_when:
        return None
    if call.again_at is None:
        raise Refused("Say when to ring again.")
    if not now < call.again_at <= now + LONGEST_CALL_BACK:
        raise Refused(f"Ring again within the next {LONGEST_CALL_BACK.days} days, at an hour that has not passed.")
    return call.again_at


def _log(desk: Desk, call: Call, rule: ResultRule, asking: Asking) -> str:
    entry = ContactEntry(
        entry_id=new_id(),
        person_id=call.person_id,
        at=asking.at,
        via=ContactVia.VOICE,
        from_family=False,
        reached=rule.reached,
        hearing_id=call.hearing_id or None,
        result=call.result.value,
    )
    desk.contact_log.add(call.case_id, (entry,), by_id=asking.viewer.account_id)
    return entry.entry_id


def _spoke(desk: Desk, call: Call, rule: ResultRule, hearing: Hearing | None, asking: Asking) -> None:
    now = asking.at
    for task in desk.tasks.open_of_case(call.case_id):
        if task.person_id == call.person_id and task.kind in CLOSED_BY_TALKING:
            desk.tasks.done(task.task_id, by_id=asking.viewer.account_id, outcome=rule.words, now=now)
    if hearing is None:
        return
    revision = hearing.now.number
    told = Told(
        person_id=call.person_id,
        hearing_id=call.hearing_id,
        revision=revision,
        via="voice",
        at=now,
        acknowledged_at=now,
        reason_given=call.reason_given and bool(reason_to_tell(hearing)),
    )
    desk.evidence.told(call.case_id, told)
    desk.evidence.acknowledge(call.person_id, call.hearing_id, now)
    desk.evidence.settle_answers(call.person_id, call.hearing_id, now)
    if rule.answer is not None:
        settled = now if rule.answer is AnswerKind.COMING else None
        desk.evidence.answered(
            call.case_id,
            Answer(new_id(), call.person_id, call.hearing_id, revision, rule.answer, "voice", now, settled),
        )


def _ring_again(
    desk: Desk, picture: CasePicture, call: Call, entry_id: str, again_at: datetime, asking: Asking
) -> None:
    """An earlier promise to ring them is kept or replaced by the new one."""
    for task in desk.tasks.open_of_case(call.case_id):
        if task.person_id == call.person_id and task.kind is TaskKind.CALL_BACK:
            desk.tasks.done(
                task.task_id, by_id=asking.viewer.account_id, outcome=RESULTS[call.result].words, now=asking.at
            )
    because = "it was not safe to talk" if call.result is CallResult.UNSAFE_NOW else "they asked for it"
    desk.tasks.raise_(
        call.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"call_back:{entry_id}",
            kind=TaskKind.CALL_BACK,
            words=f"Ring {picture.called(call.person_id)} {_moment(again_at)}: {because}",
            clears_when="you have spoken with them",
            due_at=again_at,
            person_id=call.person_id,
            hearing_id=call.hearing_id or None,
        ),
        asking.at,
    )


def _close(desk: Desk, picture: CasePicture, call: Call, state: ContactState, rules: Rules, asking: Asking) -> None:
    phones = picture.contacts_of(call.person_id, Channel.SMS)
    rung = _rung(phones, call)
    if rung is not None:
        found_closed(desk, rung, state, because=SAID_OF_A_NUMBER[state], rules=rules, asking=asking)


def _rung(phones: tuple[SafeContact, ...], call: Call) -> SafeContact | None:
    if call.contact_id:
        found = next((phone for phone in phones if phone.contact_id == call.contact_id), None)
        if found is None:
            raise NotFound("There is no such number in this case.")
        return found
    return phones[0] if phones else None


def _escalate(desk: Desk, picture: CasePicture, call: Call, rules: Rules, asking: Asking) -> None:
    """After several calls that reached nobody a manager thinks of another way; once for each run of them."""
    since = tries_count_from(asking.at, rules.calendar)
    tries = tries_of(desk.contact_log.of_case(call.case_id), call.person_id, since=since, now=asking.at)
    if len(tries) < MOST_TRIES:
        return
    if any(
        task.kind is TaskKind.NOT_REACHED and task.person_id == call.person_id
        for task in desk.tasks.open_of_case(call.case_id)
    ):
        return
    desk.tasks.raise_(
        call.case_id,
        _manager_of(desk, picture) or picture.case.owner_id,
        WantedTask(
            reason_key=f"not_reached:{call.case_id}:{call.person_id}:{tries[0].entry_id}",
            kind=TaskKind.NOT_REACHED,
            words=f"{picture.called(call.person_id)}: {len(tries)} calls in two working days reached nobody. "
            "Decide how else to reach them",
            clears_when="somebody has spoken with them",
            due_at=in_working_hours(asking.at, 4, rules.calendar),
            person_id=call.person_id,
            hearing_id=call.hearing_id or None,
        ),
        asking.at,
    )
    desk.cases.happened(
        call.case_id,
        at=asking.at,
        kind="escalated",
        words=f"{len(tries)} calls to {picture.called(call.person_id)} in two working days reached nobody: "
        "a manager was told.",
        hearing_id=call.hearing_id or None,
    )


def _manager_of(desk: Desk, picture: CasePicture) -> str | None:
    ground = desk.access.ground_of(picture.case.case_id)
    if ground is None:
        return None
    return next((a.id for a in desk.accounts.of_team(picture.case.team_id) if _may_act(a, ground)), None)


def _may_act(account: Account, ground: CaseGround) -> bool:
    active = account.role is Role.MANAGER and account.state is AccountState.ACTIVE
    return active and may(account.viewer, Deed.CHANGE_CASE, ground)


def _moment(at: datetime) -> str:
    return f"on {short_day(london_day(at))} at {spoken_time(london_time(at))}"
