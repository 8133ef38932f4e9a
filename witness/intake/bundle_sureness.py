"""Turns answers to how sure somebody is into values and back. They go with a whole case, and nowhere else."""

from witness.domain.cases import CasePicture
from witness.domain.sureness import Hard, Sure, SureAnswer, in_order
from witness.intake.bundle_names import Json, Names, a_day, an_instant, written_day, written_instant
from witness.intake.bundle_names import in_order as ordered


def sureness_from(data: Json, names: Names) -> tuple[SureAnswer, ...]:
    """Make the answers of a bundle that has been checked."""
    return tuple(
        SureAnswer(
            answer_id=names.of("sure", a["id"]),
            witness_id=names.of("w", a["witness"]),
            person_id=names.of("p", a["person"]),
            sure=Sure(a["sure"]),
            on=a_day(a["since"]),
            recorded_at=an_instant(a["recorded_at"]),
            hearing_id=names.of("h", a["hearing"]),
            of_revision=a["revision"],
            hard=in_order(Hard(reason) for reason in a.get("hard", ())),
        )
        for a in data.get("sureness", ())
    )


def sureness_to(picture: CasePicture) -> list[Json]:
    """Write the answers, in an order that depends on nothing but the values. Who asked stays where it was asked."""
    return ordered(
        {
            "id": a.answer_id,
            "witness": a.witness_id,
            "person": a.person_id,
            "sure": a.sure.value,
            "hard": [reason.value for reason in a.hard],
            "since": written_day(a.on),
            "recorded_at": written_instant(a.recorded_at),
            "hearing": a.hearing_id,
            "revision": a.of_revision,
        }
        for a in picture.sureness
    )
