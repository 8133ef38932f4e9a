"""Work that a marker calls for the same day: somebody is missing, or was threatened."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.markers import MarkerKind, marker_standing
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

AT_ONCE = timedelta(minutes=30)  # judgement: danger does not wait for an office to open
# kind of marker: kind of task, what to do, and what clears it
SAME_DAY_WORK: dict[MarkerKind, tuple[TaskKind, str, str]] = {
    MarkerKind.MISSING: (
        TaskKind.MISSING,
        "is missing: police (999 in danger, else 101) and social care know today; hold all texts to their telephone",
        "it is recorded that they are back",
    ),
    MarkerKind.THREAT: (
        TaskKind.THREAT,
        "was threatened or approached: 999 in danger; else tell the officer in the case and witness care today, "
        "by voice. Do not ask what was said",
        "it is recorded that the police know and a plan for their safety is made",
    ),
}


def marker_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give what markers call for, by the end of the office day on which they were recorded.

    Also for witnesses who are not expected at court: whoever is in danger is so without a date too.
    """
    for witness in picture.witnesses:
        for marked, (kind, words, clears_when) in SAME_DAY_WORK.items():
            episode = marker_standing(picture.markers, witness.witness_id, marked, london_day(now)).open
            if episode is None:
                continue
            yield WantedTask(
                reason_key=f"marker:{episode.marker_id}",
                kind=kind,
                words=f"{witness.label} {words}",
                clears_when=clears_when,
                due_at=_by(episode.recorded_at or now, calendar),
            )


def _by(recorded_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the end of the office day; outside of it, and beyond the bank holidays that are known, at once."""
    day = london_day(recorded_at)
    closes = moment_in_london(day, OFFICE_CLOSES)
    try:
        is_open = calendar.is_working(day) and recorded_at < closes
    except BeyondTheCalendar:
        is_open = False
    return closes if is_open else recorded_at + AT_ONCE
