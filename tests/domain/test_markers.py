"""Markers: yes or no since a day; what cannot be is refused where entered, and named where it came from outside."""

from datetime import date, timedelta

import pytest

from tests.builders import (
    MOTHER,
    WITNESS,
    a_marker,
    a_picture,
    an_answer,
    concern_at,
    days_before,
    noon,
    unsettled,
)
from witness.domain.concern import Code
from witness.domain.concern_unknown import ASK_AGAIN_AFTER_DAYS
from witness.domain.errors import Refused
from witness.domain.evidence import AnswerKind
from witness.domain.markers import MARKER_WORDS, SAME_DAY, MarkerKind, Said, check_marker, marker_standing

TODAY = date(2026, 11, 25)
NOW = days_before(8)
TIE = MarkerKind.TIE


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.mark.parametrize(
    ("before", "new", "words"),
    [
        ([], a_marker(TIE, on=day(26)), "has not come yet"),
        ([a_marker(TIE, on=day(20))], a_marker(TIE, on=day(20)), "recorded already"),
        ([a_marker(TIE, on=day(20))], a_marker(TIE, Said.NO, on=day(19)), "before it began"),
        ([], a_marker(TIE, Said.MISTAKE, on=day(20)), "nothing recorded"),
        ([a_marker(MarkerKind.MOVE, on=day(20))], a_marker(MarkerKind.MOVE, Said.NO, on=day(21)), "does not end"),
    ],
)
def test_a_marker_that_cannot_be_is_refused_with_words(before: list, new: object, words: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Refused, match=words):
        check_marker(before, new, TODAY)  # type: ignore[arg-type]


def test_a_marker_begins_ends_and_may_begin_again() -> None:
    said = [
        a_marker(TIE, on=day(2)),
        a_marker(TIE, Said.NO, on=day(9)),
        a_marker(TIE, on=day(16)),
    ]
    for number, marker in enumerate(said):
        check_marker(said[:number], marker, TODAY)
    stands = marker_standing(said, WITNESS, TIE, TODAY)

    assert [(e.since, e.until) for e in stands.episodes] == [(day(2), day(9)), (day(16), None)]
    assert stands.open is not None
    assert (stands.asked_on, stands.ignored) == (day(16), ())


def test_a_mistake_takes_back_what_was_recorded_last_as_if_it_had_never_been() -> None:
    said = [a_marker(MarkerKind.MISSING, on=day(20)), a_marker(MarkerKind.MISSING, Said.MISTAKE, on=day(20),
            recorded_at=noon(day(21)))]  # fmt: skip

    assert marker_standing(said, WITNESS, MarkerKind.MISSING, TODAY).episodes == ()
    assert concern_at(NOW, a_picture(markers=tuple(said))).flags == ()


def test_what_cannot_be_is_named_and_not_counted_where_it_came_from_outside() -> None:
    picture = a_picture(
        markers=(
            a_marker(MarkerKind.THREAT, on=day(28), recorded_at=noon(day(20))),
            a_marker(TIE, on=day(20)),
            a_marker(TIE, Said.NO, on=day(10), recorded_at=noon(day(21))),
        ),
        answers=(an_answer(at=noon(day(30)), settled_at=None),),
    )
    found = concern_at(NOW, picture)

    assert found.doubts == (
        "One answer is dated in the future: not counted.",
        "One marker is dated in the future: not counted.",
        "A marker cannot be: it is said to have ended before it began. It is not counted.",
    )
    assert found.flags == ()
    assert Code.ONGOING_TIE in {f.code for f in found.factors}


def test_coming_does_not_count_against_somebody_who_says_no() -> None:
    yes = an_answer(at=noon(day(24)), person_id=MOTHER)
    no = unsettled(AnswerKind.CANNOT, person_id="person-j", at=noon(day(23)))
    both, alone = (concern_at(NOW, a_picture(answers=given)) for given in ((yes, no), (yes,)))

    assert Code.RECONFIRMED in {f.code for f in alone.factors}
    assert {f.code for f in both.factors} >= {Code.NOT_CONFIRMED, Code.HARD_WITHDRAWAL}
    assert Code.RECONFIRMED not in {f.code for f in both.factors}
    assert "coming is not counted" in both.doubts[0]


def test_nothing_asked_is_named_as_unknown_and_counts_neither_way() -> None:
    unknown = {item.kind for item in concern_at(NOW, a_picture()).unknown}
    asked = a_picture(markers=(a_marker(TIE, Said.NO, on=day(20)),))
    found = concern_at(NOW, asked)

    assert TIE in unknown
    assert TIE not in {item.kind for item in found.unknown}
    assert found.points == concern_at(NOW, a_picture()).points
    long_ago = day(20) - timedelta(days=ASK_AGAIN_AFTER_DAYS)
    again = concern_at(NOW, a_picture(markers=(a_marker(TIE, Said.NO, on=long_ago),)))
    assert next(item.asked_on for item in again.unknown if item.kind is TIE) == long_ago


def test_what_protects_is_to_be_said_anew_before_it_has_been_so_for_too_long() -> None:
    def counts(on: date) -> bool:
        found = concern_at(NOW, a_picture(markers=(a_marker(MarkerKind.ENGAGED, on=on),)))
        return Code.SUPPORTER_ENGAGED in {f.code for f in found.factors}

    assert counts(TODAY - timedelta(days=56))
    assert not counts(TODAY - timedelta(days=57))
    first, anew = a_marker(MarkerKind.ENGAGED, on=TODAY - timedelta(days=90)), a_marker(MarkerKind.ENGAGED, on=TODAY)
    check_marker([first], anew, TODAY)
    found = concern_at(NOW, a_picture(markers=(first, anew)))
    assert next(f.since for f in found.factors if f.code is Code.SUPPORTER_ENGAGED) == first.on


def test_whatever_asks_for_action_the_same_day_says_what_to_do_at_once() -> None:
    assert {kind for kind in MarkerKind if MARKER_WORDS[kind].today} == set(SAME_DAY)
    assert all("999" in MARKER_WORDS[kind].today for kind in SAME_DAY)
