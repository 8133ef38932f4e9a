"""What is new about a witness since somebody last looked, in words of the closed lists."""

from datetime import date

import pytest

from witness.domain.readiness_seen import Seen, changes_since, missing_of

ON = date(2026, 12, 1)
APPLIED, ASKED = "applied for, decision awaited", "asked for, application to be made"


@pytest.mark.parametrize(
    ("seen", "missing", "said"),
    [
        ({"live_link": ASKED}, {"live_link": ASKED}, ()),
        ({"live_link": ASKED}, {}, ("live link: settled",)),
        ({}, {"live_link": ASKED}, ("live link: now missing",)),
        ({"live_link": ASKED}, {"live_link": APPLIED}, (f"live link: now {APPLIED}",)),
    ],
)
def test_each_thing_that_is_different_is_said_once(
    seen: dict[str, str], missing: dict[str, str], said: tuple[str, ...]
) -> None:
    assert changes_since(Seen(ON, seen), ON, missing) == said


def test_a_date_that_moved_is_said_first_and_a_witness_never_marked_is_new() -> None:
    moved = changes_since(Seen(ON, {"live_link": ASKED}), date(2026, 12, 7), {})

    assert moved == ("the date changed", "live link: settled")
    assert changes_since(None, ON, {"live_link": ASKED}) == ("new to you",)


def test_words_that_are_in_no_list_are_never_repeated() -> None:
    typed = "rang 07700 900123"

    assert changes_since(Seen(ON, {typed: typed}), ON, {"live_link": typed}) == ("live link: now missing",)
    assert changes_since(Seen(ON, {"live_link": ASKED}), ON, {"live_link": typed}) == ("live link: changed",)


def test_only_what_is_missing_is_kept() -> None:
    kept = [
        {"what": "live_link", "state": ASKED, "missing": True},
        {"what": "transport", "state": "", "missing": False},
    ]

    assert missing_of(kept) == {"live_link": ASKED}
