"""When a family can be met: by the place, by who is at school, by the days on which they cannot come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of
from witness.domain.ladder_windows import Window
from witness.domain.people import Person
from witness.domain.visits import Place, VisitKind
from witness.domain.week import Span
from witness.domain.working_days import SATURDAY
from witness.domain.working_hours import minute_of

# Compulsory school age in England and Wales is 5 to 16; most stay until 18, and a plan had better not count on it.
SCHOOL_FROM, SCHOOL_UNTIL = 5, 18
REMOTE = frozenset({Place.PHONE, Place.ONLINE})


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Between which hours a meeting may be. It starts no earlier than `first` and is over by `last`."""

    first: time
    last: time
    says: str
    source: str = "judgement, not verified"


AT_SCHOOL = (HoursRow(time(9, 15), time(15, 0), "in school hours"),)
AFTER_SCHOOL = (HoursRow(time(15, 45), time(18, 30), "after school"),)
ALL_DAY = (HoursRow(time(9, 0), time(18, 30), "by day"),)
CALLS = (HoursRow(time(9, 30), time(18, 0), "when calls are welcome"),)
# The list for tomorrow is out about half past four.
EVE_CALLS = (HoursRow(time(16, 30), time(18, 30), "after the list is out"),)
# Around the sitting of the court, so that nobody meets who should not: a court agrees each visit by itself.
COURT_SLOTS = (
    HoursRow(time(8, 45), time(10, 30), "before the court sits"),
    HoursRow(time(12, 45), time(14, 30), "over the court's lunch"),
    HoursRow(time(15, 30), time(17, 30), "when the court has risen"),
)


def starts_of(
    picture: CasePicture, witness_id: str, kind: VisitKind, place: Place, minutes: int, days: Iterable[date]
) -> tuple[Span, ...]:
    """Give when a meeting may start on those of these days on which the family can come; empty when on none."""
    person = picture.person(picture.witness(witness_id).person_id)
    away = _days_away(picture, witness_id, place)
    found: list[Span] = []
    for day in sorted(days):
        if day.weekday() >= SATURDAY or any(first <= day <= last for first, last in away):
            continue
        for row in _rows(person, kind, place, day):
            latest = minute_of(row.last) - minutes
            if latest >= minute_of(row.first):
                found.append(Span(day, minute_of(row.first), latest))
    return tuple(found)


def without(spans: Iterable[Span], busy: Iterable[Span], minutes: int) -> tuple[Span, ...]:
    """Cut out of spans of starts what would overlap something. busy: from when to when; minutes: of the meeting."""
    left = tuple(spans)
    for block in busy:
        left = tuple(part for span in left for part in _cut(span, block, minutes))
    return left


def after(spans: Iterable[Span], on: date, minute: int) -> tuple[Span, ...]:
    """Give what is left of spans from a minute of a day on."""
    kept = []
    for span in spans:
        first = max(span.first, minute) if span.on == on else span.first
        if span.on >= on and first <= span.last:
            kept.append(Span(span.on, first, span.last))
    return tuple(kept)


def days_between(window: Window, first_on: date, last_on: date) -> tuple[date, ...]:
    """Give the days of a window that lie between two days, all included."""
    first, last = max(window.first, first_on), min(window.last, last_on)
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def _cut(span: Span, block: Span, minutes: int) -> Iterator[Span]:
    if span.on != block.on:
        yield span
        return
    before, behind = min(span.last, block.first - minutes), max(span.first, block.last)
    if span.first <= before:
        yield Span(span.on, span.first, before)
    if behind <= span.last and behind > before:
        yield Span(span.on, behind, span.last)


def _rows(person: Person, kind: VisitKind, place: Place, day: date) -> tuple[HoursRow, ...]:
    if kind is VisitKind.EVE_CALL:
        return EVE_CALLS
    if place in REMOTE:
        return CALLS
    if place is Place.COURT:
        return COURT_SLOTS
    if place is Place.SCHOOL:
        return AT_SCHOOL
    age = person.age_on(day)
    return AFTER_SCHOOL if age is not None and SCHOOL_FROM <= age < SCHOOL_UNTIL else ALL_DAY


def _days_away(picture: CasePicture, witness_id: str, place: Place) -> list[tuple[date, date]]:
    """Give the days on which they cannot come. At school nobody but the witness is needed."""
    person_id = picture.witness(witness_id).person_id
    people = {person.person_id for person in family_of(picture, witness_id)}
    needed = {person_id} if place is Place.SCHOOL else people
    return [(d.first_on, d.last_on) for d in picture.availability if d.person_id in needed]
