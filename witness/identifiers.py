"""Names for things: opaque, random and long, so that an address reveals nothing and cannot be guessed."""

import secrets
from base64 import b32encode

# Crockford's base 32 without letters that are mistaken for digits.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26  # 130 bits
BYTES = 17  # enough for them
_TO_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())


def new_id() -> str:
    """Make a new opaque name of 26 characters."""
    return b32encode(secrets.token_bytes(BYTES))[:LENGTH].translate(_TO_OURS).decode()


def id_from(seed: bytes) -> str:
    """Make the opaque name that belongs to a secret seed of at least 17 bytes: the same for the same seed.

    Raises:
        ValueError: the seed is too short to be worth 130 bits.
    """
    if len(seed) < BYTES:
        raise ValueError("a seed has at least 17 bytes")
    return b32encode(seed)[:LENGTH].translate(_TO_OURS).decode()


def looks_like_id(text: str) -> bool:
    """Whether `text` has the shape of an opaque name."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)
