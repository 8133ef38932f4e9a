"""The days of a draft, and of what stands already, put together from the facts of a week for whoever may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from witness.domain.travel import PICK_UP_MINUTES, SET_DOWN_MINUTES
from witness.domain.week import Span, Spot, TaskKind, WeekFacts, WeekOfficer, WeekRide, WeekTask, WorkDay
from witness.domain.week_drafts import Draft, DraftStop
from witness.domain.week_pieces import OfficerDay, Piece, PieceKind

VISIT, PICK_UP, SET_DOWN = "visit", "pickup", "dropoff"
DAY_OFF, AWAY = "Not a working day", "Away"
UNKNOWN = "busy"


@dataclass(frozen=True, slots=True)
class Label:
    """What a viewer may be told of a task: initials, what it is, where by kind of place, and whose case."""

    initials: str = ""
    what: str = UNKNOWN
    place: str = ""
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """How somebody sees a week. labels: by task; what has none is "busy". names: first names by account.

    pinned: which tasks are. notes: why something stands although it does not fit, by task. away: who is, on which days.
    """

    labels: Mapping[str, Label]
    names: Mapping[str, str]
    pinned: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    away: frozenset[tuple[str, date]] = frozenset()

    def label(self, key: str) -> Label:
        """Give what may be told of a task."""
        return self.labels.get(key, Label())

    def name(self, account_id: str) -> str:
        """Give a first name."""
        return self.names.get(account_id, "a colleague")


@dataclass(frozen=True, slots=True)
class At:
    """A stop of somebody's day: which task, what for, when its service begins and how long it is, and where."""

    key: str
    what: str
    minute: int
    minutes: int
    spot: Spot


def dates_of(facts: WeekFacts) -> tuple[date, ...]:
    """Give the days of a week."""
    return tuple(facts.first_on + timedelta(days=n) for n in range((facts.last_on - facts.first_on).days + 1))


def stop_at(facts: WeekFacts, stop: DraftStop) -> At | None:
    """Give where and how long a stop of a draft is; None when the facts have no such task."""
    task = facts.task(stop.key)
    if task is None:
        return None
    if isinstance(task, WeekTask):
        return At(stop.key, VISIT, stop.minute, task.buffer.before + task.minutes + task.buffer.after, task.spot)
    if stop.what == SET_DOWN:
        return At(stop.key, SET_DOWN, stop.minute, SET_DOWN_MINUTES, task.set_down)
    return At(stop.key, PICK_UP, stop.minute, PICK_UP_MINUTES, task.pick_up)


def days_of(facts: WeekFacts, draft: Draft, seen: Seen) -> tuple[OfficerDay, ...]:
    """Give each day of each officer as a draft has filled it."""
    stops: dict[tuple[str, date], list[At]] = {}
    for round_ in draft.rounds:
        found = stops.setdefault((round_.account_id, round_.on), [])
        found += [at for at in (stop_at(facts, stop) for stop in round_.stops) if at is not None]
    return _days(facts, stops, seen)


def agreed_days(facts: WeekFacts, seen: Seen) -> tuple[OfficerDay, ...]:
    """Give each day as it stands without any draft: what was agreed with families, and days at court."""
    stops: dict[tuple[str, date], list[At]] = {}
    for task in facts.tasks:
        moment = task.was_at or task.at
        if moment is None or task.kind is TaskKind.DUE:
            continue
        whole = task.buffer.before + task.minutes + task.buffer.after
        for account_id in task.was_with or task.with_whom:
            at = At(task.key, VISIT, moment.minute - task.buffer.before, whole, task.spot)
            stops.setdefault((account_id, moment.on), []).append(at)
    return _days(facts, stops, seen)


def work_day(officer: WeekOfficer, on: date) -> WorkDay | None:
    """Give the hours of an officer on a day; None when they do not work."""
    return next((day for day in officer.days if day.on == on), None)


def starts_of(task: WeekTask | WeekRide) -> tuple[Span, ...]:
    """Give when a task may start: the meeting, or the pick-up."""
    return task.starts if isinstance(task, WeekTask) else task.pick_up_between


def _days(facts: WeekFacts, stops: Mapping[tuple[str, date], list[At]], seen: Seen) -> tuple[OfficerDay, ...]:
    together: dict[tuple[str, date], set[str]] = {}
    for (account_id, on), found in stops.items():
        for at in found:
            together.setdefault((at.key, on), set()).add(account_id)
    return tuple(
        _day(facts, officer, on, stops.get((officer.account_id, on), []), together, seen)
        for officer in facts.officers
        for on in dates_of(facts)
    )


def _day(
    facts: WeekFacts,
    officer: WeekOfficer,
    on: date,
    stops: Iterable[At],
    together: Mapping[tuple[str, date], set[str]],
    seen: Seen,
) -> OfficerDay:
    pieces: list[Piece] = []
    here = officer.base
    for at in sorted(stops, key=lambda stop: (stop.minute, stop.what == SET_DOWN, stop.key)):
        others = sorted(seen.name(one) for one in together[at.key, on] - {officer.account_id})
        piece = _piece(facts, at, seen)
        pieces.append(replace(piece, travel=facts.ways.get((here.key, at.spot.key), 0), beside=tuple(others)))
        here = at.spot
    work = work_day(officer, on)
    return OfficerDay(
        officer_id=officer.account_id,
        on=on,
        hours=() if work is None else ((work.starts, work.ends),),
        pieces=tuple(pieces),
        way_home=facts.ways.get((here.key, officer.base.key), 0) if pieces else 0,
        overtime=0 if work is None else work.overtime,
        pause=0 if work is None else max(0, work.ends - work.starts - work.plannable),
        away="" if work is not None else AWAY if (officer.account_id, on) in seen.away else DAY_OFF,
    )


def _piece(facts: WeekFacts, at: At, seen: Seen) -> Piece:
    task, label = facts.task(at.key), seen.label(at.key)
    is_visit = isinstance(task, WeekTask)
    before = task.buffer.before if isinstance(task, WeekTask) else 0
    after = task.buffer.after if isinstance(task, WeekTask) else 0
    return Piece(
        key=at.key,
        kind=_kind(task, at.what),
        initials=label.initials,
        what=label.what if is_visit else "pick-up" if at.what == PICK_UP else "set-down",
        place=label.place,
        starts=at.minute + before,
        minutes=at.minutes - before - after,
        before=before,
        after=after,
        case_id=label.case_id,
        is_pinned=at.key in seen.pinned,
        note=seen.notes.get(at.key, ""),
    )


def _kind(task: WeekTask | WeekRide | None, what: str) -> PieceKind:
    if isinstance(task, WeekTask):
        if task.kind is TaskKind.COURT_DAY:
            return PieceKind.HEARING
        return PieceKind.VISIT if is_movable(task) else PieceKind.PROMISE
    return PieceKind.SET_DOWN if what == SET_DOWN else PieceKind.PICK_UP


def is_movable(task: WeekTask | WeekRide) -> bool:
    """Whether a person may put a task elsewhere: what was agreed stays, but for a repair that had to free it."""
    if isinstance(task, WeekRide) or task.kind is TaskKind.DUE:
        return True
    return task.kind is TaskKind.PROMISED and task.at is None
