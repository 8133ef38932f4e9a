"""What a caller tells a family of a date: what no text could say, in one sentence to read out, true at this moment.

It is worked out when it is read, never kept: a task may be older than the newest date.
"""

from datetime import date

from witness.domain.court_time import spoken_day, spoken_time
from witness.domain.hearings import Certainty, Hearing, HearingState, Slot
from witness.domain.planned_messages import meeting_time


def what_to_say(hearing: Hearing) -> str:
    """Give the sentence; "" when there is nothing to tell any more."""
    match hearing.now.state:
        case HearingState.HELD:
            return ""
        case HearingState.UNCONFIRMED:
            return "The date is being checked with the court. I will ring you again; plan nothing new until then."
        case HearingState.VACATED:
            return f"You do not need to come{_on_the_last_day(hearing)}. There is no new date yet."
    return _of_slot(hearing.now.slot)


def _of_slot(slot: Slot) -> str:
    if slot.on is None or slot.certainty is Certainty.NONE:
        return "There is no date yet. I will ring you as soon as there is one."
    if slot.certainty is Certainty.WINDOW:
        until = "" if slot.until is None else f" to {spoken_day(slot.until)}"
        return f"Please keep {spoken_day(slot.on)}{until} free. The day itself is not fixed yet."
    at = meeting_time(slot)
    meet = "The hour is not known yet." if at is None else f"We meet at {spoken_time(at)}."
    doubt = " It may not begin that day." if slot.certainty is Certainty.MAYBE else ""
    return f"It is on {spoken_day(slot.on)}. {meet}{doubt}"


def _on_the_last_day(hearing: Hearing) -> str:
    days: list[date] = [r.slot.on for r in hearing.revisions if r.slot.on is not None]
    return f" on {spoken_day(days[-1])}" if days else ""
