"""What came of a call: a conversation puts a belief right, settles a worry, and says whether they are coming."""

from dataclasses import dataclass
from enum import StrEnum

from witness.actions.reconcile import put_right
from witness.actions.replies import needs_a_lift
from witness.domain.access import Asking, Deed
from witness.domain.beliefs import reason_to_tell
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.errors import NotFound
from witness.domain.evidence import Answer, AnswerKind, Told
from witness.domain.hearings import Hearing
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.store import Desk, Store


class CallResult(StrEnum):
    """How a call ended, in the words of the form."""

    COMING = "coming"
    HELP = "help"
    WORRIED = "worried"
    CANNOT = "cannot"
    TOLD = "told"
    NOT_REACHED = "not_reached"


RESULT_IN_WORDS: dict[CallResult, str] = {
    CallResult.COMING: "spoke, and they are coming",
    CallResult.HELP: "spoke, and they need help getting there",
    CallResult.WORRIED: "spoke, and they are still worried",
    CallResult.CANNOT: "spoke, and they say they will not come",
    CallResult.TOLD: "spoke, and they know the date",
    CallResult.NOT_REACHED: "tried, and could not reach them",
}

ANSWER_OF: dict[CallResult, AnswerKind] = {
    CallResult.COMING: AnswerKind.COMING,
    CallResult.HELP: AnswerKind.HELP,
    CallResult.WORRIED: AnswerKind.WORRIED,
    CallResult.CANNOT: AnswerKind.CANNOT,
}

# A conversation answers all of these at once.
CLOSED_BY_TALKING = frozenset(
    {TaskKind.UNDELIVERED, TaskKind.UNCERTAIN, TaskKind.EXPIRED, TaskKind.BLOCKED, TaskKind.READ_REPLY, TaskKind.TELL}
)


@dataclass(frozen=True, slots=True)
class Call:
    """A call to one person about one hearing; hearing_id "" when it was about none.

    reason_given: they were told why the date has changed. It counts only when there was a reason to give.
    """

    case_id: str
    person_id: str
    hearing_id: str
    result: CallResult
    reason_given: bool = False


def record_call(store: Store, call: Call, *, rules: Rules, asking: Asking) -> None:
    """Record a call. Only a conversation changes what a person is held to know.

    Raises:
        NotFound: there is no such case, person or hearing for this officer.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, call.case_id, doing="call.record") as desk:
        picture = desk.cases.picture(call.case_id)
        known = picture is not None and any(p.person_id == call.person_id for p in picture.people)
        if picture is None or not known:
            raise NotFound("There is no such person in this case.")
        if call.hearing_id and not any(h.hearing_id == call.hearing_id for h in picture.hearings):
            raise NotFound("There is no such hearing in this case.")
        desk.cases.happened(
            call.case_id,
            at=asking.at,
            kind="call",
            words=f"Call to {picture.called(call.person_id)}: {RESULT_IN_WORDS[call.result]}.",
            by_id=asking.viewer.account_id,
            hearing_id=call.hearing_id or None,
        )
        _log(desk, call, asking)
        if call.result is not CallResult.NOT_REACHED:
            _spoke(desk, call, picture.hearing(call.hearing_id) if call.hearing_id else None, asking)
            if call.result is CallResult.HELP and call.hearing_id:
                needs_a_lift(desk, picture, call.person_id, call.hearing_id, asking.at)
        put_right(desk, call.case_id, rules, now=asking.at)


def _log(desk: Desk, call: Call, asking: Asking) -> None:
    entry = ContactEntry(
        entry_id=new_id(),
        person_id=call.person_id,
        at=asking.at,
        via=ContactVia.VOICE,
        from_family=False,
        reached=call.result is not CallResult.NOT_REACHED,
        hearing_id=call.hearing_id or None,
    )
    desk.contact_log.add(call.case_id, (entry,), by_id=asking.viewer.account_id)


def _spoke(desk: Desk, call: Call, hearing: Hearing | None, asking: Asking) -> None:
    now = asking.at
    for task in desk.tasks.open_of_case(call.case_id):
        if task.person_id == call.person_id and task.kind in CLOSED_BY_TALKING:
            desk.tasks.done(task.task_id, by_id=asking.viewer.account_id, outcome=RESULT_IN_WORDS[call.result], now=now)
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
    answer = ANSWER_OF.get(call.result)
    if answer is not None:
        settled = now if answer is AnswerKind.COMING else None
        desk.evidence.answered(
            call.case_id,
            Answer(new_id(), call.person_id, call.hearing_id, revision, answer, "voice", now, settled),
        )
