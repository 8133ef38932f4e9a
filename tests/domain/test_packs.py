"""The page to take home: how the day goes, as much as may lie on a kitchen table, and whom to ask for the rest."""

import re
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import MOTHER, TRIAL, J, a_contact, a_hearing, a_parent, a_person, a_picture, a_revision, a_slot
from tests.plan_builders import a_step, a_trip, a_visit
from witness.domain.calendars import CalendarChoice
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.evidence import EventState
from witness.domain.hearings import HearingState, Listing
from witness.domain.packs import PACK_WORDS, Around, NoPack, Pack, pack_for, paper_tier, takers
from witness.domain.people import CasePart, Part
from witness.domain.plans import PlanState
from witness.domain.replies import Meaning, meaning_of
from witness.domain.trips import Direction, Entrance, Mode, Option, PickUp, TripEvent, TripFact, Waiting
from witness.domain.visits import VisitKind
from witness.messaging.lint import findings

TODAY = date(2026, 11, 24)
AROUND = Around({"olu": "Olu", "olivia": "Olivia"}, "Leeds Combined Court Centre, Leeds", TODAY)
SECRETS = ("Farah", "Amina", "Jude", "WS-26-001", "T2026", "D1")


def pack(picture: CasePicture, person_id: str = MOTHER, language: str = "en") -> Pack:
    return pack_for(picture, TRIAL, person_id, AROUND, PACK_WORDS[language])


def at_tier(tier: Tier, **changes: Any) -> CasePicture:
    return a_picture(contacts=(a_contact(tier=tier),), **changes)


def said(made: Pack) -> dict[str, str]:
    return {line.label: line.words for line in made.lines}


def open_labels(made: Pack) -> set[str]:
    return {line.label for line in made.lines if line.is_open}


def all_words(made: Pack) -> str:
    lines = [f"{line.label}: {line.words}" for line in made.lines]
    return "\n".join([made.day, made.by_text, *lines, *made.steps, *made.bring, made.signed_as])


def with_rides(*modes: Mode, **changes: Any) -> CasePicture:
    out, back = (*modes, modes[0])[:2]
    there = a_trip(mode=out, **changes)
    home = replace(
        there, trip_id="trip-2", mode=back, direction=Direction.BACK, steps=(a_step(on=date(2026, 12, 7), at=None),)
    )
    return at_tier(Tier.L1, trips=(there, home))


def test_whoever_is_fetched_reads_when_to_be_ready_and_where() -> None:
    words = said(pack(with_rides(Mode.TAXI, pick_up=PickUp.SAFE_POINT)))

    assert words["Be ready at"] == "7.45am"
    assert words["You are fetched"] == "8am, at the place we agreed"
    assert words["How you get home"] == "A taxi, as soon as you may go"
    assert words["When we meet"] == "9am"


def test_whoever_comes_by_themselves_reads_when_to_leave() -> None:
    words = said(pack(with_rides(Mode.BUS)))

    assert words["Leave by"] == "8am"
    assert "You are fetched" not in words


def test_a_police_car_is_a_car() -> None:
    assert said(pack(with_rides(Mode.POLICE)))["How you get there"] == "A car"


def test_what_nobody_has_agreed_says_whom_to_ask() -> None:
    made = pack(at_tier(Tier.L1))

    assert said(made)["How you get there"] == "Not agreed yet: ask Olu"
    assert {"How you get there", "How you get home", "Which door", "Where you wait"} <= open_labels(made)


def test_when_to_leave_is_counted_back_from_when_they_are_to_be_there() -> None:
    words = said(pack(with_rides(Mode.BUS, arrive_by=time(9, 0), travel_minutes=45)))

    assert words["Leave by"] == "7.45am"


def test_of_two_hours_to_leave_the_earlier_is_printed() -> None:
    words = said(pack(with_rides(Mode.BUS, arrive_by=time(9, 0), travel_minutes=5)))

    assert words["Leave by"] == "8am"


@pytest.mark.parametrize(
    ("tier", "door", "room"),
    [
        (Tier.L1, "The door that we agreed", "A quiet room, with others who wait"),
        (Tier.L3, "The separate entrance that was agreed with the court", "The witness waiting room"),
    ],
)
def test_the_door_and_the_waiting_place_are_said_as_far_as_the_level_allows(tier: Tier, door: str, room: str) -> None:
    ride = a_trip(entrance=Entrance.SEPARATE, waits=Waiting.WITNESS_ROOM)

    words = said(pack(at_tier(tier, trips=(ride,))))

    assert (words["Which door"], words["Where you wait"]) == (door, room)


def test_the_words_for_a_meeting_point_need_the_level_of_a_place() -> None:
    ride = a_trip(pick_up=PickUp.SAFE_POINT, meeting="by the clock")

    fetched = [said(pack(at_tier(tier, trips=(ride,))))["You are fetched"] for tier in (Tier.L1, Tier.L2)]

    assert fetched == ["8am, at the place we agreed", "8am, by the clock"]


