"""An outside monitor sees when nothing is being sent, by a path that sending has no part in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from witness.domain.ticks import ALARM_AFTER, SENDER, SIGNER
from witness.kit import Kit
from witness.web import create_app


@pytest.fixture
def client(lite: Kit) -> Iterator[FlaskClient]:
    with create_app(lite).test_client() as made:
        yield made


def ran(kit: Kit, name: str, state: str = "done") -> None:
    with kit.store.changing() as desk:
        desk.jobs.began(name, "w", kit.clock.now())
        desk.jobs.ended(name, state=state, done=0, detail="", now=kit.clock.now())


def test_a_sender_that_has_never_run_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["checks"] == {"database": True, "sender": False}
    assert answer.get_json()["ticks"][SENDER] == {"silent_seconds": None, "late": True, "state": "never"}


def test_the_age_of_every_tick_is_shown_and_only_the_senders_decides(lite: Kit, client: FlaskClient) -> None:
    ran(lite, SENDER)
    lite.clock.move(ALARM_AFTER[SENDER])

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json()["ok"] is True
    assert set(answer.get_json()["ticks"]) == set(ALARM_AFTER)
    assert answer.get_json()["ticks"][SENDER]["silent_seconds"] == 120


def test_a_sender_that_is_silent_for_longer_than_its_alarm_is_not_ready(lite: Kit, client: FlaskClient) -> None:
    ran(lite, SENDER)
    lite.clock.move(ALARM_AFTER[SENDER] + timedelta(seconds=1))

    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("state", ["failed", "held"])
def test_one_that_runs_and_does_not_go_well_is_silent(lite: Kit, client: FlaskClient, state: str) -> None:
    ran(lite, SENDER)
    lite.clock.move(timedelta(minutes=3))
    ran(lite, SENDER, state)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["ticks"][SENDER]["state"] == state


@pytest.mark.parametrize(
    ("state", "detail", "said"),
    [
        ("done", "", "signed"),
        ("failed", "CannotBeWritten", "cannot be written"),
        ("failed", "DoesNotAgree", "does not agree"),
        ("failed", "CheckpointsChanged", "does not agree"),
        ("failed", "NoSigningKey", "no key"),
        ("failed", "OperationalError", "waiting"),
    ],
)
def test_whether_the_record_is_signed_is_said_and_decides_nothing(
    lite: Kit, tmp_path: Path, state: str, detail: str, said: str
) -> None:
    lite = replace(lite, settings=replace(lite.settings, checkpoint_dir=tmp_path))
    ran(lite, SENDER)
    with lite.store.changing() as desk:
        desk.jobs.began(SIGNER, "w", lite.clock.now())
        desk.jobs.ended(SIGNER, state=state, done=0, detail=detail, now=lite.clock.now())

    answer = create_app(lite).test_client().get("/readyz")

    assert (answer.status_code, answer.get_json()["record"]) == (200, said)


def test_a_record_that_nobody_signs_says_so(lite: Kit, client: FlaskClient) -> None:
    ran(lite, SIGNER)

    assert client.get("/readyz").get_json()["record"] == "not set up"
