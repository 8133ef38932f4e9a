"""The blueprint of the account pages, and what they share: the session's own keys and the step inside."""

from datetime import datetime
from typing import cast

from flask import Blueprint, request, session
from flask_login import login_user
from werkzeug.wrappers import Response

from witness.domain.accounts import Account, FirstStep
from witness.domain.devices import DEVICE_LIVES
from witness.questions.accounts import owes_key
from witness.web.doors import OWES_KEY, PROVED_AT, safe_next
from witness.web.here import kit, now
from witness.web.navigation import home_url
from witness.web.sessions import ServerSession, Staff

account = Blueprint("account", __name__)

FIRST_STEP, ENROLLING, NEXT = "first_step", "enrolling", "next"
# The challenge that a key was asked in this session. It can be answered once.
KEY_QUESTION = "key_question"
DEVICE_COOKIE = "device"


def server_session() -> ServerSession:
    """Give the session of this request, with what Flask does not know about it."""
    return cast(ServerSession, session._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001


def remember_first_step(who: Account, onward: str) -> None:
    """Note that the password was right. Nothing is open yet; the token is new all the same."""
    server_session().start_afresh()
    session[FIRST_STEP] = [who.id, who.generation, now().isoformat()]
    session[NEXT] = safe_next(onward)


def first_step() -> FirstStep | None:
    """Give whose password was right in this session; None when nobody's was."""
    kept = session.get(FIRST_STEP)
    if kept is None:
        return None
    account_id, generation, at = kept
    return FirstStep(account_id, generation, datetime.fromisoformat(at))


def remember_question(challenge: str) -> None:
    """Note what a key is asked, in place of what one was asked before."""
    session[KEY_QUESTION] = challenge


def asked_key() -> str:
    """Give what a key was asked in this session, once; "" when none was."""
    return str(session.pop(KEY_QUESTION, ""))


def remember_proof() -> None:
    """Note that the second step has just been taken."""
    session[PROVED_AT] = now().isoformat()


def owes_no_key() -> None:
    """Note that a key is registered, so that every page is open."""
    session.pop(OWES_KEY, None)


def step_inside(who: Account) -> str:
    """Sign somebody in, with a new token, and give the address to go on to."""
    onward = safe_next(session.get(NEXT))
    server_session().start_afresh()
    login_user(Staff(who))
    remember_proof()
    if owes_key(kit().store, who, insists=kit().settings.insists_on_keys):
        session[OWES_KEY] = True
    return onward or home_url()


def device_token() -> str:
    """Give what this browser says it is; "" when it says nothing."""
    return request.cookies.get(_device_cookie(), "")


def keep_device(response: Response, token: str) -> Response:
    """Have the browser keep the token by which it is known when somebody signs in again. token "": it has one."""
    if token:
        secure = kit().settings.is_on_https
        response.set_cookie(
            _device_cookie(), token, max_age=DEVICE_LIVES, path="/", secure=secure, httponly=True, samesite="Strict"
        )
    return response


def _device_cookie() -> str:
    return f"__Host-{DEVICE_COOKIE}" if kit().settings.is_on_https else DEVICE_COOKIE
