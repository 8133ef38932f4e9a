"""The demo world is lively, fictional, and nobody in it was texted who should not have been."""

from datetime import time

import pytest

from witness.actions.demo import load
from witness.actions.reconcile import PutRight, put_right
from witness.domain.contact import ContactState
from witness.domain.court_time import london_time
from witness.kit import Kit


@pytest.fixture
def world(live: Kit) -> Kit:
    load(live.store, live.post(), now=live.clock.now(), cases=40, seed=1)
    return live


def test_it_is_loaded_once(world: Kit) -> None:
    assert load(world.store, world.post(), now=world.clock.now(), cases=40, seed=1) == 0


def test_nobody_was_texted_on_an_unsafe_phone_or_outside_the_safe_hours(world: Kit) -> None:
    with world.store.reading() as desk:
        pictures = [desk.cases.picture(case_id) for case_id in desk.cases.open_ids()]
    sent = 0
    for picture in pictures:
        assert picture is not None
        contacts = {c.contact_id: c for c in picture.contacts}
        for message in picture.messages:
            if message.handed_over_at is None:
                continue
            sent += 1
            contact = contacts[message.contact_id]
            assert contact.state is not ContactState.UNSAFE
            assert time(9) <= london_time(message.handed_over_at) <= time(19)
    assert sent > 10


def test_every_number_comes_from_the_range_for_drama(world: Kit) -> None:
    with world.store.reading() as desk:
        contacts = [c for case_id in desk.cases.open_ids() for c in desk.contacts.of_case(case_id)]
    assert len(contacts) > 40
    for contact in contacts:
        assert contact.value.startswith("+447700900") or contact.value.endswith(".example")


def test_there_is_work_for_everybody(world: Kit) -> None:
    with world.store.reading() as desk:
        ids = desk.cases.open_ids()
        kinds = {task.kind.value for case_id in ids for task in desk.tasks.open_of_case(case_id)}
        proposals = desk.lists.open_proposals(ids)
        triage = {item.kind for item in desk.lists.open_triage()}
    assert {"worried", "tell_by_voice", "ring_court", "read_reply", "call_first", "undelivered"} <= kinds
    assert "moved_date" in {p.change.value for p in proposals}
    assert triage == {"list_refused"}


def test_looking_again_changes_nothing(world: Kit) -> None:
    with world.store.reading() as desk:
        ids = desk.cases.open_ids()
    for case_id in ids:
        with world.store.changing() as desk:
            assert put_right(desk, case_id, world.rules(), now=world.clock.now()) == PutRight(0, 0, 0)
