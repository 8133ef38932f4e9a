"""The plan of a case: each witness's ladder, and what is booked, driven, arranged and promised around it."""

from collections.abc import Iterator
from datetime import date, datetime

from witness.domain.access import Role
from witness.domain.accounts import Account, AccountState
from witness.domain.bookings import BOOKING_IN_WORDS, Booking
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day, spoken_time
from witness.domain.hearings import KIND_IN_WORDS, HearingState
from witness.domain.ladder import RUNG_STATE_IN_WORDS, Rung, RungState, ladder_of, too_few_visits
from witness.domain.ladder_rules import Leads
from witness.domain.ladder_windows import Window
from witness.domain.packs import has_pack, takers
from witness.domain.plans import NEXT, PLAN_STATE_IN_WORDS, PlanStep
from witness.domain.rules import Rules
from witness.domain.trips import MODE_IN_WORDS, PICK_UP_IN_WORDS, Direction, Trip
from witness.domain.visit_reports import CHECKLIST, MOODS
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS, Visit, VisitKind
from witness.questions.case_plan_cards import (
    CasePlan,
    Choices,
    ItemRow,
    LadderCard,
    PackLink,
    PromiseRow,
    RungRow,
    VisitRow,
)
from witness.questions.case_trips import trips_of

MAY_BE_BOOKED = frozenset({RungState.DUE, RungState.LATE, RungState.NOT_YET})


def plan_of(picture: CasePicture, staff: tuple[Account, ...], rules: Rules, now: datetime) -> CasePlan:
    """Lay out what is planned in a case. staff: everybody who has an account."""
    names = {account.id: account.name for account in staff}
    visits = {v.visit_id: _visit_row(picture, v, names) for v in picture.visits}
    ladders = tuple(_ladder(picture, w.witness_id, visits, rules, now) for w in picture.witnesses)
    on_a_rung = {row.visit.visit_id for card in ladders for row in card.rows if row.visit is not None}
    others = [row for row in visits.values() if row.visit_id not in on_a_rung]
    today = london_day(now)
    return CasePlan(
        ladders=ladders,
        visits=tuple(visits.values()),
        others=tuple(sorted(others, key=lambda row: (row.is_active, row.on or date.max), reverse=True)),
        trips=tuple(_trip_row(picture, t) for t in sorted(picture.trips, key=_trip_order)),
        bookings=tuple(_booking_row(picture, b) for b in sorted(picture.bookings, key=lambda b: _sort(b.now))),
        promises=tuple(_promises(picture, names, today)),
        choices=_choices(picture, staff, today),
        packs=tuple(_packs(picture, today)),
        rides=trips_of(picture, rules.calendar, now),
    )


def _packs(picture: CasePicture, today: date) -> Iterator[PackLink]:
    """Give the pages that can be made, the soonest day first."""
    ahead = [h for h in picture.hearings if has_pack(h, today)]
    for hearing in sorted(ahead, key=lambda h: h.now.slot.on or date.max):
        when = f"{KIND_IN_WORDS[hearing.kind]}, {hearing.now.slot.in_brief(today)}"
        for person_id in takers(picture, hearing.hearing_id):
            yield PackLink(hearing.hearing_id, person_id, picture.called(person_id), when)


def _trip_order(trip: Trip) -> tuple[bool, date, bool, str]:
    over, on, at = _sort(trip.now)
    return over, on, trip.direction is Direction.BACK, at


def _sort(step: PlanStep) -> tuple[bool, date, str]:
    """What is still ahead first, the soonest first."""
    return (not NEXT[step.state], step.on or date.max, str(step.at or ""))


