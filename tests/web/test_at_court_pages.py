"""The day at court as the cast sees it: plain forms, what a phone had kept, and who may not know."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.fakes import FixedClock
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.web.test_plan_pages import words_of
from tests.web.test_trip_pages import arrange, trips_of
from tests.worlds import World
from witness.domain.at_court import DayTap
from witness.domain.messages import Purpose
from witness.domain.plans import PlanState
from witness.domain.tasks import TaskKind
from witness.domain.trips import Direction, TripEvent
from witness.identifiers import new_id
from witness.kit import Kit

DAY = datetime(2026, 12, 1, 8, 10, tzinfo=UTC)


@pytest.fixture
def app(lite: Kit, world: World) -> Flask:
    return an_app(lite)


def set_clock(kit: Kit, at: datetime) -> None:
    assert isinstance(kit.clock, FixedClock)
    kit.clock.at = at


def at_court(app: Flask, kit: Kit, at: datetime, who: str = "olu") -> Visitor:
    """Somebody who signs in at an instant of the day."""
    set_clock(kit, at)
    return signed_in(app, kit, who)


def taps_of(kit: Kit, world: World) -> tuple[DayTap, ...]:
    with kit.store.reading() as desk:
        return desk.cases.known_picture(world.case).day_taps


def a_kept(world: World, step: str, device_at: datetime, **changes: Any) -> dict[str, str]:
    made = {
        "tap_id": new_id(),
        "case_id": world.case,
        "witness_id": world.witness,
        "on": "2026-12-01",
        "step": step,
        "device_at": device_at.isoformat(),
    }
    return made | changes


def send(visitor: Visitor, sent_at: datetime, *taps: dict[str, str]) -> Any:
    headers = {"X-CSRFToken": visitor.token("/day/")}
    answer = visitor.post("/day/taps", json={"sent_at": sent_at.isoformat(), "taps": list(taps)}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_one_tap_after_another_brings_them_home_and_the_trip_with_them(
    app: Flask, olu: Visitor, lite: Kit, world: World
) -> None:
    arrange(olu, world)
    olu = at_court(app, lite, DAY)
    path = f"/day/{world.case}/{world.witness}"
    steps = ("left_home", "picked_up", "arrived", "called", "released", "home_safe")
    for minutes, step in enumerate(steps):
        set_clock(lite, DAY + timedelta(minutes=minutes))
        fields = {"tap_id": new_id(), "case_id": world.case, "witness_id": world.witness, "step": step}
        assert f'value="{step}" data-day-next' in page_of(olu, "/day/")
        assert post(olu, "/day/tap", "/day/", **fields).status_code == 303
        assert post(olu, "/day/tap", "/day/", **fields).status_code == 303  # a thumb that taps twice

    assert [tap.step.value for tap in taps_of(lite, world)] == list(steps)
    back = trips_of(lite, world)[Direction.BACK]
    assert [fact.event for fact in back.facts][-2:] == [TripEvent.RELEASED, TripEvent.HOME_SAFE]
    assert back.now.state is PlanState.DONE
    assert "The day is closed." in words_of(page_of(olu, path))
    # On the prosecutor's board nothing is missing any more from whoever has gone home.
    assert "Nothing more is wanted of them today." in page_of(olu, "/readiness")

    home = taps_of(lite, world)[-1].tap_id
    undoing = {"tap_id": new_id(), "case_id": world.case, "witness_id": world.witness, "step": "undone", "undoes": home}
    assert post(olu, "/day/tap", "/day/", **undoing, back="witness").headers["Location"] == path
    assert trips_of(lite, world)[Direction.BACK].is_active
    assert "“home safe” taken back" in words_of(page_of(olu, path))
    filled = page_of(olu, f"/cases/{world.case}/hearings/{world.hearing}/outcome?given={world.witness}")
    assert f'value="{world.witness}" checked' in filled


def test_what_a_phone_had_kept_counts_once_at_its_time_also_when_its_clock_is_wrong(
    app: Flask, lite: Kit, world: World
) -> None:
    now, fast = DAY + timedelta(minutes=50), timedelta(hours=1)
    olu = at_court(app, lite, now)
    left, there = a_kept(world, "left_home", DAY + fast), a_kept(world, "arrived", DAY + fast + timedelta(minutes=40))

    first = send(olu, now + fast, there, left)
    again = send(olu, now + fast + timedelta(seconds=5), left, there)

    assert sorted(first["kept"]) == sorted(again["kept"]) == sorted([left["tap_id"], there["tap_id"]])
    assert [(tap.step.value, tap.at) for tap in taps_of(lite, world)] == [
        ("left_home", DAY),
        ("arrived", DAY + timedelta(minutes=40)),
    ]
    words = words_of(page_of(olu, f"/day/{world.case}/{world.witness}"))
    assert "the phone's clock said" in words
    assert "60 minutes fast, put right" in words


def test_what_cannot_be_is_refused_one_by_one_and_the_rest_is_kept(app: Flask, lite: Kit, world: World) -> None:
    olu = at_court(app, lite, DAY)
    good = a_kept(world, "left_home", DAY)
    bad = [
        a_kept(world, "vanished", DAY),
        a_kept(world, "arrived", DAY, tap_id="mine"),
        a_kept(world, "arrived", DAY, witness_id="nobody"),
        a_kept(world, "arrived", DAY, case_id="elsewhere"),
        a_kept(world, "arrived", DAY) | {"device_at": "yesterday"},
        a_kept(world, "arrived", DAY, on="2026-11-01"),
        a_kept(world, "rang", DAY, whom="the neighbour", said="on_the_way"),
    ]

    answer = send(olu, DAY, *bad, good)

    assert answer["kept"] == [good["tap_id"]]
    assert len(answer["refused"]) == len(bad)
    headers = {"X-CSRFToken": olu.token("/day/")}
    for nonsense in ([], {"taps": 1}, {"taps": [], "sent_at": "soon"}):
        assert olu.post("/day/taps", json=nonsense, headers=headers).status_code == 400


def test_whoever_is_late_is_rung_for_in_order_with_the_gates_instructions_first(
    app: Flask, lite: Kit, world: World
) -> None:
    olu = at_court(app, lite, DAY + timedelta(minutes=70))  # 20 minutes after the hour at which they are met
    page = words_of(page_of(olu, f"/day/{world.case}/{world.witness}"))
    assert "Not here yet: whom to ring" in page
    assert page.index("1. Whoever meets or brings them Now") < page.index("2. Parent or carer")
    assert "Witness care unit" not in page
    assert "How to ring J.F.'s mother" in page
    assert "07700" not in page

    fields = {"tap_id": new_id(), "case_id": world.case, "witness_id": world.witness, "step": "rang"}
    assert post(olu, "/day/tap", "/day/", **fields, whom="supporter", said="not_reached").status_code == 303
    assert "2. Parent or carer Now" in words_of(page_of(olu, f"/day/{world.case}/{world.witness}"))
    with lite.store.reading() as desk:
        kinds = [task.kind for task in desk.tasks.open_of_case(world.case)]
    assert TaskKind.NOT_ARRIVED in kinds


@pytest.mark.parametrize("who", ["otis", "leigh"])
def test_whoever_may_not_know_of_the_case_sees_nobody_and_can_tap_nothing(
    app: Flask, lite: Kit, world: World, who: str
) -> None:
    visitor = at_court(app, lite, DAY, who)

    assert visitor.get(f"/day/{world.case}/{world.witness}").status_code == 404
    if who == "otis":
        assert "Nobody is expected at court today." in page_of(visitor, "/day/?team=1")
        answer = send(visitor, DAY, a_kept(world, "left_home", DAY))
        assert [one["why"] for one in answer["refused"]] == ["There is no such case."]
    assert taps_of(lite, world) == ()


def test_the_list_that_a_phone_may_keep_holds_initials_and_steps_and_nothing_else(
    app: Flask, lite: Kit, world: World
) -> None:
    olu = at_court(app, lite, DAY)
    page = page_of(olu, "/day/")

    assert "J.F." in page
    for secret in ("Jude", "Farah", "Amina", "07700", "+4477", "WS-26-014", "T20267001", "home.example", "Leeds"):
        assert secret not in page


def test_a_text_to_the_family_is_one_tap_and_is_taken_back_when_they_are_called(
    app: Flask, lite: Kit, world: World
) -> None:
    now = DAY + timedelta(hours=2)
    olu = at_court(app, lite, now)
    path = f"/day/{world.case}/{world.witness}"
    for step, minutes in (("left_home", 110), ("arrived", 75)):
        send(olu, now, a_kept(world, step, now - timedelta(minutes=minutes)))
    assert "an hour has passed" in words_of(page_of(olu, "/day/"))
    assert "Still waiting. Nothing is wrong. We will write again by 11.15am." in page_of(olu, path)

    wish = {"tap_id": new_id(), "case_id": world.case, "witness_id": world.witness, "person_id": world.mother}
    for _ in range(2):  # a thumb that taps twice
        assert post(olu, "/day/text", path, **wish).headers["Location"] == f"{path}#tell"
    assert texts_of(lite, world) == ["planned"]
    page = words_of(page_of(olu, path))
    assert "They were written to at 10.10am." in page
    assert "10.10am: about to go" in page
    assert post(olu, "/day/text", path, **wish | {"tap_id": new_id()}).status_code == 422

    send(olu, now, a_kept(world, "called", now))
    assert texts_of(lite, world) == ["cancelled"]
    assert "nothing is written until they are released" in page_of(olu, path)


def test_a_phone_keeps_no_text_for_later_and_nobody_elsewhere_asks_for_one(app: Flask, lite: Kit, world: World) -> None:
    now = DAY + timedelta(hours=2)
    olu = at_court(app, lite, now)
    late = a_kept(world, "texted", now - timedelta(minutes=50), whom=world.mother)

    answer = send(olu, now, a_kept(world, "arrived", now - timedelta(minutes=75)), late)

    assert [one["tap_id"] for one in answer["refused"]] == [late["tap_id"]]
    assert texts_of(lite, world) == []
    otis = signed_in(app, lite, "otis")
    wish = {"tap_id": new_id(), "case_id": world.case, "witness_id": world.witness, "person_id": world.mother}
    assert post(otis, "/day/text", "/day/", **wish).status_code == 404
    assert texts_of(lite, world) == []


def texts_of(kit: Kit, world: World) -> list[str]:
    with kit.store.reading() as desk:
        found = desk.cases.known_picture(world.case).messages
    return [m.state.value for m in found if m.purpose is Purpose.STILL_WAITING]


def test_a_ring_that_a_phone_kept_and_sent_twice_is_one_try_in_the_contact_log(
    app: Flask, lite: Kit, world: World
) -> None:
    olu = at_court(app, lite, DAY + timedelta(hours=2))
    behind = timedelta(minutes=10)  # the phone's clock
    rang = a_kept(world, "rang", DAY + timedelta(hours=1, minutes=40) - behind, whom="parent", said="not_reached")
    rang["person"] = world.mother

    for _ in range(2):
        assert send(olu, DAY + timedelta(hours=2) - behind, rang)["kept"] == [rang["tap_id"]]

    with lite.store.reading() as desk:
        (entry,) = desk.contact_log.of_case(world.case)
    assert (entry.person_id, entry.reached, entry.hearing_id) == (world.mother, False, world.hearing)
    assert entry.at == DAY + timedelta(hours=1, minutes=40)
    assert f'name="person" value="{world.mother}"' in page_of(olu, f"/day/{world.case}/{world.witness}")
