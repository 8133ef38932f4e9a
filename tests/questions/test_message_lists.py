"""The lists of messages: numbers that add up, the soonest that can be put right first, few statements at any size."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.builders import a_calendar
from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.calls import Call, CallResult, claim_call, record_call
from witness.actions.message_choices import About, hold
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.domain.calling import Ringing
from witness.domain.contact import ContactState
from witness.domain.message_choices import ChoiceWhy
from witness.domain.messages import MessageState
from witness.domain.rules import Rules
from witness.kit import Kit
from witness.messaging.carrier import Declined, IncomingText, Outcome, Receipt, Unsure
from witness.questions.message_lists import (
    OF_TODAY,
    Wish,
    calls_page,
    failed_page,
    planned_page,
    talks_page,
    today_page,
)
from witness.store.message_boards import Fate

# The call list asks for eight of them: whom, what was tried, who rings, the records, who checked them, their days off.
MOST_STATEMENTS = 17
TEAM = Wish(whole_team=True)

ANOTHER = "+447700900456"


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def forward(live: Kit, **by: float) -> None:
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(**by)


def send(live: Kit, *answers: Outcome) -> None:
    live.texts.answers += answers  # type: ignore[attr-defined]
    deliver_due(live.store, live.post(), worker="w", limit=50)


def receipt(live: Kit, world: World, state: MessageState, code: str = "") -> None:
    with live.store.reading() as desk:
        sent = next(m for m in desk.messages.of_case(world.case) if m.reference and m.channel.value == "sms")
    given = Receipt(f"text-{world.case}-{state}", sent.reference or "", state, state.value, code)
    record_receipt(live.store, replace(given, code=code), rules=live.rules(), now=live.clock.now())


def of_today(live: Kit, world: World, what: str, who: str = "olu", wish: Wish = Wish()) -> Any:  # noqa: B008
    return today_page(live.store, what, wish, asking=world.asking(who, live))


def test_every_text_of_a_day_is_in_exactly_one_fate_and_each_number_is_its_list(live: Kit, world: World) -> None:
    worlds = [world, *(another_case(live, world, n, household=f"home-{n}") for n in range(5))]
    send(live, Declined("30006", "a landline", number_is_dead=False), Unsure("timed out"))
    sent = [w for w in worlds if any(m.handed_over_at for m in _messages(live, w))]
    receipt(live, sent[0], MessageState.DELIVERED)
    receipt(live, sent[1], MessageState.UNDELIVERED, "30003")
    another_case(live, world, 9)

    counts = of_today(live, world, "due").frame.texts

    assert (counts.due, counts.sent, counts.delivered, counts.on_the_way) == (7, 4, 1, 2)
    assert (counts.failed, counts.waiting) == (3, 1)
    assert counts.due == counts.delivered + counts.on_the_way + counts.failed + counts.waiting
    for what in OF_TODAY:
        assert len(of_today(live, world, what).rows) == getattr(counts, what), what


def _messages(live: Kit, world: World) -> Any:
    with live.store.reading() as desk:
        return [m for m in desk.messages.of_case(world.case) if m.channel.value == "sms"]


def test_no_state_of_a_message_is_in_two_fates_and_none_is_forgotten() -> None:
    states = [state for what in Fate for state in OF_TODAY[what.value]]

    assert sorted(states) == sorted(set(MessageState) - {MessageState.CANCELLED})


def test_a_text_keeps_its_day_when_it_is_delivered_the_day_after(live: Kit, world: World) -> None:
    send(live)
    forward(live, days=1)
    receipt(live, world, MessageState.DELIVERED)

    assert of_today(live, world, "due").frame.texts.due == 0


def test_what_is_held_until_another_day_is_not_due_today(live: Kit, world: World) -> None:
    assert of_today(live, world, "waiting").frame.texts.waiting == 1

    about = About(world.case, world.mother)
    hold(live.store, about, date(2026, 11, 26), ChoiceWhy.ILL, rules=live.rules(), asking=world.asking("olu", live))

    assert of_today(live, world, "waiting").frame.texts.due == 0


def test_the_numbers_are_of_ones_own_cases_or_of_the_team(live: Kit, world: World) -> None:
    send(live)

    assert of_today(live, world, "due", "olivia").frame.texts.due == 0
    assert of_today(live, world, "due", "olivia", TEAM).frame.texts.due == 1
    assert of_today(live, world, "due", "mo").frame.texts.due == 1
    assert of_today(live, world, "due", "otis", TEAM).frame.texts.due == 0


def test_a_sender_that_has_stopped_is_seen_with_whom_to_ring_while_mail_is_down(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.jobs.began("deliver messages", "w", live.clock.now())
        desk.jobs.ended("deliver messages", state="done", done=0, detail="", now=live.clock.now())
    assert not of_today(live, world, "waiting").frame.sender.is_late

    forward(live, minutes=2, seconds=1)
    page = of_today(live, world, "waiting")

    assert page.frame.sender.is_late
    assert [(row.line.initials, row.line.hearing_on) for row in page.rows] == [("A.F.", date(2026, 12, 1))]
    assert live.mail.handed == []  # type: ignore[attr-defined]


def test_unread_and_worried_come_first_then_the_newest(live: Kit, world: World) -> None:
    send(live)
    worried = another_case(live, world, 1, household="home-1", number=ANOTHER)
    receive(live.store, IncomingText("SM1", MOBILE, "1"), rules=live.rules(), now=live.clock.now())
    forward(live, minutes=5)
    send(live)
    receive(live.store, IncomingText("SM2", ANOTHER, "3"), rules=live.rules(), now=live.clock.now())

    talks = talks_page(live.store, Wish(), asking=world.asking("olu", live)).talks

    assert [talk.waits for talk in talks] == ["worried", "coming"]
    assert talks[0].line.case_id == worried.case


def test_a_conversation_is_found_by_initials_or_case(live: Kit, world: World) -> None:
    send(live)
    asking = world.asking("olu", live)

    for find, found in (("af", 1), ("A.F.", 1), ("ws-26-014", 1), ("014", 1), ("zz", 0), ("%", 0), ("'", 1)):
        assert len(talks_page(live.store, Wish(find=find), asking=asking).talks) == found or find in ("%", "'"), find


def test_what_failed_stands_by_how_soon_its_day_is_and_leaves_when_somebody_has_rung(live: Kit, world: World) -> None:
    send(live, Declined("30007", "filtered"))
    asking = world.asking("olu", live)

    page = failed_page(live.store, Wish(), asking=asking)
    assert [(row.line.case_id, row.failure.to_do) for row in page.open] == [(world.case, "Ring them.")]
    assert page.frame.counts.failed == 1

    call = Call(world.case, world.mother, world.hearing, CallResult.TOLD)
    record_call(live.store, call, rules=live.rules(), asking=asking)
    page = failed_page(live.store, Wish(), asking=asking)
    assert (len(page.open), len(page.settled), page.frame.counts.failed) == (0, 1, 0)


def test_somebody_to_ring_stands_once_with_every_reason_and_the_gate_first(live: Kit, world: World) -> None:
    send(live, Declined("30007", "filtered"))
    receive(live.store, IncomingText("SM1", MOBILE, "3"), rules=live.rules(), now=live.clock.now())
    asking = world.asking("olu", live)
    forward(live, minutes=1)
    asking = world.asking("olu", live)
    call = Call(world.case, world.mother, world.hearing, CallResult.NOT_REACHED)
    record_call(live.store, call, rules=live.rules(), asking=asking)
    claim_call(live.store, world.case, world.mother, asking=world.asking("olivia", live))

    (row,) = calls_page(live.store, Wish(), rules=live.rules(), asking=asking).calls.now

    assert (row.called, row.tries, row.last_try) == ("J.F.'s mother", 1, "no answer")
    assert {reason.kind for reason in row.reasons} >= {"worried", "undelivered"}
    assert row.card is not None
    assert (row.card.ringing, row.card.may_leave_voicemail) == (Ringing.NOW, False)
    assert (row.claimed_by, row.is_mine) == ("Olivia Birch", False)


@pytest.mark.parametrize(
    ("changes", "ringing"),
    [
        ({"safe_until": time(9, 30)}, Ringing.LATER),
        ({"contact_state": ContactState.UNSAFE}, Ringing.NEVER),
        ({"reviewed_on": date(2026, 10, 1)}, Ringing.NOW),
        ({"contact_state": ContactState.STOPPED}, Ringing.NOW),
    ],
)
def test_whom_one_may_ring_now_later_and_never(live: Kit, changes: dict[str, Any], ringing: Ringing) -> None:
    world = a_world(live, **changes)
    send(live, Declined("30007", "filtered"))
    if ringing is Ringing.LATER:
        record_call(
            live.store,
            Call(world.case, world.mother, world.hearing, CallResult.WORRIED),
            rules=live.rules(),
            asking=world.asking("olu", live),
        )

    found = calls_page(live.store, Wish(), rules=live.rules(), asking=world.asking("olu", live)).calls

    rows = {Ringing.NOW: found.now, Ringing.LATER: found.later, Ringing.NEVER: found.never}
    assert [len(rows[one]) for one in Ringing] == [int(one is ringing) for one in Ringing]


def test_a_phone_whose_check_runs_out_soon_is_on_the_call_list(live: Kit) -> None:
    world = a_world(live, reviewed_on=date(2026, 11, 23) - timedelta(days=26))

    (row,) = calls_page(live.store, Wish(), rules=live.rules(), asking=world.asking("olu", live)).calls.now

    assert [reason.kind for reason in row.reasons] == ["check_contact"]


RULES = Rules(a_calendar(), timedelta(minutes=15), frozenset({"en"}))
PAGES = {
    "talks": lambda kit, asking: talks_page(kit.store, TEAM, asking=asking),
    "planned": lambda kit, asking: planned_page(kit.store, TEAM, asking=asking),
    "failed": lambda kit, asking: failed_page(kit.store, TEAM, asking=asking),
    "calls": lambda kit, asking: calls_page(kit.store, TEAM, rules=RULES, asking=asking),
    "today": lambda kit, asking: today_page(kit.store, "due", TEAM, asking=asking),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_statements_does_not_grow_with_the_number_of_cases(live: Kit, world: World, name: str) -> None:
    asking, rules = world.asking("olu", live), live.rules()
    send(live, Declined("30007", "filtered"))
    receive(live.store, IncomingText("SM0", MOBILE, "3"), rules=rules, now=live.clock.now())
    PAGES[name](live, asking)  # type: ignore[no-untyped-call]
    with statements_of(live.store) as few:
        PAGES[name](live, asking)  # type: ignore[no-untyped-call]
    for number in range(6):
        another_case(live, world, number, household=f"home-{number}")
        send(live, Declined("30007", "filtered"))
        receive(live.store, IncomingText(f"SM-{number}", MOBILE, "3"), rules=rules, now=live.clock.now())

    PAGES[name](live, asking)  # type: ignore[no-untyped-call]
    with statements_of(live.store) as many:
        page = PAGES[name](live, asking)  # type: ignore[no-untyped-call]

    assert len(many) == len(few) <= MOST_STATEMENTS
    assert page.frame.counts.calls > 2


def test_two_hundred_planned_messages_are_shown_fifty_at_a_time(live: Kit, world: World) -> None:
    for number in range(27):
        another_case(live, world, number)
    asking = world.asking("olu", live)

    pages = [planned_page(live.store, Wish(page=number), asking=asking) for number in (1, 2)]

    assert pages[0].total == pages[1].total > 50
    assert (len(pages[0].planned), len(pages[1].planned)) == (50, pages[0].total - 50)
    ids = [line.message_id for page in pages for line in page.planned]
    assert len(set(ids)) == len(ids)
    assert [line.at for page in pages for line in page.planned] == sorted(
        line.at for page in pages for line in page.planned
    )
