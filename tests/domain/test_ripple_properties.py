"""Whatever a court does with a hearing, nothing planned speaks of a superseded date, and looking twice adds nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from tests.builders import CALENDAR, TRIAL, a_hearing, a_message, a_picture, a_told
from tests.domain.ripple_turns import START, TURNS, Turn, slot_of
from tests.planned import everything, superseded
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.hearings import HearingState, Revision, Slot, next_revision
from witness.domain.messages import MessageState, Purpose
from witness.domain.planned_messages import WantedMessage, changes_to, messages_wanted
from witness.domain.ripple import ItemChange, all_planned_after, taken_back, with_steps
from witness.domain.ripple_items import Group

HOLD = timedelta(minutes=15)
PutRight = Callable[[CasePicture, datetime], CasePicture]


def turned(picture: CasePicture, turn: Turn, now: datetime) -> CasePicture:
    """The picture after a turn, before anything has been put right, but for what undoing restores by itself."""
    hearing = picture.hearing(TRIAL)
    if turn.what == "undo":
        return undone(picture, now)
    after: Slot | None = slot_of(turn)
    if turn.what in ("off", "doubt"):
        after = None
    elif turn.what == "room":
        after = replace(hearing.now.slot, room=str(turn.days))
    revision = next_revision(hearing, after, by_list=turn.what == "doubt", learnt_at=now, now=now)
    if turn.what == "room":
        revision = replace(revision, state=hearing.now.state)
    return with_revision(picture, revision)


def undone(picture: CasePicture, now: datetime) -> CasePicture:
    hearing = picture.hearing(TRIAL)
    newest = hearing.now
    if newest.number == 1 or newest.undoes is not None or now >= newest.recorded_at + HOLD:
        return picture
    before = hearing.revision(newest.number - 1)
    back = replace(before, number=newest.number + 1, recorded_at=now, undoes=newest.number)
    changed = with_revision(picture, back)
    return with_steps(changed, taken_back(changed, TRIAL, newest.number, now).steps)


def with_revision(picture: CasePicture, revision: Revision) -> CasePicture:
    hearing = picture.hearing(TRIAL)
    return replace(picture, hearings=(replace(hearing, revisions=(*hearing.revisions, revision)),))


def put_right(picture: CasePicture, now: datetime) -> CasePicture:
    return with_messages(with_items(picture, all_items(picture, now)), now)


def all_items(picture: CasePicture, now: datetime) -> tuple[ItemChange, ...]:
    return all_planned_after(picture, {}, calendar=CALENDAR, now=now)


def with_items(picture: CasePicture, changes: tuple[ItemChange, ...]) -> CasePicture:
    return with_steps(picture, tuple(change.further for change in changes))


def with_messages(picture: CasePicture, now: datetime) -> CasePicture:
    wanted = messages_wanted(picture, now=now, hold=HOLD, languages=frozenset({"en"}))
    changes = changes_to(picture.messages, wanted, now=now)
    gone = {m.message_id for m in changes.withdraw}
    again = {m.message_id for m, _ in changes.revive}
    kept = [
        replace(m, state=MessageState.CANCELLED, attempt=0)
        if m.message_id in gone
        else replace(m, state=MessageState.PLANNED)
        if m.message_id in again
        else m
        for m in picture.messages
    ]
    return replace(picture, messages=(*kept, *(standing(message) for message in changes.add)))


def standing(message: WantedMessage) -> StandingMessage:
    made: StandingMessage = a_message(MessageState.PLANNED)
    return replace(
        made,
        message_id=message.reason_key,
        reason_key=message.reason_key,
        contact_id=message.contact_id,
        revision=message.revision,
        purpose=message.purpose,
        not_before=message.not_before,
        not_after=message.not_after,
        attempt=0,
        handed_over_at=None,
    )


def the_start() -> CasePicture:
    picture = a_picture(
        hearings=(a_hearing(),),
        told=(a_told(),),
        messages=(a_message(MessageState.DELIVERED, purpose=Purpose.DATE_SET),),
        **everything(),
    )
    return put_right(picture, START)


def faults(turns: list[Turn], right: PutRight) -> list[str]:
    """Everything that speaks of a superseded date after each turn, or that a second look would still change."""
    picture, now = the_start(), START
    for turn in turns:
        now += timedelta(minutes=turn.minutes)
        picture = right(turned(picture, turn, now), now)
        found = list(superseded(picture, picture.hearing(TRIAL)))
        found += [f"a second look changes {item.what}" for item in all_items(picture, now)]
        if right(picture, now) != picture:
            found.append("a second look changes something")
        if found:
            return found
    return []


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_nothing_speaks_of_a_superseded_date_and_a_second_look_changes_nothing(turns: list[Turn]) -> None:
    assert faults(turns, put_right) == []


@pytest.mark.trust
def test_nothing_speaks_of_a_superseded_date_at_full_size(full_size: bool) -> None:
    @settings(max_examples=5000 if full_size else 40, deadline=None)
    @given(TURNS)
    def holds(turns: list[Turn]) -> None:
        assert faults(turns, put_right) == []

    holds()


@pytest.mark.parametrize("forgotten", Group)
def test_a_version_that_forgets_a_branch_of_the_ripple_is_found_out(forgotten: Group) -> None:
    def forgetful(picture: CasePicture, now: datetime) -> CasePicture:
        kept = tuple(item for item in all_items(picture, now) if item.group is not forgotten)
        return with_messages(with_items(picture, kept), now)

    turns = find(TURNS, lambda turns: bool(faults(turns, forgetful)))

    assert len(turns) == 1  # one turn is enough to see it


def test_a_version_that_forgets_the_messages_is_found_out() -> None:
    turns = find(TURNS, lambda turns: bool(faults(turns, lambda p, now: with_items(p, all_items(p, now)))))

    assert len(turns) == 1


@settings(max_examples=40, deadline=None)
@given(TURNS, st.integers(0, 5))
def test_whatever_is_chosen_of_what_is_allowed_leaves_nothing_untrue(turns: list[Turn], pick: int) -> None:
    def chosen(picture: CasePicture, now: datetime) -> CasePicture:
        usual = all_items(picture, now)
        choices = {item.item_id: item.allowed[pick % len(item.allowed)] for item in usual}
        return with_messages(with_items(picture, all_planned_after(picture, choices, calendar=CALENDAR, now=now)), now)

    assert faults(turns, chosen) == []


@settings(max_examples=30, deadline=None)
@given(TURNS)
def test_what_is_in_doubt_keeps_all_that_was_planned(turns: list[Turn]) -> None:
    picture, now = the_start(), START
    for turn in turns:
        now += timedelta(minutes=turn.minutes)
        before = picture
        picture = put_right(turned(picture, turn, now), now)
        if turn.what == "doubt":
            assert picture.hearing(TRIAL).now.state is HearingState.UNCONFIRMED
            assert (picture.visits, picture.trips, picture.bookings) == (before.visits, before.trips, before.bookings)
