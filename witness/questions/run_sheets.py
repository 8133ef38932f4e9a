"""The run sheet: one officer's day on one page, for when the telephone is flat and the network is down.

Initials only. No family's number stands on it: paper gets lost, and the officer's own phone has them by initials.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.domain.access import Asking, Deed, Role, sees_cases
from witness.domain.accounts import Account, AccountState
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london, spoken_time
from witness.domain.errors import NotFound
from witness.domain.hearings import KIND_IN_WORDS, Certainty, Slot
from witness.domain.people import BY_THEIR_WORK
from witness.domain.planned_messages import meeting_time
from witness.domain.plans import PLAN_STATE_IN_WORDS, PlanState
from witness.domain.staffing import Absence, cover_for, is_away, on_call_at
from witness.domain.trips import MODE_IN_WORDS, PICK_UP_IN_WORDS, Direction
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS, Place
from witness.questions.how_to_ring import LANGUAGE_IN_WORDS
from witness.store import Desk, Store
from witness.store.boards import StandingLine
from witness.store.case_outlines import Narrowing
from witness.store.work_boards import CourtCard, RideLine, VisitLine

NOT_AGREED = "not agreed yet: ring the office"
NOON = time(12, 0)
VISIT_TICKS = ("met", "written down")
RIDE_TICKS: dict[Direction, tuple[str, ...]] = {
    Direction.OUT: ("picked up", "there"),
    Direction.BACK: ("called", "picked up", "home safe"),
}
COURT_TICKS = ("met", "in by the agreed door", "called", "released", "home safe")


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing on the way through the day. Everything but `case_id` and the hours is words to print.

    at, until: London hours, None where nobody has agreed one; until is None where nobody can know the end.
    gap: the time since the stop before it. fallback: what to do if it falls through, "" where nothing can; is_open:
    the fallback has not been agreed. ticks: the boxes.
    """

    case_id: str
    at: time | None
    until: time | None
    when: str
    what: str
    who: str
    where: str
    state: str = ""
    gap: str = ""
    lines: tuple[str, ...] = ()
    fallback: str = ""
    is_open: bool = False
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RingLine:
    """Whom to ring, by what they are."""

    role: str
    who: str


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The day of one officer. away: says that they do not work that day and who stands in, "" when they do."""

    officer_id: str
    officer: str
    on: date
    printed_at: datetime
    away: str
    stops: tuple[Stop, ...]
    ring: tuple[RingLine, ...]
    team: tuple[tuple[str, str], ...]


def run_sheet(store: Store, officer_id: str, on: date, *, asking: Asking) -> RunSheet:
    """Give the day of an officer: to themselves, to whoever stands in for them that day, and to their manager.

    Raises:
        NotFound: there is nobody of that name for this person. The attempt is on the record.
    """
    with store.reading() as desk:
        officer = desk.accounts.find(officer_id)
        absences = desk.staffing.absences(on)
    if officer is None or not _may_see(asking, officer, on, absences):
        _record_refusal(store, officer_id, asking)
        raise NotFound("There is no such run sheet.")
    with store.board_for(asking, doing="run_sheet.read", about=officer_id) as desk:
        return _sheet(desk, officer, on, absences, asking)


def day_of(desk: Desk, officer_id: str, on: date, asking: Asking) -> tuple[Stop, ...]:
    """Give the stops of an officer's day in order of time, with the gaps between them."""
    stops, _ = _stops(desk, officer_id, on, asking)
    return stops


def _may_see(asking: Asking, officer: Account, on: date, absences: tuple[Absence, ...]) -> bool:
    viewer = asking.viewer
    if officer.state is not AccountState.ACTIVE or not sees_cases(officer.role):
        return False
    if officer.id == viewer.account_id or cover_for(absences, officer.id, on) == viewer.account_id:
        return True
    return viewer.role is Role.MANAGER and officer.team_id == viewer.team_id


def _record_refusal(store: Store, officer_id: str, asking: Asking) -> None:
    viewer = asking.viewer
    with store.changing() as desk:
        desk.audit.record(
            Entry(
                at=asking.at,
                deed="run_sheet.read",
                outcome=AuditOutcome.DENIED,
                account_id=viewer.account_id,
                role=viewer.role.value,
                subject=officer_id[:80],
                request_id=asking.request_id,
            )
        )


