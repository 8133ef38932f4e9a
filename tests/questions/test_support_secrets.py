"""What a parent tells us for their own support has no place in any view of the CPS: their types cannot carry it."""

import dataclasses

import pytest

from tests.carried import carried_by
from witness.domain.feedback import Feedback
from witness.domain.parents import OfferStep
from witness.domain.passings import Passing
from witness.domain.wellbeing import WellbeingCheck
from witness.questions import enquiries, readiness, readiness_beside, readiness_views

MODULES = (enquiries, readiness, readiness_beside, readiness_views)
VIEWS = sorted(
    (
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type) and dataclasses.is_dataclass(each) and each.__module__ == module.__name__
    ),
    key=lambda each: each.__qualname__,
)
THEIRS = {WellbeingCheck, Feedback, OfferStep, Passing}


@dataclasses.dataclass(frozen=True)
class LeakyView:
    """A deliberately wrong view: it carries a check, two levels down."""

    rows: tuple[dict[str, WellbeingCheck], ...]
    offers: tuple[OfferStep, ...]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_no_view_of_the_cps_can_carry_anything_of_a_parents_own_plan(view: type) -> None:
    assert not set(carried_by(view)) & THEIRS


def test_the_look_through_types_finds_a_view_that_leaks_and_the_views_are_there() -> None:
    assert {WellbeingCheck, OfferStep} <= set(carried_by(LeakyView))
    assert len(VIEWS) > 3
