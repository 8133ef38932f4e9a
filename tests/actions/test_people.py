"""Who joins late is told what lies ahead and nothing else, once; who leaves is sent nothing, and stays on record."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.live import TalkingClock
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.people import Joined, Joining, Reach, RefusedField, join, leave
from witness.actions.reconcile import put_right
from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.joining import Newcomer
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import Part
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store.messages import OutboxMessage

ISVA_PHONE = "07700 900777"


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def an_isva(world: World, **changes: object) -> Joining:
    made = Joining(
        Newcomer(Part.ADVISER, "ISVA", world.child, "Safe Space"),
        name="Sam Marsh",
        initials="S.M.",
        reach=Reach(Channel.SMS, ISVA_PHONE, safe_days=frozenset(range(7))),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def joins(live: Kit, world: World, joining: Joining, *, tell: bool = True, who: str = "olu") -> Joined:
    return join(
        live.store,
        world.case,
        joining,
        tell=tell,
        rules=live.rules(),
        asking=world.asking(who, live),
        allow_fiction=True,
    )


def messages_to(live: Kit, world: World, person_id: str) -> list[OutboxMessage]:
    with live.store.reading() as desk:
        return [m for m in desk.messages.of_case(world.case) if m.person_id == person_id]


def picture_of(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def forward(live: Kit, **by: float) -> None:
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(**by)


def test_an_adviser_who_joins_late_is_told_the_date_and_not_asked_about_attendance(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world))

    assert done.missed == (world.hearing,)
    planned = messages_to(live, world, done.person_id)
    assert [m.purpose for m in planned] == [Purpose.DATE_SET]
    assert planned[0].tier is Tier.L1


def test_somebody_with_a_mailbox_gets_the_calendar_entry(live: Kit, world: World) -> None:
    mail = Reach(Channel.EMAIL, "sam@safe.example", safe_days=frozenset(range(7)))
    done = joins(live, world, an_isva(world, reach=mail))

    deliver_due(live.store, live.post(), worker="w")
    forward(live, minutes=16)
    deliver_due(live.store, live.post(), worker="w", limit=50)

    states = {m.purpose: m.state for m in messages_to(live, world, done.person_id)}
    assert states == {Purpose.INVITATION: MessageState.ACCEPTED}


def test_joining_twice_adds_nobody_and_sends_nothing_twice(live: Kit, world: World) -> None:
    first = joins(live, world, an_isva(world))
    again = joins(live, world, an_isva(world, person_id=first.person_id))

    assert (first.was_here, again.was_here) == (False, True)
    picture = picture_of(live, world)
    assert sum(part.person_id == first.person_id for part in picture.parts) == 1
    assert sum(contact.person_id == first.person_id for contact in picture.contacts) == 1
    assert len(messages_to(live, world, first.person_id)) == 1


def test_whoever_is_not_to_be_told_gets_nothing_and_may_be_told_later(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world), tell=False)
    assert messages_to(live, world, done.person_id) == []

    joins(live, world, an_isva(world, person_id=done.person_id))

    assert [m.purpose for m in messages_to(live, world, done.person_id)] == [Purpose.DATE_SET]


@pytest.mark.parametrize("kind", HearingKind)
def test_every_kind_of_hearing_at_which_evidence_is_expected_is_told(
    live: Kit, world: World, kind: HearingKind
) -> None:
    with live.store.changing() as desk:
        desk.hearings.rename(world.hearing, kind)

    done = joins(live, world, an_isva(world))

    assert [m.hearing_id for m in messages_to(live, world, done.person_id)] == [world.hearing]


def test_dates_that_are_over_are_not_sent(live: Kit, world: World) -> None:
    assert isinstance(live.clock, TalkingClock)
    live.clock.at += timedelta(days=30)

    done = joins(live, world, an_isva(world))

    assert done.missed == ()
    assert messages_to(live, world, done.person_id) == []


def test_a_professional_is_not_rung_about_coming_and_counts_in_no_concern(live: Kit, world: World) -> None:
    before = assess(picture_of(live, world), world.witness, live.calendar(), live.clock.now())
    done = joins(live, world, an_isva(world, newcomer=Newcomer(Part.PROFESSIONAL, "interpreter")))
    deliver_due(live.store, live.post(), worker="w")
    forward(live, days=5)
    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())

    with live.store.reading() as desk:
        asked = {(t.kind, t.person_id) for t in desk.tasks.open_of_case(world.case)}
    assert (TaskKind.NO_ANSWER, world.mother) in asked
    assert not {kind for kind, person in asked if person == done.person_id} & {TaskKind.NO_ANSWER, TaskKind.CALL_BEFORE}
    after = assess(picture_of(live, world), world.witness, live.calendar(), live.clock.now() - timedelta(days=5))
    assert {f.code for f in after.factors} <= {f.code for f in before.factors}


def test_a_parent_who_joins_is_part_of_the_household_and_is_told(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world, newcomer=Newcomer(Part.PARENT_CARER, "father", world.child)))

    picture = picture_of(live, world)
    assert picture.person(done.person_id).household_id == picture.person(world.child).household_id
    assert picture.called(done.person_id) == "J.F.'s father"
    assert Purpose.DATE_SET in {m.purpose for m in messages_to(live, world, done.person_id)}


def test_a_person_of_another_case_is_used_again(live: Kit, world: World) -> None:
    first = joins(live, world, an_isva(world))
    other = another_case(live, world, 1)

    joins(live, other, Joining(Newcomer(Part.ADVISER, "ISVA", other.child), person_id=first.person_id))

    assert [m.purpose for m in messages_to(live, other, first.person_id)] == [Purpose.DATE_SET]


def test_nobody_is_taken_from_a_case_that_the_officer_may_not_see(live: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        joins(live, world, Joining(Newcomer(Part.ADVISER, "ISVA"), person_id=new_id()))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"initials": ""}, "initials"),
        ({"reach": Reach(Channel.SMS, "0113 496 0123")}, "mobile"),
        ({"reach": Reach(Channel.SMS, "12")}, "mobile"),
        ({"reach": Reach(Channel.EMAIL, "sam@x.example, eve@x.example")}, "email"),
        ({"reach": Reach(Channel.SMS, ISVA_PHONE, safe_from=time(19), safe_until=time(9))}, "safe_until"),
        ({"newcomer": Newcomer(Part.WITNESS)}, "part"),
        ({"newcomer": Newcomer(Part.SUPPORTER)}, "for_person"),
        ({"newcomer": Newcomer(Part.ADVISER, "ISVA", "nobody here")}, "for_person"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_kept(
    live: Kit, world: World, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(RefusedField) as refused:
        joins(live, world, an_isva(world, **changes))

    assert refused.value.field == field
    assert len(picture_of(live, world).people) == 2


def test_a_number_is_kept_as_all_numbers_are(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world))

    (contact,) = [c for c in picture_of(live, world).contacts if c.person_id == done.person_id]
    assert (contact.value, contact.signed_as, len(contact.steps)) == ("+447700900777", "Olu", 1)


def test_a_number_that_is_not_safe_for_one_is_not_safe_for_another(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.UNSAFE, now=live.clock.now())

    done = joins(live, world, an_isva(world, reach=Reach(Channel.SMS, MOBILE)))

    (contact,) = [c for c in picture_of(live, world).contacts if c.person_id == done.person_id]
    assert contact.state is ContactState.UNSAFE
    assert messages_to(live, world, done.person_id) == []


def test_whoever_leaves_is_sent_nothing_more_and_stays_on_record(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world))
    leave(
        live.store,
        world.case,
        done.person_id,
        reason="moved to another service",
        rules=live.rules(),
        asking=world.asking("olu", live),
    )

    (message,) = messages_to(live, world, done.person_id)
    assert (message.state, message.because) == (MessageState.CANCELLED, "they are no longer part of the case")
    picture = picture_of(live, world)
    (part,) = [p for p in picture.parts if p.person_id == done.person_id]
    assert (part.informed, part.left_at) == (False, live.clock.now())
    assert picture.has_left(done.person_id)
    with live.store.reading() as desk:
        newest = desk.cases.history(world.case)[0]
    assert newest.words == "S.M. is no longer part of the case: moved to another service."


def test_whoever_left_hears_nothing_of_a_change_and_may_come_back(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world))
    deliver_due(live.store, live.post(), worker="w")
    asking = world.asking("olu", live)
    leave(live.store, world.case, done.person_id, reason="ill", rules=live.rules(), asking=asking)
    slot = Slot(Listing.FIXTURE, date(2026, 12, 7))
    proposal = propose_by_hand(live.store, world.hearing, slot, heard_from="a call", asking=asking)
    accept(live.store, proposal, reason="", rules=live.rules(), asking=asking)
    assert [m.revision for m in messages_to(live, world, done.person_id) if m.state is MessageState.PLANNED] == []

    back = joins(live, world, an_isva(world, person_id=done.person_id))

    assert (back.was_here, back.missed) == (False, (world.hearing,))
    assert 2 in {m.revision for m in messages_to(live, world, done.person_id)}


def test_a_parent_can_leave_and_is_family_no_more(live: Kit, world: World) -> None:
    asking = world.asking("olu", live)
    record_call(
        live.store,
        Call(world.case, world.mother, world.hearing, CallResult.TOLD),
        rules=live.rules(),
        asking=asking,
    )
    leave(live.store, world.case, world.mother, reason="a court order", rules=live.rules(), asking=asking)

    picture = picture_of(live, world)
    assert picture.carers_of(world.child) == ()
    assert [m for m in messages_to(live, world, world.mother) if m.state is MessageState.PLANNED] == []


def test_leaving_needs_a_reason_and_a_witness_does_not_leave_this_way(live: Kit, world: World) -> None:
    asking = world.asking("olu", live)

    with pytest.raises(RefusedField):
        leave(live.store, world.case, world.mother, reason="  ", rules=live.rules(), asking=asking)
    with pytest.raises(Refused):
        leave(live.store, world.case, world.child, reason="moved", rules=live.rules(), asking=asking)


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_nobody_else_can_add_anybody(live: Kit, world: World, who: str) -> None:
    with pytest.raises(NotFound):
        joins(live, world, an_isva(world), who=who)


def test_a_later_hearing_is_told_to_whoever_has_joined(live: Kit, world: World) -> None:
    done = joins(live, world, an_isva(world))
    now = live.clock.now()
    slot = Slot(Listing.FIXTURE, date(2027, 2, 1), at=time(10))
    later = Hearing(
        new_id(), world.case, HearingKind.NEWTON, (Revision(1, HearingState.LISTED, slot, "call", now, now),)
    )
    with live.store.changing() as desk:
        desk.hearings.add(later)
        event = EvidenceEvent(new_id(), world.witness, later.hearing_id, EventState.EXPECTED)
        desk.evidence.expect(world.case, event)
        put_right(desk, world.case, live.rules(), now=now)

    assert later.hearing_id in {m.hearing_id for m in messages_to(live, world, done.person_id)}
