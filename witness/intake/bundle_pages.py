"""Turns what hangs on private pages into values and back: for whom they are on, and what was asked for on them.

No link, code or visit ever stands in a bundle: what is imported opens nothing that was open before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.evidence import AnswerKind
from witness.domain.other_times import Asked, OtherTime
from witness.domain.private_page import PageChoice
from witness.intake.bundle_names import (
    Json,
    Names,
    a_day,
    an_hour,
    an_instant,
    in_order,
    written_day,
    written_hour,
    written_instant,
)
from witness.intake.bundle_step_faults import Sound


@dataclass(frozen=True, slots=True)
class PageCall:
    """That somebody without a date asked on their page to be rung, or for help getting there. due_at: by when."""

    person_id: str
    asked: AnswerKind
    on: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PageFile:
    """What is kept of private pages beside the picture of a case. wishes: for other times, undecided."""

    choices: tuple[PageChoice, ...] = ()
    wishes: tuple[Asked, ...] = ()
    calls: tuple[PageCall, ...] = ()


def pages_from(data: Json, names: Names, case_id: str) -> PageFile:
    """Make the three sections of a bundle that has been checked."""
    choices = [
        PageChoice(names.of("c", c["contact"]), c["is_on"], c["because"], an_instant(c["recorded_at"]))
        for c in data.get("page_choices", ())
    ]
    wishes = (
        Asked(
            asked_id=names.of("wish", w["id"]),
            case_id=case_id,
            visit_id=names.of("v", w["visit"]),
            person_id=names.of("p", w["person"]),
            contact_id=names.of("c", w["contact"]),
            seen=w["seen"],
            first=OtherTime(a_day(w["first_on"]), an_hour(w["first_at"])),
            second=OtherTime(a_day(w["second_on"]), an_hour(w["second_at"])),
            at=an_instant(w["recorded_at"]),
        )
        for w in data.get("other_times", ())
    )
    calls = (
        PageCall(names.of("p", c["person"]), AnswerKind(c["asked"]), a_day(c["on"]), an_instant(c["due_at"]))
        for c in data.get("page_calls", ())
    )
    return PageFile(tuple(sorted(choices, key=lambda c: c.at)), tuple(wishes), tuple(calls))


def pages_to(pages: PageFile) -> Json:
    """Write the three sections, in an order that depends on nothing but the values."""
    return {
        "page_choices": in_order(
            {
                "contact": c.contact_id,
                "is_on": c.is_on,
                "because": c.because,
                "recorded_at": written_instant(c.at),
            }
            for c in pages.choices
        ),
        "other_times": in_order(
            {
                "id": w.asked_id,
                "visit": w.visit_id,
                "person": w.person_id,
                "contact": w.contact_id,
                "seen": w.seen,
                "first_on": written_day(w.first.on),
                "first_at": written_hour(w.first.at),
                "second_on": written_day(w.second.on),
                "second_at": written_hour(w.second.at),
                "recorded_at": written_instant(w.at),
            }
            for w in pages.wishes
        ),
        "page_calls": in_order(
            {
                "person": c.person_id,
                "asked": c.asked.value,
                "on": written_day(c.on),
                "due_at": written_instant(c.due_at),
            }
            for c in pages.calls
        ),
    }


def faults_in_pages(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find pages of phones that nobody has, wishes of somebody else's phone, and those about steps that never were."""
    if any(path.startswith("$.people") for path in sound.broken):
        return
    phones = {
        contact["id"]: person["id"]
        for _, person in sound.items("people")
        for contact in person["contacts"]
        if contact["channel"] == "sms"
    }
    for where, choice in sound.items("page_choices"):
        if choice["contact"] not in phones:
            yield f"{where}.contact", f"points at {choice['contact']!r}, which is not among the phones"
    steps = {visit["id"]: len(visit["steps"]) for _, visit in sound.items("visits")}
    for where, wish in sound.items("other_times"):
        if phones.get(wish["contact"]) != wish["person"]:
            yield f"{where}.contact", "is not a phone of the person who asked"
        if wish["seen"] > steps.get(wish["visit"], wish["seen"]):
            yield f"{where}.seen", f"is {wish['seen']}, and the visit has {steps[wish['visit']]} steps"
