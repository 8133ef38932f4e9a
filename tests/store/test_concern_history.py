"""The history of concern in the database: added to by every look at a case, once a day."""

from datetime import timedelta

from tests.worlds import a_world
from witness.actions.reconcile import put_right
from witness.kit import Kit


def test_every_look_at_a_case_keeps_concern_once_a_day(live: Kit) -> None:
    world = a_world(live)
    now = live.clock.now()
    for at in (now, now + timedelta(minutes=1), now + timedelta(days=1)):
        with live.store.changing() as desk:
            put_right(desk, world.case, live.rules(), now=at)

    with live.store.reading() as desk:
        (witness_id,) = desk.concern_history.newest_of_case(world.case)
        kept = desk.concern_history.of_witness(witness_id)
        standing = desk.evidence.standing_of(world.case)[witness_id]

    assert [day.on for day in kept] == sorted({day.on for day in kept})
    assert len(kept) == 2
    assert (kept[-1].points, kept[-1].band, kept[-1].hearing_id) == (
        standing.points, standing.band, standing.hearing_id,
    )  # fmt: skip
    assert [(f.code, f.points) for f in kept[-1].factors] == [(f["code"], f["points"]) for f in standing.factors]
