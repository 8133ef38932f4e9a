"""A trip as the cast sees it: whether it can go wrong, what then, and each act on it."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.web.test_plan_pages import TOKEN, words_of
from tests.worlds import World
from witness.domain.trips import Direction, Trip
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def trips_of(kit: Kit, world: World) -> dict[Direction, Trip]:
    with kit.store.reading() as desk:
        return {trip.direction: trip for trip in desk.cases.known_picture(world.case).trips}


def arrange(olu: Visitor, world: World, **changes: Any) -> Any:
    path = f"/cases/{world.case}/trips/new"
    fields = {
        "people": [world.child, world.mother],
        "goal": f"hearing:{world.hearing}",
        "mode": "taxi",
        "pick_up": "safe_point",
        "meeting": "by the clock",
        "on": "2026-12-01",
        "at": "08:00",
        "arrive_by": "09:00",
        "travel_minutes": "25",
        "back_mode": "taxi",
        "back_pick_up": "court",
        "provider": "Aire Cars",
        "b_mode": "volunteer_car",
        "c_mode": "staff_car",
    }
    sent = post(olu, path, path, **(fields | changes))
    token = TOKEN.search(sent.text)
    return post(olu, path, path, **(fields | changes), confirmed=token[1]) if token else sent


def test_the_card_says_first_whether_it_can_go_wrong_and_what_then(olu: Visitor, lite: Kit, world: World) -> None:
    assert arrange(olu, world).status_code == 303
    words = words_of(page_of(olu, f"/cases/{world.case}/plan"))
    assert "There: taxi, Tue 1 Dec at 8am Not settled" in words
    assert "Taxi (Aire Cars): asked, no answer yet." in words
    assert "If it goes wrong: B: a volunteer's car, at 2pm on Mon 30 Nov unless it is accepted by then." in words
    assert "Picked up between 8.05am and 8.15am to be there at 9am: 25 minutes of road, 20 in hand." in words
    assert "met at the safe meeting point, by the clock" in words


def test_a_new_trip_begins_with_what_is_known_and_folds_the_rest_away(olu: Visitor, world: World) -> None:
    page = page_of(olu, f"/cases/{world.case}/trips/new")

    assert f'value="{world.child}" checked' in page
    assert re.search(r'name="on" type="date"\s+value="2026-12-01"', page)
    assert page.count("<details") == page.count("app-details") == 4
    assert '<details class="app-details" open>' not in page
    refused = arrange(olu, world, b_mode="balloon")
    assert refused.text.count('<details class="app-details" open>') == 4


def test_a_trip_is_accepted_told_approved_paid_for_and_closed_by_home_safe(
    olu: Visitor, lite: Kit, world: World
) -> None:
    arrange(olu, world)
    acts = (
        {"event": "accepted"},
        {"event": "family_told", "word": "call"},
        {"event": "driver_told", "word": "mail"},
        {"event": "approved", "word": "cps", "by": "wcu"},
        {"event": "spent", "word": "mileage", "amount": "12.5"},
        {"event": "released"},
        {"event": "home_safe", "word": "call"},
    )
    for number, act in enumerate(acts):
        back = trips_of(lite, world)[Direction.BACK]
        path = f"/cases/{world.case}/trips/{back.trip_id}"
        assert post(olu, path, path, seen=back.seen, **act).status_code == 303
        if number == 2:
            assert "It is agreed, and both sides know." in words_of(page_of(olu, path))
    words = words_of(page_of(olu, f"/cases/{world.case}/trips/{back.trip_id}"))
    assert "Approved by the Witness Care Unit" in words
    assert "12.5 miles driven at 25p: £3.13" in words
    assert "the rate of a mile has not been checked against its source" in words
    assert "Home safe on" in words


def test_a_report_tries_the_next_way_and_a_stale_page_changes_nothing(olu: Visitor, lite: Kit, world: World) -> None:
    arrange(olu, world)
    out = trips_of(lite, world)[Direction.OUT]
    path = f"/cases/{world.case}/trips/{out.trip_id}"
    fell = {"event": "fell_through", "word": "ill", "by": "driver"}
    assert post(olu, path, path, seen=out.seen, **fell).status_code == 303
    assert post(olu, path, path, seen=out.seen, **fell).status_code == 409
    words = words_of(page_of(olu, path))
    assert "A: taxi (Aire Cars) · fell through B: a volunteer's car · not asked yet" in words
    assert post(olu, path, path, seen=out.seen + 3, event="advanced").status_code == 422
    today = words_of(page_of(olu, "/today"))
    assert "Ask a volunteer's car for the ride there of J.F., J.F.'s mother" in today


def test_only_a_manager_may_answer_for_witnesses_who_come_together(
    olu: Visitor, app: Flask, lite: Kit, world: World
) -> None:
    together = {"apart_by": "wcu", "apart_because": "escorted"}
    refused = arrange(olu, world, **together)
    assert (refused.status_code, "Only a manager" in refused.text) == (422, True)
    mo = signed_in(app, lite, "mo")
    assert arrange(mo, world, **together).status_code == 303
    words = words_of(page_of(mo, f"/cases/{world.case}/plan"))
    assert "witnesses come together: the Witness Care Unit agreed, an officer sits between them" in words


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"meeting": "14 Mill Lane"}, "No address"),
        ({"needs": ["wheelchair"]}, "They need room for a wheelchair, and it has none."),
        ({"entrance": "window"}, "Choose from the list."),
        ({"b_mode": "balloon"}, "Choose from the list."),
    ],
)
def test_what_may_not_be_is_said_beside_the_form(
    olu: Visitor, world: World, changes: dict[str, Any], says: str
) -> None:
    sent = arrange(olu, world, **changes)
    assert (sent.status_code, says in words_of(sent.text)) == (422, True)
    assert 'value="Aire Cars"' in sent.text


def test_the_districts_of_the_defendants_side_are_kept_on_the_plan(olu: Visitor, world: World) -> None:
    plan, path = f"/cases/{world.case}/plan", f"/cases/{world.case}/areas"
    assert post(olu, path, plan, label="D1", districts="bd4, LS1").status_code == 303
    assert 'value="BD4, LS1"' in page_of(olu, plan)
    assert post(olu, path, plan, label="D1", districts="BD4 7AA").status_code in (400, 409, 422)


def test_a_trip_of_another_case_is_not_there(olu: Visitor, world: World) -> None:
    assert olu.get(f"/cases/{world.case}/trips/{'0' * 26}").status_code == 404
