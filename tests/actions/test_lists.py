"""Lists: proposed, never done by themselves; nothing lost, nothing half-written, nothing about defendants kept."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tests.worlds import URN, World, a_firm_list, a_world
from witness.actions.hearings import accept, dismiss, propose_by_hand
from witness.actions.lists import Envelope, TakenIn, take_in, withdraw
from witness.domain.cases import Reference
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.lists import Change
from witness.identifiers import new_id
from witness.intake.court_lists import UnreadableList
from witness.kit import Kit

SEVENTH, NINTH, FIRST = date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 1)


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def send(live: Kit, document: object, **envelope: object) -> TakenIn:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    given = Envelope(received_by="push", **envelope)  # type: ignore[arg-type]
    return take_in(live.store, raw, given, rules=live.rules(), now=live.clock.now())


def test_the_same_bytes_twice_do_nothing_the_second_time(live: Kit, world: World) -> None:
    send(live, a_firm_list((SEVENTH, "10:00:00")))

    again = send(live, a_firm_list((SEVENTH, "10:00:00")))

    assert (again.state, again.proposals) == ("known", ())
    with live.store.reading() as desk:
        assert len(desk.lists.received()) == 1


def test_a_later_version_leaves_one_proposal_and_withdraws_what_it_no_longer_says(live: Kit, world: World) -> None:
    first = send(live, a_firm_list((SEVENTH, "10:00:00")))

    second = send(live, a_firm_list((SEVENTH, "10:00:00"), (NINTH, "10:00:00"), version="v3", number="T20267001"))

    with live.store.reading() as desk:
        states = {p.proposal_id: p.state for p in desk.lists.of_publication(first.publication_id)}
        open_now = desk.lists.open_proposals((world.case,))
    assert set(states) == set(first.proposals)
    assert len(open_now) >= 1
    assert second.publication_id != first.publication_id


def test_a_change_that_somebody_dismissed_is_not_proposed_again(live: Kit, world: World) -> None:
    first = send(live, a_firm_list((SEVENTH, "10:00:00")))
    dismiss(live.store, first.proposals[0], asking=world.asking("olu", live))

    again = send(live, a_firm_list((SEVENTH, "10:00:00"), version="v3"))

    assert again.proposals == ()


def test_only_a_court_room_applies_itself(live: Kit, world: World) -> None:
    taken = send(live, a_firm_list((FIRST, "10:00:00"), room=7))

    assert (taken.proposals, taken.applied) == ((), 1)
    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert (hearing.now.slot.room, hearing.now.slot.on) == ("7", FIRST)


def test_a_list_that_cannot_be_read_is_refused_and_kept_for_triage(live: Kit, world: World) -> None:
    with pytest.raises(UnreadableList, match="line 1"):
        send(live, b'{"FirmList": ', outside_id="pub-1")

    with live.store.reading() as desk:
        (item,) = desk.lists.open_triage()
        assert desk.lists.received() == ()
    assert (item.kind, item.place) == ("list_refused", "pub-1")


def test_a_list_with_a_clock_an_hour_out_is_held_back(live: Kit, world: World) -> None:
    sittings = [
        {"sittingStart": f"2026-07-01T{hour}:00:00Z", "hearing": [{"hearingType": "Trial", "case": [{"caseUrn": urn}]}]}
        for hour, urn in (("10", URN), ("14", "99ZZ1"), ("10", "99ZZ2"))
    ]
    room = {"courtRoomName": "Courtroom 1", "session": [{"sittings": sittings}]}
    document = {
        "document": {"publicationDate": "2026-06-30T16:00:00Z"},
        "venue": {"venueAddress": {}},
        "courtLists": [{"courtHouse": {"courtRoom": [room]}}],
    }

    taken = send(live, document, court_name="Leeds Magistrates' Court", content_date=date(2026, 7, 1))

    assert taken.state == "quarantined"
    assert "an hour out" in taken.because
    assert taken.proposals == ()


def test_a_number_that_two_cases_share_is_never_guessed(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        case = desk.cases.get(world.case)
        assert case is not None
        twin = replace(case, case_id=new_id(), ref="WS-26-099", references=(Reference("urn", URN),), defendants=())
        desk.cases.add(twin)

    taken = send(live, a_firm_list((SEVENTH, "10:00:00")))

    assert taken.proposals == ()
    with live.store.reading() as desk:
        assert [item.kind for item in desk.lists.open_triage()] == ["row_in_review"]


def test_accepting_twice_is_refused_with_words(live: Kit, world: World) -> None:
    taken = send(live, a_firm_list((SEVENTH, "10:00:00")))
    accept(live.store, taken.proposals[0], reason="", rules=live.rules(), asking=world.asking("olu", live))

    with pytest.raises(SomebodyElseChangedThis, match="decided already"):
        accept(live.store, taken.proposals[0], reason="", rules=live.rules(), asking=world.asking("olivia", live))


def test_a_proposal_of_a_hearing_that_has_changed_since_is_refused_and_changes_nothing(live: Kit, world: World) -> None:
    first = send(live, a_firm_list((SEVENTH, "10:00:00")))
    slot = Slot(Listing.FIXTURE, NINTH, None, None, "429")
    by_hand = propose_by_hand(
        live.store, world.hearing, slot, heard_from="Call from the list office", asking=world.asking("olu", live)
    )
    accept(live.store, by_hand, reason="", rules=live.rules(), asking=world.asking("olu", live))

    with pytest.raises(SomebodyElseChangedThis):
        accept(live.store, first.proposals[0], reason="", rules=live.rules(), asking=world.asking("olu", live))

    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert hearing.now.slot.on == NINTH


def test_somebody_elsewhere_can_neither_accept_nor_learn_of_it(live: Kit, world: World) -> None:
    taken = send(live, a_firm_list((SEVENTH, "10:00:00")))

    with pytest.raises(NotFound, match=r"There is no such case\."):
        accept(live.store, taken.proposals[0], reason="", rules=live.rules(), asking=world.asking("otis", live))

    with live.store.reading() as desk:
        entry = desk.audit.of_case(world.case)[0].entry
    assert (entry.outcome.value, entry.account_id) == ("denied", world.viewers["otis"].account_id)


def test_a_withdrawn_list_makes_unconfirmed_what_rests_on_it_and_tells_nobody(live: Kit, world: World) -> None:
    taken = send(live, a_firm_list((SEVENTH, "10:00:00")), outside_id="pub-7")
    accept(live.store, taken.proposals[0], reason="", rules=live.rules(), asking=world.asking("olu", live))

    assert withdraw(live.store, "pub-7", now=live.clock.now()) == 1

    with live.store.reading() as desk:
        (proposal,) = desk.lists.open_proposals((world.case,))
    assert proposal.change is Change.WITHDRAWN
    accept(live.store, proposal.proposal_id, reason="", rules=live.rules(), asking=world.asking("olu", live))
    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
        planned = [m.purpose.value for m in desk.messages.of_case(world.case) if m.state.value == "planned"]
    assert hearing is not None
    assert hearing.now.state is HearingState.UNCONFIRMED
    assert planned == []


def test_a_hearing_cannot_be_moved_into_the_past_or_into_an_hour_that_does_not_exist(live: Kit, world: World) -> None:
    past = Slot(Listing.FIXTURE, date(2026, 11, 2), None, time(10, 0), "429")
    missing = Slot(Listing.FIXTURE, date(2027, 3, 28), None, time(1, 30), "429")
    ask = world.asking("olu", live)

    with pytest.raises(Refused, match="have passed"):
        propose_by_hand(live.store, world.hearing, past, heard_from="call", asking=ask)
    with pytest.raises(Refused, match="clocks go forward"):
        propose_by_hand(live.store, world.hearing, missing, heard_from="call", asking=ask)


def test_nothing_about_a_defendant_is_in_the_database_afterwards(lite: Kit, sqlite_url: str) -> None:
    a_world(lite)
    send(lite, a_firm_list((SEVENTH, "10:00:00")))
    with lite.store.changing() as desk:
        desk.lists.triage("control", place="here", what="PLANTEDCONTROL", now=datetime(2026, 11, 23, tzinfo=UTC))
    lite.store.close()

    path = sqlite_url.removeprefix("sqlite:///")
    kept = b"".join(file.read_bytes() for file in Path(path).parent.glob(Path(path).name + "*"))
    assert b"PLANTEDCONTROL" in kept  # the search does find what is there
    assert b"CANARYMAN" not in kept
