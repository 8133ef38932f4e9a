"""What a receiver must look at, who could receive, and what keeps a case open."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import MOTHER, TRIAL_DAY, a_picture, a_told, an_event, moved, noon
from tests.cast import AIREDALE, CALDER, CAST, CPS
from witness.domain.access import CaseGround
from witness.domain.accounts import AccountState
from witness.domain.case_closing import in_the_way
from witness.domain.evidence import EventState
from witness.domain.handover import TICK_IN_WORDS, Tick, may_give, still_to_tick, who_could_take
from witness.domain.promises import Promise

GROUND = CaseGround("case-1", CALDER.id, CPS.id, CAST.olu.id)


@given(ticked=st.sets(st.sampled_from(list(Tick))))
def test_nothing_is_left_only_when_all_of_them_are_ticked(ticked: set[Tick]) -> None:
    missing = still_to_tick(ticked)

    assert set(missing) == set(Tick) - ticked
    assert (missing == ()) is (len(ticked) == len(Tick))


def test_each_thing_to_look_at_has_words() -> None:
    assert set(TICK_IN_WORDS) == set(Tick)


def test_the_owner_and_a_manager_may_give_and_a_colleague_may_not() -> None:
    assert [may_give(a.viewer, CAST.olu.id) for a in (CAST.olu, CAST.mo, CAST.olivia)] == [True, True, False]


def test_whoever_may_change_the_case_could_take_it() -> None:
    assert who_could_take(CAST.all, GROUND) == (CAST.olivia, CAST.mo)


@pytest.mark.parametrize(
    ("ground", "able"),
    [
        (replace(GROUND, excluded=frozenset({CAST.olivia.id})), (CAST.mo,)),
        (replace(GROUND, restricted_to=frozenset({CAST.olivia.id})), (CAST.olivia,)),
        (replace(GROUND, assigned=frozenset({CAST.otis.id})), (CAST.olivia, CAST.otis, CAST.mo)),
        (replace(GROUND, team_id=AIREDALE.id), (CAST.otis,)),
    ],
)
def test_need_to_know_decides_who_could_take_it(ground: CaseGround, able: tuple[object, ...]) -> None:
    assert who_could_take(CAST.all, ground) == able


def test_a_closed_account_takes_nothing() -> None:
    gone = replace(CAST.olivia, state=AccountState.DISABLED)

    assert who_could_take((gone,), GROUND) == ()


def test_a_case_in_which_all_is_done_may_be_closed() -> None:
    done = a_picture(events=(an_event(state=EventState.GIVEN),))

    assert in_the_way(done, (), is_offered=False) == ()


def test_everything_that_is_open_is_named() -> None:
    promise = Promise("promise-1", "bring the form", "olu", date(2026, 12, 1), noon(date(2026, 11, 1)), MOTHER)
    picture = a_picture(hearings=(moved(date(2026, 12, 1), TRIAL_DAY),), told=(a_told(),), promises=(promise,))

    found = in_the_way(picture, ["Ring J.F.'s mother"], is_offered=True)

    assert found == (
        "A promise due on Tue 1 Dec is open.",
        "W1 is still expected to give evidence (trial).",
        "J.F.'s mother believes something about the trial that is no longer so.",
        "Still to do: Ring J.F.'s mother.",
        "It has been offered to somebody who has not answered.",
    )
    assert "form" not in " ".join(found)  # what was promised is nobody's business in a refusal
