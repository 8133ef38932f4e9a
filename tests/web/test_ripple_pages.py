"""The page of a proposed change: a choice for everything planned, one reason; and two people at one hearing."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.actions.ripple_case import plan
from tests.live import TalkingClock
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import TRIAL, World
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.domain.cases import CasePicture
from witness.domain.hearings import Slot
from witness.domain.plans import PlanState
from witness.domain.trips import Direction, Trip
from witness.kit import Kit
from witness.store.plans import ItemStep

SEVENTH, NINTH = replace(TRIAL, on=date(2026, 12, 7)), replace(TRIAL, on=date(2026, 12, 9))


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    """The application, in whose database everything is planned around the trial."""
    deliver_due(lite.store, lite.post(), worker="w")
    with lite.store.changing() as desk:
        plan(desk, world, lite.clock.now())
    return an_app(lite)


def proposed(kit: Kit, world: World, after: Slot | None = SEVENTH, who: str = "olu") -> str:
    proposal = propose_by_hand(
        kit.store, world.hearing, after, heard_from="Call from the list office", asking=world.asking(who, kit)
    )
    return f"/proposals/{proposal}"


def decided(kit: Kit, world: World, after: Slot, who: str) -> None:
    proposal = proposed(kit, world, after, who).rpartition("/")[2]
    accept(kit.store, proposal, reason="", rules=kit.rules(), asking=world.asking(who, kit))


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def the_taxi(kit: Kit, world: World) -> Trip:
    """The taxi there on the day."""
    trips = picture_of(kit, world).trips
    return next(trip for trip in trips if trip.visit_id is None and trip.direction is Direction.OUT)


def test_everything_planned_is_shown_with_what_may_become_of_it(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    page = unescape(page_of(olu, proposed(lite, world)))

    for title in ("Visits and calls", "Rides", "Bookings and letters", "To the family", "Witnesses"):
        assert title in page
    assert "W1: taxi there, at home" in page
    assert "Move to Mon 7 Dec at 8am" in page
    assert "Keep Thu 26 Nov at 4pm" in page
    assert "23 things are planned around it: 5 stay, 18 move." in page
    assert choices_of(page, the_taxi(lite, world).trip_id) == ["move", "cancel"]
    assert "Jude" not in page
    assert "Farah" not in page


def choices_of(page: str, item_id: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="choice-{item_id}">(.*?)</select>', page, re.DOTALL)
    assert select is not None
    return re.findall(r'value="(\w+)"', select.group(1))


def test_what_was_chosen_is_accepted(app: Flask, olu: FlaskClient, lite: Kit, world: World) -> None:
    address = proposed(lite, world)
    trips = [trip.trip_id for trip in picture_of(lite, world).trips if trip.visit_id is None]

    answer = post(olu, f"{address}/accept", address, reason="", shown="1", **{f"choice-{trips[0]}": "cancel"})

    assert answer.status_code == 303
    states = {trip.trip_id: trip.now.state for trip in picture_of(lite, world).trips}
    assert (states[trips[0]], states[trips[1]]) == (PlanState.CANCELLED, PlanState.NEEDED)


def test_a_choice_that_would_be_untrue_is_refused_with_everything_still_there(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    address = proposed(lite, world)
    picture = picture_of(lite, world)
    other = next(trip.trip_id for trip in picture.trips if trip.direction is Direction.BACK)

    answer = post(
        olu,
        f"{address}/accept",
        address,
        reason="The judge is not free.",
        shown="1",
        **{f"choice-{the_taxi(lite, world).trip_id}": "keep", f"choice-{other}": "cancel"},
    )

    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "it would speak of a date that is no longer true" in page
    assert "The judge is not free." in page
    assert re.search(rf'name="choice-{other}">.*?value="cancel" selected', page, re.DOTALL)
    assert picture_of(lite, world) == picture


def test_a_choice_that_is_no_word_is_not_understood(app: Flask, olu: FlaskClient, lite: Kit, world: World) -> None:
    address = proposed(lite, world)

    assert post(olu, f"{address}/accept", address, reason="", **{"choice-x": "burn"}).status_code == 400
    assert picture_of(lite, world).hearing(world.hearing).now.number == 1


def test_what_would_cost_something_is_said_before_anybody_accepts(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    page = unescape(page_of(olu, proposed(lite, world, None)))

    assert "Nobody goes through a recording for a hearing that is off." in page
    assert "The hearing is off." in page


def test_of_two_who_enter_a_date_the_second_sees_what_the_first_did_and_keeps_what_they_typed(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"
    shown = re.search(r'name="shown" value="(\d+)"', page_of(olu, path))
    assert shown is not None
    decided(lite, world, NINTH, "olivia")
    typed = {"listing": "fixture", "on": "2026-12-10", "at": "14:00", "heard_from": "Call from the list office"}

    late = post(olu, path, path, shown=shown.group(1), **typed)

    page = unescape(late.text)
    assert late.status_code == 409
    assert "There is a problem" in page
    assert "Olivia Birch changed this trial after you had opened the page, today at 10am" in page
    assert "it is now Wednesday 9 December 2026 at 10am." in page
    assert "We hold: the trial, Wednesday 9 December 2026 at 10am" in page
    assert all(f'value="{word}' in page for word in ("2026-12-10", "14:00", "Call from the list office"))
    with lite.store.reading() as desk:
        assert desk.lists.open_proposals((world.case,)) == ()

    again = re.search(r'name="shown" value="(\d+)"', late.text)
    assert again is not None
    assert post(olu, path, path, shown=again.group(1), **typed).status_code == 303  # now they know


def test_a_proposal_that_somebody_decided_meanwhile_shows_who_and_keeps_the_reason(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    address = proposed(lite, world)
    olivia = signed_in(app, lite, "olivia")
    assert post(olivia, f"{address}/accept", address, reason="", shown="1").status_code == 303

    late = post(olu, f"{address}/accept", "/account", reason="The court rang me.", shown="1")

    page = unescape(late.text)
    assert late.status_code == 409
    assert "This proposal has been decided already. Olivia Birch accepted it, today at 10am." in page
    assert "What you had typed as the reason" in page
    assert "The court rang me." in page
    assert 'id="reason"' in page
    assert len(picture_of(lite, world).hearing(world.hearing).revisions) == 2


def test_a_hearing_that_changed_under_an_open_proposal_is_not_changed_again(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    address = proposed(lite, world)
    with lite.store.changing() as desk:
        hearing = desk.hearings.get(world.hearing)
        assert hearing is not None
        desk.hearings.revise(world.hearing, replace(hearing.now, number=2, slot=NINTH, recorded_at=lite.clock.now()))

    late = post(olu, f"{address}/accept", "/account", reason="The court rang me.", shown="1")

    page = unescape(late.text)
    assert late.status_code == 409
    assert "A court list changed this trial" in page
    assert "The court rang me." in page
    assert "It can only be dismissed." in page
    assert picture_of(lite, world).hearing(world.hearing).now.slot.on == NINTH.on


def test_undoing_says_what_was_not_put_back(app: Flask, olu: FlaskClient, lite: Kit, world: World) -> None:
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    decided(lite, world, SEVENTH, "olu")
    taxi = the_taxi(lite, world)
    clock.forward(minutes=2)
    by_hand = replace(taxi.now, state=PlanState.CONFIRMED, recorded_at=clock.now(), change="")
    with lite.store.changing() as desk:
        desk.plans.step(world.case, [ItemStep(taxi.trip_id, len(taxi.steps) + 1, by_hand)])

    answer = post(olu, f"/cases/{world.case}/hearings/{world.hearing}/undo", f"/cases/{world.case}/dates")

    assert (answer.status_code, answer.location) == (303, f"/cases/{world.case}/history")
    assert "Changed by hand since, and not put back: W1: taxi there, at home." in page_of(olu, answer.location)


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"on": "2027-03-28", "at": "02:15"}, "clocks go forward"),
        ({"on": "9999-12-31"}, "Check the year"),
        ({"on": "2026-11-20"}, "That day has passed"),
        ({"on": "2026-12-01", "at": "10:00"}, "Nothing would change"),
    ],
)
def test_an_impossible_date_is_refused_beside_its_field_and_stays_typed(
    app: Flask, olu: FlaskClient, lite: Kit, world: World, typed: dict[str, str], refused: str
) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"

    answer = post(olu, path, path, listing="fixture", heard_from="call", shown="1", **typed)

    assert answer.status_code == 422
    assert refused in answer.text
    assert f'value="{typed["on"]}"' in answer.text


def test_a_date_beyond_the_known_bank_holidays_can_be_accepted(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"
    far = date(lite.rules().calendar.known_until.year + 1, 5, 8)

    answer = post(olu, path, path, listing="fixture", heard_from="call", shown="1", on=far.isoformat())

    assert answer.status_code == 303
    assert "No day for it could be named" in page_of(olu, answer.location)
    assert post(olu, f"{answer.location}/accept", answer.location, reason="", shown="1").status_code == 303
    for side in ("", "/dates", "/preparation", "/told"):
        page_of(olu, f"/cases/{world.case}{side}")
    page_of(olu, "/today")
