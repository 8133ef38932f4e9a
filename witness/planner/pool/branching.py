"""Proves by cases: who meets which client, then who does which visit, is settled both ways until nothing is left open.

Where the cheapest mixture of parts of routes lets two officers each half look after a client, no plan can: either this
officer meets the client or not. Each case has a bound of its own, mostly a higher one, and the lowest bound of all
cases holds for the problem.
"""

import heapq
import time
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from math import inf

import numpy as np

from witness.planner.pool.choice import Chosen
from witness.planner.pool.columns import Columns, Numbers
from witness.planner.pool.cuts import Cut, Mixture, Seeker
from witness.planner.pool.highs import Unsolved
from witness.planner.pool.master import Master
from witness.planner.pool.prices import EASE, Priced, Pricer, Prices, near, price
from witness.planner.pool.rows import Rows
from witness.planner.pool.turns import Field, Kind, Turn, people

OPEN = 0.02
"""A share nearer to none or to all than this counts as settled."""

TRIED = 1
"""Questions without a record that are tried both ways before one is settled; more at the first."""
TRIED_FIRST = 6

LIKELY = 12
"""Questions that are considered in a case."""

FEW_ENOUGH = 2_000
"""Routes among which the rest of a case is chosen whole."""

CLOSE_ENOUGH = 0.003
"""The part of the bound within which that is tried."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a plan either does or does not. If not, `without` is barred; if so, `instead` is, or it is paid.

    turns: whose shares add up to how much it does (a face: any of them). variable: that says so (-1: none).
    """

    turns: Numbers
    without: Numbers
    instead: Numbers
    variable: int


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """Questions settled so far (number, answer), and a bound for all plans that answer them so."""

    bound: float
    serial: int
    settled: tuple[tuple[int, bool], ...] = dataclass_field(compare=False)


@dataclass(slots=True)
class Records:
    """By how much settling each question brought the bound up, by answer: the sum, and how often."""

    total: dict[tuple[int, bool], float] = dataclass_field(default_factory=dict)
    count: dict[tuple[int, bool], int] = dataclass_field(default_factory=dict)

    def note(self, question: int, answer: bool, gain: float) -> None:
        key = (question, answer)
        self.total[key] = self.total.get(key, 0.0) + max(gain, 0.0)
        self.count[key] = self.count.get(key, 0) + 1

    def has(self, question: int) -> bool:
        return (question, True) in self.count and (question, False) in self.count

    def score(self, question: int) -> float:
        """High where either answer brings the bound up."""
        both = [self.total[question, answer] / self.count[question, answer] for answer in (False, True)]
        return max(both[0], 0.1) * max(both[1], 0.1)


def faces_asked(rows: Rows, count: int) -> list[Question]:
    """Whether a client meets an officer."""
    found = []
    for face in rows.faces:
        own = np.zeros(count, bool)
        own[list(face.turns)] = True
        found.append(Question(own, own, np.zeros(count, bool), face.variable))
    return found


def attendances_asked(field: Field, turns: Sequence[Turn]) -> list[Question]:
    """Whether an officer does a visit or a ride."""
    task_of = np.array([turn.task for turn in turns], np.int64)
    officer_of = np.array([field.days[turn.day].officer for turn in turns], np.int64)
    is_first = np.array([turn.kind is not Kind.DROPOFF for turn in turns], bool)
    found = []
    for at, task in enumerate(field.tasks):
        for officer in np.unique(officer_of[task_of == at]):
            own = (task_of == at) & (officer_of == officer)
            others = (task_of == at) & (officer_of != officer)
            none = np.zeros(len(turns), bool)
            found.append(Question(own & is_first, own, others if people(task) == 1 else none, -1))
    return [question for question in found if question.instead.any()]


