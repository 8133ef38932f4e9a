"""What families of the demo world said of how sure they are to come, when a call of the countdown asked them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.sureness import ASKED_AT
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.countdowns import SAID_BEFORE
from witness.intake.demo.tales import Spec

KINDS = frozenset({"trial", "s28", "newton"})
# reference of the case: how sure, and what would make it hard; () for whom nobody has asked
SAYS: dict[str, tuple[str, ...]] = {
    "WS-26-016": ("think_so", "journey"),
    "WS-26-018": (),
    "WS-26-026": ("not_sure", "court"),
    "WS-26-027": ("did_not_say",),
    "WS-26-030": (),
    "WS-26-033": ("not_sure", "court", "not_believed"),
    "WS-26-034": ("rather_not", "does_not_want"),
    "WS-26-036": ("think_so", "school_work"),
    "WS-26-040": ("did_not_say", "rather_not_say"),
    "WS-26-046": ("think_so", "care"),
}
ELSE = ("sure",)


def sure_answers(
    spec: Spec, witnesses: list[dict[str, Any]], revisions: int, today: date, calendar: WorkingCalendar
) -> Iterator[dict[str, Any]]:
    """Give what a mother or carer said about each witness whose evidence is near; nothing for any other."""
    says = SAYS.get(spec.ref, ELSE)
    near = spec.on is not None and 0 <= spec.on <= max(ASKED_AT)
    if not near or spec.state != "listed" or spec.kind not in KINDS or not says:
        return
    # What makes it hard was said yesterday: the help for it is work of today, and not late.
    on = calendar.add(today, -1 if says[1:] else -SAID_BEFORE)
    for witness in witnesses:
        yield {
            "id": f"sure-{witness['id']}",
            "witness": witness["id"],
            "person": "mother",
            "sure": says[0],
            "hard": list(says[1:]),
            "since": on.isoformat(),
            "recorded_at": moment_in_london(on, time(15)).isoformat().replace("+00:00", "Z"),
            "hearing": "main",
            "revision": revisions,
        }
