"""The rules that bind routes to one another, as rows: what each turn adds to them, and variables beside routes.

A row is lower <= sum over routes of what their turns add + sum over further variables <= upper. Rows bind: each task
once or paid for; a route a day; two people at one moment; pairs; continuity of each client; balance between officers.
Every row holds for every plan that the format allows, so that what HiGHS finds with fewer rows is never too dear.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np

from witness.planner.pool.turns import Field, Kind, Moment, Turn, people, steps_of
from witness.planner.problem import Pair, Visit

Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class Face:
    """An officer whom a client may meet: the variable that says so, and the turns by which they do."""

    variable: int
    officer: int
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows and the variables beside routes.

    by_turn, of_turn, adds: which rows each turn adds to (compressed), and how much. day_row: the row of each day.
    lower, upper: of rows. cost, low, high, is_whole: of variables; entry_*: where they stand. fixed: a cost that every
    plan has.
    """

    by_turn: Numbers
    of_turn: Numbers
    adds: Numbers
    day_row: Numbers
    lower: Numbers
    upper: Numbers
    cost: Numbers
    low: Numbers
    high: Numbers
    is_whole: Numbers
    entry_row: Numbers
    entry_variable: Numbers
    entry_value: Numbers
    fixed: float
    faces: tuple[Face, ...] = ()


@dataclass(slots=True)
class Draft:
    """Rows while they are written."""

    turns: Sequence[Turn]
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    of_turn: list[tuple[int, int, float]] = field(default_factory=list)
    variables: list[tuple[float, float, float, bool]] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)

    def row(self, lower: float, upper: float) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def variable(self, cost: float, low: float = 0.0, high: float = 1.0, *, is_whole: bool = False) -> int:
        self.variables.append((cost, low, high, is_whole))
        return len(self.variables) - 1

    def add_turns(self, row: int, turns: Iterable[int], value: float = 1.0) -> None:
        self.of_turn += [(turn, row, value) for turn in turns]

    def add(self, row: int, variable: int, value: float) -> None:
        self.entries.append((row, variable, value))


@dataclass(frozen=True, slots=True)
class Book:
    """What the rules look up: who attends with which turn, left-out variables, and moments with their variables."""

    field: Field
    moments: Sequence[Moment]
    by_task: dict[int, list[int]]
    left_out: dict[int, int]
    at_moment: dict[int, int]

    def of_officer(self, turns: Sequence[Turn], at: int) -> dict[int, list[int]]:
        """The turns of a task by officer."""
        found: dict[int, list[int]] = {}
        for turn in self.by_task.get(at, []):
            found.setdefault(self.field.days[turns[turn].day].officer, []).append(turn)
        return found

    def moments_of(self, at: int) -> list[int]:
        return [number for number, moment in enumerate(self.moments) if moment.task == at]


def rows_of(field: Field, turns: Sequence[Turn], moments: Sequence[Moment], *, hard: float | None) -> Rows:
    """The rows of a problem. hard: what leaving out a mandatory task costs here; None when it is not allowed."""
    draft = Draft(turns)
    day_row = [draft.row(0, 1) for _ in field.days]
    attending: dict[int, list[int]] = {}
    for number, turn in enumerate(turns):
        if turn.kind is not Kind.DROPOFF:
            attending.setdefault(turn.task, []).append(number)
    book = Book(field, moments, attending, {}, {})
    for at in range(len(field.tasks)):
        serve_once(draft, book, at, hard)
    for at, task in enumerate(field.tasks):
        if people(task) > 1:
            different_people(draft, book, at)
    for pair in field.problem.pairs:
        tie_pair(draft, book, pair)
    if field.problem.weights.continuity > 0:
        keep_faces(draft, book)
    if field.problem.weights.balance > 0:
        balance(draft, book)
    return closed(draft, day_row, fixed_cost(field))


def serve_once(draft: Draft, book: Book, at: int, hard: float | None) -> None:
    """Each task is served once, at one moment if others depend on it, or left out at its price."""
    task = book.field.tasks[at]
    penalty = task.terms.penalty
    price = book.field.problem.weights.unserved * penalty if penalty is not None else (hard or 0.0)
    may_be_left = penalty is not None or hard is not None
    need = people(task)
    left_out = draft.variable(price, high=1.0 if may_be_left else 0.0, is_whole=need > 1)
    book.left_out[at] = left_out
    row = draft.row(need if need == 1 else 1, need if need == 1 else 1)
    draft.add(row, left_out, 1.0)
    own = book.moments_of(at)
    if not own:
        draft.add_turns(row, book.by_task.get(at, []))
        return
    for number in own:
        at_moment = draft.variable(0.0, is_whole=need > 1)
        book.at_moment[number] = at_moment
        draft.add(row, at_moment, 1.0)
        link = draft.row(0, 0)
        draft.add(link, at_moment, -float(need))
        draft.add_turns(link, [turn for turn in book.by_task.get(at, []) if draft.turns[turn].moment == number])


def different_people(draft: Draft, book: Book, at: int) -> None:
    """No officer is both people of a visit; of those who lead, one is there; promised people all are."""
    task = book.field.tasks[at]
    for turns in book.of_officer(draft.turns, at).values():
        for number in book.moments_of(at):
            row = draft.row(-inf, 0)
            draft.add_turns(row, [turn for turn in turns if draft.turns[turn].moment == number])
            draft.add(row, book.at_moment[number], -1.0)
    if not isinstance(task, Visit) or not task.lead_skills:
        return
    row = draft.row(1, inf)
    draft.add(row, book.left_out[at], 1.0)
    for officer, turns in book.of_officer(draft.turns, at).items():
        if task.lead_skills <= book.field.problem.officers[officer].skills:
            draft.add_turns(row, turns)


