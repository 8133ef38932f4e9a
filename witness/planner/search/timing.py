"""Sets the final times of a plan whose routes are settled, so that no waiting or change is paid for needlessly.

Within settled routes every rule is a difference of two starts, so the best times are the solution of a linear
programme whose corners are whole numbers; where a stop may choose between windows, the choice is a whole variable.
"""

from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from witness.planner.search import tables as t
from witness.planner.search.costs import total
from witness.planner.search.ground import Survey

THREADS = 1  # HiGHS keeps one pool of threads for the process: whoever asks for another number gets a wrong answer
_NODES = 300  # how far the choice between windows is followed, so that the answer does not depend on the machine


def set_times(survey: Survey, state: t.State) -> float:
    """Set the best starts for the routes of `state`; the cost of the plan, without mandatory tasks left out.

    state: with earliest and latest starts, which hold whatever the times are set to.
    """
    weight = survey.ground.weight
    earliest = state.way[:, t.EARLY].copy()
    if weight[t.WAIT] > 0 or weight[t.DURATION] > 0 or weight[t.CHANGE_START] > 0:
        before = _cost(survey, state)
        best = _best_starts(survey, state)
        if best is not None:
            state.way[:, t.EARLY] = best
        if best is None or _cost(survey, state) > before + 1e-9:
            state.way[:, t.EARLY] = earliest
    return _cost(survey, state)


def _cost(survey: Survey, state: t.State) -> float:
    """The cost of the plan at the starts that stand in the state."""
    ground = survey.ground
    for r in range(len(survey.shifts)):
        state.spent[r] = _spent(survey, state, r)
    left_out = sum(
        task.terms.penalty is None and state.way[ground.task[n, t.NODE], t.ROUTE] < 0
        for n, task in enumerate(survey.tasks)
    )
    return float(total(ground, state) - left_out * survey.mandatory + survey.fixed)


def stops_of(survey: Survey, state: t.State, r: int) -> list[int]:
    """The nodes of route r in order, without its ends."""
    i = int(state.way[survey.ground.node.shape[0] - 2 * len(survey.shifts) + r, t.SUCC])
    stops = []
    while state.way[i, t.SUCC] >= 0:
        stops.append(i)
        i = int(state.way[i, t.SUCC])
    return stops


def _lasts(ground: t.Ground, i: int, k: int) -> int:
    """From the start at node i to the arrival at node k."""
    return int(ground.node[i, t.LENGTH] + ground.travel[ground.node[i, t.PLACE], ground.node[k, t.PLACE]])


def _spent(survey: Survey, state: t.State, r: int) -> float:
    """What waiting and duration of route r cost; sets its end."""
    ground, routes = survey.ground, len(survey.shifts)
    stops = stops_of(survey, state, r)
    if not stops:
        return 0.0
    end = ground.node.shape[0] - routes + r
    state.way[end, t.EARLY] = state.way[stops[-1], t.EARLY] + _lasts(ground, stops[-1], end)
    at = state.way[:, t.EARLY]
    wait = sum(int(at[k] - at[i]) - _lasts(ground, i, k) for i, k in zip(stops, stops[1:], strict=False))
    lasts = int(at[end] - at[stops[0]]) + _lasts(ground, end - routes, stops[0])
    return float(ground.weight[t.WAIT] * wait + ground.weight[t.DURATION] * lasts)


@dataclass(slots=True)
class _Programme:
    """Variables and rows of the linear programme of one plan, as they are gathered. at: the variable of each start."""

    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)

    def variable(self, low: float, high: float, cost: float = 0.0) -> int:
        """One more variable."""
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        return len(self.cost) - 1

    def after(self, later: int, earlier: int, least: float) -> None:
        """`later` comes at least so much after `earlier`."""
        if later != earlier:
            self.rows.append((least, highspy.kHighsInf, {later: 1.0, earlier: -1.0}))

    def beyond(self, i: int, moment: int, cost: float) -> None:
        """Each unit that the start of node i comes after the moment costs so much."""
        excess = self.variable(0.0, highspy.kHighsInf, cost)
        self.rows.append((-float(moment), highspy.kHighsInf, {excess: 1.0, self.at[i]: -1.0}))


def _best_starts(survey: Survey, state: t.State) -> t.Ints | None:
    """The best starts of all nodes in their routes; None when no answer came."""
    programme = _Programme()
    used = [r for r in range(len(survey.shifts)) if state.run[r, t.COUNT] > 0]
    for r in used:
        for i in stops_of(survey, state, r):
            _add_start(programme, survey, state, i, r)
        _add_route(programme, survey, state, r)
    ground = survey.ground
    for i in ground.coupled:
        for a in range(ground.node[i, t.OUT], ground.node[i, t.OUT_END]):
            j, gap = int(ground.outs[a, 0]), int(ground.outs[a, 1])
            if int(i) in programme.at and j in programme.at:
                programme.after(programme.at[j], programme.at[int(i)], gap)
    _add_lateness(programme, survey)
    values = _solution(programme)
    if values is None:
        return None
    starts = state.way[:, t.EARLY].copy()
    for i, variable in programme.at.items():
        starts[i] = round(values[variable])
    return starts


