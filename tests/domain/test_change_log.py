"""Every change of a date, and what each person heard of it."""

from dataclasses import replace
from datetime import date

from tests.builders import MOTHER, a_hearing, a_picture, a_revision, a_slot, a_told, moved, noon
from witness.domain.change_log import Heard, versions_of, who_heard
from witness.domain.hearings import HearingState

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 14)
TWICE = moved(FIRST, SECOND, THIRD)


def test_a_court_room_and_a_doubt_are_no_news_to_a_family() -> None:
    doubt = a_revision(2, a_slot(FIRST), state=HearingState.UNCONFIRMED)
    room = a_revision(3, a_slot(FIRST, room="4"))
    hearing = a_hearing(revisions=[a_revision(1, a_slot(FIRST)), doubt, room, a_revision(4, a_slot(SECOND))])

    assert [version.revision.number for version in versions_of(hearing)] == [1, 4]


def test_each_version_says_who_heard_of_it_how_and_with_the_reason() -> None:
    told = (
        a_told(at=noon(date(2026, 2, 1))),
        a_told(revision=3, via="voice", at=noon(date(2026, 2, 4)), reason_given=True),
    )
    picture = a_picture(hearings=(TWICE,), told=told)

    assert who_heard(picture, TWICE, 1) == (Heard(MOTHER, noon(date(2026, 2, 1)), "text"),)
    assert who_heard(picture, TWICE, 2) == (Heard(MOTHER, None, is_past=True),)
    assert who_heard(picture, TWICE, 3) == (Heard(MOTHER, noon(date(2026, 2, 4)), "voice", reason_given=True),)


def test_who_has_not_been_told_of_the_date_as_it_stands_is_named() -> None:
    picture = a_picture(hearings=(TWICE,), told=(a_told(),))

    assert who_heard(picture, TWICE, 3) == (Heard(MOTHER, None),)


def test_what_was_over_before_anybody_heard_anything_is_not_held_against_anyone() -> None:
    assert who_heard(a_picture(hearings=(TWICE,)), TWICE, 2) == ()


def test_telling_a_date_whose_room_changed_tells_the_date() -> None:
    room = a_revision(4, a_slot(THIRD, room="4"))
    hearing = replace(TWICE, revisions=(*TWICE.revisions, room))
    picture = a_picture(hearings=(hearing,), told=(a_told(), a_told(revision=4, via="voice")))

    assert [line.via for line in who_heard(picture, hearing, 3)] == ["voice"]
    assert who_heard(picture, hearing, 4) == ()
