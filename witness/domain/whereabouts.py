"""Where a witness is on a day at court, as the prosecution may know it: on the way, in court, on the way home.

No place, no name and nothing of how they come: only the state of the day, since when, and the two hours of the wait.
"""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.at_court import STATE_IN_WORDS, DayState, where_now
from witness.domain.at_court_clocks import WAIT_ALARM, WAIT_NOTE, WaitLevel, wait_of
from witness.domain.at_court_day import at_court_on
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, london_time, spoken_time


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a witness is on the day `on`, and since when; None before the day has begun for them."""

    on: date
    state: DayState
    since: datetime | None


def whereabouts_of(picture: CasePicture, witness_id: str, now: datetime) -> Whereabouts | None:
    """Say where a witness is today; None when they are not at court today."""
    today = london_day(now)
    day = next((day for day in at_court_on(picture, today) if day.witness_id == witness_id), None)
    if day is None:
        return None
    here = where_now(day.course)
    waiting = wait_of(day.course, now).since if here.state is DayState.WAITING else None
    return Whereabouts(today, here.state, waiting or here.since)


def in_words(here: Whereabouts) -> str:
    """Say it: "arrived, waiting since 9.40am"."""
    if here.since is None:
        return STATE_IN_WORDS[here.state]
    return f"{STATE_IN_WORDS[here.state]} since {spoken_time(london_time(here.since))}"


def wait_in_words(here: Whereabouts, now: datetime) -> tuple[str, WaitLevel]:
    """Say how a wait stands against the two hours, "40 min of the two hours left"; "" for whoever does not wait."""
    if here.state is not DayState.WAITING or here.since is None:
        return "", WaitLevel.NONE
    left = here.since + WAIT_ALARM.after - now
    minutes = int(left.total_seconds() // 60)
    if minutes <= 0:
        return f"over the two hours by {_length(-minutes)}", WaitLevel.ALARM
    level = WaitLevel.NOTE if now - here.since >= WAIT_NOTE.after else WaitLevel.FINE
    return f"{_length(minutes)} of the two hours left", level


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{rest} min" if not hours else f"{hours} h {rest} min" if rest else f"{hours} h"
