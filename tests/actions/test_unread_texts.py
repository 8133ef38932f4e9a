"""A text that nobody reads: cover after two office hours, a manager after four, at once when the owner is away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from tests.actions.talking import a_told_world, clock_of, tasks_of, text
from tests.worlds import World
from witness.actions.cover import come_back, go_away
from witness.actions.replies import mark_read
from witness.actions.unread_texts import escalate
from witness.domain.errors import NotFound, Refused
from witness.domain.tasks import TaskKind
from witness.kit import Kit

ASKS = "is there parking"


@pytest.fixture
def world(live: Kit) -> World:
    return a_told_world(live)


def tick(live: Kit) -> int:
    return escalate(live.store, rules=live.rules(), now=live.clock.now())


def asked(live: Kit, world: World) -> set[str]:
    """First names of those who were asked to read it."""
    names = {viewer.account_id: who for who, viewer in world.viewers.items()}
    return {names[t.owner_id] for t in tasks_of(live, world, TaskKind.UNREAD)}


def test_two_office_hours_bring_in_the_owner_and_cover_four_a_manager(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        from witness.domain.access import Tie

        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.ASSIGNED, because="second officer", now=live.clock.now())
    text(live, ASKS)
    clock_of(live).forward(minutes=119)
    assert tick(live) == 0
    clock_of(live).forward(minutes=1)
    assert tick(live) == 2
    assert asked(live, world) == {"olu", "olivia"}
    clock_of(live).forward(hours=2)
    assert tick(live) == 1
    assert asked(live, world) == {"olu", "olivia", "mo"}
    assert tick(live) == 0


def test_nights_and_weekends_do_not_count(live: Kit, world: World) -> None:
    clock_of(live).at = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    text(live, ASKS)
    clock_of(live).at = datetime(2026, 11, 30, 10, 29, tzinfo=UTC)
    assert tick(live) == 0
    clock_of(live).forward(minutes=1)
    assert tick(live) > 0


def test_reading_it_closes_what_others_were_asked(live: Kit, world: World) -> None:
    text(live, ASKS)
    clock_of(live).forward(hours=5)
    tick(live)
    with live.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    mark_read(live.store, reply.reply_id, rules=live.rules(), asking=world.asking("olivia", live))

    assert asked(live, world) == set()
    clock_of(live).forward(hours=5)
    assert tick(live) == 0


def test_when_the_owner_is_away_it_goes_to_whoever_stands_in_at_once(live: Kit, world: World) -> None:
    olu, olivia = (world.viewers[who].account_id for who in ("olu", "olivia"))
    go_away(live.store, olu, date(2026, 11, 23), date(2026, 11, 23), olivia, asking=world.asking("olu", live))
    text(live, ASKS)

    assert tick(live) == 1
    assert asked(live, world) == {"olivia"}
    assert "Olu is away" in tasks_of(live, world, TaskKind.UNREAD)[0].words


def test_an_absence_without_cover_goes_to_the_usual_backup(live: Kit, world: World) -> None:
    olu = world.viewers["olu"].account_id
    go_away(live.store, olu, date(2026, 11, 23), date(2026, 11, 24), None, asking=world.asking("mo", live))
    text(live, ASKS)
    tick(live)

    assert asked(live, world) == {"mo"}


def test_what_was_plain_enough_to_act_on_waits_for_nobody(live: Kit, world: World) -> None:
    text(live, "1")
    clock_of(live).forward(hours=6)

    assert tick(live) == 0


def test_several_workers_at_once_raise_nothing_twice(live: Kit, world: World) -> None:
    text(live, ASKS)
    clock_of(live).forward(hours=5)
    with ThreadPoolExecutor(4) as pool:
        raised = list(pool.map(lambda _: tick(live), range(4)))

    assert sum(raised) == len(tasks_of(live, world, TaskKind.UNREAD)) > 0


def test_an_absence_is_their_own_or_a_managers_to_say(live: Kit, world: World) -> None:
    olu, olivia = (world.viewers[who].account_id for who in ("olu", "olivia"))
    first, last = date(2026, 11, 23), date(2026, 11, 27)

    with pytest.raises(NotFound):
        go_away(live.store, olu, first, last, None, asking=world.asking("olivia", live))
    with pytest.raises(NotFound):
        go_away(live.store, olu, first, last, None, asking=world.asking("otis", live))
    with pytest.raises(Refused):
        go_away(live.store, olu, last, first, None, asking=world.asking("olu", live))
    with pytest.raises(Refused):
        go_away(live.store, olu, first, last, olu, asking=world.asking("olu", live))
    go_away(live.store, olu, first, last, olivia, asking=world.asking("mo", live))
    with live.store.reading() as desk:
        (absence,) = desk.staffing.absences(first)
    with pytest.raises(NotFound):
        come_back(live.store, absence.absence_id, asking=world.asking("olivia", live))
    come_back(live.store, absence.absence_id, asking=world.asking("olu", live))
    with live.store.reading() as desk:
        assert desk.staffing.absences(first) == ()
