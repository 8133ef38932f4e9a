"""After an outage nothing stale goes, nothing goes at night, nobody's phone rings three times, and nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from jobs import ticks
from tests.trust.figures import Figure
from tests.trust.virtual import (
    Life,
    a_family,
    a_life,
    a_slot,
    an_instant,
    doubled,
    in_memory,
    left_alone,
    unbelievable,
    unsafe_hand_overs,
)
from witness.actions import commitments
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.replies import receive
from witness.domain.errors import Refused
from witness.domain.sending import Go
from witness.messaging.carrier import IncomingText

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Outage:
    """When sending stood still, in London's hours. hearing_on: what all of it is about. of_carrier: it was not us."""

    name: str
    begins: str
    ends: str
    hearing_on: date
    of_carrier: bool = False
    again: int = 0  # how often it comes back, half an hour at a time


OUTAGES = (
    Outage("an hour", "2026-11-24 09:00", "2026-11-24 10:00", date(2026, 12, 1)),
    Outage("five minutes", "2026-11-24 08:58", "2026-11-24 09:03", date(2026, 11, 25)),
    Outage("a night", "2026-11-24 17:00", "2026-11-25 02:00", date(2026, 12, 1)),
    Outage("until half past two", "2026-11-29 20:30", "2026-11-30 02:30", date(2026, 12, 1)),
    Outage("three days over the hearing", "2026-11-30 08:00", "2026-12-03 08:00", date(2026, 12, 1)),
    Outage("a weekend before the hearing", "2026-11-27 18:00", "2026-11-30 08:30", date(2026, 11, 30)),
    Outage("Christmas", "2026-12-24 16:00", "2026-12-29 08:00", date(2026, 12, 30)),
    Outage("Easter, with the clocks", "2027-03-25 17:00", "2027-03-30 07:00", date(2027, 3, 31)),
    Outage("the clocks go back", "2026-10-23 18:00", "2026-10-26 01:30", date(2026, 10, 27)),
    Outage("the carrier for a day", "2026-11-30 08:30", "2026-12-01 08:30", date(2026, 12, 1), of_carrier=True),
    Outage("the carrier for a weekend", "2026-11-27 18:00", "2026-11-30 09:05", date(2026, 12, 1), of_carrier=True),
    Outage("again and again", "2026-11-24 08:50", "2026-11-24 09:20", date(2026, 12, 1), again=5),
)

# Days and hours of the families, the usual ones and the hard ones.
HOURS: tuple[dict[str, Any], ...] = (
    {},
    {"safe_until": time(18, 0)},
    {"safe_from": time(16, 0), "safe_until": time(16, 30)},
    {"safe_days": frozenset(range(5))},
    {"safe_from": time(8, 0), "safe_until": time(22, 0)},
    {"safe_days": frozenset({1, 3}), "safe_from": time(12, 0), "safe_until": time(13, 0)},
)


@pytest.fixture
def another(sqlite_url: str) -> Iterator[Any]:
    with in_memory(sqlite_url) as copies:
        yield copies


def happenings(life: Life, outage: Outage) -> None:
    """While nothing is sent the world goes on: a date moves, another is off, somebody stops, somebody joins."""
    moved, off, stopped = life.families[0], life.families[1], life.families[3]
    for family, slot in ((moved, a_slot(outage.hearing_on + timedelta(days=5))), (off, None)):
        with suppress(Refused):  # the court cannot move what is over
            proposal = propose_by_hand(
                life.kit.store, family.hearings[0], slot, heard_from="call", asking=life.asking()
            )
            accept(life.kit.store, proposal, reason="", rules=life.kit.rules(), asking=life.asking())
    incoming = IncomingText("R-1", stopped.contact.value, "STOP")
    receive(life.kit.store, incoming, rules=life.kit.rules(), now=life.clock.now())


def lived_through(url: str, outage: Outage, families: int = len(HOURS)) -> tuple[Life, list[datetime]]:
    """Live from two days before an outage until ten days after the hearing; gives when sending began anew."""
    begins, ends = an_instant(outage.begins), an_instant(outage.ends)
    life = a_life(url, begins - timedelta(days=2))
    second_on = outage.hearing_on + timedelta(days=2)
    for number, hours in enumerate(HOURS[:families]):
        a_family(life, 100 + number, outage.hearing_on, second_on, **hours)
    life.live(begins)
    anew = []
    for _ in range(outage.again + 1):
        _stand_still(life, outage, begins, ends)
        anew.append(ends)
        begins, ends = ends + timedelta(minutes=10), ends + timedelta(minutes=40)
        life.live(min(anew[-1] + timedelta(minutes=10), begins), every=timedelta(minutes=1))
    life.live(anew[-1] + HOUR, every=timedelta(minutes=2))
    over = an_instant(f"{outage.hearing_on + timedelta(days=10)} 12:00")
    life.live(over, every=timedelta(hours=12))
    return life, anew


