"""A family's private page as a phone sees it: nothing before the code, the minimum behind it, and gone when left."""

import gzip
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.actions.talking import deliver
from tests.live import TalkingClock
from tests.private_pages import LIGHT, a_link, agrees_to_everything, another_code, phone_of
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post
from tests.web.test_readiness_planted import SECRETS, planted
from tests.worlds import MOBILE, World
from witness.actions import visits
from witness.actions.private_pages import Made, knock
from witness.actions.replies import receive
from witness.actions.visits import NewVisit
from witness.domain.contact import ContactState
from witness.domain.court_cards import CourtFact, CourtFactSaid
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import HearingState, Revision
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.plans import PlanState, PlanStep
from witness.domain.private_page import Door
from witness.domain.tasks import TaskKind
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.store.tasks import Task

FORM = re.compile(r'name="form" value="([^"]+)"')
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
def made(lite: Kit, world: World) -> Made:
    return a_link(lite, world)


@pytest.fixture
def mother(lite: Kit, world: World) -> FlaskClient:
    """Her phone, which has never been here before."""
    return an_app(lite).test_client()


def send(phone: FlaskClient, on: str, to: str, **fields: str) -> TestResponse:
    """Send a form of the page `on`."""
    token = FORM.search(phone.get(on).text)
    assert token is not None, on
    return phone.post(to, data={"form": token[1], **fields})


def try_code(phone: FlaskClient, made: Made, code: str, language: str = "en") -> TestResponse:
    return send(phone, f"/v/{made.token}", f"/v/{made.token}", code=code, l=language)


def inside(phone: FlaskClient, made: Made) -> FlaskClient:
    assert try_code(phone, made, made.code).status_code == 303
    return phone


def door_of(kit: Kit, world: World) -> Door:
    with kit.store.reading() as desk:
        return desk.private_pages.of_contact(world.mobile)[0]


def all_that_is_kept(kit: Kit, world: World) -> tuple[Door, tuple[int, str]]:
    """The door, and the end of the audit chain: whatever anybody does is on one of them."""
    with kit.store.reading() as desk:
        return desk.private_pages.of_contact(world.mobile)[0], desk.audit.head()


def tasks_of(kit: Kit, world: World, kind: TaskKind) -> list[Task]:
    with kit.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind is kind]


def same_for_all(page: str, token: str) -> str:
    """A page without its address and what differs from form to form."""
    return FORM.sub("", page).replace(token, "")


def test_the_link_alone_shows_none_of_two_hundred_facts_and_looking_leaves_no_trace(
    lite: Kit, world: World, made: Made, mother: FlaskClient
) -> None:
    secrets = planted(lite, world)
    before = all_that_is_kept(lite, world)

    looked = [mother.get(f"/v/{made.token}", headers={"User-Agent": robot}) for robot in ("WhatsApp/2", "bot", "Phone")]
    looked += [mother.head(f"/v/{made.token}"), mother.get(f"/v/{made.token}/not-me")]

    assert len(secrets) >= SECRETS
    told = [*secrets, "Farah", "Amina", "Jude", "J.F.", "WS-26-014", "Leeds", "Olu", "court", "trial", "witness"]
    for answer in looked:
        assert answer.status_code == 200
        assert [fact for fact in told if fact.casefold() in answer.text.casefold()] == []
        assert "og:" not in answer.text
        assert "<script" not in answer.text
        assert "Set-Cookie" not in answer.headers
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert all_that_is_kept(lite, world) == before
    # The wrong version, in which looking tries the door, is noticed.
    knock(lite.store, LIGHT, made.token, "", language="en", rules=lite.rules(), now=lite.clock.now())
    assert all_that_is_kept(lite, world) != before
    assert inside(mother, made).get("/v").status_code == 200
    assert "Olu" in mother.get("/v").text


def test_whatever_a_link_is_worth_the_door_looks_the_same(
    lite: Kit, world: World, made: Made, mother: FlaskClient, olu: Visitor
) -> None:
    unknown = new_id()
    first = same_for_all(mother.get(f"/v/{made.token}").text, made.token)
    refused = same_for_all(try_code(mother, made, another_code(made)).text, made.token)
    card = f"/cases/{world.case}/contacts/{world.mobile}"
    post(olu, f"{card}/page-revoke", card)

    assert same_for_all(mother.get(f"/v/{made.token}").text, made.token) == first
    assert same_for_all(mother.get(f"/v/{unknown}").text, unknown) == first
    assert same_for_all(try_code(mother, made, made.code).text, made.token) == refused
    assert same_for_all(try_code(mother, Made(unknown, "000000"), "000000").text, unknown) == refused


