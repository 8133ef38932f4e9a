"""What a view may ask about the request it answers: the ports, the time, and who is asking."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app, g
from flask_login import current_user

from witness.actions.passwords import Passwords
from witness.domain.access import Asking, Viewer
from witness.domain.accounts import Account
from witness.kit import Kit

EXTENSION = "witness"


@dataclass(frozen=True, slots=True)
class Fittings:
    """What the application carries along."""

    kit: Kit
    passwords: Passwords


def fittings() -> Fittings:
    """Give what the application carries along."""
    return cast(Fittings, current_app.extensions[EXTENSION])


def kit() -> Kit:
    """Give the ports and the settings."""
    return fittings().kit


def now() -> datetime:
    """Give the present instant by the kit's clock."""
    return kit().clock.now()


def is_signed_in() -> bool:
    """Whether somebody has passed both steps of signing in."""
    return bool(getattr(current_user, "is_authenticated", False))


def account() -> Account:
    """Give the account that is signed in. Only behind a door that lets nobody else in."""
    return cast(Account, getattr(current_user, "account"))  # noqa: B009


def viewer() -> Viewer:
    """Give who is signed in, as the need-to-know policy sees them."""
    return account().viewer


def request_id() -> str:
    """Give the opaque name of this request, which is in its log line, its audit entries and its error page."""
    return cast(str, g.get("request_id", ""))


def asking() -> Asking:
    """Give who is asking, when, and by which request: what actions and questions are handed."""
    return Asking(viewer(), now(), request_id())
