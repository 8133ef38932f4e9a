"""An officer's own calendar feed: initials and a reference, asked of the policy at every fetch, revocable, told apart
from nothing."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from icalendar import Calendar

from tests.live import TalkingClock
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import MAIL, MOBILE, World
from witness.actions.feeds import FEED_LIVES
from witness.domain.access import Tie
from witness.domain.accounts import AccountState
from witness.domain.plans import PlanState, PlanStep
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit

PAGE = "/account/calendar"


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    with lite.store.changing() as desk:
        step = PlanStep(PlanState.CONFIRMED, datetime(2026, 11, 9, 9, tzinfo=UTC), date(2026, 11, 26), time(16, 0))
        desk.plans.add_visits(
            world.case,
            [Visit("visit-1", world.witness, VisitKind.COURT_VISIT, Place.HOME, 60, None, None, (step,))],
        )
        ride = PlanStep(
            PlanState.CONFIRMED, datetime(2026, 11, 9, 9, tzinfo=UTC), date(2026, 12, 1), time(8, 0), of_revision=1
        )
        riders = (world.child, world.mother)
        desk.plans.add_trips(
            world.case,
            [Trip(new_id(), Direction.OUT, Mode.TAXI, PickUp.HOME, riders, world.hearing, None, None, (ride,))],
        )
    return an_app(lite)


def make(visitor: Visitor) -> str:
    """Make a feed; give the path of its address, as it is shown this once."""
    shown = post(visitor, PAGE, PAGE)
    assert shown.status_code == 200
    (path,) = re.findall(r'value="[^"]*?(/calendar/[^"]+\.ics)"', shown.text)
    return str(path)


def titles(body: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")]


def test_a_feed_shows_visits_dates_and_journeys_by_initials(app: Flask, lite: Kit) -> None:
    olu = signed_in(app, lite, "olu")

    answer = app.test_client().get(make(olu))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert titles(answer.data) == ["Visit J.F. WS-26-014", "Travel J.F., A.F. WS-26-014", "Date J.F. WS-26-014"]


def test_nothing_in_a_feed_gives_anybody_away(app: Flask, lite: Kit, world: World) -> None:
    body = app.test_client().get(make(signed_in(app, lite, "olu"))).get_data(as_text=True).casefold()

    canaries = ["farah", "amina", "jude", MOBILE[3:], MAIL, "court", "trial", "witness", "leeds", "429", "olu", "0113"]
    canaries += [world.case, world.hearing, world.child, world.mother, "visit-1", "location", "description", "attendee"]
    assert [canary for canary in canaries if canary.casefold() in body] == []


def test_an_unchanged_feed_is_not_sent_again(app: Flask, lite: Kit) -> None:
    path, program = make(signed_in(app, lite, "olu")), app.test_client()
    first = program.get(path)

    second = program.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.data) == (304, b"")


def test_whoever_is_excluded_sees_nothing_from_the_next_fetch_on(app: Flask, lite: Kit, world: World) -> None:
    path, program = make(signed_in(app, lite, "olivia")), app.test_client()
    before = program.get(path)
    assert titles(before.data)
    with lite.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="knows them", now=lite.clock.now())

    after = program.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert titles(after.data) == []


def test_an_officer_of_another_team_sees_none_of_ours(app: Flask, lite: Kit) -> None:
    assert titles(app.test_client().get(make(signed_in(app, lite, "otis"))).data) == []


def test_unknown_revoked_ended_and_replaced_addresses_look_alike(app: Flask, lite: Kit, world: World) -> None:
    olu, program = signed_in(app, lite, "olu"), app.test_client()
    replaced = make(olu)
    revoked = make(olu)
    post(olu, f"{PAGE}/revoke", PAGE)
    mo = signed_in(app, lite, "mo")
    leaver = make(mo)
    with lite.store.changing() as desk:
        desk.accounts.set_state(world.viewers["mo"].account_id, AccountState.DISABLED)
    olivia = signed_in(app, lite, "olivia")
    ended = make(olivia)
    clock: TalkingClock = lite.clock
    clock.at += FEED_LIVES + timedelta(seconds=1)

    answers = [program.get(path) for path in ("/calendar/unknown.ics", replaced, revoked, leaver, ended)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    headers = [
        re.sub(
            r"nonce-[\w-]+", "nonce", str([pair for pair in answer.headers if pair[0] not in ("X-Request-ID", "Date")])
        )
        for answer in answers
    ]
    assert headers == [headers[0]] * 5


def test_the_address_is_kept_nowhere_and_shown_once(app: Flask, lite: Kit, sqlite_url: str) -> None:
    olu = signed_in(app, lite, "olu")
    token = make(olu).removeprefix("/calendar/").removesuffix(".ics")

    assert len(token) >= 43
    assert token not in page_of(olu, PAGE)
    with open(sqlite_url.removeprefix("sqlite:///"), "rb") as database:  # noqa: PTH123 - the path of a test's own file
        assert token.encode() not in database.read()


def test_every_fetch_is_on_the_record(app: Flask, lite: Kit, world: World) -> None:
    path = make(signed_in(app, lite, "olu"))
    app.test_client().get(path)

    with lite.store.reading() as desk:
        entries = [link.entry for link in desk.audit.chain()]
    read = [entry for entry in entries if entry.deed == "calendar.feed"]
    assert [(entry.account_id, entry.role) for entry in read] == [(world.viewers["olu"].account_id, "officer")]
    assert [entry.deed for entry in entries if entry.deed.startswith("calendar.feed_")] == ["calendar.feed_made"]


@pytest.mark.parametrize("who", ["leigh", "ada"])
def test_whoever_sees_no_cases_has_no_feed(app: Flask, lite: Kit, who: str) -> None:
    assert signed_in(app, lite, who).get(PAGE).status_code == 404
