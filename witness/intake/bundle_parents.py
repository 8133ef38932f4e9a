"""Turns a parent's own plan into values and back: offers, what was passed to the police, checks and feedback.

Checks and feedback stand apart from the picture of a case here too: they go to the service that takes the case over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.feedback import AskedAs, Feedback
from witness.domain.parents import Offer, OfferState, OfferStep
from witness.domain.passings import Passing, check_passing
from witness.domain.wellbeing import Question, Via, WellbeingCheck
from witness.intake.bundle_names import (
    Json,
    Names,
    a_day,
    an_instant,
    in_order,
    maybe_day,
    maybe_instant,
    written_day,
    written_instant,
)
from witness.intake.bundle_pages import PageFile, pages_from, pages_to
from witness.intake.bundle_step_faults import Sound


@dataclass(frozen=True, slots=True)
class SupportFile:
    """What is kept of a family's support beside the picture of their case."""

    checks: tuple[WellbeingCheck, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    pages: PageFile = PageFile()


def offers_from(data: Json, names: Names) -> tuple[OfferStep, ...]:
    """Make the offers of a bundle that has been checked."""
    return tuple(
        OfferStep(
            step_id=names.of("offer", o["id"]),
            person_id=names.of("p", o["person"]),
            offer=Offer(o["offer"]),
            state=OfferState(o["state"]),
            on=a_day(o["on"]),
            recorded_at=an_instant(o["recorded_at"]),
            ask_again_on=maybe_day(o.get("ask_again_on")),
            every_days=o.get("every_days"),
        )
        for o in data.get("parent_offers", ())
    )


def passings_from(data: Json, names: Names) -> tuple[Passing, ...]:
    """Make what was passed to the police, of a bundle that has been checked."""
    return tuple(
        Passing(
            passing_id=names.of("passing", p["id"]),
            person_id=names.maybe("p", p.get("person")),
            passed_on=a_day(p["passed_on"]),
            form_reference=p["form_reference"],
            officer=p["officer"],
            due_on=a_day(p["due_on"]),
            recorded_at=an_instant(p["recorded_at"]),
            acknowledged_on=maybe_day(p.get("acknowledged_on")),
            acknowledged_at=maybe_instant(p.get("acknowledged_at")),
            fed_back_on=maybe_day(p.get("fed_back_on")),
            fed_back_at=maybe_instant(p.get("fed_back_at")),
        )
        for p in data.get("police_passings", ())
    )


def support_from(data: Json, names: Names, case_id: str) -> SupportFile:
    """Make the checks and the feedback of a bundle that has been checked."""
    checks = tuple(
        WellbeingCheck(
            check_id=names.of("check", c["id"]),
            person_id=names.of("p", c["person"]),
            on=a_day(c["on"]),
            answers={q: c["answers"][q.value] for q in Question if q.value in c["answers"]},
            via=Via(c["via"]),
            recorded_at=an_instant(c["recorded_at"]),
        )
        for c in data.get("wellbeing_checks", ())
    )
    feedback = tuple(
        Feedback(
            feedback_id=names.of("feedback", f["id"]),
            person_id=names.of("p", f["person"]),
            asked_as=AskedAs(f["asked_as"]),
            ready=f["ready"],
            heard=f["heard"],
            sentence=f["sentence"].strip(),
            via=Via(f["via"]),
            on=a_day(f["on"]),
            recorded_at=an_instant(f["recorded_at"]),
        )
        for f in data.get("feedback", ())
    )
    return SupportFile(checks, feedback, pages_from(data, names, case_id))


def parents_to(picture: CasePicture, support: SupportFile) -> Json:
    """Write their sections, in an order that depends on nothing but the values."""
    return pages_to(support.pages) | {
        "parent_offers": in_order(
            {
                "id": o.step_id,
                "person": o.person_id,
                "offer": o.offer.value,
                "state": o.state.value,
                "on": written_day(o.on),
                "ask_again_on": written_day(o.ask_again_on),
                "every_days": o.every_days,
                "recorded_at": written_instant(o.recorded_at),
            }
            for o in picture.offers
        ),
        "police_passings": in_order(
            {
                "id": p.passing_id,
                "person": p.person_id,
                "passed_on": written_day(p.passed_on),
                "form_reference": p.form_reference,
                "officer": p.officer,
                "due_on": written_day(p.due_on),
                "recorded_at": written_instant(p.recorded_at),
                "acknowledged_on": written_day(p.acknowledged_on),
                "acknowledged_at": written_instant(p.acknowledged_at),
                "fed_back_on": written_day(p.fed_back_on),
                "fed_back_at": written_instant(p.fed_back_at),
            }
            for p in picture.passings
        ),
        "wellbeing_checks": in_order(
            {
                "id": c.check_id,
                "person": c.person_id,
                "on": written_day(c.on),
                "answers": {question.value: value for question, value in c.answers.items()},
                "via": c.via.value,
                "recorded_at": written_instant(c.recorded_at),
            }
            for c in support.checks
        ),
        "feedback": in_order(
            {
                "id": f.feedback_id,
                "person": f.person_id,
                "asked_as": f.asked_as.value,
                "ready": f.ready,
                "heard": f.heard,
                "sentence": f.sentence,
                "via": f.via.value,
                "on": written_day(f.on),
                "recorded_at": written_instant(f.recorded_at),
            }
            for f in support.feedback
        ),
    }


def faults_in_parents(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find passings that hold more than a reference and a name, or whose days cannot be; and spacings out of place."""
    for where, item in sound.items("parent_offers"):
        agreed = item["offer"] == Offer.CHECK_IN.value and item["state"] == OfferState.ACCEPTED.value
        if item.get("every_days") is not None and not agreed:
            yield f"{where}.every_days", "stands only where they accept to be asked by text how they are"
    for where, item in sound.items("police_passings"):
        for event in ("acknowledged", "fed_back"):
            if (item.get(f"{event}_on") is None) is not (item.get(f"{event}_at") is None):
                yield f"{where}.{event}_on", "stands exactly where the instant at which it was entered stands"
        try:
            check_passing(passings_from({"police_passings": [item]}, Names())[0], date.max)
        except Refused as refused:
            yield where, str(refused)
        except ValueError:
            continue  # a day that cannot be is said by another
