"""What a plan of a week costs beside what is agreed now: the road, late days, new faces, and what is left out."""

from collections.abc import Callable

from witness.domain.week import TaskKind, WeekFacts
from witness.domain.week_board import Board
from witness.domain.week_drafts import Draft
from witness.domain.week_pieces import minutes_words
from witness.questions.week_views import CostLine


def costs(facts: WeekFacts, draft: Draft, now: Board, before: Board) -> tuple[CostLine, ...]:
    """Compare a draft with what stands without it."""
    due = sum(task.kind is TaskKind.DUE for task in facts.tasks) + len(facts.rides)
    return (
        _minutes("Travel", _sum(now, "travel"), _sum(before, "travel")),
        _minutes("Overtime", _sum(now, "overtime"), _sum(before, "overtime")),
        _count("New faces", _new_faces(facts, draft), _new_faces_agreed(facts)),
        _count("Not placed", len(draft.unplaced), due),
    )


def _sum(board: Board, what: str) -> int:
    return sum(int(getattr(line, what)) for row in board.rows for line in row.lines)


def _new_faces(facts: WeekFacts, draft: Draft) -> int:
    """Count how often somebody goes whom the family has not met and who does not own the case."""
    count = 0
    for placement in draft.placements:
        task = facts.task(placement.key)
        if task is not None and task.family:
            count += len(set(placement.officers) - task.known - {task.owner})
    return count


def _new_faces_agreed(facts: WeekFacts) -> int:
    agreed = (task for task in facts.tasks if task.was_at is not None and task.family)
    return sum(len(task.was_with - task.known - {task.owner}) for task in agreed)


def _minutes(what: str, now: int, before: int) -> CostLine:
    difference = _signed(now - before, minutes_words)
    return CostLine(what, minutes_words(now), minutes_words(before), difference, _tone(now - before))


def _count(what: str, now: int, before: int) -> CostLine:
    return CostLine(what, str(now), str(before), _signed(now - before, str), _tone(now - before))


def _signed(difference: int, write: Callable[[int], str]) -> str:
    return "same" if difference == 0 else f"{'+' if difference > 0 else '−'}{write(abs(difference))}"


def _tone(difference: int) -> str:
    return "" if difference == 0 else "worse" if difference > 0 else "better"
