"""How entries are numbered, and what a calendar may show."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.calendars import CalendarChoice, CalendarEntry, CalendarOf, Place, next_sequence, place_shown
from witness.domain.contact import Tier
from witness.domain.messages import MessageState

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def entry(number: int, box: str, sequence: int, *, cancelled: bool) -> CalendarEntry:
    return CalendarEntry(
        f"e{number}", f"m{number}", "p", "h", box, "uid", sequence, cancelled, 1, "", AT, MessageState.ACCEPTED
    )


def sent(turns: list[tuple[str, bool]]) -> list[CalendarEntry]:
    made: list[CalendarEntry] = []
    for number, (box, cancelled) in enumerate(turns):
        sequence = next_sequence(made, box, cancelled=cancelled)
        made.append(entry(number, box, sequence, cancelled=cancelled))
    return made


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.booleans()), max_size=30))
def test_every_mailbox_sees_numbers_that_only_rise(turns: list[tuple[str, bool]]) -> None:
    for box in ("a", "b", "c"):
        own = [e.sequence for e in sent(turns) if e.contact_id == box]
        assert own == sorted(set(own))


def test_one_mailbox_counts_by_one() -> None:
    assert [e.sequence for e in sent([("a", False), ("a", False), ("a", True), ("a", False)])] == [1, 2, 3, 4]


@pytest.mark.parametrize("planned", [[("b", False), ("a", True)], [("a", True), ("b", False)]])
def test_a_removal_from_the_old_mailbox_never_takes_the_event_of_the_new_one(planned: list[tuple[str, bool]]) -> None:
    """Both mailboxes may feed one calendar, and the mails may be sent and arrive in any order."""
    made = sent([("a", False), ("a", False), *planned])
    for order in permutations(made):
        newest, shows = 0, False
        for one in order:
            if one.sequence > newest:
                newest, shows = one.sequence, not one.cancelled
        assert shows


@pytest.mark.parametrize("whose", CalendarOf)
@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("tier", Tier)
def test_a_place_needs_the_level_and_a_calendar_that_nobody_else_sees(
    whose: CalendarOf, place: Place, tier: Tier
) -> None:
    shown = place_shown(CalendarChoice("p", whose=whose, place=place, nickname="the blue door"), tier)

    assert shown in (place, Place.NONE)
    assert whose is not CalendarOf.SHARED or shown is Place.NONE
    assert shown is not Place.NICKNAME or tier >= Tier.L2
    assert shown is not Place.ADDRESS or (tier is Tier.L3 and whose is CalendarOf.OWN)
