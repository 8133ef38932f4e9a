"""Trips, bookings, promises and notes: out and back together, closed reasons, nothing edited, all on the record."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.live import TalkingClock
from tests.worlds import World, a_world
from witness.actions import bookings, notes, promises, trips
from witness.actions.bookings import NewBooking
from witness.actions.notes import NewNote
from witness.actions.plans import Which
from witness.actions.promises import NewPromise
from witness.actions.trips import NewTrip
from witness.domain.access import Tie
from witness.domain.audit import AuditOutcome
from witness.domain.bookings import BookingKind
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind, NeedState, Side
from witness.domain.notes import Source, Stream
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState
from witness.domain.trips import Direction, Mode, PickUp
from witness.kit import Kit

TRIAL_DAY = date(2026, 12, 1)


def a_ride(world: World, **changes: Any) -> NewTrip:
    made = NewTrip(
        case_id=world.case,
        passengers=(world.child, world.mother),
        hearing_id=world.hearing,
        visit_id=None,
        mode=Mode.TAXI,
        pick_up=PickUp.SAFE_POINT,
        on=TRIAL_DAY,
        at=time(8, 0),
        back_mode=Mode.TAXI,
        back_pick_up=PickUp.COURT,
    )
    return replace(made, **changes)


def arrange(live: Kit, world: World, *, confirmed: bool = False, **changes: Any) -> tuple[str, str]:
    ride = a_ride(world, **changes)
    return trips.arrange(live.store, ride, confirmed=confirmed, rules=live.rules(), asking=world.asking("olu", live))


def picture(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        found = desk.cases.picture(world.case)
    assert found is not None
    return found


def history(live: Kit, world: World) -> str:
    with live.store.reading() as desk:
        return "\n".join(item.words for item in desk.cases.history(world.case))


def lift(live: Kit, world: World) -> NeedState | None:
    return next((n.state for n in picture(live, world).needs if n.kind is NeedKind.TRANSPORT), None)


def trip_step(live: Kit, world: World, item: str, seen: int, state: PlanState, reason: str = "") -> None:
    which = Which(world.case, item, seen)
    trips.step(live.store, which, state, reason, rules=live.rules(), asking=world.asking("olu", live))


def test_the_way_home_is_arranged_with_the_way_there(live: Kit) -> None:
    world = a_world(live)

    out, back = arrange(live, world)

    found = {trip.trip_id: trip for trip in picture(live, world).trips}
    assert [found[t].direction for t in (out, back)] == [Direction.OUT, Direction.BACK]
    assert (found[back].now.at, found[out].now.of_revision) == (None, 1)
    assert lift(live, world) is NeedState.REQUESTED
    trip_step(live, world, out, 1, PlanState.CONFIRMED)
    assert lift(live, world) is NeedState.REQUESTED  # nobody is stranded at court
    trip_step(live, world, back, 1, PlanState.CONFIRMED)
    assert lift(live, world) is NeedState.CONFIRMED
    trip_step(live, world, out, 2, PlanState.FAILED, "provider")
    assert lift(live, world) is NeedState.NEEDED
    assert "Trip of J.F., J.F.'s mother (taxi): out, fell through (no driver, room or person was free)." in history(
        live, world
    )


def test_two_witnesses_of_one_case_get_no_ride_together(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.people.add(Person("sister", "home", "Rim Farah", "R.F.", date(2014, 1, 1)))
        desk.people.give_part(world.case, CasePart("sister", Part.WITNESS))
        desk.people.add_witness(world.case, Witness("w2", "sister", "W2", Requirement.WARNED))

    with pytest.raises(Refused, match="cannot share a vehicle"):
        arrange(live, world, confirmed=True, passengers=(world.child, "sister", world.mother))
    assert picture(live, world).trips == ()
    arrange(live, world, passengers=("sister", world.mother))


def test_a_trip_on_another_day_than_what_it_is_for_is_asked_about(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(PleaseConfirm, match="the trip on Wed 2 Dec"):
        arrange(live, world, on=date(2026, 12, 2))
    arrange(live, world, on=date(2026, 12, 2), confirmed=True)


def test_a_step_that_cannot_be_taken_or_was_taken_by_somebody_else_is_refused(live: Kit) -> None:
    world = a_world(live)
    out, _ = arrange(live, world)

    with pytest.raises(Refused, match="cannot become done"):
        trip_step(live, world, out, 1, PlanState.DONE)
    with pytest.raises(Refused, match="Choose why"):
        trip_step(live, world, out, 1, PlanState.CANCELLED, "because Amina said so")
    trip_step(live, world, out, 1, PlanState.CONFIRMED)
    with pytest.raises(SomebodyElseChangedThis):
        trip_step(live, world, out, 1, PlanState.CANCELLED, "ill")
    with pytest.raises(NotFound):
        trip_step(live, world, "0" * 26, 1, PlanState.CONFIRMED)


def test_a_booking_is_asked_for_once_and_confirmed(live: Kit) -> None:
    world = a_world(live)
    new = NewBooking(world.case, world.witness, BookingKind.INTERPRETER, world.hearing, Side.SUPPORT)
    asking, rules = world.asking("olu", live), live.rules()

    booking_id = bookings.book(live.store, new, rules=rules, asking=asking)
    with pytest.raises(Refused, match="on the list already"):
        bookings.book(live.store, new, rules=rules, asking=asking)
    bookings.step(live.store, Which(world.case, booking_id, 1), PlanState.CONFIRMED, "", rules=rules, asking=asking)

    (booking,) = picture(live, world).bookings
    assert (booking.now.state, booking.now.on, booking.now.of_revision) == (PlanState.CONFIRMED, TRIAL_DAY, 1)
    needs = {n.kind: n.state for n in picture(live, world).needs}
    assert needs[NeedKind.INTERPRETER] is NeedState.CONFIRMED
    with pytest.raises(SomebodyElseChangedThis):
        bookings.step(live.store, Which(world.case, booking_id, 1), PlanState.DONE, "", rules=rules, asking=asking)


def a_promise(live: Kit, world: World, words: str = "Ring about the scarf", **changes: Any) -> str:
    new = replace(NewPromise(world.case, words, date(2026, 11, 25), world.mother), **changes)
    asking = world.asking("olu", live)
    return promises.promise(live.store, new, confirmed=False, rules=live.rules(), asking=asking)


def test_a_promise_is_kept_once_and_the_history_does_not_say_what_it_was(live: Kit) -> None:
    world = a_world(live)

    promise_id = a_promise(live, world)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(hours=72)
    asking = world.asking("olu", live)
    promises.keep(live.store, world.case, promise_id, rules=live.rules(), asking=asking)

    (kept,) = picture(live, world).promises
    assert (kept.words, kept.owner_id, kept.kept_at) == (
        "Ring about the scarf",
        world.viewers["olu"].account_id,
        clock.now(),
    )
    assert "scarf" not in history(live, world)
    assert "A promise to J.F.'s mother was kept, later than promised." in history(live, world)
    with pytest.raises(SomebodyElseChangedThis):
        promises.keep(live.store, world.case, promise_id, rules=live.rules(), asking=asking)


def test_a_promise_for_yesterday_or_without_words_is_none(live: Kit) -> None:
    world = a_world(live)
    for changes in ({"words": " "}, {"due_on": date(2026, 11, 22)}, {"words": "x" * 201}):
        with pytest.raises(Refused):
            a_promise(live, world, **changes)
    with pytest.raises(PleaseConfirm):
        a_promise(live, world, "Ask what happened to her statement")


def a_note(live: Kit, world: World, who: str = "olu", *, confirmed: bool = False, **changes: Any) -> str:
    made = replace(NewNote(world.case, Stream.WELLBEING, Source.SAID, "Wants her blue scarf."), **changes)
    return notes.write(live.store, made, confirmed=confirmed, asking=world.asking(who, live))


def test_a_note_is_corrected_by_a_further_note_and_both_stay(live: Kit) -> None:
    world = a_world(live)

    first = a_note(live, world)
    second = a_note(live, world, who="mo", text="Wants her green scarf.", amends=first)

    with live.store.reading() as desk:
        found = desk.notes.of_stream(world.case, Stream.WELLBEING)
    assert {(n.note_id, n.text, n.amends, n.by_name) for n in found} == {
        (first, "Wants her blue scarf.", None, "Olu Adeyemi"),
        (second, "Wants her green scarf.", first, "Mo Ellis"),
    }
    assert "scarf" not in history(live, world)
    assert "A note (wellbeing) was corrected." in history(live, world)


@pytest.mark.parametrize(
    ("who", "streams"),
    [
        ("olu", set(Stream)),
        ("mo", set(Stream)),
        ("olivia", {Stream.LOGISTICS}),
        ("otis", set()),
        ("leigh", set()),
        ("ada", set()),
    ],
)
def test_each_writes_in_their_own_streams_only_and_a_refusal_is_on_the_record(
    live: Kit, who: str, streams: set[Stream]
) -> None:
    world = a_world(live)
    texts = {
        Stream.LOGISTICS: "Bus at nine.",
        Stream.WELLBEING: "Sleeps well.",
        Stream.POLICE_INFORMATION: "Passed on Monday 23 November 2026, form FIB/7, to DC Marsh.",
        Stream.COUNSELLING: "Counselling was offered.",
    }
    for stream, text in texts.items():
        if stream in streams:
            a_note(live, world, who, stream=stream, text=text)
        else:
            with pytest.raises(NotFound):
                a_note(live, world, who, stream=stream, text=text)

    with live.store.reading() as desk:
        assert set(desk.notes.counts(world.case)) == streams
        entries = {link.entry.deed: link.entry.outcome for link in desk.audit.of_case(world.case)}
    assert entries == {
        f"notes.write:{s.value}": AuditOutcome.ALLOWED if s in streams else AuditOutcome.DENIED for s in Stream
    }


def test_an_assigned_colleague_writes_of_wellbeing_and_not_for_the_police(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        assigned = world.viewers["otis"].account_id
        desk.access.tie(world.case, assigned, Tie.ASSIGNED, because="helps", now=live.clock.now())

    a_note(live, world, "otis")
    with pytest.raises(NotFound):
        a_note(live, world, "otis", stream=Stream.POLICE_INFORMATION, text="x")


def test_words_about_what_happened_are_kept_only_when_somebody_says_that_they_are_none(live: Kit) -> None:
    world = a_world(live)
    text = "Hurt her knee at football."

    with pytest.raises(PleaseConfirm, match="Hurt"):
        a_note(live, world, text=text)
    a_note(live, world, text=text, confirmed=True)

    assert "its writer was asked whether it speaks of what happened" in history(live, world)


def test_a_note_of_another_stream_or_case_cannot_be_corrected(live: Kit) -> None:
    world = a_world(live)
    first = a_note(live, world)

    with pytest.raises(NotFound):
        a_note(live, world, stream=Stream.LOGISTICS, text="No.", amends=first)
    with pytest.raises(NotFound):
        a_note(live, world, amends="0" * 26)
    with pytest.raises(NotFound):
        a_note(live, world, person_id="0" * 26)


def test_what_notes_and_promises_say_does_not_lie_open_and_neither_does_its_length(lite: Kit, sqlite_url: str) -> None:
    world = a_world(lite)
    a_note(lite, world, text="Canaryscarf.")
    a_note(lite, world, text="Canaryscarf is what she wants most of all, and her pen, and a break every half hour.")
    a_promise(lite, world, "Canarypromise")
    with lite.store.reading() as desk:
        # Written at one instant, so their order is anybody's.
        short, long = sorted(desk.notes.of_stream(world.case, Stream.WELLBEING), key=lambda note: len(note.text))
        assert len(short.text) < len(long.text)
    lite.store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    kept = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
    with closing(sqlite3.connect(path)) as opened:
        lengths = {length for (length,) in opened.execute("SELECT length(text_sealed) FROM note")}

    assert b"WS-26-014" in kept
    assert b"Canary" not in kept
    assert len(lengths) == 1
