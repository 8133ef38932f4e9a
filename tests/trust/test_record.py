"""The record under kills, and at the size of years: no act without its entry, a million entries checked in seconds."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kits import FIELD_KEYS, ROOT
from tests.live import a_live_kit
from tests.tampering import COLUMNS, entry_of
from tests.trust.figures import Figure
from tests.worlds import World, a_world
from witness.domain.access import Asking, Deed
from witness.domain.audit import GENESIS, AuditOutcome, Entry, digest_of, first_fault
from witness.store import Store, open_store

SEED = 8
ACTIONS, KILLS = 5_000, 20
ENTRIES, WITHIN_SECONDS = 1_000_000, 5.0
PAUSE = 0.05  # between change and entry, where they are wrongly two

Act = Callable[[Store, Asking, str], None]


def together(store: Store, asking: Asking, case_id: str) -> None:
    """What the product does: the change and its entry are one transaction."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="task.done") as desk:
        desk.cases.happened(case_id, at=asking.at, kind="x", words=asking.request_id)


def one_after_the_other(store: Store, asking: Asking, case_id: str) -> None:
    """A wrong way that looks alike: the change first, and its entry a moment later."""
    with store.changing() as desk:
        desk.cases.happened(case_id, at=asking.at, kind="x", words=asking.request_id)
    time.sleep(PAUSE)
    entry = Entry(asking.at, "task.done", AuditOutcome.ALLOWED, case_id=case_id, request_id=asking.request_id)
    with store.changing() as desk:
        desk.audit.record(entry)


def act_until_killed(url: str, act: Act, asking: Asking, case_id: str, nth: int) -> tuple[int, int]:
    """Start a process that does nothing but act; gives its number, and where it says that it has begun."""
    begun, says = os.pipe()
    child = os.fork()
    if child:
        os.close(says)
        return child, begun
    try:
        store = open_store(url, FIELD_KEYS)
        for n in range(1_000_000):
            act(store, replace(asking, request_id=f"act-{nth}-{n}"), case_id)
            os.write(says, b".")
    finally:
        os._exit(1)  # never back into the tests


def storm(
    url: str, world: World, asking: Asking, act: Act, *, actions: int, kills: int, within: float
) -> tuple[int, int, int]:
    """Kill one process after the other; gives (acts that are kept, of these without an entry, kills).

    within: seconds; each dies at some instant of so long after its first act.
    """
    chance = random.Random(SEED)  # noqa: S311 - when to kill
    done, nth = 0, 0
    while nth < kills or done < actions:
        child, begun = act_until_killed(url, act, asking, world.case, nth)
        done += len(os.read(begun, 1))
        time.sleep(chance.uniform(0.0, within))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while said := os.read(begun, 1 << 16):
            done += len(said)
        os.close(begun)
        nth += 1
    store = open_store(url, FIELD_KEYS)
    with store.reading() as desk:
        kept = {item.words for item in desk.cases.history(world.case) if item.words.startswith("act-")}
        entered = {link.entry.request_id for link in desk.audit.chain()}
        assert first_fault(desk.audit.chain()) == ""
    store.close()
    return len(kept), len(kept - entered), nth


@pytest.mark.trust
@pytest.mark.timeout(600)
def test_no_act_is_kept_without_its_entry_when_processes_are_killed(
    database_url: str, request: pytest.FixtureRequest, full_size: bool, figure: Figure
) -> None:
    if not full_size and database_url.startswith("postgresql"):
        pytest.skip("at reduced size on one database")
    actions, kills = (ACTIONS, KILLS) if full_size else (60, 3)
    kit = a_live_kit(database_url)
    world = a_world(kit)
    asking = world.asking("olu", kit)
    kit.store.close()

    within = 2.5 * actions / kills / 1000
    kept, bare, killed = storm(database_url, world, asking, together, actions=actions, kills=kills, within=within)
    figure("record under kills", cases=kept, seed=SEED, result=f"{bare} acts without their entry, {killed} kills")
    assert kept >= actions
    assert bare == 0

    _, missing, killed = storm(database_url, world, asking, one_after_the_other, actions=1, kills=8, within=PAUSE)
    figure.wrong("entry a moment later", cases=killed, seed=SEED, result=f"{missing} acts without their entry")
    assert missing > 0


def many_rows(count: int) -> Iterator[list[object]]:
    """Entries like those of a year, chained."""
    previous = GENESIS
    for seq in range(1, count + 1):
        at = f"2026-{seq % 12 + 1:02}-{seq % 28 + 1:02} 09:{seq % 60:02}:00.{seq % 1_000_000:06}"
        row: list[object] = [seq, at, f"{seq % 40:032x}", "officer", "case.read", "allowed", f"{seq % 900:032x}", ""]
        row += [f"{seq:026x}", previous, ""]
        previous = row[-1] = digest_of(seq, previous, entry_of(row))
        yield row


@pytest.mark.trust
@pytest.mark.alone
@pytest.mark.timeout(600)
def test_a_million_entries_are_checked_within_seconds_and_the_wrong_one_is_named(
    sqlite_url: str, full_size: bool, figure: Figure
) -> None:
    count = ENTRIES if full_size else 20_000
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER audit_entry_is_new")
        connection.execute("DROP TRIGGER audit_entry_stays")
        places = ", ".join("?" * 11)
        connection.executemany(f"INSERT INTO audit_entry ({COLUMNS}) VALUES ({places})", many_rows(count))  # noqa: S608
        connection.execute(
            "INSERT INTO audit_head (id, seq, digest) SELECT 1, seq, digest FROM audit_entry WHERE seq = ?", [count]
        )

    seconds, whole = check(path)
    figure("record checked", cases=count, seed="-", seconds=seconds, result="whole", database="sqlite")
    assert (whole["entries"], whole["fault"]) == (count, "")
    if full_size:  # a figure of the whole machine; a part of the record says nothing about it
        assert seconds <= WITHIN_SECONDS

    wrong = count - count // 3
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE audit_entry SET outcome = 'denied' WHERE seq = ?", [wrong])
    seconds, found = check(path)
    figure("record changed", cases=count, seed="-", seconds=seconds, result=found["fault"], database="sqlite")
    assert found["entry"] == wrong


def check(path: Path) -> tuple[float, dict[str, object]]:
    begun = time.monotonic()
    asked = [sys.executable, "-I", str(ROOT / "docs" / "proof" / "verify.py"), str(path), "--json", "--processes", "2"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    return time.monotonic() - begun, json.loads(said.stdout)
