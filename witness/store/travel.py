"""Keeps where outward postcodes lie, how long ways take, and in which of them families and teams are met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, delete, insert, select, text

from witness.domain.courts import OutcodeArea
from witness.domain.places import CareSaid, HouseholdCare, MeetingPlace, PlaceSaid
from witness.domain.travel import Ways
from witness.identifiers import new_id
from witness.store.people import THEIR_IDS
from witness.store.tables.courts import CourtRow
from witness.store.tables.people import PersonRow
from witness.store.tables.travel import HouseholdCareRow, OutcodeRow, PlaceAreaRow, TravelTimeRow
from witness.store.together import AtHand, CaseQuery
from witness.store.vault import Vault

OUTCODE = "place_area.outcode"

THEIR_HOUSEHOLDS = select(PersonRow.household_id).where(PersonRow.id.in_(THEIR_IDS))
PLACES = CaseQuery(
    select(PlaceAreaRow).where(PlaceAreaRow.of_id.in_(THEIR_HOUSEHOLDS)), PlaceAreaRow.entered_at, PlaceAreaRow.id
)
CARE = CaseQuery(
    select(HouseholdCareRow).where(HouseholdCareRow.household_id.in_(THEIR_HOUSEHOLDS)),
    HouseholdCareRow.entered_at,
    HouseholdCareRow.id,
)

# Both databases know this form; two workers may have asked for the same way.
KEEP_A_WAY = text(
    "INSERT INTO travel_time (origin, destination, seconds, asked_at) VALUES (:origin, :destination, :seconds, :now)"
    " ON CONFLICT (origin, destination) DO UPDATE SET seconds = excluded.seconds, asked_at = excluded.asked_at"
).bindparams(
    bindparam("origin", type_=Text()),
    bindparam("destination", type_=Text()),
    bindparam("now", type_=TravelTimeRow.asked_at.type),
)


@dataclass(frozen=True, slots=True)
class Areas:
    """The outward codes of places: of a household or team, "" or absent where nobody has said."""

    codes: Mapping[tuple[str, MeetingPlace], str]

    def of(self, of_id: str, place: MeetingPlace) -> str:
        """Give the outward code of a place, "" when it is not known."""
        return self.codes.get((of_id, place), "")


class Travel:
    """The drawer of positions, ways and places."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def replace_outcodes(self, areas: Mapping[str, OutcodeArea]) -> int:
        """Put these positions in place of those before; gives their number. Ways are asked for anew after it."""
        self._connection.execute(delete(TravelTimeRow))
        self._connection.execute(delete(OutcodeRow))
        rows = [
            {"code": code, "lat": area.lat, "lon": area.lon, "radius_km": area.radius_km}
            for code, area in areas.items()
        ]
        if rows:
            self._connection.execute(insert(OutcodeRow), rows)
        return len(rows)

    def outcodes(self, codes: Iterable[str]) -> dict[str, OutcodeArea]:
        """Give where these outward codes lie; one that is not known is left out."""
        wanted = sorted({code for code in codes if code})
        rows = self._connection.execute(select(OutcodeRow).where(OutcodeRow.code.in_(wanted)))
        return {row.code: OutcodeArea(row.lat, row.lon, row.radius_km) for row in rows}

    def knows(self, code: str) -> bool:
        """Say whether an outward code is known; with no directory loaded every code is taken to be."""
        if self.outcodes([code]):
            return True
        return self._connection.execute(select(OutcodeRow.code).limit(1)).one_or_none() is None

    def ways(self, codes: Iterable[str]) -> Ways:
        """Give all that is kept of the ways between these outward codes. Nothing is asked of anybody."""
        wanted = sorted({code for code in codes if code})
        rows = self._connection.execute(
            select(TravelTimeRow.origin, TravelTimeRow.destination, TravelTimeRow.seconds).where(
                TravelTimeRow.origin.in_(wanted), TravelTimeRow.destination.in_(wanted)
            )
        )
        return Ways(self.outcodes(wanted), {(row.origin, row.destination): row.seconds for row in rows})

    def keep_ways(self, ways: Mapping[tuple[str, str], int], now: datetime) -> None:
        """Keep what a road service has said."""
        rows = [
            {"origin": origin, "destination": destination, "seconds": seconds, "now": now}
            for (origin, destination), seconds in sorted(ways.items())
        ]
        if rows:
            self._connection.execute(KEEP_A_WAY, rows)

    def set_area(self, of_id: str, place: MeetingPlace, outcode: str, *, by_id: str | None, now: datetime) -> None:
        """Record in which outward code a place of a household or a team lies; "" takes it back."""
        row_id = new_id()
        self._connection.execute(
            insert(PlaceAreaRow).values(
                id=row_id,
                of_id=of_id,
                place=place.value,
                outcode_sealed=self._vault.seal(OUTCODE, row_id, outcode),
                entered_by=by_id,
                entered_at=now,
            )
        )

    def areas_of(self, of_ids: Iterable[str]) -> Areas:
        """Give in which outward codes the places of households and teams lie."""
        query = (
            select(PlaceAreaRow)
            .where(PlaceAreaRow.of_id.in_(sorted(set(of_ids))))
            .order_by(PlaceAreaRow.entered_at, PlaceAreaRow.id)
        )
        newest = {(row.of_id, MeetingPlace(row.place)): row for row in self._connection.execute(query)}
        return Areas({key: self._vault.open(OUTCODE, row.id, row.outcode_sealed) for key, row in newest.items()})

    def places_said(self, household_ids: Iterable[str]) -> tuple[PlaceSaid, ...]:
        """Give all that was ever said of where households are met, oldest first."""
        query = (
            select(PlaceAreaRow)
            .where(PlaceAreaRow.of_id.in_(sorted(set(household_ids))))
            .order_by(PlaceAreaRow.entered_at, PlaceAreaRow.id)
        )
        return self._places(self._connection.execute(query))

    def places_of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[PlaceSaid, ...]:
        """Give all that was ever said of where the people of a case are met, oldest first."""
        return self._places(PLACES.rows(self._connection, case_id, at_hand))

    def _places(self, rows: Iterable[Any]) -> tuple[PlaceSaid, ...]:
        return tuple(
            PlaceSaid(
                row.of_id,
                MeetingPlace(row.place),
                self._vault.open(OUTCODE, row.id, row.outcode_sealed),
                row.entered_at,
            )
            for row in rows
        )

    def care_said(self, household_ids: Iterable[str]) -> tuple[CareSaid, ...]:
        """Give all that was ever said of what visits to households ask, oldest first."""
        query = (
            select(HouseholdCareRow)
            .where(HouseholdCareRow.household_id.in_(sorted(set(household_ids))))
            .order_by(HouseholdCareRow.entered_at, HouseholdCareRow.id)
        )
        return _care(self._connection.execute(query))

    def care_of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[CareSaid, ...]:
        """Give all that was ever said of what visits to the people of a case ask, oldest first."""
        return _care(CARE.rows(self._connection, case_id, at_hand))

    def court_areas(self) -> dict[str, str]:
        """Give the outward code of every court that has one, by the court's code."""
        rows = self._connection.execute(select(CourtRow.code, CourtRow.outcode).where(CourtRow.outcode != ""))
        return {row.code: row.outcode for row in rows}

    def set_care(self, care: HouseholdCare, *, by_id: str | None, now: datetime) -> None:
        """Record what a visit to a household asks of whoever goes."""
        self._connection.execute(
            insert(HouseholdCareRow).values(
                id=new_id(),
                household_id=care.household_id,
                two_go=care.two_go,
                skills=sorted(care.skills),
                entered_by=by_id,
                entered_at=now,
            )
        )

    def care_of(self, household_ids: Iterable[str]) -> dict[str, HouseholdCare]:
        """Give what visits to households ask of whoever goes; a household of which nothing is recorded is left out."""
        query = (
            select(HouseholdCareRow)
            .where(HouseholdCareRow.household_id.in_(sorted(set(household_ids))))
            .order_by(HouseholdCareRow.entered_at, HouseholdCareRow.id)
        )
        return {
            row.household_id: HouseholdCare(row.household_id, row.two_go, frozenset(row.skills))
            for row in self._connection.execute(query)
        }


def _care(rows: Iterable[Any]) -> tuple[CareSaid, ...]:
    return tuple(
        CareSaid(HouseholdCare(row.household_id, row.two_go, frozenset(row.skills)), row.entered_at) for row in rows
    )
