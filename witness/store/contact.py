"""Keeps safe-contact records. Numbers and addresses are sealed; a keyed index finds the sender of a reply."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from witness.domain.contact import Channel, ContactState, ContactStep, SafeContact, StepKind, Tier
from witness.domain.contact_answers import Incident, Terms
from witness.domain.contact_terms import TERM_NAMES, step_of, terms_as_plain, terms_from_plain, terms_of
from witness.identifiers import new_id
from witness.store.tables.accounts import AccountRow
from witness.store.tables.contact import ContactCodeRow, ContactStepRow, SafeContactRow
from witness.store.tables.people import CasePersonRow, PersonRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery, Rows
from witness.store.vault import Vault

VALUE = "safe_contact.value"
CODE_WORD = "safe_contact.code_word"
ALIAS = "safe_contact.alias"
TERMS = "contact_step.terms"
CODE = "contact_code.code"
CHECKS = frozenset({StepKind.RECORDED, StepKind.CHECKED, StepKind.CLEARED})

OF_THE_CASE = SafeContactRow.person_id.in_(select(CasePersonRow.person_id).where(CasePersonRow.case_id == THIS_CASE))
CONTACTS = CaseQuery(select(SafeContactRow).where(OF_THE_CASE), SafeContactRow.id)
CONTACT_STEPS = CaseQuery(
    select(ContactStepRow).where(ContactStepRow.contact_id.in_(select(SafeContactRow.id).where(OF_THE_CASE))),
    ContactStepRow.number,
)


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step of a record's history with who took it: their name, "" when no person did."""

    step: ContactStep
    by: str


@dataclass(frozen=True, slots=True)
class SpokenCode:
    """A code that waits to be read back. tries: how often something else was read."""

    made_at: datetime
    tries: int
    is_right: bool


