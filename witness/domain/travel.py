"""How long the way takes between two outward postcodes, when all that is known is where they lie: an approximation.

No address is needed and none is used. The straight line is stretched to a road by one factor, and driven at speeds
that grow with the distance. The numbers are judgements, kept as rows so that a service can see and question them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import asin, ceil, cos, radians, sin, sqrt

from witness.domain.courts import OutcodeArea
from witness.domain.visits import VisitKind

EARTH_KM = 6371.0
# How much longer the road is than the straight line. Studies of British roads find 1.2 to 1.4; a judgement.
ROAD_FACTOR = 1.3
# Between two doors of one outward code: from anywhere to anywhere within the reach of 19 in 20 addresses.
WITHIN = 0.5
LEAST_MINUTES = 5
# Where nobody knows where a place lies: long enough that a day planned with it holds more often than not.
UNKNOWN_MINUTES = 30
APPROXIMATE = "Travel times are approximate: straight lines between postcode districts, lengthened to a road."
BY_ROAD = "Travel times come from the road service, between the middles of postcode districts."
FELL_BACK = "The road service did not answer, so some travel times are approximate."


@dataclass(frozen=True, slots=True)
class SpeedRow:
    """How fast one drives as far as `up_to_km` of a way: the first kilometres are streets, the later ones roads."""

    up_to_km: float
    km_per_hour: float
    source: str = "judgement, not verified"


# Rows add up along the way, so that a longer way never takes less time than a shorter one.
SPEEDS: tuple[SpeedRow, ...] = (
    SpeedRow(3, 22),
    SpeedRow(12, 35),
    SpeedRow(40, 55),
    SpeedRow(float("inf"), 75),
)


@dataclass(frozen=True, slots=True)
class BufferRow:
    """Minutes kept free before and after an activity, besides the way: to park and to arrive; to write it down."""

    before: int
    after: int
    says: str
    source: str = "judgement, not verified"


VISIT_BUFFERS: dict[VisitKind, BufferRow] = {
    VisitKind.WELCOME: BufferRow(5, 15, "park and find the door; afterwards write down what was agreed"),
    VisitKind.HOW_COURT_WORKS: BufferRow(5, 10, "park and find the door; afterwards write it down"),
    VisitKind.COURT_VISIT: BufferRow(15, 10, "go through security and meet them at the quiet door"),
    VisitKind.READINESS_CALL: BufferRow(0, 5, "write down what was said"),
    VisitKind.EVE_CALL: BufferRow(0, 5, "write down what was said"),
    VisitKind.DAY_SUPPORT: BufferRow(30, 15, "be there before they are; see them off"),
    VisitKind.DEBRIEF: BufferRow(0, 10, "write down what was said"),
    VisitKind.AFTERCARE: BufferRow(5, 10, "park and find the door; afterwards write it down"),
    VisitKind.OTHER: BufferRow(5, 10, "park and find the door; afterwards write it down"),
}
NO_BUFFER = BufferRow(0, 0, "")
PICK_UP_MINUTES = 5
SET_DOWN_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Way:
    """How long a way takes, in minutes. is_approximate: by the straight line, not by road."""

    minutes: int
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of ways between outward codes.

    areas: where the codes lie. by_road: seconds from one code to another, as a road service has said.
    fell_back: a road service is set, and could not be asked for all of them.
    """

    areas: Mapping[str, OutcodeArea] = field(default_factory=dict)
    by_road: Mapping[tuple[str, str], int] = field(default_factory=dict)
    fell_back: bool = False

    def between(self, origin: str, destination: str) -> Way:
        """Give the way from one outward code to another; "" is a place of which nobody has said where it lies."""
        if origin == destination and origin:
            return Way(_within(self.areas.get(origin)), True)
        seconds = self.by_road.get((origin, destination))
        if seconds is not None:
            return Way(max(LEAST_MINUTES, ceil(seconds / 60)), False)
        one, other = self.areas.get(origin), self.areas.get(destination)
        if one is None or other is None:
            return Way(UNKNOWN_MINUTES, True)
        return Way(straight_minutes(one, other), True)

    def label(self) -> str:
        """Say by which means the ways are known, for whoever reads a plan."""
        if self.fell_back:
            return FELL_BACK
        return BY_ROAD if self.by_road else APPROXIMATE


def straight_km(one: OutcodeArea, other: OutcodeArea) -> float:
    """Give the distance between the middles of two areas, in kilometres, along the surface of the earth."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def straight_minutes(one: OutcodeArea, other: OutcodeArea) -> int:
    """Give about how long one drives between two areas, in whole minutes, rounded up."""
    return max(LEAST_MINUTES, ceil(60 * hours_for(straight_km(one, other) * ROAD_FACTOR)))


def hours_for(road_km: float, speeds: Iterable[SpeedRow] = SPEEDS) -> float:
    """Give how long a road of so many kilometres takes, in hours."""
    hours, done = 0.0, 0.0
    for row in speeds:
        part = min(road_km, row.up_to_km) - done
        if part <= 0:
            break
        hours, done = hours + part / row.km_per_hour, done + part
    return hours


def _within(area: OutcodeArea | None) -> int:
    if area is None:
        return UNKNOWN_MINUTES
    return max(LEAST_MINUTES, ceil(60 * hours_for(area.radius_km * WITHIN * ROAD_FACTOR)))
