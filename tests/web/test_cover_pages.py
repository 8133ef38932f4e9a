"""Cover, incidents and the words of texts, as officers and managers see them."""

import pytest
from flask import Flask

from tests.actions.talking import deliver, text
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    deliver(lite)
    return an_app(lite)


def test_an_officer_enters_their_own_absence_with_cover(app: Flask, lite: Kit, world: World) -> None:
    olu = signed_in(app, lite, "olu")
    days = {"first_on": "2026-11-30", "last_on": "2026-12-02", "cover": world.viewers["olivia"].account_id}

    answer = post(olu, "/cover", "/cover", person=world.viewers["olu"].account_id, **days)

    assert answer.status_code == 303
    page = page_of(olu, "/cover")
    assert "Olu Adeyemi" in page
    assert "Olivia Birch stands in" in page


def test_an_absence_that_ends_before_it_begins_is_refused_in_words(app: Flask, lite: Kit, world: World) -> None:
    olu = signed_in(app, lite, "olu")

    answer = post(
        olu, "/cover", "/cover", person=world.viewers["olu"].account_id, first_on="2026-12-02", last_on="2026-11-30"
    )

    assert answer.status_code == 422
    assert "The last day must not come before the first." in answer.text


def test_a_manager_puts_somebody_on_call_and_takes_it_back(app: Flask, lite: Kit, world: World) -> None:
    mo = signed_in(app, lite, "mo")
    assert "Nobody is entered" in page_of(mo, "/cover")
    shift = {"from_on": "2026-11-27", "from_at": "17:00", "to_on": "2026-11-30", "to_at": "09:00"}

    assert post(mo, "/cover/on-call", "/cover", who=world.viewers["olivia"].account_id, **shift).status_code == 303
    page = page_of(mo, "/cover")
    assert "Fri 27 Nov, 5pm to Mon 30 Nov, 9am" in page
    with lite.store.reading() as desk:
        (kept,) = desk.staffing.rota_of(world.viewers["mo"].team_id, lite.clock.now())
    assert post(mo, f"/cover/on-call/{kept.on_call_id}/back", "/cover").status_code == 303
    assert "Nobody is entered" in page_of(mo, "/cover")


@pytest.mark.parametrize("address", ["/cover/on-call", "/cover/hours", "/incidents/x", "/cover/on-call/x/back"])
def test_what_is_a_managers_is_not_there_for_an_officer(app: Flask, lite: Kit, address: str) -> None:
    assert post(signed_in(app, lite, "olu"), address, "/cover").status_code == 404


def test_office_hours_that_leave_no_time_are_refused(app: Flask, lite: Kit) -> None:
    mo = signed_in(app, lite, "mo")

    assert post(mo, "/cover/hours", "/cover", opens="17:00", closes="09:00", weekdays="0").status_code == 422
    assert post(mo, "/cover/hours", "/cover", opens="08:00", closes="18:00", weekdays=["0", "1"]).status_code == 303
    assert "Monday, Tuesday, 8.00 to 18.00" in page_of(mo, "/cover")


def test_a_wrong_number_is_decided_on_the_page_of_incidents(app: Flask, lite: Kit, world: World) -> None:
    mo = signed_in(app, lite, "mo")
    assert "When somebody answers" in page_of(mo, "/incidents")
    text(lite, "wrong number, this is Bob from Batley")
    text(lite, "wrong number")

    page = page_of(mo, "/incidents")
    assert "J.F.&#39;s mother" in page
    assert "it named a day and an hour" in page
    assert "UK GDPR Art. 33(1)" in page
    assert "Not verified" in page
    assert "Batley" not in page
    with lite.store.reading() as desk:
        (incident, *_) = desk.incidents.visible(world.viewers["mo"])
    address = f"/incidents/{incident.incident_id}"
    refused = post(mo, address, "/incidents", decision="not_reported", reason="")
    assert refused.status_code == 422
    assert "Give the reason" in refused.text
    assert post(mo, address, "/incidents", decision="not_reported", reason="It named a day only").status_code == 303
    assert "It named a day only" in page_of(mo, "/incidents")


def test_the_words_of_texts_say_which_nobody_has_checked(app: Flask, lite: Kit) -> None:
    page = page_of(signed_in(app, lite, "mo"), "/phrases")

    assert "Not checked by a speaker" in page
    assert "Welsh, Polish, Urdu in Latin letters, Urdu: not checked by a speaker." in page
    assert "stopiwch" in page


def test_a_picture_is_told_of_and_never_shown(app: Flask, lite: Kit, world: World) -> None:
    text(lite, "look at this", media=1)
    with lite.store.reading() as desk:
        (reply,) = desk.replies.of_case(world.case)
    olu = signed_in(app, lite, "olu")

    page = page_of(olu, f"/cases/{world.case}/quarantine/{reply.reply_id}")

    assert "1 picture came with it" in page
    assert "<img" not in page
    assert "look at this" not in page_of(olu, f"/messages/{world.case}/{world.mother}")


def test_a_text_of_a_number_that_nobody_knows_can_be_read_by_a_manager(app: Flask, lite: Kit) -> None:
    text(lite, "which day was it", sender="+447700900777")
    with lite.store.reading() as desk:
        (item,) = desk.lists.open_triage()
    address = f"/quarantine/{item.reply_id}"

    assert "which day was it" in page_of(signed_in(app, lite, "mo"), address)
    assert address in page_of(signed_in(app, lite, "mo"), "/lists")
    assert signed_in(app, lite, "olu").get(address).status_code == 404
