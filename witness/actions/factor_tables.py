"""Lets a further version of the table of concern stand, on the record. None is ever edited."""

from dataclasses import replace
from datetime import timedelta

from witness.domain.access import Asking, Role
from witness.domain.errors import NotFound, Refused
from witness.domain.factor_faults import faults_in_table
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.store import Store

# Managers know what the weights do to their team's week; administrators look after the rules.
WRITERS = frozenset({Role.MANAGER, Role.ADMIN})
# Long enough ago that every open case is looked at again by the next ticks.
LONG_AGO = timedelta(days=1)


def adopt(store: Store, table: FactorTable, *, after: int, asking: Asking) -> FactorTable:
    """Let a table stand in the place of version `after`; gives it with its number, time and writer.

    Every open case is looked at again within minutes; what was said before stays in the history as it was said.

    Raises:
        NotFound: only managers and administrators change the table.
        Refused: it does not add up, or it changes nothing. Every reason is named.
        SomebodyElseChangedThis: another version stands by now.
    """
    if asking.viewer.role not in WRITERS:
        raise NotFound("There is no such page.")
    faults = faults_in_table(table)
    if faults:
        raise Refused("\n".join(f"{fault.code}: {fault.words}".removeprefix(": ") for fault in faults))
    with store.board_for(asking, doing="factors.change") as desk:
        standing = desk.factor_tables.standing() or FIRST_TABLE
        if is_same(standing, table):
            raise Refused("Nothing would change.")
        made = replace(table, version=after + 1, written_at=asking.at, by=asking.viewer.name)
        desk.factor_tables.add(made, by_id=asking.viewer.account_id)
        desk.evidence.look_again_at_all(asking.at - LONG_AGO)
    return made


def is_same(one: FactorTable, other: FactorTable) -> bool:
    """Whether two tables count alike and say the same."""
    return (one.factors, one.watch_from, one.act_from) == (other.factors, other.watch_from, other.act_from)