def tie_pair(draft: Draft, book: Book, pair: Pair) -> None:
    """Both or neither; moments that no gap allows exclude each other; different officers where that is asked."""
    first, second = book.field.number[pair.first], book.field.number[pair.second]
    if pair.together:
        row = draft.row(0, 0)
        draft.add(row, book.left_out[first], 1.0)
        draft.add(row, book.left_out[second], -1.0)
    for some in clashes(pair, book, first, second):
        row = draft.row(-inf, 1)
        for number in some:
            draft.add(row, book.at_moment[number], 1.0)
    if not pair.different_officers:
        return
    others = book.of_officer(draft.turns, second)
    for officer, turns in book.of_officer(draft.turns, first).items():
        if officer in others:
            row = draft.row(-inf, 1)
            draft.add_turns(row, turns)
            draft.add_turns(row, others[officer])


def clashes(pair: Pair, book: Book, first: int, second: int) -> set[frozenset[int]]:
    """Moments of a pair of which only one can be: the first visit not before, the second too early for that, or so on.

    Whatever is too early for one moment is so for all later ones: one row takes them together, which leaves less room
    than a row for each.
    """
    ours, theirs, moments = book.moments_of(first), book.moments_of(second), book.moments
    found: dict[tuple[bool, frozenset[int]], frozenset[int]] = {}
    for number in ours:
        mine = moments[number]
        early = frozenset(
            m for m in theirs if pair.min_gap is not None and moments[m].latest - mine.earliest < pair.min_gap
        )
        late = frozenset(
            m for m in theirs if pair.max_gap is not None and moments[m].earliest - mine.latest > pair.max_gap
        )
        after = frozenset(n for n in ours if moments[n].earliest >= mine.earliest)
        before = frozenset(n for n in ours if moments[n].earliest <= mine.earliest)
        for is_early, own, other in ((True, after, early), (False, before, late)):
            if other and len(own) > len(found.get((is_early, other), ())):
                found[is_early, other] = own
    return {own | other for (_, other), own in found.items()}


def keep_faces(draft: Draft, book: Book) -> None:
    """Each officer a client meets costs; as many as the largest of its served tasks needs are free."""
    weight = book.field.problem.weights.continuity
    clients: dict[str, list[int]] = {}
    for at, task in enumerate(book.field.tasks):
        if task.terms.client is not None:
            clients.setdefault(task.terms.client, []).append(at)
    for tasks in clients.values():
        if len(tasks) > 1:
            meet(draft, book, tasks, weight)


def meet(draft: Draft, book: Book, tasks: Sequence[int], weight: float) -> None:
    """The faces one client meets."""
    faces: dict[int, int] = {}
    met: dict[int, list[int]] = {}
    for at in tasks:
        for officer, turns in book.of_officer(draft.turns, at).items():
            if officer not in faces:
                faces[officer] = draft.variable(weight)
            row = draft.row(-inf, 0)
            draft.add_turns(row, turns)
            draft.add(row, faces[officer], -1.0)
            met.setdefault(officer, []).extend(turns)
    draft.faces += [Face(faces[officer], officer, tuple(turns)) for officer, turns in met.items()]
    for need in (1, 2):
        able = [at for at in tasks if people(book.field.tasks[at]) >= need]
        if not able:
            continue
        free = draft.variable(-weight)
        row = draft.row(-inf, len(able))
        draft.add(row, free, 1.0)
        for at in able:
            draft.add(row, book.left_out[at], 1.0)


def balance(draft: Draft, book: Book) -> None:
    """The busiest and the least busy officer, in units of service."""
    weight = book.field.problem.weights.balance / book.field.problem.units_per_minute
    most = float(sum(step.duration * people(task) for task in book.field.tasks for _, step in steps_of(task)))
    busiest, least = draft.variable(weight, high=most), draft.variable(-weight, high=most)
    own: dict[int, list[int]] = {officer: [] for officer in range(len(book.field.problem.officers))}
    for number, turn in enumerate(draft.turns):
        own[book.field.days[turn.day].officer].append(number)
    for serving in own.values():
        above, below = draft.row(-inf, 0), draft.row(0, inf)
        draft.add(above, busiest, -1.0)
        draft.add(below, least, -1.0)
        for at in serving:
            draft.add_turns(above, [at], draft.turns[at].duration)
            draft.add_turns(below, [at], draft.turns[at].duration)


def fixed_cost(field: Field) -> float:
    """What every plan costs as long as nobody of the baseline attends: whoever attends takes it off again."""
    return field.problem.weights.change_officer * sum(len(entry.officers) for entry in field.problem.baseline)


def closed(draft: Draft, day_row: Sequence[int], fixed: float) -> Rows:
    """The draft as arrays."""
    of_turn = sorted(draft.of_turn)
    counts = np.bincount([turn for turn, _, _ in of_turn], minlength=len(draft.turns))
    numbers = np.array(draft.variables, float).reshape(-1, 4)
    entries = np.array(draft.entries, float).reshape(-1, 3)
    return Rows(
        by_turn=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        of_turn=np.array([row for _, row, _ in of_turn], np.int64),
        adds=np.array([value for _, _, value in of_turn], float),
        day_row=np.array(day_row, np.int64),
        lower=np.array(draft.lower, float),
        upper=np.array(draft.upper, float),
        cost=numbers[:, 0],
        low=numbers[:, 1],
        high=numbers[:, 2],
        is_whole=numbers[:, 3] > 0,
        entry_row=entries[:, 0].astype(np.int64),
        entry_variable=entries[:, 1].astype(np.int64),
        entry_value=entries[:, 2],
        fixed=fixed,
        faces=tuple(draft.faces),
    )
