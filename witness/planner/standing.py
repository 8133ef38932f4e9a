"""What keeps a task out of every plan: nobody may or can do it, nobody works then, no day is long enough for it."""

from collections.abc import Iterator, Sequence

from witness.planner.openings import OfficerDay, Opening
from witness.planner.problem import Ride, Shift, Visit, Window
from witness.planner.why import Question, Reason, Why, nearest_by_officer


def standing_reasons(asked: Question) -> list[Reason]:
    """The first kind of obstacle that there is; none when some plan could hold the task."""
    return list(_people(asked)) or list(_seats(asked)) or list(_hours(asked))


def _people(asked: Question) -> Iterator[Reason]:
    can, skills = asked.can(), ", ".join(sorted(asked.task.terms.skills))
    lead = asked.task.lead_skills if isinstance(asked.task, Visit) else frozenset[str]()
    if not asked.may():
        yield asked.because(Why.NOBODY_MAY, "nobody may do this")
    elif not can:
        yield asked.because(Why.NOBODY_CAN, f"nobody who may do this has what it needs: {skills}")
    elif len(can) < asked.heads:
        yield asked.because(Why.TOO_FEW, "two are needed, and only one may do this and can")
    elif not any(lead <= officer.skills for officer in can):
        yield asked.because(Why.NOBODY_CAN, f"nobody who may do this can lead it: {', '.join(sorted(lead))}")


def _seats(asked: Question) -> Iterator[Reason]:
    task = asked.task
    if all(o.capacity is not None and o.capacity < task.load for o in asked.can()):
        yield asked.because(Why.NO_SEATS, f"nobody who may do this has room for {task.load}")
    if not isinstance(task, Ride) or task.max_ride is None:
        return
    over = asked.ground.way(task.pickup.location, task.dropoff.location) - task.max_ride
    if over > 0:
        words = f"the way is {asked.minutes(over)} longer than the ride may last"
        yield asked.because(Why.RIDE_TOO_LONG, words, short=over)


def _hours(asked: Question) -> Iterator[Reason]:
    at_work = [day for day in _empty_days(asked) if _is_at_work(asked, day.shift)]
    if len({day.officer.officer_id for day in at_work}) < asked.heads:
        words = "everybody who may do this and can is off at the times when it is possible"
        yield asked.because(Why.NOBODY_WORKS, words if asked.heads == 1 else "two are needed, and no two work then")
        return
    long_enough: set[str] = set()
    alone = []
    for opening in asked.openings(at_work):
        alone.append(opening)
        if not opening.short:
            long_enough.add(opening.day.officer.officer_id)
        if len(long_enough) >= asked.heads:
            return
    for opening in nearest_by_officer(alone):
        if opening.short:
            yield _too_short(asked, opening)


def _too_short(asked: Question, opening: Opening) -> Reason:
    short, day = asked.minutes(opening.short), asked.day_of(opening) + 1
    words = f"the way there and back takes too long for one shift: {short} short on day {day}"
    return asked.because(Why.SHIFT_TOO_SHORT, words, opening, short=opening.short)


def _empty_days(asked: Question) -> Iterator[OfficerDay]:
    for officer in asked.can():
        for number in range(len(officer.shifts)):
            yield asked.ground.day(officer, number, None)


def _is_at_work(asked: Question, shift: Shift) -> bool:
    return all(
        any(
            shift.start <= latest and earliest + length <= shift.end + shift.max_overtime
            for earliest, latest in windows
        )
        for windows, length in _services(asked)
    )


def _services(asked: Question) -> list[tuple[Sequence[Window], int]]:
    if isinstance(asked.task, Visit):
        return [(asked.windows(), asked.task.step.duration)]
    return [(step.windows, step.duration) for step in (asked.task.pickup, asked.task.dropoff)]