@dataclass(slots=True)
class Tree:
    """Looks at cases, the one with the lowest bound first.

    choose: the best whole choice among routes within such rows (it takes note of a better plan). worth: what the best
    plan so far is worth. grain: costs of plans differ by a multiple of it (0: by anything). limit: of partial routes.
    """

    field: Field
    pricer: Pricer
    master: Master
    seeker: Seeker
    questions: list[Question]
    choose: Callable[[Columns, Rows, Sequence[Cut]], Chosen]
    worth: Callable[[], float]
    grain: float
    until: float
    stop: Callable[[], bool]
    limit: int
    records: Records = dataclass_field(default_factory=Records)
    open: list[Case] = dataclass_field(default_factory=list)
    closed: float = inf
    looked_at: int = 0

    def lowest(self, bound: float) -> float:
        """No plan costs less. bound: what is known before."""
        self.open.append(Case(bound, 0, ()))
        serial = 1
        while self.open and not self.is_over():
            if self.open[0].bound >= self.enough():
                break
            case = heapq.heappop(self.open)
            self.looked_at += 1
            try:
                children = self.look(case)
            except Unsolved:
                self.closed = min(self.closed, case.bound)
                continue
            for child in children:
                heapq.heappush(self.open, replace(child, serial=serial))
                serial += 1
        return min([self.closed, *(case.bound for case in self.open)])

    def is_over(self) -> bool:
        return self.stop() or time.monotonic() > self.until

    def enough(self) -> float:
        """A bound from which on nothing better is left."""
        worth = self.worth()
        return worth - max(self.grain - 10 * EASE, EASE * max(1.0, abs(worth)))

    def look(self, case: Case) -> list[Case]:
        """The cases that a case falls into; none: it is closed, or the time is over and it is open as it was."""
        self.enter(case.settled)
        priced = self.priced()
        bound = max(case.bound, priced.best.bound)
        if case.settled:
            self.records.note(*case.settled[-1], priced.answer.value - case.bound)
        if bound < self.enough() and priced.is_closed and not self.is_over():
            broken = self.seeker.broken(self.master.mixture(priced.answer), {cut.name for cut in self.master.cuts})
            if broken:
                self.master.cut(broken)
                priced = self.priced()
                bound = max(bound, priced.best.bound)
        if self.is_over() or not priced.is_closed:
            return [replace(case, bound=bound)]
        if bound >= self.enough():
            return self.close(bound)
        chosen = self.finished(bound, priced.best)
        if chosen is not None:
            return self.close(max(bound, chosen))
        return self.fall(replace(case, bound=bound), priced)

    def close(self, bound: float) -> list[Case]:
        self.closed = min(self.closed, bound)
        return []

    def priced(self) -> Priced:
        return price(
            self.pricer, self.master, enough=self.enough(), until=self.until, limit=self.limit, stop=self.stop,
            is_rough=False,
        )  # fmt: skip

    def enter(self, settled: Iterable[tuple[int, bool]]) -> None:
        """Holds the master to the answers."""
        low, high = self.master.first.low.copy(), self.master.first.high.copy()
        barred = np.zeros(len(self.master.barred), bool)
        for number, answer in settled:
            question = self.questions[number]
            barred |= question.instead if answer else question.without
            if question.variable >= 0:
                low[question.variable] = high[question.variable] = float(answer)
        self.master.hold(low, high, barred)

    def finished(self, bound: float, prices: Prices) -> float | None:
        """A bound for all plans of the case after its best routes were chosen whole; None: they are too many."""
        gap = self.worth() - bound
        if gap > CLOSE_ENOUGH * max(1.0, abs(bound)):
            return None
        routes = near(self.pricer, prices, gap=gap, most=FEW_ENOUGH, stop=self.is_over)
        if routes is None:
            return None
        rows = replace(self.master.first, low=self.master.rows.low, high=self.master.rows.high)
        return min(self.choose(routes, rows, self.master.cuts).bound, bound + gap)

    def fall(self, case: Case, priced: Priced) -> list[Case]:
        """The two cases of the question that brings the bound up most; closed if there is none to ask."""
        mixture = self.master.mixture(priced.answer)
        number = self.asked(case, mixture, priced.answer.value)
        if number is None:
            self.choose(mixture.columns, self.master.first, ())
            return self.close(case.bound)
        return [replace(case, settled=(*case.settled, (number, answer))) for answer in (False, True)]

    def asked(self, case: Case, mixture: Mixture, value: float) -> int | None:
        """The number of the question to settle next."""
        likely = self.likely(mixture, {number for number, _ in case.settled})
        is_first = not case.settled
        tried = 0
        for number in likely:
            if self.records.has(number) or tried >= (TRIED_FIRST if is_first else TRIED):
                continue
            tried += 1
            for answer in (False, True):
                self.enter((*case.settled, (number, answer)))
                self.records.note(
                    number,
                    answer,
                    self.master.model.relaxed(max(0.05, min(1.0, self.until - time.monotonic()))).value - value,
                )
        known = [number for number in likely if self.records.has(number)]
        return max(known, key=self.records.score, default=None)

    def likely(self, mixture: Mixture, settled: Container[int]) -> list[int]:
        """The open questions that the mixture answers least clearly: first whom clients meet, then who does what."""
        shares = self.shares(mixture)
        for is_face in (True, False):
            unclear = [
                (abs(shares[at] - 0.5), at)
                for at, question in enumerate(self.questions)
                if OPEN < shares[at] < 1 - OPEN and (question.variable >= 0) == is_face and at not in settled
            ]
            if unclear:
                return [at for _, at in sorted(unclear)[:LIKELY]]
        return []

    def shares(self, mixture: Mixture) -> Numbers:
        """How much the mixture answers each question with yes."""
        by_turn = np.bincount(
            mixture.columns.turns,
            np.repeat(mixture.share, np.diff(mixture.columns.first)),
            minlength=len(self.master.barred),
        )
        return np.array(
            [
                mixture.variables[question.variable] if question.variable >= 0 else by_turn[question.turns].sum()
                for question in self.questions
            ]
        )
