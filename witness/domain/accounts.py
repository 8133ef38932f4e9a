"""Who may sign in, and the rules of it: passwords, codes, the life of a session, how guessing is slowed."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from zxcvbn import zxcvbn

from witness.domain.access import Role, TeamKind, Viewer
from witness.domain.errors import Refused
from witness.identifiers import ALPHABET

# Guesses, as a power of ten, that whoever stole the hashes needs when they try leaked passwords, words, names, dates
# and rows of keys first. At a tenth of a second each, 10⁹ take three years of one processor.
GUESSES_WANTED = 9
# Long and built of rare words, and still the first long one that anybody tries.
FAMOUS = ("correcthorsebatterystaple",)
CONTEXT_WORDS = ("witness", "support", "court", "police", "prosecution", "safeguarding", "crown")

# What is longer is hard to guess by its length, and would take long to judge.
JUDGED_LETTERS = 72
PASSWORD_SHORTEST = 12
PASSWORD_LONGEST = 256
INVITE_LIVES = timedelta(days=3)
# How long somebody may take between the password and the code.
FIRST_STEP_LIVES = timedelta(minutes=10)

# 256 bits in letters that may stand in an address.
TOKEN_LETTERS = 43
RECOVERY_CODE_COUNT = 10
# 24 letters of five bits: enough for a plain fast hash to protect them.
RECOVERY_CODE_LETTERS = 24
# Letters that our alphabet leaves out because people read them as these digits.
READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})


class AccountState(StrEnum):
    """Where an account stands."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Team:
    """A support team or a unit of the CPS."""

    id: str
    name: str
    kind: TeamKind
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. Password and second factor are kept apart and never travel with it.

    generation: rises when every open session must die. mails_digest: they want a mail each working morning that says
    how much waits for them.
    """

    id: str
    email: str
    name: str
    role: Role
    team_id: str
    state: AccountState = AccountState.INVITED
    desk_phone: str = ""
    generation: int = 1
    mails_digest: bool = True

    @property
    def viewer(self) -> Viewer:
        """What the need-to-know policy sees of them."""
        return Viewer(account_id=self.id, role=self.role, team_id=self.team_id, name=self.name)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The right password was given: somebody stands between the two steps and may see nothing yet."""

    account_id: str
    generation: int
    at: datetime

    def still_holds(self, account: Account, now: datetime) -> bool:
        """Whether the second step may follow: in time, and for the account as it was."""
        as_it_was = account.state is AccountState.ACTIVE and account.generation == self.generation
        return as_it_was and now - self.at < FIRST_STEP_LIVES


@dataclass(frozen=True, slots=True)
class SignInSession:
    """A server-side session; the browser alone holds its token. account_id: None before sign-in."""

    token_hash: str
    account_id: str | None
    data: Mapping[str, Any] = field(repr=False)
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """A session dies when nobody used it for `idle`, and in any case after `absolute`."""

    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=12)
    # Seeing is written down at most this often: most requests write nothing.
    seen_every: timedelta = timedelta(minutes=1)
    # One more sign-in ends the oldest session.
    most: int = 5


STAFF_SESSIONS = SessionLimits()


def is_live(session: SignInSession, limits: SessionLimits, now: datetime) -> bool:
    """Whether a session may still be used."""
    return now - session.seen_at < limits.idle and now - session.began_at < limits.absolute


class Counter(StrEnum):
    """What failed tries are counted by."""

    # From outside only the pair is slowed: failing in a colleague's name elsewhere does not keep them out.
    ACCOUNT_AND_ADDRESS = "account_and_address"
    ADDRESS = "address"
    # A browser that its owner has signed in from has a count of its own: whoever fails elsewhere, also from the same
    # network, does not keep them out on the morning of a trial.
    ACCOUNT_AND_DEVICE = "account_and_device"
    # Slows nobody: it only says after a sign-in that somebody had been trying.
    ACCOUNT = "account"
    # Links by mail, by where they are asked for and for whom: a mailbox is not filled by strangers.
    LINK_ADDRESS = "link_address"
    LINK_EMAIL = "link_email"
    # Wrong codes come only from somebody who knows the password, so here the account alone may be counted.
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Throttle:
    """After `free` failures within `window` each try waits, twice as long every time, up to `longest`."""

    free: int
    window: timedelta
    first_wait: timedelta
    longest: timedelta


