"""Puts one more task into a plan at an opening, with times, so that the judge can say what that costs or breaks."""

from collections.abc import Sequence
from dataclasses import replace

from witness.planner.openings import Halt, Map, Opening, first_from
from witness.planner.plan import At, Plan, Route, Stop
from witness.planner.problem import Ride, Visit


def with_visit(ground: Map, visit: Visit, openings: Sequence[Opening], start: int) -> Plan:
    """The plan with the visit at this moment, in one opening for each who attends."""
    new = Halt(Stop(visit.task_id, At.VISIT, start), visit.step, ((start, start),), False, 0)
    return _with(ground, visit.task_id, [(opening, (new,)) for opening in openings])


def with_ride(ground: Map, ride: Ride, opening: Opening) -> Plan:
    """The plan with the ride in this opening, as early as may be."""
    up = Halt(Stop(ride.task_id, At.PICKUP, 0), ride.pickup, ride.pickup.windows, False, ride.load)
    down = Halt(Stop(ride.task_id, At.DROPOFF, 0), ride.dropoff, ride.dropoff.windows, False, -ride.load)
    return _with(ground, ride.task_id, [(opening, (up, down))])


def _with(ground: Map, task_id: str, news: Sequence[tuple[Opening, tuple[Halt, ...]]]) -> Plan:
    routes = [_route(ground, opening, halts) for opening, halts in news]
    changed = {(route.officer_id, route.shift) for route in routes}
    kept = [route for route in ground.plan.routes if (route.officer_id, route.shift) not in changed]
    unserved = tuple(one for one in ground.plan.unserved if one != task_id)
    return replace(ground.plan, routes=(*kept, *routes), unserved=unserved)


def _route(ground: Map, opening: Opening, new: tuple[Halt, ...]) -> Route:
    """Stops before the opening leave as early as may be, those after it move no more than they have to."""
    day, gap, until = opening.day, opening.gap, opening.gap + opening.until
    halts = [*day.halts[:gap], new[0], *day.halts[gap:until], *new[1:], *day.halts[until:]]
    place, clock, stops = day.shift.origin, float(day.shift.start), list[Stop]()
    for halt in halts:
        arrival = clock + ground.way(place, halt.step.location)
        is_after = halt in day.halts[gap:]
        start = int(first_from(max(arrival, halt.stop.start) if is_after else arrival, halt))
        stops.append(replace(halt.stop, start=start))
        place, clock = halt.step.location, start + halt.step.duration
    leaves = stops[0].start - ground.way(day.shift.origin, halts[0].step.location)
    back = int(clock) + ground.way(place, day.shift.destination)
    return Route(day.officer.officer_id, day.number, leaves, back, tuple(stops))