def _ladder(
    picture: CasePicture, witness_id: str, visits: dict[str, VisitRow], rules: Rules, now: datetime
) -> LadderCard:
    witness = picture.witness(witness_id)
    rungs = ladder_of(picture, witness_id, rules.calendar, now)
    closed = picture.case.closed_on is not None
    return LadderCard(
        witness_id=witness_id,
        label=witness.label,
        initials=picture.person(witness.person_id).initials,
        rows=tuple(_rung_row(rung, visits, closed=closed) for rung in rungs),
        short=too_few_visits(picture, witness_id, rules.calendar, now),
        refresh_at_end=witness.refresh_at_end,
        has_refresh=any(r.kind is VisitKind.MEMORY_REFRESH and r.state is not RungState.DONE for r in rungs),
    )


def _rung_row(rung: Rung, visits: dict[str, VisitRow], *, closed: bool) -> RungRow:
    free = rung.visit is None and rung.state in MAY_BE_BOOKED and not closed
    return RungRow(
        kind=rung.kind,
        what=VISIT_IN_WORDS[rung.kind],
        says=rung.rule.says,
        state=rung.state,
        state_in_words=RUNG_STATE_IN_WORDS[rung.state],
        window="" if rung.window is None else window_in_words(rung.window),
        leads="" if rung.rule.leads is Leads.SUPPORT else rung.rule.leads.value,
        because=rung.because,
        careful=rung.careful,
        is_compressed=rung.is_compressed,
        visit=None if rung.visit is None else visits[rung.visit.visit_id],
        may_book=free and (rung.window is not None or not rung.rule.hangs_on_date),
    )


def window_in_words(window: Window) -> str:
    """Say on which days a rung belongs."""
    if window.first == window.last:
        return short_day(window.first)
    return f"{short_day(window.first)} to {short_day(window.last)}"


def _visit_row(picture: CasePicture, visit: Visit, names: dict[str, str]) -> VisitRow:
    witness, report = picture.witness(visit.witness_id), visit.report
    came: list[str] = []
    evidence = ""
    if report is not None:
        topics = {topic.code: topic.words for topic in CHECKLIST[visit.kind]}
        came = [topics.get(code, code) for code in report.covered]
        came += [f"They were {MOODS.get(report.mood, report.mood)}"] if report.mood else []
    if report is not None and report.evidence_mentioned:
        evidence = "Evidence was mentioned; the talk was " + ("stopped." if report.stopped else "not stopped.")
    return VisitRow(
        visit_id=visit.visit_id,
        witness_id=visit.witness_id,
        who=f"{witness.label} · {picture.person(witness.person_id).initials}",
        kind=visit.kind,
        what=VISIT_IN_WORDS[visit.kind],
        when=when_in_words(visit.now),
        on=visit.now.on,
        at="" if visit.now.at is None else f"{visit.now.at:%H:%M}",
        where=PLACE_IN_WORDS[visit.place],
        minutes=visit.minutes,
        lead=_lead(visit, names),
        state=visit.now.state,
        state_in_words=PLAN_STATE_IN_WORDS[visit.now.state],
        because=visit.now.because,
        seen=len(visit.steps),
        is_active=visit.is_active,
        came=tuple(came),
        evidence=evidence,
        must_tell=bool(report is not None and report.evidence_mentioned and report.oic_told_at is None),
    )


def _lead(visit: Visit, names: dict[str, str]) -> str:
    if visit.kind is VisitKind.MEMORY_REFRESH:
        return Leads.POLICE.value
    return names.get(visit.officer_id or "", "nobody of ours yet")


def when_in_words(step: PlanStep) -> str:
    """Say when something is planned: "Thu 26 Nov at 2pm"."""
    if step.on is None:
        return "no day yet"
    return short_day(step.on) + (f" at {spoken_time(step.at)}" if step.at else "")


