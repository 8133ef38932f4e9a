"""Days on which somebody cannot come: recorded once, counted in every case of theirs, without a word of why."""

from datetime import date

import pytest

from tests.worlds import World, a_world
from witness.actions.availability import avoid_dates
from witness.domain.errors import NotFound, Refused
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.identifiers import new_id
from witness.kit import Kit

TRIAL_DAY = date(2026, 12, 1)


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def away(kit: Kit, world: World, first: date, last: date, *, who: str = "olu", person: str = "") -> None:
    dates = DatesToAvoid(new_id(), person or world.mother, first, last, AvoidWhy.MEDICAL, kit.clock.now())
    avoid_dates(kit.store, world.case, dates, rules=kit.rules(), asking=world.asking(who, kit))


def factors(kit: Kit, world: World) -> set[str]:
    with kit.store.reading() as desk:
        return {str(f["code"]) for f in desk.evidence.standing_of(world.case)[world.witness].factors}


def test_a_clash_is_found_at_once_and_the_history_does_not_say_why(live: Kit, world: World) -> None:
    assert "PRACTICAL_CLASH" not in factors(live, world)

    away(live, world, date(2026, 11, 30), TRIAL_DAY)

    assert "PRACTICAL_CLASH" in factors(live, world)
    with live.store.reading() as desk:
        words = desk.cases.history(world.case)[0].words
    assert words == "J.F.'s mother cannot come from Mon 30 Nov 2026 to Tue 1 Dec 2026."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 2), date(2026, 12, 1), "The last day lies before the first."),
        (date(2026, 11, 1), date(2026, 11, 22), "Those days are over."),
        (date(2026, 12, 1), date(2036, 12, 1), "That is more than a year"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(live: Kit, world: World, first: date, last: date, words: str) -> None:
    with pytest.raises(Refused, match=words):
        away(live, world, first, last)

    with live.store.reading() as desk:
        assert desk.people.availability_of(world.case) == ()


def test_only_people_of_the_case_and_only_for_those_who_may(live: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        away(live, world, TRIAL_DAY, TRIAL_DAY, person=new_id())
    with pytest.raises(NotFound):
        away(live, world, TRIAL_DAY, TRIAL_DAY, who="otis")
