"""Concern finds those who would not come early, better than a simple list, and by nothing that somebody is."""

from dataclasses import replace
from random import Random

import pytest

from tests.bench.ceilings import by_best_weights
from tests.bench.cohorts import (
    BASELINES,
    JUDGED_AT,
    Looked,
    area,
    by_chance,
    had_begun,
    in_top,
    look_at,
    seen,
    verdicts,
)
from tests.bench.life_pictures import picture_of
from tests.bench.life_rates import RATES
from tests.bench.life_records import Answered, Cause, Life, Said, Talk, Truth
from tests.bench.lives import live
from tests.builders import J, a_person
from witness.domain.cases import CasePicture
from witness.domain.concern import Code, Concern
from witness.domain.evidence import AnswerKind
from witness.domain.sureness import Sure

SIZE = 600


def by_age(picture: CasePicture, concern: Concern, at: int) -> float:
    """The youngest first: by who somebody is."""
    born_on = picture.people[0].born_on
    return float(born_on.toordinal()) if born_on else 0.0


@pytest.fixture(scope="module")
def cohort() -> Looked:
    return look_at(1, 600, others={"shuffled": by_chance(7), "by who somebody is": by_age})


def finds_them(cohort: Looked, name: str) -> bool:
    """Reduced form, far better than chance and than every simple list. Few lives would leave it to one absent more."""
    return cohort.in_top_fifth(name) >= 0.4 and cohort.above_best(name) >= 0.04


def test_concern_finds_those_who_would_not_come_better_than_a_simple_list(cohort: Looked) -> None:
    assert finds_them(cohort, "concern")
    assert 0.05 < cohort.share_absent < 0.2


@pytest.mark.parametrize("wrong", ["shuffled", "by who somebody is"])
def test_a_score_that_is_shuffled_or_looks_at_who_somebody_is_does_not(cohort: Looked, wrong: str) -> None:
    assert not finds_them(cohort, wrong)


def test_who_a_witness_is_changes_nothing() -> None:
    chance = Random(4)
    for life in [live(chance) for _ in range(20)]:
        other = a_person(J, name="Zofia Nowak", born_on=a_person(J).born_on.replace(year=2010), language="pl")  # type: ignore[union-attr]
        assert seen(life, JUDGED_AT)[1] == seen(life, JUDGED_AT, other)[1]


def test_the_record_never_shows_what_is_still_to_come() -> None:
    life = replace(Life(), talks=[Talk(30, True, 28)], said=[Said(12, AnswerKind.WORRIED, "text", 6)])  # noqa: FBT003

    assert picture_of(life, 29).contact_log == ()
    assert len(picture_of(life, 28).contact_log) == 1
    assert picture_of(life, 13).answers == ()
    assert Code.AMBIVALENT in {f.code for f in seen(life, 10)[1].factors}
    assert Code.AMBIVALENT not in {f.code for f in seen(life, 5)[1].factors}


def test_an_answer_to_how_sure_they_are_is_seen_once_it_is_written_and_nobody_answers_who_is_not_asked() -> None:
    life = replace(Life(), sure=[Answered(at=14, written=12, sure=Sure.RATHER_NOT)])
    unasked = [live(Random(seed), replace(RATES, asks_sure=0)) for seed in range(20)]

    assert [len(picture_of(life, at).sureness) for at in (13, 12)] == [0, 1]
    assert Code.UNSURE in {f.code for f in seen(life, 10)[1].factors}
    assert [one.sure for one in unasked if one.sure] == []


def test_a_cause_stood_already_when_it_was_so_on_the_day_judged_and_chance_never_did() -> None:
    afraid, well = Truth(fear=2), Truth()

    assert had_begun(Life(causes=[Cause.FEAR], when_judged=afraid))
    assert not had_begun(Life(causes=[Cause.FEAR], when_judged=well))
    assert not had_begun(Life(causes=[Cause.CHANCE], when_judged=afraid))


def test_a_life_is_the_same_for_one_seed_and_another_for_another() -> None:
    assert live(Random(1)) == live(Random(1))
    assert live(Random(1)) != live(Random(2))


def test_the_area_is_one_for_a_score_that_knows_and_a_half_for_one_that_says_the_same_of_everybody() -> None:
    came = (True, True, True, True, False)

    assert area((1, 2, 3, 4, 5), came) == 1
    assert area((1, 1, 1, 1, 1), came) == 0.5
    assert area((5, 4, 3, 2, 1), came) == 0
    assert in_top((1, 1, 1, 1, 1), came) == pytest.approx(0.2)
    assert in_top((1, 2, 3, 4, 5), came) == 1


def test_what_is_promised_is_held_against_the_mean_and_missed_when_it_falls_short() -> None:
    same = dict.fromkeys([*BASELINES, "concern"], (1, 1, 1, 1, 1))
    scores, leads = {**same, "proposed table": (1, 2, 3, 4, 5)}, {"concern": (0,), "proposed table": (20,)}
    cohort = Looked((True,) * 4 + (False,), scores, leads, {})

    assert [verdict.is_met for _, verdict in verdicts([cohort])] == [False, False, False, True, True, True]


def test_the_best_weights_find_what_tells_and_drop_what_does_not() -> None:
    tells, empty = frozenset({("TELLS", 10), ("NOISE", 30)}), frozenset({("NOISE", 30)})
    score = by_best_weights([tells] * 50 + [empty] * 50, [False] * 40 + [True] * 60)

    assert score(tells) > score(empty) + 1
    assert abs(score(empty) - score(frozenset({("NEVER SEEN", 5)}))) < 3 < score(tells) - score(empty)
