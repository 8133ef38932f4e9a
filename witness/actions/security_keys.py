"""Registers security keys and has them prove themselves. What they sign is looked at by the `webauthn` library."""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from witness.actions.account_entries import account_entry
from witness.actions.staff_notices import tell_of_account
from witness.domain.account_news import AccountNews
from witness.domain.accounts import Account
from witness.domain.security_keys import KeyRefused, SecurityKey, name_of_key
from witness.identifiers import new_id
from witness.store import Desk, Store

SERVICE = "Witness support"
NOT_PROVED = "The key did not prove itself. Try again, on the address that you always use."
# The longest answer of a key that is looked at; real ones have about a thousand letters.
ANSWER_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where a key is used. A key answers for one host only, which is what makes it worth having."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """What a key is asked: options for the browser, and the random bytes that have to come back signed."""

    options: str
    challenge: str


def site_at(public_url: str) -> Site:
    """Give the site of an installation from its address, as "https://support.example"."""
    parts = urlsplit(public_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def ask_for_new_key(store: Store, account: Account, site: Site) -> KeyQuestion:
    """Ask the browser to make a key for this site."""
    with store.reading() as desk:
        keys = desk.accounts.keys.of(account.id)
    challenge = secrets.token_bytes(32)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=SERVICE,
        user_id=account.id.encode(),
        user_name=account.email,
        user_display_name=account.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential) for key in keys],
    )
    return KeyQuestion(options_to_json(options), challenge.hex())


def keep_new_key(
    store: Store, account: Account, site: Site, question: str, answer: str, name: str, *, now: datetime, request_id: str
) -> SecurityKey:
    """Register the key that answered `question`, the challenge of `ask_for_new_key`.

    Raises:
        KeyRefused: the answer is not one to this question, or there is no room, or the name is taken.
    """
    try:
        found = verify_registration_response(
            credential=_read(answer),
            expected_challenge=_challenge(question),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, KeyError, TypeError, ValueError) as problem:
        raise KeyRefused(NOT_PROVED) from problem
    with store.changing() as desk:
        key = SecurityKey(
            key_id=new_id(),
            account_id=account.id,
            credential=found.credential_id,
            public_key=found.credential_public_key,
            uses=found.sign_count,
            name=name_of_key(name, desk.accounts.keys.of(account.id)),
            added_at=now,
        )
        if not desk.accounts.keys.add(key):
            raise KeyRefused("This key is registered already.")
        tell_of_account(desk, AccountNews.KEY_ADDED, account.id, now)
        desk.audit.record(account_entry("account.key", account, now=now, by=account.viewer, request_id=request_id))
    return key


def ask_for_key(store: Store, account_id: str, site: Site) -> KeyQuestion | None:
    """Ask for one of somebody's keys; None when they have none."""
    with store.reading() as desk:
        keys = desk.accounts.keys.of(account_id)
    if not keys:
        return None
    challenge = secrets.token_bytes(32)
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=key.credential) for key in keys],
    )
    return KeyQuestion(options_to_json(options), challenge.hex())


def spend_key(desk: Desk, account_id: str, site: Site, question: str, answer: str, now: datetime) -> bool:
    """Say whether one of somebody's keys signed this question for this site, and note that it was used."""
    try:
        credential = _read(answer)
        given = base64url_to_bytes(str(credential["id"]))
        key = next(k for k in desk.accounts.keys.of(account_id) if hmac.compare_digest(k.credential, given))
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=_challenge(question),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.uses,
        )
    except (WebAuthnException, KeyError, TypeError, ValueError, StopIteration):
        return False
    return desk.accounts.keys.used(key, found.new_sign_count, now)


def remove_key(store: Store, account: Account, key_id: str, *, now: datetime, request_id: str) -> None:
    """Remove one of one's own keys.

    Raises:
        KeyRefused: it is not there.
    """
    with store.changing() as desk:
        if not desk.accounts.keys.remove(account.id, key_id):
            raise KeyRefused("That key is gone already.")
        tell_of_account(desk, AccountNews.KEY_REMOVED, account.id, now)
        desk.audit.record(
            account_entry("account.key_removed", account, now=now, by=account.viewer, request_id=request_id)
        )


def _read(answer: str) -> dict[str, object]:
    if len(answer) > ANSWER_LONGEST:
        raise ValueError("the answer is too long")
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError("the answer is no object")
    return read


def _challenge(question: str) -> bytes:
    challenge = bytes.fromhex(question)
    if len(challenge) != 32:
        raise ValueError("nothing was asked")
    return challenge
