"""Signing in and out, accepting an invitation, and one's own account."""

from witness.web.account import feed, forgotten, invite, keys, overview, sign_in
from witness.web.account.demo import demo_door
from witness.web.account.pages import account

__all__ = ["account", "demo_door", "feed", "forgotten", "invite", "keys", "overview", "sign_in"]
