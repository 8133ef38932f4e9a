"""Finds what is wrong with the steps of a bundle: out of order, ending elsewhere, or about a date that never was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from witness.domain.trip_meeting import meeting_fault
from witness.domain.trip_rules import SPENDING
from witness.domain.trips import PickUp
from witness.intake.bundle_calendars import faults_in_calendars

Json = dict[str, Any]
Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sound:
    """The parts of a document whose shape is right. broken: the JSON paths at which it is not."""

    document: Json
    broken: tuple[str, ...]

    def items(self, section: str) -> Iterator[tuple[str, Json]]:
        """Give the sound items of a section with their paths."""
        found = self.document.get(section)
        for number, item in enumerate(found if isinstance(found, list) else []):
            where = f"$.{section}[{number}]"
            if not any(path == where or path.startswith((f"{where}.", f"{where}[")) for path in self.broken):
                yield where, item

    def ids(self, section: str) -> frozenset[str]:
        """Give the ids of a section, those of items with other faults included."""
        found = self.document.get(section)
        items = found if isinstance(found, list) else []
        return frozenset(str(item["id"]) for item in items if isinstance(item, dict) and "id" in item)


def faults_in_plans(sound: Sound) -> Iterator[Fault]:
    """Find visits, trips and bookings about revisions that never were, and passengers whom nobody knows."""
    counts = {hearing["id"]: len(hearing["revisions"]) for _, hearing in sound.items("hearings")}
    for section in ("visits", "trips", "bookings"):
        for place, item in sound.items(section):
            yield from _in_time(f"{place}.steps", item["steps"], "recorded_at")
            yield from _revisions_known(place, item, counts)
    people = sound.ids("people")
    for place, trip in sound.items("trips"):
        yield from _in_time(f"{place}.facts", trip.get("facts", []), "recorded_at")
        for number, fact in enumerate(trip.get("facts", [])):
            if fact.get("option", 0) >= max(1, len(trip.get("ways", []))):
                yield f"{place}.facts[{number}].option", "names a way that the trip does not have"
            if fact["event"] == "spent" and fact.get("word") not in SPENDING:
                yield f"{place}.facts[{number}].word", f"must be one of {', '.join(SPENDING)}"
        fault = meeting_fault(PickUp(trip["pick_up"]), trip.get("meeting", ""))
        if fault:
            yield f"{place}.meeting", fault
        for number, passenger in enumerate(trip["passengers"]):
            if passenger not in people:
                yield f"{place}.passengers[{number}]", f"points at {passenger!r}, which is not among the people"


def faults_in_steps(sound: Sound) -> Iterator[Fault]:
    """Find steps that do not lead to where the bundle says that things stand, and days off that end too early."""
    for place, defendant in sound.items("defendants"):
        yield from _in_time(f"{place}.steps", defendant.get("steps", []), "at")
    hearings = sound.ids("hearings")
    for place, witness in sound.items("witnesses"):
        yield from _leads_to(place, witness, "requirement")
        for number, measure in enumerate(witness["measures"]):
            yield from _leads_to(f"{place}.measures[{number}]", measure, "state")
        for number, need in enumerate(witness["needs"]):
            if need.get("hearing") is not None and need["hearing"] not in hearings:
                where = f"{place}.needs[{number}].hearing"
                yield where, f"points at {need['hearing']!r}, which is not among the hearings"
    for place, person in sound.items("people"):
        for number, contact in enumerate(person["contacts"]):
            yield from _leads_to(f"{place}.contacts[{number}]", contact, "state")
        for number, off in enumerate(person.get("availability", [])):
            if off["last_on"] < off["first_on"]:
                yield f"{place}.availability[{number}].last_on", "lies before the first day"
        yield from faults_in_calendars(place, person)


def _revisions_known(place: str, item: Json, counts: dict[str, int]) -> Iterator[Fault]:
    count = counts.get(item.get("hearing") or "")
    for number, step in enumerate(item["steps"]):
        if count is not None and step.get("of_revision", 0) > count:
            where = f"{place}.steps[{number}].of_revision"
            yield where, f"is {step['of_revision']}, and the hearing has {count}"


def _leads_to(place: str, item: Json, key: str) -> Iterator[Fault]:
    steps = item.get("steps") or []
    yield from _in_time(f"{place}.steps", steps, "at")
    if steps and steps[-1][key] != item[key]:
        yield f"{place}.{key}", f"is {item[key]!r}, and the steps end with {steps[-1][key]!r}"


def _in_time(where: str, steps: Iterable[Json], key: str) -> Iterator[Fault]:
    before: datetime | None = None
    for number, step in enumerate(steps):
        at = _moment(step[key])
        if at is None:
            continue  # said elsewhere: it is no instant
        if before is not None and at < before:
            yield f"{where}[{number}].{key}", "lies before the step before it"
        before = at


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