THROTTLES: dict[Counter, Throttle] = {
    Counter.ACCOUNT_AND_ADDRESS: Throttle(5, timedelta(minutes=30), timedelta(seconds=30), timedelta(minutes=10)),
    # An office shares one address, so it has room for many people's typing mistakes.
    Counter.ADDRESS: Throttle(60, timedelta(minutes=30), timedelta(seconds=10), timedelta(minutes=10)),
    Counter.ACCOUNT_AND_DEVICE: Throttle(5, timedelta(minutes=30), timedelta(seconds=30), timedelta(minutes=10)),
    Counter.LINK_ADDRESS: Throttle(20, timedelta(hours=1), timedelta(minutes=1), timedelta(hours=1)),
    Counter.LINK_EMAIL: Throttle(3, timedelta(hours=1), timedelta(minutes=10), timedelta(hours=1)),
    Counter.CODE: Throttle(5, timedelta(minutes=30), timedelta(seconds=30), timedelta(minutes=10)),
}


def free_again_at(failures: Iterable[datetime], throttle: Throttle, now: datetime) -> datetime | None:
    """Say when the next try is allowed; None means at once."""
    recent = [at for at in failures if now - at < throttle.window]
    if len(recent) < throttle.free:
        return None
    doublings = min(len(recent) - throttle.free, 20)
    allowed_at = max(recent) + min(throttle.first_wait * 2**doublings, throttle.longest)
    return allowed_at if allowed_at > now else None


class PasswordNotAllowed(Refused):
    """The chosen password breaks a rule. The message says which."""


def check_password(password: str, *, email: str, name: str) -> None:
    """Hold a new password against the rules.

    Raises:
        PasswordNotAllowed: it breaks one.
    """
    if len(password) < PASSWORD_SHORTEST:
        raise PasswordNotAllowed(f"The password must have {PASSWORD_SHORTEST} characters or more.")
    if len(password) > PASSWORD_LONGEST:
        raise PasswordNotAllowed(f"The password must have {PASSWORD_LONGEST} characters or fewer.")
    plain = password.casefold()
    judged = zxcvbn(plain[:JUDGED_LETTERS], [*CONTEXT_WORDS, *_own_words(email, name)])
    if judged["guesses_log10"] < GUESSES_WANTED or "".join(filter(str.isalpha, plain)) in FAMOUS:
        raise PasswordNotAllowed("That password is one of the first that anybody would guess. Choose another.")
    if any(word in plain for word in CONTEXT_WORDS):
        raise PasswordNotAllowed("The password must not contain a word of this service, such as “witness”.")
    if any(word in plain for word in _own_words(email, name)):
        raise PasswordNotAllowed("The password must not contain your name or your email address.")


def _own_words(email: str, name: str) -> list[str]:
    words = [*name.casefold().split(), email.casefold().partition("@")[0]]
    return [word for word in words if len(word) >= 4]


def new_token() -> str:
    """Make a secret of 256 bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def looks_like_token(text: str) -> bool:
    """Whether a cookie holds what `new_token` makes: anything else is not taken over."""
    return len(text) == TOKEN_LETTERS and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def token_hash(token: str) -> str:
    """Give what is kept of a token or recovery code: both are too long to be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_recovery_codes() -> tuple[str, ...]:
    """Make a set of one-use codes as they are printed: "xxxx-xxxx-xxxx-xxxx-xxxx-xxxx"."""
    return tuple(_one_recovery_code() for _ in range(RECOVERY_CODE_COUNT))


def plain_recovery_code(typed: str) -> str:
    """Read a recovery code as a person types it."""
    return "".join(typed.casefold().translate(READ_AS).replace("-", "").split())


def looks_like_recovery_code(typed: str) -> bool:
    """Whether what was typed has the length of a recovery code."""
    return len(plain_recovery_code(typed)) == RECOVERY_CODE_LETTERS


def _one_recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_CODE_LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, RECOVERY_CODE_LETTERS, 4))


def plain_email(typed: str) -> str:
    """Write an e-mail address the one way in which it is kept."""
    return typed.strip().casefold()