def _trip_row(picture: CasePicture, trip: Trip) -> ItemRow:
    out = trip.direction is Direction.OUT
    at = when_in_words(trip.now)
    if not out and trip.now.at is None and trip.now.on is not None:
        at += ", when they are released"
    facts = [
        ", ".join(picture.called(person_id) for person_id in trip.passengers),
        f"met {PICK_UP_IN_WORDS[trip.pick_up]}",
        _trip_for(picture, trip),
        trip.provider,
    ]
    what = f"{'There' if out else 'Back'}: {MODE_IN_WORDS[trip.mode]}"
    return _item(trip.trip_id, what, at, facts, trip.now, trip.cancel_by, len(trip.steps), is_trip=True)


def _trip_for(picture: CasePicture, trip: Trip) -> str:
    if trip.hearing_id is not None:
        return f"for the {KIND_IN_WORDS[picture.hearing(trip.hearing_id).kind]}"
    visit = next((v for v in picture.visits if v.visit_id == trip.visit_id), None)
    return "" if visit is None else f"for the {VISIT_IN_WORDS[visit.kind]}"


def _booking_row(picture: CasePicture, booking: Booking) -> ItemRow:
    witness = picture.witness(booking.witness_id)
    hearing = picture.hearing(booking.hearing_id)
    facts = [
        f"{witness.label} · {picture.person(witness.person_id).initials}",
        f"for the {KIND_IN_WORDS[hearing.kind]}",
        f"whose move: {'us' if booking.whose.value == 'support' else booking.whose.value}",
    ]
    what = BOOKING_IN_WORDS[booking.kind].capitalize()
    when = when_in_words(booking.now)
    return _item(
        booking.booking_id, what, when, facts, booking.now, booking.cancel_by, len(booking.steps), is_trip=False
    )


def _item(
    item_id: str,
    what: str,
    when: str,
    facts: list[str],
    step: PlanStep,
    cancel_by: datetime | None,
    seen: int,
    *,
    is_trip: bool,
) -> ItemRow:
    return ItemRow(
        item_id=item_id,
        is_trip=is_trip,
        what=what,
        when=when,
        facts=tuple(fact for fact in facts if fact),
        state=step.state,
        state_in_words=PLAN_STATE_IN_WORDS[step.state],
        because=step.because,
        cancel_by=cancel_by,
        seen=seen,
        next=tuple((state.value, PLAN_STATE_IN_WORDS[state]) for state in NEXT[step.state]),
    )


def _promises(picture: CasePicture, names: dict[str, str], today: date) -> Iterator[PromiseRow]:
    """Broken ones first, then those that are due, then those that were kept."""
    for promise in sorted(picture.promises, key=lambda p: (p.kept_at is not None, p.due_on)):
        yield PromiseRow(
            promise_id=promise.promise_id,
            words=promise.words,
            to=picture.called(promise.person_id) if promise.person_id else "the whole family",
            owner=names.get(promise.owner_id, "nobody"),
            due_on=promise.due_on,
            kept_at=promise.kept_at,
            is_late=promise.kept_at is None and promise.due_on < today,
        )


def _choices(picture: CasePicture, staff: tuple[Account, ...], today: date) -> Choices:
    standing = [h for h in picture.hearings if h.now.state in (HearingState.LISTED, HearingState.UNCONFIRMED)]
    return Choices(
        witnesses=tuple(
            (w.witness_id, f"{w.label} · {picture.person(w.person_id).initials}") for w in picture.witnesses
        ),
        officers=tuple(
            (account.id, account.name)
            for account in staff
            if account.state is AccountState.ACTIVE
            and account.role in (Role.OFFICER, Role.MANAGER)
            and account.team_id == picture.case.team_id
        ),
        people=tuple(sorted(((p.person_id, picture.called(p.person_id)) for p in picture.people), key=lambda p: p[1])),
        hearings=tuple(
            (h.hearing_id, f"{KIND_IN_WORDS[h.kind].capitalize()}, {h.now.slot.in_brief(today)}") for h in standing
        ),
        visits=tuple(
            (v.visit_id, f"{VISIT_IN_WORDS[v.kind].capitalize()}, {when_in_words(v.now)}")
            for v in picture.visits
            if v.is_active
        ),
    )
