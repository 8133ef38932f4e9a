"""The question: who visits whom, when, and who drives whom (`visit-problem/1`).

Times, durations and travel are whole units, `units_per_minute` to a minute, on one axis for the whole horizon: 0 is
midnight before the first day. Windows are for the start of a service. What is absent in the file is absent here: None
or an empty tuple.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """When an officer works: leaves `origin` no earlier than `start` and reaches `destination` by `end`.

    origin, destination: a location, or None where the route begins at its first or ends at its last stop.
    max_duration: the longest time between both. max_overtime: how far the return may pass `end`.
    """

    start: int
    end: int
    origin: str | None = None
    destination: str | None = None
    max_duration: int | None = None
    max_overtime: int = 0


@dataclass(frozen=True, slots=True)
class Officer:
    """Who may attend. capacity: seats, None without limit. Each shift carries at most one route."""

    officer_id: str
    skills: frozenset[str]
    capacity: int | None
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may do a task, and what it costs whom.

    penalty: None when the task is mandatory, otherwise what it costs to leave it out. allowed: None for everybody.
    preference: by officer, a cost for each attendance, maybe negative. client: for whom continuity is counted.
    """

    skills: frozenset[str] = frozenset()
    penalty: float | None = None
    allowed: frozenset[str] | None = None
    forbidden: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    preference: Mapping[str, float] = field(default_factory=dict)
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One service at one place: it starts within one of the windows, which are sorted and disjoint."""

    location: str
    duration: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised and must be kept. officers: None when anybody may; start: None at any time."""

    officers: frozenset[str] | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit by one officer, or by two who start at the same moment.

    lead_skills: at least one who attends has all of them. is_soft: the end of the last window may pass, at a cost.
    load: seats taken for the whole route.
    """

    task_id: str
    step: Step
    terms: Terms
    officers: int = 1
    lead_skills: frozenset[str] = frozenset()
    is_soft: bool = False
    load: int = 0
    fixed: Promise = Promise()


@dataclass(frozen=True, slots=True)
class Ride:
    """A ride: pick-up and drop-off by one officer in one shift. max_ride: end of the one to start of the other."""

    task_id: str
    pickup: Step
    dropoff: Step
    terms: Terms
    max_ride: int | None = None
    load: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two visits whose starts hang together: min_gap <= start(second) - start(first) <= max_gap, if both are served.

    together: one without the other is not allowed. None: no bound.
    """

    first: str
    second: str
    min_gap: int | None = None
    max_gap: int | None = None
    different_officers: bool = False
    together: bool = True


@dataclass(frozen=True, slots=True)
class Assignment:
    """What the plan was before: who, and when the visit or the pick-up starts (None: does not matter)."""

    task_id: str
    officers: tuple[str, ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each measure costs, per minute or per count; the sum is the cost of a plan."""

    travel: float = 0.0
    wait: float = 0.0
    duration: float = 0.0
    route: float = 0.0
    late: float = 0.0
    late_max: float = 0.0
    overtime: float = 0.0
    unserved: float = 0.0
    preference: float = 0.0
    non_preferred: float = 0.0
    continuity: float = 0.0
    change_officer: float = 0.0
    change_start: float = 0.0
    balance: float = 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """The whole question. travel[a][b]: from a to b by the order of `locations`; need not be symmetric."""

    name: str
    units_per_minute: int
    locations: tuple[str, ...]
    travel: tuple[tuple[int, ...], ...]
    officers: tuple[Officer, ...]
    visits: tuple[Visit, ...] = ()
    rides: tuple[Ride, ...] = ()
    pairs: tuple[Pair, ...] = ()
    baseline: tuple[Assignment, ...] = ()
    weights: Weights = Weights()