def _sheet(desk: Desk, officer: Account, on: date, absences: tuple[Absence, ...], asking: Asking) -> RunSheet:
    stops, pictures = _stops(desk, officer.id, on, asking)
    team = tuple(a for a in desk.accounts.of_team(officer.team_id) if a.state is AccountState.ACTIVE)
    names = {account.id: account.name for account in team}
    stands_in = names.get(cover_for(absences, officer.id, on) or "", "nobody")
    away = f"Away on this day. {stands_in} stands in." if is_away(absences, officer.id, on) else ""
    return RunSheet(
        officer_id=officer.id,
        officer=officer.name,
        on=on,
        printed_at=asking.at,
        away=away,
        stops=stops,
        ring=tuple(_ring(desk, officer, on, team, pictures)),
        team=tuple((a.id, a.name) for a in team if sees_cases(a.role)),
    )


def _stops(desk: Desk, officer_id: str, on: date, asking: Asking) -> tuple[tuple[Stop, ...], tuple[CasePicture, ...]]:
    viewer = asking.viewer
    visits = desk.work_boards.visits(viewer, on, on, officer_id=officer_id)
    led = {visit.visit_id for visit in visits}
    rides = [r for r in desk.work_boards.rides(viewer, on) if r.owner_id == officer_id or r.visit_id in led]
    courts = desk.boards.standings(viewer, Deed.SEE_CASE, first=on, last=on, owner_id=officer_id)
    ids = {v.case_id for v in visits} | {r.case_id for r in rides} | {c.standing.case_id for c in courts}
    if not ids:
        return (), ()
    rows = desk.case_outlines.rows(viewer, Narrowing(case_ids=frozenset(ids)))
    pictures = {row.outline.picture.case.case_id: row.outline.picture for row in rows}
    codes = {p.case.court_code for p in pictures.values()} | {line.court_code for line in courts}
    cards = desk.work_boards.court_cards(codes)
    stops = [
        *(_visit(v, pictures[v.case_id], cards) for v in visits),
        *(_ride(r, pictures[r.case_id]) for r in rides),
        *(_court(c, pictures[c.standing.case_id], cards) for c in courts),
    ]
    # A ride comes before what it leads to, and what has no hour stands at the end.
    stops.sort(key=lambda stop: (stop.at is None, stop.at or NOON, stop.until is not None))
    return tuple(_with_gaps(stops)), tuple(pictures.values())


def _visit(visit: VisitLine, picture: CasePicture, cards: dict[str, CourtCard]) -> Stop:
    at = visit.step.at
    until = None if at is None else _later(at, visit.minutes)
    person_id = picture.witness(visit.witness_id).person_id
    where = PLACE_IN_WORDS[visit.place]
    if visit.place is Place.COURT:
        where = _court_words(where, _court_of(picture, visit.hearing_id), cards)
    return Stop(
        case_id=visit.case_id,
        at=at,
        until=until,
        when=_hours(at, until),
        what=_begin(VISIT_IN_WORDS[visit.kind]),
        who=visit.initials,
        where=where,
        state=PLAN_STATE_IN_WORDS[visit.step.state],
        lines=tuple(_with_whom(picture, person_id)),
        ticks=VISIT_TICKS,
    )


def _ride(ride: RideLine, picture: CasePicture) -> Stop:
    known = {person.person_id for person in picture.people}
    who = ", ".join(picture.called(person_id) for person_id in ride.passengers if person_id in known)
    out = ride.direction is Direction.OUT
    at = ride.step.at
    nobody_knows = "time not agreed" if out else "when they are released"
    fell_through = ride.step.state is PlanState.FAILED
    return Stop(
        case_id=ride.case_id,
        at=at,
        until=None,
        when=nobody_knows if at is None else spoken_time(at),
        what=f"Ride {'there' if out else 'home'}: {MODE_IN_WORDS[ride.mode]}",
        who=who,
        where=", ".join(part for part in (f"met {PICK_UP_IN_WORDS[ride.pick_up]}", ride.provider) if part),
        state=PLAN_STATE_IN_WORDS[ride.step.state],
        lines=("It fell through: arrange another first.",) if fell_through else (),
        fallback=NOT_AGREED,
        is_open=True,
        ticks=RIDE_TICKS[ride.direction],
    )


