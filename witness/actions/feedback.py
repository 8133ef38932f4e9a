"""Records what somebody answered after the trial: two numbers, and one sentence for whoever looks after the case."""

from witness.domain.access import Asking, Deed
from witness.domain.case_stage import stage_of
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.feedback import ASKED_AT, AskedAs, Feedback, check_feedback
from witness.domain.notes_lint import warnings_about
from witness.domain.wellbeing import Via
from witness.identifiers import new_id
from witness.store import Store


def say_feedback(
    store: Store,
    case_id: str,
    person_id: str,
    *,
    asked_as: AskedAs,
    numbers: tuple[int, int],
    sentence: str,
    via: Via,
    asking: Asking,
) -> None:
    """Record an answer. numbers: ready and heard, 0 to 4 each.

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
