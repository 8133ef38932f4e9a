"""Turns facts around and after an outcome into values and back, and finds those that cannot be."""

from collections.abc import Iterator

from witness.domain.aftercare import ROW_OF, About, AfterFact, AfterKind, NewsWay, known_abouts
from witness.domain.cases import CasePicture
from witness.intake.bundle_names import Json, Names, a_day, an_instant, in_order, written_day, written_instant
from witness.intake.bundle_step_faults import Sound


def aftercare_from(data: Json, names: Names) -> tuple[AfterFact, ...]:
    """Make the facts of a bundle that has been checked."""
    return tuple(
        AfterFact(
            fact_id=names.of("after", f["id"]),
            kind=AfterKind(f["kind"]),
            on=a_day(f["on"]),
            recorded_at=an_instant(f["recorded_at"]),
            about=names.of("after", f["of"]) if f.get("of") else f.get("about", ""),
            person_id=names.of("p", f["person"]) if f.get("person") else None,
            way=NewsWay(f["way"]) if f.get("way") else None,
            words=f.get("words", ""),
        )
        for f in data.get("aftercare", ())
    )


def aftercare_to(picture: CasePicture) -> list[Json]:
    """Write the facts, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": f.fact_id,
            "kind": f.kind.value,
            "on": written_day(f.on),
            "recorded_at": written_instant(f.recorded_at),
            "about": "" if ROW_OF[f.kind].about is About.FACT else f.about,
            "of": f.about if ROW_OF[f.kind].about is About.FACT else None,
            "person": f.person_id,
            "way": None if f.way is None else f.way.value,
            "words": f.words,
        }
        for f in picture.aftercare
    )


def faults_in_aftercare(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find facts about nothing that the case has, and how somebody wants to hear bad news in any other fact."""
    roads = {d["label"]: len(d.get("steps", ())) for _, d in sound.items("defendants")}
    labels = [w["label"] for _, w in sound.items("witnesses")]
    for where, fact in sound.items("aftercare"):
        kind = AfterKind(fact["kind"])
        if fact.get("about", "") not in known_abouts(ROW_OF[kind], roads, labels):
            yield f"{where}.about", "is nothing that this case has"
        if bool(fact.get("of")) is not (ROW_OF[kind].about is About.FACT):
            yield f"{where}.of", "stands exactly where another fact is taken back or answered"
        for key in ("person", "way"):
            if bool(fact.get(key)) is not (kind is AfterKind.BAD_NEWS):
                yield f"{where}.{key}", "stands exactly where somebody says how they want to hear bad news"
