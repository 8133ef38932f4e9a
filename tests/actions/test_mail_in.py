"""Mail that comes in: a calendar's answer is a sensor, a bounce needs our own name, words reach a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from tests.live import TalkingClock
from tests.worlds import MAIL, World, a_world
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.mail_in import take_in
from witness.actions.messages import deliver_due
from witness.domain.beliefs import belief_of
from witness.domain.calendar_replies import CalendarAnswer
from witness.domain.contact import ContactState
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.messages import MessageState, Purpose
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.calendar import CalendarCard, read_invitation
from witness.messaging.mail_program import answer_mail, bounce_mail

SEVENTH = Slot(Listing.FIXTURE, date(2026, 12, 7), None, time(10, 0), "429", "1")
LETTER = (
    f"From: {MAIL}\r\nTo: appointments@support.example\r\nSubject: Re: Appointment\r\nMessage-ID: <l1@home.example>\r\n"
)


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    deliver(live)
    return made


def deliver(live: Kit) -> None:
    while deliver_due(live.store, live.post(), worker="w"):
        pass


def card(live: Kit, number: int = -1) -> CalendarCard:
    return read_invitation(live.mail.handed[number].calendar)


def take(live: Kit, raw: bytes) -> str:
    return take_in(live.store, raw, rules=live.rules(), now=live.clock.now())


def answer(live: Kit, given: CalendarAnswer, shown: CalendarCard, name: str = "a", comment: str = "") -> str:
    return take(live, answer_mail(shown, given, name, live.clock.now(), comment))


def tasks(live: Kit, world: World) -> dict[TaskKind, str]:
    with live.store.reading() as desk:
        return {task.kind: task.words for task in desk.tasks.open_of_case(world.case)}


def facts(live: Kit, world: World) -> tuple[object, ...]:
    """What an answer of a calendar must never touch."""
    with live.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    hearing = picture.hearing(world.hearing)
    belief = belief_of(picture, world.mother, hearing)
    return hearing, picture.answers, belief.acknowledged_at, belief.state, picture.contacts, picture.needs


def move(live: Kit, world: World, after: Slot | None) -> None:
    asking = world.asking("olu", live)
    proposal = propose_by_hand(live.store, world.hearing, after, heard_from="the list office", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)
    clock: TalkingClock = live.clock
    clock.forward(minutes=16)
    deliver(live)


def test_a_yes_is_shown_and_closes_nothing(live: Kit, world: World) -> None:
    before = facts(live, world)

    assert answer(live, CalendarAnswer.ACCEPTED, card(live)) == "accepted"

    assert facts(live, world) == before
    assert not {TaskKind.CALENDAR_ANSWER, TaskKind.READ_REPLY} & set(tasks(live, world))
    with live.store.reading() as desk:
        assert [sent.answer for sent in desk.calendars.sent_of_case(world.case)] == ["accepted"]
        assert "accepted the date" in desk.cases.history(world.case)[0].words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (CalendarAnswer.DECLINED, "declined the date"),
        (CalendarAnswer.TENTATIVE, "answered “maybe”"),
        (CalendarAnswer.COUNTER, "proposed another time"),
        (CalendarAnswer.DELEGATED, "passed on to somebody else"),
    ],
)
def test_anything_but_a_yes_brings_a_person_and_changes_nothing(
    live: Kit, world: World, given: CalendarAnswer, words: str
) -> None:
    before = facts(live, world)

    assert answer(live, given, card(live)) == given.value

    assert words in tasks(live, world)[TaskKind.CALENDAR_ANSWER]
    assert facts(live, world) == before


def test_the_same_answer_twice_is_taken_in_once(live: Kit, world: World) -> None:
    raw = answer_mail(card(live), CalendarAnswer.DECLINED, "a", live.clock.now())

    assert [take(live, raw), take(live, raw)] == ["declined", "known"]

    with live.store.reading() as desk:
        assert desk.mail_in.counts() == {("calendar", "declined"): 1}


def test_an_answer_to_an_earlier_date_says_nothing_about_the_new_one(live: Kit, world: World) -> None:
    old = card(live)
    move(live, world, SEVENTH)

    assert answer(live, CalendarAnswer.DECLINED, old) == "stale"

    assert TaskKind.CALENDAR_ANSWER not in tasks(live, world)
    assert answer(live, CalendarAnswer.DECLINED, card(live), "b") == "declined"


def test_an_answer_to_what_was_taken_out_is_stale(live: Kit, world: World) -> None:
    move(live, world, None)

    assert card(live).cancelled
    assert answer(live, CalendarAnswer.ACCEPTED, card(live)) == "stale"


@pytest.mark.parametrize(
    ("forge", "outcome"),
    [
        (lambda c: replace(c, uid="0" * 32 + "@appointments.invalid"), "unknown"),
        (lambda c: replace(c, sequence=99), "unknown"),
        (lambda c: replace(c, attendee="stranger@elsewhere.example"), "another"),
    ],
    ids=["uid", "sequence", "mailbox"],
)
def test_an_answer_that_is_not_theirs_counts_for_nothing(
    live: Kit, world: World, forge: Callable[[CalendarCard], CalendarCard], outcome: str
) -> None:
    before = facts(live, world)

    assert answer(live, CalendarAnswer.DECLINED, forge(card(live))) == outcome

    assert facts(live, world) == before
    with live.store.reading() as desk:
        assert [sent.answer for sent in desk.calendars.sent_of_case(world.case)] == [""]
    told = tasks(live, world).get(TaskKind.CALENDAR_ANSWER, "")
    assert ("a mailbox that we did not write to" in told) is (outcome == "another")


def test_what_somebody_writes_beside_an_answer_is_not_lost(live: Kit, world: World) -> None:
    answer(live, CalendarAnswer.DECLINED, card(live), comment="He is outside my house")

    assert TaskKind.SAFEGUARDING in tasks(live, world)
    assert TaskKind.CALENDAR_ANSWER in tasks(live, world)


def bounced(live: Kit, reference: str, name: str = "5.1.1", action: str = "failed") -> str:
    return take(live, bounce_mail(MAIL, reference, live.clock.now(), status=name, action=action))


def invitation(live: Kit, world: World) -> MessageState:
    with live.store.reading() as desk:
        (found,) = [m for m in desk.messages.of_case(world.case) if m.purpose is Purpose.INVITATION]
    return found.state


def mailbox(live: Kit, world: World) -> ContactState:
    with live.store.reading() as desk:
        found = desk.contacts.get(world.mail)
    assert found is not None
    return found.state


def test_a_mailbox_that_is_gone_is_dead_with_a_task(live: Kit, world: World) -> None:
    assert bounced(live, live.mail.handed[0].reference) == "dead"

    assert mailbox(live, world) is ContactState.DEAD
    assert invitation(live, world) is MessageState.UNDELIVERED
    assert "did not arrive" in tasks(live, world)[TaskKind.UNDELIVERED]


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "4.4.7"])
def test_a_full_mailbox_or_a_refusal_is_not_dead(live: Kit, world: World, status: str) -> None:
    assert bounced(live, live.mail.handed[0].reference, status) == "undelivered"

    assert mailbox(live, world) is ContactState.USABLE
    assert invitation(live, world) is MessageState.UNDELIVERED
    deliver(live)
    assert len(live.mail.handed) == 1  # nothing is sent again and again


def test_a_delay_is_not_the_end(live: Kit, world: World) -> None:
    assert bounced(live, live.mail.handed[0].reference, "4.4.7", "delayed") == "delayed"
    assert invitation(live, world) is MessageState.ACCEPTED


@pytest.mark.parametrize("reference", ["0" * 26, "", "x" * 26])
def test_a_bounce_that_does_not_know_our_name_changes_nothing(live: Kit, world: World, reference: str) -> None:
    before = facts(live, world)

    assert bounced(live, reference) == "unknown"

    assert facts(live, world) == before
    assert invitation(live, world) is MessageState.ACCEPTED


def letter(words: str, headers: str = LETTER) -> bytes:
    return f"{headers}Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def test_words_are_kept_and_read_by_a_person_and_answer_nothing(live: Kit, world: World) -> None:
    before = facts(live, world)

    assert take(live, letter("1\r\n> Here is our appointment")) == "to read"

    assert facts(live, world) == before
    assert tasks(live, world)[TaskKind.READ_REPLY] == "Read the mail from J.F.'s mother"
    with live.store.reading() as desk:
        (kept,) = desk.replies.of_case(world.case)
    assert (kept.text, kept.meaning) == ("1", "unclear")


@pytest.mark.parametrize(
    "words",
    ["He is outside my house", "> our words\r\nHe is outside my house", "<p>He is outside <b>my house</b></p>"],
    ids=["plain", "below a quote", "a page"],
)
def test_words_of_danger_go_to_those_who_must_act(live: Kit, world: World, words: str) -> None:
    raw = letter(words)
    if words.startswith("<"):
        raw = raw.replace(b"text/plain", b"text/html")

    assert take(live, raw) == "quarantined"

    assert TaskKind.SAFEGUARDING in tasks(live, world)
    with live.store.reading() as desk:
        assert [reply.text for reply in desk.replies.of_case(world.case)] == [""]


def test_danger_from_an_address_that_nobody_has_reaches_a_manager(live: Kit, world: World) -> None:
    raw = letter("someone is going to stab my son").replace(MAIL.encode(), b"new@elsewhere.example")

    assert take(live, raw) == "quarantined"

    with live.store.reading() as desk:
        assert [item.kind for item in desk.lists.open_triage()] == ["unclaimed_danger"]


def test_a_stop_by_mail_stops_the_mailbox_and_is_told(live: Kit, world: World) -> None:
    assert take(live, letter("stop")) == "stopped"

    assert mailbox(live, world) is ContactState.STOPPED
    assert "asked us to stop writing" in tasks(live, world)[TaskKind.STOPPED]


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"])
def test_a_machines_reply_is_counted_and_nothing_else(live: Kit, world: World, header: str) -> None:
    assert take(live, letter("I am on holiday", f"{LETTER}{header}\r\n")) == "ignored"

    with live.store.reading() as desk:
        assert desk.mail_in.counts() == {("automatic", "ignored"): 1}
        assert desk.replies.of_case(world.case) == ()


def test_an_address_is_known_however_its_letters_are_written(live: Kit, world: World) -> None:
    assert take(live, letter("Please ring").replace(MAIL.encode(), MAIL.capitalize().encode())) == "to read"


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"no headers at all", b"From: nobody\r\n\r\nhello", b"A" * 1_100_000])
def test_what_cannot_be_read_is_left_to_a_person(live: Kit, world: World, raw: bytes) -> None:
    assert take(live, raw) == "unclaimed"

    with live.store.reading() as desk:
        assert [item.place for item in desk.lists.open_triage()] == ["incoming mail"]


def test_the_state_of_the_hearing_is_never_touched_by_a_flood_of_answers(live: Kit, world: World) -> None:
    for number, given in enumerate(CalendarAnswer):
        answer(live, given, card(live), str(number))

    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert (hearing.now.state, hearing.now.number) == (HearingState.LISTED, 1)
