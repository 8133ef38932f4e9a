"""A clock that is set wrong sends nothing early and nothing twice; an hour stays on the wall when clocks change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject

from tests.builders import a_hearing, a_revision
from tests.builders import a_slot as a_days_slot
from tests.trust.figures import Figure
from tests.trust.test_safe_hours import CHANGES, on_the_wall
from tests.trust.virtual import (
    Life,
    a_family,
    a_life,
    an_instant,
    dice_of,
    doubled,
    in_memory,
    left_alone,
    unbelievable,
)
from witness.domain.court_time import LONDON, NoSuchMoment, moment_in_london, spoken_time
from witness.domain.planned_messages import meeting_time
from witness.domain.what_to_say import what_to_say
from witness.messaging.calendar import Invitation, invitation_file, uid_for
from witness.messaging.carrier import OutgoingText

BEGIN = "2026-11-24 09:30"
SEED = 20_260_329
EVERY = timedelta(seconds=3)


@dataclass(frozen=True)
class Jump:
    """A clock that is set wrong at a moment of the worker's life. corrected_after: None when it stays so.

    in_the_send: it happens while a text is being handed over.
    """

    by: timedelta
    corrected_after: timedelta | None
    in_the_send: bool = False

    def __str__(self) -> str:
        return f"{self.by} {'while sending' if self.in_the_send else ''} {self.corrected_after or 'for good'}"


HOURS = (timedelta(hours=3), timedelta(hours=-3), timedelta(days=1), timedelta(minutes=2))
JUMPS = tuple(
    Jump(by, corrected, in_the_send)
    for by in HOURS
    for corrected in (timedelta(seconds=40), None)
    for in_the_send in (False, True)
)


@pytest.fixture
def another(sqlite_url: str) -> Iterator[Callable[[], str]]:
    with in_memory(sqlite_url) as copies:
        yield copies


def lived_through(url: str, jump: Jump, *, unwatched: bool = False) -> tuple[Life, list[str]]:
    """Live some minutes around a jump, and two days after it. Gives what went early, by a clock that nobody can set."""
    life = a_life(url, an_instant(BEGIN))
    # Two first texts are due at once, one at noon; a reminder comes tomorrow morning.
    for number, safe_from in enumerate((time(9, 0), time(12, 0), time(9, 0)), start=100):
        a_family(life, number, date(2026, 12, 2), safe_from=safe_from)
    begun = life.clock.elapsed()
    faults: list[str] = []
    jumped: list[float] = []

    def really() -> datetime:
        return an_instant(BEGIN) + timedelta(seconds=life.clock.elapsed() - begun)

    def heard(text: OutgoingText) -> None:
        if jump.in_the_send and not jumped:
            jumped.append(life.clock.elapsed())
            life.clock.jump(jump.by)
            return
        message = life.messages()[life.message_of()[text.reference]]
        stays = bool(jumped) and jump.corrected_after is None
        if not stays and message.not_before > really():
            faults.append(f"early: a {message.purpose}")
        if jumped and life.clock.elapsed() - jumped[-1] < 60 and not jump.in_the_send:
            faults.append(f"while nobody knew the time: a {message.purpose}")

    life.carrier.heard = heard
    if not jump.in_the_send:
        life.tick()
        life.clock.forward(seconds=3)
        jumped.append(life.clock.elapsed())
        life.clock.jump(jump.by)
    _live(life, 14, unwatched)
    if jump.corrected_after is not None:
        jumped.append(life.clock.elapsed())
        life.clock.jump(-jump.by)
    _live(life, 50, unwatched)
    life.live(life.clock.at + timedelta(days=2), every=timedelta(hours=6))
    return life, faults


def _live(life: Life, times: int, unwatched: bool) -> None:
    for _ in range(times):
        life.clock.forward(seconds=EVERY.total_seconds())
        if unwatched:
            life.watches = {}
        life.tick()


def all_faults(life: Life, early: list[str]) -> list[str]:
    twice = [f"twice: {message}" for message in doubled(life)]
    return [*early, *twice, *left_alone(life), *unbelievable(life), *life.failed_ticks()]


@pytest.mark.trust
def test_a_clock_that_jumps_sends_nothing_early_and_nothing_twice(
    another: Callable[[], str], full_size: bool, figure: Figure
) -> None:
    chosen = JUMPS if full_size else JUMPS[8:10]
    found = {}
    handed = 0
    for jump in chosen:
        life, early = lived_through(another(), jump)
        found[str(jump)] = all_faults(life, early)
        handed += len(life.carrier.taken)
        life.close()

    wrong = sum(map(len, found.values()))
    figure("clock jumps", cases=len(chosen), seed="-", result=f"{wrong} early or twice ({handed} handed over)")
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert handed >= 3 * len(chosen), "what was due went all the same"


@pytest.mark.trust
def test_a_version_that_believes_its_clock_is_found_out(another: Callable[[], str], figure: Figure) -> None:
    hours_ahead = Jump(timedelta(hours=3), timedelta(seconds=40))
    life, early = lived_through(another(), hours_ahead, unwatched=True)
    life.close()

    figure.wrong("clock jumps, whatever the clock says", cases=1, seed="-", result=f"{len(early)} early")
    assert any(fault.startswith("early") for fault in early)


# Wall time


@dataclass(frozen=True)
class Booked:
    """An appointment: when somebody wrote it down, and the day and hour that the court named."""

    at: datetime
    on: date
    hour: time


def bookings(count: int, seed: int) -> Iterator[Booked]:
    dice = dice_of(seed)
    for _ in range(count):
        booked = datetime(2026, 1, 5, 10, 0, tzinfo=UTC) + timedelta(
            days=dice.randrange(700), minutes=dice.randrange(420)
        )
        on = booked.date() + timedelta(days=dice.randrange(1, 260))
        hour = time(dice.choice((9, 10, 10, 11, 14)), dice.choice((0, 0, 30, 15)))
        yield Booked(booked, on, hour)


def as_kept(booked: Booked) -> datetime:
    """When the product holds the appointment to be: what a court said is kept as the wall shows it."""
    return moment_in_london(booked.on, booked.hour)


def with_the_offset_of_the_day(booked: Booked) -> datetime:
    """As if an hour could be turned into an instant once for all, on the day that it is written down."""
    offset = booked.at.astimezone(LONDON).utcoffset() or timedelta(0)
    return datetime.combine(booked.on, booked.hour, tzinfo=UTC) - offset


def in_another_calendar(booked: Booked, minutes: int = 60) -> datetime:
    """When another program shows the invitation, as an instant; from nothing but the bytes that were sent."""
    invitation = Invitation(
        uid=uid_for("h", "p"),
        sequence=1,
        cancelled=False,
        title="Appointment with Olu",
        on=booked.on,
        until=None,
        at=booked.hour,
        minutes=minutes,
        organizer="Olu <olu@support.example>",
        attendee="mum@home.example",
        stamped_at=booked.at,
    )
    read: Any = vobject.readOne(invitation_file(invitation).decode())
    begins: datetime = read.vevent.dtstart.value
    return begins.astimezone(UTC)


def moved_on_the_wall(count: int, keep: Callable[[Booked], datetime]) -> int:
    """How many appointments show another hour on the wall of their day than the court named."""
    return sum(
        on_the_wall(keep(booked)) != datetime.combine(booked.on, booked.hour) for booked in bookings(count, SEED)
    )


@pytest.mark.trust
def test_an_hour_that_was_booked_in_winter_stays_on_the_wall_in_summer_and_back(
    full_size: bool, figure: Figure
) -> None:
    count = 20_000 if full_size else 2_000
    few = count // 20

    kept, shown = moved_on_the_wall(count, as_kept), moved_on_the_wall(few, in_another_calendar)

    figure("wall time over clock changes", cases=count + few, seed=SEED, result=f"{kept + shown} moved")
    assert (kept, shown) == (0, 0)


@pytest.mark.trust
def test_a_version_that_keeps_the_offset_of_the_day_is_found_out(figure: Figure) -> None:
    moved = moved_on_the_wall(2_000, with_the_offset_of_the_day)

    share = f"{moved / 2_000:.0%} an hour wrong"
    figure.wrong("wall time, a fixed offset", cases=2_000, seed=SEED, result=share)
    assert moved > 400


@pytest.mark.parametrize("change", [c for c in CHANGES if c.month == 10])
def test_half_past_one_on_the_night_that_has_two_is_the_first_of_them(change: datetime) -> None:
    first = moment_in_london(change.date(), time(1, 30))

    assert first == change - timedelta(minutes=30)
    assert on_the_wall(first).time() == time(1, 30)


@pytest.mark.parametrize("change", [c for c in CHANGES if c.month == 3])
def test_half_past_one_on_the_night_that_has_none_is_refused_in_words(change: datetime) -> None:
    with pytest.raises(NoSuchMoment, match="01:30 on .* does not exist"):
        moment_in_london(change.date(), time(1, 30))


@pytest.mark.parametrize("change", CHANGES)
def test_a_whole_day_is_that_day_in_every_calendar_on_the_day_the_clocks_change(change: datetime) -> None:
    on = change.date()
    whole = Invitation(
        uid=uid_for("h", "p"),
        sequence=1,
        cancelled=False,
        title="Keep free if you can",
        on=on,
        until=on + timedelta(days=4),
        at=None,
        minutes=60,
        organizer="Olu <olu@support.example>",
        attendee="mum@home.example",
        stamped_at=change,
    )
    read: Any = vobject.readOne(invitation_file(whole).decode())

    assert read.vevent.dtstart.value == on
    assert read.vevent.dtend.value == on + timedelta(days=5)


@pytest.mark.parametrize("on", [date(2026, 6, 24), date(2026, 12, 7)])
def test_texts_and_callers_name_the_hour_on_the_wall_of_the_day(on: date) -> None:
    slot = replace(a_days_slot(on), at=time(10, 0))
    hearing = a_hearing(revisions=[a_revision(slot=slot)])

    at = meeting_time(slot)
    assert at is not None
    assert spoken_time(at) == "9am"
    assert "We meet at 9am." in what_to_say(hearing)
