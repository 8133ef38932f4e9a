"""The first walk: a list moves a trial, the family is told, their answer reaches the officer and the liaison."""

import json
from datetime import date, timedelta

from icalendar import Calendar

from tests.live import TalkingClock
from tests.worlds import MOBILE, a_firm_list, a_world
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, undo
from witness.actions.lists import Envelope, take_in
from witness.actions.messages import deliver_due
from witness.actions.reconcile import PutRight, put_right
from witness.actions.replies import receive
from witness.domain.audit import first_fault
from witness.domain.messages import MessageState, Purpose
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.questions.readiness import readiness_board
from witness.questions.today import today_for

MOVED_TO = (date(2026, 12, 7), "10:00:00")


def deliver(live: Kit) -> list[str]:
    """Hand over what is due; give the texts that left."""
    before = len(live.texts.handed)
    deliver_due(live.store, live.post(), worker="w")
    return [text.body for text in live.texts.handed[before:]]


def test_a_list_moves_a_trial_and_the_familys_answer_reaches_officer_and_liaison(live: Kit) -> None:
    world = a_world(live)
    clock: TalkingClock = live.clock
    assert [body[:44] for body in deliver(live)] == ["Hi, it's Olu. See you on Tue 1 Dec at 9am. R"]

    taken = take_in(
        live.store, json.dumps(a_firm_list(MOVED_TO)).encode(), Envelope("push"), rules=live.rules(), now=clock.now()
    )
    assert (taken.rows, taken.matched, len(taken.proposals)) == (1, 1, 1)
    accept(
        live.store,
        taken.proposals[0],
        reason="The judge is not free.",
        rules=live.rules(),
        asking=world.asking("olu", live),
    )
    assert deliver(live) == []  # held, so that it can be undone

    clock.forward(minutes=16)
    assert deliver(live) == [
        "Hi, it's Olu. Now Mon 7 Dec at 9am, not Tue 1 Dec. This replaces earlier messages. "
        "Reply 1 OK, 2 help getting there, 3 call me. Ring 0113 496 0123"
    ]
    entries = [Calendar.from_ical(mail.calendar).walk("VEVENT")[0] for mail in live.mail.handed]
    assert [int(entry["SEQUENCE"]) for entry in entries] == [1, 2]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    assert entries[1]["DTSTART"].dt.date() == date(2026, 12, 7)

    receive(live.store, IncomingText("SM1", MOBILE, "3"), rules=live.rules(), now=clock.now())

    page = today_for(live.store, world.asking("olu", live), live.rules(), whole_team=False)
    (risk,) = page.at_risk
    assert (risk.initials, risk.band, risk.owner) == ("J.F.", "act", "Olu Adeyemi")
    assert "The family answered on Mon 23 Nov that they are worried." in risk.reasons
    assert risk.task is not None
    assert risk.task.task.words == "Ring J.F.'s mother: is worried and asked for a call"

    board = readiness_board(live.store, rules=live.rules(), asking=world.asking("leigh", live), weeks=4)
    (line,) = board.lines
    assert (line.witness, line.verdict) == ("W1", "In doubt")
    assert MOBILE not in repr(board)
    assert "0113" not in repr(board)

    assert [body[:30] for body in deliver(live)] == ["Thank you for telling me. I'm "]
    clock.forward(minutes=30)
    record_call(
        live.store,
        Call(world.case, world.mother, world.hearing, CallResult.COMING),
        rules=live.rules(),
        asking=world.asking("olu", live),
    )
    calm = today_for(live.store, world.asking("olu", live), live.rules(), whole_team=False)
    assert calm.at_risk == ()
    assert calm.to_tell == ()
    with live.store.reading() as desk:
        assert first_fault(desk.audit.chain()) == ""
        kinds = [(m.purpose, m.state) for m in desk.messages.of_case(world.case) if m.state is MessageState.CANCELLED]
    assert {purpose for purpose, _ in kinds} == {Purpose.REMINDER}


def test_undo_while_held_tells_the_family_nothing(live: Kit) -> None:
    world = a_world(live)
    deliver(live)
    taken = take_in(
        live.store,
        json.dumps(a_firm_list(MOVED_TO)).encode(),
        Envelope("push"),
        rules=live.rules(),
        now=live.clock.now(),
    )
    accept(live.store, taken.proposals[0], reason="", rules=live.rules(), asking=world.asking("olu", live))
    live.clock.forward(minutes=5)

    undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))
    live.clock.forward(hours=1)

    assert deliver(live) == []
    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert hearing.now.slot.on == date(2026, 12, 1)
    assert hearing.times_moved == 0


def test_looking_again_changes_nothing(live: Kit) -> None:
    world = a_world(live)
    deliver(live)
    live.clock.at += timedelta(minutes=1)

    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())
        again = put_right(desk, world.case, live.rules(), now=live.clock.now())

    assert again == PutRight(0, 0, 0)
