"""Who may come in at which door. Every view is marked; one check before each request reads the mark.

Which *case* somebody may see is not decided here: that is `domain.access`, asked inside actions and questions.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from witness.domain.access import Role
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.security_keys import is_proof_fresh
from witness.web.here import is_signed_in, kit, now, request_id, viewer

View = TypeVar("View", bound=Callable[..., Any])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MARK = "audiences"
FRESH_MARK = "needs_fresh_proof"
# In the session: when the second step was last taken, and that a security key has to be registered first.
PROVED_AT = "proved_at"
OWES_KEY = "owes_key"
# Where somebody who owes a key may still go: to register it, and out.
OPEN_TO_DEBTORS = frozenset({"account.new_key", "account.again", "account.sign_out"})
PAGE_COOKIE = "page"


class Audience(StrEnum):
    """Whom a door is for.

    CARRIER: the view checks the carrier's signature or token. LIST_PUSH, MAIL_PUSH: the bearer token is checked here.
    FAMILY: whoever holds a link. The view looks at what they bring; a form of theirs carries a token bound to it.
    """

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    OFFICER = "officer"
    MANAGER = "manager"
    LIAISON = "liaison"
    ADMIN = "admin"
    CARRIER = "carrier"
    LIST_PUSH = "list push"
    MAIL_PUSH = "mail push"
    DEMO = "demo"
    FAMILY = "family"


# They bring a signature or a token of their own and have no session, so nobody can ride on one.
MACHINES = frozenset({Audience.CARRIER, Audience.LIST_PUSH, Audience.MAIL_PUSH})

AUDIENCE_OF: dict[Role, Audience] = {
    Role.OFFICER: Audience.OFFICER,
    Role.MANAGER: Audience.MANAGER,
    Role.LIAISON: Audience.LIAISON,
    Role.ADMIN: Audience.ADMIN,
}


class NoAudience(Exception):
    """A view says nothing about whom it is for. The application does not start."""


def open_to(*audiences: Audience) -> Callable[[View], View]:
    """Mark a view with whom it is for. Stands below the route: `@page.get("/week")`, `@open_to(OFFICER)`."""
    if not audiences:
        raise NoAudience("open_to() needs at least one audience")

    def mark(view: View) -> View:
        setattr(view, MARK, frozenset(audiences))
        return view

    return mark


def freshly(view: View) -> View:
    """Mark a view as needing the second step anew, unless it was taken within the last five minutes."""
    setattr(view, FRESH_MARK, True)
    return view


def audiences_of(app: Flask, endpoint: str) -> frozenset[Audience]:
    """Give whom an endpoint is for; empty when nobody has said."""
    marked: frozenset[Audience] = getattr(app.view_functions.get(endpoint), MARK, frozenset())
    return marked


def insist_on_marks(app: Flask) -> None:
    """Refuse to go on when a view is unmarked.

    Raises:
        NoAudience: names the endpoints.
    """
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    bare = sorted(endpoint for endpoint in endpoints if not audiences_of(app, endpoint))
    if bare:
        raise NoAudience(f"these views are open to nobody in particular: {', '.join(bare)}")


def hang_doors(app: Flask) -> None:
    """Have every request pass the door."""
    csrf = CSRFProtect(app)

    @app.before_request
    def knock() -> Response | None:
        if request.endpoint is None:
            return None
        audiences = audiences_of(current_app, request.endpoint)
        if request.method not in SAFE_METHODS and not audiences <= MACHINES:
            _refuse_other_sites()
            if Audience.FAMILY in audiences:
                _insist_on_page_form()
            else:
                csrf.protect()
        return _let_in(audiences) or _ask_for_second_step()


def _let_in(audiences: frozenset[Audience]) -> Response | None:
    if audiences & {Audience.ANYONE, Audience.CARRIER, Audience.FAMILY}:
        return None
    if Audience.LIST_PUSH in audiences:
        _check_token(kit().settings.list_token)
        return None
    if Audience.MAIL_PUSH in audiences:
        _check_token(kit().settings.mail_token)
        return None
    if Audience.DEMO in audiences and kit().settings.is_demo:
        return None
    if not audiences - {Audience.DEMO}:
        abort(404)
    if not is_signed_in():
        return _to_sign_in()
    if Audience.SIGNED_IN in audiences or AUDIENCE_OF[viewer().role] in audiences:
        return None
    _record_denial()
    abort(404)


def _ask_for_second_step() -> Response | None:
    """Lead to the second step whoever has to show it, or to register a key, before this page."""
    if not is_signed_in() or kit().settings.is_demo:  # nobody of the demo world has a second step
        return None
    if session.get(OWES_KEY) and request.endpoint not in OPEN_TO_DEBTORS:
        return redirect(url_for("account.new_key"), 303)
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, FRESH_MARK, False) or is_proof_fresh(_proved_at(), now()):
        return None
    came_from = request.full_path.rstrip("?") if request.method == "GET" else urlsplit(request.referrer or "").path
    return redirect(url_for("account.again", next=safe_next(came_from) or None), 303)


def _proved_at() -> datetime | None:
    kept = session.get(PROVED_AT)
    return None if kept is None else datetime.fromisoformat(kept)


def _refuse_other_sites() -> None:
    # Browsers say where a request comes from; old ones say nothing, and then the token alone decides.
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"cross-site", "same-site"}:
        abort(400)


def page_form_token(secret: str) -> str:
    """Give the token of a form on the private page. secret: the link's address, or what the browser holds.

    No session is begun for it: whoever only looks, a robot among them, leaves nothing behind.
    """
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"private page form\x00{secret}".encode(), hashlib.sha256).hexdigest()


def _insist_on_page_form() -> None:
    named = (request.view_args or {}).get("token")
    held = request.cookies.get(f"__Host-{PAGE_COOKIE}") or request.cookies.get(PAGE_COOKIE, "")
    secret = str(named) if named else held[:100]
    if not hmac.compare_digest(request.form.get("form", "").encode(), page_form_token(secret).encode()):
        abort(400)


def _check_token(expected: str) -> None:
    if not expected:
        abort(404)
    if not brings_token(expected):
        abort(401)


def brings_token(expected: str) -> bool:
    """Say whether the request brings this bearer token. Nobody can bring "" as one."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    is_bearer = kind.casefold() == "bearer"
    return bool(expected) and is_bearer and hmac.compare_digest(token.strip().encode(), expected.encode())


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    if wanted in {"", "/"}:
        return redirect(url_for("account.sign_in"), 303)
    return redirect(url_for("account.sign_in", next=wanted), 303)


def _record_denial() -> None:
    entry = Entry(
        at=now(),
        deed="door",
        outcome=AuditOutcome.DENIED,
        account_id=viewer().account_id,
        role=viewer().role.value,
        subject=(request.endpoint or "")[:80],
        request_id=request_id(),
    )
    with kit().store.changing() as desk:
        desk.audit.record(entry)


def safe_next(address: str | None) -> str:
    """Give an address of this site to go on to; "" when it could lead anywhere else."""
    address = address or ""
    plain = unquote(unquote(address))
    if not address.startswith("/") or len(address) > 1000:
        return ""
    if any(letter in text for text in (address, plain) for letter in "\\\r\n\t\0"):
        return ""
    if plain.startswith("//") or not address.isprintable() or not plain.isprintable():
        return ""
    parts = urlsplit(address)
    return "" if parts.scheme or parts.netloc else address