def test_when_the_first_way_fell_through_the_page_names_the_next() -> None:
    now = a_step().recorded_at
    ways = (Option(Mode.STAFF_CAR), Option(Mode.TAXI))
    ride = a_trip(mode=Mode.STAFF_CAR, ways=ways, facts=(TripFact(TripEvent.ADVANCED, now, now, option=1),))

    assert said(pack(at_tier(Tier.L1, trips=(ride,))))["How you get there"] == "A taxi"


def test_a_ride_for_the_day_before_the_date_moved_is_not_promised() -> None:
    made = pack(at_tier(Tier.L1, trips=(a_trip(on=date(2026, 12, 1)),)))

    assert "How you get there" in open_labels(made)


def test_a_ride_that_fell_through_or_carries_others_is_not_promised() -> None:
    failed = a_trip(steps=(a_step(PlanState.FAILED, date(2026, 12, 7)),))
    others = a_trip("person-stranger", on=date(2026, 12, 7))

    assert "How you get there" in open_labels(pack(at_tier(Tier.L1, trips=(failed, others))))


def test_who_meets_them_is_whoever_supports_them_on_the_day() -> None:
    support = a_visit(VisitKind.DAY_SUPPORT, date(2026, 12, 7), officer_id="olivia")

    assert said(pack(at_tier(Tier.L1, visits=(support,))))["Who meets you"] == "Olivia"
    assert "Who meets you" in open_labels(pack(at_tier(Tier.L1)))


def test_the_place_is_said_as_far_as_the_level_allows() -> None:
    choices = (CalendarChoice(MOTHER, 1, nickname="the blue door"),)

    where = [said(pack(at_tier(tier, calendar_choices=choices)))["Where"] for tier in (Tier.L1, Tier.L2, Tier.L3)]

    assert where == ["the place we agreed", "the blue door", "Leeds Combined Court Centre, Leeds"]


def test_at_the_lowest_level_the_page_says_whom_to_ring_and_nothing_else() -> None:
    made = pack(at_tier(Tier.L0))

    assert (made.day, made.lines, made.steps, made.bring) == ("", (), (), ())
    assert (made.signed_as, made.ring) == ("Olu", "0113 496 0123")


@pytest.mark.parametrize("language", PACK_WORDS)
def test_what_the_page_says_may_be_texted_is_understood_as_that(language: str) -> None:
    words = re.findall("“(.+?)”", pack(at_tier(Tier.L1), language=language).by_text)

    assert [meaning_of(one) for one in words] == [Meaning.WHAT_WE_SAID, Meaning.WHO_LOOKED, Meaning.OTHER_TIME]


def test_whoever_has_no_phone_in_use_or_may_keep_no_words_at_home_is_not_told_to_text() -> None:
    mailbox = a_picture(contacts=(a_contact(tier=Tier.L1, channel=Channel.EMAIL),))

    assert pack(at_tier(Tier.L1)).by_text
    assert pack(mailbox).by_text == ""
    assert pack(at_tier(Tier.L0)).by_text == ""


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("waits", list(Waiting))
@pytest.mark.parametrize("tier", [Tier.L0, Tier.L1, Tier.L2])
def test_no_word_below_the_highest_level_shows_what_it_is_about(tier: Tier, waits: Waiting, mode: Mode) -> None:
    rides = with_rides(mode, waits=waits, entrance=Entrance.SEPARATE)
    picture = replace(rides, contacts=(a_contact(tier=tier),))

    words = all_words(pack(picture))

    told = findings(words, tier, language="en", channel=Channel.EMAIL)
    assert [f.found for f in told if f.code in ("court", "prosecution", "crime")] == []


@given(
    st.sampled_from(list(Tier)),
    st.sampled_from(list(Mode)),
    st.sampled_from(list(PickUp)),
    st.sampled_from([listing for listing in Listing if listing is not Listing.TO_BE_CONFIRMED]),
)
def test_no_page_holds_a_surname_or_a_case_number(tier: Tier, mode: Mode, pick_up: PickUp, listing: Listing) -> None:
    trial = a_hearing(revisions=[a_revision(slot=a_slot(listing=listing))])
    picture = replace(with_rides(mode, pick_up=pick_up), contacts=(a_contact(tier=tier),), hearings=(trial,))

    words = str(asdict(pack(picture)))

    assert [secret for secret in SECRETS if secret in words] == []


def test_a_window_is_kept_free_and_its_day_is_still_open() -> None:
    trial = a_hearing(
        revisions=[a_revision(slot=a_slot(listing=Listing.WARNED_LIST, until=date(2026, 12, 18), at=None))]
    )

    made = pack(at_tier(Tier.L1, hearings=(trial,)))

    assert made.day == "Keep free: any day from Monday 7 December 2026 to Friday 18 December 2026"
    assert {"Which day", "When we meet"} <= open_labels(made)


