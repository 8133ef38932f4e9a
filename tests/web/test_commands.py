"""The command line opens and closes accounts, and answers people and machines."""

import json

import pytest
from click.testing import Result
from flask import Flask

from tests.cast import Cast
from tests.kits import a_kit
from tests.visitor import Visitor
from witness.domain.accounts import AccountState
from witness.kit import Kit
from witness.store.migrate import is_current
from witness.web import create_app


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def test_a_link_from_the_command_line_opens_the_first_account(app: Flask, client: Visitor) -> None:
    done = run(
        app, "people", "invite", "nia@support.example", "--role", "admin", "--team", "Calder", "--name", "Nia", "--json"
    )
    facts = json.loads(done.stdout)

    assert done.exit_code == 0
    assert facts["link"].startswith("http://localhost/invite/")
    assert (facts["name"], facts["role"], facts["team"]) == ("Nia", "admin", "Calder")
    address = facts["link"].removeprefix("http://localhost")
    words = "green kettle nine hats"
    assert client.submit(address, password=words, password_again=words).location == "/second-factor"


def test_without_json_it_speaks_to_a_person(app: Flask) -> None:
    done = run(app, "people", "invite", "nia@support.example", "--role", "officer", "--team", "Calder")

    assert "works once" in done.stdout
    assert "http://localhost/invite/" in done.stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("invite", "not an address", "--role", "officer", "--team", "Calder"), "not an address"),
        (("invite", "olu@support.example", "--role", "officer", "--team", "Calder"), "has an account already"),
        (("invite", "x@support.example", "--role", "liaison", "--team", "Calder"), "not a team for the role"),
        (("invite", "x@support.example", "--role", "judge", "--team", "Calder"), "judge"),
        (("invite", "x@support.example", "--role", "officer", "--team", " "), "--team"),
        (("link", "nobody@support.example"), "nobody@support.example"),
        (("disable", "nobody@support.example"), "nobody@support.example"),
    ],
)
def test_bad_input_ends_with_2_and_a_reason_and_writes_nothing(
    app: Flask, kit: Kit, cast: Cast, words: tuple[str, ...], reason: str
) -> None:
    done = run(app, "people", *words)

    assert done.exit_code == 2
    assert reason in done.stderr
    with kit.store.reading() as desk:
        assert len(desk.accounts.everyone()) == len(cast.all)
        assert desk.audit.head()[0] == 0


def test_an_account_is_closed(app: Flask, kit: Kit, cast: Cast) -> None:
    assert run(app, "people", "disable", cast.olu.email, "--json").exit_code == 0

    with kit.store.reading() as desk:
        assert desk.accounts.get(cast.olu.id).state is AccountState.DISABLED


def test_a_fresh_database_has_nobody_in_it(kit: Kit) -> None:
    with kit.store.reading() as desk:
        assert desk.accounts.everyone() == ()


def test_a_database_is_brought_to_the_newest_shape(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'fresh.db'}"
    fresh = a_kit(url)

    assert run(create_app(fresh), "db", "upgrade").exit_code == 0
    assert is_current(url)
    assert fresh.store.is_ready()
    fresh.store.close()
