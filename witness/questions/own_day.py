"""One's own day, as the first page of it shows it: few lines, in two statements. The run sheet says the rest."""

from dataclasses import dataclass
from datetime import date, time

from witness.domain.access import Asking
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import PICK_UP_IN_WORDS, Direction
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS
from witness.store import Desk


@dataclass(frozen=True, slots=True)
class DayLine:
    """A visit that one leads, or a ride of one's own case. who: initials of the witness, "" for a ride."""

    case_id: str
    at: time | None
    what: str
    who: str
    where: str
    is_settled: bool


def own_day(desk: Desk, asking: Asking, on: date) -> tuple[DayLine, ...]:
    """Give one's own visits and the rides of one's own cases, in order of time; the run sheet says the rest."""
    viewer = asking.viewer
    lines = [
        DayLine(v.case_id, v.step.at, VISIT_IN_WORDS[v.kind], v.initials, PLACE_IN_WORDS[v.place], _settled(v.step))
        for v in desk.work_boards.visits(viewer, on, on, officer_id=viewer.account_id)
    ]
    for ride in desk.work_boards.rides(viewer, on):
        if ride.owner_id == viewer.account_id:
            what = "ride there" if ride.direction is Direction.OUT else "ride home"
            where = f"met {PICK_UP_IN_WORDS[ride.pick_up]}"
            lines.append(DayLine(ride.case_id, ride.step.at, what, "", where, _settled(ride.step)))
    return tuple(sorted(lines, key=lambda line: (line.at is None, line.at or time.max)))


def _settled(step: PlanStep) -> bool:
    return step.state in (PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE)