class Contacts:
    """The drawer of safe-contact records."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, contact: SafeContact, *, by_id: str | None = None) -> None:
        """Keep a record with its steps. by_id: who gave them."""
        value = {
            "value_sealed": self._vault.seal(VALUE, contact.contact_id, contact.value),
            "value_key": self._vault.index_of(VALUE, contact.value),
        }
        self._connection.execute(insert(SafeContactRow).values(**self._row_of(contact), **value))
        if contact.steps:
            rows = [self._step_row(contact.contact_id, n, s, by_id) for n, s in enumerate(contact.steps, start=1)]
            self._connection.execute(insert(ContactStepRow), rows)

    def has(self, contact_id: str) -> bool:
        """Whether this record is known."""
        query = select(SafeContactRow.id).where(SafeContactRow.id == contact_id)
        return self._connection.execute(query).one_or_none() is not None

    def get(self, contact_id: str) -> SafeContact | None:
        """Give one record, or None."""
        return next(iter(self._contacts(select(SafeContactRow).where(SafeContactRow.id == contact_id))), None)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[SafeContact, ...]:
        """Give the records of everybody who plays a part in a case."""
        found = CONTACTS.rows(self._connection, case_id, at_hand)
        return self._with_steps(found, CONTACT_STEPS.rows(self._connection, case_id, at_hand))

    def of_household(self, household_id: str) -> tuple[SafeContact, ...]:
        """Give the records of everybody of a household, whatever case they are in."""
        people = select(PersonRow.id).where(PersonRow.household_id == household_id)
        query = select(SafeContactRow).where(SafeContactRow.person_id.in_(people)).order_by(SafeContactRow.id)
        return self._contacts(query)

    def with_value(self, value: str) -> tuple[SafeContact, ...]:
        """Give every record of a number or address, whoever's it is."""
        key = self._vault.index_of(VALUE, value)
        return self._contacts(select(SafeContactRow).where(SafeContactRow.value_key == key).order_by(SafeContactRow.id))

    def phones_of(self, person_ids: Iterable[str]) -> dict[str, tuple[SafeContact, ...]]:
        """Give people's phones that no other has replaced, without numbers, code words and steps, in one statement.

        The most lately checked come first.
        """
        rows = self._connection.execute(
            select(SafeContactRow)
            .where(
                SafeContactRow.person_id.in_(sorted(set(person_ids))),
                SafeContactRow.channel == Channel.SMS.value,
                SafeContactRow.state != ContactState.RETIRED.value,
            )
            .order_by(SafeContactRow.reviewed_on.desc(), SafeContactRow.id.desc())
        )
        found: dict[str, list[SafeContact]] = {}
        for row in rows:
            alias = self._opened(ALIAS, row.id, row.alias_sealed)
            found.setdefault(row.person_id, []).append(replace(contact_of(row, ""), alias=alias))
        return {person_id: tuple(phones) for person_id, phones in found.items()}

    def checked_by(self, contact_ids: Iterable[str]) -> dict[str, str]:
        """Give the name of whoever went through each record last, in one statement."""
        rows = self._connection.execute(
            select(ContactStepRow.contact_id, AccountRow.name)
            .join(AccountRow, AccountRow.id == ContactStepRow.by_id)
            .where(
                ContactStepRow.contact_id.in_(sorted(set(contact_ids))),
                ContactStepRow.kind.in_([kind.value for kind in CHECKS]),
            )
            .order_by(ContactStepRow.number)
        )
        return {row.contact_id: row.name for row in rows}

    def key_of(self, value: str) -> str:
        """Give the keyed index of a number."""
        return self._vault.index_of(VALUE, value)

    def history(self, contact_id: str) -> tuple[KeptStep, ...]:
        """Give how a record came to be what it is, the oldest first, with who did it."""
        rows = self._connection.execute(
            select(ContactStepRow, AccountRow.name.label("by_name"))
            .outerjoin(AccountRow, AccountRow.id == ContactStepRow.by_id)
            .where(ContactStepRow.contact_id == contact_id)
            .order_by(ContactStepRow.number)
        )
        return tuple(KeptStep(self._step_of(row), row.by_name or "") for row in rows)

    def change(
        self,
        contact: SafeContact,
        kind: StepKind,
        *,
        now: datetime,
        because: str = "",
        by_id: str | None = None,
    ) -> None:
        """Keep a record as it is from now on, as a further step. Its number or address never changes."""
        self._connection.execute(
            update(SafeContactRow).where(SafeContactRow.id == contact.contact_id).values(**self._row_of(contact))
        )
        newest = select(func.max(ContactStepRow.number)).where(ContactStepRow.contact_id == contact.contact_id)
        number = (self._connection.execute(newest).scalar_one() or 0) + 1
        row = self._step_row(contact.contact_id, number, step_of(contact, now, kind, because[:200]), by_id)
        self._connection.execute(insert(ContactStepRow).values(**row))

    def set_state(
        self,
        contact_id: str,
        state: ContactState,
        *,
        now: datetime,
        because: str = "",
        by_id: str | None = None,
    ) -> None:
        """Record whether a number or address may be used, as a further step.

        One that was replaced stays so, and remembers: whoever gives its number again has to know of it.
        """
        contact = self.get(contact_id)
        if contact is None:
            return
        kind = StepKind.CLEARED if state is ContactState.USABLE else StepKind.BLOCKED
        self.change(replace(contact, state=state), kind, now=now, because=because, by_id=by_id)
        if contact.state is ContactState.RETIRED:
            self.change(contact, StepKind.RETIRED, now=now, because="it was replaced before")

    def reviewed(self, contact_id: str, on: date, *, now: datetime, by_id: str | None = None) -> None:
        """Record that the person has confirmed by voice how they may be reached."""
        contact = self.get(contact_id)
        if contact is None or contact.state is ContactState.RETIRED:
            return
        checked = replace(contact, reviewed_on=on, state=ContactState.USABLE, expired_at=None, expired_because=None)
        self.change(checked, StepKind.CHECKED, now=now, because="checked by voice", by_id=by_id)

    def expire(self, contact: SafeContact, incident: Incident, *, now: datetime, by_id: str | None = None) -> None:
        """Record that something has happened, so that the check of a record no longer counts."""
        expired = replace(contact, expired_at=now, expired_because=incident)
        self.change(expired, StepKind.EXPIRED, now=now, by_id=by_id)

    def keep_code(self, contact_id: str, code: str, *, now: datetime, by_id: str | None) -> None:
        """Keep a code that is to be read back, in place of an earlier one."""
        self.drop_code(contact_id)
        key = self._vault.index_of(CODE, f"{contact_id}:{code}")
        self._connection.execute(
            insert(ContactCodeRow).values(contact_id=contact_id, code_key=key, made_at=now, made_by=by_id, tries=0)
        )

    def read_back(self, contact_id: str, code: str) -> SpokenCode | None:
        """Compare what was read back, and count the try; None when no code waits for this record."""
        row = self._connection.execute(
            select(ContactCodeRow).where(ContactCodeRow.contact_id == contact_id).with_for_update()
        ).one_or_none()
        if row is None:
            return None
        self._connection.execute(
            update(ContactCodeRow).where(ContactCodeRow.contact_id == contact_id).values(tries=row.tries + 1)
        )
        right = row.code_key == self._vault.index_of(CODE, f"{contact_id}:{code}")
        return SpokenCode(row.made_at, row.tries + 1, right)

    def drop_code(self, contact_id: str) -> None:
        """Forget the code that waits for a record."""
        self._connection.execute(delete(ContactCodeRow).where(ContactCodeRow.contact_id == contact_id))

    def _row_of(self, contact: SafeContact) -> dict[str, Any]:
        plain = terms_as_plain(terms_of(contact))
        return {
            "id": contact.contact_id,
            "person_id": contact.person_id,
            "channel": contact.channel.value,
            "tier": int(contact.tier),
            "state": contact.state.value,
            "reviewed_on": contact.reviewed_on,
            "signed_as": contact.signed_as,
            "language": contact.language,
            "safe_days": "".join(str(day) for day in sorted(contact.safe_days)),
            "safe_from": contact.safe_from,
            "safe_until": contact.safe_until,
            "other_hours": json.dumps(plain["other_hours"]),
            "quiet": json.dumps(plain["quiet"]),
            "on_holidays": contact.on_holidays,
            "urgent_from": contact.urgent_from,
            "urgent_until": contact.urgent_until,
            "seen_by": contact.seen_by,
            "whose": contact.whose,
            "belongs": contact.belongs.value,
            "previews": contact.previews.value,
            "voicemail": contact.voicemail.value,
            "may_text": contact.may_text,
            "may_ring": contact.may_ring,
            "code_word_sealed": self._sealed(CODE_WORD, contact.contact_id, contact.code_word),
            "code_use": None if contact.code_use is None else contact.code_use.value,
            "alias_sealed": self._sealed(ALIAS, contact.contact_id, contact.alias),
            "reading": contact.reading.value,
            "prefers": contact.prefers.value,
            "opted_in_on": contact.opted_in_on,
            "wants_calendar": contact.wants_calendar,
            "expired_at": contact.expired_at,
            "expired_because": None if contact.expired_because is None else contact.expired_because.value,
        }

    def _sealed(self, place: str, row_id: str, text: str) -> bytes | None:
        return self._vault.seal(place, row_id, text) if text else None

    def _opened(self, place: str, row_id: str, sealed: bytes | None) -> str:
        return "" if sealed is None else self._vault.open(place, row_id, sealed)

    def _contacts(self, query) -> tuple[SafeContact, ...]:  # type: ignore[no-untyped-def]
        found = self._connection.execute(query).all()
        taken = self._connection.execute(
            select(ContactStepRow)
            .where(ContactStepRow.contact_id.in_([row.id for row in found]))
            .order_by(ContactStepRow.number)
        )
        return self._with_steps(found, taken.all())

    def _with_steps(self, found: Rows, taken: Rows) -> tuple[SafeContact, ...]:
        steps: dict[str, list[ContactStep]] = {}
        for step in taken:
            steps.setdefault(step.contact_id, []).append(self._step_of(step))
        return tuple(self._contact_of(row, tuple(steps.get(row.id, ()))) for row in found)

    def _contact_of(self, row: Any, steps: tuple[ContactStep, ...]) -> SafeContact:
        bare = contact_of(row, self._vault.open(VALUE, row.id, row.value_sealed), steps)
        return replace(
            bare,
            code_word=self._opened(CODE_WORD, row.id, row.code_word_sealed),
            alias=self._opened(ALIAS, row.id, row.alias_sealed),
        )

    def _step_of(self, row: Any) -> ContactStep:
        terms: Terms | None = None
        if row.terms_sealed is not None:
            terms = terms_from_plain(json.loads(self._vault.open(TERMS, row.id, row.terms_sealed)))
        return ContactStep(
            ContactState(row.state),
            Tier(row.tier),
            row.at,
            row.because,
            StepKind(row.kind),
            row.reviewed_on,
            row.signed_as,
            terms,
        )

    def _step_row(self, contact_id: str, number: int, step: ContactStep, by_id: str | None) -> dict[str, object]:
        step_id = new_id()
        said = None if step.terms is None else json.dumps(terms_as_plain(step.terms))
        return {
            "id": step_id,
            "contact_id": contact_id,
            "number": number,
            "state": step.state.value,
            "tier": int(step.tier),
            "at": step.at,
            "because": step.because,
            "by_id": by_id,
            "kind": step.kind.value,
            "reviewed_on": step.reviewed_on,
            "signed_as": step.signed_as,
            "terms_sealed": None if said is None else self._vault.seal(TERMS, step_id, said),
        }


