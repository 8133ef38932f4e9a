"""Who may not be beside whom: witnesses of one case are kept apart, and a parent may be a witness too.

Domain reference §7 rule 5: a witness cannot sit beside another, share a vehicle with them or wait with them, because
what one says could be thought to have come from the other. Whoever has been a witness counts, whatever is required of
them now: a witness who is not needed today may be called tomorrow.
"""

from collections.abc import Iterable

from witness.domain.cases import CasePicture
from witness.domain.evidence import NEED_MET, NeedKind
from witness.domain.ladder_gates import evidence_is_over
from witness.domain.people import Part


def may_support(picture: CasePicture, person_id: str, witness_id: str) -> str:
    """Say why a person cannot be the supporter beside a witness; "" when they can."""
    beside = picture.witness(witness_id)
    if person_id == beside.person_id:
        return "Nobody can be their own supporter."
    if person_id in _witnesses(picture):
        who = picture.called(person_id)
        return f"{_begin(who)} is a witness in this case too, and a witness can never sit beside another."
    return ""


def may_ride_together(picture: CasePicture, person_ids: Iterable[str]) -> str:
    """Say why these people cannot share a vehicle; "" when they can."""
    return _apart(picture, person_ids, "share a vehicle")


def may_wait_together(picture: CasePicture, person_ids: Iterable[str]) -> str:
    """Say why these people cannot wait in one place; "" when they can."""
    return _apart(picture, person_ids, "wait together")


def apart_from(picture: CasePicture, person_id: str) -> tuple[str, ...]:
    """Give the ids of the people from whom a person is to be kept apart: the other witnesses, for a witness."""
    witnesses = _witnesses(picture)
    return tuple(other for other in witnesses if other != person_id) if person_id in witnesses else ()


def witnesses_among(picture: CasePicture, person_ids: Iterable[str]) -> tuple[str, ...]:
    """Give those of these people who are witnesses of the case, in the order of their labels, each once."""
    asked = set(person_ids)
    return tuple(person_id for person_id in _witnesses(picture) if person_id in asked)


def supporters_of(picture: CasePicture, witness_id: str) -> tuple[str, ...]:
    """Give the ids of the people who are named to sit beside a witness, and may."""
    person_id = picture.witness(witness_id).person_id
    named = (
        p.person_id
        for p in picture.parts
        if p.part is Part.SUPPORTER and p.for_person_id == person_id and p.left_at is None
    )
    return tuple(supporter for supporter in named if not may_support(picture, supporter, witness_id))


def second_adult_needed(picture: CasePicture, witness_id: str) -> bool:
    """Whether another adult must still be found, because every parent or carer of a witness is a witness too."""
    witnesses = _witnesses(picture)
    carers = picture.carers_of(picture.witness(witness_id).person_id)
    if not carers or any(carer.person_id not in witnesses for carer in carers):
        return False
    found = any(
        need.witness_id == witness_id and need.kind is NeedKind.SECOND_ADULT and need.state in NEED_MET
        for need in picture.needs
    )
    return not found and not supporters_of(picture, witness_id)


def _apart(picture: CasePicture, person_ids: Iterable[str], what: str) -> str:
    together = witnesses_among(picture, person_ids)
    if len(together) < 2 or evidence_is_over(picture):
        return ""
    called = [picture.called(person_id) for person_id in together]
    names = f"{', '.join(called[:-1])} and {called[-1]}"
    return f"{_begin(names)} are witnesses in one case: they cannot {what}."


def _witnesses(picture: CasePicture) -> tuple[str, ...]:
    return tuple(witness.person_id for witness in picture.witnesses)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
