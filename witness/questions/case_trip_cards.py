"""What a trip of a case looks like on its page: closed words, days, hours and sums."""

from dataclasses import dataclass
from datetime import date

from witness.domain.trip_start import TripStart


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way to carry them. standing: what its driver has said, "" for one that is not tried yet."""

    letter: str
    words: str
    standing: str
    is_now: bool
    unfit: str


@dataclass(frozen=True, slots=True)
class KnowsRow:
    """Whether one side knows. how: when and how they were told, "" when nobody has told them."""

    side: str
    knows: bool
    how: str


@dataclass(frozen=True, slots=True)
class TripCard:
    """A trip, which says first whether it can go wrong, and what then.

    colour: "red", "amber", "green", "over". then: what is tried in turn. leave: when they have to leave, "" when not
    known. seen: how much is recorded. sum: of `costs`; unverified: it rests on a rate nobody has checked.
    """

    trip_id: str
    what: str
    when: str
    who: str
    is_back: bool
    is_active: bool
    colour: str
    reasons: tuple[str, ...]
    then: tuple[str, ...]
    leave: str
    facts: tuple[str, ...]
    ways: tuple[WayRow, ...]
    knows: tuple[KnowsRow, ...]
    answer: str
    approved: str
    costs: tuple[str, ...]
    sum: str
    unverified: bool
    home: str
    ends_at_home: bool
    released: str
    bail: str
    clash: bool
    seen: int


@dataclass(frozen=True, slots=True)
class AgainRow:
    """A ride that was called off because only a period was known, and that can be arranged again."""

    trip_id: str
    what: str
    day: str
    on: date | None
    hearing_id: str
    passengers: tuple[str, ...]
    mode: str
    pick_up: str
    provider: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """Where one defendant's side is known to be: districts, as they are typed."""

    label: str
    districts: str


@dataclass(frozen=True, slots=True)
class CaseTrips:
    """The trips of a case: what lies ahead or is open first."""

    cards: tuple[TripCard, ...] = ()
    again: tuple[AgainRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    start: TripStart = TripStart()

    def card(self, trip_id: str) -> TripCard | None:
        """Give one of the trips, or None."""
        return next((card for card in self.cards if card.trip_id == trip_id), None)

    def proposed(self, trip_id: str) -> AgainRow | None:
        """Give one of the rides that can be arranged again, or None."""
        return next((row for row in self.again if row.trip_id == trip_id), None)
