"""Somebody with a browser, as the web tests send them."""

import html
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, code_of
from witness.domain.accounts import Account, SignInSession, new_token, token_hash
from witness.web.here import EXTENSION, Fittings

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
COOKIE = "witness"


class Visitor(FlaskClient):
    """A test client that can sign in and fill in forms."""

    @property
    def _fittings(self) -> Fittings:
        fittings: Fittings = self.application.extensions[EXTENSION]
        return fittings

    def sign_in(self, account: Account) -> "Visitor":
        """Be `account`, without the pages of signing in: a session as they would have left it."""
        kit, token = self._fittings.kit, new_token()
        now = kit.clock.now()
        data = {"_user_id": f"{account.id}.{account.generation}", "_fresh": True, "proved_at": now.isoformat()}
        session = SignInSession(token_hash(token), account.id, data, now, now)
        with kit.store.changing() as desk:
            desk.accounts.sessions.open(session)
        self.set_cookie(getattr(self.application.session_interface, "cookie_name", COOKIE), token)
        return self

    def sign_in_by_pages(self, account: Account) -> TestResponse:
        """Sign in as a person does: password, then code. Gives the answer to the code."""
        self.submit("/sign-in", email=account.email, password=PASSWORD)
        return self.submit("/sign-in/code", code=code_of(account, self._fittings.kit.clock.now()))

    def with_key(self, page: str, sign: Callable[[str], str], **fields: Any) -> TestResponse:
        """Send the form of a page that asks a security key: `sign` gives its answer to what it is asked."""
        shown = self.get(page).text
        asked, token = re.search(r'data-options="([^"]+)"', shown), TOKEN.search(shown)
        assert asked is not None, f"no key is asked for on {page}"
        assert token is not None, f"no form on {page}"
        answer = sign(html.unescape(asked[1]))
        return self.post(page, data={**fields, "answer": answer, "csrf_token": token[1]})

    def token(self, page: str = "") -> str:
        """The form token of a page; without `page`, of whichever page is open to us."""
        found = TOKEN.search(self.get(page).text) if page else self._any_token()
        assert found is not None, f"no form on {page or 'any page'}"
        return found[1]

    def submit(self, address: str, **fields: Any) -> TestResponse:
        """Send a form with its token."""
        return self.post(address, data={**fields, "csrf_token": self.token()})

    def cookie(self) -> str:
        """The session's token, or "" when there is none."""
        cookie = self.get_cookie(COOKIE)
        return "" if cookie is None else cookie.value

    def _any_token(self) -> re.Match[str] | None:
        return TOKEN.search(self.get("/account").text) or TOKEN.search(self.get("/sign-in").text)
