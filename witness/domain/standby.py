"""The look at tomorrow's list: on each day of a warned list, and on the working day before a day that was named."""

from dataclasses import dataclass
from datetime import date, datetime, time

from witness.domain.court_time import moment_in_london, short_day
from witness.domain.hearings import KIND_IN_WORDS, Certainty, Hearing, HearingState
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# The court publishes the next day's list about 4pm (domain reference §1.2); half an hour later it can be read.
LOOK_AT = time(16, 30)


@dataclass(frozen=True, slots=True)
class Watch:
    """A look at a list that is due: on which day, in which words, by when. is_standby: no day has been named yet."""

    on: date
    words: str
    due_at: datetime
    clears_when: str = "you have looked; it goes when a day is fixed or the window closes"
    is_standby: bool = True


def key_of_watch(hearing: Hearing, on: date) -> str:
    """Name the look at the list on a day for a hearing as it stands."""
    return f"list_watch:{hearing.hearing_id}:{hearing.now.number}:{on}"


def watch_of(hearing: Hearing, calendar: WorkingCalendar, today: date) -> Watch | None:
    """Give the look that is due today at the list for a hearing; None when none is.

    On each working day from the one before the window opens until its last: then the window closes, and the question is
    what the court says next. Of a day that was named, on the working day before it: a Friday looks at Monday.
    """
    slot = hearing.now.slot
    last = slot.last_day
    if hearing.now.state is not HearingState.LISTED:
        return None
    if slot.certainty is not Certainty.WINDOW:
        return _of_a_named_day(hearing, calendar, today)
    if slot.on is None or last is None or today > last or not _is_open(slot.on, calendar, today):
        return None
    what = KIND_IN_WORDS[hearing.kind]
    if today == last or calendar.add(today, 1) > last:
        words = f"The window of the {what} ends on {short_day(last)}: was it reached? If not, record that it was not"
    else:
        words = f"Look at tomorrow's list: is the {what} reached on {short_day(calendar.add(today, 1))}?"
    return Watch(today, words, moment_in_london(today, LOOK_AT))


def _of_a_named_day(hearing: Hearing, calendar: WorkingCalendar, today: date) -> Watch | None:
    """The court may still move an hour or a room on the evening before, and tells nobody but by its list."""
    on = hearing.now.slot.on
    try:
        is_eve = on is not None and calendar.is_working(today) and today < on <= calendar.add(today, 1)
    except BeyondTheCalendar:
        return None
    if on is None or not is_eve:
        return None
    words = f"Look at the list for {short_day(on)}: is the {KIND_IN_WORDS[hearing.kind]} there, and at what time?"
    clears_when = "you have looked, and recorded a time that changed"
    return Watch(today, words, moment_in_london(today, LOOK_AT), clears_when, is_standby=False)


def _is_open(opens: date, calendar: WorkingCalendar, today: date) -> bool:
    try:
        return calendar.is_working(today) and calendar.add(opens, -1) <= today
    except BeyondTheCalendar:
        return False
