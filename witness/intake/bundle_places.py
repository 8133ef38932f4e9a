"""Turns what was said of where families are met, and of who goes there, into values and back: half a postcode each."""

from collections.abc import Iterator

from witness.domain.cases import CasePicture
from witness.domain.places import CareSaid, HouseholdCare, MeetingPlace, PlaceSaid
from witness.intake.bundle_names import Json, Names, an_instant, in_order, written_instant
from witness.intake.bundle_step_faults import Sound


def places_from(data: Json, names: Names) -> tuple[PlaceSaid, ...]:
    """Make the places of a bundle that has been checked, oldest first."""
    said = (
        PlaceSaid(
            household_id=names.of("household", p["household"]),
            place=MeetingPlace(p["place"]),
            outcode=p["outcode"],
            entered_at=an_instant(p["recorded_at"]),
        )
        for p in data.get("places", ())
    )
    return tuple(sorted(said, key=lambda one: one.entered_at))


def care_from(data: Json, names: Names) -> tuple[CareSaid, ...]:
    """Make what is asked of whoever goes, of a bundle that has been checked, oldest first."""
    said = (
        CareSaid(
            HouseholdCare(names.of("household", c["household"]), c["two_go"], frozenset(c["skills"])),
            an_instant(c["recorded_at"]),
        )
        for c in data.get("care", ())
    )
    return tuple(sorted(said, key=lambda one: one.entered_at))


def faults_in_places(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find places, and what is asked of whoever goes there, of households in which nobody of the case lives."""
    known = {person["household"] for _, person in sound.items("people")}
    for section in ("places", "care"):
        for where, item in sound.items(section):
            if item["household"] not in known:
                yield f"{where}.household", f"points at {item['household']!r}, in which nobody of the people lives"


def places_to(picture: CasePicture) -> list[Json]:
    """Write the places, in an order that depends on nothing but the values."""
    return in_order(
        {
            "household": said.household_id,
            "place": said.place.value,
            "outcode": said.outcode,
            "recorded_at": written_instant(said.entered_at),
        }
        for said in {(s.household_id, s.place, s.entered_at): s for s in picture.places}.values()
    )


def care_to(picture: CasePicture) -> list[Json]:
    """Write what is asked of whoever goes, in an order that depends on nothing but the values."""
    return in_order(
        {
            "household": said.care.household_id,
            "two_go": said.care.two_go,
            "skills": sorted(said.care.skills),
            "recorded_at": written_instant(said.entered_at),
        }
        for said in {(s.care.household_id, s.entered_at): s for s in picture.care}.values()
    )
