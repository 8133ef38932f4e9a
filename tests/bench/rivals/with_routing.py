"""OR-Tools routing as it is made: a vehicle for each shift, a node for each attendance, guided local search.

Its cost has no room for continuity, balance and the worst lateness: they are left out of what it looks for, and still
counted when its plan is judged. Everything else of the problem is a rule or a cost of the model.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

sys.path.insert(0, str(Path(__file__).parent))

from question import CannotSay, Document, Halt, Question, Routes, Turn, answer, may, play

SCALE = 1000
"""Costs are whole numbers here: thousandths of what a unit of time costs."""

MUST = 10**12
"""What leaving out a mandatory task costs: dear enough to be the last thing it does, so that a search can begin."""

STARTS = ("PARALLEL_CHEAPEST_INSERTION", "LOCAL_CHEAPEST_INSERTION", "PATH_CHEAPEST_ARC")


class Model:
    """The routing model of one question."""

    def __init__(self, question: Question) -> None:
        self.question, self.halts, self.turns = question, question.halts, question.turns
        count, cars = len(self.halts), len(self.turns)
        starts, ends = ([count + step * cars + car for car in range(cars)] for step in (0, 1))
        self.places = [halt.place for halt in self.halts]
        self.places += [turn.origin for turn in self.turns]
        self.places += [turn.destination for turn in self.turns]
        self.manager = pywrapcp.RoutingIndexManager(count + 2 * cars, cars, starts, ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        self.at = [self.manager.NodeToIndex(node) for node in range(count)]
        self.time = self.clock()
        timed = ("travel", "wait", "duration", "late", "overtime", "change_start")
        self.each = {measure: round(question.weights.get(measure, 0) * SCALE) for measure in timed}

    def scaled(self, cost: float) -> int:
        """A cost that is not by time, beside those that are."""
        return round(cost * SCALE) * self.question.units

    def leg(self, a: int, b: int) -> int:
        here, there = self.places[a], self.places[b]
        return 0 if here is None or there is None else self.question.travel[here][there]

    def clock(self) -> pywrapcp.RoutingDimension:
        count, size = len(self.halts), len(self.places)
        rows = [
            [self.leg(a, b) + (self.halts[a].duration if a < count else 0) for b in range(size)] for a in range(size)
        ]
        transit = self.routing.RegisterTransitMatrix(rows)
        longest = self.question.horizon + 1
        self.routing.AddDimension(transit, longest, longest, False, "time")
        return self.routing.GetDimensionOrDie("time")

    # ---------------------------------------------------------------------------------- turns

    def lay_turns(self) -> None:
        question, each = self.question, self.each
        by_officer: dict[str, int] = {}
        for car, turn in enumerate(self.turns):
            start, end = self.routing.Start(car), self.routing.End(car)
            self.time.CumulVar(start).SetRange(turn.start, turn.latest)
            self.time.CumulVar(end).SetRange(turn.start, turn.latest)
            if turn.latest > turn.end:
                self.time.SetCumulVarSoftUpperBound(end, turn.end, each["overtime"])
            if turn.max_duration is not None:
                self.time.SetSpanUpperBoundForVehicle(turn.max_duration, car)
            self.time.SetSpanCostCoefficientForVehicle(each["duration"], car)
            self.time.SetSlackCostCoefficientForVehicle(each["wait"], car)
            self.routing.SetFixedCostOfVehicle(self.scaled(question.weights.get("route", 0)), car)
            if turn.officer not in by_officer:
                by_officer[turn.officer] = self.routing.RegisterTransitMatrix(self.prices(turn))
            self.routing.SetArcCostEvaluatorOfVehicle(by_officer[turn.officer], car)
            for var in (start, end):
                self.routing.AddVariableMinimizedByFinalizer(self.time.CumulVar(var))

    def prices(self, turn: Turn) -> list[list[int]]:
        count, size = len(self.halts), len(self.places)
        entering = [self.attending(halt, turn) for halt in self.halts] + [0.0] * (size - count)
        each, extra = self.each["travel"], [self.scaled(cost) for cost in entering]
        return [[self.leg(a, b) * each + extra[b] for b in range(size)] for a in range(size)]

    def attending(self, halt: Halt, turn: Turn) -> float:
        """What it costs by itself, with a share of what leaving the baseline costs, by seat."""
        cost = self.question.attending(halt, turn)
        before = self.baseline().get(halt.task_id)
        if before and halt.at != "dropoff" and turn.officer not in before["officers"]:
            cost += self.question.weights.get("change_officer", 0)
        return cost

    def baseline(self) -> dict[str, Document]:
        return {entry["task"]: entry for entry in self.question.document.get("baseline", ())}

    # ---------------------------------------------------------------------------------- stops

    def lay_halts(self) -> None:
        late, moved = self.each["late"], self.each["change_start"]
        baseline = self.baseline()
        for node, halt in enumerate(self.halts):
            index = self.at[node]
            time = self.time.CumulVar(index)
            close(time, halt, self.question.horizon)
            if halt.task.get("late"):
                self.time.SetCumulVarSoftUpperBound(index, halt.task["windows"][-1][1], late)
            before = baseline.get(halt.task_id, {}).get("start")
            if before is not None and moved and halt.at != "dropoff":
                self.time.SetCumulVarSoftUpperBound(index, before, moved)
                self.time.SetCumulVarSoftLowerBound(index, before, moved)
            able = [car for car, turn in enumerate(self.turns) if may(halt, turn)]
            self.routing.VehicleVar(index).SetValues([-1, *able])
            penalty = halt.task.get("penalty")
            price = MUST if penalty is None else self.scaled(penalty * self.question.weights.get("unserved", 0))
            shares = halt.task.get("officers", 1) if halt.at == "visit" else 2
            self.routing.AddDisjunction([index], price // shares)

    def lay_loads(self) -> None:
        if all(turn.capacity is None for turn in self.turns):
            return
        kinds = {halt.at == "visit" for halt in self.halts if halt.load}
        if len(kinds) > 1:
            raise CannotSay("visits that take seats beside rides")
        loads = [halt.load for halt in self.halts] + [0] * (2 * len(self.turns))
        seats = [10**6 if turn.capacity is None else turn.capacity for turn in self.turns]
        taking = self.routing.RegisterUnaryTransitVector(loads)
        self.routing.AddDimensionWithVehicleCapacity(taking, 0, seats, True, "load")

    def lay_rides(self) -> None:
        for node, halt in enumerate(self.halts):
            if halt.at != "pickup":
                continue
            here, there = self.at[node], self.at[node + 1]
            routing, time = self.routing, self.time
            routing.AddPickupAndDelivery(here, there)
            self.solver.Add(routing.VehicleVar(here) == routing.VehicleVar(there))
            self.solver.Add(time.CumulVar(here) + halt.duration <= time.CumulVar(there))
            limit = halt.task.get("max_ride")
            if limit is not None:
                self.solver.Add(time.CumulVar(there) - time.CumulVar(here) <= limit + halt.duration)

    def lay_double_visits(self) -> None:
        for node, halt in enumerate(self.halts):
            lead = set(halt.task.get("lead_skills", ()))
            double = halt.task.get("officers", 1) == 2
            if halt.seat or halt.at != "visit" or not (lead or double):
                continue
            nodes = [node, node + 1] if double else [node]
            if double:
                self.together(*nodes)
                self.apart(*nodes)
            if lead:
                leads = [0, *(int(turn.skills >= lead) for turn in self.turns)]
                cars = [self.routing.VehicleVar(self.at[one]) for one in nodes]
                heads = [self.solver.Element(leads, car + 1) for car in cars]
                self.solver.Add(self.solver.Sum(heads) >= self.routing.ActiveVar(self.at[node]))

    def together(self, a: int, b: int) -> None:
        routing, time = self.routing, self.time
        self.solver.Add(routing.ActiveVar(self.at[a]) == routing.ActiveVar(self.at[b]))
        self.solver.Add(time.CumulVar(self.at[a]) == time.CumulVar(self.at[b]))

    def apart(self, a: int, b: int) -> None:
        """Different officers, if both are there: the officer of a car is looked up, with one number for nobody each."""
        names = list(dict.fromkeys(turn.officer for turn in self.turns))
        numbers = [names.index(turn.officer) for turn in self.turns]
        who = [self.routing.VehicleVar(self.at[node]) + 1 for node in (a, b)]
        officers = [self.solver.Element([-1 - side, *numbers], who[side]) for side in (0, 1)]
        self.solver.Add(officers[0] != officers[1])

    def lay_pairs(self) -> None:
        first_node = {halt.task_id: node for node, halt in reversed(list(enumerate(self.halts)))}
        ever = 2 * self.question.horizon + 1
        for pair in self.question.document.get("pairs", ()):
            ends = [first_node[pair[end]] for end in ("first", "second")]
            active = [self.routing.ActiveVar(self.at[node]) for node in ends]
            begin, follow = (self.time.CumulVar(self.at[node]) for node in ends)
            off = (2 - active[0] - active[1]) * ever
            if pair.get("min_gap") is not None:
                self.solver.Add(follow - begin + off >= pair["min_gap"])
            if pair.get("max_gap") is not None:
                self.solver.Add(follow - begin - off <= pair["max_gap"])
            if pair.get("together", True):
                self.solver.Add(active[0] == active[1])
            if pair.get("different_officers"):
                self.apart(*ends)

    # ---------------------------------------------------------------------------------- solving

    def routes(self, seconds: float) -> Routes | None:
        for lay in (self.lay_turns, self.lay_halts, self.lay_loads, self.lay_rides, self.lay_double_visits):
            lay()
        self.lay_pairs()
        for start in STARTS:
            found = self.routing.SolveWithParameters(parameters(start, seconds))
            if found is not None:
                return dict(self.route(found, car) for car in range(len(self.turns)))
        return None

    def route(self, found: pywrapcp.Assignment, car: int) -> tuple[Turn, list[tuple[int, Halt]]]:
        stops, index = [], found.Value(self.routing.NextVar(self.routing.Start(car)))
        while not self.routing.IsEnd(index):
            halt = self.halts[self.manager.IndexToNode(index)]
            stops.append((found.Min(self.time.CumulVar(index)), halt))
            index = found.Value(self.routing.NextVar(index))
        return self.turns[car], stops


def close(time: pywrapcp.IntVar, halt: Halt, horizon: int) -> None:
    """Keeps a start within the windows: from the first to the last, without what lies between them."""
    time.SetRange(halt.windows[0][0], min(halt.windows[-1][1], horizon))
    for (_, late), (early, _) in zip(halt.windows, halt.windows[1:], strict=False):
        if late + 1 < early:
            time.RemoveInterval(late + 1, early - 1)


def parameters(start: str, seconds: float) -> object:
    chosen = pywrapcp.DefaultRoutingSearchParameters()
    chosen.first_solution_strategy = getattr(routing_enums_pb2.FirstSolutionStrategy, start)
    chosen.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    chosen.time_limit.FromMilliseconds(int(seconds * 1000))
    return chosen


def solve(question: Question, seconds: float, seed: int) -> Document | None:
    """seed: without effect, for its search draws nothing at random."""
    missing = question.needs("balance")
    if missing:
        raise CannotSay(", ".join(missing))
    routes = Model(question).routes(seconds)
    return None if routes is None else answer(question, routes)


if __name__ == "__main__":
    play(solve)
