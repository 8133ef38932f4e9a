"""Turns what was planned, promised and said in a bundle into values, and back.

Promises and visits name members of staff by e-mail address: whoever imports or exports turns addresses into accounts.
"""

from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.duties import DutyNotice
from witness.domain.evidence import Side
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.stop_facts import Stop
from witness.domain.trips import Trip
from witness.domain.visits import Place, Visit, VisitKind, VisitReport
from witness.intake.bundle_names import (
    Json,
    Names,
    a_day,
    an_instant,
    in_order,
    maybe_day,
    maybe_hour,
    maybe_instant,
    written_day,
    written_hour,
    written_instant,
)
from witness.intake.bundle_trips import trip_from, trip_to


def visits_from(data: Json, names: Names, hearings: frozenset[str]) -> tuple[Visit, ...]:
    """Make the visits of a bundle that has been checked."""
    return tuple(
        Visit(
            visit_id=names.of("v", v["id"]),
            witness_id=names.of("w", v["witness"]),
            kind=VisitKind(v["kind"]),
            place=Place(v.get("place", Place.AGREED.value)),
            minutes=v.get("minutes", 60),
            hearing_id=names.maybe("h", v.get("hearing")),
            officer_id=v.get("officer"),
            second_id=v.get("second"),
            steps=steps_from(v["steps"], names, hearings),
            report=_report(v.get("report")),
        )
        for v in data.get("visits", ())
    )


def trips_from(data: Json, names: Names, hearings: frozenset[str]) -> tuple[Trip, ...]:
    """Make the trips of a bundle that has been checked."""
    return tuple(trip_from(t, names, steps_from(t["steps"], names, hearings)) for t in data.get("trips", ()))


def bookings_from(data: Json, names: Names, hearings: frozenset[str]) -> tuple[Booking, ...]:
    """Make the bookings of a bundle that has been checked."""
    return tuple(
        Booking(
            booking_id=names.of("b", b["id"]),
            witness_id=names.of("w", b["witness"]),
            kind=BookingKind(b["kind"]),
            hearing_id=names.of("h", b["hearing"]),
            whose=Side(b.get("whose", Side.SUPPORT.value)),
            cancel_by=maybe_instant(b.get("cancel_by")),
            steps=steps_from(b["steps"], names, hearings),
        )
        for b in data.get("bookings", ())
    )


def promises_from(data: Json, names: Names) -> tuple[Promise, ...]:
    """Make the promises of a bundle that has been checked; `owner_id` holds an e-mail address."""
    return tuple(
        Promise(
            promise_id=names.of("promise", p["id"]),
            words=p["words"],
            owner_id=p["owner"],
            due_on=a_day(p["due_on"]),
            made_at=an_instant(p["made_at"]),
            person_id=names.maybe("p", p.get("person")),
            kept_at=maybe_instant(p.get("kept_at")),
        )
        for p in data.get("promises", ())
    )


def availability_from(data: Json, names: Names) -> tuple[DatesToAvoid, ...]:
    """Make the days on which people of a bundle cannot come."""
    return tuple(
        DatesToAvoid(
            avoid_id=names.of("avoid", d["id"]),
            person_id=names.of("p", person["id"]),
            first_on=a_day(d["first_on"]),
            last_on=a_day(d["last_on"]),
            why=AvoidWhy(d["why"]),
            recorded_at=an_instant(d["recorded_at"]),
        )
        for person in data["people"]
        for d in person.get("availability", ())
    )


def contact_log_from(data: Json, names: Names) -> tuple[ContactEntry, ...]:
    """Make the contact log of a bundle that has been checked."""
    return tuple(
        ContactEntry(
            entry_id=names.of("contact", e["id"]),
            person_id=names.of("p", e["person"]),
            at=an_instant(e["at"]),
            via=ContactVia(e["via"]),
            from_family=e["from_family"],
            reached=e["reached"],
            hearing_id=names.maybe("h", e.get("hearing")),
            result=e.get("result", ""),
        )
        for e in data.get("contact_log", ())
    )


def stops_from(data: Json, names: Names) -> tuple[Stop, ...]:
    """Make the wishes to be left alone of a bundle that has been checked."""
    return tuple(
        Stop(
            stop_id=names.of("stop", s["id"]),
            contact_id=names.of("c", s["contact"]),
            witness_id=names.maybe("w", s.get("witness")),
            since=an_instant(s["since_at"]),
            by_carrier=s.get("by_carrier", False),
            said=s.get("said", ""),
            until=maybe_instant(s.get("until_at")),
        )
        for s in data.get("stops", ())
    )


