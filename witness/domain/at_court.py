"""One witness on one day at court: the steps from their door to their door, as taps that are never erased.

A tap is made on a phone that may be without a connection and whose clock may be wrong. It carries an id that was made
on the phone, so that it counts once however often it arrives, and two times of the phone's own: of the tap, and of the
sending. The second, held against ours, says how wrong that clock is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.court_time import london_day
from witness.domain.errors import Refused

# Judgement: a phone that asks the network for the time is right within seconds; below this nobody would notice.
CLOCK_IS_RIGHT_WITHIN = timedelta(minutes=2)
# Judgement: whatever was kept on a phone longer than this is written into the case by hand, by somebody who remembers.
KEPT_AT_MOST = timedelta(hours=48)


class DayStep(StrEnum):
    """What is tapped on the day."""

    LEFT_HOME = "left_home"
    PICKED_UP = "picked_up"
    ARRIVED = "arrived"  # in by the agreed door: from now on they wait
    CALLED = "called"
    INTERRUPTED = "interrupted"  # the evidence was broken off or adjourned: they wait again
    RELEASED = "released"
    SENT_HOME = "sent_home"  # let go without having been called
    HOME_SAFE = "home_safe"
    NOT_COME = "not_come"
    TOLD_FAMILY = "told_family"  # the hourly word to whoever waits at home or beside them
    RANG = "rang"  # one rung of the ring tree was tried
    UNDONE = "undone"  # another tap was a mistake
    TEXTED = "texted"  # somebody asked for a text to one of the family: how it stands, and no more


STEP_IN_WORDS: dict[DayStep, str] = {
    DayStep.LEFT_HOME: "left home",
    DayStep.PICKED_UP: "picked up",
    DayStep.ARRIVED: "in by the safe door",
    DayStep.CALLED: "called in",
    DayStep.INTERRUPTED: "evidence broken off",
    DayStep.RELEASED: "released",
    DayStep.SENT_HOME: "sent home, not called",
    DayStep.HOME_SAFE: "home safe",
    DayStep.NOT_COME: "did not come",
    DayStep.TOLD_FAMILY: "family told how it stands",
    DayStep.RANG: "rang",
    DayStep.UNDONE: "taken back",
    DayStep.TEXTED: "text to the family",
}


class DayState(StrEnum):
    """Where a witness is, as a liaison too may know it: no place and no name."""

    EXPECTED = "expected"
    ON_THE_WAY = "on_the_way"
    WAITING = "waiting"
    GIVING_EVIDENCE = "giving_evidence"
    RELEASED = "released"
    HOME = "home"
    NOT_COME = "not_come"


STATE_IN_WORDS: dict[DayState, str] = {
    DayState.EXPECTED: "not set off yet",
    DayState.ON_THE_WAY: "on the way",
    DayState.WAITING: "arrived, waiting",
    DayState.GIVING_EVIDENCE: "giving evidence",
    DayState.RELEASED: "released, on the way home",
    DayState.HOME: "home safe",
    DayState.NOT_COME: "did not come",
}
_STATE_AFTER: dict[DayStep, DayState] = {
    DayStep.LEFT_HOME: DayState.ON_THE_WAY,
    DayStep.PICKED_UP: DayState.ON_THE_WAY,
    DayStep.ARRIVED: DayState.WAITING,
    DayStep.CALLED: DayState.GIVING_EVIDENCE,
    DayStep.INTERRUPTED: DayState.WAITING,
    DayStep.RELEASED: DayState.RELEASED,
    DayStep.SENT_HOME: DayState.RELEASED,
    DayStep.HOME_SAFE: DayState.HOME,
    DayStep.NOT_COME: DayState.NOT_COME,
}
# A day goes one way. Whoever taps "picked up" only after they were called tells a time, and moves nobody back.
_RANK: dict[DayStep, int] = {
    DayStep.LEFT_HOME: 1,
    DayStep.PICKED_UP: 2,
    DayStep.NOT_COME: 2,  # whoever set off may still not come; whatever is tapped after it, they came after all
    DayStep.ARRIVED: 3,
    DayStep.CALLED: 4,
    DayStep.INTERRUPTED: 4,
    DayStep.RELEASED: 5,
    DayStep.SENT_HOME: 5,
    DayStep.HOME_SAFE: 6,
}
_AGAIN_AND_AGAIN = frozenset({DayStep.CALLED, DayStep.INTERRUPTED})
# Whoever was seen doing one of these was at court; "home safe" can be said of somebody who never set off.
WAS_AT_COURT = frozenset({DayStep.ARRIVED, DayStep.CALLED, DayStep.INTERRUPTED, DayStep.RELEASED, DayStep.SENT_HOME})
ON_THE_ROAD = frozenset({DayStep.LEFT_HOME, DayStep.PICKED_UP, DayStep.ARRIVED})


class ClockSays(StrEnum):
    """What is known of the clock of the phone on which a tap was made."""

    RIGHT = "right"
    CORRECTED = "corrected"  # it was wrong, and we know by how much
    UNKNOWN = "unknown"  # it was changed between the tap and the sending: the time of arrival stands for it


@dataclass(frozen=True, slots=True)
class DayTap:
    """One tap. Never changed afterwards.

    tap_id: made on the phone. on: the day at court that it is about. device_at, sent_at: by the phone's clock, of the
    tap and of the sending. received_at: by ours. at: when it happened, as far as we can tell. whom, said: of a call, a
    rung of the ring tree and what came of it; whom: of a text, the person. undoes: the tap that was a mistake.
    """

    tap_id: str
    witness_id: str
    on: date
    step: DayStep
    device_at: datetime
    sent_at: datetime
    received_at: datetime
    at: datetime
    hearing_id: str | None = None
    whom: str = ""
    said: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A step that stands in the course of a day, and when. tap_id: "" when it is known from the trip."""

    step: DayStep
    at: datetime
    tap_id: str = ""


