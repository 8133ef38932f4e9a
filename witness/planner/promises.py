"""Refuses a problem that holds a promise nobody can keep: no search could, and it would only say so much later."""

from collections.abc import Iterator, Mapping

from witness.planner.fields import LARGEST, Malformed
from witness.planner.problem import Officer, Problem, Visit


def refuse_impossible(problem: Problem) -> None:
    """Look at every promise by itself, and at those that meet.

    Raises:
        Malformed: with the path of the first promise that cannot be kept.
    """
    officers = {o.officer_id: o for o in problem.officers}
    for index, visit in enumerate(problem.visits):
        for where, reason in _alone(visit, officers):
            raise Malformed(f"visits[{index}].fixed.{where}", reason)
    for where, reason in (*_at_once(problem), *_pairs(problem)):
        raise Malformed(where, reason)


def _alone(visit: Visit, officers: Mapping[str, Officer]) -> Iterator[tuple[str, str]]:
    promised, start = visit.fixed.officers, visit.fixed.start
    if start is not None and not _in_a_window(visit, start):
        yield "start", f"{start} is in no window of {visit.task_id}"
    if promised is None:
        return
    if len(promised) != visit.officers:
        yield "officers", f"{len(promised)} promised, and {visit.task_id} needs {visit.officers}"
    for officer_id in sorted(promised):
        yield from _by_officer(visit, officers[officer_id])
    if visit.lead_skills and not any(visit.lead_skills <= officers[o].skills for o in promised):
        yield "officers", f"none of them has {', '.join(sorted(visit.lead_skills))}, which {visit.task_id} needs"


def _in_a_window(visit: Visit, start: int) -> bool:
    is_late = visit.is_soft and start > visit.step.windows[-1][1]
    return is_late or any(earliest <= start <= latest for earliest, latest in visit.step.windows)


def _by_officer(visit: Visit, officer: Officer) -> Iterator[tuple[str, str]]:
    terms, who, start = visit.terms, officer.officer_id, visit.fixed.start
    lacking = terms.skills - officer.skills
    if lacking:
        yield "officers", f"{who} lacks {', '.join(sorted(lacking))}, which {visit.task_id} needs"
    if who in terms.forbidden:
        yield "officers", f"{who} is forbidden for {visit.task_id}"
    if terms.allowed is not None and who not in terms.allowed:
        yield "officers", f"{who} is not among those allowed for {visit.task_id}"
    if officer.capacity is not None and visit.load > officer.capacity:
        yield "officers", f"{who} has room for {officer.capacity}, and {visit.task_id} needs {visit.load}"
    if not _works(officer, visit):
        yield "officers" if start is None else "start", f"{who} does not work when {visit.task_id} is to be"


def _works(officer: Officer, visit: Visit) -> bool:
    """There is a shift in which the visit could begin and end, the ways aside."""
    windows, start = list(visit.step.windows), visit.fixed.start
    if start is not None:
        windows = [(start, start)]
    elif visit.is_soft:
        windows[-1] = (windows[-1][0], LARGEST)
    return any(
        shift.start <= latest and max(shift.start, earliest) + visit.step.duration <= shift.end + shift.max_overtime
        for shift in officer.shifts
        for earliest, latest in windows
    )


def _at_once(problem: Problem) -> Iterator[tuple[str, str]]:
    """Two promises of one officer that overlap. Only what is mandatory counts: of others one may be left out."""
    promised = [
        (officer_id, visit.fixed.start, visit.fixed.start + visit.step.duration, index, visit.task_id)
        for index, visit in enumerate(problem.visits)
        if visit.fixed.start is not None and visit.terms.penalty is None and visit.step.duration
        for officer_id in sorted(visit.fixed.officers or ())
    ]
    promised.sort()
    for before, after in zip(promised, promised[1:], strict=False):
        if before[0] == after[0] and after[1] < before[2]:
            reason = f"{after[0]} is promised to {before[4]} until {before[2]}"
            yield f"visits[{after[3]}].fixed.start", reason


def _pairs(problem: Problem) -> Iterator[tuple[str, str]]:
    mandatory = {v.task_id: v for v in problem.visits if v.terms.penalty is None}
    for index, pair in enumerate(problem.pairs):
        first, second = mandatory.get(pair.first), mandatory.get(pair.second)
        if first is None or second is None:
            continue
        same = (first.fixed.officers or frozenset()) & (second.fixed.officers or frozenset())
        if pair.different_officers and same:
            yield f"pairs[{index}].different_officers", f"{', '.join(sorted(same))} is promised to both"
        if first.fixed.start is None or second.fixed.start is None:
            continue
        gap = second.fixed.start - first.fixed.start
        if pair.min_gap is not None and gap < pair.min_gap:
            yield f"pairs[{index}].min_gap", f"both are promised {gap} apart, less than {pair.min_gap}"
        if pair.max_gap is not None and gap > pair.max_gap:
            yield f"pairs[{index}].max_gap", f"both are promised {gap} apart, more than {pair.max_gap}"
