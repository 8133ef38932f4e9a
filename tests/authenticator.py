"""A security key that tests hold in their hands: it signs what it is asked, as a browser and a key do together."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """origin: where the browser thinks it is; a page that only looks like ours cannot choose it."""

    origin: str
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    uses: int = 0

    def make(self, options: str) -> str:
        """Answer what a page asks that registers a key."""
        asked = json.loads(options)
        numbers = self.secret.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        held = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cbor2.dumps(public)
        data = self._data(asked["rp"]["id"], PRESENT | VERIFIED | WITH_KEY) + held
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=letters(client), attestationObject=letters(attestation))

    def prove(self, options: str) -> str:
        """Answer what a page asks somebody who has the key."""
        asked = json.loads(options)
        self.uses += 1
        data = self._data(asked["rpId"], PRESENT | VERIFIED)
        client = self._client("webauthn.get", asked["challenge"])
        signed = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=letters(client), authenticatorData=letters(data), signature=letters(signed))

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.uses)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: Any) -> str:
        name = letters(self.credential)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