def test_a_day_that_may_not_be_reached_says_so() -> None:
    trial = a_hearing(revisions=[a_revision(slot=a_slot(listing=Listing.FLOATER))])

    assert "can move on the day" in said(pack(at_tier(Tier.L1, hearings=(trial,))))["Certain?"]


def test_paper_says_as_much_as_the_most_careful_of_their_phones_may_be_told() -> None:
    own, shared = a_contact(tier=Tier.L3), a_contact(contact_id="contact-2", tier=Tier.L1)

    assert paper_tier(a_picture(contacts=(own,)), MOTHER, TODAY) == (Tier.L3, "")
    assert paper_tier(a_picture(contacts=(own, shared)), MOTHER, TODAY)[0] is Tier.L1


@pytest.mark.parametrize(
    "changes", [{"state": ContactState.UNSAFE}, {"reviewed_on": date(2026, 10, 1)}], ids=["unsafe", "run out"]
)
def test_a_phone_that_is_not_safe_keeps_paper_to_please_ring(changes: dict[str, Any]) -> None:
    unsafe = a_contact(contact_id="contact-2", **changes)

    tier, because = paper_tier(a_picture(contacts=(a_contact(tier=Tier.L3), unsafe)), MOTHER, TODAY)

    assert tier is Tier.L0
    assert because


def test_without_a_record_nothing_may_lie_at_home() -> None:
    assert paper_tier(a_picture(contacts=()), MOTHER, TODAY)[0] is Tier.L0


def test_a_page_is_for_the_family_of_whoever_is_expected_there() -> None:
    professional = CasePart("person-isva", Part.ADVISER, "ISVA", J)
    left = replace(a_parent("person-father", "father"), left_at=a_step().recorded_at)
    picture = a_picture(
        people=(a_person(J), a_person(MOTHER), a_person("person-father"), a_person("person-isva")),
        parts=(CasePart(J, Part.WITNESS), a_parent(), professional, left),
    )

    assert takers(picture, TRIAL) == (MOTHER, J)
    with pytest.raises(NoPack):
        pack(picture, "person-isva")


def test_after_the_evidence_there_is_no_page() -> None:
    picture = at_tier(Tier.L1)
    given_already = replace(picture, events=(replace(picture.events[0], state=EventState.GIVEN),))

    assert takers(given_already, TRIAL) == ()


@pytest.mark.parametrize("state", [HearingState.VACATED, HearingState.UNCONFIRMED, HearingState.HELD])
def test_a_hearing_that_does_not_stand_has_no_page(state: HearingState) -> None:
    trial = a_hearing(revisions=[a_revision(state=state)])

    with pytest.raises(NoPack):
        pack(at_tier(Tier.L1, hearings=(trial,)))


def test_a_day_that_is_over_has_no_page() -> None:
    with pytest.raises(NoPack):
        pack_for(at_tier(Tier.L1), TRIAL, MOTHER, replace(AROUND, today=date(2026, 12, 8)))


def test_of_two_rides_the_earlier_is_theirs() -> None:
    late = a_trip(trip_id="trip-9", steps=(a_step(on=date(2026, 12, 7), at=time(8, 30)),))

    assert said(pack(at_tier(Tier.L1, trips=(late, a_trip()))))["You are fetched"] == "8am, at home"


SLOT = re.compile(r"\{([a-z]+)\}")
SHAPES = ("mode", "pick_up", "entrance", "waiting", "said")


@pytest.mark.parametrize("language", PACK_WORDS)
def test_every_language_says_all_that_english_says_and_only_english_was_read_by_somebody(language: str) -> None:
    own, english = PACK_WORDS[language], PACK_WORDS["en"]

    assert all(set(getattr(own, shape)) == set(getattr(english, shape)) for shape in SHAPES)
    assert {name: sorted(set(SLOT.findall(words))) for name, words in own.said.items()} == {
        name: sorted(set(SLOT.findall(words))) for name, words in english.said.items()
    }
    assert len(own.bring) == len(english.bring)
    assert {full: len(steps) for full, steps in own.the_day.items()} == {True: 4, False: 4}
    assert bool(own.because) is (language != "en")


@pytest.mark.parametrize("language", PACK_WORDS)
def test_below_the_highest_level_no_language_says_what_it_is_about(language: str) -> None:
    picture = at_tier(Tier.L1, trips=(a_trip(mode=Mode.POLICE, entrance=Entrance.SEPARATE, waits=Waiting.REMOTE),))

    said_there = all_words(pack(picture, language=language))

    told = findings(said_there, Tier.L1, language=language, channel=Channel.EMAIL)
    assert [f.found for f in told if f.code in ("court", "prosecution", "crime")] == []
    assert not any(secret in said_there for secret in SECRETS)
    english = {line.label for line in pack(picture).lines}
    assert language == "en" or not english & {line.label for line in pack(picture, language=language).lines}
