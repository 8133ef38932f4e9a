"""The turns of each day as the tables that the growing of routes reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from witness.planner.pool.partials import Hours, Table
from witness.planner.pool.turns import Field, Kind, Turn
from witness.planner.problem import Ride, Visit

Numbers = np.ndarray

WHOLE = (
    "location", "duration", "low", "high", "soft_end", "wished", "ride", "longest", "seats", "load", "drop", "alike",
)  # fmt: skip
"""What a table holds in whole numbers, in the order of `numbers_of`."""


@dataclass(frozen=True, slots=True)
class Daily:
    """One day: its table, its hours, and the number of each row among all turns."""

    at: Numbers
    table: Table
    hours: Hours


def own_turns(field: Field, turns: Sequence[Turn]) -> list[list[int]]:
    """The numbers of the turns of each day."""
    found: list[list[int]] = [[] for _ in field.days]
    for at, turn in enumerate(turns):
        found[turn.day].append(at)
    return found


def daily(field: Field, turns: Sequence[Turn], day: int, own: Sequence[int]) -> Daily:
    """One day from the numbers of its turns. A drop-off without a turn for its pick-up is left out."""
    collected = {turns[at].task for at in own if turns[at].kind is Kind.PICKUP}
    kept = [at for at in own if turns[at].kind is not Kind.DROPOFF or turns[at].task in collected]
    return Daily(np.array(kept, np.int64), table_of(field, [turns[at] for at in kept]), hours_of(field, day))


def table_of(field: Field, mine: Sequence[Turn]) -> Table:
    """The table of a day's turns."""
    weights, upm = field.problem.weights, field.problem.units_per_minute
    numbers = [numbers_of(field, mine, turn) for turn in mine]
    whole = dict(zip(WHOLE, np.array(numbers, np.int64).reshape(-1, len(WHOLE)).T.copy(), strict=True))
    share = np.array([turn.share for turn in mine], float)
    bits, block, need = bits_of(field, mine)
    return Table(
        **whole,
        cost=np.array([turn.cost for turn in mine], float),
        moved=share * weights.change_start / upm,
        late=share * weights.late / upm,
        bits=bits,
        block=block,
        need=need,
        fee=np.zeros(0),
        fee_from=np.zeros(0, np.int64),
        fee_bits=np.zeros((0, bits.shape[1]), np.uint64),
        fee_first=np.zeros(len(mine) + 1, np.int64),
        fee_of=np.zeros(0, np.int64),
    )


def numbers_of(field: Field, mine: Sequence[Turn], turn: Turn) -> tuple[int, ...]:
    """What a table holds of one turn in whole numbers, in its order."""
    task = field.tasks[turn.task]
    ride, longest, seats, load, drop = -1, -1, 0, 0, -1
    if isinstance(task, Visit):
        load = task.load
    if isinstance(task, Ride):
        ride = turn.task if turn.kind is Kind.PICKUP else -2 - turn.task
        longest = -1 if task.max_ride is None else task.max_ride
        seats = task.load if turn.kind is Kind.PICKUP else -task.load
    if turn.kind is Kind.PICKUP:
        partner = (at for at, other in enumerate(mine) if other.task == turn.task and other.kind is Kind.DROPOFF)
        drop = next(partner, -1)
    alike = 2 * turn.task + (turn.kind is Kind.DROPOFF)
    wished, soft_end = max(turn.wished, -1), turn.soft_end
    return (
        turn.location, turn.duration, turn.earliest, turn.latest, soft_end, wished, ride, longest, seats, load, drop,
        alike,
    )  # fmt: skip


def bits_of(field: Field, mine: Sequence[Turn]) -> tuple[Numbers, Numbers, Numbers]:
    """Own, excluding and needed bits of each turn. Windows of one step share a bit, moments do not."""
    bit_of: dict[tuple[int, Kind, int], int] = {}
    for turn in mine:
        bit_of.setdefault((turn.task, turn.kind, turn.moment), len(bit_of))
    apart = kept_apart(field)
    words = max(1, -(-len(bit_of) // 64))
    bits, block, need = (np.zeros((len(mine), words), np.uint64) for _ in range(3))
    for row, turn in enumerate(mine):
        set_bit(bits[row], bit_of[turn.task, turn.kind, turn.moment])
        for (task, kind, _), bit in bit_of.items():
            if (task == turn.task and kind is turn.kind) or task in apart.get(turn.task, ()):
                set_bit(block[row], bit)
            if task == turn.task and turn.kind is Kind.DROPOFF and kind is Kind.PICKUP:
                set_bit(need[row], bit)
    return bits, block, need


def kept_apart(field: Field) -> dict[int, frozenset[int]]:
    """The visits that one officer may not attend both of."""
    found: dict[int, frozenset[int]] = {}
    for pair in field.problem.pairs:
        if not pair.different_officers:
            continue
        first, second = field.number[pair.first], field.number[pair.second]
        found[first] = found.get(first, frozenset()) | {second}
        found[second] = found.get(second, frozenset()) | {first}
    return found


def set_bit(row: Numbers, bit: int) -> None:
    row[bit // 64] |= np.uint64(1 << bit % 64)


def hours_of(field: Field, day: int) -> Hours:
    """The hours of a day and what they cost."""
    shift, officer = field.shift_of(day), field.officer_of(day)
    weights, upm = field.problem.weights, field.problem.units_per_minute
    return Hours(
        origin=-1 if shift.origin is None else field.place[shift.origin],
        destination=-1 if shift.destination is None else field.place[shift.destination],
        begin=shift.start,
        end=shift.end,
        over_end=shift.end + shift.max_overtime,
        longest=-1 if shift.max_duration is None else shift.max_duration,
        seats=-1 if officer.capacity is None else officer.capacity,
        leg=float(weights.travel + weights.duration) / upm,
        wait=float(weights.wait + weights.duration) / upm,
        over=float(weights.overtime) / upm,
        service=float(weights.duration) / upm,
        route=float(weights.route),
    )
