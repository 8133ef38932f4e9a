"""A parent who is a witness too: never beside the witness, not in one car, not in one waiting room."""

from datetime import date
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    FATHER,
    MOTHER,
    WITNESS,
    J,
    a_need,
    a_parent,
    a_person,
    a_picture,
    a_witness,
    needs_met,
    noon,
    points_of,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import Code
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.keep_apart import (
    apart_from,
    may_ride_together,
    may_support,
    may_wait_together,
    second_adult_needed,
    supporters_of,
)
from witness.domain.people import CasePart, Part, Requirement, Witness
from witness.domain.readiness import State, judge
from witness.domain.tasks import TaskKind
from witness.domain.tasks_wanted import tasks_wanted

AUNT = "person-aunt"
NOW = noon(date(2026, 11, 24))
THE_MOTHER_AS_WITNESS = Witness("witness-2", MOTHER, "W2", Requirement.WARNED)


def a_family(*more_parts: CasePart, needs: Any = (), mother: Witness = THE_MOTHER_AS_WITNESS) -> CasePicture:
    """J.F. and their mother are both witnesses; an aunt is not."""
    aunt = a_person(AUNT, name="Hana Farah", initials="H.F.")
    return a_picture(
        people=(a_person(J), a_person(MOTHER), a_person(FATHER), aunt),
        parts=(CasePart(J, Part.WITNESS), CasePart(MOTHER, Part.WITNESS), a_parent(), *more_parts),
        witnesses=(a_witness(), mother),
        needs=needs,
    )


def tasks_of(picture: CasePicture) -> list[str]:
    wanted = tasks_wanted(picture, (), CALENDAR, now=NOW)
    return [task.words for task in wanted if task.kind is TaskKind.SECOND_ADULT]


def second_adult_item(picture: CasePicture) -> State | None:
    items = judge(picture, WITNESS, CALENDAR, NOW).items
    return next((item.state for item in items if item.what is NeedKind.SECOND_ADULT), None)


def test_a_parent_who_is_a_witness_cannot_be_the_supporter_ride_along_or_wait_together() -> None:
    picture = a_family()

    assert may_support(picture, MOTHER, WITNESS) == (
        "J.F.'s mother is a witness in this case too, and a witness can never sit beside another."
    )
    together = "J.F. and J.F.'s mother are witnesses in one case: they cannot"
    assert may_ride_together(picture, (J, MOTHER)) == f"{together} share a vehicle."
    assert may_wait_together(picture, (J, AUNT, MOTHER)) == f"{together} wait together."
    assert apart_from(picture, J) == (MOTHER,)
    assert apart_from(picture, MOTHER) == (J,)
    for carrier in (may_ride_together, may_wait_together):
        assert carrier(picture, (J, AUNT, FATHER)) == ""
        assert carrier(picture, (MOTHER, MOTHER)) == ""
    assert may_support(picture, AUNT, WITNESS) == ""
    assert apart_from(picture, AUNT) == ()


def test_nobody_supports_themselves() -> None:
    assert may_support(a_family(), J, WITNESS) == "Nobody can be their own supporter."


@pytest.mark.parametrize("requirement", Requirement)
def test_a_witness_who_is_not_needed_just_now_is_kept_apart_all_the_same(requirement: Requirement) -> None:
    picture = a_family(mother=Witness("witness-2", MOTHER, "W2", requirement))

    assert may_support(picture, MOTHER, WITNESS)
    assert may_ride_together(picture, (MOTHER, J))


def test_a_second_adult_is_asked_for_until_one_is_found() -> None:
    picture = a_family()

    assert second_adult_needed(picture, WITNESS)
    assert second_adult_item(picture) is State.NEED_UNKNOWN
    assert tasks_of(picture) == [
        "Find a second adult for W1 (J.F.): every parent or carer is a witness too and cannot be with them"
    ]


@pytest.mark.parametrize("state", NeedState)
def test_a_second_adult_is_found_when_the_need_is_met(state: NeedState) -> None:
    picture = a_family(needs=(a_need(NeedKind.SECOND_ADULT, state),))
    met = state in (NeedState.CONFIRMED, NeedState.DONE, NeedState.NOT_NEEDED)

    assert second_adult_needed(picture, WITNESS) is not met
    assert (tasks_of(picture) == []) is met


def test_a_supporter_who_is_no_witness_is_the_second_adult_and_one_who_is_does_not_count() -> None:
    aunt, mother = (CasePart(person, Part.SUPPORTER, "", J) for person in (AUNT, MOTHER))

    assert supporters_of(a_family(aunt, mother), WITNESS) == (AUNT,)
    assert not second_adult_needed(a_family(aunt), WITNESS)
    assert tasks_of(a_family(aunt)) == []
    assert second_adult_item(a_family(aunt)) is None
    assert second_adult_needed(a_family(mother), WITNESS)


def test_a_supporter_who_is_a_witness_leaves_the_witness_without_one() -> None:
    picture = a_family(CasePart(MOTHER, Part.SUPPORTER, "", J), needs=(a_need(NeedKind.SUPPORTER, NeedState.NEEDED),))
    items = {item.what: item for item in judge(picture, WITNESS, CALENDAR, NOW).items}

    assert items[NeedKind.SUPPORTER].state is State.NEED_NEEDED
    assert points_of(Code.NO_SUPPORTER, NOW, picture) == 10


def test_one_carer_who_is_no_witness_is_enough() -> None:
    assert not second_adult_needed(a_family(a_parent(FATHER, "father")), WITNESS)


def test_a_witness_without_carers_is_not_asked_for_one() -> None:
    picture = a_family()

    others = tuple(need for need in needs_met() if need.kind is not NeedKind.SECOND_ADULT)
    assert not second_adult_needed(picture, "witness-2")
    assert second_adult_item(a_picture(needs=others)) is None
