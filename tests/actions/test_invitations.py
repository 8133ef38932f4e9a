"""Entries in calendars: one UID, a number that rises, what the person chose, and a person where nothing may be sent."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.live import TalkingClock
from tests.worlds import World, a_record, a_world
from witness.actions.calendar_choices import choose
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.people import RefusedField, leave
from witness.actions.reconcile import put_right
from witness.domain.calendars import CalendarChoice, CalendarOf, Place
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.contact_answers import Belongs
from witness.domain.errors import NotFound
from witness.domain.hearings import Listing, Slot
from witness.domain.people import Requirement, RequirementStep
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.calendar import CalendarCard, read_invitation

SEVENTH = Slot(Listing.FIXTURE, date(2026, 12, 7), None, time(10, 0), "429", "1")
WARNED = Slot(Listing.WARNED_LIST, date(2026, 12, 7), date(2026, 12, 18), None, "429", "")
NONE_YET = Slot(Listing.TO_BE_CONFIRMED)


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    deliver(live)
    return made


def deliver(live: Kit) -> None:
    while deliver_due(live.store, live.post(), worker="w"):
        pass


def cards(live: Kit) -> list[CalendarCard]:
    return [read_invitation(mail.calendar) for mail in live.mail.handed]


def later(live: Kit, **by: float) -> None:
    clock: TalkingClock = live.clock
    clock.forward(**by)
    deliver(live)


def move(live: Kit, world: World, after: Slot | None) -> None:
    asking = world.asking("olu", live)
    proposal = propose_by_hand(live.store, world.hearing, after, heard_from="the list office", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)
    later(live, minutes=16)


def choice(world: World, **changed: Any) -> CalendarChoice:
    return CalendarChoice(world.mother, **{"wanted": True, "whose": CalendarOf.OWN, **changed})


def agree(live: Kit, world: World, **changed: Any) -> bool:
    chosen = choice(world, **changed)
    done = choose(live.store, world.case, chosen, rules=live.rules(), asking=world.asking("olu", live))
    deliver(live)
    return done


def require(live: Kit, world: World, requirement: Requirement) -> None:
    now = live.clock.now()
    with live.store.changing() as desk:
        desk.people.require(world.case, world.witness, RequirementStep(requirement, now))
        put_right(desk, world.case, live.rules(), now=now)
    deliver(live)


def left(live: Kit, world: World) -> list[str]:
    with live.store.reading() as desk:
        return [t.words for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.CALENDAR_LEFT]


def test_the_first_entry_says_as_little_as_can_be(live: Kit, world: World) -> None:
    (card,) = cards(live)

    assert (card.title, card.place, card.rings, card.free) == ("Appointment with Olu", "", (), False)
    assert (card.on, card.at, card.sequence) == (date(2026, 12, 1), time(9, 0), 1)


@pytest.mark.parametrize(
    ("changed", "shows"),
    [
        ({"title": "Dentist"}, ("Dentist", (), False)),
        ({"alarms": (30, 120)}, ("Appointment with Olu", (30, 120), False)),
        ({"busy": False}, ("Appointment with Olu", (), True)),
    ],
)
def test_a_choice_reaches_their_calendar_under_the_same_uid_with_a_higher_number(
    live: Kit, world: World, changed: dict[str, Any], shows: tuple[object, ...]
) -> None:
    assert agree(live, world, **changed)

    first, second = cards(live)
    assert (second.title, second.rings, second.free) == shows
    assert second.uid == first.uid
    assert (first.sequence, second.sequence) == (1, 2)
    assert live.mail.handed[1].subject == second.title
    assert not agree(live, world, **changed)
    assert len(cards(live)) == 2


def test_the_place_needs_the_level_and_a_calendar_of_their_own(live: Kit) -> None:
    world = a_world(live, mailbox={"tier": Tier.L2, "opted_in_on": date(2026, 11, 2), "belongs": Belongs.OWN})
    agree(live, world, place=Place.NICKNAME, nickname="the blue door")
    assert [card.place for card in cards(live)] == ["the blue door"]

    with pytest.raises(RefusedField) as refused:
        agree(live, world, place=Place.NICKNAME, nickname="the blue door", whose=CalendarOf.SHARED)
    assert refused.value.field == "place"
    with pytest.raises(RefusedField, match="level L2 words; this needs L3"):
        agree(live, world, place=Place.ADDRESS)
    with pytest.raises(RefusedField) as refused:
        agree(live, world, place=Place.NICKNAME)
    assert refused.value.field == "nickname"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "Crown Court"}, "title"),
        ({"title": "Police visit"}, "title"),
        ({"title": "Tea with Amina"}, "title"),
        ({"title": "www.example.org"}, "title"),
        ({"title": "Case 20267001"}, "title"),
        ({"title": "x" * 41}, "title"),
        ({"title": "Dentist\u202e"}, "title"),
        ({"title": "Dentist\r\nATTENDEE:mailto:x@y.example"}, "title"),
        ({"alarms": (7,)}, "alarms"),
        ({"alarms": (15, 30, 60)}, "alarms"),
        ({"contact_id": "another"}, "contact_id"),
    ],
)
def test_what_gives_something_away_is_refused_and_nothing_is_sent(
    live: Kit, world: World, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedField) as refused:
        agree(live, world, **changed)

    assert refused.value.field == field
    assert len(cards(live)) == 1


def test_somebody_of_another_team_chooses_nothing(live: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        choose(live.store, world.case, choice(world), rules=live.rules(), asking=world.asking("otis", live))


def test_no_thank_you_takes_the_entry_out(live: Kit, world: World) -> None:
    agree(live, world, wanted=False)

    assert [(card.cancelled, card.sequence) for card in cards(live)] == [(False, 1), (True, 2)]
    agree(live, world, wanted=True)
    assert [(card.cancelled, card.sequence) for card in cards(live)][2:] == [(False, 3)]


def test_a_period_becomes_a_day_and_then_nothing_on_one_uid(live: Kit, world: World) -> None:
    agree(live, world, title="Dentist", alarms=(60,))
    move(live, world, WARNED)
    move(live, world, SEVENTH)
    move(live, world, NONE_YET)

    period, day, off = cards(live)[2:]
    assert (period.title, period.on, period.until, period.at) == (
        "Keep free if you can",
        date(2026, 12, 7),
        date(2026, 12, 18),
        None,
    )
    assert (period.free, period.rings) == (True, ())
    assert (day.title, day.on, day.at, day.free, day.rings) == ("Dentist", date(2026, 12, 7), time(9, 0), False, (60,))
    assert off.cancelled
    assert len({card.uid for card in cards(live)}) == 1
    assert [card.sequence for card in cards(live)] == [1, 2, 3, 4, 5]


def test_a_day_without_an_hour_is_the_whole_day_and_busy_and_does_not_ring(live: Kit, world: World) -> None:
    agree(live, world, alarms=(60,))
    move(live, world, replace(SEVENTH, at=None))

    card = cards(live)[-1]
    assert (card.at, card.until, card.free, card.rings) == (None, None, False, ())


def test_a_witness_who_is_stood_down_and_warned_again_holds_one_entry(live: Kit, world: World) -> None:
    for requirement in (Requirement.RELEASED, Requirement.WARNED, Requirement.RELEASED):
        require(live, world, requirement)

    assert [(card.cancelled, card.sequence) for card in cards(live)] == [
        (False, 1),
        (True, 2),
        (False, 3),
        (True, 4),
    ]


def test_whoever_leaves_has_the_date_taken_out(live: Kit, world: World) -> None:
    leave(live.store, world.case, world.mother, reason="moved", rules=live.rules(), asking=world.asking("olu", live))
    deliver(live)

    assert [card.cancelled for card in cards(live)] == [False, True]


def test_an_unsafe_mailbox_gets_nothing_and_a_person_hears_of_the_entry(live: Kit, world: World) -> None:
    set_unsafe(live.store, world.case, world.mail, rules=live.rules(), asking=world.asking("olu", live))
    move(live, world, SEVENTH)

    assert len(cards(live)) == 1
    (words,) = left(live, world)
    assert words == (
        "Ask J.F.'s mother, on a safe phone, to delete the appointment from their calendar. "
        "We cannot take it out: somebody else may see it"
    )


def test_a_check_that_ran_out_is_said_only_once_the_entry_is_wrong(live: Kit, world: World) -> None:
    clock: TalkingClock = live.clock
    clock.at = datetime(2026, 11, 30, 10, tzinfo=UTC)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mail, ContactState.STOPPED, now=clock.at)
        put_right(desk, world.case, live.rules(), now=clock.at)
    assert left(live, world) == []

    move(live, world, SEVENTH)

    assert "they asked us to stop" in left(live, world)[0]


def test_another_mailbox_takes_over_and_the_old_one_is_emptied_in_any_order(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        new = a_record("second-mailbox", world.mother, Channel.EMAIL, "new@home.example", {})
        desk.contacts.add(new)
    agree(live, world, contact_id="second-mailbox")

    by_box = {mail.to: read_invitation(mail.calendar) for mail in live.mail.handed[1:]}
    old, fresh = by_box["amina@home.example"], by_box["new@home.example"]
    assert (old.cancelled, fresh.cancelled) == (True, False)
    assert old.uid == fresh.uid
    # Where both feed one calendar, the removal is the older of the two, whichever arrives first.
    assert 1 < old.sequence < fresh.sequence


def test_a_mailbox_that_is_no_longer_safe_is_not_emptied_when_another_takes_over(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.contacts.add(a_record("second-mailbox", world.mother, Channel.EMAIL, "new@home.example", {}))
        desk.contacts.set_state(world.mail, ContactState.UNSAFE, now=live.clock.now())
    agree(live, world, contact_id="second-mailbox")

    assert [mail.to for mail in live.mail.handed] == ["amina@home.example", "new@home.example"]
    assert len(left(live, world)) == 1


def test_running_it_again_sends_nothing_more(live: Kit, world: World) -> None:
    agree(live, world, title="Dentist")
    for _ in range(3):
        with live.store.changing() as desk:
            done = put_right(desk, world.case, live.rules(), now=live.clock.now())
        assert (done.planned, done.withdrawn, done.revived) == (0, 0, 0)
        deliver(live)

    assert len(cards(live)) == 2
