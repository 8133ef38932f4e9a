"""Accepting a change takes everything planned with it, in one transaction; undoing it puts everything back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.live import TalkingClock
from tests.planned import superseded
from tests.worlds import TRIAL, World, a_record, a_world
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.evidence import Whom, set_need
from witness.actions.hearings import accept, propose_by_hand, undo
from witness.actions.messages import deliver_due
from witness.actions.reconcile import put_right
from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.errors import Refused, SomebodyElseChangedThis
from witness.domain.evidence import EventState, EvidenceEvent, NeedKind, NeedState, Side
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState, PlanStep
from witness.domain.readiness import judge
from witness.domain.ripple_table import Choice
from witness.domain.tasks import TaskKind
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store import Desk
from witness.store.plans import ItemStep

SEVENTH = replace(TRIAL, on=date(2026, 12, 7))
LONDON_EVE = datetime(2026, 11, 30, 17, 10, tzinfo=UTC)


@pytest.fixture
def world(live: Kit) -> World:
    """The family was told the first date and has it in its calendar; a taxi, visits and an interpreter are booked."""
    made = a_world(live)
    deliver_due(live.store, live.post(), worker="w")
    with live.store.changing() as desk:
        plan(desk, made)
    return made


def plan(desk: Desk, world: World) -> None:
    def step(on: date, hour: int | None = None) -> tuple[PlanStep, ...]:
        at = None if hour is None else time(hour)
        return (PlanStep(PlanState.CONFIRMED, datetime(2026, 11, 9, 9, tzinfo=UTC), on, at, of_revision=1),)

    def visit(kind: VisitKind, on: date) -> Visit:
        return Visit(new_id(), world.witness, kind, Place.HOME, 60, world.hearing, None, step(on, 16))

    deadline = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    riders = (world.child, world.mother)
    desk.plans.add_visits(
        world.case,
        [visit(VisitKind.COURT_VISIT, date(2026, 11, 26)), visit(VisitKind.MEMORY_REFRESH, date(2026, 11, 30))],
    )
    taxi = Trip(
        new_id(), Direction.OUT, Mode.TAXI, PickUp.HOME, riders, world.hearing, None, deadline, step(TRIAL.on, 8)
    )  # type: ignore[arg-type]
    desk.plans.add_trips(world.case, [taxi])
    interpreter = Booking(
        new_id(), world.witness, BookingKind.INTERPRETER, world.hearing, Side.COURT, None, step(TRIAL.on, 9)
    )  # type: ignore[arg-type]
    desk.plans.add_bookings(world.case, [interpreter])


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def visit_of(picture: CasePicture, kind: VisitKind) -> Visit:
    return next(visit for visit in picture.visits if visit.kind is kind)


def proposed(kit: Kit, world: World, after: Slot | None) -> str:
    return propose_by_hand(
        kit.store, world.hearing, after, heard_from="Call from the list office", asking=world.asking("olu", kit)
    )


def change(kit: Kit, world: World, after: Slot | None, **given: Any) -> None:
    proposal = proposed(kit, world, after)
    accept(kit.store, proposal, **{"reason": "", "rules": kit.rules(), "asking": world.asking("olu", kit), **given})


def tasks_of(kit: Kit, world: World, kind: TaskKind) -> list[Any]:
    with kit.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind is kind]


def test_accepting_takes_everything_planned_with_it(live: Kit, world: World) -> None:
    change(live, world, SEVENTH)

    picture = picture_of(live, world)
    assert list(superseded(picture, picture.hearing(world.hearing))) == []
    now = {
        "court visit": visit_of(picture, VisitKind.COURT_VISIT).now,
        "refresh": visit_of(picture, VisitKind.MEMORY_REFRESH).now,
        "taxi": picture.trips[0].now,
        "interpreter": picture.bookings[0].now,
    }
    assert {what: (step.state, step.on) for what, step in now.items()} == {
        "court visit": (PlanState.CONFIRMED, date(2026, 11, 26)),
        "refresh": (PlanState.NEEDED, date(2026, 12, 4)),
        "taxi": (PlanState.NEEDED, date(2026, 12, 7)),
        "interpreter": (PlanState.REQUESTED, date(2026, 12, 7)),
    }
    assert {step.change for step in now.values()} == {f"{world.hearing}:2"}
    with live.store.reading() as desk:
        newest = {h.kind: h.words for h in desk.cases.history(world.case)}
    assert "W1: taxi there, at home, Tue 1 Dec at 8am, confirmed" in newest["plans_changed"]
    assert "Jude" not in newest["plans_changed"]


def test_what_was_chosen_is_done_and_the_rest_as_usual(live: Kit, world: World) -> None:
    picture = picture_of(live, world)
    taxi, visit = picture.trips[0].trip_id, visit_of(picture, VisitKind.COURT_VISIT).visit_id

    change(live, world, SEVENTH, choices={taxi: Choice.CANCEL, visit: Choice.MOVE})

    after = picture_of(live, world)
    assert after.trips[0].now.state is PlanState.CANCELLED
    assert visit_of(after, VisitKind.COURT_VISIT).now.state is PlanState.NEEDED
    assert after.bookings[0].now.state is PlanState.REQUESTED


def test_what_would_leave_something_untrue_is_refused_and_nothing_at_all_is_written(live: Kit, world: World) -> None:
    before = picture_of(live, world)

    with pytest.raises(Refused, match="speak of a date that is no longer true"):
        change(live, world, SEVENTH, choices={before.trips[0].trip_id: Choice.KEEP})

    assert picture_of(live, world) == before
    with live.store.reading() as desk:
        (still_open,) = desk.lists.open_proposals((world.case,))
    assert still_open.state == "open"


def test_undo_puts_everything_back_while_the_texts_are_held(live: Kit, world: World) -> None:
    before = picture_of(live, world)
    change(live, world, SEVENTH)
    live.clock.forward(minutes=5)  # type: ignore[attr-defined]

    left = undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))

    after = picture_of(live, world)
    assert left == ()
    assert planned_now(after) == planned_now(before)
    assert list(superseded(after, after.hearing(world.hearing))) == []
    assert {item.now.because for item in (*after.trips, *after.bookings)} == {"The change was undone."}


def planned_now(picture: CasePicture) -> list[tuple[PlanState, date | None, time | None]]:
    items = (*picture.visits, *picture.trips, *picture.bookings)
    return [(item.now.state, item.now.on, item.now.at) for item in items]


def test_undo_leaves_what_somebody_has_touched_since_and_says_so(live: Kit, world: World) -> None:
    change(live, world, SEVENTH)
    taxi = picture_of(live, world).trips[0]
    by_hand = replace(taxi.now, state=PlanState.CONFIRMED, recorded_at=live.clock.now(), change="", because="")
    with live.store.changing() as desk:
        desk.plans.step(world.case, [ItemStep(taxi.trip_id, 3, by_hand)])

    left = undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))

    assert left == ("W1: taxi there, at home",)
    picture = picture_of(live, world)
    # Not restored, and not left on the wrong day: it has to be arranged anew.
    assert (picture.trips[0].now.state, picture.trips[0].now.on) == (PlanState.NEEDED, date(2026, 12, 1))
    assert picture.bookings[0].now.state is PlanState.CONFIRMED
    with live.store.reading() as desk:
        words = next(h.words for h in desk.cases.history(world.case) if h.kind == "hearing_undone")
    assert "Changed by hand since, and not put back: W1: taxi there, at home." in words


def test_after_the_hold_a_change_cannot_be_undone_and_nothing_is_touched(live: Kit, world: World) -> None:
    change(live, world, SEVENTH)
    live.clock.forward(minutes=15)  # type: ignore[attr-defined]
    before = picture_of(live, world)

    with pytest.raises(Refused, match="can no longer be undone"):
        undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))

    assert picture_of(live, world) == before


def test_two_who_take_the_next_step_of_one_thing_at_once_are_not_both_believed(live: Kit, world: World) -> None:
    taxi = picture_of(live, world).trips[0]

    with (
        pytest.raises(SomebodyElseChangedThis, match="Somebody else has just changed"),
        live.store.changing() as desk,
    ):
        desk.plans.step(world.case, [ItemStep(taxi.trip_id, 1, taxi.now)])

    assert len(picture_of(live, world).trips[0].steps) == 1


def test_a_need_that_was_met_is_open_again_when_its_date_moves(live: Kit, world: World) -> None:
    whom = Whom(world.case, world.witness)
    for kind in (NeedKind.TRANSPORT, NeedKind.COURT_VISIT):
        set_need(live.store, whom, kind, NeedState.DONE, rules=live.rules(), asking=world.asking("olu", live))
    assert missing(live, world).isdisjoint({"transport", "court_visit"})

    change(live, world, SEVENTH)

    assert "transport" in missing(live, world)
    assert "court_visit" not in missing(live, world)
    undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))
    assert "transport" not in missing(live, world)


def missing(kit: Kit, world: World) -> set[str]:
    readiness = judge(picture_of(kit, world), world.witness, kit.rules().calendar, kit.clock.now())
    return {item.what.value for item in readiness.missing}


def test_vacated_at_ten_past_five_the_day_before_nobody_finds_out_on_the_way(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.at = LONDON_EVE

    change(live, world, None)

    picture = picture_of(live, world)
    # The driver, the refresh and the interpreter are stopped; the taxi may be charged for, which the ripple had said.
    assert {item.now.state for item in (*picture.trips, *picture.visits, *picture.bookings)} == {PlanState.CANCELLED}
    calls = tasks_of(live, world, TaskKind.CALL_FIRST)
    owners = {world.viewers["olu"].account_id, world.viewers["mo"].account_id}
    assert {task.owner_id for task in calls} == owners
    assert {task.due_at for task in calls} == {LONDON_EVE + timedelta(minutes=30)}
    assert all(task.words.startswith("Ring J.F.'s mother now: ") for task in calls)
    assert len(tasks_of(live, world, TaskKind.TELL_SUPPORTER)) == 1

    clock.forward(minutes=16)
    texts, mails = len(live.texts.handed), len(live.mail.handed)  # type: ignore[attr-defined]
    deliver_due(live.store, live.post(), worker="w")
    (text,) = live.texts.handed[texts:]  # type: ignore[attr-defined]
    assert "Please don't set off until we have spoken." in text.body
    (mail,) = live.mail.handed[mails:]  # type: ignore[attr-defined]
    invited, called_off = (
        Calendar.from_ical(m.calendar)
        for m in (live.mail.handed[0], mail)  # type: ignore[attr-defined]
    )
    assert str(called_off["METHOD"]) == "CANCEL"
    uids = {str(entry.walk("VEVENT")[0]["UID"]) for entry in (invited, called_off)}
    assert len(uids) == 1

    # A text alone closes nothing. Nor does a call that reached nobody.
    record_call(live.store, a_call(world, CallResult.NOT_REACHED), rules=live.rules(), asking=world.asking("olu", live))
    assert len(tasks_of(live, world, TaskKind.CALL_FIRST)) == 2
    record_call(live.store, a_call(world, CallResult.TOLD), rules=live.rules(), asking=world.asking("mo", live))
    assert tasks_of(live, world, TaskKind.CALL_FIRST) == []


def a_call(world: World, result: CallResult) -> Call:
    return Call(world.case, world.mother, world.hearing, result)


def test_a_day_further_off_asks_no_colleague(live: Kit, world: World) -> None:
    change(live, world, replace(TRIAL, on=date(2026, 11, 27)))

    (call,) = tasks_of(live, world, TaskKind.CALL_FIRST)

    assert call.owner_id == world.viewers["olu"].account_id


def test_a_colleague_who_may_not_know_of_the_case_is_not_asked(live: Kit, world: World) -> None:
    from witness.domain.access import Tie

    live.clock.at = LONDON_EVE  # type: ignore[attr-defined]
    with live.store.changing() as desk:
        desk.access.tie(
            world.case, world.viewers["mo"].account_id, Tie.EXCLUDED, because="knows them", now=live.clock.now()
        )

    change(live, world, None)

    owners = {task.owner_id for task in tasks_of(live, world, TaskKind.CALL_FIRST)}
    assert owners == {world.viewers["olu"].account_id, world.viewers["olivia"].account_id}


def test_brothers_and_sisters_get_one_date_one_text_and_each_their_own_preparation(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        for number, initials in ((2, "S.F."), (3, "T.F.")):
            sibling(desk, world, number, initials)
        put_right(desk, world.case, live.rules(), now=live.clock.now())

    change(live, world, SEVENTH)
    live.clock.forward(minutes=16)  # type: ignore[attr-defined]
    before = len(live.texts.handed)  # type: ignore[attr-defined]
    deliver_due(live.store, live.post(), worker="w")

    (text,) = live.texts.handed[before:]  # type: ignore[attr-defined]
    assert text.body.startswith("Hi, it's Olu. Now Mon 7 Dec at 9am, not Tue 1 Dec.")
    assert not any(name in text.body for name in ("Jude", "Farah", "J.F.", "S.F.", "T.F."))
    picture = picture_of(live, world)
    refreshes = {v.witness_id: v.now.on for v in picture.visits if v.kind is VisitKind.MEMORY_REFRESH}
    assert len(refreshes) == 3
    assert set(refreshes.values()) == {date(2026, 12, 4)}


def sibling(desk: Desk, world: World, number: int, initials: str) -> None:
    child, witness = new_id(), new_id()
    desk.people.add(Person(child, "home", f"Sibling {number} Farah", initials, date(2014, 1, number)))
    desk.people.give_part(world.case, CasePart(child, Part.WITNESS))
    desk.people.give_part(world.case, CasePart(world.mother, Part.PARENT_CARER, "mother", child))
    desk.people.add_witness(world.case, Witness(witness, child, f"W{number}", Requirement.WARNED))
    desk.evidence.expect(world.case, EvidenceEvent(new_id(), witness, world.hearing, EventState.EXPECTED))
    step = PlanStep(
        PlanState.CONFIRMED, datetime(2026, 11, 9, 9, tzinfo=UTC), date(2026, 11, 30), time(14), of_revision=1
    )
    refresh = Visit(new_id(), witness, VisitKind.MEMORY_REFRESH, Place.OFFICE, 60, world.hearing, None, (step,))
    desk.plans.add_visits(world.case, [refresh])


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (Slot(Listing.FIXTURE, date(2026, 11, 2)), "That day has passed"),
        (Slot(Listing.FIXTURE, date(2027, 3, 28), None, time(1, 30)), "clocks go forward"),
        (Slot(Listing.FIXTURE, date(2027, 3, 28), None, time(2, 15)), "clocks go forward"),  # when they would be met
        (Slot(Listing.WARNED_LIST, date(2026, 12, 14), date(2026, 12, 7)), "ends before it begins"),
        (Slot(Listing.WARNED_LIST, date(2026, 12, 14), date(2027, 12, 7)), "longer than three months"),
        (Slot(Listing.FIXTURE, date(2036, 12, 7)), "Check the year"),
        (Slot(Listing.WEEK_COMMENCING, date.max), "Check the year"),
        (TRIAL, "Nothing would change"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(live: Kit, world: World, after: Slot, refused: str) -> None:
    before = picture_of(live, world)

    with pytest.raises(Refused, match=refused):
        proposed(live, world, after)

    assert picture_of(live, world) == before


def test_a_date_beyond_the_bank_holidays_that_are_known_is_taken_without_guessing(live: Kit, world: World) -> None:
    far = live.rules().calendar.known_until + timedelta(days=40)

    change(live, world, replace(TRIAL, on=far))

    picture = picture_of(live, world)
    assert picture.hearing(world.hearing).now.slot.on == far
    assert list(superseded(picture, picture.hearing(world.hearing))) == []
    assert visit_of(picture, VisitKind.MEMORY_REFRESH).now.on is None


def test_who_wrote_over_whom_is_said_with_what_and_when(live: Kit, world: World) -> None:
    olivia = world.asking("olivia", live)
    theirs = proposed(live, world, replace(TRIAL, on=date(2026, 12, 9)))
    accept(live.store, theirs, reason="", rules=live.rules(), asking=olivia)

    with pytest.raises(SomebodyElseChangedThis) as refused:
        propose_by_hand(
            live.store, world.hearing, SEVENTH, heard_from="call", asking=world.asking("olu", live), of_revision=1
        )

    assert str(refused.value).startswith(
        "Olivia Birch changed this trial after you had opened the page, today at 10am: "
        "it is now Wednesday 9 December 2026 at 10am."
    )
    with live.store.reading() as desk:
        assert desk.lists.open_proposals((world.case,)) == ()


def test_a_phone_of_several_households_is_told_each_household_once(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        father, phone = new_id(), new_id()
        desk.people.add(Person(father, "home", "Karim Farah", "K.F.", date(1980, 1, 1)))
        desk.people.give_part(world.case, CasePart(father, Part.PARENT_CARER, "father", world.child))
        desk.contacts.add(a_record(phone, father, Channel.SMS, "+447700900124", {}))
        put_right(desk, world.case, live.rules(), now=live.clock.now())

    change(live, world, SEVENTH)

    with live.store.reading() as desk:
        planned = [m for m in desk.messages.of_case(world.case) if m.state.value == "planned" and m.revision == 2]
    assert sorted(m.purpose.value for m in planned if m.channel is Channel.SMS and m.purpose.value != "reminder") == [
        "date_changed",
        "date_set",
    ]


def test_what_only_a_list_doubts_keeps_all_that_was_planned(live: Kit, world: World) -> None:
    before = planned_now(picture_of(live, world))
    with live.store.changing() as desk:
        hearing = desk.hearings.get(world.hearing)
        assert hearing is not None
        doubt = replace(
            hearing.now, number=2, state=HearingState.UNCONFIRMED, recorded_at=live.clock.now(), source="list"
        )
        desk.hearings.revise(world.hearing, doubt)
        put_right(desk, world.case, live.rules(), now=live.clock.now())

    assert planned_now(picture_of(live, world)) == before
