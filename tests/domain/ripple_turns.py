"""What a court, a list or an officer may do with a hearing, one thing after the other."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import strategies as st

from tests.builders import noon
from witness.domain.hearings import Listing, Slot

START = noon(date(2026, 11, 10))
COURTS = ("429", "430")


@dataclass(frozen=True)
class Turn:
    """Something that a court, a list or an officer does: days from the start, and how long after the turn before."""

    what: str
    days: int
    hour: int | None
    court: str
    listing: Listing
    minutes: int


TURNS = st.lists(
    st.builds(
        Turn,
        what=st.sampled_from(["date", "date", "date", "window", "off", "doubt", "undo", "room"]),
        days=st.integers(2, 400),
        hour=st.one_of(st.none(), st.integers(9, 15)),
        court=st.sampled_from(COURTS),
        listing=st.sampled_from([Listing.FIXTURE, Listing.FLOATER, Listing.TO_BE_CONFIRMED]),
        minutes=st.sampled_from([1, 5, 14, 60, 3000]),
    ),
    max_size=6,
)


def slot_of(turn: Turn) -> Slot:
    on = START.date() + timedelta(days=turn.days)
    if turn.what == "window":
        return Slot(Listing.WARNED_LIST, on, on + timedelta(days=11), None, turn.court)
    return Slot(turn.listing, on, None, None if turn.hour is None else time(turn.hour), turn.court)
