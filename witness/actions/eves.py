"""Sweeps the next court day at three and at half past four: what is missing becomes work with an owner.

There is no record of a sweep beside the cases themselves: a case that was last looked at before the sweep is swept.
So a sweep that was missed is made up for by whichever worker comes back first, and a second one finds nothing to do.
"""

from datetime import datetime

from witness.actions.reconcile import put_right
from witness.domain.court_time import london_day
from witness.domain.eve import days_ahead, newest_sweep
from witness.domain.rules import Rules
from witness.store import Store


def sweep(store: Store, *, rules: Rules, now: datetime) -> int:
    """Look at every case of the next court day that nobody has looked at since the newest sweep; gives how many."""
    since = newest_sweep(now, rules.calendar)
    if since is None:
        return 0
    return sum(sweep_case(store, case_id, since, rules=rules, now=now) for case_id in unswept(store, since, rules, now))


def unswept(store: Store, since: datetime, rules: Rules, now: datetime) -> tuple[str, ...]:
    """Give the open cases with a day at court ahead that were last looked at before a sweep."""
    today = london_day(now)
    last = max((today, *days_ahead(today, rules.calendar)))
    with store.reading() as desk:
        return desk.at_court.unswept(today, last, since)


def sweep_case(store: Store, case_id: str, since: datetime, *, rules: Rules, now: datetime) -> bool:
    """Look at one case, unless another worker has meanwhile; says whether it was still to be looked at."""
    with store.changing() as desk:
        is_ours = desk.at_court.hold_unswept(case_id, since)
        if is_ours:
            put_right(desk, case_id, rules, now=now)
    return is_ours
