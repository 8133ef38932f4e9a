"""Letters for a school or an employer say when and never why; and an amount that is typed is read as it was meant."""

from datetime import date, time

import pytest

from tests.builders import MOTHER, TRIAL, TRIAL_DAY, WITNESS, J, a_hearing, a_person, a_picture, a_revision, a_slot
from tests.plan_builders import a_step, a_trip
from witness.domain.absence_letters import (
    LANGUAGES,
    UNCHECKED,
    WORDS,
    AbsenceLetter,
    LetterTo,
    is_for_an_earlier_date,
    letter_for,
    letters_due,
)
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.evidence import Side
from witness.domain.expense_entry import read_amount, read_pence, written_amount
from witness.domain.expenses import ItemKind
from witness.domain.hearings import Listing
from witness.domain.plans import PlanState

TODAY = date(2026, 11, 20)
PHONE = "0113 496 0123"


def letter(picture: CasePicture, person_id: str, language: str = "en") -> AbsenceLetter:
    due = next(d for d in letters_due(picture, TODAY) if d.person_id == person_id)
    return letter_for(picture, due, language, PHONE, TODAY)


def test_a_child_has_a_letter_for_school_and_a_parent_one_for_work() -> None:
    picture = a_picture(people=(a_person(J, born_on=date(2012, 5, 5)), a_person(MOTHER, born_on=None)))

    assert [(d.person_id, d.to) for d in letters_due(picture, TODAY)] == [
        (J, LetterTo.SCHOOL),
        (MOTHER, LetterTo.EMPLOYER),
    ]
    assert letters_due(picture, date(2026, 12, 8)) == ()


def test_a_letter_says_the_hour_of_their_way_and_the_whole_day_while_it_is_not_planned() -> None:
    ride = a_trip(J, MOTHER, steps=(a_step(PlanState.CONFIRMED, TRIAL_DAY, at=time(8, 15)),))

    assert "on Monday 7 December 2026, for the whole day." in letter(a_picture(), J).lines[0]
    assert "on Monday 7 December 2026, from 8.15am." in letter(a_picture(trips=(ride,)), J).lines[0]
    assert "ar Llun 7 Rhag 2026, o 8.15yb ymlaen." in letter(a_picture(trips=(ride,)), J, "cy").lines[0]


def test_a_period_is_said_as_a_period() -> None:
    window = a_slot(date(2026, 12, 7), listing=Listing.WARNED_LIST, until=date(2026, 12, 18))
    said = letter(a_picture(hearings=(a_hearing(revisions=(a_revision(1, window),)),)), J).lines[0]

    assert "on a day between Monday 7 December 2026 and Friday 18 December 2026" in said


def test_every_language_has_every_word_and_what_nobody_has_read_says_so() -> None:
    assert set(WORDS) == set(LANGUAGES)
    assert "en" not in UNCHECKED
    for words in WORDS.values():
        assert (
            set(words.one_day) == set(words.from_an_hour) == set(words.in_a_period) == set(words.then) == set(LetterTo)
        )


def test_a_letter_that_was_written_for_an_earlier_date_is_known() -> None:
    moved = a_hearing(revisions=(a_revision(1), a_revision(2, a_slot(date(2026, 12, 9)))))
    step = a_step(PlanState.SHARED, TRIAL_DAY)
    given = Booking("b", WITNESS, BookingKind.SCHOOL_LETTER, TRIAL, Side.SUPPORT, None, (step,))
    due = next(d for d in letters_due(a_picture(hearings=(moved,), bookings=(given,)), TODAY) if d.person_id == J)

    assert due.booking == given
    assert is_for_an_earlier_date(due, moved)
    assert not is_for_an_earlier_date(due, a_hearing())


@pytest.mark.parametrize(
    ("kind", "typed", "amount"),
    [
        (ItemKind.AWAY, "5:20", 320),
        (ItemKind.AWAY, "5", 300),
        (ItemKind.AWAY, "", 0),
        (ItemKind.PARKING, "£8.5", 850),
        (ItemKind.PARKING, "8.50", 850),
        (ItemKind.EARNINGS, "1,200", 120000),
        (ItemKind.MILES, "12.5", 125),
        (ItemKind.NIGHT_CITY, "2", 2),
    ],
)
def test_an_amount_is_read_as_it_was_meant_and_written_back_the_same(kind: ItemKind, typed: str, amount: int) -> None:
    assert read_amount(kind, typed) == amount
    assert read_amount(kind, written_amount(kind, amount)) == amount


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (ItemKind.AWAY, "5.20"),
        (ItemKind.AWAY, "5:70"),
        (ItemKind.PARKING, "eight"),
        (ItemKind.PARKING, "8.505"),
        (ItemKind.PARKING, "-8"),
        (ItemKind.MILES, "12.55"),
        (ItemKind.NIGHT_CITY, "1.5"),
    ],
)
def test_an_amount_that_could_mean_two_things_is_asked_for_again(kind: ItemKind, typed: str) -> None:
    with pytest.raises(Refused):
        read_amount(kind, typed)
    with pytest.raises(Refused):
        read_pence("some")
