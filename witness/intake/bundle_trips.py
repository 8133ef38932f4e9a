"""Turns a trip of a bundle into a value, and back. What an older bundle does not say stays as it was then: nothing."""

from witness.domain.plans import PlanStep
from witness.domain.trips import (
    Direction,
    Entrance,
    Fitting,
    Mode,
    Option,
    PickUp,
    Trip,
    TripEvent,
    TripFact,
    Waiting,
)
from witness.intake.bundle_names import (
    Json,
    Names,
    an_instant,
    maybe_hour,
    maybe_instant,
    written_hour,
    written_instant,
)


def trip_from(trip: Json, names: Names, steps: tuple[PlanStep, ...]) -> Trip:
    """Make a trip that has been checked."""
    return Trip(
        trip_id=names.of("t", trip["id"]),
        direction=Direction(trip["direction"]),
        mode=Mode(trip["mode"]),
        pick_up=PickUp(trip["pick_up"]),
        passengers=tuple(names.of("p", p) for p in trip["passengers"]),
        hearing_id=names.maybe("h", trip.get("hearing")),
        visit_id=names.maybe("v", trip.get("visit")),
        cancel_by=maybe_instant(trip.get("cancel_by")),
        steps=steps,
        provider=trip.get("provider", ""),
        other_way=names.maybe("t", trip.get("other_way")),
        no_return=trip.get("no_return", ""),
        meeting=trip.get("meeting", ""),
        arrive_by=maybe_hour(trip.get("arrive_by")),
        travel_minutes=trip.get("travel_minutes"),
        entrance=Entrance(trip.get("entrance", "")),
        waits=Waiting(trip.get("waits", "")),
        needs=tuple(Fitting(need) for need in trip.get("needs", ())),
        districts=tuple(trip.get("districts", ())),
        ways=tuple(_way(way) for way in trip.get("ways", ())),
        facts=tuple(_fact(fact) for fact in trip.get("facts", ())),
    )


def trip_to(trip: Trip, steps: list[Json]) -> Json:
    """Write a trip. steps: as they are written."""
    return {
        "id": trip.trip_id,
        "direction": trip.direction.value,
        "mode": trip.mode.value,
        "pick_up": trip.pick_up.value,
        "provider": trip.provider,
        "passengers": list(trip.passengers),
        "hearing": trip.hearing_id,
        "visit": trip.visit_id,
        "cancel_by": written_instant(trip.cancel_by),
        "other_way": trip.other_way,
        "no_return": trip.no_return,
        "meeting": trip.meeting,
        "arrive_by": written_hour(trip.arrive_by),
        "travel_minutes": trip.travel_minutes,
        "entrance": trip.entrance.value,
        "waits": trip.waits.value,
        "needs": [need.value for need in trip.needs],
        "districts": list(trip.districts),
        "ways": [_way_to(way) for way in trip.ways],
        "facts": [_fact_to(fact) for fact in trip.facts],
        "steps": steps,
    }


def _way(way: Json) -> Option:
    return Option(
        mode=Mode(way["mode"]),
        provider=way.get("provider", ""),
        seats=way.get("seats", 4),
        has=tuple(Fitting(fitting) for fitting in way.get("has", ())),
        until_minutes=way.get("until_minutes"),
    )


def _way_to(way: Option) -> Json:
    return {
        "mode": way.mode.value,
        "provider": way.provider,
        "seats": way.seats,
        "has": [fitting.value for fitting in way.has],
        "until_minutes": way.until_minutes,
    }


def _fact(fact: Json) -> TripFact:
    return TripFact(
        event=TripEvent(fact["event"]),
        at=an_instant(fact["happened_at"]),
        recorded_at=an_instant(fact["recorded_at"]),
        option=fact.get("option", 0),
        word=fact.get("word", ""),
        by=fact.get("by", ""),
        amount=fact.get("amount", 0),
    )


def _fact_to(fact: TripFact) -> Json:
    return {
        "event": fact.event.value,
        "happened_at": written_instant(fact.at),
        "recorded_at": written_instant(fact.recorded_at),
        "option": fact.option,
        "word": fact.word,
        "by": fact.by,
        "amount": fact.amount,
    }
