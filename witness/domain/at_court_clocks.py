"""The clocks of a day at court: how long somebody waits, when the family hears again, and who is rung for the late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.at_court import ON_THE_ROAD, DayCourse, DayState, DayStep, DayTap, where_now


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One limit of the day. source: where it comes from; is_judgement: nobody has laid it down."""

    minutes: int
    says: str
    source: str
    is_judgement: bool

    @property
    def after(self) -> timedelta:
        """The limit as a length of time."""
        return timedelta(minutes=self.minutes)


TWO_HOURS = "Victims' Code and Witness Charter: a wait of no more than two hours, where possible"
WAIT_NOTE = ClockRow(90, "half an hour is left of the two hours: ask the usher when they are called", "judgement", True)
WAIT_ALARM = ClockRow(120, "two hours of waiting: ask the court and the CPS, and tell the family", TWO_HOURS, False)
TELL_AGAIN = ClockRow(60, "tell the family how it stands", "updates every hour while a witness waits: practice", True)
FIRST_CALLS = ClockRow(15, "not there 15 minutes after the agreed time", "judgement", True)
FURTHER_CALLS = ClockRow(30, "not there 30 minutes after the agreed time", "judgement", True)
CLOCKS = (WAIT_NOTE, WAIT_ALARM, TELL_AGAIN, FIRST_CALLS, FURTHER_CALLS)


class Rung(StrEnum):
    """Who is rung when somebody has not arrived, in this order."""

    SUPPORTER = "supporter"
    PARENT = "parent"
    WITNESS_CARE = "witness_care"
    OFFICER_OR_CPS = "officer_or_cps"


RUNG_IN_WORDS: dict[Rung, str] = {
    Rung.SUPPORTER: "whoever meets or brings them",
    Rung.PARENT: "parent or carer",
    Rung.WITNESS_CARE: "witness care unit",
    Rung.OFFICER_OR_CPS: "officer in the case, and the CPS",
}
RUNG_OPENS: dict[Rung, ClockRow] = {
    Rung.SUPPORTER: FIRST_CALLS,
    Rung.PARENT: FIRST_CALLS,
    Rung.WITNESS_CARE: FURTHER_CALLS,
    Rung.OFFICER_OR_CPS: FURTHER_CALLS,
}


class Said(StrEnum):
    """What came of a call about somebody who has not arrived."""

    NOT_REACHED = "not_reached"
    ON_THE_WAY = "on_the_way"
    DELAYED = "delayed"
    NOT_COMING = "not_coming"
    UNWELL = "unwell"
    DOES_NOT_KNOW = "does_not_know"
    TOLD = "told"


SAID_IN_WORDS: dict[Said, str] = {
    Said.NOT_REACHED: "not reached",
    Said.ON_THE_WAY: "they are on the way",
    Said.DELAYED: "the journey is held up",
    Said.NOT_COMING: "they will not come",
    Said.UNWELL: "somebody is unwell",
    Said.DOES_NOT_KNOW: "does not know where they are",
    Said.TOLD: "told that they are not here",
}


class WaitLevel(StrEnum):
    """How a wait stands against the two hours."""

    NONE = "none"
    FINE = "fine"
    NOTE = "note"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait. since: of the present one, None when nobody waits. minutes: of it; all_minutes: of the whole day.

    alarm_at: when the two hours are over, None when nobody waits.
    """

    since: datetime | None
    minutes: int
    all_minutes: int
    level: WaitLevel
    alarm_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A rung that is open. tried: what came of the calls on it, oldest first."""

    rung: Rung
    since: datetime
    tried: tuple[DayTap, ...] = ()


def wait_of(course: DayCourse, now: datetime) -> Wait:
    """Give how long a witness waits: from the door, and again from each time that the evidence is broken off."""
    spans = _waits(course, now)
    whole = sum((until - since for since, until in spans), timedelta())
    if where_now(course).state is not DayState.WAITING or not spans:
        return Wait(None, 0, _minutes(whole), WaitLevel.NONE)
    since, length = spans[-1][0], now - spans[-1][0]
    level = WaitLevel.ALARM if length >= WAIT_ALARM.after else WaitLevel.FINE
    if level is WaitLevel.FINE and length >= WAIT_NOTE.after:
        level = WaitLevel.NOTE
    return Wait(since, _minutes(length), _minutes(whole), level, since + WAIT_ALARM.after)


def tell_again_at(course: DayCourse, now: datetime) -> datetime | None:
    """Give when the family should hear again how it stands: an hour after they last did, None while nobody waits."""
    since = wait_of(course, now).since
    if since is None:
        return None
    return max([since, *(tap.at for tap in course.told)]) + TELL_AGAIN.after


def is_late(course: DayCourse, there_by: datetime | None, now: datetime) -> bool:
    """Whether somebody should have been in by now, and nothing says why not. there_by: None when nothing was agreed."""
    return bool(calls_open(course, there_by, now))


def calls_open(course: DayCourse, there_by: datetime | None, now: datetime) -> tuple[Call, ...]:
    """Give the rungs that are open: from 15 and 30 minutes after the agreed time, until they have arrived."""
    state = where_now(course).state
    if there_by is None or state not in (DayState.EXPECTED, DayState.ON_THE_WAY):
        return ()
    return tuple(
        Call(rung, there_by + row.after, tuple(tap for tap in course.calls if tap.whom == rung.value))
        for rung, row in RUNG_OPENS.items()
        if now >= there_by + row.after
    )


def next_call(calls: tuple[Call, ...]) -> Call | None:
    """Give the rung whose turn it is: the first that nobody has tried, None when each has been."""
    return next((call for call in calls if not call.tried), None)


def set_off(course: DayCourse) -> bool:
    """Whether they have left home today, so that they are somewhere if they are not here."""
    return any(reached.step in ON_THE_ROAD for reached in course.steps)


def _waits(course: DayCourse, now: datetime) -> list[tuple[datetime, datetime]]:
    spans: list[tuple[datetime, datetime]] = []
    since: datetime | None = None
    for reached in course.steps:
        if reached.step in (DayStep.ARRIVED, DayStep.INTERRUPTED):
            since = since or reached.at
        elif since is not None and reached.step in _ENDS_A_WAIT:
            spans.append((since, reached.at))
            since = None
    if since is not None:
        spans.append((since, max(since, now)))
    return spans


_ENDS_A_WAIT = frozenset({DayStep.CALLED, DayStep.RELEASED, DayStep.SENT_HOME, DayStep.HOME_SAFE})


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