def _stand_still(life: Life, outage: Outage, begins: datetime, ends: datetime) -> None:
    middle = begins + (ends - begins) / 2
    if outage.of_carrier:
        life.carrier.down = True
        life.live(middle)
        happenings(life, outage)
        life.live(ends)
        life.carrier.down = False
        return
    life.clock.at = middle
    if begins == an_instant(outage.begins):
        happenings(life, outage)
    life.clock.at = ends
    life.restart()


def faults_of(life: Life, outage: Outage, anew: list[datetime]) -> list[str]:
    faults = [*unsafe_hand_overs(life), *left_alone(life), *unbelievable(life), *life.failed_ticks()]
    faults += [f"doubled: {message}" for message in doubled(life)]
    if not outage.of_carrier:
        faults += _more_than_one(life, anew)
    return faults + _superseded(life)


def _more_than_one(life: Life, anew: list[datetime]) -> list[str]:
    """At most one for each person in the first hour, however much had piled up."""
    faults = []
    for began in anew:
        first_hour = [taken.text.to for taken in life.carrier.taken if began <= taken.at < began + HOUR]
        faults += [f"{times} in the first hour: {to}" for to, times in Counter(first_hour).items() if times > 1]
    return faults


def _superseded(life: Life) -> list[str]:
    """Texts about a date that was known to have moved, or that lay in the past, when they were handed over."""
    message_of, messages = life.message_of(), life.messages()
    faults = []
    for taken in life.carrier.taken:
        message = messages.get(message_of.get(taken.text.reference, ""))
        if message is None or message.hearing_id is None:
            continue
        with life.kit.store.reading() as desk:
            hearing = desk.hearings.get(message.hearing_id)
        assert hearing is not None
        known = [r for r in hearing.revisions if r.recorded_at <= taken.at]
        if known[-1].number != message.revision:
            faults.append(f"superseded: a {message.purpose} of revision {message.revision}")
        slot = hearing.revision(message.revision).slot
        if slot.on is not None and taken.at >= an_instant(f"{slot.on} 10:00"):
            faults.append(f"after the hearing: a {message.purpose}")
    return faults


@pytest.mark.trust
def test_after_an_outage_nothing_is_stale_nothing_goes_at_night_and_nothing_is_lost(
    another: Any, full_size: bool, figure: Figure
) -> None:
    chosen = OUTAGES if full_size else OUTAGES[3:5]
    found: dict[str, list[str]] = {}
    handed = expired = 0
    for outage in chosen:
        life, anew = lived_through(another(), outage, families=len(HOURS) if full_size else 4)
        found[outage.name] = faults_of(life, outage, anew)
        handed += len(life.carrier.taken)
        expired += sum(row.state == "expired" for row in life.messages().values())
        life.close()

    wrong = sum(len(faults) for faults in found.values())
    said = f"{wrong} stale, at night or lost ({handed} handed over, {expired} expired, each with a person)"
    figure("outages", cases=len(chosen), seed="-", result=said)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert handed > len(chosen) * 6
    assert expired > 0, "something did come too late"


@pytest.mark.trust
def test_a_version_that_sends_all_that_is_due_is_found_out(
    another: Any, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    def send_it(facts: Any, *, now: datetime, **_: Any) -> Go:
        return Go(until=now + 10 * HOUR)

    monkeypatch.setattr(commitments, "decide", send_it)
    monkeypatch.setattr(ticks, "_notice_silence", lambda kit: None)
    outage = OUTAGES[4]

    life, anew = lived_through(another(), outage)
    kinds = Counter(fault.partition(":")[0].lstrip("0123456789 ") for fault in faults_of(life, outage, anew))
    life.close()

    figure.wrong("outages, send all that is due", cases=1, seed="-", result=f"{kinds.total()} stale or at night")
    assert kinds["unsafe"] > 3
    assert kinds["stale"] > 0
