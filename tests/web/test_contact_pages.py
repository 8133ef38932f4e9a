"""The pages of a phone: everything asked by voice and confirmed group by group, the code word only on a press."""

import re
from html import unescape

import pytest
from flask import Flask

from tests.phones import A_PHONE, EVERY_GROUP
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.contact import ContactState, SafeContact
from witness.kit import Kit


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def phones(kit: Kit, world: World) -> list[SafeContact]:
    with kit.store.reading() as desk:
        return [c for c in desk.contacts.of_case(world.case) if c.person_id == world.mother]


def phone(kit: Kit, world: World) -> SafeContact:
    return next(c for c in phones(kit, world) if c.contact_id == world.mobile)


def way(world: World) -> str:
    return f"/cases/{world.case}/contacts/{world.mobile}"


def send(olu: Visitor, address: str, **fields: object) -> tuple[int, str]:
    answer = post(olu, address, address, **fields)
    return answer.status_code, words(answer.text)


def test_each_group_has_to_be_gone_through(olu: Visitor, lite: Kit, world: World) -> None:
    before = phone(lite, world)

    status, page = send(olu, f"{way(world)}/review", **A_PHONE, confirmed=[g for g in EVERY_GROUP if g != "quiet"])

    assert status == 422
    assert "Go through “Days on which nothing goes”, and tick that you have" in page
    assert phone(lite, world) == before


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"previews": ""}, "Ask whether the locked screen shows the words"),
        ({"seen": "yes"}, "Say who, in a word"),
        ({"hours": "9-5"}, "ends before it begins"),
        ({"hours": ""}, "Say on which days"),
        ({"tier": "3"}, "needs their own wish"),
        ({"tier": "3", "opted_in": "y", "previews": "on"}, "with previews on the locked screen off"),
        ({"tier": "2", "opted_in": "y", "belongs": "shared"}, "a phone of their own that nobody else sees"),
        ({"code_use": "they_ask"}, "Enter the code word"),
        ({"urgent_from": "06:00"}, "must end later than they begin"),
        ({"signed_as": ""}, "Enter the name they know us by"),
    ],
)
def test_what_does_not_go_together_is_refused_beside_its_question(
    olu: Visitor, lite: Kit, world: World, changes: dict[str, str], says: str
) -> None:
    before = phone(lite, world)

    status, page = send(olu, f"{way(world)}/review", **{**A_PHONE, **changes}, confirmed=EVERY_GROUP)

    assert status == 422
    assert says in page
    assert (
        "Jo from the dentist"
        in post(olu, f"{way(world)}/review", f"{way(world)}/review", **{**A_PHONE, **changes}).text
    )  # what was typed stays
    assert phone(lite, world) == before


def test_hours_are_kept_by_their_weekdays_and_read_out_again(olu: Visitor, lite: Kit, world: World) -> None:
    said = {**A_PHONE, "hours": "10-14 Mon-Fri, Sat 9-12"}

    status, _ = send(olu, f"{way(world)}/review", **said, confirmed=EVERY_GROUP)

    assert status == 303
    assert "Mon to Fri 10am to 2pm; Sat 9am to 12 noon" in page_of(olu, f"{way(world)}/review")
    assert "Mon to Fri 10am to 2pm; Sat 9am to 12 noon" in words(page_of(olu, way(world)))


def test_the_code_word_is_shown_on_a_press_only(olu: Visitor, lite: Kit, world: World) -> None:
    said = {**A_PHONE, "code_use": "they_ask", "code_word": "kingfisher"}
    send(olu, f"{way(world)}/review", **said, confirmed=EVERY_GROUP)
    # Going through it again without typing the word keeps it.
    send(olu, f"{way(world)}/review", **{**said, "code_word": ""}, confirmed=EVERY_GROUP)

    for path in (way(world), f"{way(world)}/review", f"{way(world)}/edit", f"/cases/{world.case}/people",
                 f"/cases/{world.case}/history", f"/cases/{world.case}/call?person={world.mother}"):  # fmt: skip
        assert "kingfisher" not in page_of(olu, path), path
    assert "kingfisher" in post(olu, f"{way(world)}/code-word", way(world)).text
    assert "looked at a code word" in page_of(olu, f"/cases/{world.case}/history")