@dataclass(frozen=True, slots=True)
class DayCourse:
    """The steps of one witness on one day that stand, by time. calls: the taps of that kind, by time.

    told: the family, by a voice or a text. Where a text does not go somebody is asked to ring, so it counts as well.
    """

    steps: tuple[Reached, ...] = ()
    calls: tuple[DayTap, ...] = ()
    told: tuple[DayTap, ...] = ()

    def first(self, step: DayStep) -> datetime | None:
        """Give when a step was first reached, None while it was not."""
        return next((reached.at for reached in self.steps if reached.step is step), None)

    @property
    def newest(self) -> Reached | None:
        """The step that says where they are, None before the first."""
        standing: Reached | None = None
        for reached in self.steps:
            came_after_all = standing is not None and standing.step is DayStep.NOT_COME
            if standing is None or came_after_all or _RANK[reached.step] >= _RANK[standing.step]:
                standing = reached
        return standing


@dataclass(frozen=True, slots=True)
class WhereNow:
    """Where a witness is, and since when; None before the day has begun for them."""

    state: DayState
    since: datetime | None


def happened_at(device_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """Say when a tap happened, in our time: the phone's own where its clock is right, else put right by its error."""
    says = clock_says(device_at, sent_at, received_at)
    if says is ClockSays.UNKNOWN:
        return received_at
    return device_at + clock_error(sent_at, received_at) if says is ClockSays.CORRECTED else min(device_at, received_at)


def clock_says(device_at: datetime, sent_at: datetime, received_at: datetime) -> ClockSays:
    """Say what is known of the phone's clock. A tap later than its own sending: it was changed since."""
    if device_at > sent_at + CLOCK_IS_RIGHT_WITHIN or sent_at - device_at > KEPT_AT_MOST:
        return ClockSays.UNKNOWN
    wrong = abs(clock_error(sent_at, received_at)) > CLOCK_IS_RIGHT_WITHIN
    return ClockSays.CORRECTED if wrong else ClockSays.RIGHT


def clock_error(sent_at: datetime, received_at: datetime) -> timedelta:
    """Give by how much a phone's clock is behind ours; less than nothing when it is ahead."""
    return received_at - sent_at


def check_tap(tap: DayTap) -> None:
    """Check that a tap can be taken in.

    The order of steps is never a reason to refuse one: it happened, and the phone that kept it may be the second.

    Raises:
        Refused: it is about another day than the one on which it was made, or a call or an undoing says too little.
    """
    if abs((london_day(tap.at) - tap.on).days) > 1:
        raise Refused("This was tapped on another day. Write it into the notes of the case.")
    if (tap.step is DayStep.UNDONE) is not (tap.undoes is not None):
        raise Refused("Say which step was a mistake.")
    if (tap.step in (DayStep.RANG, DayStep.TEXTED)) is not bool(tap.whom):
        raise Refused("Say whom.")


def fresh(taps: Iterable[DayTap], known: Collection[str]) -> tuple[DayTap, ...]:
    """Give the taps that are not known yet, each id once: a phone sends again whatever it got no answer to."""
    seen, found = set(known), []
    for tap in taps:
        if tap.tap_id not in seen:
            seen.add(tap.tap_id)
            found.append(tap)
    return tuple(found)


def course_of(taps: Iterable[DayTap], witness_id: str, on: date, also: Iterable[Reached] = ()) -> DayCourse:
    """Lay out the day of one witness from whatever taps there are, in whichever order they came in.

    also: steps that are known from somewhere else (a trip). Two phones that tapped the same step agree: the first
    counts.
    """
    own = sorted((t for t in taps if t.witness_id == witness_id and t.on == on), key=lambda t: (t.at, t.tap_id))
    undone = {tap.undoes for tap in own if tap.step is DayStep.UNDONE}
    standing = [tap for tap in own if tap.tap_id not in undone]
    reached = [Reached(t.step, t.at, t.tap_id) for t in standing if t.step in _RANK]
    reached = sorted([*reached, *also], key=lambda r: (r.at, _RANK[r.step], r.tap_id))
    return DayCourse(
        steps=tuple(_each_once(reached)),
        calls=tuple(t for t in standing if t.step is DayStep.RANG),
        told=tuple(t for t in standing if t.step in (DayStep.TOLD_FAMILY, DayStep.TEXTED)),
    )


def where_now(course: DayCourse) -> WhereNow:
    """Say where a witness is and since when: all that a liaison is shown of the day."""
    newest = course.newest
    if newest is None:
        return WhereNow(DayState.EXPECTED, None)
    state = _STATE_AFTER[newest.step]
    if state is DayState.ON_THE_WAY:
        return WhereNow(state, course.steps[0].at if course.steps[0].step in ON_THE_ROAD else newest.at)
    return WhereNow(state, newest.at)


def next_step(course: DayCourse, *, is_fetched: bool) -> DayStep | None:
    """Give the step that the big button offers; None when the day is closed. is_fetched: somebody picks them up."""
    newest = course.newest
    if newest is None:
        return DayStep.LEFT_HOME
    if newest.step is DayStep.LEFT_HOME:
        return DayStep.PICKED_UP if is_fetched else DayStep.ARRIVED
    if newest.step is DayStep.NOT_COME:
        return None if is_closed(course) else DayStep.HOME_SAFE
    return _NEXT.get(newest.step)


_NEXT: dict[DayStep, DayStep] = {
    DayStep.PICKED_UP: DayStep.ARRIVED,
    DayStep.ARRIVED: DayStep.CALLED,
    DayStep.CALLED: DayStep.RELEASED,
    DayStep.INTERRUPTED: DayStep.CALLED,
    DayStep.RELEASED: DayStep.HOME_SAFE,
    DayStep.SENT_HOME: DayStep.HOME_SAFE,
}


def is_closed(course: DayCourse) -> bool:
    """Whether nobody has to ask after them: they are home, or never left it.

    Whoever set off and is said not to have come is somewhere: that day stays open until they are known to be safe.
    """
    newest = course.newest
    if newest is None:
        return False
    if newest.step is DayStep.NOT_COME:
        return not any(reached.step in ON_THE_ROAD for reached in course.steps)
    return newest.step is DayStep.HOME_SAFE


def _each_once(reached: Iterable[Reached]) -> Iterable[Reached]:
    seen: set[DayStep] = set()
    last: DayStep | None = None
    for one in reached:
        doubled = one.step is last if one.step in _AGAIN_AND_AGAIN else one.step in seen
        if not doubled:
            yield one
        seen.add(one.step)
        last = one.step
