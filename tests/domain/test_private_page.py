"""Who may have a private page, how often a code may be guessed, and what shuts its door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest

from tests.builders import MOTHER, TRIAL, a_case, a_contact, a_hearing, a_picture, a_revision, a_slot, moved, noon
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import Belongs, Previews, Reading
from witness.domain.contact_rules import Holder
from witness.domain.court_time import moment_in_london
from witness.domain.hearings import HearingState, Listing
from witness.domain.private_page import (
    CODE_DIGITS,
    MOST_WRONG,
    Door,
    Stay,
    counted,
    end_of_life,
    is_in,
    may_try,
    settled,
    why_no_page,
    why_shut,
)

TODAY = date(2026, 11, 24)
NOW = noon(TODAY)
ADULT, CHILD, NOT_KNOWN = Holder(is_adult=True), Holder(is_adult=False), Holder(is_adult=None, is_witness=True)
CODES = 10**CODE_DIGITS


def private(**changes: Any) -> SafeContact:
    """A phone of her own that nobody else sees, whose owner asked to be told everything."""
    terms = {
        "tier": Tier.L3,
        "belongs": Belongs.OWN,
        "previews": Previews.OFF,
        "opted_in_on": TODAY,
        "reviewed_on": TODAY,
    }
    return a_contact(**(terms | changes))


def a_door(**changes: Any) -> Door:
    made = Door("link", "case-1", MOTHER, private().contact_id, TRIAL, 1, 1, NOW, NOW + timedelta(days=14))
    return replace(made, **changes)


def a_home(**changes: Any) -> CasePicture:
    return a_picture(**({"contacts": (private(),)} | changes))


@pytest.mark.parametrize(
    ("changes", "holder", "because"),
    [
        ({}, ADULT, ""),
        ({}, Holder(is_adult=None), ""),
        ({}, CHILD, "under 18"),
        ({}, NOT_KNOWN, "birthday is not known"),
        ({"tier": Tier.L2}, ADULT, "level L3"),
        ({"tier": Tier.L1, "opted_in_on": None}, ADULT, "their own wish"),
        ({"previews": Previews.ON}, ADULT, "previews on the locked screen off"),
        ({"belongs": Belongs.WORK}, ADULT, "their own phone"),
        ({"belongs": Belongs.SHARED}, ADULT, "nobody else sees"),
        ({"seen_by": "her sister"}, ADULT, "Somebody else sees"),
        ({"channel": Channel.EMAIL}, ADULT, "needs a phone"),
        ({"state": ContactState.STOPPED}, ADULT, "Nothing goes"),
        ({"reviewed_on": TODAY - timedelta(days=29)}, ADULT, "run out"),
        ({"reading": Reading.BY_VOICE}, ADULT, "do not read"),
    ],
)
def test_a_page_is_for_an_adult_on_a_private_phone_who_asked_for_everything(
    changes: dict[str, Any], holder: Holder, because: str
) -> None:
    said = why_no_page(private(**changes), holder, NOW)

    assert any(because in words for words in said) if because else said == ()


@dataclass(frozen=True)
class Guess:
    """A code tried from an address."""

    code: int
    address: int


Compared = Callable[[list[Guess]], int]


def compared_by_the_rule(guesses: list[Guess]) -> int:
    """How many of these wrong guesses are compared with the code at all."""
    door, compared = a_door(), 0
    for guess in guesses:
        if not may_try(door):
            break
        compared += 1
        door = settled(counted(door), is_right=False, now=NOW + timedelta(hours=guess.code))
    return compared


def compared_when_locked_by_address(guesses: list[Guess]) -> int:
    """The wrong version that counts by network address, as many do."""
    wrong: dict[int, int] = {}
    compared = 0
    for guess in guesses:
        if wrong.get(guess.address, 0) < MOST_WRONG:
            compared += 1
            wrong[guess.address] = wrong.get(guess.address, 0) + 1
    return compared


def compared_without_counting(guesses: list[Guess]) -> int:
    """The wrong version that compares and counts nothing."""
    return len(guesses)


def compared_all_at_once(guesses: list[Guess]) -> int:
    """The wrong version that looks whether it may first and counts last, asked by all of them in the same moment."""
    door = a_door()
    return sum(may_try(door) for _ in guesses)


def opened_in_a_million(compared: Compared) -> int:
    """Try the same codes at a million links, one for each code there is; gives how many open."""
    order = np.random.default_rng(7).permutation(CODES)[:1000]
    guesses = [Guess(int(code), nth // 2) for nth, code in enumerate(order)]
    kept = np.arange(CODES)
    return int(np.isin(kept, order[: compared(guesses)]).sum())


def test_guessing_opens_five_in_a_million_links_and_no_more() -> None:
    assert opened_in_a_million(compared_by_the_rule) == MOST_WRONG


@pytest.mark.parametrize("wrong", [compared_when_locked_by_address, compared_without_counting, compared_all_at_once])
def test_guessing_opens_more_where_the_count_is_another(wrong: Compared) -> None:
    assert opened_in_a_million(wrong) > MOST_WRONG


def test_tries_of_one_moment_are_counted_before_any_is_compared() -> None:
    door, let_in = a_door(), 0
    for _ in range(50):
        if may_try(door):
            door, let_in = counted(door), let_in + 1

    assert let_in == MOST_WRONG


def test_the_right_code_does_not_count_and_takes_nothing_off() -> None:
    door = a_door(wrong=4)
    right = settled(counted(door), is_right=True, now=NOW)
    wrong = settled(counted(right), is_right=False, now=NOW)

    assert (right.wrong, right.opened, right.opened_at, right.locked_at) == (4, 1, NOW, None)
    assert wrong.locked_at == NOW
    assert not may_try(wrong)


@pytest.mark.parametrize(
    ("door", "picture", "changes", "because"),
    [
        (a_door(), a_home(), {}, ""),
        (a_door(hearing_id="", revision=0), a_home(), {}, ""),
        (a_door(revoked_at=NOW, revoked_because="Olu took it back"), a_home(), {}, "Olu took it back"),
        (a_door(wrong=5), a_home(), {}, "five wrong codes"),
        (a_door(locked_at=NOW), a_home(), {}, "five wrong codes"),
        (a_door(ends_at=NOW), a_home(), {}, "time is over"),
        (a_door(), a_home(), {"epoch": 2}, "restored"),
        (a_door(), a_home(), {"is_on": False}, "switched off"),
        (a_door(), a_home(case=a_case(closed_on=TODAY)), {}, "closed"),
        (a_door(), None, {}, "closed"),
        (a_door(), a_home(contacts=()), {}, "no longer on record"),
        (a_door(), a_home(contacts=(private(state=ContactState.RETIRED),)), {}, "nothing goes"),
        (a_door(), a_home(contacts=(private(state=ContactState.STOPPED),)), {}, "nothing goes"),
        (a_door(), a_home(contacts=(private(state=ContactState.WRONG),)), {}, "nothing goes"),
        (a_door(), a_home(contacts=(private(seen_by="him"),)), {}, "nobody else sees"),
        (a_door(), a_home(hearings=(moved(TODAY, TODAY + timedelta(days=9)),)), {}, "has changed"),
        (
            a_door(),
            a_home(hearings=(a_hearing(revisions=[a_revision(state=HearingState.VACATED)]),)),
            {},
            "no longer stands",
        ),
    ],
)
def test_a_door_is_shut_by_what_has_become_of_it_and_by_the_facts(
    door: Door, picture: CasePicture | None, changes: dict[str, Any], because: str
) -> None:
    said = why_shut(door, picture, **({"is_on": True, "epoch": 1, "now": NOW} | changes))

    assert because in said if because else said == ""


def test_a_link_ends_a_day_after_the_appointment_and_after_fourteen_days_at_the_latest() -> None:
    near, far = a_slot(TODAY + timedelta(days=3)), a_slot(TODAY + timedelta(days=60))
    window = a_slot(TODAY, listing=Listing.WARNED_LIST, until=TODAY + timedelta(days=4), at=None)

    assert end_of_life(near, NOW) == moment_in_london(TODAY + timedelta(days=4), time(10, 0))
    assert end_of_life(window, NOW) == moment_in_london(TODAY + timedelta(days=5), time(10, 0))
    assert end_of_life(far, NOW) == end_of_life(None, NOW) == NOW + timedelta(days=14)


@pytest.mark.parametrize(
    ("began", "seen", "inside"),
    [(0, 0, True), (9, 9, True), (29, 1, True), (10, 10, False), (30, 1, False)],
)
def test_somebody_is_in_for_ten_idle_minutes_and_thirty_in_all(began: int, seen: int, inside: bool) -> None:
    def ago(minutes: int) -> datetime:
        return NOW - timedelta(minutes=minutes)

    assert is_in(Stay(ago(began), ago(seen)), NOW) is inside
