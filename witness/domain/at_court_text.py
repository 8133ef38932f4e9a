"""A text that says how it stands to whoever waits at home: an officer asks for it, and it goes only while it is true.

Nothing here sends by itself. The tap of an officer is the fact from which the text is wanted (`planned_messages`); as
soon as the wait is over it is wanted no more, and what has not gone is taken back.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from witness.domain.at_court import DayCourse, DayState, DayStep, DayTap, where_now
from witness.domain.at_court_course import course_on
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day

# Judgement: the promise lies a little beyond the hour after which the page asks again, so that it can be kept.
WRITES_AGAIN_AFTER = timedelta(minutes=65)
QUARTER = timedelta(minutes=15)


def writes_again_by(at: datetime) -> datetime:
    """Give the quarter of an hour by which a text that was asked for at an instant says that we write again."""
    earliest = at + WRITES_AGAIN_AFTER
    past = timedelta(minutes=earliest.minute % 15, seconds=earliest.second, microseconds=earliest.microsecond)
    return earliest if not past else earliest - past + QUARTER


def evidence_is_open(course: DayCourse) -> bool:
    """Whether their evidence has begun and is not over: until then nothing that supports is written, part-heard too.

    Source: domain reference §6, guard 7. A voice may still say how it stands.
    """
    ends = (DayStep.RELEASED, DayStep.SENT_HOME, DayStep.HOME_SAFE)
    return course.first(DayStep.CALLED) is not None and not any(course.first(step) for step in ends)


def still_waits(course: DayCourse) -> bool:
    """Whether they are at court and have not been called yet."""
    return where_now(course).state is DayState.WAITING and not evidence_is_open(course)


def is_giving_evidence(picture: CasePicture, person_id: str, now: datetime) -> bool:
    """Whether somebody is a witness of this case themselves, and their own evidence has begun and is not over."""
    own = [w.witness_id for w in picture.witnesses if w.person_id == person_id]
    return any(evidence_is_open(course_on(picture, witness_id, london_day(now))) for witness_id in own)


def texts_asked(picture: CasePicture, person_id: str, hearing_id: str, now: datetime) -> Iterator[DayTap]:
    """Give the taps that ask for a text to a person about a hearing of today, while what it says is so."""
    undone = {tap.undoes for tap in picture.day_taps if tap.step is DayStep.UNDONE}
    for tap in picture.day_taps:
        asks = tap.step is DayStep.TEXTED and (tap.whom, tap.hearing_id) == (person_id, hearing_id)
        is_fresh = tap.on == london_day(now) and now < writes_again_by(tap.at)
        if not asks or not is_fresh or tap.tap_id in undone or is_giving_evidence(picture, person_id, now):
            continue
        if still_waits(course_on(picture, tap.witness_id, tap.on)):
            yield tap
