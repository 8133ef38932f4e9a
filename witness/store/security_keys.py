"""Keeps the public halves of security keys, and the devices that somebody has signed in from."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from witness.domain.devices import Device
from witness.domain.security_keys import SecurityKey
from witness.store.tables.accounts import DeviceRow, SecurityKeyRow


class SecurityKeys:
    """The drawer of security keys."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, key: SecurityKey) -> bool:
        """Keep a new key. False: it is registered already, by whomever."""
        known = select(SecurityKeyRow.id).where(SecurityKeyRow.credential_hash == _index(key.credential))
        if self._connection.execute(known).one_or_none() is not None:
            return False
        self._connection.execute(
            insert(SecurityKeyRow).values(
                id=key.key_id,
                account_id=key.account_id,
                credential=key.credential,
                credential_hash=_index(key.credential),
                public_key=key.public_key,
                uses=key.uses,
                name=key.name,
                added_at=key.added_at,
            )
        )
        return True

    def of(self, account_id: str) -> tuple[SecurityKey, ...]:
        """Give the keys of an account, the oldest first."""
        rows = self._connection.execute(
            select(SecurityKeyRow)
            .where(SecurityKeyRow.account_id == account_id)
            .order_by(SecurityKeyRow.added_at, SecurityKeyRow.id)
        )
        return tuple(_key(row) for row in rows)

    def used(self, key: SecurityKey, uses: int, at: datetime) -> bool:
        """Record that a key proved itself. False: it was removed, or used elsewhere, at this very moment."""
        changed = self._connection.execute(
            update(SecurityKeyRow)
            .where(SecurityKeyRow.id == key.key_id, SecurityKeyRow.uses == key.uses)
            .values(uses=uses, used_at=at)
        )
        return changed.rowcount == 1

    def remove(self, account_id: str, key_id: str) -> bool:
        """Remove a key for good. False: it is not theirs, or not there."""
        gone = self._connection.execute(
            delete(SecurityKeyRow).where(SecurityKeyRow.id == key_id, SecurityKeyRow.account_id == account_id)
        )
        return gone.rowcount == 1

    def remove_all_of(self, account_id: str) -> int:
        """Remove every key of an account. Gives how many."""
        return self._connection.execute(delete(SecurityKeyRow).where(SecurityKeyRow.account_id == account_id)).rowcount


class Devices:
    """The drawer of devices."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def find(self, account_id: str, token_hash: str) -> Device | None:
        """Give the device of an account by its cookie's token; None when they never used it."""
        row = self._connection.execute(
            select(DeviceRow).where(DeviceRow.account_id == account_id, DeviceRow.token_hash == token_hash)
        ).one_or_none()
        return None if row is None else _device(row)

    def of(self, account_id: str) -> tuple[Device, ...]:
        """Give the devices of an account, the one used last first."""
        rows = self._connection.execute(
            select(DeviceRow).where(DeviceRow.account_id == account_id).order_by(DeviceRow.seen_at.desc(), DeviceRow.id)
        )
        return tuple(_device(row) for row in rows)

    def add(self, device: Device) -> None:
        """Keep a new device."""
        self._connection.execute(
            insert(DeviceRow).values(
                id=device.device_id,
                account_id=device.account_id,
                token_hash=device.token_hash,
                name=device.name,
                first_at=device.first_at,
                seen_at=device.seen_at,
            )
        )

    def see(self, device_id: str, at: datetime) -> None:
        """Record that a device was signed in from again."""
        self._connection.execute(update(DeviceRow).where(DeviceRow.id == device_id).values(seen_at=at))

    def forget_all_of(self, account_id: str) -> int:
        """Forget every device of an account: the next sign-in from any is news again. Gives how many."""
        return self._connection.execute(delete(DeviceRow).where(DeviceRow.account_id == account_id)).rowcount


def _index(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()


def _key(row: Row[Any]) -> SecurityKey:
    return SecurityKey(
        key_id=row.id,
        account_id=row.account_id,
        credential=row.credential,
        public_key=row.public_key,
        uses=row.uses,
        name=row.name,
        added_at=row.added_at,
        used_at=row.used_at,
    )


def _device(row: Row[Any]) -> Device:
    return Device(
        device_id=row.id,
        account_id=row.account_id,
        token_hash=row.token_hash,
        name=row.name,
        first_at=row.first_at,
        seen_at=row.seen_at,
    )
