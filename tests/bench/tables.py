"""What `make bench` prints: a table for each group, and at the end what was promised and whether it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.contest import Entry
from tests.bench.groups import Group, Row, Verdict, percent

NOTHING = "-"


def heading(group: Group, seconds: float) -> list[str]:
    names = "".join(f"{rival.name:>11}" for rival in group.rivals)
    best = f"{group.longer:g} s" if group.longer else NOTHING
    title = f"{group.name}: {seconds:g} s each; costs, and by how much each is above the best known"
    columns = f"{'problem':<28}{'best known':>12}{'ours':>11}{'to bound':>11}{'first':>8}{names}{best:>11}"
    return ["", title, columns, NOTHING * len(columns)]


def line(row: Row) -> list[str]:
    """One problem, and below it what kept a contender from an answer."""
    best, ours = row.best_known, row.ours
    above = [signed(entry, best) for entry in (ours, *row.rivals.values())]
    longer = signed(row.longer, best) if row.longer else NOTHING
    bound = NOTHING if row.above_bound is None else "proven" if ours.is_proven else percent(row.above_bound)
    first = NOTHING if ours.first_seconds is None else f"{ours.first_seconds:.2f} s"
    cost = NOTHING if best is None else f"{best:,.2f}"
    cells = f"{row.name:<28}{cost:>12}{above[0]:>11}{bound:>11}{first:>8}"
    cells += "".join(f"{one:>11}" for one in above[1:]) + f"{longer:>11}"
    entries = {"ours": ours, **row.rivals, "longer": row.longer}
    return [cells, *(f"    {name}: {entry.note}" for name, entry in entries.items() if entry and entry.note)]


def signed(entry: Entry, best: float | None) -> str:
    if entry.cost is None or best is None:
        return NOTHING
    difference = (entry.cost - best) / max(1e-9, abs(best))
    return "best" if difference < 1e-9 else f"+{percent(difference)}"


def summary(kept: Iterable[tuple[str, Verdict]]) -> list[str]:
    rows = [("met" if verdict.is_met else "missed", words, verdict.figure) for words, verdict in kept]
    if not rows:
        return []
    return ["", "What was promised", *(f"{state:<8}{words:<72}{figure}" for state, words, figure in rows)]


def verdicts(group: Group, rows: Sequence[Row]) -> list[tuple[str, Verdict]]:
    return [(promise.words, promise.judge(rows)) for promise in group.promises]
