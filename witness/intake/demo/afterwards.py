"""What is recorded after the outcomes of the demo world: who heard, what is to come, how a mother wants to be told."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import WALK, Spec

Json = dict[str, Any]
SENTENCED, ACQUITTED = "WS-26-051", "WS-25-103"
SAID_BEFORE = 9  # working days before today, as what is said of the countdowns
WISHES = {
    WALK: ("through", "not at work; her sister Sam rings her, and then we do"),
    SENTENCED: ("voice", "after 4pm, when the children are not in the room"),
}


def afterwards(spec: Spec, defendants: list[Json], today: date, calendar: WorkingCalendar) -> Iterator[Json]:
    """Give the facts of one case; nothing for most."""
    said_on = calendar.add(today, -SAID_BEFORE)
    if spec.ref in WISHES:
        way, words = WISHES[spec.ref]
        yield _fact("wish", "bad_news", said_on, said_on, person="mother", way=way, words=words)
    if spec.ref == SENTENCED:
        for label, number, on in _results(defendants):
            heard_on = calendar.add(on, 1)
            yield _fact(f"heard-{number}", "care_heard", heard_on, heard_on, about=f"{label}:{number}")
        yield _fact("order", "order_ends", today + timedelta(days=35), said_on, about="D1")
        yield _fact("release", "release_expected", today + timedelta(days=12), said_on, about="D1")
    if spec.ref == ACQUITTED:
        yield _fact("anniversary", "anniversary", today + timedelta(days=3), said_on)


def _results(defendants: list[Json]) -> Iterator[tuple[str, int, date]]:
    for defendant in defendants:
        for number, step in enumerate(defendant["steps"], start=1):
            if step["turn"] in ("convicted", "sentenced"):
                yield defendant["label"], number, date.fromisoformat(step["at"][:10])


def _fact(name: str, kind: str, on: date, said_on: date, **more: Any) -> Json:
    made = moment_in_london(said_on, time(15)).isoformat().replace("+00:00", "Z")
    return {"id": name, "kind": kind, "on": on.isoformat(), "recorded_at": made, **more}
