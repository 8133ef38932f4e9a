"""Turns markers into values and back. They go with a whole case from one service to another, and nowhere else."""

from witness.domain.cases import CasePicture
from witness.domain.markers import Marker, MarkerKind, Said
from witness.intake.bundle_names import Json, Names, a_day, an_instant, in_order, written_day, written_instant


def markers_from(data: Json, names: Names) -> tuple[Marker, ...]:
    """Make the markers of a bundle that has been checked."""
    return tuple(
        Marker(
            marker_id=names.of("marker", m["id"]),
            witness_id=names.of("w", m["witness"]),
            kind=MarkerKind(m["kind"]),
            said=Said(m["said"]),
            on=a_day(m["since"]),
            recorded_at=an_instant(m["recorded_at"]),
        )
        for m in data.get("markers", ())
    )


def markers_to(picture: CasePicture) -> list[Json]:
    """Write the markers, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": m.marker_id,
            "witness": m.witness_id,
            "kind": m.kind.value,
            "said": m.said.value,
            "since": written_day(m.on),
            "recorded_at": written_instant(m.recorded_at),
        }
        for m in picture.markers
    )
