"""No other site can act in somebody's name."""

import re

import pytest
from flask import Flask

from tests.cast import Cast
from tests.visitor import Visitor
from witness.web.doors import MACHINES, SAFE_METHODS, audiences_of


def changing_addresses(app: Flask) -> list[tuple[str, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        if not audiences_of(app, rule.endpoint) <= MACHINES:
            address = re.sub(r"<[^>]+>", "x", rule.rule)
            found += [(method, address) for method in sorted((rule.methods or set()) - SAFE_METHODS)]
    return found


@pytest.mark.parametrize("who", ["nobody", "olu", "mo", "leigh", "ada"])
def test_no_change_without_the_forms_token(app: Flask, client: Visitor, cast: Cast, who: str) -> None:
    if who != "nobody":
        client.sign_in(getattr(cast, who))
    addresses = changing_addresses(app)

    answers = {(method, address): client.open(address, method=method).status_code for method, address in addresses}

    assert len(answers) > 8
    assert set(answers.values()) == {400}


def test_another_sessions_token_is_refused(app: Flask, client: Visitor, cast: Cast) -> None:
    other = app.test_client()
    assert isinstance(other, Visitor)
    token = other.sign_in(cast.olivia).token()
    client.sign_in(cast.olu)

    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_names_another_site_is_refused(client: Visitor, cast: Cast, site: str) -> None:
    client.sign_in(cast.olu)
    fields = {"csrf_token": client.token()}

    assert client.post("/sign-out", data=fields, headers={"Sec-Fetch-Site": site}).status_code == 400
    assert client.post("/sign-out", data=fields, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_machines_bring_a_token_of_their_own(client: Visitor, cast: Cast) -> None:
    address = "/intake/court-lists"

    assert client.post(address).status_code == 401
    assert client.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get(address, headers={"Authorization": "Bearer the bearer token of the list push"}).status_code == 200
