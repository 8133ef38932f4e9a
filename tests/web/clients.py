"""Visitors for page tests: one of the world's staff, signed in."""

from collections.abc import Callable

from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures import a_visitor, an_app
from tests.visitor import Visitor
from tests.worlds import STAFF, World
from witness.domain.access import Role
from witness.kit import Kit

__all__ = ["Another", "an_app", "email_of", "page_of", "post", "signed_in"]

Another = Callable[..., tuple[Kit, World]]


def email_of(who: str) -> str:
    return f"{who}@{'cps' if STAFF[who][1] is Role.LIAISON else 'support'}.example"


def signed_in(app: Flask, live: Kit, who: str) -> Visitor:
    """A client with a live session of one of the staff."""
    with live.store.reading() as desk:
        account = desk.accounts.with_email(email_of(who))
    assert account is not None
    return a_visitor(app).sign_in(account)


def page_of(client: Visitor, path: str) -> str:
    """The text of a page that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def post(client: Visitor, url: str, page: str, **fields: object) -> TestResponse:
    """Post a form with the token of the page that it stands on."""
    return client.post(url, data={"csrf_token": client.token(page), **fields})
