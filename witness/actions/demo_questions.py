"""The demo's questions between the CPS and the support team: one waits on either side, and one was answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.actions.reconcile import put_right
from witness.domain.enquiries import Enquiry, Reply, Topic, answered
from witness.domain.enquiry_clock import OFFICE, due_of
from witness.domain.rules import Rules
from witness.domain.staffing import office_time_since
from witness.identifiers import new_id
from witness.store import Store

LIAISON = "leigh@cps.example"
STEP = timedelta(minutes=15)
LONGEST_BACK = 4 * 24 * 14  # two weeks, for the longest run of holidays


@dataclass(frozen=True, slots=True)
class _Tale:
    """A question of the demo. ref: of the case; hours_left: of its clock as the demo begins."""

    ref: str
    topic: Topic
    of_the_cps: bool
    hours_left: int
    words: str = ""
    reply: Reply | None = None
    said: str = ""


TALES = (
    _Tale("WS-26-014", Topic.LIST_POSITION, of_the_cps=False, hours_left=2, words="First or second on the day?"),
    _Tale("WS-26-018", Topic.TRANSPORT, of_the_cps=True, hours_left=5),
    _Tale(
        "WS-26-022",
        Topic.COURT_VISIT,
        of_the_cps=True,
        hours_left=4,
        reply=Reply.SAID,
        said="We ring the court about it this week and record the day at once.",
    ),
)


def ask_and_answer(store: Store, rules: Rules, now: datetime) -> None:
    """Keep what the tales say, each asked so long ago that its clock stands as they say. The case is put right once.

    Not by the actions: they would put the case right as of an instant that is over.
    """
    for tale in TALES:
        with store.changing() as desk:
            case = desk.cases.get(desk.cases.id_of(tale.ref) or "")
            liaison = desk.accounts.with_email(LIAISON)
            witnesses = () if case is None else desk.people.witnesses_of_case(case.case_id)
            if case is None or liaison is None or not witnesses:
                continue
            at = _asked_at(now, tale.hours_left, rules)
            asker, other = (liaison.id, case.owner_id) if tale.of_the_cps else (case.owner_id, liaison.id)
            asked = Enquiry(
                enquiry_id=new_id(),
                topic=tale.topic,
                witness_id=witnesses[0].witness_id,
                asked_at=at,
                due_at=due_of(at, rules.calendar),
                words=tale.words,
                by_id=asker,
            )
            if tale.reply is not None:
                side = asked.row.to
                given_at = min(now, at + timedelta(hours=1))
                asked = answered(asked, tale.reply, tale.said, side, at=given_at, by_id=other)
            desk.enquiries.add(case.case_id, [asked])
            words = f"{'The CPS' if tale.of_the_cps else 'Support'} asked: “{asked.in_words}” ({witnesses[0].label})."
            desk.cases.happened(case.case_id, at=at, kind="question", words=words, by_id=asker)
            put_right(desk, case.case_id, rules, now=now)


def _asked_at(now: datetime, hours_left: int, rules: Rules) -> datetime:
    """Look back for the instant at which a question must have been asked for so many office hours to be left now."""
    at = now
    for _ in range(LONGEST_BACK):
        due = due_of(at, rules.calendar)
        if office_time_since(now, due, OFFICE, rules.calendar) <= timedelta(hours=hours_left):
            return at
        at -= STEP
    return at
