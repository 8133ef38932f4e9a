"""Whether a table of factors adds up, and what of each row does not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from witness.domain.factor_table import FACTORS, Code, Counted, Factor, FactorTable

MOST_POINTS = 100
MOST_OF_A_LIMIT = 400
LONGEST_WORDS, LONGEST_CLEARS, LONGEST_WHY = 60, 120, 200
# Nearer to the day is graver, and so is a shorter silence close to it: these fall from step to step.
FALLING = frozenset({Counted.BEFORE, Counted.SILENT})
HARD = frozenset(row.code for row in FACTORS if row.hard)
PROTECTIVE = frozenset(row.code for row in FACTORS if max(row.points) < 0)
_FIRST: dict[Code, Factor] = {row.code: row for row in FACTORS}


@dataclass(frozen=True, slots=True)
class FactorFault:
    """What is wrong with a row. code: "" for the table as a whole."""

    code: str
    words: str


def faults_in_table(table: FactorTable) -> tuple[FactorFault, ...]:
    """Give everything for which a table is refused, row by row; () when it adds up."""
    return (*_of_the_whole(table), *(FactorFault(row.code.value, words) for row in table.factors for words in _of(row)))


def _of_the_whole(table: FactorTable) -> Iterator[FactorFault]:
    counts = Counter(row.code for row in table.factors)
    for code in Code:
        if not counts[code]:
            yield FactorFault(code.value, "This row is missing.")
        elif counts[code] > 1:
            yield FactorFault(code.value, "This row stands twice.")
    if not 0 < table.watch_from < table.act_from:
        yield FactorFault(
            "", f"The bands cross: watch begins at {table.watch_from} and act at {table.act_from}. 0 < watch < act."
        )
    elif table.act_from > _most(table):
        yield FactorFault("", f"Act begins at {table.act_from}, and all factors together give {_most(table)} points.")
    if not table.why.strip():
        yield FactorFault("", "Say why the table changes.")
    elif len(table.why) > LONGEST_WHY:
        yield FactorFault("", f"Use {LONGEST_WHY} characters or fewer to say why.")


def _of(row: Factor) -> Iterator[str]:
    yield from _points(row)
    yield from _limits(row)
    if not row.words.strip() or len(row.words) > LONGEST_WORDS:
        yield f"It needs a name of at most {LONGEST_WORDS} characters."
    if not row.clears_when.strip() or len(row.clears_when) > LONGEST_CLEARS:
        yield f"It needs to say what clears it, in at most {LONGEST_CLEARS} characters."
    if row.hard is not (row.code in HARD):
        yield "Whether it asks for action the same day is not for the table to change."


def _points(row: Factor) -> Iterator[str]:
    steps = len(_FIRST[row.code].points)
    if len(row.points) != steps:
        yield f"It has {steps} {'step' if steps == 1 else 'steps'} and {len(row.points)} given."
        return
    if row.code in HARD and any(row.points):
        yield "It asks for action whatever the sum, so it has no points of its own."
    elif row.code in PROTECTIVE and max(row.points) > 0:
        yield "What protects cannot add points."
    elif row.code not in PROTECTIVE and min(row.points) < 0:
        yield "A risk cannot take points away."
    if any(abs(points) > MOST_POINTS for points in row.points):
        yield f"A step has at most {MOST_POINTS} points."
    if list(row.points) != sorted(set(row.points)):
        yield "The points must rise from step to step."


def _limits(row: Factor) -> Iterator[str]:
    first = _FIRST[row.code]
    if len(row.limits) != len(first.limits):
        yield f"It needs {len(first.limits)} {'limit' if len(first.limits) == 1 else 'limits'}."
        return
    if any(not 0 < limit <= MOST_OF_A_LIMIT for limit in row.limits):
        yield f"A limit is a whole number from 1 to {MOST_OF_A_LIMIT}."
    falls = first.counted in FALLING
    if list(row.limits) != sorted(set(row.limits), reverse=falls):
        yield f"The limits must {'fall' if falls else 'rise'} from step to step."


def _most(table: FactorTable) -> int:
    return sum(max(0, *row.points, 0) for row in table.factors)
