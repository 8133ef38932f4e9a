"""Security keys: a second step that a page which only looks like ours cannot pass on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.domain.access import Role
from witness.domain.errors import Refused

# Who can open the most: whoever learns their password and one code must still stand outside (trust reference, 6.3.3).
KEY_ROLES = frozenset({Role.ADMIN, Role.MANAGER})
MOST_KEYS = 5
NAME_LONGEST = 60
# How long after the second step somebody may do what needs it anew (trust reference, 7.5.3).
PROOF_LIVES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SecurityKey:
    """A key that somebody registered: its public half alone. uses: the key's own count, which only rises."""

    key_id: str
    account_id: str
    credential: bytes
    public_key: bytes
    uses: int
    name: str
    added_at: datetime
    used_at: datetime | None = None


class KeyRefused(Refused):
    """The key did not prove itself, or cannot be kept. The message says why."""


def passes_by_code(role: Role, keys: tuple[SecurityKey, ...], *, insists: bool) -> bool:
    """Say whether a code of the authenticator is enough for the second step.

    insists: whether this installation asks these roles for keys. Whoever has none yet passes by code, and then finds
    nothing open but the page on which a key is registered.
    """
    return not (insists and role in KEY_ROLES and keys)


def must_register(role: Role, keys: tuple[SecurityKey, ...], *, insists: bool) -> bool:
    """Say whether somebody has to register a key before anything else."""
    return insists and role in KEY_ROLES and not keys


def name_of_key(typed: str, keys: tuple[SecurityKey, ...]) -> str:
    """Give the name under which a key is kept.

    Raises:
        KeyRefused: there is no room for another, or the name is too long or taken.
    """
    name = " ".join(typed.split()) or f"Key {len(keys) + 1}"
    if len(keys) >= MOST_KEYS:
        raise KeyRefused(f"You have {MOST_KEYS} keys. Remove one first.")
    if len(name) > NAME_LONGEST:
        raise KeyRefused(f"The name must have {NAME_LONGEST} letters or fewer.")
    if any(key.name.casefold() == name.casefold() for key in keys):
        raise KeyRefused(f"You have a key called “{name}” already. Give this one another name.")
    return name


def is_proof_fresh(proved_at: datetime | None, now: datetime) -> bool:
    """Say whether the second step was taken so lately that it still stands for what needs it anew."""
    return proved_at is not None and now - proved_at < PROOF_LIVES
