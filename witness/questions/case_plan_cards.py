"""What the plan of a case is made of: closed words, days and numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.ladder import RungState
from witness.domain.plans import PlanState
from witness.domain.visits import VisitKind
from witness.questions.case_trip_cards import CaseTrips


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit. seen: its number of steps, which a form about it carries along.

    came: what came of it, in closed words. must_tell: the officer in the case has still to be told.
    """

    visit_id: str
    witness_id: str
    who: str
    kind: VisitKind
    what: str
    when: str
    on: date | None
    at: str
    where: str
    minutes: int
    lead: str
    state: PlanState
    state_in_words: str
    because: str
    seen: int
    is_active: bool
    came: tuple[str, ...]
    evidence: str
    must_tell: bool


@dataclass(frozen=True, slots=True)
class RungRow:
    """One rung, as it stands. window: its days in words, "" when none can be named or it is done."""

    kind: VisitKind
    what: str
    says: str
    state: RungState
    state_in_words: str
    window: str
    leads: str
    because: str
    careful: str
    is_compressed: bool
    visit: VisitRow | None
    may_book: bool


@dataclass(frozen=True, slots=True)
class LadderCard:
    """One witness's ladder. short: what is missing from the least number of visits, "" when nothing is."""

    witness_id: str
    label: str
    initials: str
    rows: tuple[RungRow, ...]
    short: str
    refresh_at_end: bool
    has_refresh: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A trip or a booking. facts: about it, in closed words; next: the states that it may come to, with words."""

    item_id: str
    is_trip: bool
    what: str
    when: str
    facts: tuple[str, ...]
    state: PlanState
    state_in_words: str
    because: str
    cancel_by: datetime | None
    seen: int
    next: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise. to: to whom, as they are called."""

    promise_id: str
    words: str
    to: str
    owner: str
    due_on: date
    kept_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class PackLink:
    """That a page to take home can be made for one person and one day at court."""

    hearing_id: str
    person_id: str
    called: str
    when: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of the plan offer: (word, in words)."""

    witnesses: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    hearings: tuple[tuple[str, str], ...]
    visits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CasePlan:
    """The side of a case that shows what is planned. others: visits that stand on no rung, newest first."""

    ladders: tuple[LadderCard, ...]
    visits: tuple[VisitRow, ...]
    others: tuple[VisitRow, ...]
    trips: tuple[ItemRow, ...]
    bookings: tuple[ItemRow, ...]
    promises: tuple[PromiseRow, ...]
    choices: Choices
    packs: tuple[PackLink, ...] = ()
    rides: CaseTrips = CaseTrips()

    def visit(self, visit_id: str) -> VisitRow | None:
        """Give one of the visits, or None."""
        return next((row for row in self.visits if row.visit_id == visit_id), None)

    def item(self, item_id: str) -> ItemRow | None:
        """Give one of the trips or bookings, or None."""
        return next((row for row in (*self.trips, *self.bookings) if row.item_id == item_id), None)

    @property
    def open_promises(self) -> int:
        """How many promises have not been kept yet."""
        return sum(promise.kept_at is None for promise in self.promises)