def notices_from(data: Json, names: Names, hearings: frozenset[str]) -> tuple[DutyNotice, ...]:
    """Make the duty notices of a bundle that has been checked."""
    return tuple(
        DutyNotice(
            notice_id=names.of("notice", n["id"]),
            code=n["code"],
            about=names.numbered(n["about"], hearings),
            person_id=names.maybe("p", n.get("person")),
            told_at=an_instant(n["told_at"]),
            via=n["via"],
            by=n["by"],
            recorded_at=an_instant(n["recorded_at"]),
        )
        for n in data.get("duty_notices", ())
    )


def planned_to(picture: CasePicture) -> Json:
    """Write what was planned, promised and said, in an order that depends on nothing but the values."""
    return {
        "visits": in_order(_visit_to(visit) for visit in picture.visits),
        "trips": in_order(trip_to(trip, steps_to(trip.steps)) for trip in picture.trips),
        "bookings": in_order(
            {
                "id": b.booking_id,
                "witness": b.witness_id,
                "kind": b.kind.value,
                "hearing": b.hearing_id,
                "whose": b.whose.value,
                "cancel_by": written_instant(b.cancel_by),
                "steps": steps_to(b.steps),
            }
            for b in picture.bookings
        ),
        "promises": in_order(
            {
                "id": p.promise_id,
                "words": p.words,
                "owner": p.owner_id,
                "due_on": written_day(p.due_on),
                "made_at": written_instant(p.made_at),
                "person": p.person_id,
                "kept_at": written_instant(p.kept_at),
            }
            for p in picture.promises
        ),
        "contact_log": in_order(
            {
                "id": e.entry_id,
                "person": e.person_id,
                "at": written_instant(e.at),
                "via": e.via.value,
                "from_family": e.from_family,
                "reached": e.reached,
                "hearing": e.hearing_id,
                "result": e.result,
            }
            for e in picture.contact_log
        ),
        "stops": in_order(
            {
                "id": s.stop_id,
                "contact": s.contact_id,
                "witness": s.witness_id,
                "since_at": written_instant(s.since),
                "by_carrier": s.by_carrier,
                "said": s.said,
                "until_at": written_instant(s.until),
            }
            for s in picture.stops
        ),
        "duty_notices": in_order(
            {
                "id": n.notice_id,
                "code": n.code,
                "about": n.about,
                "person": n.person_id,
                "told_at": written_instant(n.told_at),
                "via": n.via,
                "by": n.by,
                "recorded_at": written_instant(n.recorded_at),
            }
            for n in picture.notices
        ),
    }


def availability_to(picture: CasePicture, person_id: str) -> list[Json]:
    """Write the days on which one person cannot come."""
    return in_order(
        {
            "id": d.avoid_id,
            "first_on": written_day(d.first_on),
            "last_on": written_day(d.last_on),
            "why": d.why.value,
            "recorded_at": written_instant(d.recorded_at),
        }
        for d in picture.availability
        if d.person_id == person_id
    )


def _visit_to(visit: Visit) -> Json:
    report = visit.report
    return {
        "id": visit.visit_id,
        "witness": visit.witness_id,
        "kind": visit.kind.value,
        "place": visit.place.value,
        "minutes": visit.minutes,
        "hearing": visit.hearing_id,
        "officer": visit.officer_id,
        **({} if visit.second_id is None else {"second": visit.second_id}),
        "steps": steps_to(visit.steps),
        "report": None
        if report is None
        else {
            "recorded_at": written_instant(report.recorded_at),
            "covered": list(report.covered),
            "mood": report.mood,
            "evidence_mentioned": report.evidence_mentioned,
            "stopped": report.stopped,
            "oic_told_at": written_instant(report.oic_told_at),
        },
    }


def _report(report: Json | None) -> VisitReport | None:
    if report is None:
        return None
    return VisitReport(
        recorded_at=an_instant(report["recorded_at"]),
        covered=tuple(report.get("covered", ())),
        mood=report.get("mood", ""),
        evidence_mentioned=report.get("evidence_mentioned", False),
        stopped=report.get("stopped"),
        oic_told_at=maybe_instant(report.get("oic_told_at")),
    )


def steps_from(steps: list[Json], names: Names, hearings: frozenset[str]) -> tuple[PlanStep, ...]:
    """Make the steps of something planned."""
    return tuple(
        PlanStep(
            state=PlanState(s["state"]),
            recorded_at=an_instant(s["recorded_at"]),
            on=maybe_day(s.get("on")),
            at=maybe_hour(s.get("at")),
            of_revision=s.get("of_revision", 0),
            because=s.get("because", ""),
            change=names.numbered(s.get("change", ""), hearings),
        )
        for s in steps
    )


def steps_to(steps: tuple[PlanStep, ...]) -> list[Json]:
    """Write the steps of something planned."""
    return [
        {
            "state": s.state.value,
            "recorded_at": written_instant(s.recorded_at),
            "on": written_day(s.on),
            "at": written_hour(s.at),
            "of_revision": s.of_revision,
            "because": s.because,
            "change": s.change,
        }
        for s in steps
    ]
