"""Visitors for page tests: somebody signed in, by the same sessions as in life."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.worlds import STAFF
from witness.domain.access import Role
from witness.domain.accounts import SignInSession, new_token, token_hash
from witness.kit import Kit
from witness.web import create_app

TOKEN_FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


def an_app(live: Kit) -> Flask:
    return create_app(live)


def email_of(who: str) -> str:
    return f"{who}@{'cps' if STAFF[who][1] is Role.LIAISON else 'support'}.example"


def signed_in(app: Flask, live: Kit, who: str) -> FlaskClient:
    """A client with a live session of one of the cast."""
    with live.store.changing() as desk:
        account = desk.accounts.with_email(email_of(who))
        assert account is not None
        token = new_token()
        now = live.clock.now()
        data = {"_user_id": f"{account.id}.{account.generation}", "_fresh": True}
        desk.accounts.sessions.open(SignInSession(token_hash(token), account.id, data, now, now))
    client = app.test_client()
    client.set_cookie("witness", token, domain="localhost")
    return client


def post(client: FlaskClient, url: str, page: str, **fields: object) -> TestResponse:
    """Post a form with the token of the page that it stands on."""
    found = TOKEN_FIELD.search(client.get(page).get_data(as_text=True))
    assert found is not None, f"no form on {page}"
    return client.post(url, data={"csrf_token": found.group(1), **fields})
