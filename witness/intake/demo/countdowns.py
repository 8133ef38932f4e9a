"""What is said of the countdowns of the demo world: most of what is due by now is done, and a few tales have gaps."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.milestone_rows import MILESTONES, Holds, Milestone
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import Spec

SAID_BEFORE = 9  # working days before today: after the newest date was known
# reference of the case: what nobody has done yet, though its time has come
LEFT: dict[str, tuple[Milestone, ...]] = {
    "WS-26-014": (Milestone.MONEY_SORTED,),
    "WS-26-016": (Milestone.ENTRANCE_AGREED,),
    "WS-26-021": (Milestone.WELLBEING_OFFERED,),
    "WS-26-024": (Milestone.WELLBEING_OFFERED,),
    "WS-26-032": (Milestone.LETTERS_SENT, Milestone.REMOTE_SITE_BOOKED),
    "WS-26-023": (Milestone.DATES_SENT, Milestone.WELLBEING_OFFERED, Milestone.CARE_NAMED),
}
# reference of the case: working days before today on which it came to us, from another team
CAME_LATELY: dict[str, int] = {"WS-26-023": 1}
# Whoever needs an interpreter has it among their needs. Another way to court is planned with the trip.
BY_OTHER_FACTS = frozenset({Milestone.MEASURES_VIEWS, Milestone.FALLBACK})


def countdown_words(
    spec: Spec, witnesses: list[dict[str, Any]], revisions: int, today: date, calendar: WorkingCalendar
) -> Iterator[dict[str, Any]]:
    """Give what somebody has said about each witness of a case with evidence ahead; nothing for any other."""
    if spec.on is None or spec.on < 0 or spec.state != "listed":
        return
    on = calendar.add(today, -SAID_BEFORE)
    due = [row for row in MILESTONES if row.said and row.lead >= spec.on and row.code not in BY_OTHER_FACTS]
    for row in due:
        is_asked_for = row.code is Milestone.INTERPRETER_DECLARED and spec.language != "en"
        if row.code in LEFT.get(spec.ref, ()) or is_asked_for:
            continue
        for number, witness in enumerate(witnesses, start=1):
            hangs = row.holds is not Holds.ALWAYS
            own_day = spec.own_day is not None and number == len(witnesses)
            yield {
                "id": f"{row.code.value}-{witness['id']}",
                "witness": witness["id"],
                "code": row.code.value,
                "said": "yes",
                "since": on.isoformat(),
                "recorded_at": moment_in_london(on, time(14)).isoformat().replace("+00:00", "Z"),
                "hearing": ("own" if own_day else "main") if hangs else None,
                "of_revision": (1 if own_day else revisions) if hangs else 0,
            }
