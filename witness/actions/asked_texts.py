"""What comes back to a text that asked how somebody is, or how it was: filed for their support, or read by a person.

A number is filed only where nothing else can be meant. A low one is somebody's work the same day.
"""

from datetime import datetime

from witness.actions.reply_senders import DAY_IS_OVER, Sender
from witness.domain.asking_texts import (
    ANSWERED_WITHIN,
    ASKS,
    Doubt,
    asked_in_words_for,
    check_in_agreed,
    check_in_text,
    feedback_text,
)
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, SafeContact
from witness.domain.court_time import london_day
from witness.domain.feedback import Feedback
from witness.domain.messages import Purpose
from witness.domain.notes_lint import warnings_about
from witness.domain.parents import Offer, OfferState, OfferStep
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, before_the_office_closes
from witness.domain.wellbeing import Via, WellbeingCheck, trends_of, worth_a_call
from witness.domain.working_days import BeyondTheCalendar
from witness.identifiers import new_id
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.replies import FEEDBACK, WELLBEING, Reply


def filed_as(
    desk: Desk,
    picture: CasePicture,
    sender: Sender,
    contacts: tuple[SafeContact, ...],
    reply: Reply,
    rules: Rules,
    now: datetime,
) -> str | Doubt:
    """File a text that answers what we asked for their own sake, and say as what; "" when it answers nothing of it.

    A doubt is for a person: nothing is filed then, not as an answer about a date either.
    """
    asked = _asked(desk, sender, contacts, now)
    if asked is None:
        return ""
    if asked.purpose is Purpose.FEEDBACK:
        return _feedback(desk, picture, asked, contacts, reply.text, now)
    answers = check_in_text(reply.text, date_is_open=_date_is_open(sender))
    if answers is None or isinstance(answers, Doubt):
        return answers or ""
    if _is_shared(contacts):
        return Doubt.WHOSE
    check = WellbeingCheck(new_id(), asked.person_id, london_day(now), answers, Via.TEXT, now)
    desk.parents.add_checks(sender.case_id, [check])
    _ring_if_low(desk, picture, check, rules, now)
    desk.cases.happened(sender.case_id, at=now, kind="parents", words="A parent or carer said by text how they are.")
    return WELLBEING


def stop_asking(desk: Desk, picture: CasePicture, person_id: str, now: datetime) -> bool:
    """End the plan of whoever does not want to be asked how they are; says whether there was one."""
    if check_in_agreed(picture, person_id) is None:
        return False
    step = OfferStep(new_id(), person_id, Offer.CHECK_IN, OfferState.ENDED, london_day(now), now)
    desk.parents.add_offers(picture.case.case_id, [step])
    return True


def _asked(desk: Desk, sender: Sender, contacts: tuple[SafeContact, ...], now: datetime) -> OutboxMessage | None:
    """Find what we asked last and they have not answered, while an answer may still be one to it."""
    ids = tuple(c.contact_id for c in contacts if c.state is not ContactState.WRONG)
    asked = desk.messages.last_of_purposes(ids, ASKS, now - max(ANSWERED_WITHIN.values()))
    if asked is None or asked.case_id != sender.case_id:
        return None
    since = asked.handed_over_at or asked.not_before
    if since < now - ANSWERED_WITHIN[asked.purpose]:
        return None
    if asked.purpose is Purpose.FEEDBACK:
        given = any(f.person_id == asked.person_id for f in desk.feedback.of_case(sender.case_id))
    else:
        checks = desk.parents.checks_of(sender.case_id)
        given = any(c.person_id == asked.person_id and c.recorded_at >= since for c in checks)
    return None if given else asked


def _feedback(
    desk: Desk,
    picture: CasePicture,
    asked: OutboxMessage,
    contacts: tuple[SafeContact, ...],
    text: str,
    now: datetime,
) -> str | Doubt:
    answers = feedback_text(text)
    # What tells of what happened is not kept beside figures: a person reads the text where it stands.
    if answers is None or warnings_about(answers.sentence):
        return ""
    if _is_shared(contacts):
        return Doubt.WHOSE
    today = london_day(now)
    asked_as = asked_in_words_for(picture, asked.person_id, today)
    given = Feedback(
        new_id(), asked.person_id, asked_as, answers.ready, answers.heard, answers.sentence, Via.TEXT, today, now
    )
    desk.feedback.add(asked.case_id, [given])
    words = "Somebody of the family said how it was for them."
    desk.cases.happened(asked.case_id, at=now, kind="feedback", words=words)
    return FEEDBACK


def _is_shared(contacts: tuple[SafeContact, ...]) -> bool:
    return len({c.person_id for c in contacts if c.state is not ContactState.WRONG}) > 1


def _date_is_open(sender: Sender) -> bool:
    return bool(sender.hearing_id or sender.in_doubt) and sender.in_doubt != DAY_IS_OVER


def _ring_if_low(desk: Desk, picture: CasePicture, check: WellbeingCheck, rules: Rules, now: datetime) -> None:
    case_id, person_id = picture.case.case_id, check.person_id
    trends = trends_of([*desk.parents.checks_of(case_id)], person_id)
    if not worth_a_call(trend for trend in trends if trend.question in check.answers):
        return
    try:
        due_at = before_the_office_closes(now, rules.calendar)
    except BeyondTheCalendar:
        due_at = now
    desk.tasks.raise_(
        case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"ring_parent:{check.check_id}",
            kind=TaskKind.RING_PARENT,
            # Seen over a shoulder: what they answered stands under Parents, with the procedure.
            words=f"Ring {picture.called(person_id)} today: see Parents before you do",
            clears_when="you have talked with them",
            due_at=due_at,
            person_id=person_id,
        ),
        now,
    )