def test_five_wrong_codes_lock_the_link_wherever_they_come_from_and_the_officer_hears(
    lite: Kit, world: World, made: Made
) -> None:
    app = an_app(lite)
    for nth in range(1, 6):
        phone = app.test_client()
        phone.environ_base["REMOTE_ADDR"] = f"203.0.113.{nth}"
        assert try_code(phone, made, another_code(made, nth)).status_code == 422

    assert try_code(app.test_client(), made, made.code).status_code == 422
    assert door_of(lite, world).locked_at is not None
    assert ["five wrong codes" in task.words for task in tasks_of(lite, world, TaskKind.PRIVATE_PAGE)] == [True]


def test_a_second_phone_is_told_to_the_officer_and_puts_the_first_one_out(
    lite: Kit, world: World, made: Made, mother: FlaskClient
) -> None:
    inside(mother, made)
    second = inside(an_app(lite).test_client(), made)

    assert mother.get("/v").status_code == 403
    assert second.get("/v").status_code == 200
    assert "second phone" in tasks_of(lite, world, TaskKind.PRIVATE_PAGE)[0].words


def test_the_page_shuts_after_ten_idle_minutes_and_after_thirty_in_all(
    lite: Kit, world: World, made: Made, mother: FlaskClient
) -> None:
    clock = lite.clock
    assert isinstance(clock, TalkingClock)
    inside(mother, made)
    for _ in range(3):
        clock.forward(minutes=9)
        assert mother.get("/v").status_code == 200
    clock.forward(minutes=4)
    assert mother.get("/v").status_code == 403
    inside(mother, made)
    clock.forward(minutes=10)
    assert mother.get("/v").status_code == 403


@pytest.mark.parametrize(("kind", "works"), [("coming", None), ("help", TaskKind.HELP), ("worried", TaskKind.WORRIED)])
def test_what_is_answered_there_is_what_a_text_would_have_answered(
    lite: Kit, world: World, made: Made, mother: FlaskClient, kind: str, works: TaskKind | None
) -> None:
    inside(mother, made)

    answer = send(mother, "/v", "/v/answer", answer=kind)

    assert answer.location == f"/v?said={kind}"
    with lite.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    given = picture.answered_last(world.mother, world.hearing)
    assert given is not None
    assert (given.answer, given.via, given.revision) == (AnswerKind(kind), "page", 1)
    assert any(entry.from_family for entry in picture.contact_log)
    assert works is None or len(tasks_of(lite, world, works)) == 1


@pytest.mark.parametrize("how", ["stop", "date", "switched off", "number", "unsafe", "not me"])
def test_what_shuts_a_link_shuts_it_for_good(
    lite: Kit, world: World, made: Made, mother: FlaskClient, olu: Visitor, how: str
) -> None:
    inside(mother, made)
    card = f"/cases/{world.case}/contacts/{world.mobile}"
    now = lite.clock.now()
    if how == "stop":
        for words in ("STOP", "START"):
            receive(lite.store, IncomingText(new_id(), MOBILE, words), rules=lite.rules(), now=lite.clock.now())
            lite.clock.forward(minutes=1)  # type: ignore[attr-defined]
    if how == "date":
        move_the_date(lite, world, now)
    if how == "switched off":
        post(olu, f"{card}/page", card, on="no", page_because="she wants texts alone")
    if how == "number":
        with lite.store.changing() as desk:
            desk.contacts.set_state(world.mobile, ContactState.RETIRED, now=now)
    if how == "unsafe":
        left = send(mother, "/v", "/v/unsafe")
        assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert phone_of(lite, world).state is ContactState.UNSAFE
        assert len(tasks_of(lite, world, TaskKind.UNSAFE)) == 1
    if how == "not me":
        not_me = f"/v/{made.token}/not-me"
        told = same_for_all(send(an_app(lite).test_client(), not_me, not_me).text, made.token)
        unknown = new_id()
        assert same_for_all(send(mother, f"/v/{unknown}/not-me", f"/v/{unknown}/not-me").text, unknown) == told
        assert phone_of(lite, world).state is ContactState.WRONG
        assert len(tasks_of(lite, world, TaskKind.WRONG_NUMBER)) >= 1

    assert mother.get("/v").status_code == 403
    assert try_code(mother, made, made.code).status_code == 422


def move_the_date(kit: Kit, world: World, now: datetime) -> None:
    with kit.store.changing() as desk:
        hearing = desk.cases.known_picture(world.case).hearing(world.hearing)
        later = replace(hearing.now.slot, on=(hearing.now.slot.on or now.date()) + timedelta(days=7))
        desk.hearings.revise(world.hearing, Revision(2, HearingState.LISTED, later, "the judge is away", now, now))


