"""My week on pages: asked for, looked at, changed by hand with reasons, accepted or set aside; without a script."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.databases import SqliteFiles
from tests.greedy_planner import Greedy
from tests.live import a_live_kit
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from witness.actions.week_run import run_next
from witness.domain.week_drafts import draft_from_plain
from witness.domain.week_requests import PlanRequest
from witness.kit import Kit

WEEK = "/week?week=2026-11-23"


@pytest.fixture
def demo(sqlite_demo: SqliteFiles) -> Iterator[Kit]:
    url = sqlite_demo.create_database()
    kit = replace(a_live_kit(url), planner=Greedy())
    yield kit
    kit.store.close()
    sqlite_demo.remove_database(url)


@pytest.fixture
def app(demo: Kit) -> Flask:
    return an_app(demo)


@pytest.fixture
def olu(app: Flask, demo: Kit) -> Visitor:
    return signed_in(app, demo, "olu")


def think(kit: Kit) -> None:
    """Let the worker make the plan that waits."""
    run_next(kit.store, kit.planner, None, worker="worker", calendar=kit.calendar(), clock=kit.clock)


def newest(kit: Kit) -> PlanRequest:
    with kit.store.reading() as desk:
        team_id = next(account.team_id for account in desk.accounts.everyone() if account.name == "Olu Adeyemi")
        return desk.weeks.requests_of(team_id)[0]


def planned(visitor: Visitor, kit: Kit) -> PlanRequest:
    assert post(visitor, "/week/plan", WEEK, week="2026-11-23", whose="team").status_code == 303
    think(kit)
    return newest(kit)


def test_a_plan_is_asked_for_waits_and_is_shown_as_a_draft(olu: Visitor, demo: Kit) -> None:
    before = page_of(olu, WEEK)
    assert "Plan my week" in before
    assert post(olu, "/week/plan", WEEK, week="2026-11-23", whose="team").status_code == 303

    waiting = page_of(olu, WEEK)
    assert "Waiting for the planner" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert "Plan my week" not in waiting
    think(demo)

    page = page_of(olu, WEEK)
    assert "A draft" in page
    assert "Accept: book and tell" in page
    assert "Within 1.0 percent of the best possible." in page
    assert "Nothing is booked" in page
