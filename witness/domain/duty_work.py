"""The work that time limits make: a neutral question when one has passed, and a word to the family before theirs ends.

We never say that anybody has not done something: we ask whether a family has been told.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london, spoken_day
from witness.domain.day_counts import OFFICES_CLOSE
from witness.domain.duties import Duty, DutyRule, DutyState, Holder
from witness.domain.duty_clocks import duties_of, notices_about
from witness.domain.duty_starts import family_in_words
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Working days for which a question stays worth asking after a limit has passed (design judgement).
ASKED_FOR = 10
# Calendar days after a sentence on which the family hears of the safe day (domain reference §10.1, scenario 14).
ULS_MARKS = (7, 14, 21, 25)

WHOM_WE_ASK: dict[str, str] = {
    Holder.POLICE.value: "witness care",
    Holder.WITNESS_CARE.value: "witness care",
    Holder.PROBATION.value: "witness care",
    Holder.CPS.value: "the CPS",
}


@dataclass(frozen=True, slots=True)
class DutyTask:
    """A piece of work. asks: it is a question to others; otherwise a clock that the family or we should not miss."""

    reason_key: str
    asks: bool
    words: str
    clears_when: str
    due_at: datetime
    hearing_id: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """When a clock becomes work.

    opens_before: how long before its end; None: as soon as it runs. stays: working days after its end.
    words: {family} and {day} are filled in.
    """

    opens_before: timedelta | None
    stays: int
    words: str


AT_ONCE, ON_THE_DAY, HALF_A_YEAR = None, timedelta(0), timedelta(days=183)

CLOCKS: dict[str, Clock] = {
    "vrr_ask": Clock(AT_ONCE, 0, "Tell {family} how to ask for the decision to be reviewed, best by {day}"),
    "vrr_last": Clock(timedelta(days=14), 0, "Tell {family} that {day} is the last day to ask for a review"),
    "cica": Clock(HALF_A_YEAR, 0, "Ask {family} about criminal injuries compensation: the last day is {day}"),
    "vcs_referral": Clock(
        ON_THE_DAY, ASKED_FOR, "Ask {family}: has a letter about the Victim Contact Scheme come? It was due by {day}"
    ),
    "expenses_paid": Clock(
        ON_THE_DAY, ASKED_FOR, "Ask {family}: was a claim for expenses sent, and has it been paid? Usual by {day}"
    ),
    "post_trial_call": Clock(AT_ONCE, ASKED_FOR, "Ring {family} after the outcome, by {day}"),
    "review_1_week": Clock(timedelta(days=4), ASKED_FOR, "Look in on {family}: a week after the end"),
    "review_6_weeks": Clock(timedelta(days=5), ASKED_FOR, "Look in on {family}: six weeks after the end"),
    "review_12_weeks": Clock(timedelta(days=5), ASKED_FOR, "Look in on {family}: twelve weeks after the end"),
    "bad_news_asked": Clock(
        AT_ONCE, ASKED_FOR, "Ask {family}, before a verdict: how, when and with whom do they want to hear it?"
    ),
    "no_evidence_warned": Clock(
        AT_ONCE, 1, "Tell {family} by {day} that no evidence will be offered, and what that means for a review"
    ),
    "cica_grown": Clock(HALF_A_YEAR, 0, "Ask {family} about criminal injuries compensation: the last day is {day}"),
    "custody_yearly": Clock(
        timedelta(days=28), ASKED_FOR, "Ask the victim liaison officer what the year brings for {family}, by {day}"
    ),
    "parole_statement": Clock(
        timedelta(days=14), ASKED_FOR, "Ask {family} about a statement to the Parole Board, by {day}"
    ),
    "release_prepared": Clock(
        timedelta(days=14), ASKED_FOR, "Speak with {family} before the expected release, by {day}"
    ),
    "release_after": Clock(ON_THE_DAY, ASKED_FOR, "Ring {family}: a release was expected. How are they?"),
    "order_ending": Clock(
        timedelta(days=14), ASKED_FOR, "Tell {family} by {day} that the restraining order ends, and whom to ask"
    ),
    "anniversary": Clock(timedelta(days=4), 2, "Ring {family}: {day} is a day they named"),
}


def duty_tasks(
    picture: CasePicture, rules: tuple[DutyRule, ...], calendar: WorkingCalendar, *, now: datetime
) -> tuple[DutyTask, ...]:
    """Give the work that the time limits of an open case call for; at most one piece for each limit that runs."""
    if picture.case.closed_on is not None:
        return ()
    desk = _Desk(picture, calendar, now)
    found = (_of_duty(desk, duty) for duty in duties_of(picture, rules, calendar, now))
    return tuple(task for task in found if task is not None)


@dataclass(frozen=True, slots=True)
class _Desk:
    picture: CasePicture
    calendar: WorkingCalendar
    now: datetime

    @property
    def today(self) -> date:
        return london_day(self.now)

    def closes(self, day: date) -> datetime:
        return moment_in_london(day, OFFICES_CLOSE)

    def working_by(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        try:
            return day if self.calendar.is_working(day) else self.calendar.add(day, -1)
        except BeyondTheCalendar:
            return day

    def working_after(self, day: date) -> date:
        try:
            return self.calendar.add(day, 1)
        except BeyondTheCalendar:
            return day + timedelta(days=1)

    def has_been(self, day: date, working_days: int) -> bool:
        """Whether more than so many working days have gone since a day; True where the calendar does not reach."""
        try:
            return self.calendar.until(day, self.today) > working_days
        except BeyondTheCalendar:
            return True


def _of_duty(desk: _Desk, duty: Duty) -> DutyTask | None:
    if duty.due_at is None or duty.state is DutyState.OVER:
        return None
    if duty.code == "uls":
        return _lenient_sentence(desk, duty, duty.due_at)
    if duty.code == "reason_told":
        return _reason(desk, duty, london_day(duty.due_at))
    if duty.code in CLOCKS:
        return _clock(desk, duty, CLOCKS[duty.code], duty.due_at)
    return _chase(desk, duty, london_day(duty.due_at))


def _chase(desk: _Desk, duty: Duty, due_on: date) -> DutyTask | None:
    """Ask once the limit has passed, for as long as the answer may still help."""
    whom = WHOM_WE_ASK.get(duty.holder)
    if duty.state is not DutyState.CHASE or whom is None or not duty.ask or desk.has_been(due_on, ASKED_FOR):
        return None
    return DutyTask(
        reason_key=_key("chase", desk, duty),
        asks=True,
        words=f"Ask {whom} {duty.ask}",
        clears_when="the family says that they were told: put it in under Duties",
        due_at=desk.closes(desk.working_after(due_on)),
        hearing_id=duty.hearing_id,
    )


def _reason(desk: _Desk, duty: Duty, due_on: date) -> DutyTask | None:
    """On the working day after a date went or moved without a reason, not in the hour of the news."""
    open_states = (DutyState.WAITING, DutyState.CHASE)
    if duty.state not in open_states or desk.today < due_on or desk.has_been(due_on, ASKED_FOR):
        return None
    return DutyTask(
        reason_key=_key("chase", desk, duty),
        asks=True,
        words=f"Ask witness care {duty.ask}",
        clears_when="a reason is known, or the family says that they were told one",
        due_at=desk.closes(due_on),
        hearing_id=duty.hearing_id,
    )


def _clock(desk: _Desk, duty: Duty, clock: Clock, due_at: datetime) -> DutyTask | None:
    due_on = london_day(due_at)
    opens_on = london_day(duty.started_at) if clock.opens_before is None else due_on - clock.opens_before
    is_open = opens_on <= desk.today and not (desk.today > due_on and desk.has_been(due_on, clock.stays))
    if duty.state not in (DutyState.WAITING, DutyState.CHASE) or not is_open:
        return None
    return DutyTask(
        reason_key=_key("clock", desk, duty),
        asks=False,
        words=clock.words.format(family=family_in_words(desk.picture), day=spoken_day(due_on)),
        clears_when="it has been put in under Duties",
        due_at=min(due_at, desk.closes(due_on)) if clock.opens_before != ON_THE_DAY else desk.closes(due_on),
        hearing_id=duty.hearing_id,
    )


def _lenient_sentence(desk: _Desk, duty: Duty, due_at: datetime) -> DutyTask | None:
    """At each mark the family hears of the safe day; what they say settles the mark, the next one asks again."""
    began_on, due_on = london_day(duty.started_at), london_day(due_at)
    # A mark on a day when nobody works is met on the working day before it.
    days = [(mark, desk.working_by(began_on + timedelta(days=mark))) for mark in ULS_MARKS]
    reached = [(mark, day) for mark, day in days if day <= desk.today]
    if not reached or desk.now > due_at:
        return None
    mark, mark_on = reached[-1]
    since = moment_in_london(mark_on, time(0, 0))
    if any(n.told_at >= since for n in notices_about(desk.picture, duty.code, duty.about)):
        return None
    return DutyTask(
        reason_key=f"{_key('clock', desk, duty)}:{mark}",
        asks=False,
        words=(
            f"Tell {family_in_words(desk.picture)}: the safe day to ask for a sentence to be looked at again is "
            f"{spoken_day(due_on)}, in office hours (day {mark} of 28)"
        ),
        clears_when="it has been put in under Duties",
        due_at=min(desk.closes(mark_on), due_at),
    )


def _key(kind: str, desk: _Desk, duty: Duty) -> str:
    """Make a task exist once: labels are only unique within a case."""
    return f"{kind}:{desk.picture.case.case_id}:{duty.code}:{duty.about}"
