"""Records what somebody answered after the trial: two numbers, and one sentence for whoever looks after the case.

A sentence that speaks of danger is no feedback: it takes the road of a text that does, to those who must act.
"""

from dataclasses import replace

from witness.actions.disclosures import bring_to_people
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.case_stage import stage_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.disclosures import alarm_in
from witness.domain.errors import NotFound, Refused
from witness.domain.feedback import ASKED_AT, AskedAs, Feedback, check_feedback
from witness.domain.notes_lint import warnings_about
from witness.domain.rules import Rules
from witness.domain.wellbeing import Via
from witness.identifiers import new_id
from witness.store import Desk, Store
from witness.store.replies import QUARANTINED


def say_feedback(
    store: Store,
    case_id: str,
    person_id: str,
    *,
    asked_as: AskedAs,
    numbers: tuple[int, int],
    sentence: str,
    via: Via,
    rules: Rules,
    asking: Asking,
) -> bool:
    """Record an answer; says whether its sentence spoke of danger and was brought to those who must act.

    numbers: ready and heard, 0 to 4 each.

    Raises:
        NotFound: there is no such case for this officer, or nobody of this id in it.
        Refused: the trial is not over, they have answered already, or it speaks of what happened.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="feedback.record") as desk:
        picture = desk.cases.known_picture(case_id)
        if not any(p.person_id == person_id for p in picture.people) or picture.works_with_the_family(person_id):
            raise NotFound("There is nobody of this name in this family.")
        if stage_of(picture, asking.at) not in ASKED_AT:
            raise Refused("They are asked when the trial is over.")
        today = london_day(asking.at)
        given = Feedback(new_id(), person_id, asked_as, *numbers, sentence.strip(), via, today, asking.at)
        check_feedback(given, desk.feedback.of_case(case_id), today)
        in_danger = alarm_in(given.sentence) is not None
        if in_danger:
            _bring_on(desk, picture, given, rules, asking)
            given = replace(given, sentence="")
        if warnings_about(given.sentence):
            raise Refused(
                "Leave out every word of what happened. If they told you of harm, follow the safeguarding procedure "
                "today and do not write it here."
            )
        desk.feedback.add(case_id, [given], by_id=asking.viewer.account_id)
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="feedback",
            words="Somebody of the family said how it was for them.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, case_id, rules, now=asking.at)  # nobody is asked by text for what they have said
    return in_danger


def _bring_on(desk: Desk, picture: CasePicture, given: Feedback, rules: Rules, asking: Asking) -> None:
    """Keep the sentence as a text that speaks of danger is kept: for those alone who must act on it."""
    case_id, alarm = picture.case.case_id, alarm_in(given.sentence)
    reply_id = desk.replies.keep(f"feedback:{given.feedback_id}", "feedback", given.sentence, asking.at)
    reply = None if reply_id is None else desk.replies.opened(reply_id)
    if reply is None or alarm is None:
        return
    desk.replies.understood(
        reply.reply_id,
        person_id=given.person_id,
        case_id=case_id,
        hearing_id=None,
        meaning=alarm.value,
        state=QUARANTINED,
    )
    bring_to_people(desk, picture, picture.called(given.person_id), reply, rules=rules, now=asking.at)