def _court(line: StandingLine, picture: CasePicture, cards: dict[str, CourtCard]) -> Stop:
    slot, kind = line.slot, "Hearing" if line.kind is None else _begin(KIND_IN_WORDS[line.kind])
    lines = list(_with_whom(picture, picture.witness(line.standing.witness_id).person_id))
    meet = None if slot is None else meeting_time(slot)
    if meet is not None:
        lines.insert(0, f"meet them at {spoken_time(meet)}")
    lines.append("which door, where they wait: not agreed yet, ask the Witness Service")
    where = _court_words("at court", line.court_code, cards)
    return Stop(
        case_id=line.standing.case_id,
        at=None if slot is None or slot.certainty is Certainty.WINDOW else slot.at,
        until=None,
        when=_court_hour(slot),
        what=kind,
        who=f"{line.initials} ({line.label})",
        where=", ".join(part for part in (where, "" if slot is None else _room(slot)) if part),
        lines=tuple(lines),
        ticks=COURT_TICKS,
    )


def _court_hour(slot: Slot | None) -> str:
    if slot is None or slot.certainty is Certainty.WINDOW:
        return "keep free"
    hour = "time not known" if slot.at is None else spoken_time(slot.at)
    return f"{hour}, if a court room is free" if slot.certainty is Certainty.MAYBE else hour


def _room(slot: Slot) -> str:
    return f"court room {slot.room}" if slot.room else ""


def _court_of(picture: CasePicture, hearing_id: str | None) -> str:
    hearing = next((h for h in picture.hearings if h.hearing_id == hearing_id), None)
    return picture.case.court_code if hearing is None else hearing.now.slot.court_code or picture.case.court_code


def _court_words(where: str, code: str, cards: dict[str, CourtCard]) -> str:
    card = cards.get(code)
    return where if card is None else ", ".join(part for part in (where, card.outcode, card.name) if part)


def _with_whom(picture: CasePicture, person_id: str) -> Iterator[str]:
    carers = [picture.called(carer.person_id) for carer in picture.carers_of(person_id)]
    if carers:
        yield f"family: {', '.join(dict.fromkeys(carers))}"
    language = picture.person(person_id).language
    if language not in ("en", ""):
        yield f"speaks {LANGUAGE_IN_WORDS.get(language, language)}"


def _with_gaps(stops: Iterable[Stop]) -> Iterator[Stop]:
    """Say how long there is between the end of one stop and the next; after a hearing nobody can."""
    ends: time | None = None
    for stop in stops:
        starts = stop.at
        has_gap = ends is not None and starts is not None and stop.until is not None
        yield replace(stop, gap=_gap(ends, starts)) if has_gap and ends and starts else stop
        ends = max((hour for hour in (ends, stop.until) if hour is not None), default=None)


def _gap(ends: time, starts: time) -> str:
    minutes = (starts.hour - ends.hour) * 60 + starts.minute - ends.minute
    return f"gap {minutes} min" if minutes >= 0 else f"overlaps by {-minutes} min"


def _ring(
    desk: Desk, officer: Account, on: date, team: tuple[Account, ...], pictures: tuple[CasePicture, ...]
) -> Iterator[RingLine]:
    office = desk.accounts.team(officer.team_id)
    if office.phone:
        yield RingLine("Office", office.phone)
    for account in team:
        if account.role is Role.MANAGER and account.id != officer.id:
            yield RingLine("Manager", _with_phone(account.name, account.desk_phone))
    evening = moment_in_london(on, time(18, 0))
    on_call = on_call_at(desk.staffing.rota_of(officer.team_id, evening), evening)
    for account in team:
        if account.id == on_call:
            yield RingLine("On call that evening", _with_phone(account.name, account.desk_phone))
    codes = {picture.case.court_code for picture in pictures}
    for card in sorted(desk.work_boards.court_cards(codes).values(), key=lambda card: card.name):
        yield RingLine("Court", _with_phone(card.name, card.phone))
    for picture in pictures:
        yield from _beside(picture)


def _beside(picture: CasePicture) -> Iterator[RingLine]:
    """Whoever works with the family, by what they are: their numbers are in the case file and the officer's phone."""
    whose = ", ".join(picture.person(w.person_id).initials for w in picture.witnesses)
    for part in picture.parts:
        if part.part in BY_THEIR_WORK and part.left_at is None:
            initials = picture.person(part.person_id).initials
            words = ", ".join(word for word in (initials, part.organisation) if word)
            yield RingLine(f"{whose}: {part.relation or part.part.value}", words)


def _with_phone(name: str, phone: str) -> str:
    return f"{name}, {phone}" if phone else name


def _hours(at: time | None, until: time | None) -> str:
    if at is None or until is None:
        return "time not agreed"
    return f"{spoken_time(at)} to {spoken_time(until)}"


def _later(at: time, minutes: int) -> time:
    whole = datetime.combine(date.min, at) + timedelta(minutes=minutes)
    return whole.time() if whole.date() == date.min else time(23, 59)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
