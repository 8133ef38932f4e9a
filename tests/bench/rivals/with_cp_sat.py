"""CP-SAT as it is made: a circuit for each shift over the stops its officer may do, and one start for each stop.

Every rule and every measure of the format is in the model.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

sys.path.insert(0, str(Path(__file__).parent))

import with_routing
from question import CannotSay, Document, Halt, Question, Routes, Turn, answer, may, play

SCALE = 1000
"""Costs are whole numbers here: thousandths of what a unit of time costs."""

WORKERS = 2

HEAD_START = 0.25
"""The share of its time for a first plan by OR-Tools routing, from which it begins: cold it often finds none."""


class Model:
    """The model of one question; `terms` are the parts of its cost."""

    def __init__(self, question: Question) -> None:
        self.question, self.halts, self.turns = question, question.halts, question.turns
        self.model = cp_model.CpModel()
        self.terms: list[Any] = []
        self.tasks = {halt.task_id: halt.task for halt in self.halts}
        self.horizon = question.horizon
        self.served = {name: self.model.new_bool_var(f"served {name}") for name in self.tasks}
        self.start = self.starts()
        self.aboard = [self.model.new_int_var(0, 10**6, "aboard") for _ in self.halts]
        self.has_rides = bool(question.document.get("rides"))
        self.present: dict[tuple[int, int], Any] = {}
        self.arcs: dict[int, dict[tuple[int, int], Any]] = {}
        self.idle: dict[int, Any] = {}
        self.begins: dict[int, Any] = {}
        self.finishes: dict[int, Any] = {}

    def each(self, measure: str) -> int:
        return round(self.question.weights.get(measure, 0) * SCALE)

    def scaled(self, cost: float) -> int:
        """A cost that is not by time, beside those that are."""
        return round(cost * SCALE) * self.question.units

    def starts(self) -> list[Any]:
        """A start for each stop; both officers of a visit share theirs."""
        made: list[Any] = []
        for halt in self.halts:
            if halt.seat:
                made.append(made[-1])
                continue
            windows = [[early, min(late, self.horizon)] for early, late in halt.windows if early <= self.horizon]
            made.append(self.model.new_int_var_from_domain(cp_model.Domain.from_intervals(windows), "start"))
        return made

    # ---------------------------------------------------------------------------------- turns

    def lay_turn(self, number: int) -> None:
        turn, model = self.turns[number], self.model
        able = [node for node, halt in enumerate(self.halts) if may(halt, turn)]
        begins = self.begins[number] = model.new_int_var(turn.start, turn.latest, "begins")
        finishes = self.finishes[number] = model.new_int_var(turn.start, turn.latest, "finishes")
        arcs: dict[tuple[int, int], Any] = {}
        loops = []
        for node in able:
            here = self.present[number, node] = model.new_bool_var("present")
            loops.append((node + 1, node + 1, ~here))
            self.lay_ends(turn, node, arcs, begins, finishes)
        for node in able:
            for after in able:
                if node != after and self.may_follow(turn, node, after):
                    arcs[node, after] = self.lay_leg(node, after)
        idle = self.idle[number] = model.new_bool_var("idle")
        model.add_circuit([(0, 0, idle), *loops, *((a + 1, b + 1, used) for (a, b), used in arcs.items())])
        self.arcs[number] = arcs
        self.price_turn(number, idle)
        for node in able:
            model.add_implication(self.present[number, node], ~idle)

    def leg(self, here: int | None, there: int | None) -> int:
        return 0 if here is None or there is None else self.question.travel[here][there]

    def lay_ends(self, turn: Turn, node: int, arcs: dict[tuple[int, int], Any], begins: Any, finishes: Any) -> None:
        halt, start = self.halts[node], self.start[node]
        if halt.at != "dropoff":
            first = arcs[-1, node] = self.model.new_bool_var("first")
            self.model.add(start >= begins + self.leg(turn.origin, halt.place)).only_enforce_if(first)
            if self.has_rides:
                self.model.add(self.aboard[node] >= max(0, halt.load)).only_enforce_if(first)
        if halt.at != "pickup":
            last = arcs[node, -1] = self.model.new_bool_var("last")
            back = halt.duration + self.leg(halt.place, turn.destination)
            self.model.add(finishes >= start + back).only_enforce_if(last)

    def may_follow(self, turn: Turn, node: int, after: int) -> bool:
        one, other = self.halts[node], self.halts[after]
        if one.task_id == other.task_id and one.at != "pickup":
            return False
        early = max(turn.start, min(start for start, end in one.windows if end >= turn.start))
        late = max((end for start, end in other.windows if start <= turn.latest), default=-1)
        return early + one.duration + self.leg(one.place, other.place) <= min(late, turn.latest)

    def lay_leg(self, node: int, after: int) -> Any:
        used = self.model.new_bool_var("leg")
        one, other = self.halts[node], self.halts[after]
        way = one.duration + self.leg(one.place, other.place)
        self.model.add(self.start[after] >= self.start[node] + way).only_enforce_if(used)
        if self.has_rides:
            change = 0 if other.at == "visit" else other.load
            self.model.add(self.aboard[after] >= self.aboard[node] + change).only_enforce_if(used)
        return used

    def price_turn(self, number: int, idle: Any) -> None:
        turn, model = self.turns[number], self.model
        begins, finishes = self.begins[number], self.finishes[number]
        model.add(finishes >= begins)
        if turn.max_duration is not None:
            model.add(finishes - begins <= turn.max_duration)
        self.terms.append(self.scaled(self.question.weights.get("route", 0)) * ~idle)
        long = self.each("duration") + self.each("wait")
        if long:
            self.terms.append(long * (finishes - begins))
        if turn.latest > turn.end and self.each("overtime"):
            over = model.new_int_var(0, turn.latest - turn.end, "over")
            model.add(over >= finishes - turn.end)
            self.terms.append(self.each("overtime") * over)
        way = self.each("travel") - self.each("wait")
        for (node, after), used in self.arcs[number].items():
            here = turn.origin if node < 0 else self.halts[node].place
            there = turn.destination if after < 0 else self.halts[after].place
            self.terms.append(way * self.leg(here, there) * used)
        for node in (node for turned, node in self.present if turned == number):
            halt = self.halts[node]
            cost = self.scaled(self.question.attending(halt, turn)) - self.each("wait") * halt.duration
            self.terms.append(cost * self.present[number, node])
        self.lay_seats(number)

    def lay_seats(self, number: int) -> None:
        seats = self.turns[number].capacity
        if seats is None:
            return
        mine = [node for turned, node in self.present if turned == number]
        taken = sum(self.halts[n].load * self.present[number, n] for n in mine if self.halts[n].at == "visit")
        self.model.add(taken <= seats)
        for node in mine:
            if self.halts[node].at == "pickup":
                self.model.add(self.aboard[node] + taken <= seats).only_enforce_if(self.present[number, node])

    # ---------------------------------------------------------------------------------- tasks

    def lay_tasks(self) -> None:
        question, model = self.question, self.model
        for node, halt in enumerate(self.halts):
            here = [self.present[number, node] for number in range(len(self.turns)) if (number, node) in self.present]
            model.add(sum(here) == self.served[halt.task_id])
            if halt.at == "dropoff":
                self.lay_ride(node)
        for name, task in self.tasks.items():
            if task.get("penalty") is None:
                model.add(self.served[name] == 1)
            else:
                cost = self.scaled(task["penalty"] * question.weights.get("unserved", 0))
                self.terms.append(cost * ~self.served[name])
        self.attends = self.who_attends()
        self.lay_leads()
        self.lay_lateness()
        self.lay_pairs()
        self.lay_baseline()
        self.lay_continuity()
        self.lay_balance()

    def lay_ride(self, node: int) -> None:
        """Both ends in one shift, in order, and not too long between them."""
        model, pickup = self.model, node - 1
        length = self.start[node] - self.start[pickup] - self.halts[pickup].duration
        model.add(length >= 0)
        limit = self.halts[node].task.get("max_ride")
        if limit is not None:
            model.add(length <= limit)
        for number in range(len(self.turns)):
            ends = [self.present.get((number, one), 0) for one in (pickup, node)]
            if not all(isinstance(end, int) for end in ends):
                model.add(ends[0] == ends[1])

    def who_attends(self) -> dict[tuple[str, str], Any]:
        """Whether an officer attends a task, in any of their shifts and on either seat."""
        parts = defaultdict(list)
        for (number, node), here in self.present.items():
            if self.halts[node].at != "dropoff":
                parts[self.turns[number].officer, self.halts[node].task_id].append(here)
        for one in parts.values():
            self.model.add_at_most_one(one)
        return {key: sum(one) for key, one in parts.items()}

    def lay_leads(self) -> None:
        able = {turn.officer: turn.skills for turn in self.turns}
        for name, task in self.tasks.items():
            lead = set(task.get("lead_skills", ()))
            if lead:
                heads = [one for (who, what), one in self.attends.items() if what == name and able[who] >= lead]
                self.model.add(sum(heads) >= self.served[name])

    def lay_lateness(self) -> None:
        worst = self.model.new_int_var(0, self.horizon, "worst")
        for node, halt in enumerate(self.halts):
            if halt.seat or not halt.task.get("late"):
                continue
            late = self.model.new_int_var(0, self.horizon, "late")
            self.model.add(late >= self.start[node] - halt.task["windows"][-1][1])
            self.model.add(worst >= late)
            self.terms.append(self.each("late") * late)
        self.terms.append(self.each("late_max") * worst)

    def lay_pairs(self) -> None:
        where = {halt.task_id: node for node, halt in reversed(list(enumerate(self.halts)))}
        officers = {turn.officer for turn in self.turns}
        for pair in self.question.document.get("pairs", ()):
            first, second = pair["first"], pair["second"]
            both = [self.served[first], self.served[second]]
            gap = self.start[where[second]] - self.start[where[first]]
            if pair.get("min_gap") is not None:
                self.model.add(gap >= pair["min_gap"]).only_enforce_if(both)
            if pair.get("max_gap") is not None:
                self.model.add(gap <= pair["max_gap"]).only_enforce_if(both)
            if pair.get("together", True):
                self.model.add(both[0] == both[1])
            if pair.get("different_officers"):
                for who in officers:
                    self.model.add(self.attends.get((who, first), 0) + self.attends.get((who, second), 0) <= 1)

    def lay_baseline(self) -> None:
        where = {halt.task_id: node for node, halt in reversed(list(enumerate(self.halts)))}
        moved = self.each("change_start")
        for entry in self.question.document.get("baseline", ()):
            name = entry["task"]
            for who in entry.get("officers", ()):
                changed = self.scaled(self.question.weights.get("change_officer", 0))
                self.terms.append(changed * (1 - self.attends.get((who, name), 0)))
            if entry.get("start") is None or not moved:
                continue
            shift = self.model.new_int_var(0, self.horizon, "moved")
            now = self.start[where[name]]
            self.model.add(shift >= now - entry["start"]).only_enforce_if(self.served[name])
            self.model.add(shift >= entry["start"] - now).only_enforce_if(self.served[name])
            self.terms.append(moved * shift)

    def lay_continuity(self) -> None:
        cost = self.scaled(self.question.weights.get("continuity", 0))
        clients = defaultdict(list)
        for name, task in self.tasks.items():
            if task.get("client") is not None:
                clients[task["client"]].append(name)
        for names in clients.values() if cost else ():
            for who in {who for who, what in self.attends if what in names}:
                knows = self.model.new_bool_var("knows")
                for name in names:
                    self.model.add(knows >= self.attends.get((who, name), 0))
                self.terms.append(cost * knows)
            for least in (1, 2):
                due = [self.served[name] for name in names if self.tasks[name].get("officers", 1) >= least]
                is_due = self.model.new_bool_var("least")
                self.model.add(is_due <= sum(due))
                self.terms.append(-cost * is_due)

    def lay_balance(self) -> None:
        cost = self.each("balance")
        if not cost:
            return
        most, least = (self.model.new_int_var(0, self.horizon * 10, "service") for _ in range(2))
        for officer in self.question.document["officers"]:
            mine = [key for key in self.present if self.turns[key[0]].officer == officer["id"]]
            service = sum(self.halts[node].duration * self.present[number, node] for number, node in mine)
            self.model.add(most >= service)
            self.model.add(least <= service)
        self.terms.append(cost * (most - least))

    # ---------------------------------------------------------------------------------- solving

    def lay(self) -> None:
        for number in range(len(self.turns)):
            self.lay_turn(number)
        self.lay_tasks()
        self.model.minimize(sum(self.terms))

    def begin_from(self, routes: Routes) -> None:
        """Tells where to look first."""
        hint, done = self.model.add_hint, set()
        nodes = {id(halt): node for node, halt in enumerate(self.halts)}
        for number, turn in enumerate(self.turns):
            order = [nodes[id(halt)] for _, halt in routes[turn]]
            legs = set(zip([-1, *order], [*order, -1], strict=True)) if order else set()
            hint(self.idle[number], not order)
            self.hint_ends(number, routes[turn])
            for leg, used in self.arcs[number].items():
                hint(used, leg in legs)
            for node, (start, halt) in zip(order, routes[turn], strict=True):
                done.add(halt.task_id)
                if not halt.seat:
                    hint(self.start[node], start)
            for turned, node in self.present:
                if turned == number:
                    hint(self.present[turned, node], node in order)
        for name, served in self.served.items():
            hint(served, name in done)

    def hint_ends(self, number: int, stops: list[tuple[int, Halt]]) -> None:
        turn = self.turns[number]
        begins, finishes = turn.start, turn.start
        if stops:
            (start, first), (end, last) = stops[0], stops[-1]
            begins = start - self.leg(turn.origin, first.place)
            finishes = end + last.duration + self.leg(last.place, turn.destination)
        self.model.add_hint(self.begins[number], begins)
        self.model.add_hint(self.finishes[number], finishes)

    def routes(self, seconds: float, seed: int) -> tuple[Routes, bool] | None:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = WORKERS
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        routes: Routes = {turn: [] for turn in self.turns}
        for number, turn in enumerate(self.turns):
            follows = {node: after for (node, after), used in self.arcs[number].items() if solver.value(used)}
            node = follows.get(-1, -1)
            while node >= 0:
                routes[turn].append((solver.value(self.start[node]), self.halts[node]))
                node = follows[node]
        return routes, status == cp_model.OPTIMAL


def solve(question: Question, seconds: float, seed: int) -> Document | None:
    ends_at = monotonic() + seconds
    first = guess(question, seconds * HEAD_START)
    model = Model(question)
    model.lay()
    if first is not None:
        model.begin_from(first)
    found = model.routes(ends_at - monotonic(), seed)
    if found is None:
        return None if first is None else answer(question, first, is_proven=False)
    return answer(question, found[0], is_proven=found[1])


def guess(question: Question, seconds: float) -> Routes | None:
    """What routing finds at once, if it serves all that must be."""
    try:
        routes = with_routing.Model(question).routes(seconds)
    except CannotSay:
        return None
    if routes is None:
        return None
    served = {halt.task_id for stops in routes.values() for _, halt in stops}
    due = {halt.task_id for halt in question.halts if halt.task.get("penalty") is None}
    return routes if due <= served else None


if __name__ == "__main__":
    play(solve)
