"""The demo world is lively, fictional, and nobody in it was texted who should not have been."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fakes import FixedClock
from tests.live import MONDAY, a_live_kit
from witness.actions.demo import load
from witness.actions.demo_pages import REF as PAGE_OF
from witness.actions.lists import Envelope, take_in
from witness.actions.passwords import Passwords
from witness.actions.private_pages import knock
from witness.actions.reconcile import PutRight, put_right
from witness.domain.accounts import AccountState
from witness.domain.audit import first_fault
from witness.domain.beliefs import BeliefState, beliefs_about
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.countdown import Closed, closed_because, eighteenth_birthday
from witness.domain.court_time import london_day, london_time
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.enquiry_clock import clock_at
from witness.domain.evidence import EventState, Side
from witness.domain.hearings import Certainty, Hearing, HearingKind, HearingState, Listing
from witness.domain.messages import MessageState
from witness.domain.people import Part, Requirement
from witness.intake.demo import firm_list_moving_the_walk
from witness.intake.holidays import bundled_calendar
from witness.kit import Kit
from witness.questions.sandbox import device_page

TODAY = MONDAY.date()
CALENDAR = bundled_calendar()
Tale = Callable[[CasePicture], object]


# One worker lives the days once for each kind of database; every test gets a copy.
pytestmark = pytest.mark.xdist_group("the demo world")


@pytest.fixture
def world(demo_url: str) -> Iterator[Kit]:
    kit = a_live_kit(demo_url)
    yield kit
    kit.store.close()


def pictures(kit: Kit) -> dict[str, CasePicture]:
    """Every case that is open, by its reference."""
    with kit.store.reading() as desk:
        found = [desk.cases.picture(case_id) for case_id in desk.cases.open_ids()]
    return {picture.case.ref: picture for picture in found if picture is not None}


def trial(picture: CasePicture) -> Hearing:
    """The hearing that is still to come, else the last one."""
    return max(picture.hearings, key=lambda h: (h.now.state is not HearingState.HELD, h.now.slot.on or date.max))


def left(picture: CasePicture) -> int:
    on = trial(picture).now.slot.on
    assert on is not None
    return CALENDAR.until(TODAY, on)


def believes(picture: CasePicture) -> set[BeliefState]:
    return {belief.state for belief in beliefs_about(picture, trial(picture))}


def phone(picture: CasePicture) -> ContactState:
    return next(contact.state for contact in picture.contacts if contact.channel is Channel.SMS)


def answers(picture: CasePicture) -> list[tuple[str, bool]]:
    return [(answer.answer.value, answer.settled_at is not None) for answer in picture.answers]


def failed(picture: CasePicture) -> set[MessageState]:
    return {m.state for m in picture.messages} & {MessageState.UNDELIVERED, MessageState.REJECTED}


def carers(picture: CasePicture) -> list[str]:
    return [part.relation for part in picture.parts if part.part is Part.PARENT_CARER]


TALES: dict[str, Tale] = {
    "WS-26-014": lambda p: left(p) == 6 and answers(p) == [("coming", True)] and carers(p) == ["mother"],
    "WS-26-015": lambda p: left(p) == 1,
    "WS-26-016": lambda p: left(p) == 5 and answers(p) == [("help", False)],
    "WS-26-017": lambda p: trial(p).now.slot.listing is Listing.WARNED_LIST and left(p) == 4,
    "WS-26-018": lambda p: trial(p).now.slot.certainty is Certainty.MAYBE,
    "WS-26-019": lambda p: trial(p).kind is HearingKind.S28 and left(p) > 0,
    "WS-26-020": lambda p: [e.state for e in p.events] == [EventState.GIVEN] and closed(p) is Closed.GIVEN,
    "WS-26-021": lambda p: turns_eighteen_in_the_wait(p) and p.witnesses[0].direct_contact,
    "WS-26-022": lambda p: len(p.witnesses) == 2 and len({person.household_id for person in p.people}) == 1,
    "WS-26-023": lambda p: (
        {part.part for part in p.parts if part.relation == "mother" or part.person_id in adults(p)}
        == {Part.WITNESS, Part.PARENT_CARER}
    ),
    "WS-26-024": lambda p: [d.plea for d in p.case.defendants].count(Plea.GUILTY) == 1 < len(p.case.defendants),
    "WS-26-025": lambda p: trial(p).now.state is HearingState.VACATED,
    "WS-26-026": lambda p: BeliefState.STALE in believes(p),
    "WS-26-027": lambda p: phone(p) is ContactState.UNSAFE and BeliefState.STALE in believes(p),
    "WS-26-028": lambda p: all(c.review_due_on <= TODAY for c in p.contacts if c.channel is Channel.SMS),
    "WS-26-029": lambda p: {c.tier for c in p.contacts if c.channel is Channel.SMS} == {Tier.L0},
    "WS-26-030": lambda p: phone(p) is ContactState.DEAD and failed(p) == {MessageState.REJECTED},
    "WS-26-031": lambda p: trial(p).now.state is HearingState.UNCONFIRMED,
    "WS-26-032": lambda p: trial(p).times_moved == 3,
    "WS-26-033": lambda p: answers(p) == [("worried", False)],
    "WS-26-034": lambda p: answers(p) == [("cannot", False)],
    "WS-26-035": lambda p: p.witnesses[0].requirement is Requirement.DE_WARNED,
    "WS-26-036": lambda p: p.case.restricted and phone(p) is ContactState.STOPPED,
    "WS-26-037": lambda p: trial(p).kind is HearingKind.PTPH and left(p) > 0,
    "WS-26-039": lambda p: trial(p).kind is HearingKind.APPEAL,
    "WS-26-041": lambda p: trial(p).running,
    "WS-26-042": lambda p: {e.state for e in p.events} == {EventState.GIVEN, EventState.EXPECTED},
    "WS-26-043": lambda p: failed(p) == {MessageState.UNDELIVERED},
    "WS-26-045": lambda p: trial(p).now.slot.listing is Listing.WEEK_COMMENCING,
    "WS-26-046": lambda p: {c.language for c in p.contacts} == {"pl"} and not p.messages,
    "WS-25-103": lambda p: [d.outcome for d in p.case.defendants] == [DefendantOutcome.ACQUITTED],
    "WS-25-104": lambda p: trial(p).now.slot.certainty is Certainty.NONE,
}


def closed(picture: CasePicture) -> Closed | None:
    return closed_because(picture, picture.witnesses[0].witness_id, TODAY)


def adults(picture: CasePicture) -> set[str]:
    return {person.person_id for person in picture.people if not person.is_child_on(TODAY)}


def turns_eighteen_in_the_wait(picture: CasePicture) -> bool:
    birthday = eighteenth_birthday(picture.person(picture.witnesses[0].person_id))
    on = trial(picture).now.slot.on
    return birthday is not None and on is not None and TODAY < birthday < on


def test_every_tale_is_told(world: Kit) -> None:
    found = pictures(world)

    assert [ref for ref, holds in TALES.items() if not holds(found[ref])] == []
    with world.store.reading() as desk:
        closed_cases = [desk.cases.picture(desk.cases.id_of(ref) or "") for ref in ("WS-25-101", "WS-25-102")]
    assert all(p is not None and p.case.closed_on is not None for p in closed_cases)


def test_the_walk_can_be_walked(world: Kit) -> None:
    raw = firm_list_moving_the_walk(TODAY, world.calendar())

    taken = take_in(world.store, raw, Envelope("upload"), rules=world.rules(), now=world.clock.now())

    assert (taken.state, taken.matched, len(taken.proposals)) == ("read", 1, 1)
    with world.store.reading() as desk:
        proposal = desk.lists.proposal(taken.proposals[0])
    assert proposal is not None
    assert (proposal.before, proposal.after) != (None, None)
    assert proposal.case_id == pictures(world)["WS-26-014"].case.case_id
    contacts = {c.channel: c for c in pictures(world)["WS-26-014"].contacts}
    assert contacts[Channel.SMS].value == "+447700900123"
    assert contacts[Channel.EMAIL].wants_calendar


def test_a_private_page_opens_by_the_text_on_the_demos_phone_and_what_was_said_beside_it(world: Kit) -> None:
    with world.store.reading() as desk:
        contacts = desk.contacts.of_case(desk.cases.id_of(PAGE_OF) or "")
        phone = next(c for c in contacts if c.channel is Channel.SMS)
    page = device_page(world.store, phone.contact_id, Channel.SMS)
    (link,) = (entry.link for entry in page.items if entry.link)
    (said,) = (entry.item.body for entry in page.items if entry.item.channel == "voice")
    code = "".join(sign for sign in said if sign.isdigit())

    token, now = link.removeprefix("/v/"), world.clock.now()
    assert code not in "".join(entry.item.body for entry in page.items if entry.item.channel == "sms")
    assert knock(world.store, Passwords.light(), token, code, language="en", rules=world.rules(), now=now)


def test_it_is_loaded_once(world: Kit) -> None:
    assert load(world.store, world.post(), now=world.clock.now(), cases=45, seed=1) == 0


def test_nobody_was_texted_on_an_unsafe_phone_or_outside_the_safe_hours(world: Kit) -> None:
    sent = 0
    for picture in pictures(world).values():
        contacts = {c.contact_id: c for c in picture.contacts}
        for message in picture.messages:
            if message.handed_over_at is None:
                continue
            sent += 1
            contact = contacts[message.contact_id]
            assert contact.state is not ContactState.UNSAFE
            assert message.tier <= contact.tier
            assert london_day(message.handed_over_at) < contact.review_due_on
            assert london_day(message.handed_over_at).weekday() in contact.safe_days
            assert contact.safe_from <= london_time(message.handed_over_at) <= contact.safe_until
    assert sent > 20


def test_every_number_comes_from_the_range_for_drama_and_is_one_familys(world: Kit) -> None:
    contacts = [contact for picture in pictures(world).values() for contact in picture.contacts]

    assert len(contacts) > 40
    for contact in contacts:
        assert contact.value.startswith("+447700900") or contact.value.endswith(".example")
    assert max(Counter(contact.value for contact in contacts).values()) == 1


def test_there_is_work_for_everybody(world: Kit) -> None:
    with world.store.reading() as desk:
        ids = desk.cases.open_ids()
        kinds = {task.kind.value for case_id in ids for task in desk.tasks.open_of_case(case_id)}
        proposals = desk.lists.open_proposals(ids)
        triage = {item.kind for item in desk.lists.open_triage()}
    assert {"worried", "help", "tell_by_voice", "ring_court", "read_reply", "call_first", "undelivered"} <= kinds
    assert "stopped" in kinds
    assert "moved_date" in {p.change.value for p in proposals}
    assert triage == {"list_refused", "unknown_sender"}


def test_a_question_waits_on_either_side_and_one_was_answered(world: Kit) -> None:
    now, calendar = world.clock.now(), world.rules().calendar
    asked = [e for picture in pictures(world).values() for e in picture.enquiries]

    assert sorted((e.row.to.value, e.state.value) for e in asked) == [
        ("cps", "open"),
        ("support", "answered"),
        ("support", "open"),
    ]
    (for_the_cps,) = (e for e in asked if e.is_open and e.row.to is Side.CPS)
    assert clock_at(for_the_cps.due_at, now, calendar).words == "2 h left"


def test_looking_again_changes_nothing(world: Kit) -> None:
    with world.store.reading() as desk:
        ids = desk.cases.open_ids()
    for case_id in ids:
        with world.store.changing() as desk:
            assert put_right(desk, case_id, world.rules(), now=world.clock.now()) == PutRight(0, 0, 0)


def test_its_history_can_have_happened(world: Kit) -> None:
    """Nobody is told what nobody knows yet, nothing is from the future, and the record is whole."""
    now = world.clock.now()
    for picture in pictures(world).values():
        for hearing in picture.hearings:
            known = [revision.recorded_at for revision in hearing.revisions]
            assert known == sorted(known)
            assert known[-1] <= now
        for told in picture.told:
            revisions = picture.hearing(told.hearing_id).revisions
            assert revisions[told.revision - 1].recorded_at < told.at <= now
            later = [r.recorded_at for r in revisions[told.revision :]]
            assert all(told.at <= at for at in later), picture.case.ref
    with world.store.reading() as desk:
        assert first_fault(desk.audit.chain()) == ""


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 21, 9, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 12, 28, 3, 0, tzinfo=UTC),  # a bank holiday, at night
        datetime(2027, 3, 28, 12, 30, tzinfo=UTC),  # the clocks went forward that night, and it is Easter
        datetime(2026, 11, 23, 17, 30, tzinfo=UTC),  # the morning is lived too
    ],
)
def test_it_can_be_loaded_on_any_day_at_any_hour(sqlite_url: str, now: datetime) -> None:
    kit = a_live_kit(sqlite_url)
    assert isinstance(kit.clock, FixedClock)
    kit.clock.at = now

    load(kit.store, kit.post(), now=now, cases=15, seed=1)

    walk = trial(pictures(kit)["WS-26-014"]).now.slot.on
    assert walk is not None
    assert CALENDAR.until(london_day(now), walk) == 6
    handed = [m.handed_over_at for p in pictures(kit).values() for m in p.messages if m.handed_over_at]
    assert now - timedelta(days=4) < max(handed) <= now
    kit.store.close()


def test_every_warning_has_somebody_at_work_a_deadline_and_what_would_clear_it(world: Kit) -> None:
    with world.store.reading() as desk:
        at_work = {account.id for account in desk.accounts.everyone() if account.state is AccountState.ACTIVE}
        tasks = [task for case_id in desk.cases.open_ids() for task in desk.tasks.open_of_case(case_id)]

    assert len(tasks) >= 30
    assert [t.words for t in tasks if t.owner_id not in at_work or not t.clears_when or not t.due_at.tzinfo] == []