def contact_of(row: Any, value: str, steps: tuple[ContactStep, ...] = ()) -> SafeContact:
    """Turn a row of `safe_contact` into a value without what is sealed. value: the number, "" where it stays closed."""
    terms = terms_from_plain(
        {
            "language": row.language,
            "safe_days": [int(day) for day in row.safe_days],
            "safe_from": row.safe_from.isoformat(),
            "safe_until": row.safe_until.isoformat(),
            "other_hours": json.loads(row.other_hours),
            "quiet": json.loads(row.quiet),
            "on_holidays": row.on_holidays,
            "seen_by": row.seen_by,
            "whose": row.whose,
            "belongs": row.belongs,
            "previews": row.previews,
            "voicemail": row.voicemail,
            "may_text": row.may_text,
            "may_ring": row.may_ring,
            "code_use": row.code_use,
            "reading": row.reading,
            "prefers": row.prefers,
            "wants_calendar": row.wants_calendar,
            "expired_because": row.expired_because,
        }
    )
    return SafeContact(
        contact_id=row.id,
        person_id=row.person_id,
        channel=Channel(row.channel),
        value=value,
        tier=Tier(row.tier),
        state=ContactState(row.state),
        reviewed_on=row.reviewed_on,
        signed_as=row.signed_as,
        has_code_word=row.code_word_sealed is not None,
        steps=steps,
        **{
            **{name: getattr(terms, name) for name in TERM_NAMES},
            "urgent_from": row.urgent_from,
            "urgent_until": row.urgent_until,
            "opted_in_on": row.opted_in_on,
            "expired_at": row.expired_at,
        },
    )
