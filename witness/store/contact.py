"""Keeps safe-contact records. Numbers and addresses are sealed; a keyed index finds the sender of a reply."""

from datetime import date

from sqlalchemy import Connection, insert, select, update

from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.people import CasePersonRow
from witness.store.vault import Vault

VALUE = "safe_contact.value"


class Contacts:
    """The drawer of safe-contact records."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, contact: SafeContact) -> None:
        """Keep a record."""
        self._connection.execute(
            insert(SafeContactRow).values(
                id=contact.contact_id,
                person_id=contact.person_id,
                channel=contact.channel.value,
                value_sealed=self._vault.seal(VALUE, contact.contact_id, contact.value),
                value_key=self._vault.index_of(VALUE, contact.value),
                tier=int(contact.tier),
                state=contact.state.value,
                whose=contact.whose,
                seen_by=contact.seen_by,
                signed_as=contact.signed_as,
                language=contact.language,
                safe_days="".join(str(day) for day in sorted(contact.safe_days)),
                safe_from=contact.safe_from,
                safe_until=contact.safe_until,
                wants_calendar=contact.wants_calendar,
                reviewed_on=contact.reviewed_on,
            )
        )

    def has(self, contact_id: str) -> bool:
        """Whether this record is known."""
        query = select(SafeContactRow.id).where(SafeContactRow.id == contact_id)
        return self._connection.execute(query).one_or_none() is not None

    def get(self, contact_id: str) -> SafeContact | None:
        """Give one record, or None."""
        return next(iter(self._contacts(select(SafeContactRow).where(SafeContactRow.id == contact_id))), None)

    def of_case(self, case_id: str) -> tuple[SafeContact, ...]:
        """Give the records of everybody who plays a part in a case."""
        people = select(CasePersonRow.person_id).where(CasePersonRow.case_id == case_id)
        query = select(SafeContactRow).where(SafeContactRow.person_id.in_(people)).order_by(SafeContactRow.id)
        return self._contacts(query)

    def with_value(self, value: str) -> tuple[SafeContact, ...]:
        """Give every record of a number or address, whoever's it is."""
        key = self._vault.index_of(VALUE, value)
        return self._contacts(select(SafeContactRow).where(SafeContactRow.value_key == key).order_by(SafeContactRow.id))

    def key_of(self, value: str) -> str:
        """Give the keyed index of a number."""
        return self._vault.index_of(VALUE, value)

    def set_state(self, contact_id: str, state: ContactState) -> None:
        """Record whether a number or address may be used."""
        self._connection.execute(
            update(SafeContactRow).where(SafeContactRow.id == contact_id).values(state=state.value)
        )

    def reviewed(self, contact_id: str, on: date) -> None:
        """Record that the person has confirmed by voice how they may be reached."""
        self._connection.execute(
            update(SafeContactRow)
            .where(SafeContactRow.id == contact_id)
            .values(reviewed_on=on, state=ContactState.USABLE.value)
        )

    def _contacts(self, query) -> tuple[SafeContact, ...]:  # type: ignore[no-untyped-def]
        return tuple(
            SafeContact(
                contact_id=row.id,
                person_id=row.person_id,
                channel=Channel(row.channel),
                value=self._vault.open(VALUE, row.id, row.value_sealed),
                tier=Tier(row.tier),
                state=ContactState(row.state),
                reviewed_on=row.reviewed_on,
                signed_as=row.signed_as,
                language=row.language,
                safe_days=frozenset(int(day) for day in row.safe_days),
                safe_from=row.safe_from,
                safe_until=row.safe_until,
                seen_by=row.seen_by,
                whose=row.whose,
                wants_calendar=row.wants_calendar,
            )
            for row in self._connection.execute(query)
        )
