"""Hours and levels as the forms of safe contact write them."""

from datetime import time

from witness.domain.contact import Tier

# More than these takes questions that the phone's own page asks.
TIERS = (
    (str(int(Tier.L1)), "A day and a time, no purpose (L1)"),
    (str(int(Tier.L0)), "Only “please ring us” (L0)"),
)


def hour_of(text: str) -> time | None:
    """Read "09:00"; None when it is no hour."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
