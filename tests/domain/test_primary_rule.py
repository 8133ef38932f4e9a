"""What the primary rule expects for a child, and what an opting out leads to."""

from datetime import date

import pytest

from tests.builders import MOTHER, TRIAL_DAY, WITNESS, J, a_hearing, a_measure, a_person, a_picture
from witness.domain.hearings import Hearing
from witness.domain.measures import Measure, MeasureKind, MeasureState
from witness.domain.primary_rule import Answered, Expected, primary_rule, prompt_of

INTERVIEW, LINK, SCREEN = MeasureKind.VIDEO_INTERVIEW, MeasureKind.LIVE_LINK, MeasureKind.SCREEN
NOT_WANTED = MeasureState.NOT_WANTED


def expected(
    *measures: Measure, born_on: date | None = date(2012, 5, 4), hearing: Hearing | None = None
) -> list[Expected]:
    people = (a_person(J, born_on=born_on), a_person(MOTHER))
    return list(primary_rule(a_picture(people=people, measures=measures), WITNESS, hearing or a_hearing()))


@pytest.mark.parametrize(
    ("born_on", "is_expected"),
    [
        (date(2008, 12, 8), True),  # 18 the day after
        (date(2008, 12, 7), False),  # 18 on the day
        (date(1984, 2, 1), False),
        (None, False),
    ],
)
def test_the_primary_rule_is_for_witnesses_under_eighteen_at_the_hearing(
    born_on: date | None, is_expected: bool
) -> None:
    assert bool(expected(born_on=born_on)) is is_expected


def test_the_interview_and_a_live_link_are_expected_until_the_witness_has_said_otherwise() -> None:
    assert expected() == [Expected(INTERVIEW, Answered.MISSING), Expected(LINK, Answered.MISSING)]
    assert prompt_of(expected()[1]) == (
        "The primary rule expects a live link; nobody has recorded what the witness wants."
    )
    on_its_way = expected(a_measure(INTERVIEW, MeasureState.NEEDED), a_measure(LINK, MeasureState.REFUSED))
    assert {found.answered for found in on_its_way} == {Answered.RECORDED}
    assert {prompt_of(found) for found in on_its_way} == {""}


def test_a_child_who_opts_out_of_the_link_must_have_a_screen_unless_they_opt_out_of_it_too() -> None:
    out = a_measure(LINK, NOT_WANTED)

    assert expected(out)[1:] == [Expected(LINK, Answered.OPTED_OUT), Expected(SCREEN, Answered.MISSING)]
    assert "a screen is then mandatory" in prompt_of(expected(out)[-1])
    assert expected(out, a_measure(SCREEN, MeasureState.ASKED))[-1] == Expected(SCREEN, Answered.RECORDED)
    assert expected(out, a_measure(SCREEN, NOT_WANTED))[-1] == Expected(SCREEN, Answered.OPTED_OUT)


def test_no_screen_is_expected_of_a_child_who_keeps_the_link() -> None:
    assert SCREEN not in {found.kind for found in expected(a_measure(LINK, MeasureState.GRANTED))}


def test_without_a_date_the_age_on_the_day_we_learnt_of_the_hearing_counts() -> None:
    assert expected(hearing=a_hearing(None), born_on=date(2008, 3, 1))
    assert not expected(hearing=a_hearing(None), born_on=date(2008, 1, 1))
    assert date(2026, 3, 1) < TRIAL_DAY