def test_leaving_really_leaves(made: Made, mother: FlaskClient) -> None:
    inside(mother, made)
    cookie = mother.get_cookie("page")
    assert cookie is not None

    left = mother.get("/x")

    assert (left.status_code, left.location) == (303, "https://www.bbc.co.uk/weather")
    assert "storage" in left.headers["Clear-Site-Data"]
    mother.set_cookie("page", cookie.value)
    assert mother.get("/v").status_code == 403


def test_the_page_is_small_and_needs_no_script(made: Made, mother: FlaskClient) -> None:
    inside(mother, made)
    page = mother.get("/v")
    assets = sorted(set(STATIC.findall(page.text)))
    bodies = [page.data, *(mother.get(address, buffered=True).data for address in assets)]

    assert len(bodies) <= 5
    assert sum(len(gzip.compress(body)) for body in bodies) <= 30 * 1024
    assert "<script" not in page.text
    assert "SameSite=Strict" in try_code(mother, made, made.code).headers["Set-Cookie"]


def test_the_calendar_takes_every_appointment_under_a_neutral_title_and_nothing_else(
    lite: Kit, world: World, made: Made, mother: FlaskClient
) -> None:
    a_visit(lite, world)
    file = inside(mother, made).get("/v/appointment.ics").text

    assert re.findall("SUMMARY:.*", file) == ["SUMMARY:Appointment\r"] * 2
    assert re.findall("DTSTART:(.*)\r", file) == ["20261201T090000Z", "20261126T140000Z"]
    another = inside(an_app(lite).test_client(), a_link(lite, world)).get("/v/appointment.ics").text
    assert sorted(re.findall("UID:.*", another)) == sorted(re.findall("UID:.*", file))
    assert [word for word in ("LOCATION", "DESCRIPTION", "ALARM", "Farah", "ourt") if word in file] == []


def test_of_the_building_they_read_what_somebody_saw_lately_and_who_it_was(
    lite: Kit, world: World, made: Made, mother: FlaskClient
) -> None:
    today = lite.clock.now().date()
    said = {
        CourtFact.ENTRANCE: ("Ring at the green side door.", today - timedelta(days=10)),
        CourtFact.PARKING: ("Behind the market.", today - timedelta(days=400)),
        CourtFact.REMOTE_ROOM: ("Room 4, second floor.", today),
    }
    with lite.store.changing() as desk:
        court = desk.cases.known_picture(world.case).hearing(world.hearing).now.slot.court_code
        for fact, (words, on) in said.items():
            found = CourtFactSaid(court, fact, words, on, lite.clock.now())
            desk.court_cards.say(found, by_id=world.viewers["olu"].account_id)

    page = inside(mother, made).get("/v").text

    assert "Ring at the green side door." in page
    assert "green side door" not in mother.get("/v/before").text
    assert "<bdi>Olu</bdi> checked this on <bdi>Friday 13 November 2026</bdi>." in page
    assert [words for words in ("Behind the market", "Room 4") if words in page] == []


def test_a_form_of_theirs_needs_its_token(made: Made, mother: FlaskClient) -> None:
    inside(mother, made)

    assert mother.post("/v/answer", data={"answer": "coming"}).status_code == 400
    assert mother.post("/v/answer", data={"answer": "coming", "form": "x"}).status_code == 400


def test_the_officer_switches_it_on_with_a_reason_and_reads_the_code_out_once(
    lite: Kit, world: World, olu: Visitor
) -> None:
    card = f"/cases/{world.case}/contacts/{world.mobile}"
    assert "Not now: " in page_of(olu, card)
    assert post(olu, f"{card}/page", card, on="yes", page_because="she asked").status_code == 422
    agrees_to_everything(lite, world, "ur")
    assert post(olu, f"{card}/page", card, on="yes", page_because="").status_code == 422
    assert post(olu, f"{card}/page", card, on="yes", page_because="she asked").status_code == 303

    texted = post(olu, f"{card}/page-link", card, how="text")
    assert texted.status_code == 422
    assert "The link cannot go by text: " in texted.text
    shown = post(olu, f"{card}/page-link", card, how="here").text
    code = re.search(r'app-ring__code">(\d{3}) (\d{3})<', shown)
    address = re.search(r"/v/([0-9a-z]{26})<", shown)

    assert code is not None
    assert address is not None
    assert "not yet checked by somebody who speaks Urdu: the page speaks English to them" in shown
    later = page_of(olu, card)
    assert address[1] not in later
    assert f"{code[1]} {code[2]}" not in later
    phone = inside(an_app(lite).test_client(), Made(address[1], code[1] + code[2]))
    assert phone.get("/v").status_code == 200
    assert "Opened 1 time" in page_of(olu, card)
    agrees_to_everything(lite, world)
    texted = post(olu, f"{card}/page-link", card, how="text")
    assert "The link goes by text now." in texted.text
    assert not re.search(r"/v/[0-9a-z]{26}", texted.text)
    assert "Its text goes Monday 23 November 2026" in page_of(olu, card)


