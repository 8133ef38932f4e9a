"""The blueprint of the account pages, and what they share: the session's own keys and the step inside."""

from datetime import datetime
from typing import cast

from flask import Blueprint, session
from flask_login import login_user

from witness.domain.accounts import Account, FirstStep
from witness.web.doors import safe_next
from witness.web.here import now
from witness.web.navigation import home_url
from witness.web.sessions import ServerSession, Staff

account = Blueprint("account", __name__)

FIRST_STEP, ENROLLING, NEXT = "first_step", "enrolling", "next"


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


def step_inside(who: Account) -> str:
    """Sign somebody in, with a new token, and give the address to go on to."""
    onward = safe_next(session.get(NEXT))
    server_session().start_afresh()
    login_user(Staff(who))
    return onward or home_url()
