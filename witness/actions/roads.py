"""Knows how long ways take: what a road service has said is kept, so that no page ever asks the network."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from witness.domain.travel import Ways
from witness.intake.road_service import NoRoads, RoadService
from witness.log import log
from witness.store import Store


def learn_ways(store: Store, service: RoadService | None, codes: Iterable[str], *, now: datetime) -> Ways:
    """Give the ways between outward codes, after asking the road service, where one is set, for those not yet known.

    The worker calls this, between transactions. Without an answer the straight line stands in, and the ways say so.
    """
    wanted = tuple(sorted({code for code in codes if code}))
    with store.reading() as desk:
        known = desk.travel.ways(wanted)
    missing = _unanswered(known)
    if service is None or not missing:
        return known
    try:
        found = service.ways({code: known.areas[code] for code in missing})
    except NoRoads as silent:
        log().error("roads.silent", because=str(silent), places=len(missing))
        return replace(known, fell_back=True)
    with store.changing() as desk:
        desk.travel.keep_ways(found, now)
    return replace(known, by_road={**known.by_road, **found})


def _unanswered(known: Ways) -> frozenset[str]:
    """Give the codes of which some way is not known by road. All of them are asked for together, both ways."""
    codes = sorted(known.areas)
    lacking = {code for code in codes for other in codes if code != other and (code, other) not in known.by_road}
    return frozenset(lacking)
