"""The ripple of a changed hearing: for everything planned around it, what may be kept, moved or cancelled, and why.

Like messages, what was planned is brought in line with the newest revision: a step is added to whatever was planned
for another promise. Running it again on its own result adds nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.hearings import Hearing
from witness.domain.plans import PlanState, PlanStep
from witness.domain.ripple_days import Shift, follows_visit
from witness.domain.ripple_items import Group, Item, deadline_in_words, items_around, planned_for, ride, step_in_words
from witness.domain.ripple_options import Option, in_few_words, options_of
from witness.domain.ripple_table import CHOICE_IN_WORDS, Choice, Turn, turn_of
from witness.domain.visits import Visit
from witness.domain.working_days import WorkingCalendar

UNDONE = "The change was undone."


@dataclass(frozen=True, slots=True)
class Further:
    """A further step of something planned. number: counts from 1 within the item."""

    item_id: str
    number: int
    step: PlanStep


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What happens to one thing planned. options: what is allowed, the default first; choice: the one taken.

    note: until when it can be cancelled without a charge, "" when nothing is due. on: its day before the change.
    """

    item_id: str
    group: Group
    what: str
    before: str
    choice: Choice
    options: tuple[Option, ...]
    number: int
    note: str = ""
    on: date | None = None

    @property
    def chosen(self) -> Option:
        """The way that is taken."""
        return next(option for option in self.options if option.choice is self.choice)

    @property
    def allowed(self) -> tuple[Choice, ...]:
        """What may be chosen."""
        return tuple(option.choice for option in self.options)

    @property
    def further(self) -> Further:
        """The step that is added."""
        return Further(self.item_id, self.number, self.chosen.step)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What undoing a change does to what was planned. left: what somebody has touched since, which stays as it is."""

    steps: tuple[Further, ...]
    left: tuple[str, ...]


def change_key(hearing: Hearing) -> str:
    """Name the newest change of a hearing as the steps that it brings about carry it."""
    return f"{hearing.hearing_id}:{hearing.now.number}"


def planned_after(
    picture: CasePicture,
    hearing_id: str,
    choices: Mapping[str, Choice],
    *,
    calendar: WorkingCalendar,
    now: datetime,
) -> tuple[ItemChange, ...]:
    """Compute what becomes of everything planned around a hearing, as it stands in its newest revision.

    choices: by item, what was decided; the default holds for the others. An item that nothing happens to is not given.

    Raises:
        Refused: something was chosen that would leave something untrue.
    """
    hearing = picture.hearing(hearing_id)
    changes = [
        _change_of(item, hearing, choices.get(item.item_id), calendar, now)
        for item in items_around(picture, hearing_id)
        if item.stands and turn_of(planned_for(hearing, item.now), hearing.now) is not Turn.NONE
    ]
    moved = with_steps(picture, tuple(change.further for change in changes))
    return (*changes, *_rides_to_visits(moved, hearing, now))


def all_planned_after(
    picture: CasePicture, choices: Mapping[str, Choice], *, calendar: WorkingCalendar, now: datetime
) -> tuple[ItemChange, ...]:
    """Compute what becomes of everything planned in a case, around whatever hearing."""
    return tuple(
        change
        for hearing in picture.hearings
        for change in planned_after(picture, hearing.hearing_id, choices, calendar=calendar, now=now)
    )


def with_steps(picture: CasePicture, steps: tuple[Further, ...]) -> CasePicture:
    """Give the picture with further steps taken."""
    if not steps:
        return picture
    by_item = {further.item_id: further.step for further in steps}

    def taken(item_id: str, before: tuple[PlanStep, ...]) -> tuple[PlanStep, ...]:
        return (*before, by_item[item_id]) if item_id in by_item else before

    return replace(
        picture,
        visits=tuple(replace(v, steps=taken(v.visit_id, v.steps)) for v in picture.visits),
        trips=tuple(replace(t, steps=taken(t.trip_id, t.steps)) for t in picture.trips),
        bookings=tuple(replace(b, steps=taken(b.booking_id, b.steps)) for b in picture.bookings),
    )


def taken_back(picture: CasePicture, hearing_id: str, undone: int, now: datetime) -> TakenBack:
    """Restore what a change of a hearing did to what was planned, where nobody has touched it since.

    picture: with the revision that takes `undone` back.
    """
    hearing = picture.hearing(hearing_id)
    undone_key, key = f"{hearing_id}:{undone}", change_key(hearing)
    steps, left = [], []
    for item in _everything_planned(picture, hearing_id):
        if all(step.change != undone_key for step in item.steps):
            continue
        if item.now.change != undone_key or len(item.steps) == 1:
            left.append(item.what)
            continue
        before = item.steps[-2]
        number = before.of_revision and hearing.now.number
        back = replace(before, recorded_at=now, of_revision=number, because=UNDONE, change=key)
        steps.append(Further(item.item_id, len(item.steps) + 1, back))
    return TakenBack(tuple(steps), tuple(left))


def waiting_on(picture: CasePicture, hearing_id: str, now: datetime) -> tuple[str, ...]:
    """Say what is planned around a hearing that is in doubt, with the day until which it costs nothing to wait."""
    rows = []
    for item in items_around(picture, hearing_id):
        if item.stands:
            note, _ = deadline_in_words(item, now)
            rows.append(f"{item.what}: {step_in_words(item.now)}. {note}".strip())
    return tuple(rows)


def _everything_planned(picture: CasePicture, hearing_id: str) -> Iterator[Item]:
    yield from items_around(picture, hearing_id)
    for trip in picture.trips:
        if trip.visit_id is not None:
            yield ride(picture, trip)


def _change_of(
    item: Item, hearing: Hearing, wanted: Choice | None, calendar: WorkingCalendar, now: datetime
) -> ItemChange:
    shift = Shift(planned_for(hearing, item.now), hearing.now, calendar, now)
    turn = turn_of(shift.then, shift.now)
    options = options_of(item, shift, turn, change_key(hearing))
    if wanted is not None and wanted not in {option.choice for option in options}:
        raise Refused(
            f"{item.what} ({step_in_words(item.now)}) cannot be left so: it would speak of a date that is no longer "
            f"true. Choose {' or '.join(CHOICE_IN_WORDS[option.choice].lower() for option in options)}."
        )
    note, has_passed = deadline_in_words(item, now)
    return ItemChange(
        item_id=item.item_id,
        group=item.group,
        what=item.what,
        before=step_in_words(item.now),
        choice=wanted or options[0].choice,
        options=options,
        number=len(item.steps) + 1,
        note="" if has_passed else note,
        on=item.now.on,
    )


def _rides_to_visits(picture: CasePicture, hearing: Hearing, now: datetime) -> Iterator[ItemChange]:
    """A ride to a visit goes where the visit goes; nothing about it is left to choose."""
    visits = {visit.visit_id: visit for visit in picture.visits if visit.hearing_id == hearing.hearing_id}
    for trip in picture.trips:
        visit = visits.get(trip.visit_id or "")
        item = ride(picture, trip)
        if visit is None or not item.stands or not _has_left(visit, item.now):
            continue
        before, after = visit.steps[-2], visit.now
        note, has_passed = deadline_in_words(item, now)
        if visit.is_active:
            choice, words = Choice.MOVE, "It goes with the visit."
            on, at = follows_visit(item.now, before, after)
            step = replace(item.now, state=PlanState.NEEDED, on=on, at=at)
        else:
            choice, words = Choice.CANCEL, "The visit was cancelled."
            step = replace(item.now, state=PlanState.CANCELLED)
        number = trip.now.of_revision and hearing.now.number
        step = replace(step, recorded_at=now, of_revision=number, because=words, change=after.change)
        option = Option(
            choice,
            step_in_words(step),
            words,
            note if has_passed else "",
            step,
            in_few_words(item.habit, choice, step),
        )
        yield ItemChange(
            item.item_id,
            item.group,
            f"{item.what} (to the visit)",
            step_in_words(item.now),
            choice,
            (option,),
            len(item.steps) + 1,
            "" if has_passed else note,
            item.now.on,
        )


def _has_left(visit: Visit, ride_now: PlanStep) -> bool:
    """Whether a change of the hearing moved or ended a visit after a ride to it had been planned."""
    if not visit.now.change or len(visit.steps) == 1 or ride_now.change == visit.now.change:
        return False
    before = visit.steps[-2]
    stayed = visit.is_active and (before.on, before.at) == (visit.now.on, visit.now.at)
    return not stayed and ride_now.recorded_at <= visit.now.recorded_at
