"""What a route has still to pay at least, from any turn at any time: it tells early which routes are worth nothing."""

import numpy as np

from witness.planner.compiled import inner, making
from witness.planner.pool.partials import Hours, Table

Numbers = np.ndarray


@inner
def onward_cost(ahead: Numbers, alike: Numbers, other: int, at: int, turn: int) -> float:
    """The least that is ahead of `other` if `turn` may not come at once again."""
    following = np.int64(ahead[1, other, at])
    is_back = following >= 0 and alike[following] == alike[turn]
    return float(ahead[2 if is_back else 0, other, at])


@inner
def weigh(table: Table, hours: Hours, travel: Numbers, ahead: Numbers, step: int, turn: int, at: int) -> None:
    """Writes what is ahead of one turn that starts at one step of time."""
    now = max(hours.begin + at * step, table.low[turn])
    ready, here = now + table.duration[turn], table.location[turn]
    home = 0 if hours.destination < 0 else travel[here, hours.destination]
    best, follower, second = np.inf, -1, np.inf
    if ready + home <= hours.over_end and table.ride[turn] < 0:
        best = second = hours.leg * home
    for other in range(table.low.shape[0]):
        if table.alike[other] == table.alike[turn]:
            continue
        leg = travel[here, table.location[other]]
        start = max(ready + leg, table.low[other])
        if start > table.high[other]:
            continue
        onward = onward_cost(ahead, table.alike, other, (start - hours.begin) // step, turn)
        total = hours.leg * leg + hours.service * table.duration[other] + table.cost[other] + onward
        is_same = follower >= 0 and table.alike[follower] == table.alike[other]
        if total < best:
            second = second if is_same else min(second, best)
            best, follower = total, other
        elif not is_same:
            second = min(second, total)
    ahead[0, turn, at], ahead[1, turn, at], ahead[2, turn, at] = best, follower, second


@making
def look_ahead(table: Table, hours: Hours, travel: Numbers, step: int) -> Numbers:
    """What is still to pay at least after a turn has started, by turn and by time in steps of `step` from the start.

    Turns may come again in what is ahead, but never with only one other between, so it is never too much. Service and
    way together must last at least a step. Answers [least cost, the turn that follows (-1: home), least cost when that
    turn may not follow].
    """
    steps = (hours.over_end - hours.begin) // step + 2
    ahead = np.full((3, table.low.shape[0], steps), np.inf)
    for at in range(steps - 1, -1, -1):
        now = hours.begin + at * step
        for turn in range(table.low.shape[0]):
            if now <= table.high[turn] and now + step > table.low[turn]:
                weigh(table, hours, travel, ahead, step, turn, at)
    return ahead
