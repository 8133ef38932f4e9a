"""What parents of the demo world were offered, how they said they were, and what was passed to the police."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london

Json = dict[str, Any]

# reference of the case: offer, what the mother said, how many days ago
OFFERS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "WS-26-014": (("peer_support", "offered", 60), ("peer_support", "accepted", 21), ("therapy", "offered", 10),
                  ("exams", "accepted", 21), ("check_in", "accepted", 13)),
    "WS-26-018": (("peer_support", "declined", 30), ("siblings", "accepted", 30)),
    "WS-26-034": (("therapy", "offered", 16), ("work", "accepted", 9)),
}  # fmt: skip
# reference of the case: how many days ago; sleep, coping, people to turn to, sure of what happens next
CHECKS: dict[str, tuple[tuple[int, tuple[int | None, ...]], ...]] = {
    "WS-26-014": ((62, (2, 2, 1, 1)), (34, (2, 3, 2, 2)), (6, (3, 3, 3, None))),
    "WS-26-034": ((40, (3, 3, 2, 2)), (9, (1, 1, 0, 2))),
}
QUESTIONS = ("sleep", "coping", "isolation", "confidence")
# reference of the case: passed on, acknowledged, fed back, each so many days ago; None for not yet
PASSINGS: dict[str, tuple[tuple[int, int | None, int | None], ...]] = {
    "WS-26-014": ((40, 38, 29), (8, 7, None)),
    "WS-26-034": ((23, 22, None),),
}


def support_of(ref: str, today: date) -> Json:
    """Give the sections of a bundle about the parents of a case. today: the London day of loading."""
    return {
        "parent_offers": list(_offers(ref, today)),
        "wellbeing_checks": list(_checks(ref, today)),
        "police_passings": list(_passings(ref, today)),
    }


def _offers(ref: str, today: date) -> Iterator[Json]:
    for number, (offer, state, days) in enumerate(OFFERS.get(ref, ()), start=1):
        on = today - timedelta(days=days)
        yield {"id": f"offer{number}", "person": "mother", "offer": offer, "state": state, "on": on.isoformat(),
               "recorded_at": _at(on)}  # fmt: skip


def _checks(ref: str, today: date) -> Iterator[Json]:
    for number, (days, values) in enumerate(CHECKS.get(ref, ()), start=1):
        on = today - timedelta(days=days)
        answers = {q: value for q, value in zip(QUESTIONS, values, strict=True) if value is not None}
        yield {"id": f"check{number}", "person": "mother", "on": on.isoformat(), "answers": answers, "via": "voice",
               "recorded_at": _at(on)}  # fmt: skip


def _passings(ref: str, today: date) -> Iterator[Json]:
    for number, (passed, acknowledged, fed_back) in enumerate(PASSINGS.get(ref, ()), start=1):
        on = today - timedelta(days=passed)
        came = {"acknowledged": acknowledged, "fed_back": fed_back}
        back: Json = {}
        for event, days in came.items():
            if days is not None:
                day = today - timedelta(days=days)
                back |= {f"{event}_on": day.isoformat(), f"{event}_at": _at(day)}
        yield {"id": f"passing{number}", "person": "mother", "passed_on": on.isoformat(),
               "form_reference": f"FIB/{40 + number}", "officer": "DC Marsh",
               "due_on": (on + timedelta(days=14)).isoformat(), "recorded_at": _at(on), **back}  # fmt: skip


def _at(on: date) -> str:
    return moment_in_london(on, time(11)).isoformat()
