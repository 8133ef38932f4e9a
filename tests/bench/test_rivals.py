"""The rivals are asked the whole question: what they may use, and what they write, follows the format."""

from typing import Any

from tests.bench.contest import judged
from tests.bench.rivals.question import Question, answer, may, understand
from tests.bench.test_harness import LINE


def asked(**changes: Any) -> Question:
    first, second = LINE["visits"]
    return understand({**LINE, "visits": [{**first, **changes}, second]})


def able(question: Question) -> list[str]:
    return [turn.officer for turn in question.turns if may(question.halts[0], turn)]


def test_a_rival_knows_who_may_come() -> None:
    assert able(asked()) == ["olu", "olivia"]
    assert able(asked(allowed_officers=["olivia"])) == ["olivia"]
    assert able(asked(forbidden_officers=["olivia"])) == ["olu"]
    assert able(asked(fixed={"officers": ["olivia"]})) == ["olivia"]
    assert able(asked(skills=["signing"])) == []
    assert able(asked(windows=[[400, 500]])) == []


def test_a_promised_start_leaves_no_other() -> None:
    assert asked(fixed={"start": 50}).halts[0].windows == ((50, 50),)


def test_a_soft_window_has_no_end() -> None:
    ((begins, ends),) = asked(late=True).halts[0].windows

    assert begins == 0
    assert ends > 10**9


def test_a_visit_by_two_has_a_seat_for_each() -> None:
    assert [(halt.task_id, halt.seat) for halt in asked(officers=2).halts] == [("v1", 0), ("v1", 1), ("v2", 0)]


def test_who_comes_is_charged_for_it() -> None:
    document = {**LINE, "weights": {"non_preferred": 30, "preference": 2}}
    document["visits"] = [{**LINE["visits"][0], "preferred_officers": ["olu"], "preference": {"olivia": 4}}]
    question = understand(document)

    assert [question.attending(question.halts[0], turn) for turn in question.turns] == [0, 38]


def test_a_ride_is_fetched_and_brought_by_the_same_seat_count() -> None:
    step = {"duration": 5, "windows": [[0, 100]]}
    ride = {"id": "r1", "pickup": {"location": "near", **step}, "dropoff": {"location": "far", **step}, "load": 2}
    question = understand({**LINE, "visits": [], "rides": [ride]})

    assert [(halt.at, halt.load) for halt in question.halts] == [("pickup", 2), ("dropoff", -2)]


def test_what_a_rival_writes_is_a_plan() -> None:
    question = asked()
    first, second = question.halts

    entry = judged(LINE, answer(question, {question.turns[0]: [(10, first), (30, second)], question.turns[1]: []}))

    assert entry.cost == 40
