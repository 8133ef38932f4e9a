"""A court's fact card: what was looked at lately is told, what is stale or was never looked at is not."""

from datetime import date

import pytest

from tests.builders import noon
from witness.domain.court_cards import CourtFact, CourtFactSaid, card_of, check_fact, stale_from
from witness.domain.errors import Refused

TODAY = date(2026, 11, 25)


def said(fact: CourtFact, words: str, on: date, by: str = "Olu") -> CourtFactSaid:
    return CourtFactSaid("401", fact, words, on, noon(on), by)


def test_the_newest_word_counts_and_what_is_stale_is_not_told() -> None:
    card = card_of(
        [
            said(CourtFact.ENTRANCE, "Side door", date(2026, 10, 1), "Otis"),
            said(CourtFact.ENTRANCE, "Front door", date(2026, 3, 1)),
            said(CourtFact.FOOD, "A machine", date(2026, 5, 25)),
            said(CourtFact.PARKING, "Behind it", date(2026, 5, 25)),
            said(CourtFact.WAITING, "Room 2", date(2026, 10, 1)),
            said(CourtFact.WAITING, "", date(2026, 11, 1)),
        ],
        TODAY,
    )
    lines = {line.fact: line for line in card}

    assert list(lines) == list(CourtFact)
    assert (lines[CourtFact.ENTRANCE].words, lines[CourtFact.ENTRANCE].by_name) == ("Side door", "Otis")
    assert [fact for fact, line in lines.items() if line.may_be_told] == [CourtFact.ENTRANCE, CourtFact.PARKING]
    assert lines[CourtFact.FOOD].is_stale


def test_a_fact_is_stale_from_the_day_its_months_are_over_also_at_the_end_of_a_month() -> None:
    assert stale_from(said(CourtFact.FOOD, "x", date(2026, 8, 31))) == date(2027, 2, 28)
    assert stale_from(said(CourtFact.PARKING, "x", date(2026, 12, 1))) == date(2027, 12, 1)


@pytest.mark.parametrize(
    ("words", "on", "says"),
    [
        ("x" * 161, TODAY, "160 characters"),
        ("Side door", date(2026, 11, 26), "has not come"),
        ("The defendant's family wait by the stairs", TODAY, "leave people and cases out"),
    ],
)
def test_what_does_not_belong_on_a_card_is_refused(words: str, on: date, says: str) -> None:
    check_fact("Side door in Bell Lane, ring for the usher", TODAY, TODAY)

    with pytest.raises(Refused, match=says):
        check_fact(words, on, TODAY)
