"""Nothing that a liaison may not see can be in a verdict, and the check would notice if it were."""

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    WITNESS,
    J,
    a_contact,
    a_hearing,
    a_measure,
    a_parent,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    noon,
    unsettled,
)
from witness.domain.cases import CasePicture
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import Listing
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.people import CasePart, Part
from witness.domain.readiness import (
    Matter,
    Readiness,
    ReadinessItem,
    judge,
)

NOW = noon(date(2026, 11, 24))


def readiness_of(picture: CasePicture, now: datetime = NOW) -> Readiness:
    return judge(picture, WITNESS, CALENDAR, now)


CANARY = "CANARY"


def with_canaries() -> CasePicture:
    """Everything that a liaison may not see, marked so that it would be found."""
    people = tuple(
        replace(p, name=f"{CANARY} name", initials=f"{CANARY}.", born_on=date(2012, 5, 4), household_id=f"{CANARY}-h")
        for p in (a_person(J), a_person(MOTHER))
    )
    contact = a_contact(
        value=f"{CANARY}-number", seen_by=f"{CANARY} ex", whose=f"{CANARY} aunt", signed_as=CANARY, language=CANARY
    )
    window = a_slot(until=date(2026, 12, 11), at=None, listing=Listing.WARNED_LIST, room=CANARY, court_code=CANARY)
    return a_picture(
        case=replace(a_picture().case, support_phone=CANARY, signed_as=CANARY, ref=CANARY),
        people=people,
        parts=(CasePart(J, Part.WITNESS), a_parent(relation=f"{CANARY} mother")),
        witnesses=(a_witness(direct_contact=True, label=CANARY),),
        hearings=(a_hearing(revisions=[a_revision(slot=window, reason=CANARY, source=CANARY)]),),
        contacts=(contact,),
        measures=tuple(a_measure(kind, MeasureState.GRANTED) for kind in MeasureKind),
        answers=(unsettled(AnswerKind.WORRIED, via=CANARY),),
        told=(a_told(via=CANARY),),
    )


def leaks(show: Callable[[CasePicture], str]) -> bool:
    shown = show(with_canaries())
    return CANARY in shown or "2012" in shown


def everything_shown(picture: CasePicture) -> str:
    found = readiness_of(picture)
    words = [f"{item.what_in_words} {item.state_in_words}" for item in found.items]
    return " ".join([repr(found), found.because, *words])


def test_nothing_a_liaison_may_not_see_is_in_the_verdict() -> None:
    assert len(readiness_of(with_canaries()).items) == len(MeasureKind) + 5 + len(Matter)
    assert not leaks(everything_shown)


@pytest.mark.parametrize(
    "careless",
    [
        lambda picture: everything_shown(picture) + picture.contacts[0].value,
        lambda picture: everything_shown(picture) + picture.called(MOTHER),
        lambda picture: everything_shown(picture) + str(picture.person(J).born_on),
        lambda picture: everything_shown(picture) + picture.contacts[0].seen_by,
    ],
    ids=["number", "relation", "birthday", "seen by"],
)
def test_the_same_check_catches_a_careless_view(careless: Callable[[CasePicture], str]) -> None:
    assert leaks(careless)


def may_hold_free_words(hint: Any) -> bool:
    """Whether a value of this type can be made of words that somebody typed."""
    parts = get_args(hint)
    if parts:
        return any(may_hold_free_words(part) for part in parts)
    closed = isinstance(hint, type) and issubclass(hint, (Enum, date, int, type(None), ReadinessItem))
    return hint is not Ellipsis and not closed


@pytest.mark.parametrize("shown", [Readiness, ReadinessItem])
def test_no_field_can_hold_words_that_somebody_typed(shown: type) -> None:
    hints = get_type_hints(shown)

    assert [f.name for f in dataclasses.fields(shown) if may_hold_free_words(hints[f.name])] == []


@pytest.mark.parametrize("hint", [str, str | None, tuple[str, ...], dict[str, int], Any])
def test_a_field_of_free_words_would_be_found(hint: Any) -> None:
    assert may_hold_free_words(hint)
