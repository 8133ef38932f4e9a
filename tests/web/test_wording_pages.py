"""The pages of the words for families: check without keeping, submit, approve by a second person, languages."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from tests.kits import ROOT
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.kit import Kit
from witness.messaging.wording import TEXTS, Wording
from witness.questions.published_wording import PublishedInStore

DATE = "/wording/en/sms/date_set"
WRITE = f"{DATE}/write"
NEW = (
    "Hello, it's {{ sender }}. See you on {{ day }}{% if time %} at {{ time }}{% endif %}. "
    "Ring {{ phone }}. STOP to stop."
)


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(replace(lite, wording=Wording(ROOT / "templates" / "messages", PublishedInStore(lite.store))))


@pytest.fixture
def mo(app: Flask, lite: Kit) -> Visitor:
    return signed_in(app, lite, "mo")


@pytest.fixture
def ada(app: Flask, lite: Kit) -> Visitor:
    return signed_in(app, lite, "ada")


def plain(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("who", "status"), [("mo", 200), ("ada", 200), ("olu", 404), ("leigh", 404)])
@pytest.mark.parametrize("path", ["/wording", DATE, WRITE, f"{DATE}/1", "/wording/languages/cy"])
def test_the_words_are_looked_after_by_managers_and_administrators(
    app: Flask, lite: Kit, who: str, status: int, path: str
) -> None:
    assert signed_in(app, lite, who).get(path).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/wording/en/sms/nothing", "/wording/xx/sms/ring", "/wording/en/fax/ring", f"{DATE}/0", f"{DATE}/9", f"{DATE}/a"],
)
def test_what_is_not_there_is_not_found(mo: Visitor, path: str) -> None:
    assert mo.get(path).status_code == 404


def test_the_list_shows_every_template_by_purpose_with_its_state_in_every_language(mo: Visitor) -> None:
    page = page_of(mo, "/wording")

    assert all(f"/wording/en/sms/{name}" in page for name in TEXTS)
    words = plain(page)
    assert "Nothing waits." in words
    assert "Welsh ( Cymraeg ) Not used: families are called 0 of" in words
    assert "As it came with the product." in words
    assert "English : A date In use" in words
    assert "Urdu : A date Waits for a check" in words
    assert "Welsh : the private page Not used: the page speaks English" in words
    draft = plain(page_of(mo, "/wording/private-page?language=cy"))
    assert "Families do not see these words: they are not yet checked by a Welsh speaker." in draft
    assert "You have an appointment Mae gennych apwyntiad" in draft


def test_a_template_shows_what_is_used_the_phone_and_its_fields(mo: Visitor) -> None:
    page = page_of(mo, DATE)

    assert "Locked, previews on" in page
    assert "Locked, previews off" in page
    assert "New message" in page
    assert "Nothing was found." in page
    assert "the first name the family knows us by" in page
    assert "(GSM-7)" in plain(page)


def test_check_shows_the_phone_and_keeps_nothing(mo: Visitor) -> None:
    answer = post(mo, WRITE, WRITE, body=NEW, do="check")

    assert answer.status_code == 200
    assert "Hello, it's Olu. See you on Mon 7 Dec at 9am." in plain(answer.text)
    assert "Nothing was found." in answer.text
    assert "Version 2" not in page_of(mo, DATE)


@pytest.mark.parametrize("body", ["{{7*7}}", "{{config}}", "{% for x in y %}{% endfor %}", "${7*7} {", "%s {{ x }}"])
@pytest.mark.parametrize("do", ["check", "submit"])
def test_a_draft_that_is_a_program_is_shown_as_it_stands_and_not_run(mo: Visitor, body: str, do: str) -> None:
    answer = post(mo, WRITE, WRITE, body=body, do=do, because="x")

    assert answer.status_code in (200, 422)
    assert "49" not in plain(answer.text).replace("0113 496", "")
    assert "SECRET_KEY" not in answer.text
    assert body in unescape(answer.text)
    assert "May not stand" in answer.text
    assert "Version 2" not in page_of(mo, DATE)


def test_a_name_of_somebody_recorded_is_red(mo: Visitor) -> None:
    answer = post(mo, WRITE, WRITE, body=NEW.replace("See you", "Jude and I see you"), do="submit")

    assert answer.status_code == 422
    assert "somebody's name" in plain(answer.text)


def test_one_writes_and_another_approves(mo: Visitor, ada: Visitor) -> None:
    answer = post(mo, WRITE, WRITE, body=NEW, do="submit")
    assert answer.status_code == 303
    mine = page_of(mo, f"{DATE}/2")
    assert "You wrote it: somebody else has to approve it." in mine
    assert 'value="publish"' not in mine
    assert "A date, version 2" in plain(page_of(ada, "/wording"))

    assert post(mo, f"{DATE}/2", f"{DATE}/2", do="publish").status_code == 422
    assert post(ada, f"{DATE}/2", f"{DATE}/2", do="publish").status_code == 303

    page = plain(page_of(mo, DATE))
    assert "Version 2, written by Mo Ellis." in page
    assert "Version 1 Retired came with the product" in page
    assert "Last changed by Ada Firth" in plain(page_of(mo, "/wording"))
    assert post(mo, f"{DATE}/1", f"{DATE}/1", do="publish").status_code == 303
    assert "Version 1, came with the product." in plain(page_of(mo, DATE))


def test_another_language_asks_who_has_read_it_and_says_so_afterwards(mo: Visitor) -> None:
    ring = "/wording/cy/sms/ring"
    assert "What English says" in page_of(mo, f"{ring}/1")

    refused = post(mo, f"{ring}/1", f"{ring}/1", do="publish")
    assert refused.status_code == 422
    assert "Name who speaks this language" in refused.text
    assert (
        post(mo, f"{ring}/1", f"{ring}/1", do="publish", checker="Nerys Pugh", checked_on="2026-11-20").status_code
        == 303
    )

    assert "read by Nerys Pugh on Fri 20 Nov 2026" in plain(page_of(mo, f"{ring}/1"))
    assert "1 of" in plain(page_of(mo, "/wording/languages/cy"))
    stop = post(mo, f"{ring}/1", f"{ring}/1", do="take_out", because="A wrong word")
    assert stop.status_code == 303
    assert "Nothing is used in this language." in page_of(mo, ring)


def test_urdu_is_shown_from_right_to_left(mo: Visitor) -> None:
    page = page_of(mo, "/wording/ur/sms/ring/1")

    assert 'lang="ur" dir="rtl"' in page
    assert "from right to left" in page
    assert "UCS-2" in page


def test_a_version_goes_back_with_a_reason_or_is_withdrawn(mo: Visitor, ada: Visitor) -> None:
    post(mo, WRITE, WRITE, body=NEW, do="submit")

    assert post(ada, f"{DATE}/2", f"{DATE}/2", do="send_back").status_code == 422
    assert post(ada, f"{DATE}/2", f"{DATE}/2", do="send_back", because="Too short").status_code == 303
    assert "Sent back by Ada Firth" in plain(page_of(mo, f"{DATE}/2"))
    assert "Too short" in page_of(mo, f"{DATE}/2")
    post(mo, WRITE, WRITE, body=NEW, do="submit")
    assert post(mo, f"{DATE}/3", f"{DATE}/3", do="withdraw").status_code == 303
    assert post(mo, f"{DATE}/3", f"{DATE}/3", do="nonsense").status_code == 422


def test_an_administrator_adds_a_language_whose_templates_are_then_empty(mo: Visitor, ada: Visitor) -> None:
    assert mo.get("/wording/languages").status_code == 404
    assert post(ada, "/wording/languages", "/wording/languages", code="r", english="R", own="R").status_code == 422
    added = post(ada, "/wording/languages", "/wording/languages", code="ro", english="Romanian", own="Română")
    assert added.status_code == 303

    page = plain(page_of(ada, "/wording/languages/ro"))
    assert "0 of" in page
    assert "Not written yet." in page
    assert "Nobody has written one yet." in page_of(ada, "/wording/ro/sms/ring")
    checked = post(ada, "/wording/ro/sms/ring/write", "/wording/ro/sms/ring/write", body="Salut", do="check")
    assert "the field phone is missing" in plain(checked.text)


def test_a_mail_shows_its_subject_and_whole_body(mo: Visitor) -> None:
    page = plain(page_of(mo, "/wording/en/email/invitation"))

    assert "Dentist" in page
    assert "This replaces any earlier invitation" in page
    assert "Locked" not in page


def test_markup_in_a_draft_stays_words(mo: Visitor) -> None:
    answer = post(mo, WRITE, WRITE, body=f"{NEW} <script>alert(1)</script><b>x</b>", do="check")

    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_the_way_to_the_words_stands_in_the_header(app: Flask, lite: Kit) -> None:
    for who, has in (("mo", True), ("ada", True), ("olu", False)):
        assert ('href="/wording"' in signed_in(app, lite, who).get("/account").text) is has


def test_two_people_stand_behind_the_words_of_the_private_page_before_a_family_sees_them(
    app: Flask, mo: Visitor, ada: Visitor
) -> None:
    page, cy = "/wording/private-page?language=cy", {"language": "cy", "read": "yes"}
    door = f"/v/{'0' * 26}?l=cy"
    assert post(mo, "/wording/private-page", page, language="cy").status_code == 422
    assert post(mo, "/wording/private-page", page, **cy).status_code == 303
    again = mo.post("/wording/private-page", data={"csrf_token": mo.token(), **cy})

    assert again.status_code == 422
    assert "Mae gennych apwyntiad" not in app.test_client().get(door).text
    assert post(ada, "/wording/private-page", page, **cy).status_code == 303
    shown = app.test_client().get(door).text
    assert "Mae gennych apwyntiad" in shown
    assert "draft" not in shown
    assert "Ada Firth and Mo" in plain(page_of(mo, page))