def test_whoever_rings_gets_the_code_word_with_the_number_and_both_are_on_the_record(
    olu: Visitor, lite: Kit, world: World
) -> None:
    said = {**A_PHONE, "code_use": "they_ask", "code_word": "kingfisher"}
    send(olu, f"{way(world)}/review", **said, confirmed=EVERY_GROUP)
    call = f"/cases/{world.case}/call?person={world.mother}"

    shown = post(olu, f"/cases/{world.case}/call/number", call, person=world.mother, contact=world.mobile)

    assert "kingfisher" in shown.text
    assert "07700 900123" in shown.text
    history = page_of(olu, f"/cases/{world.case}/history")
    assert "looked at a code word" in history
    assert "was given a number to ring" in history


def test_before_a_call_the_card_comes_first(olu: Visitor, lite: Kit, world: World) -> None:
    send(olu, f"{way(world)}/review", **A_PHONE, confirmed=EVERY_GROUP)

    page = words(page_of(olu, f"/cases/{world.case}/call?person={world.mother}"))

    order = [
        "Leave no voicemail",
        "you are “Jo from the dentist”",
        "Who else sees it",
        "by Olu Adeyemi",
        "Whom did you call?",
    ]
    assert sorted(order, key=page.index) == order
    assert "7700" not in page


def test_another_number_begins_with_no_answer_and_retires_the_old_one(olu: Visitor, lite: Kit, world: World) -> None:
    address = f"/cases/{world.case}/people/{world.mother}/contacts/new?replaces={world.mobile}"
    assert " checked" not in page_of(olu, address)

    landline, page = send(olu, address, **A_PHONE, value="0113 496 0123")
    fine, _ = send(olu, address, **A_PHONE, value="07700 900456")

    assert (landline, fine) == (422, 303)
    assert "That is a landline" in page
    assert phone(lite, world).state is ContactState.RETIRED
    assert "another number or address has taken its place" in words(page_of(olu, f"/cases/{world.case}/people"))


def test_what_happened_stops_everything_until_it_is_checked(olu: Visitor, lite: Kit, world: World) -> None:
    address = f"/cases/{world.case}/happened"

    nothing, _ = send(olu, address, person=world.mother, whole_household="yes")
    moved, _ = send(olu, address, person=world.mother, whole_household="yes", incident="moved")

    assert (nothing, moved) == (422, 303)
    assert all(c.expired_at is not None for c in phones(lite, world))
    assert "the family has moved" in words(page_of(olu, f"/cases/{world.case}/people"))
    assert "the family has moved" in words(page_of(olu, way(world)))


def test_days_on_which_nothing_goes_are_put_on_and_taken_off(olu: Visitor, lite: Kit, world: World) -> None:
    page = way(world)
    wrong = post(olu, f"{page}/quiet", page, first_on="2026-12-04", last_on="2026-12-01", why="away")
    right = post(
        olu, f"{page}/quiet", page, first_on="2026-12-04", why="away", weekdays=["4", "5", "6"], every_weeks="2"
    )

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "The last day lies before the first" in words(wrong.text)
    assert "Fri to Sun, from Fri 4 Dec 2026, every second week" in words(page_of(olu, page))
    (quiet,) = phone(lite, world).quiet
    assert post(olu, f"{page}/quiet", page, drop=quiet.key).status_code == 303
    assert phone(lite, world).quiet == ()


def test_a_stranger_s_number_is_proved_with_a_code_that_is_shown_once(olu: Visitor, lite: Kit, world: World) -> None:
    with lite.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.WRONG, now=lite.clock.now())
    made = words(post(olu, f"{way(world)}/code", way(world)).text)
    found = re.search(r"and say: (\d{3}) (\d{3})", made)
    assert found is not None
    assert found[0] not in words(page_of(olu, way(world)))

    wrong = post(olu, f"{way(world)}/code", way(world), read="no")
    right = post(olu, f"{way(world)}/code", way(world), read=f"{found[1]} {found[2]}")

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert phone(lite, world).state is ContactState.USABLE


@pytest.mark.parametrize("page", ["", "/review", "/edit"])
def test_for_another_team_there_is_no_such_phone(app: Flask, lite: Kit, world: World, page: str) -> None:
    assert signed_in(app, lite, "otis").get(f"{way(world)}{page}").status_code == 404
