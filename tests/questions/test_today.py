"""Today: who must be told, who is at risk, what is due; few statements, whatever the number of cases."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_calendar
from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import MOBILE, World, a_firm_list, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.lists import Envelope, take_in
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.people import leave
from witness.actions.replies import receive
from witness.actions.unread_texts import escalate
from witness.domain.hearings import Listing, Slot
from witness.domain.messages import MessageState
from witness.domain.today_order import Turn, Urgency
from witness.kit import Kit
from witness.messaging.carrier import IncomingText, Receipt
from witness.questions.to_tell import ToTell, hearings_of, who_must_be_told
from witness.questions.today import Today, today_for
from witness.questions.today_first import TO_BEGIN_WITH, first_of, urgency_to_tell
from witness.questions.today_texts import each_text_once, text_of
from witness.store.boards import TaskLine

MOST_STATEMENTS = 24


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def look(kit: Kit, world: World, who: str = "olu", *, whole_team: bool = False) -> Today:
    return today_for(kit.store, world.asking(who, kit), kit.rules(), whole_team=whole_team)


def told(kit: Kit, world: World) -> None:
    record_call(
        kit.store,
        Call(world.case, world.mother, world.hearing, CallResult.COMING),
        rules=kit.rules(),
        asking=world.asking("olu", kit),
    )


def move(kit: Kit, world: World, on: date) -> None:
    slot = Slot(Listing.FIXTURE, on, None, None, "")
    asking = world.asking("olu", kit)
    proposal = propose_by_hand(kit.store, world.hearing, slot, heard_from="Call from the list office", asking=asking)
    accept(kit.store, proposal, reason="", rules=kit.rules(), asking=asking)


def test_a_stale_belief_is_first_with_both_dates_and_how_long_it_has_been_wrong(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))

    (row,) = look(live, world).to_tell

    assert (row.called, row.believes, row.truth) == ("J.F.'s mother", "Tue 1 Dec at 10am", "Mon 7 Dec")
    assert (row.owner, row.was_sent, row.since) == ("Olu Adeyemi", False, live.clock.now())


def test_a_change_that_was_sent_stays_until_it_is_answered(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=16)
    deliver_due(live.store, live.post(), worker="w")

    (row,) = look(live, world).to_tell
    assert (row.was_sent, row.believes) == (True, "Tue 1 Dec at 10am")

    receive(live.store, IncomingText("SM1", MOBILE, "1"), rules=live.rules(), now=clock.now())
    assert look(live, world).to_tell == ()


def test_a_call_that_stands_first_is_not_asked_for_twice(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 11, 27))

    page = look(live, world)

    assert len(page.to_tell) == 1
    assert not [row for row in page.due if row.line.task.kind.value == "call_first"]


def test_somebody_at_risk_has_reasons_an_owner_and_what_is_to_be_done_next(live: Kit, world: World) -> None:
    (row,) = look(live, world).at_risk

    assert (row.initials, row.owner, row.what) == ("J.F.", "Olu Adeyemi", "trial in 6 working days")
    assert "6 working days left and attendance is not confirmed." in row.reasons
    assert row.missing == "family told the date: not everybody has been told the date as it stands (us)"
    assert row.by == date(2026, 9, 2)


def test_the_same_work_about_the_same_person_is_said_once(live: Kit, world: World) -> None:
    told(live, world)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        move(live, world, day)
        clock.forward(minutes=16)
        deliver_due(live.store, live.post(), worker="w")
    with live.store.reading() as desk:
        sent = [m for m in desk.messages.of_case(world.case) if m.reference and m.channel.value == "sms"]
    for number, message in enumerate(sent):
        receipt = Receipt(f"text-{number}", message.reference or "", MessageState.UNDELIVERED, "30003", "undelivered")
        record_receipt(live.store, receipt, rules=live.rules(), now=clock.now())

    failed = [row for row in look(live, world).due if row.line.task.kind.value == "undelivered"]

    assert len(sent) == 2
    assert [row.times for row in failed] == [2]


def test_the_next_working_day_names_what_is_missing_for_it(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(days=7)

    page = look(live, world)

    assert page.tomorrow_on == date(2026, 12, 1)
    (row,) = page.tomorrow
    assert (row.initials, row.what) == ("J.F.", "trial at 10am")
    assert "a lift to court: not yet asked whether it is needed (us)" in row.missing


def test_on_a_friday_the_next_working_day_is_monday(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    move(live, world, date(2026, 11, 30))
    clock.forward(days=4)

    page = look(live, world)

    assert (page.on, page.tomorrow_on) == (date(2026, 11, 27), date(2026, 11, 30))
    assert [row.initials for row in page.tomorrow] == ["J.F."]


def test_a_quiet_day_says_so(live: Kit, world: World) -> None:
    assert look(live, world, "otis").is_quiet


def test_a_sender_that_is_silent_for_two_minutes_is_late(live: Kit, world: World) -> None:
    assert (look(live, world).sender_at, look(live, world).sender_late) == (None, True)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    with live.store.changing() as desk:
        desk.jobs.began("deliver messages", "w", clock.now())
        desk.jobs.ended("deliver messages", state="done", done=0, detail="", now=clock.now())

    assert not look(live, world).sender_late
    clock.forward(minutes=2, seconds=1)
    assert look(live, world).sender_late


def test_an_officer_sees_their_own_and_the_team_when_they_ask_for_it(live: Kit, world: World) -> None:
    assert look(live, world, "olivia").at_risk == ()
    assert len(look(live, world, "olivia", whole_team=True).at_risk) == 1
    assert look(live, world, "otis", whole_team=True).at_risk == ()


def test_proposals_are_counted(live: Kit, world: World) -> None:
    raw = json.dumps(a_firm_list((date(2026, 12, 7), "10:00:00"))).encode()
    take_in(live.store, raw, Envelope("push"), rules=live.rules(), now=live.clock.now())

    assert (look(live, world).proposals, look(live, world, "otis").proposals) == (1, 0)


def test_the_number_of_statements_does_not_grow_with_the_number_of_cases(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    with statements_of(live.store) as few:
        look(live, world)
    for number in range(6):
        other = another_case(live, world, number)
        told(live, other)
        move(live, other, date(2026, 12, 7))

    with statements_of(live.store) as many:
        page = look(live, world)

    assert len(page.to_tell) == 7
    assert len(many) == len(few) <= MOST_STATEMENTS


def test_what_is_over_needs_nobody_to_be_told(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.at += timedelta(days=20)

    assert look(live, world).to_tell == ()


def sent_a_change(live: Kit, world: World, on: date) -> TalkingClock:
    told(live, world)
    move(live, world, on)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=16)
    deliver_due(live.store, live.post(), worker="w")
    return clock


def test_a_row_says_by_when_they_must_know_and_when_that_is_over(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    clock = live.clock
    assert isinstance(clock, TalkingClock)

    (row,) = look(live, world).to_tell
    # Learnt on Monday: the end of Tuesday.
    assert (row.must_know_by, row.is_late) == (datetime(2026, 11, 25, 0, 0, tzinfo=UTC), False)

    clock.at = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    (row,) = look(live, world).to_tell
    assert row.is_late


def test_beyond_the_known_bank_holidays_no_limit_is_made_up(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    short = replace(live.rules(), calendar=a_calendar(known_until=date(2026, 11, 23)))
    told_lines = look(live, world).to_tell
    assert told_lines

    with live.store.reading() as desk:
        lines = desk.telling_boards.last_told(world.viewers["olu"], owner_id=None)
        (row,) = who_must_be_told(desk, lines, hearings_of(desk, lines, ()), short, live.clock.now())

    assert (row.must_know_by, row.is_late) == (None, False)


def test_a_change_inside_a_day_is_not_reached_until_somebody_has_spoken_with_them(live: Kit, world: World) -> None:
    clock = sent_a_change(live, world, date(2026, 11, 24))
    (row,) = look(live, world).to_tell
    assert (row.is_now, row.was_sent, row.tried_at) == (True, True, None)

    not_reached(live, world)
    (row,) = look(live, world).to_tell
    assert (row.is_now, row.tried_at) == (True, clock.now())

    told(live, world)
    assert look(live, world).to_tell == ()


def a_text_closes_it(row: ToTell) -> bool:
    """The wrong rule: what was sent is told."""
    return row.was_sent


def test_a_rule_that_lets_a_text_close_it_would_leave_somebody_on_the_way(live: Kit, world: World) -> None:
    sent_a_change(live, world, date(2026, 11, 24))

    rows = look(live, world).to_tell

    assert [row for row in rows if not a_text_closes_it(row)] == []
    assert [row.called for row in rows] == ["J.F.'s mother"]


def not_reached(kit: Kit, world: World) -> None:
    record_call(
        kit.store,
        Call(world.case, world.mother, world.hearing, CallResult.NOT_REACHED),
        rules=kit.rules(),
        asking=world.asking("olu", kit),
    )


def test_the_soonest_day_that_anybody_believes_in_or_that_is_true_stands_first(live: Kit, world: World) -> None:
    later = another_case(live, world, 1)
    sooner = another_case(live, world, 2)
    for case, day in ((later, date(2026, 12, 14)), (world, date(2026, 12, 7)), (sooner, date(2026, 11, 25))):
        told(live, case)
        move(live, case, day)

    assert [row.case_id for row in look(live, world).to_tell][0] == sooner.case


def test_a_date_says_how_often_it_has_moved_wherever_it_stands(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    move(live, world, date(2026, 12, 8))

    page = look(live, world)

    assert [row.moved for row in page.to_tell] == ["moved twice"]
    assert [row.moved for row in page.at_risk] == ["moved twice"]


def test_whoever_has_left_the_case_is_not_to_be_told(live: Kit, world: World) -> None:
    told(live, world)
    move(live, world, date(2026, 12, 7))
    asking = world.asking("olu", live)

    leave(live.store, world.case, world.mother, reason="moved away", rules=live.rules(), asking=asking)

    assert look(live, world).to_tell == ()


def test_whoever_was_told_that_it_is_off_believes_so_when_it_is_on_again(live: Kit, world: World) -> None:
    told(live, world)
    asking = world.asking("olu", live)
    off = propose_by_hand(live.store, world.hearing, None, heard_from="Call from the list office", asking=asking)
    accept(live.store, off, reason="", rules=live.rules(), asking=asking)
    told(live, world)
    move(live, world, date(2026, 12, 7))

    (row,) = look(live, world).to_tell
    assert (row.believes, row.truth) == ("it is off", "Mon 7 Dec")


def a_bad_monday(kit: Kit, world: World, families: int) -> Today:
    """As many families, each with a date that moved, a worried reply that nobody has read, and a text that failed."""
    told(kit, world)
    move(kit, world, date(2026, 12, 7))
    for number in range(families - 1):
        home = another_case(kit, world, number, number=f"+4477009002{number:02d}", household=f"home-{number}")
        told(kit, home)
        move(kit, home, date(2026, 12, 7))
    return look(kit, world)


def test_a_crowded_day_begins_with_ten_out_of_everything_each_with_its_reason_and_counts_stay_true(
    live: Kit, world: World
) -> None:
    few = a_bad_monday(live, world, 3)
    assert few.first == ()  # whatever can be taken in stands as it is

    page = replace(few, to_tell=few.to_tell * 30)
    ranked = [("tell", row, urgency_to_tell(row, live.clock.now(), page.on)) for row in page.to_tell]
    now = Urgency(Turn.DANGER, False, live.clock.now(), "somebody may be in danger")
    first = first_of([*ranked, ("due", few.due, now)])

    assert len(ranked) == 90
    assert len(first) == TO_BEGIN_WITH
    assert (first[0].section, first[0].because) == ("due", "somebody may be in danger")
    assert all(one.because for one in first)


def test_a_text_that_several_were_asked_to_read_stands_once_and_where_they_are_rung(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    deliver_due(live.store, live.post(), worker="w")
    clock.forward(minutes=5)
    receive(live.store, IncomingText("SM1", MOBILE, "3"), rules=live.rules(), now=clock.now())
    clock.forward(hours=5)
    assert escalate(live.store, rules=live.rules(), now=clock.now()) > 1

    page = look(live, world, "mo", whole_team=True)

    assert [row.task.task.kind.value for row in page.at_risk if row.task] == ["worried"]
    assert [row for row in page.due if row.line.task.kind.value == "unread"] == []
    assert (page.unread, page.to_read) == (0, {(world.case, world.mother)})


def every_task(lines: Iterable[TaskLine], **_: object) -> tuple[TaskLine, ...]:
    """The wrong rule: one row for everybody who was asked."""
    return tuple(lines)


def test_a_rule_that_shows_every_request_would_show_one_text_more_than_once(live: Kit, world: World) -> None:
    told(live, world)
    receive(live.store, IncomingText("SM1", MOBILE, "is there parking"), rules=live.rules(), now=live.clock.now())
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(hours=5)
    escalate(live.store, rules=live.rules(), now=clock.now())
    with live.store.reading() as desk:
        lines = desk.boards.tasks(world.viewers["mo"], owner_id=None)

    once = [text_of(line) for line in each_text_once(lines, mine="", standing=()) if text_of(line)]
    asked = [text_of(line) for line in every_task(lines) if text_of(line)]

    assert len(once) == len(set(once)) == 1
    assert len(asked) > 1
