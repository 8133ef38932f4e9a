"""Keeps safe-contact records. Numbers and addresses are sealed; a keyed index finds the sender of a reply."""

from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from witness.domain.contact import Channel, ContactState, ContactStep, SafeContact, Tier
from witness.identifiers import new_id
from witness.store.tables.contact import ContactStepRow, SafeContactRow
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
        if contact.steps:
            rows = [_step_row(contact.contact_id, n, step) for n, step in enumerate(contact.steps, start=1)]
            self._connection.execute(insert(ContactStepRow), rows)

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

    def set_state(
        self,
        contact_id: str,
        state: ContactState,
        *,
        now: datetime,
        because: str = "",
        by_id: str | None = None,
    ) -> None:
        """Record whether a number or address may be used, as a further step."""
        self._connection.execute(
            update(SafeContactRow).where(SafeContactRow.id == contact_id).values(state=state.value)
        )
        self._step(contact_id, state, now, because, by_id)

    def reviewed(self, contact_id: str, on: date, *, now: datetime, by_id: str | None = None) -> None:
        """Record that the person has confirmed by voice how they may be reached."""
        self._connection.execute(
            update(SafeContactRow)
            .where(SafeContactRow.id == contact_id)
            .values(reviewed_on=on, state=ContactState.USABLE.value)
        )
        self._step(contact_id, ContactState.USABLE, now, "checked by voice", by_id)

    def _step(self, contact_id: str, state: ContactState, now: datetime, because: str, by_id: str | None) -> None:
        tier = self._connection.execute(
            select(SafeContactRow.tier).where(SafeContactRow.id == contact_id)
        ).scalar_one_or_none()
        if tier is None:
            return
        newest = select(func.max(ContactStepRow.number)).where(ContactStepRow.contact_id == contact_id)
        number = (self._connection.execute(newest).scalar_one() or 0) + 1
        row = _step_row(contact_id, number, ContactStep(state, Tier(tier), now, because)) | {"by_id": by_id}
        self._connection.execute(insert(ContactStepRow).values(**row))

    def _contacts(self, query) -> tuple[SafeContact, ...]:  # type: ignore[no-untyped-def]
        found = self._connection.execute(query).all()
        steps: dict[str, list[ContactStep]] = {}
        taken = self._connection.execute(
            select(ContactStepRow)
            .where(ContactStepRow.contact_id.in_([row.id for row in found]))
            .order_by(ContactStepRow.number)
        )
        for step in taken:
            kept = ContactStep(ContactState(step.state), Tier(step.tier), step.at, step.because)
            steps.setdefault(step.contact_id, []).append(kept)
        return tuple(
            contact_of(row, self._vault.open(VALUE, row.id, row.value_sealed), tuple(steps.get(row.id, ())))
            for row in found
        )


def contact_of(row, value: str, steps: tuple[ContactStep, ...] = ()) -> SafeContact:  # type: ignore[no-untyped-def]
    """Turn a row of `safe_contact` into a value. value: the number, "" where it is not to be opened."""
    return SafeContact(
        contact_id=row.id,
        person_id=row.person_id,
        channel=Channel(row.channel),
        value=value,
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
        steps=steps,
    )


def _step_row(contact_id: str, number: int, step: ContactStep) -> dict[str, object]:
    return {
        "id": new_id(),
        "contact_id": contact_id,
        "number": number,
        "state": step.state.value,
        "tier": int(step.tier),
        "at": step.at,
        "because": step.because,
        "by_id": None,
    }
