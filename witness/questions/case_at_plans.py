"""What was planned at an instant, once what had become untrue was put right, and how far special measures had got."""

from datetime import date, datetime
from typing import Any

from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, hearing_ahead
from witness.domain.expense_lines import sheet_of
from witness.domain.measures import MEASURE_IN_WORDS, Measure
from witness.domain.measures_chain import due_on, lapse_in_words
from witness.domain.plans import PlanStep
from witness.domain.their_areas import near_them, not_compared, visit_near_them
from witness.domain.trip_course import answer_of, driver_knows, family_knows, letter, next_try_at, way_now, ways_of
from witness.domain.trip_light import home_safe_at, light_of
from witness.domain.trip_rates import costs_of
from witness.domain.trip_times import leaving
from witness.domain.trips import Trip
from witness.domain.working_days import WorkingCalendar
from witness.questions.plain import day_in_json, in_json

Json = dict[str, Any]


def visits_at(picture: CasePicture, officers: dict[str, str]) -> list[Json]:
    """Give the visits. officers: the addresses of those who lead them, by account."""
    return [
        {
            "kind": v.kind.value,
            "witness": picture.witness(v.witness_id).label,
            "place": v.place.value,
            "minutes": v.minutes,
            "officer": officers.get(v.officer_id or ""),
            "near_them": list(visit_near_them(picture, v)) if v.is_active else [],
            "evidence_mentioned": None if v.report is None else v.report.evidence_mentioned,
            **_step(v.now),
        }
        for v in picture.visits
    ]


def trips_at(picture: CasePicture, now: datetime) -> list[Json]:
    """Give the rides as they stood at an instant."""
    return [
        {
            "direction": t.direction.value,
            "mode": t.mode.value,
            "pick_up": t.pick_up.value,
            "passengers": [picture.called(person_id) for person_id in t.passengers],
            "cancel_by": in_json(t.cancel_by),
            **_step(t.now),
            **_course(picture, t, now),
        }
        for t in picture.trips
    ]


def _course(picture: CasePicture, trip: Trip, now: datetime) -> Json:
    """Give which way is tried, who has said what, who knows, and whether the trip can go wrong."""
    light, number, times = light_of(picture, trip, now), way_now(trip), leaving(trip)
    due = next_try_at(trip)
    return {
        "way": letter(number),
        "by": ways_of(trip)[number].mode.value,
        "answer": answer_of(trip).value,
        "family_told": family_knows(trip),
        "driver_told": driver_knows(trip),
        "next_way_at": in_json(due),
        "leave_by": None if times is None else f"{times.leave_by:%H:%M}",
        "no_return": trip.no_return,
        "light": light.colour.value,
        "reasons": list(light.reasons),
        "then": list(light.then),
        "near_them": list(near_them(picture, trip)),
        "not_compared": list(not_compared(picture, trip)),
        "home_safe_at": in_json(home_safe_at(trip)),
        "pence": costs_of(trip).pence,
    }


def bookings_at(picture: CasePicture) -> list[Json]:
    """Give what was booked or written for the day."""
    return [
        {
            "kind": b.kind.value,
            "witness": picture.witness(b.witness_id).label,
            "whose": b.whose.value,
            "cancel_by": in_json(b.cancel_by),
            **_step(b.now),
        }
        for b in picture.bookings
    ]


def claims_at(picture: CasePicture) -> list[Json]:
    """Give the claims for expenses, with what they come to by the rates of their day."""
    return [
        {
            "person": picture.called(c.person_id),
            "capacity": c.capacity.value,
            "on": day_in_json(c.on),
            "payer": c.payer.value,
            "state": c.state.value,
            "since": day_in_json(c.since),
            "pence": sheet_of(c.items, c.on).pence,
            "paid_pence": c.steps[-1].pence if c.steps else 0,
        }
        for c in picture.claims
    ]


def measures_at(picture: CasePicture, calendar: WorkingCalendar, today: date) -> list[Json]:
    """Give the special measures as chains, each with its broken link."""
    return [_measure(picture, measure, calendar, today) for measure in picture.measures]


def _measure(picture: CasePicture, measure: Measure, calendar: WorkingCalendar, today: date) -> Json:
    ahead = hearing_ahead(picture, measure.witness_id, today)
    hearing = ahead[1] if ahead else None
    chain = chain_in(picture, measure, hearing)
    broken = chain.broken
    return {
        "witness": picture.witness(measure.witness_id).label,
        "kind": measure.kind.value,
        "what": MEASURE_IN_WORDS[measure.kind],
        "state": measure.state.value,
        "since": day_in_json(measure.since),
        "basis": measure.basis.value,
        "decision": None if chain.decision is None else chain.decision.value,
        "lapses_at_18": chain.lapse is not None,
        "lapse": lapse_in_words(chain),
        "broken_link": None if broken is None else broken.link.value,
        "owner": None if broken is None else broken.owner.value,
        "due_on": None if broken is None or hearing is None else day_in_json(due_on(broken, chain, hearing, calendar)),
        "links": [
            {"link": link.link.value, "standing": link.standing.value, "since": day_in_json(link.since)}
            for link in chain.links
        ],
    }


def _step(step: PlanStep) -> Json:
    return {
        "state": step.state.value,
        "on": day_in_json(step.on),
        "at": None if step.at is None else f"{step.at:%H:%M}",
        "of_revision": step.of_revision,
        "because": step.because,
    }
