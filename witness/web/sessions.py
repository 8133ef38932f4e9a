"""Server-side sessions: the browser holds an opaque token, the database its hash and what the session holds.

A session has a row only when there is something to keep. It dies by idleness, by age, at sign-out, and with its
account; a token that is dead stays dead.
"""

from datetime import datetime
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin
from werkzeug.datastructures import CallbackDict

from witness.domain.accounts import (
    STAFF_SESSIONS,
    Account,
    AccountState,
    SignInSession,
    is_live,
    new_token,
    token_hash,
)
from witness.kit import Kit

SIGNED_IN_AS = "_user_id"


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What one browser's session holds. token "": it has no row yet. Values must fit into JSON."""

    def __init__(self, token: str = "", kept: SignInSession | None = None) -> None:
        """Start from what was kept, if anything."""
        super().__init__({} if kept is None else dict(kept.data), ServerSession._changed)
        self.token = token
        self.seen_at: datetime | None = None if kept is None else kept.seen_at
        self.modified = False
        self.wants_new_token = False

    def start_afresh(self) -> None:
        """Forget everything and take a new token: whoever knew the old one knows nothing."""
        self.clear()
        self.wants_new_token = True

    @property
    def hash(self) -> str:
        """What the database keeps of the token."""
        return token_hash(self.token)

    def _changed(self) -> None:
        self.modified = True


class DatabaseSessions(SessionInterface):
    """Opens and keeps sessions for Flask."""

    def __init__(self, kit: Kit) -> None:
        """Choose the cookie: on https its name makes browsers insist on Secure, no domain and the whole site."""
        self._kit = kit
        self._secure = kit.settings.is_on_https
        self.cookie_name = "__Host-witness" if self._secure else "witness"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Give the session of a request: the one its cookie names if that is alive, else an empty one."""
        token = request.cookies.get(self.cookie_name, "")
        if not token or request.path.startswith(f"{app.static_url_path}/"):
            return ServerSession()
        with self._kit.store.reading() as desk:
            kept = desk.accounts.sessions.find(token_hash(token))
        if kept is None or not is_live(kept, STAFF_SESSIONS, self._kit.clock.now()):
            return ServerSession()
        return ServerSession(token, kept)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed. Most requests change nothing and write nothing."""
        if not isinstance(session, ServerSession):
            return
        now = self._kit.clock.now()
        if not session:
            self._end(session, response, now)
        elif not session.token or session.wants_new_token:
            self._open(session, response, now)
        elif session.modified:
            self._rewrite(session, now)
        elif session.seen_at is not None and now - session.seen_at >= STAFF_SESSIONS.seen_every:
            with self._kit.store.changing() as desk:
                desk.accounts.sessions.see(session.hash, now)

    def _open(self, session: ServerSession, response: Response, now: datetime) -> None:
        token = new_token()
        kept = SignInSession(token_hash(token), _account_id(session), dict(session), now, now)
        with self._kit.store.changing() as desk:
            if session.token:
                desk.accounts.sessions.end(session.hash, now)
            desk.accounts.sessions.open(kept)
        session.token = token
        # No lifetime: the browser forgets it when it closes, the server long before.
        response.set_cookie(self.cookie_name, token, path="/", secure=self._secure, httponly=True, samesite="Lax")

    def _rewrite(self, session: ServerSession, now: datetime) -> None:
        with self._kit.store.changing() as desk:
            desk.accounts.sessions.rewrite(session.hash, dict(session), seen_at=now)

    def _end(self, session: ServerSession, response: Response, now: datetime) -> None:
        if not session.token or not session.modified:
            return
        with self._kit.store.changing() as desk:
            desk.accounts.sessions.end(session.hash, now)
        response.delete_cookie(self.cookie_name, path="/", secure=self._secure, httponly=True, samesite="Lax")


class Staff(UserMixin):
    """Somebody signed in, as Flask-Login wants them."""

    def __init__(self, account: Account) -> None:
        """Keep the account as it was read for this request."""
        self.account = account

    def get_id(self) -> str:
        """Give account and generation: when the account changes, what the session holds fits no more."""
        return f"{self.account.id}.{self.account.generation}"


class SessionsOnly(LoginManager):
    """Flask-Login without its remember cookie, which never expires and cannot be taken back."""

    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        return None


def add_sign_in(app: Flask, kit: Kit) -> None:
    """Give `app` server-side sessions and somebody signed in."""
    app.session_interface = DatabaseSessions(kit)
    logins = SessionsOnly()  # type: ignore[no-untyped-call]
    # Phones change their address all day; the token, the limits and the generation protect the session.
    logins.session_protection = None  # type: ignore[assignment]
    logins.user_loader(lambda name: _staff(kit, name))  # type: ignore[no-untyped-call]
    logins.init_app(app)  # type: ignore[no-untyped-call]


def _staff(kit: Kit, name: str) -> Staff | None:
    with kit.store.reading() as desk:
        account = desk.accounts.find(name.partition(".")[0])
    if account is None or account.state is not AccountState.ACTIVE:
        return None
    staff = Staff(account)
    return staff if staff.get_id() == name else None


def _account_id(session: ServerSession) -> str | None:
    name = str(session.get(SIGNED_IN_AS, ""))
    return name.partition(".")[0] or None
