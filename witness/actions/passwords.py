"""Turns passwords into hashes and back into a yes or no, with Argon2id."""

from threading import BoundedSemaphore
from typing import Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Hashing is memory and time on purpose; more at once than this would let a stranger wear the machine out.
MOST_AT_ONCE = 4


class Passwords:
    """Hashes and compares. An unknown person costs as much time as a known one."""

    def __init__(self, *, memory_kib: int, rounds: int) -> None:
        """Choose the cost of one hash."""
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)
        self._turns = BoundedSemaphore(MOST_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    @classmethod
    def strong(cls) -> Self:
        """Give the cost for real use: 64 MiB, three rounds."""
        return cls(memory_kib=64 * 1024, rounds=3)

    @classmethod
    def light(cls) -> Self:
        """Give the cost for tests, where thousands are hashed."""
        return cls(memory_kib=64, rounds=1)

    def hash(self, password: str) -> str:
        """Give what is kept of a password."""
        with self._turns:
            return self._hasher.hash(password)

    def matches(self, kept: str, password: str) -> bool:
        """Whether `password` is the one kept. kept "": nobody; it takes as long and is never right."""
        with self._turns:
            try:
                self._hasher.verify(kept or self._nobody, password)
            except (VerificationError, InvalidHashError):
                return False
        return kept != ""

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)
