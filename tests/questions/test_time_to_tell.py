"""Figures for a manager: the same from both databases, of their own cases only, in a fixed number of statements."""

from datetime import date, timedelta

import pytest

from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import World, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.domain.hearings import Listing, Slot
from witness.kit import Kit
from witness.questions.time_to_tell import FiguresPage, last_days, span_in_words, time_to_tell

MOST_STATEMENTS = 12


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def figures(live: Kit, world: World, who: str = "mo", days: int = 28) -> FiguresPage:
    first, last = last_days(live.clock.now(), days)
    return time_to_tell(live.store, first=first, last=last, rules=live.rules(), asking=world.asking(who, live))


def tell(live: Kit, world: World) -> None:
    call = Call(world.case, world.mother, world.hearing, CallResult.TOLD)
    record_call(live.store, call, rules=live.rules(), asking=world.asking("olu", live))


def move(live: Kit, world: World, on: date) -> None:
    asking = world.asking("olu", live)
    slot = Slot(Listing.FIXTURE, on)
    proposal = propose_by_hand(live.store, world.hearing, slot, heard_from="a call", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)


def forward(live: Kit, **by: float) -> None:
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(**by)


def six_changes(live: Kit, world: World) -> None:
    """Six families are told of a change after one to six hours."""
    for number in range(6):
        other = world if number == 0 else another_case(live, world, number)
        tell(live, other)
        move(live, other, date(2026, 12, 7))
        forward(live, hours=number + 1)
        tell(live, other)


def test_the_median_is_what_it_took_the_middle_one(live: Kit, world: World) -> None:
    six_changes(live, world)

    rows = {(row.right, row.way): row for row in figures(live, world).rows}
    changed = rows["a changed date", "all"]

    assert (changed.count, changed.breaches) == ("6", "0")
    assert (changed.median, changed.p95) == ("3 h 0 min", "6 h 0 min")
    assert rows["a changed date", "voice"].count == "6"


def test_whoever_is_late_now_is_listed_first_with_a_way_to_the_case(live: Kit, world: World) -> None:
    tell(live, world)
    move(live, world, date(2026, 12, 7))
    forward(live, days=3)

    (row,) = figures(live, world).late

    assert (row.case_id, row.right, row.told_at) == (world.case, "a changed date", None)


def test_few_are_not_shown(live: Kit, world: World) -> None:
    tell(live, world)
    move(live, world, date(2026, 12, 7))

    assert {row.count for row in figures(live, world).rows} == {"fewer than 5"}
    assert {row.median for row in figures(live, world).rows} == {"–"}


def test_only_what_was_learnt_in_the_period_counts(live: Kit, world: World) -> None:
    # The trial was listed on 1 September.
    assert figures(live, world).counted == 0
    assert figures(live, world, days=365).counted == 1


def test_a_manager_of_another_team_sees_none_of_it(live: Kit, world: World) -> None:
    tell(live, world)
    move(live, world, date(2026, 12, 7))

    assert figures(live, world, "otis").counted == 0


def test_the_statements_do_not_grow_with_the_number_of_cases(live: Kit, world: World) -> None:
    move(live, world, date(2026, 12, 7))
    with statements_of(live.store) as few:
        figures(live, world)
    for number in range(1, 5):
        move(live, another_case(live, world, number), date(2026, 12, 7))

    with statements_of(live.store) as many:
        page = figures(live, world)

    assert page.counted == 5
    assert len(many) == len(few) <= MOST_STATEMENTS


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (None, "–"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=5, minutes=9), "5 h 9 min"),
        (timedelta(days=3, hours=4, minutes=50), "3 d 4 h"),
    ],
)
def test_a_span_is_said_in_two_units(span: timedelta | None, words: str) -> None:
    assert span_in_words(span) == words
