"""Runs a plan that was asked for: facts, problem, planner, and a draft that waits for a person. For the worker only."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from witness.actions.week_answer import Reason, read_answer
from witness.actions.week_facts import facts_for
from witness.actions.week_problem import Names, hash_of, names_as_plain, to_problem
from witness.clock import Clock
from witness.domain.errors import Refused
from witness.domain.week import WeekFacts
from witness.domain.week_drafts import draft_as_plain
from witness.domain.week_plain import facts_as_plain
from witness.domain.week_requests import PlanRequest, Progress
from witness.domain.working_days import WorkingCalendar
from witness.intake.road_service import RoadService
from witness.log import log, where_it_broke
from witness.planner.check import Fault, check
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.planner.writing import problem_to_json
from witness.store import Store

# How long a request is a worker's own after it was last heard of, and how often it is heard of.
LEASE = timedelta(seconds=90)
KEEP_EVERY_SECONDS = 20.0
# How often the page is told how far the planner has got.
TELL_EVERY_SECONDS = 1.0
BROKE = "Something went wrong while planning. It is in the log."


class Answer(Protocol):
    """What the planner answers with."""

    @property
    def plan(self) -> Plan:
        """The best plan that was found."""

    @property
    def cost(self) -> float:
        """What it costs."""

    @property
    def bound(self) -> float | None:
        """What no plan can cost less than."""

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""

    @property
    def reasons(self) -> Sequence[Reason]:
        """Why tasks found no place."""


class Planner(Protocol):
    """Answers a problem within some seconds."""

    def __call__(
        self,
        problem: Problem,
        *,
        seconds: float,
        seed: int,
        stop: Callable[[], bool],
        on_better: Callable[[Plan, float], None],
    ) -> Answer:
        """Give the best plan found. stop: asked often; on_better: told of each better plan and its cost."""


@dataclass(slots=True)
class _Teller:
    """Tells the page how far a plan has got, keeps the request ours, and notices when it is not any more."""

    store: Store
    clock: Clock
    request: PlanRequest
    worker: str
    may_go_on: Callable[[], bool]
    facts: WeekFacts
    names: Names
    progress: Progress = field(default=Progress())
    told_at: float = 0.0
    is_lost: bool = False
    # A search of several threads may tell from each of them.
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def better(self, plan: Plan, cost: float) -> None:
        """Take note of a better plan, and tell the page when it has not been told for a while."""
        with self._one_at_a_time:
            self._better(plan, cost)

    def is_over(self) -> bool:
        """Whether the planner should stop: somebody else has the request, or this worker is to end."""
        return self.is_lost or not self.may_go_on()

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Keep the request ours for as long as the planner takes: what it needs is compiled once, which is slow."""
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(done,), name="keep a plan", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()

    def _keep(self, done: threading.Event) -> None:
        while not done.wait(KEEP_EVERY_SECONDS):
            with self._one_at_a_time:
                self._tell()

    def _better(self, plan: Plan, cost: float) -> None:
        if self.progress.best_cost is not None and cost >= self.progress.best_cost:
            return
        is_first = self.progress.first_cost is None
        first = cost if self.progress.first_cost is None else self.progress.first_cost
        self.progress = replace(self.progress, first_cost=first, best_cost=cost)
        now = self.clock.elapsed()
        if not self.told_at or now - self.told_at >= TELL_EVERY_SECONDS:
            self.told_at = now
            self._tell()
        if is_first and not self.is_lost:
            self._show(plan)

    def _show(self, plan: Plan) -> None:
        """Show the first plan at once, while better ones are looked for; nobody can accept it yet."""
        shown = draft_as_plain(read_answer(self.facts, self.names, plan, ()))
        with self.store.changing() as desk:
            desk.weeks.show(self.request.request_id, self.worker, {"facts": facts_as_plain(self.facts)}, shown)

    def _tell(self) -> None:
        until = self.clock.now() + LEASE
        with self.store.changing() as desk:
            held = desk.weeks.progress(self.request.request_id, self.worker, self.progress, until)
        self.is_lost = not held


def run_next(
    store: Store,
    planner: Planner | None,
    roads: RoadService | None,
    *,
    worker: str,
    calendar: WorkingCalendar,
    clock: Clock,
    may_go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Make the plan that waits longest; gives 1, or 0 when none waits or this worker makes none.

    No transaction is open while it thinks.
    """
    if planner is None:
        return 0
    now = clock.now()
    with store.changing() as desk:
        request = desk.weeks.claim(worker, now, now + LEASE)
    if request is None:
        return 0
    try:
        _run(store, planner, roads, request, worker=worker, calendar=calendar, clock=clock, may_go_on=may_go_on)
    except Refused as refused:
        _fail(store, request, worker, str(refused), clock)
    except Exception as broken:  # whoever asked must hear of it, and the next plan must be made all the same
        log().error("plan.broke", request=request.request_id, error=type(broken).__name__, at=where_it_broke(broken))
        _fail(store, request, worker, BROKE, clock)
    return 1


def _run(
    store: Store,
    planner: Planner,
    roads: RoadService | None,
    request: PlanRequest,
    *,
    worker: str,
    calendar: WorkingCalendar,
    clock: Clock,
    may_go_on: Callable[[], bool],
) -> None:
    facts = facts_for(store, request, roads, calendar=calendar, now=clock.now())
    problem, names = to_problem(facts)
    teller = _Teller(store, clock, request, worker, may_go_on, facts, names)
    with teller.keeping():
        answer = planner(
            problem, seconds=request.seconds, seed=request.seed, stop=teller.is_over, on_better=teller.better
        )
    _insist_on_rules(problem, answer.plan)
    progress = replace(
        teller.progress,
        first_cost=answer.cost if teller.progress.first_cost is None else teller.progress.first_cost,
        best_cost=answer.cost,
        bound=answer.bound,
        is_proven=answer.is_proven,
    )
    plan = draft_as_plain(read_answer(facts, names, answer.plan, answer.reasons))
    with store.changing() as desk:
        kept = desk.weeks.finish(
            request.request_id,
            worker,
            progress=progress,
            problem_hash=hash_of(problem),
            asked={"problem": problem_to_json(problem), **names_as_plain(names), "facts": facts_as_plain(facts)},
            plan=plan,
            now=clock.now(),
        )
    log().info("plan.made", request=request.request_id, kept=kept, tasks=len(facts.tasks), cost=round(answer.cost))


def _insist_on_rules(problem: Problem, plan: Plan) -> None:
    """Hold a plan against every hard rule once more, by rules that know nothing of the search.

    Something promised that found no place is no breach: the draft says so, with the reason.

    Raises:
        Refused: it breaks one.
    """
    broken = [one for one in check(problem, plan).violations if one.fault is not Fault.UNSERVED]
    if broken:
        log().error("plan.unlawful", faults=sorted({one.fault.value for one in broken}))
        raise Refused("The planner's answer broke a rule, so it is not shown. It is in the log.")


def _fail(store: Store, request: PlanRequest, worker: str, because: str, clock: Clock) -> None:
    with store.changing() as desk:
        desk.weeks.fail(request.request_id, worker, because, clock.now())
