"""What a milestone is looked at with, and what is seen of it: true, not so, not needed, or nobody has recorded it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, family_of, measures_of
from witness.domain.court_time import london_day
from witness.domain.evidence import Need, NeedKind
from witness.domain.hearings import Hearing
from witness.domain.markers import Said
from witness.domain.measure_items import with_lapsed_supporter
from witness.domain.measures_chain import Chain
from witness.domain.milestone_rows import Holds, Milestone, MilestoneWord, Settled
from witness.domain.needs import as_it_stands
from witness.domain.plans import PlanState
from witness.domain.readiness_items import ReadinessItem, View, items_of
from witness.domain.readiness_unknowns import unknown_items
from witness.domain.trips import Direction, Trip
from witness.domain.visits import Visit, VisitKind
from witness.domain.working_days import WorkingCalendar

ARRANGED = frozenset({PlanState.CONFIRMED, PlanState.SHARED, PlanState.DONE})


class Truth(StrEnum):
    """What the facts say."""

    YES = "yes"
    NO = "no"
    NOT_NEEDED = "not_needed"
    NOT_RECORDED = "not_recorded"  # no fact can say it: never true until somebody gives their word


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a milestone. how: how we know, or what is missing. on: since which day, None when not known."""

    truth: Truth
    how: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """The picture seen from one witness, towards one hearing, at an instant.

    items: what readiness says of needs, attendance, dates and money. looked: keys of the looks at a list so far.
    """

    picture: CasePicture
    witness_id: str
    hearing: Hearing
    calendar: WorkingCalendar
    now: datetime
    today: date
    items: tuple[ReadinessItem, ...]
    chains: tuple[Chain, ...]
    looked: frozenset[str] = frozenset()

    @property
    def person_id(self) -> str:
        return self.picture.witness(self.witness_id).person_id

    @property
    def day(self) -> date | None:
        """The day of evidence, or the first day on which it may be."""
        return self.hearing.now.slot.on

    @property
    def family_ids(self) -> frozenset[str]:
        return frozenset(person.person_id for person in family_of(self.picture, self.witness_id))

    def item(self, what: object) -> ReadinessItem | None:
        """Give an item of readiness; None where nobody is asked about it."""
        return next((item for item in self.items if item.what is what), None)

    def need(self, kind: NeedKind) -> Need | None:
        own = (n for n in self.picture.needs if n.witness_id == self.witness_id and n.kind is kind)
        need = next(own, None)
        return None if need is None else as_it_stands(self.picture, need)

    def bookings(self, *kinds: BookingKind) -> tuple[Booking, ...]:
        """Give what is booked for this witness and this hearing."""
        return tuple(
            booking
            for booking in self.picture.bookings
            if booking.kind in kinds
            and booking.witness_id == self.witness_id
            and booking.hearing_id == self.hearing.hearing_id
            and (booking.is_active or booking.now.state in ARRANGED)
        )

    def ways_out(self) -> tuple[Trip, ...]:
        """Give the trips to this hearing on which this witness travels."""
        return tuple(
            trip
            for trip in self.picture.trips
            if trip.hearing_id == self.hearing.hearing_id
            and trip.direction is Direction.OUT
            and self.person_id in trip.passengers
            and (trip.is_active or trip.now.state is PlanState.DONE)
        )

    def visits(self, kind: VisitKind) -> tuple[Visit, ...]:
        """Give the visits of a kind that are ahead or have taken place."""
        own = (v for v in self.picture.visits if v.witness_id == self.witness_id and v.kind is kind)
        return tuple(visit for visit in own if visit.is_active or visit.now.state is PlanState.DONE)

    def word(self, code: Milestone, holds: Holds) -> MilestoneWord | None:
        """Give somebody's word that a milestone is reached, as long as it holds and was not taken back."""
        return word_that_holds(self.picture.milestones, self.witness_id, code, holds, self.hearing)

    def settled(self, code: Milestone) -> MilestoneWord | None:
        """Give what was said of a step that was due before the case came to us, for the date as it stands."""
        return settled_word(self.picture.milestones, self.witness_id, code, self.hearing)

    def was_before_us(self, due_on: date) -> bool:
        """Whether something was due before the case came to us."""
        came_on = self.picture.case.came_on
        return came_on is not None and due_on < came_on


def sight_of(
    picture: CasePicture,
    witness_id: str,
    hearing: Hearing,
    calendar: WorkingCalendar,
    now: datetime,
    looked: frozenset[str] = frozenset(),
) -> Sight:
    """Look at one witness, towards one hearing."""
    today = london_day(now)
    view = View(picture, witness_id, hearing, calendar, today)
    items = (*(with_lapsed_supporter(view, item) for item in items_of(view)), *unknown_items(view))
    chains = tuple(chain_in(picture, measure, hearing) for measure in measures_of(picture, witness_id))
    return Sight(picture, witness_id, hearing, calendar, now, today, items, chains, looked)


def word_that_holds(
    words: Iterable[MilestoneWord], witness_id: str, code: Milestone, holds: Holds, hearing: Hearing
) -> MilestoneWord | None:
    """Give the newest word about a milestone that counts for a hearing as it stands; None when there is none."""
    own = [w for w in words if w.witness_id == witness_id and w.code is code and _counts(w, holds, hearing)]
    newest = _newest(word for word in own if isinstance(word.said, Said))
    return newest if newest is not None and newest.said is Said.YES else None


def settled_word(
    words: Iterable[MilestoneWord], witness_id: str, code: Milestone, hearing: Hearing
) -> MilestoneWord | None:
    """Give what was last said of a step that was due before us, if it holds for a hearing as it stands."""
    own = (w for w in words if w.witness_id == witness_id and w.code is code and _counts(w, Holds.DAY, hearing))
    newest = _newest(own)
    return newest if newest is not None and isinstance(newest.said, Settled) else None


def _newest(words: Iterable[MilestoneWord]) -> MilestoneWord | None:
    return max(words, key=lambda w: (w.recorded_at, w.said is Said.MISTAKE, w.word_id), default=None)


def _counts(word: MilestoneWord, holds: Holds, hearing: Hearing) -> bool:
    if holds is Holds.ALWAYS:
        return True
    if word.hearing_id != hearing.hearing_id or not 1 <= word.of_revision <= len(hearing.revisions):
        return False
    return holds is Holds.HEARING or hearing.revision(word.of_revision).slot.on == hearing.now.slot.on


Finder = Callable[[Sight], Seen]


def yes(how: str, on: date | None = None) -> Seen:
    """It is so."""
    return Seen(Truth.YES, how, on)


def no(how: str) -> Seen:
    """It is not so."""
    return Seen(Truth.NO, how)


def not_needed(how: str) -> Seen:
    """Nobody needs it, and that is known."""
    return Seen(Truth.NOT_NEEDED, how)


def not_recorded(how: str = "Nobody has recorded it.") -> Seen:
    """No fact says it, either way."""
    return Seen(Truth.NOT_RECORDED, how)
