"""From a list that an officer sends in to a date that has changed, and back again while it is held."""

import io
import json
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.live import TalkingClock
from tests.web.clients import an_app, post, signed_in
from tests.worlds import World, a_firm_list
from witness.domain.hearings import Hearing, HearingState, Listing
from witness.kit import Kit

FIRST, SEVENTH = date(2026, 12, 1), date(2026, 12, 7)


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def send(client: FlaskClient, document: object, **fields: object) -> TestResponse:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return post(client, "/lists", "/lists", file=(io.BytesIO(raw), "list.json"), **fields)


def proposed(client: FlaskClient) -> str:
    """The address of the change that a list proposes."""
    answer = send(client, a_firm_list((SEVENTH, "10:00:00")))
    assert answer.status_code == 303
    return answer.location


def proposed_again(client: FlaskClient) -> str:
    """The same change in a later version of the list."""
    answer = send(client, a_firm_list((SEVENTH, "10:00:00"), version="v3"))
    assert answer.status_code == 303
    return answer.location


def hearing(kit: Kit, world: World) -> Hearing:
    with kit.store.reading() as desk:
        found = desk.hearings.get(world.hearing)
    assert found is not None
    return found


def test_a_list_is_sent_in_looked_at_and_accepted(olu: FlaskClient, lite: Kit, world: World) -> None:
    address = proposed(olu)
    page = unescape(olu.get(address).text)
    assert "Tuesday 1 December 2026 at 10am" in page
    assert "Monday 7 December 2026 at 10am" in page
    assert "Hi, it's Olu. See you on Mon 7 Dec at 9am." in page
    assert "Accept: hold texts 15 minutes" in page
    assert "CANARYMAN" not in page

    answer = post(olu, f"{address}/accept", address, reason="The judge is not free.")

    assert (answer.status_code, answer.location) == (303, f"/cases/{world.case}/dates")
    now = hearing(lite, world).now
    assert (now.slot.on, now.reason, now.recorded_by) == (
        SEVENTH,
        "The judge is not free.",
        world.viewers["olu"].account_id,
    )
    case = unescape(olu.get(f"/cases/{world.case}/dates").text)
    assert "Texts about it are held until 10.15am" in case
    assert "Accepted" in olu.get(address).text


def test_the_second_to_decide_is_told_and_keeps_what_they_typed(
    app: Flask, olu: FlaskClient, lite: Kit, world: World
) -> None:
    address = proposed(olu)
    olivia = signed_in(app, lite, "olivia")
    token_page = "/account"
    assert post(olu, f"{address}/accept", address, reason="").status_code == 303

    late = post(olivia, f"{address}/accept", token_page, reason="The court rang me.")

    assert late.status_code == 409
    assert "This proposal has been decided already." in late.text
    assert "The court rang me." in late.text
    assert len(hearing(lite, world).revisions) == 2


def test_a_reason_that_is_too_long_shows_the_page_again_with_it(olu: FlaskClient, lite: Kit, world: World) -> None:
    address = proposed(olu)

    answer = post(olu, f"{address}/accept", address, reason="x" * 301)

    assert answer.status_code == 422
    assert "Use 300 characters or fewer" in answer.text
    assert "x" * 301 in answer.text
    assert len(hearing(lite, world).revisions) == 1


def test_dismissing_keeps_what_we_hold_and_closes_the_proposal(olu: FlaskClient, lite: Kit, world: World) -> None:
    address = proposed(olu)
    assert "Yes, dismiss it" in olu.get(address).text

    assert post(olu, f"{address}/dismiss", address).status_code == 303

    assert hearing(lite, world).now.slot.on == FIRST
    assert "Dismissed" in olu.get(address).text
    assert "Yes, dismiss it" not in olu.get(address).text


def test_undo_is_offered_while_it_is_held_and_refused_afterwards(olu: FlaskClient, lite: Kit, world: World) -> None:
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    address, dates = proposed(olu), f"/cases/{world.case}/dates"
    post(olu, f"{address}/accept", address, reason="")
    undo = f"/cases/{world.case}/hearings/{world.hearing}/undo"
    assert "Undo this change" in olu.get(dates).text

    assert post(olu, undo, dates).status_code == 303
    assert hearing(lite, world).now.slot.on == FIRST
    assert "Undo this change" not in olu.get(dates).text

    post(olu, f"{proposed_again(olu)}/accept", "/account", reason="")
    clock.forward(minutes=10)
    olu.get(dates)  # somebody who does nothing for long is signed out
    clock.forward(minutes=10)
    late = post(olu, undo, "/account")
    assert late.status_code == 422
    assert "can no longer be undone" in late.text


def test_a_list_that_cannot_be_read_says_what_and_where(olu: FlaskClient) -> None:
    answer = send(olu, b'{"FirmList": {"ListHeader": ')

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "line 1" in answer.text
    assert "A list could not be read" in olu.get("/lists").text