def a_visit(kit: Kit, world: World) -> str:
    return visits.book(
        kit.store,
        NewVisit(
            world.case,
            world.witness,
            VisitKind.OTHER,
            Place.AGREED,
            45,
            date(2026, 11, 26),
            time(14, 0),
            world.viewers["olu"].account_id,
        ),
        confirmed=True,
        rules=kit.rules(),
        asking=world.asking("olu", kit),
    )


def visit_now(kit: Kit, world: World, visit_id: str) -> PlanStep:
    with kit.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    return next(v for v in picture.visits if v.visit_id == visit_id).now


def test_a_meeting_is_moved_by_two_times_named_one_click_and_a_text(
    lite: Kit, world: World, made: Made, mother: FlaskClient, olu: Visitor
) -> None:
    visit_id = a_visit(lite, world)
    inside(mother, made)
    wish = {"visit": visit_id, "first_on": "2026-11-27", "first_at": "15:00"}
    late = send(mother, "/v", "/v/other-time", **wish, second_on="2026-11-22", second_at="16:00")
    assert late.location == "/v?said=move_refused"

    asked = send(mother, "/v", "/v/other-time", **wish, second_on="2026-11-27", second_at="16:30")

    assert asked.location == "/v?said=move"
    assert visit_now(lite, world, visit_id).on == date(2026, 11, 26)
    assert len(tasks_of(lite, world, TaskKind.OTHER_TIME)) == 1
    board = f"/cases/{world.case}/other-times"
    assert "Take Fri 27 Nov 3pm" in page_of(olu, board)
    with lite.store.reading() as desk:
        asked_id = desk.other_times.open_of_case(world.case)[0].asked_id
    taken = post(olu, f"{board}/{asked_id}", board, chosen="1", confirmed="yes")
    assert taken.status_code == 303, taken.text

    moved = visit_now(lite, world, visit_id)
    assert (moved.state, moved.on, moved.at) == (PlanState.CONFIRMED, date(2026, 11, 27), time(15, 0))
    assert tasks_of(lite, world, TaskKind.OTHER_TIME) == []
    assert "Fri 27 Nov at 3pm is fine" in " ".join(deliver(lite))
    assert "Friday 27 November 2026" in mother.get("/v").text
    again = olu.post(f"{board}/{asked_id}", data={"csrf_token": olu.token(), "chosen": "2"})
    assert again.status_code == 404


@pytest.mark.parametrize("whose", ["the day at court", "another family's", "nobody's"])
def test_only_a_meeting_of_their_own_may_be_asked_for_at_another_time(
    lite: Kit, world: World, made: Made, mother: FlaskClient, whose: str
) -> None:
    other = new_id()
    with lite.store.changing() as desk:
        step = PlanStep(PlanState.REQUESTED, lite.clock.now(), date(2026, 12, 1), time(8, 30), 1)
        kind = VisitKind.DAY_SUPPORT if whose == "the day at court" else VisitKind.OTHER
        witness = world.witness
        if whose == "another family's":
            child, witness = new_id(), new_id()
            desk.people.add(Person(child, "elsewhere", "Sam Obi", "S.O.", date(2011, 1, 1)))
            desk.people.give_part(world.case, CasePart(child, Part.WITNESS))
            desk.people.add_witness(world.case, Witness(witness, child, "W2", Requirement.WARNED))
        if whose != "nobody's":
            visit = Visit(other, witness, kind, Place.AGREED, 45, world.hearing, None, (step,))
            desk.plans.add_visits(world.case, [visit], by_id=world.viewers["olu"].account_id)
    inside(mother, made)
    times = {"first_on": "2026-11-27", "first_at": "15:00", "second_on": "2026-11-27", "second_at": "16:00"}

    assert send(mother, "/v", "/v/other-time", visit=other, **times).location == "/v?said=move_refused"
    with lite.store.reading() as desk:
        assert desk.other_times.open_of_case(world.case) == ()
    assert "S.O." not in mother.get("/v").text
