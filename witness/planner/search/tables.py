"""The tables that the search reads and writes: their columns and what they hold.

A node is one attendance: a visit has one or two, a ride has a pick-up and a drop-off. After the nodes come the two
ends of each shift's route. Times are whole units as in the problem, costs are per unit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.uint8]

NEVER = 1 << 50
UNSET = -(1 << 50)

# Columns of Ground.node. WINDOWS..WINDOWS_END, OUT..OUT_END and IN..IN_END are ranges of rows in other tables.
PLACE, LENGTH, TASK, WINDOWS, WINDOWS_END, DUE, OUT, OUT_END, IN, IN_END, SEATS, BASE, FIRST, LAST, FREE = range(15)
# Columns of Ground.task.
NODE, NODES, IS_RIDE, CLIENT, OFFICERS, GROUP, PARTNER, APART, APART_END, TIGHT, MAX_RIDE = range(11)
# Columns of Ground.shift.
OFFICER, CAPACITY, KIND = range(3)
# Places in Ground.weight.
TRAVEL, WAIT, DURATION, ROUTE_USED, LATE_WORST, CONTINUITY, CHANGE_START, BALANCE, TRIED = range(9)
# TRIED is not a weight: 1 when only a trial tells what a place costs or whether it is possible at all.
# Columns of State.way.
PRED, SUCC, ROUTE, EARLY, LATEST, ABOARD = range(6)
# Columns of State.run, of State.client, and places in State.figure.
COUNT, LOAD = range(2)
DISTINCT, SINGLES, DOUBLES = range(3)
LATEST_OF_ALL = 0
# Places in Desk.note.
TRAILED, MISSING, RELEASED, STAMP, KEPT, KEPT_ROUTES, OPTIONS = range(7)
# Places in Desk.found.
IN_ROUTE, AFTER, AFTER_TOO, IN_ROUTE_TOO, FORMER, FORMER_ROUTE = range(6)


class Ground(NamedTuple):
    """The problem as tables; nothing in it changes during a search."""

    node: Ints  # [nodes + 2 * routes, 15]
    windows: Ints  # [windows, 2]: opens, closes
    outs: Ints  # [arcs, 2]: a later node and by how much it has to start later than this one (maybe negative)
    ins: Ints  # [arcs, 2]: the same arcs by the node they end at
    coupled: Ints  # nodes and route ends with an arc
    price: Floats  # [nodes + 2 * routes]: what a unit after DUE costs
    travel: Ints  # [places + 1, places + 1]; the last is nowhere
    shift: Ints  # [routes, 3]
    task: Ints  # [tasks, 11]
    doors: Ints  # routes each node may be in
    door: Ints  # [nodes + 1]: where each node's part of `doors` begins
    liking: Floats  # [tasks, officers]: what it costs that this officer attends
    left_out: Floats  # [tasks]
    apart: Ints  # tasks that need other officers
    member: Ints  # tasks by group: served together or not at all
    group: Ints  # [groups + 1]: where each group's part of `member` begins
    near: Ints  # [tasks, some]: the nearest other tasks in place and time
    weight: Floats


class State(NamedTuple):
    """One plan in the making."""

    way: Ints  # [nodes + 2 * routes, 6]
    run: Ints  # [routes, 2]
    service: Ints  # [officers]: units of service
    meets: Ints  # [clients, officers]: attendances
    client: Ints  # [clients, 3]
    spent: Floats  # [routes]: what waiting and duration cost
    figure: Floats


class Desk(NamedTuple):
    """Scratch paper of one thread."""

    trail: Ints  # [some, 3]: node, earliest start before, earliest start after
    stack: Ints
    note: Ints
    found: Ints
    seen: Ints  # [kinds of routes]: marked when an empty one has been tried
    mark: Ints  # [routes]
    missing: Ints  # [tasks]
    taken: Ints  # [tasks]: stamped when taken out
    key: Floats  # [tasks]
    failed: Ints  # [tasks]: how often no place was found
    options: Ints  # [some, 2]: route, after which node
    option_cost: Floats
    random: NDArray[np.uint64]
    score: Floats  # of the ways to take a plan apart
    kept: NDArray[np.int32]  # routes met: shift, length, then node and start of each
    known: NDArray[np.uint64]  # fingerprints of routes met
