"""Visits from booking to report: on both databases, on the record, and what follows when evidence was mentioned."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.live import TalkingClock
from tests.worlds import World, a_world
from witness.actions import tasks, trips, visit_reports, visits
from witness.actions.plans import Which
from witness.actions.trips import NewTrip
from witness.actions.visit_reports import WhatCame
from witness.actions.visits import NewVisit
from witness.domain.access import Tie
from witness.domain.audit import AuditOutcome
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.hearings import Listing, Slot
from witness.domain.notes import Stream
from witness.domain.plans import PlanState
from witness.domain.tasks import TaskKind
from witness.domain.trips import Mode, PickUp
from witness.domain.visits import Place, Visit, VisitKind
from witness.kit import Kit
from witness.store.tasks import Task

THURSDAY = date(2026, 11, 26)
AN_HOUR_AGO = time(9, 0)


def a_new_visit(world: World, **changes: Any) -> NewVisit:
    made = NewVisit(
        case_id=world.case,
        witness_id=world.witness,
        kind=VisitKind.COURT_VISIT,
        place=Place.COURT,
        minutes=90,
        on=THURSDAY,
        at=time(14, 0),
        officer_id=world.viewers["olu"].account_id,
    )
    return replace(made, **changes)


def book(live: Kit, world: World, who: str = "olu", *, confirmed: bool = True, **changes: Any) -> str:
    new = a_new_visit(world, **changes)
    return visits.book(live.store, new, confirmed=confirmed, rules=live.rules(), asking=world.asking(who, live))


def picture(live: Kit, world: World) -> CasePicture:
    with live.store.reading() as desk:
        found = desk.cases.picture(world.case)
    assert found is not None
    return found


def only_visit(live: Kit, world: World) -> Visit:
    (visit,) = picture(live, world).visits
    return visit


def which(world: World, item_id: str, seen: int = 1) -> Which:
    return Which(world.case, item_id, seen)


def history(live: Kit, world: World) -> str:
    with live.store.reading() as desk:
        return "\n".join(item.words for item in desk.cases.history(world.case))


def deeds(live: Kit, world: World) -> list[tuple[str, AuditOutcome]]:
    with live.store.reading() as desk:
        return [(link.entry.deed, link.entry.outcome) for link in reversed(desk.audit.of_case(world.case))]


def open_tasks(live: Kit, world: World) -> dict[str, Task]:
    with live.store.reading() as desk:
        found = desk.tasks.open_of_case(world.case)
    return {t.reason_key: t for t in found if t.kind is TaskKind.EVIDENCE_MENTIONED}


def need(live: Kit, world: World, kind: NeedKind) -> NeedState | None:
    return next((n.state for n in picture(live, world).needs if n.kind is kind), None)


def what_came(**changes: Any) -> WhatCame:
    made = WhatCame(
        on=date(2026, 11, 23),
        at=AN_HOUR_AGO,
        covered=("building", "tried_link"),
        mood="calm",
        evidence_mentioned=False,
        stopped=None,
    )
    return replace(made, **changes)


def report(
    live: Kit, world: World, seen: int = 1, who: str = "olu", *, confirmed: bool = False, **changes: Any
) -> None:
    visit = only_visit(live, world)
    visit_reports.report(
        live.store,
        which(world, visit.visit_id, seen),
        what_came(**changes),
        confirmed=False,
        rules=live.rules(),
        asking=world.asking(who, live),
    )


def test_a_visit_is_booked_for_the_date_as_it_stands_and_readiness_hears_of_it(live: Kit) -> None:
    world = a_world(live)

    visit_id = book(live, world)

    visit = only_visit(live, world)
    assert (visit.visit_id, visit.hearing_id, visit.now.of_revision) == (visit_id, world.hearing, 1)
    assert (visit.now.state, visit.now.on, visit.now.at) == (PlanState.REQUESTED, THURSDAY, time(14, 0))
    assert need(live, world, NeedKind.COURT_VISIT) is NeedState.REQUESTED
    assert "W1: court visit was booked for Thursday 26 November 2026 at 2pm." in history(live, world)
    assert "Farah" not in history(live, world)
    assert deeds(live, world) == [("visit.book", AuditOutcome.ALLOWED)]


def test_what_the_rules_warn_of_is_done_only_when_it_is_confirmed(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(PleaseConfirm) as asked:
        book(live, world, confirmed=False, on=date(2026, 11, 28))
    assert any("not a working day" in words for words in asked.value.warnings)
    assert picture(live, world).visits == ()

    book(live, world, on=date(2026, 11, 28))
    assert only_visit(live, world).now.on == date(2026, 11, 28)


def test_a_visit_that_hangs_on_no_date_has_no_hearing(live: Kit) -> None:
    world = a_world(live)

    book(live, world, kind=VisitKind.WELCOME, place=Place.HOME)

    assert (only_visit(live, world).hearing_id, only_visit(live, world).now.of_revision) == (None, 0)


def test_memory_refreshing_is_refused_for_a_floater_and_booked_for_a_fixture(live: Kit) -> None:
    floater = a_world(live, slot=Slot(Listing.FLOATER, date(2026, 12, 1), None, time(10, 0), "429", "1"))
    with pytest.raises(Refused, match="the listing is not confirmed"):
        book(live, floater, kind=VisitKind.MEMORY_REFRESH, officer_id="", on=date(2026, 11, 30))
    assert picture(live, floater).visits == ()


def test_memory_refreshing_has_nobody_of_ours_who_leads_it(live: Kit) -> None:
    world = a_world(live)

    book(live, world, kind=VisitKind.MEMORY_REFRESH, place=Place.AGREED, officer_id="", on=date(2026, 11, 30))

    assert only_visit(live, world).officer_id is None


def test_only_somebody_who_may_work_on_the_case_can_lead_a_visit(live: Kit) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows them", now=live.clock.now())

    for who in ("otis", "leigh", "olivia"):
        with pytest.raises(Refused, match="who may work on this case"):
            book(live, world, officer_id=world.viewers[who].account_id)


def test_a_visit_of_a_stranger_or_by_a_stranger_is_not_there(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(NotFound):
        book(live, world, witness_id="0" * 26)
    with pytest.raises(NotFound):
        book(live, world, who="otis")
    assert deeds(live, world)[-1] == ("visit.book", AuditOutcome.DENIED)


def test_a_visit_is_confirmed_moved_and_its_ride_goes_with_it(live: Kit) -> None:
    world = a_world(live)
    visit_id = book(live, world)
    asking, rules = world.asking("olu", live), live.rules()
    visits.confirm(live.store, which(world, visit_id), rules=rules, asking=asking)
    assert need(live, world, NeedKind.COURT_VISIT) is NeedState.CONFIRMED
    ride = NewTrip(
        world.case, (world.mother, world.child), None, visit_id, Mode.TAXI, PickUp.SAFE_POINT, THURSDAY, time(13, 0),
        Mode.TAXI, PickUp.COURT,
    )  # fmt: skip
    trips.arrange(live.store, ride, confirmed=False, rules=rules, asking=asking)

    friday = date(2026, 11, 27)
    visits.move(live.store, which(world, visit_id, 2), friday, time(10, 0), confirmed=True, rules=rules, asking=asking)

    visit = only_visit(live, world)
    assert [step.state.value for step in visit.steps] == ["requested", "confirmed", "requested"]
    assert (visit.now.on, visit.now.at) == (friday, time(10, 0))
    for trip in picture(live, world).trips:
        assert (trip.now.state, trip.now.on, trip.now.at) == (PlanState.NEEDED, friday, None)

    visits.cancel(live.store, which(world, visit_id, 3), "family_asked", rules=rules, asking=asking)
    assert {trip.now.state for trip in picture(live, world).trips} == {PlanState.CANCELLED}
    assert need(live, world, NeedKind.COURT_VISIT) is NeedState.NEEDED
    assert "was called off: the family asked for it" in history(live, world)


def test_a_reason_comes_from_the_list_so_that_no_story_is_told_in_it(live: Kit) -> None:
    world = a_world(live)
    visit_id = book(live, world)

    for reason in ("", "Jude Farah told me about the night"):
        with pytest.raises(Refused, match="Choose why"):
            visits.cancel(
                live.store, which(world, visit_id), reason, rules=live.rules(), asking=world.asking("olu", live)
            )
    assert only_visit(live, world).now.state is PlanState.REQUESTED


def test_what_somebody_else_changed_in_between_is_not_overwritten(live: Kit) -> None:
    world = a_world(live)
    visit_id = book(live, world)
    rules = live.rules()
    visits.confirm(live.store, which(world, visit_id), rules=rules, asking=world.asking("olivia", live))

    with pytest.raises(SomebodyElseChangedThis, match="it is now confirmed"):
        visits.move(
            live.store, which(world, visit_id), date(2026, 11, 27), time(10, 0),
            confirmed=True, rules=rules, asking=world.asking("olu", live),
        )  # fmt: skip
    with pytest.raises(SomebodyElseChangedThis):
        report(live, world, seen=1)
    with pytest.raises(SomebodyElseChangedThis):
        visits.miss(live.store, which(world, visit_id), "ill", rules=rules, asking=world.asking("olu", live))

    assert len(only_visit(live, world).steps) == 2


def booked_lately(live: Kit, world: World, **changes: Any) -> None:
    """A visit whose hour has come: booked at ten for half past, and an hour has gone by."""
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    book(live, world, on=date(2026, 11, 23), at=time(10, 30), **changes)
    clock.forward(hours=1)


def test_a_report_makes_a_visit_done_and_counts_as_contact(live: Kit) -> None:
    world = a_world(live)
    booked_lately(live, world)

    report(live, world)

    visit = only_visit(live, world)
    assert visit.report is not None
    assert (visit.now.state, visit.now.at) == (PlanState.DONE, AN_HOUR_AGO)
    assert (visit.report.covered, visit.report.mood) == (("building", "tried_link"), "calm")
    assert need(live, world, NeedKind.COURT_VISIT) is NeedState.DONE
    assert [(e.person_id, e.reached) for e in picture(live, world).contact_log] == [(world.child, True)]
    assert open_tasks(live, world) == {}


def test_when_evidence_was_mentioned_two_people_must_act_today_and_nothing_of_it_is_kept(live: Kit) -> None:
    world = a_world(live)
    booked_lately(live, world)

    report(live, world, who="olivia", evidence_mentioned=True, stopped=True)

    found = open_tasks(live, world)
    visit = only_visit(live, world)
    tell, lead = found[f"evidence_mentioned:oic:{visit.visit_id}"], found[f"evidence_mentioned:lead:{visit.visit_id}"]
    assert tell.owner_id == world.viewers["olivia"].account_id
    assert lead.owner_id == world.viewers["mo"].account_id
    assert tell.due_at.date() == lead.due_at.date() == live.clock.now().date()
    assert "Evidence was mentioned. The talk was stopped." in history(live, world)
    assert visit.report is not None
    assert visit.report.oic_told_at is None


@pytest.mark.parametrize("by_task", [True, False])
def test_that_the_officer_in_the_case_was_told_is_kept_once(live: Kit, by_task: bool) -> None:
    world = a_world(live)
    booked_lately(live, world)
    report(live, world, evidence_mentioned=True, stopped=False)
    visit, asking, rules = only_visit(live, world), world.asking("olu", live), live.rules()
    task = open_tasks(live, world)[f"evidence_mentioned:oic:{visit.visit_id}"]

    if by_task:
        tasks.finish(live.store, task.task_id, outcome="told", rules=rules, asking=asking)
    else:
        visit_reports.officer_told(live.store, world.case, visit.visit_id, rules=rules, asking=asking)

    told = only_visit(live, world).report
    assert told is not None
    assert told.oic_told_at == live.clock.now()
    assert list(open_tasks(live, world)) == [f"evidence_mentioned:lead:{visit.visit_id}"]
    with pytest.raises(Refused, match="already"):
        visit_reports.officer_told(live.store, world.case, visit.visit_id, rules=rules, asking=asking)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"evidence_mentioned": None}, "Say whether evidence was mentioned"),
        ({"evidence_mentioned": True}, "Say whether the talk was stopped"),
        ({"covered": ("the night itself",)}, "from the list"),
        ({"mood": "says he lied"}, "how they were"),
        ({"on": date(2026, 11, 24)}, "not taken place yet"),
        ({"note": "Wants a blue pen."}, "what the note is about"),
    ],
)
def test_a_report_that_lacks_something_or_says_too_much_is_refused_whole(
    live: Kit, changes: dict[str, Any], says: str
) -> None:
    world = a_world(live)
    booked_lately(live, world)

    with pytest.raises(Refused, match=says):
        report(live, world, **changes)

    assert only_visit(live, world).report is None
    with live.store.reading() as desk:
        assert desk.notes.counts(world.case) == {}


def test_the_only_free_words_go_to_a_stream_of_notes_and_are_asked_about(live: Kit) -> None:
    world = a_world(live)
    booked_lately(live, world)

    with pytest.raises(PleaseConfirm, match="told me that"):
        report(live, world, note="She told me that he waits outside.", note_stream=Stream.WELLBEING)
    assert only_visit(live, world).report is None

    report(live, world, note="Brought her blue scarf.", note_stream=Stream.WELLBEING)
    with live.store.reading() as desk:
        (note,) = desk.notes.of_stream(world.case, Stream.WELLBEING)
    assert (note.text, note.person_id) == ("Brought her blue scarf.", world.child)


def test_who_may_not_write_of_wellbeing_cannot_do_so_through_a_report(live: Kit) -> None:
    world = a_world(live)
    booked_lately(live, world)

    with pytest.raises(NotFound):
        report(live, world, who="olivia", note="Sleeps badly.", note_stream=Stream.WELLBEING)
    report(live, world, who="olivia", note="Bus 49 stops outside.", note_stream=Stream.LOGISTICS)

    assert only_visit(live, world).report is not None


def test_of_memory_refreshing_no_word_more_is_kept_than_that_it_was(live: Kit) -> None:
    world = a_world(live)
    booked_lately(live, world, kind=VisitKind.MEMORY_REFRESH, officer_id="", place=Place.AGREED)
    nothing = {"covered": (), "mood": ""}

    with pytest.raises(Refused, match="no note"):
        report(live, world, **nothing, note="Watched it twice.", note_stream=Stream.LOGISTICS)
    report(live, world, **nothing)

    assert need(live, world, NeedKind.MEMORY_REFRESH) is NeedState.DONE


def test_the_wish_to_leave_it_to_the_very_end_is_kept(live: Kit) -> None:
    world = a_world(live)
    for wish in (True, False):
        visits.wish_for_refresh(
            live.store, world.case, world.witness, at_end=wish, rules=live.rules(), asking=world.asking("olu", live)
        )
        assert picture(live, world).witnesses[0].refresh_at_end is wish
    assert "asked to leave memory refreshing to the very end" in history(live, world)
