"""Turns what somebody has chosen about planned messages into values and back, and finds choices that cannot be."""

from collections.abc import Iterator

from witness.domain.cases import CasePicture
from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.intake.bundle_names import (
    Json,
    Names,
    an_instant,
    in_order,
    maybe_day,
    maybe_hour,
    written_day,
    written_hour,
    written_instant,
)
from witness.intake.bundle_step_faults import Sound

# What each kind of choice must say, beside who it is about.
NEEDED: dict[str, tuple[str, ...]] = {
    ChoiceKind.HOLD.value: ("because", "until_on"),
    ChoiceKind.SKIP.value: ("because", "person", "hearing"),
    ChoiceKind.HOURS.value: ("because", "person", "hearing", "hours_from", "hours_until"),
    ChoiceKind.PLAIN.value: ("because", "person", "hearing"),
    ChoiceKind.UNDO.value: ("undoes",),
}


def choices_from(data: Json, names: Names) -> tuple[MessageChoice, ...]:
    """Make the choices of a bundle that has been checked."""
    return tuple(
        MessageChoice(
            choice_id=names.of("choice", c["id"]),
            kind=ChoiceKind(c["kind"]),
            at=an_instant(c["at"]),
            because=None if c.get("because") is None else ChoiceWhy(c["because"]),
            person_id=names.maybe("p", c.get("person")),
            hearing_id=names.maybe("h", c.get("hearing")),
            revision=c.get("revision", 0),
            what=c.get("what", ""),
            until_on=maybe_day(c.get("until_on")),
            hours_from=maybe_hour(c.get("hours_from")),
            hours_until=maybe_hour(c.get("hours_until")),
            undoes=names.maybe("choice", c.get("undoes")),
        )
        for c in data.get("message_choices", ())
    )


def choices_to(picture: CasePicture) -> list[Json]:
    """Write the choices, in an order that depends on nothing but the values."""
    return in_order(
        {
            "id": c.choice_id,
            "kind": c.kind.value,
            "at": written_instant(c.at),
            "because": None if c.because is None else c.because.value,
            "person": c.person_id,
            "hearing": c.hearing_id,
            "revision": c.revision,
            "what": c.what,
            "until_on": written_day(c.until_on),
            "hours_from": written_hour(c.hours_from),
            "hours_until": written_hour(c.hours_until),
            "undoes": c.undoes,
        }
        for c in picture.choices
    )


def faults_in_choices(sound: Sound) -> Iterator[tuple[str, str]]:
    """Find choices that leave out what their kind must say, that speak of no version of a date, or undo twice."""
    undone: dict[str, str] = {}
    for where, choice in sound.items("message_choices"):
        for key in NEEDED[choice["kind"]]:
            if choice.get(key) is None:
                yield f"{where}.{key}", f"is missing: a choice of the kind {choice['kind']!r} needs it"
        if choice.get("hearing") is not None and not (choice.get("revision") and choice.get("what")):
            yield f"{where}.revision", "a choice about one message needs the version of its date, and which message"
        opens, closes = choice.get("hours_from"), choice.get("hours_until")
        if opens is not None and closes is not None and closes <= opens:
            yield f"{where}.hours_until", "lies before hours_from"
        target = choice.get("undoes")
        if target is not None and undone.setdefault(target, where) != where:
            yield f"{where}.undoes", f"{target!r} is undone already at {undone[target]}"
