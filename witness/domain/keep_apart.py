"""Keeping witnesses of one case apart, so that nobody can say that they agreed on what to say, and nobody is afraid."""

from collections.abc import Iterable

from witness.domain.cases import CasePicture
from witness.domain.ladder_gates import evidence_is_over


def may_ride_together(picture: CasePicture, person_ids: Iterable[str]) -> str:
    """Say why these people may not share a car; "" when they may.

    No two witnesses of one case ride together while evidence is still to be given, a parent who is a witness too
    included (domain reference §4, rule 3).
    """
    witnesses = witnesses_among(picture, person_ids)
    if len(witnesses) < 2 or evidence_is_over(picture):
        return ""
    who = " and ".join(picture.called(person_id) for person_id in witnesses)
    return f"{who} are witnesses in the same case: they may not travel together. Arrange a ride for each."


def witnesses_among(picture: CasePicture, person_ids: Iterable[str]) -> tuple[str, ...]:
    """Give those of these people who are witnesses of the case, in the order of their labels, each once."""
    asked = set(person_ids)
    return tuple(w.person_id for w in picture.witnesses if w.person_id in asked)
