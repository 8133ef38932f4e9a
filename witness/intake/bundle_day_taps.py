"""Turns what was tapped on days at court into values and back, and finds taps that cannot be."""

from collections.abc import Iterator

from witness.domain.at_court import DayStep, DayTap
from witness.domain.cases import CasePicture
from witness.intake.bundle_names import Json, Names, a_day, an_instant, in_order, written_day, written_instant
from witness.intake.bundle_step_faults import Sound


def day_taps_from(data: Json, names: Names) -> tuple[DayTap, ...]:
    """Make the taps of a bundle that has been checked; one of an earlier release has none."""
    return tuple(
        DayTap(
            tap_id=names.of("tap", t["id"]),
            witness_id=names.of("w", t["witness"]),
            on=a_day(t["on"]),
            step=DayStep(t["step"]),
            device_at=an_instant(t["device_at"]),
            sent_at=an_instant(t["sent_at"]),
            received_at=an_instant(t["received_at"]),
            at=an_instant(t["at"]),
            hearing_id=names.maybe("h", t.get("hearing")),
            whom=names.of("p", t["person"]) if t["step"] == DayStep.TEXTED.value else t.get("whom", ""),
            said=t.get("said", ""),
            undoes=names.maybe("tap", t.get("undoes")),
        )
        for t in data.get("day_taps", ())
    )


def day_taps_to(picture: CasePicture) -> list[Json]:
    """Write the taps, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": t.tap_id,
            "witness": t.witness_id,
            "on": written_day(t.on),
            "step": t.step.value,
            "device_at": written_instant(t.device_at),
            "sent_at": written_instant(t.sent_at),
            "received_at": written_instant(t.received_at),
            "at": written_instant(t.at),
            "hearing": t.hearing_id,
            **_whom(t),
            "said": t.said,
            "undoes": t.undoes,
        }
        for t in picture.day_taps
    )


def _whom(tap: DayTap) -> Json:
    """Say who was rung, or which person a text was for: the first is a word, the second points at somebody."""
    return {"whom": "", "person": tap.whom} if tap.step is DayStep.TEXTED else {"whom": tap.whom}


def faults_in_day_taps(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find taps that say too little, and those that happened after they had come in."""
    for where, tap in sound.items("day_taps"):
        if (tap["step"] == DayStep.UNDONE.value) is not (tap.get("undoes") is not None):
            yield f"{where}.undoes", "names a tap exactly where the step is 'undone'"
        if (tap["step"] == DayStep.RANG.value) is not bool(tap.get("whom")):
            yield f"{where}.whom", "says who was rung exactly where the step is 'rang'"
        if (tap["step"] == DayStep.TEXTED.value) is not bool(tap.get("person")):
            yield f"{where}.person", "says whom a text was for exactly where the step is 'texted'"
        if an_instant(tap["at"]) > an_instant(tap["received_at"]):
            yield f"{where}.at", "lies after the instant at which it came in"
