"""A text that fails for good, a phone that turns unsafe, a witness stood down in between, a Welsh family."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.live import ROOT, TalkingClock, a_live_kit
from tests.worlds import MOBILE, World, a_record, a_world, another_case
from witness.actions.contact import set_unsafe
from witness.actions.follow_up import follow_up
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.domain.cases import CasePicture
from witness.domain.concern import Code, assess
from witness.domain.contact import Channel, ContactState
from witness.domain.hearings import Listing, Slot
from witness.domain.messages import MessageState
from witness.domain.people import CasePart, Part, Person, Requirement, RequirementStep
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import Receipt
from witness.messaging.wording import Wording
from witness.questions.messages import thread_with
from witness.questions.ripple import ripple_of
from witness.store.messages import OutboxMessage
from witness.store.tasks import Task

DEAD_NUMBER, SWITCHED_OFF = "30005", "30003"
# Seven days before the trial of 1 December, on a Tuesday.
SEVEN_BEFORE = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def clock_of(live: Kit) -> TalkingClock:
    assert isinstance(live.clock, TalkingClock)
    return live.clock


def picture_of(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def messages(live: Kit, world: World) -> list[OutboxMessage]:
    with live.store.reading() as desk:
        return list(desk.messages.of_case(world.case))


def tasks(live: Kit, world: World) -> dict[TaskKind, Task]:
    with live.store.reading() as desk:
        return {task.kind: task for task in desk.tasks.open_of_case(world.case)}


def a_failed_text(live: Kit, world: World, code: str) -> None:
    deliver_due(live.store, live.post(), worker="w")
    sent = next(m for m in messages(live, world) if m.reference and m.channel is Channel.SMS)
    receipt = Receipt("text-1", sent.reference or "", MessageState.UNDELIVERED, "undelivered", code)
    record_receipt(live.store, receipt, rules=live.rules(), now=live.clock.now())
    follow_up(live.store, live.rules(), now=live.clock.now())


@pytest.mark.parametrize(("hour", "due"), [(9, 13), (10, 14), (14, 17), (16, 17)])
def test_a_text_that_fails_for_good_a_week_before_brings_a_person_in_the_same_day(
    live: Kit, hour: int, due: int
) -> None:
    clock_of(live).at = SEVEN_BEFORE.replace(hour=hour)
    world = a_world(live)

    a_failed_text(live, world, DEAD_NUMBER)

    assert tasks(live, world)[TaskKind.UNDELIVERED].due_at == SEVEN_BEFORE.replace(hour=due)
    concern = assess(picture_of(live, world), world.witness, live.calendar(), live.clock.now())
    assert {f.code: f.points for f in concern.factors}[Code.UNDELIVERED] == 15
    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.DEAD
    assert [(step.state, step.at) for step in contact.steps] == [(ContactState.DEAD, live.clock.now())]


def test_a_number_that_failed_for_good_gets_no_more_texts(live: Kit) -> None:
    world = a_world(live)

    a_failed_text(live, world, DEAD_NUMBER)

    waiting = [m for m in messages(live, world) if m.state is MessageState.PLANNED and m.channel is Channel.SMS]
    assert waiting == []
    taken_back = {m.because for m in messages(live, world) if m.state is MessageState.CANCELLED}
    assert taken_back == {"the last message could not be delivered"}


def test_a_phone_that_is_only_switched_off_is_not_given_up(live: Kit) -> None:
    world = a_world(live)

    a_failed_text(live, world, SWITCHED_OFF)

    with live.store.reading() as desk:
        contact = desk.contacts.get(world.mobile)
    assert contact is not None
    assert contact.state is ContactState.USABLE
    assert TaskKind.UNDELIVERED in tasks(live, world)


def test_a_dead_number_is_dead_in_every_case_that_has_it(live: Kit) -> None:
    world = a_world(live)
    other = another_case(live, world, 1, household="elsewhere")

    a_failed_text(live, world, DEAD_NUMBER)

    with live.store.reading() as desk:
        contact = desk.contacts.get(other.mobile)
    assert contact is not None
    assert contact.state is ContactState.DEAD
    waiting = [m for m in messages(live, other) if m.state is MessageState.PLANNED and m.channel is Channel.SMS]
    assert waiting == []


def a_shared_phone(live: Kit) -> tuple[World, str]:
    """The phone of the mother is on the record of an aunt as well."""
    world = a_world(live)
    aunt, record = new_id(), new_id()
    with live.store.changing() as desk:
        desk.people.add(Person(aunt, "home", "Basma Farah", "B.F."))
        part = CasePart(aunt, Part.SUPPORTER, "aunt", world.child, informed=True, joined_at=live.clock.now())
        desk.people.give_part(world.case, part)
        desk.contacts.add(a_record(record, aunt, Channel.SMS, MOBILE, {}))
    return world, record


def test_a_shared_phone_that_turns_unsafe_gets_nothing_at_once_for_whoever_shares_it(live: Kit) -> None:
    world, record = a_shared_phone(live)
    planned = [m for m in messages(live, world) if m.channel is Channel.SMS]
    assert planned

    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olivia", live))

    now_there = {m.message_id: m for m in messages(live, world)}
    assert {now_there[m.message_id].state for m in planned} == {MessageState.CANCELLED}
    assert {now_there[m.message_id].because for m in planned} == {"somebody else may see it"}
    with live.store.reading() as desk:
        records = [desk.contacts.get(one) for one in (world.mobile, record)]
    assert [contact.state for contact in records if contact] == [ContactState.UNSAFE] * 2
    assert [len(contact.steps) for contact in records if contact] == [1, 1]
    deliver_due(live.store, live.post(), worker="w")
    assert live.texts.handed == []  # type: ignore[attr-defined]


def test_staff_are_told_that_a_phone_turned_unsafe_and_the_history_keeps_it(live: Kit) -> None:
    world, _ = a_shared_phone(live)

    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olivia", live))

    with live.store.reading() as desk:
        raised = [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.UNSAFE]
        history = [happening.words for happening in desk.cases.history(world.case)]
    assert {t.owner_id for t in raised} == {world.viewers["olu"].account_id}
    assert len(raised) == 2
    assert "The phone of J.F.'s mother is no longer safe to write to." in history
    assert all("unsafe" not in m.because for m in messages(live, world))


def test_a_witness_stood_down_between_planning_and_sending_is_known_to_a_person(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        step = RequirementStep(Requirement.DE_WARNED, live.clock.now(), "CPS")
        desk.people.require(world.case, world.witness, step)

    deliver_due(live.store, live.post(), worker="w")

    assert live.texts.handed == []  # type: ignore[attr-defined]
    stopped = {m.because for m in messages(live, world) if m.state is MessageState.CANCELLED}
    assert stopped == {"the witness is no longer expected"}
    assert "the witness is no longer expected" in tasks(live, world)[TaskKind.BLOCKED].words
    with live.store.reading() as desk:
        newest = desk.cases.history(world.case)[0].words
    assert newest == "A message to J.F.'s mother was not sent: the witness is no longer expected."


@pytest.fixture
def welsh(sqlite_url: str, tmp_path: Path) -> Iterator[Kit]:
    """A kit whose Welsh wording somebody has approved; signed by somebody whose name has a ŵ."""
    folder = Path(shutil.copytree(ROOT / "templates" / "messages", tmp_path / "messages"))
    approved = '[en]\nversion = "1"\napproved = true\n[cy]\nversion = "1"\napproved = true\n'
    (folder / "APPROVED.toml").write_text(approved)
    made = replace(a_live_kit(sqlite_url), wording=Wording(folder))
    yield made
    made.store.close()


def signed_as(live: Kit, world: World, name: str) -> None:
    with live.store.changing() as desk:
        contact = desk.contacts.get(world.mobile)
        assert contact is not None
        desk.contacts.add(replace(contact, contact_id=new_id(), signed_as=name, reviewed_on=date(2026, 11, 20)))


def test_a_family_that_writes_welsh_gets_the_welsh_words_with_welsh_days(welsh: Kit) -> None:
    world = a_world(welsh, language="cy")

    deliver_due(welsh.store, welsh.post(), worker="w")

    body = welsh.texts.handed[0].body  # type: ignore[attr-defined]
    assert body.startswith("Helo, Olu sydd yma. Wela i chi Maw 1 Rhag am 9yb.")
    assert messages(welsh, world)


def test_until_somebody_has_approved_the_welsh_words_a_person_tells_them(live: Kit) -> None:
    world = a_world(live, language="cy")

    assert "no approved wording in their language (cy)" in tasks(live, world)[TaskKind.TELL_BY_VOICE].words


def test_a_w_with_a_roof_makes_a_text_longer_and_every_preview_says_so(welsh: Kit) -> None:
    world = a_world(welsh, language="cy")
    signed_as(welsh, world, "Siân Ŵyn")
    asking = world.asking("olu", welsh)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 7))
    proposal = propose_by_hand(welsh.store, world.hearing, slot, heard_from="a call", asking=asking)

    ripple = ripple_of(welsh.store, proposal, rules=welsh.rules(), wording=welsh.wording, asking=asking)
    (text,) = ripple.texts
    assert text.refused == ""
    assert text.language == "cy"
    assert text.segments == 3
    assert "goes as 3" in text.hint
    assert "Ŵ" in text.hint

    accept(welsh.store, proposal, reason="", rules=welsh.rules(), asking=asking)
    thread = thread_with(
        welsh.store, world.case, world.mother, rules=welsh.rules(), wording=welsh.wording, asking=asking
    )
    assert thread.next_text is not None
    assert (thread.next_text.encoding, thread.next_text.language) == ("UCS-2", "cy")
    assert "letters that need more room" in thread.next_text.hint


def test_a_plain_text_of_one_segment_has_no_hint(live: Kit) -> None:
    world = a_world(live)
    asking = world.asking("olu", live)

    thread = thread_with(live.store, world.case, world.mother, rules=live.rules(), wording=live.wording, asking=asking)

    assert thread.next_text is not None
    assert thread.next_text.hint == ""
