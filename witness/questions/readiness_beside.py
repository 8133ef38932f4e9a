"""What stands beside a witness on the board of readiness: questions that wait, and where they are on a day at court."""

from collections.abc import Iterable
from datetime import date, datetime

from witness.domain.at_court import DayState
from witness.domain.cases import CasePicture
from witness.domain.enquiries import SIDE_IN_WORDS, in_turn
from witness.domain.enquiry_clock import Clock, clock_at
from witness.domain.evidence import Side
from witness.domain.labels import plain_label
from witness.domain.whereabouts import Whereabouts, in_words, wait_in_words
from witness.domain.working_days import WorkingCalendar
from witness.questions.readiness_views import AtCourtNow, QuestionLine, QuestionsWaiting
from witness.store.enquiries import Waiting
from witness.store.standings import Standing


def waiting_in_all(
    waiting: Iterable[Waiting], side: Side, now: datetime, calendar: WorkingCalendar
) -> QuestionsWaiting:
    """Count what waits for a side and for the other, with the clock that runs out first of those that wait for it."""
    found = tuple(waiting)
    own = [one.due_at for one in found if one.to is side]
    return QuestionsWaiting(
        for_you=len(own),
        of_you=len(found) - len(own),
        clock=_clock(own, now, calendar),
        their_clock=_clock([one.due_at for one in found if one.to is not side], now, calendar),
    )


def about(waiting: Iterable[Waiting], case_id: str, witness_id: str) -> tuple[Waiting, ...]:
    """Give what waits about a witness; a question about the trial is about each of its witnesses."""
    return tuple(w for w in waiting if w.case_id == case_id and w.witness_id in (None, witness_id))


def questions_that_wait(
    picture: CasePicture, side: Side, now: datetime, calendar: WorkingCalendar
) -> tuple[QuestionLine, ...]:
    """Give the questions about a case that nobody has answered, by their clock."""
    return tuple(
        QuestionLine(
            enquiry_id=enquiry.enquiry_id,
            asks=enquiry.in_words,
            about="the trial" if enquiry.witness_id is None else plain_label(picture.witness(enquiry.witness_id).label),
            whose=SIDE_IN_WORDS[enquiry.row.to],
            for_you=enquiry.row.to is side,
            clock=clock_at(enquiry.due_at, now, calendar),
        )
        for enquiry in in_turn(picture.enquiries)
        if enquiry.is_open
    )


def at_court_now(standing: Standing, today: date, now: datetime) -> AtCourtNow | None:
    """Say where a witness is, from what was kept; None when it is about another day, or there is none."""
    if standing.court_day_on != today or standing.court_day_state not in set(DayState):
        return None
    return shown(Whereabouts(today, DayState(standing.court_day_state), standing.court_day_since), now)


def shown(here: Whereabouts, now: datetime) -> AtCourtNow:
    """Give whereabouts as a page shows them."""
    wait, level = wait_in_words(here, now)
    return AtCourtNow(here.state, in_words(here), wait, level)


def _clock(due: list[datetime], now: datetime, calendar: WorkingCalendar) -> Clock | None:
    return clock_at(min(due), now, calendar) if due else None
