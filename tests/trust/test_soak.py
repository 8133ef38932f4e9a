"""Two years of cases that open, move, close and are forgotten: the promise holds, and nothing grows without end."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from tests.trust.figures import Figure
from tests.trust.virtual import (
    Life,
    a_family,
    a_life,
    a_slot,
    an_instant,
    dice_of,
    doubled,
    in_memory,
    left_alone,
    unbelievable,
    unsafe_hand_overs,
)
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.outcomes import record_receipt
from witness.actions.reconcile import put_right
from witness.actions.replies import receive
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.messages import MessageState
from witness.identifiers import new_id
from witness.messaging.carrier import IncomingText, Receipt
from witness.store.tables.messages import CaseMarkRow, MessageRow

SEED = 24
BEGIN = "2026-01-05 09:00"
MONTHS, MONTHS_REDUCED = 24, 2
A_MONTH = timedelta(days=30)
WAYS = ("accept",) * 6 + ("take and lose", "lose", "busy", "refuse", "take and die", "die before")
# A case is open for two months here, so that at any time some are at every stage.
OPEN_FOR = timedelta(days=60)


@pytest.fixture
def another(sqlite_url: str) -> Iterator[Callable[[], str]]:
    with in_memory(sqlite_url) as copies:
        yield copies


def memory_of_this_process() -> int:
    """Bytes that the system has given us and that are in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def waiting(life: Life) -> tuple[int, int]:
    """How many messages are still to go, and how many cases wait to be looked at.

    What nobody can know is with a person, and stays on record as it is: it is not work in hand.
    """
    under_way = (MessageState.PLANNED.value, MessageState.SENDING.value)
    with life.engine.connect() as connection:
        messages = connection.execute(
            select(func.count()).select_from(MessageRow).where(MessageRow.state.in_(under_way))
        ).scalar_one()
        marks = connection.execute(select(func.count()).select_from(CaseMarkRow)).scalar_one()
    return messages, marks


def a_month(life: Life, number: int, dice: Random, closes: list[tuple[datetime, str]]) -> None:
    """Two cases open; dates move, families answer, receipts come, phones are checked; old cases close."""
    ends = life.clock.at + A_MONTH
    for _ in range(2):
        ahead = dice.randrange(10, 24)
        today = london_day(life.clock.at)
        family = a_family(
            life, 100 + len(life.families), today + timedelta(days=ahead), today + timedelta(days=ahead + 9)
        )
        closes.append((life.clock.at + OPEN_FOR, family.case))
    while life.clock.at < ends:
        life.carrier.ways = [dice.choice(WAYS) for _ in range(3)]
        life.live(min(ends, life.clock.at + timedelta(days=dice.uniform(1, 5))), every=timedelta(days=1))
        something(life, dice)
        for at, case in list(closes):
            if at <= life.clock.at:
                closes.remove((at, case))
                with life.kit.store.changing() as desk:
                    desk.cases.set_closed(case, london_day(life.clock.at))
                    put_right(desk, case, life.kit.rules(), now=life.clock.at)


def something(life: Life, dice: Random) -> None:
    family = dice.choice(life.families[-4:])
    kit, what = life.kit, dice.random()
    if what < 0.3:
        slot = a_slot(london_day(life.clock.at) + timedelta(days=dice.randrange(2, 25))) if what < 0.24 else None
        with suppress(Refused):
            proposal = propose_by_hand(
                kit.store, dice.choice(family.hearings), slot, heard_from="call", asking=life.asking()
            )
            accept(kit.store, proposal, reason="", rules=kit.rules(), asking=life.asking())
    elif what < 0.6:
        words = dice.choice(("1", "2", "3", "what?", "yes"))
        receive(kit.store, IncomingText(new_id(), family.contact.value, words), rules=kit.rules(), now=life.clock.at)
    elif what < 0.8 and life.carrier.taken:
        taken = dice.choice(life.carrier.taken[-6:])
        state = dice.choice((MessageState.DELIVERED, MessageState.UNDELIVERED, MessageState.SENT))
        receipt = Receipt(taken.name, taken.text.reference, state, state.value, "")
        record_receipt(kit.store, receipt, rules=kit.rules(), now=life.clock.at)
    else:
        with kit.store.changing() as desk:
            desk.contacts.reviewed(family.contact.contact_id, london_day(life.clock.at), now=life.clock.at)
            put_right(desk, family.case, kit.rules(), now=life.clock.at)


@pytest.mark.trust
def test_two_years_leave_the_promise_kept_and_nothing_piled_up(
    another: Callable[[], str], full_size: bool, figure: Figure
) -> None:
    months = MONTHS if full_size else MONTHS_REDUCED
    dice = dice_of(SEED)
    life = a_life(another(), an_instant(BEGIN))
    closes: list[tuple[datetime, str]] = []
    left: list[int] = []
    held: list[int] = []
    warm = months // 4
    for month in range(months):
        a_month(life, month, dice, closes)
        left.append(waiting(life)[0])
        if month >= warm:
            gc.collect()
            held.append(memory_of_this_process())
    life.live(life.clock.at + timedelta(days=40), every=timedelta(days=2))
    marks = waiting(life)[1]

    faults = [*unsafe_hand_overs(life), *left_alone(life), *unbelievable(life), *life.failed_ticks()]
    faults += [f"twice: {message}" for message in doubled(life)]
    grown = (held[-1] - held[0]) / 2**20
    said = f"{len(faults)} faults, {len(life.carrier.taken):,} handed over, at most {max(left)} under way"
    figure("soak, months", cases=months, seed=SEED, result=f"{said}, {grown:.1f} MiB more memory")
    life.close()
    assert faults == []
    assert marks == 0, "no case waits to be looked at"
    assert max(left) <= 24, "the outbox stays as small as the work in hand"
    assert grown < 40, "memory stays flat, however many months have passed"
