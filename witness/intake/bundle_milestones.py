"""Turns words about milestones into values and back. They go with a whole case, and nowhere else."""

from witness.domain.cases import CasePicture
from witness.domain.markers import Said
from witness.domain.milestone_rows import Milestone, MilestoneWord, Settled
from witness.intake.bundle_names import Json, Names, a_day, an_instant, in_order, written_day, written_instant

SETTLED = frozenset(Settled)


def milestones_from(data: Json, names: Names) -> tuple[MilestoneWord, ...]:
    """Make the words of a bundle that has been checked."""
    return tuple(
        MilestoneWord(
            word_id=names.of("milestone", m["id"]),
            witness_id=names.of("w", m["witness"]),
            code=Milestone(m["code"]),
            said=Settled(m["said"]) if m["said"] in SETTLED else Said(m["said"]),
            on=a_day(m["since"]),
            recorded_at=an_instant(m["recorded_at"]),
            hearing_id=names.of("h", m["hearing"]) if m.get("hearing") else None,
            of_revision=m.get("of_revision", 0),
        )
        for m in data.get("milestones", ())
    )


def milestones_to(picture: CasePicture) -> list[Json]:
    """Write the words, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": m.word_id,
            "witness": m.witness_id,
            "code": m.code.value,
            "said": m.said.value,
            "since": written_day(m.on),
            "recorded_at": written_instant(m.recorded_at),
            "hearing": m.hearing_id,
            "of_revision": m.of_revision,
        }
        for m in picture.milestones
    )