def test_a_list_without_a_file_is_asked_for(olu: FlaskClient) -> None:
    answer = post(olu, "/lists", "/lists")

    assert answer.status_code == 422
    assert '<a href="#file">Choose a file</a>' in answer.text


def test_what_came_of_a_list_is_said(olu: FlaskClient) -> None:
    answer = send(olu, a_firm_list((FIRST, "10:00:00"), room=7))

    assert answer.status_code == 200
    assert "1 row, 1 of ours, 0 proposals, 1 court room updated" in answer.text
    assert "received before" in send(olu, a_firm_list((FIRST, "10:00:00"), room=7)).text


def test_what_no_rule_may_decide_is_sorted_out_by_a_person(olu: FlaskClient, lite: Kit) -> None:
    send(olu, b"no list")
    with lite.store.reading() as desk:
        (item,) = desk.lists.open_triage()

    assert post(olu, f"/triage/{item.item_id}/done", "/lists").status_code == 303
    assert "To sort out" not in olu.get("/lists").text
    assert post(olu, f"/triage/{item.item_id}/done", "/account").status_code == 404


@pytest.mark.parametrize(
    ("typed", "refused", "field"),
    [
        ({"listing": "fixture"}, "Enter the day", "on"),
        ({"listing": "warned_list", "on": "2026-12-07"}, "Enter the last day of the period", "until"),
        (
            {"listing": "warned_list", "on": "2026-12-07", "until": "2026-12-01"},
            "The last day lies before the first",
            "until",
        ),
        ({"listing": "fixture", "on": "2026-11-01", "at": "10:00"}, "That date and time have passed.", "on"),
        ({"listing": "fixture", "on": "2027-03-28", "at": "01:30"}, "clocks go forward", "on"),
        ({"listing": "someday", "on": "2026-12-07"}, "Choose what the court said", "listing"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(
    olu: FlaskClient, lite: Kit, world: World, typed: dict[str, str], refused: str, field: str
) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"

    answer = post(olu, path, path, heard_from="Call from the list office", **typed)

    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert refused in answer.text
    assert 'value="Call from the list office"' in answer.text
    with lite.store.reading() as desk:
        assert desk.lists.open_proposals((world.case,)) == ()


def test_who_told_us_has_to_be_said(olu: FlaskClient, world: World) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"

    answer = post(olu, path, path, listing="fixture", on="2026-12-09")

    assert answer.status_code == 422
    assert 'value="2026-12-09"' in answer.text
    assert "Enter who told us" in answer.text


@pytest.mark.parametrize(
    ("typed", "state", "listing", "on"),
    [
        ({"listing": "fixture", "on": "2026-12-09", "at": "14:00"}, HearingState.LISTED, Listing.FIXTURE, 9),
        ({"listing": "floater", "on": "2026-12-08"}, HearingState.LISTED, Listing.FLOATER, 8),
        (
            {"listing": "warned_list", "on": "2026-12-07", "until": "2026-12-18", "at": "10:00"},
            HearingState.LISTED,
            Listing.WARNED_LIST,
            7,
        ),
        ({"listing": "week_commencing", "on": "2026-12-07"}, HearingState.LISTED, Listing.WEEK_COMMENCING, 7),
        ({"listing": "off"}, HearingState.VACATED, Listing.FIXTURE, 1),
    ],
)
def test_what_the_court_said_by_telephone_is_proposed_shown_and_accepted(
    olu: FlaskClient,
    lite: Kit,
    world: World,
    typed: dict[str, str],
    state: HearingState,
    listing: Listing,
    on: int,
) -> None:
    path = f"/cases/{world.case}/hearings/{world.hearing}/change"

    answer = post(olu, path, path, heard_from="Call from the list office", **typed)
    assert answer.status_code == 303
    assert hearing(lite, world).now.number == 1
    assert "A change is proposed" in olu.get(f"/cases/{world.case}").text
    assert post(olu, f"{answer.location}/accept", answer.location, reason="").status_code == 303

    now = hearing(lite, world).now
    assert (now.state, now.slot.listing, now.slot.on, now.source) == (
        state,
        listing,
        date(2026, 12, on),
        "Call from the list office",
    )
    assert now.slot.at is None or listing is Listing.FIXTURE


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_a_proposal_does_not_exist_for_others(app: Flask, olu: FlaskClient, lite: Kit, world: World, who: str) -> None:
    address = proposed(olu)
    other = signed_in(app, lite, who)

    assert other.get(address).status_code == 404
    assert post(other, f"{address}/accept", "/account", reason="").status_code == 404
    assert post(other, f"{address}/dismiss", "/account").status_code == 404
    assert hearing(lite, world).now.number == 1
