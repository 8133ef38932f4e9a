"""Seals what must not lie open in the database: names, numbers, addresses, dates of birth, message bodies.

AES-256-GCM with the column and the row in the associated data: a value moved to another row or column does not open.
Equal values seal differently; where a value must be found again, its keyed index (`index_of`) is kept beside it.
"""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class BrokenSeal(Exception):
    """A sealed value does not open: wrong key, wrong row, or damage."""


class BadKeys(ValueError):
    """FIELD_KEYS cannot be used. The message says why and never shows a key."""


@dataclass(frozen=True, slots=True)
class Vault:
    """Keys by name. `current` seals, all of them open. `index_key` makes keyed indexes and is never rotated alone."""

    current: str
    keys: dict[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    def seal(self, place: str, row_id: str, text: str) -> bytes:
        """Seal `text` for one column (`place`, "table.column") of one row."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        name = self.current.encode()
        body = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), _bound_to(place, row_id, self.current))
        return bytes([len(name)]) + name + nonce + body

    def open(self, place: str, row_id: str, sealed: bytes) -> str:
        """Open what `seal` made for the same place and row.

        Raises:
            BrokenSeal: it was made for another place, or its key is not here.
        """
        size = sealed[0]
        name = sealed[1 : 1 + size].decode()
        nonce = sealed[1 + size : 1 + size + NONCE_BYTES]
        if name not in self.keys:
            raise BrokenSeal(f"no key named {name} for {place}")
        try:
            plain = AESGCM(self.keys[name]).decrypt(
                nonce, sealed[1 + size + NONCE_BYTES :], _bound_to(place, row_id, name)
            )
        except InvalidTag:
            raise BrokenSeal(f"{place} of row {row_id} does not open") from None
        return plain.decode()

    def index_of(self, place: str, text: str) -> str:
        """Give the keyed index by which an equal value can be found again."""
        return hmac.new(self.index_key, f"{place}\x00{text}".encode(), hashlib.sha256).hexdigest()


def read_keys(text: str) -> Vault:
    """Read FIELD_KEYS: "index:BASE64,NAME:BASE64[,OLDER:BASE64]"; the first named key seals.

    Raises:
        BadKeys: a part is malformed, a key is not 32 bytes, or the index key or a sealing key is missing.
    """
    found: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, value = part.partition(":")
        try:
            key = b64decode(value, validate=True)
        except ValueError:
            raise BadKeys(f"FIELD_KEYS: the key named {name!r} is not base64") from None
        if len(key) != KEY_BYTES:
            raise BadKeys(f"FIELD_KEYS: the key named {name!r} has {len(key)} bytes, {KEY_BYTES} are needed")
        found[name] = key
    index_key = found.pop("index", None)
    if index_key is None or not found:
        raise BadKeys("FIELD_KEYS needs an index key and at least one named key: index:BASE64,NAME:BASE64")
    return Vault(current=next(iter(found)), keys=found, index_key=index_key)


def new_keys(name: str) -> str:
    """Make a fresh FIELD_KEYS text with one sealing key."""
    parts = {"index": secrets.token_bytes(KEY_BYTES), name: secrets.token_bytes(KEY_BYTES)}
    return ",".join(f"{label}:{b64encode(key).decode()}" for label, key in parts.items())


def _bound_to(place: str, row_id: str, key_name: str) -> bytes:
    return f"{place}\x00{row_id}\x00{key_name}".encode()