def _add_start(programme: _Programme, survey: Survey, state: t.State, i: int, r: int) -> None:
    """The start of node i, within the windows it may still have in route r."""
    ground = survey.ground
    begins = ground.node[ground.node.shape[0] - 2 * len(survey.shifts) + r, t.FIRST]
    latest = int(state.way[i, t.LATEST])
    windows = [
        (int(opens), min(int(closes), latest))
        for opens, closes in ground.windows[ground.node[i, t.WINDOWS] : ground.node[i, t.WINDOWS_END]]
        if opens <= latest and closes >= begins
    ]
    start = programme.at[i] = programme.variable(windows[0][0], windows[-1][1])
    if len(windows) == 1:
        return
    chosen = [programme.variable(0.0, 1.0) for _ in windows]
    programme.whole.extend(chosen)
    programme.rows.append((1.0, 1.0, dict.fromkeys(chosen, 1.0)))
    opens = {c: -float(window[0]) for c, window in zip(chosen, windows, strict=True)}
    closes = {c: -float(window[1]) for c, window in zip(chosen, windows, strict=True)}
    programme.rows.append((0.0, highspy.kHighsInf, {start: 1.0, **opens}))
    programme.rows.append((-highspy.kHighsInf, 0.0, {start: 1.0, **closes}))


def _add_route(programme: _Programme, survey: Survey, state: t.State, r: int) -> None:
    """What binds the stops of a route to one another and to the shift, and what its waiting and duration cost."""
    ground, weight = survey.ground, survey.ground.weight
    end = ground.node.shape[0] - len(survey.shifts) + r
    begin = end - len(survey.shifts)
    stops = stops_of(survey, state, r)
    first, last = programme.at[stops[0]], programme.at[stops[-1]]
    way_out, way_back = _lasts(ground, begin, stops[0]), _lasts(ground, stops[-1], end)
    for i, k in zip(stops, stops[1:], strict=False):
        programme.after(programme.at[k], programme.at[i], _lasts(ground, i, k))
    programme.low[first] = max(programme.low[first], float(ground.node[begin, t.FIRST] + way_out))
    programme.high[last] = min(programme.high[last], float(ground.node[end, t.LAST] - way_back))
    for variable, sign in ((first, -1.0), (last, 1.0)):
        programme.cost[variable] += sign * (weight[t.WAIT] + weight[t.DURATION])
    for a in range(ground.node[end, t.OUT], ground.node[end, t.OUT_END]):
        programme.after(first, last, ground.outs[a, 1] + way_back + way_out)
    if ground.price[end] > 0:
        programme.beyond(stops[-1], int(ground.node[end, t.DUE]) - way_back, ground.price[end])


def _add_lateness(programme: _Programme, survey: Survey) -> None:
    """What late visits, the latest of them, and changed starts cost."""
    ground, weight = survey.ground, survey.ground.weight
    worst = programme.variable(0.0, highspy.kHighsInf, float(weight[t.LATE_WORST]))
    for i, variable in list(programme.at.items()):
        due, base = int(ground.node[i, t.DUE]), int(ground.node[i, t.BASE])
        if due < t.NEVER:
            programme.beyond(i, due, float(ground.price[i]))
            programme.rows.append((-float(due), highspy.kHighsInf, {worst: 1.0, variable: -1.0}))
        if base != t.UNSET:
            programme.beyond(i, base, float(weight[t.CHANGE_START]))
            ahead = programme.variable(0.0, highspy.kHighsInf, float(weight[t.CHANGE_START]))
            programme.rows.append((float(base), highspy.kHighsInf, {ahead: 1.0, variable: 1.0}))


def _solution(programme: _Programme) -> t.Floats | None:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.cost), len(programme.rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = programme.cost, programme.low, programme.high
    lp.row_lower_ = [row[0] for row in programme.rows]
    lp.row_upper_ = [row[1] for row in programme.rows]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in programme.rows)])
    lp.a_matrix_.index_ = [v for row in programme.rows for v in row[2]]
    lp.a_matrix_.value_ = [c for row in programme.rows for c in row[2].values()]
    whole = set(programme.whole)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[v in whole] for v in range(lp.num_col_)] if whole else []
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", THREADS)
    highs.setOptionValue("mip_max_nodes", _NODES)
    highs.passModel(lp)
    if highs.run() == highspy.HighsStatus.kError:
        return None
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    return np.array(highs.getSolution().col_value)
