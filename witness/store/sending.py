"""Keeps what sending commits to: a batch in few statements, whatever its size, so that write transactions stay tiny."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, SafeContact
from witness.domain.messages import MessageState
from witness.domain.sending import DayTaken
from witness.identifiers import new_id
from witness.store.bare_pictures import bare_pictures
from witness.store.contact import VALUE, contact_of
from witness.store.messages import TEXT, Messages, OutboxMessage
from witness.store.restorations import SENDING_IS_OFF
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.messages import AttemptRow, CaseMarkRow, HouseholdDayRow, MessageRow
from witness.store.tables.people import PersonRow
from witness.store.vault import BrokenSeal, Vault

# A message in one of these has not gone, so it holds no household's day.
HAS_NOT_GONE = frozenset({"planned", "cancelled", "expired", "blocked", "rejected"})
# A try that ended so has certainly left nothing with the carrier.
LEFT_NOTHING = ("planned", "rejected")
# Both databases know this form; a generic one does not exist.
TAKE_A_DAY = text(
    "INSERT INTO household_day (household_id, on_day, message_id) VALUES (:household, :day, :message)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("day", type_=HouseholdDayRow.on_day.type))


@dataclass(frozen=True, slots=True)
class Commitment:
    """A message that is about to be handed over, with its words."""

    message: OutboxMessage
    words: str


class Sending:
    """The drawer of the outbox's moving part."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def due(self, now: datetime, limit: int, *, beside: Iterable[str] = ()) -> tuple[OutboxMessage, ...]:
        """Give planned messages whose time has come, the most urgent first, and keep other workers off them meanwhile.

        beside: channels that have to wait.
        """
        query = (
            select(MessageRow)
            .where(
                MessageRow.state == MessageState.PLANNED.value,
                MessageRow.not_before <= now,
                MessageRow.channel.not_in(list(beside)),
                # Here, so that no worker of whatever release gets round it: a copy that was put back sends nothing.
                ~SENDING_IS_OFF,
            )
            .order_by(MessageRow.urgency, MessageRow.not_before, MessageRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        messages = Messages(self._connection, self._vault)
        return tuple(messages.message(row) for row in self._connection.execute(query))

    def is_anything_due(self, now: datetime) -> bool:
        """Whether a message waits to be handed over."""
        query = select(MessageRow.id).where(
            MessageRow.state == MessageState.PLANNED.value, MessageRow.not_before <= now
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def pictures(self, case_ids: Iterable[str]) -> dict[str, CasePicture]:
        """Give as much of these cases as the last question needs, in a fixed number of statements."""
        return bare_pictures(self._connection, self._vault, case_ids)

    def contacts(self, contact_ids: Iterable[str]) -> dict[str, SafeContact]:
        """Give safe-contact records with their numbers, without their steps, in one statement.

        One whose seal is broken is left out: it must not hold up the others.
        """
        rows = self._connection.execute(select(SafeContactRow).where(SafeContactRow.id.in_(sorted(set(contact_ids)))))
        found = {}
        for row in rows:
            with suppress(BrokenSeal):
                found[row.id] = contact_of(row, self._vault.open(VALUE, row.id, row.value_sealed))
        return found

    def days_taken(self, household_ids: Iterable[str], day: date) -> tuple[dict[str, DayTaken], dict[str, str]]:
        """Lock the days of households. Gives which text each has had, and which message holds a day but has not gone.

        The second is household → message: its place may be taken.
        """
        wanted = sorted(set(household_ids))
        held = self._connection.execute(
            select(HouseholdDayRow)
            .where(HouseholdDayRow.household_id.in_(wanted), HouseholdDayRow.on_day == day)
            .order_by(HouseholdDayRow.household_id)
            .with_for_update()
        ).all()
        by_message = {row.message_id: row.household_id for row in held}
        rows = self._connection.execute(
            select(
                MessageRow.id, MessageRow.person_id, MessageRow.hearing_id, MessageRow.state, MessageRow.maybe_sent
            ).where(MessageRow.id.in_(sorted(by_message)))
        ).all()
        gone = [row for row in rows if row.state not in HAS_NOT_GONE or row.maybe_sent]
        taken = {by_message[row.id]: DayTaken(row.id, row.person_id, row.hearing_id) for row in gone}
        return taken, {home: message for message, home in by_message.items() if home not in taken}

    def take_days(
        self, wanted: Mapping[str, str], day: date, instead_of: Mapping[str, str]
    ) -> frozenset[tuple[str, str]]:
        """Take the day of each household for a message. Gives (household, message) of those that were taken.

        wanted: household → message. instead_of: household → message that held the day and has not gone. Whoever comes
        second on PostgreSQL waits here for the first, and then finds the day taken.
        """
        if not wanted:
            return frozenset()
        new = [home for home in sorted(wanted) if home not in instead_of]
        if new:
            self._connection.execute(
                TAKE_A_DAY, [{"household": home, "day": day, "message": wanted[home]} for home in new]
            )
        for home in sorted(set(wanted) & set(instead_of)):
            self._connection.execute(
                update(HouseholdDayRow)
                .where(
                    HouseholdDayRow.household_id == home,
                    HouseholdDayRow.on_day == day,
                    HouseholdDayRow.message_id == instead_of[home],
                )
                .values(message_id=wanted[home])
            )
        rows = self._connection.execute(
            select(HouseholdDayRow.household_id, HouseholdDayRow.message_id).where(
                HouseholdDayRow.household_id.in_(sorted(wanted)), HouseholdDayRow.on_day == day
            )
        )
        return frozenset((row.household_id, row.message_id) for row in rows)

    def had_one_since(self, person_ids: Iterable[str], since: datetime) -> frozenset[str]:
        """Give those of these people who have been handed a text since, and keep other workers off them."""
        wanted = sorted(set(person_ids))
        self._connection.execute(
            select(PersonRow.id).where(PersonRow.id.in_(wanted)).order_by(PersonRow.id).with_for_update(key_share=True)
        ).all()
        rows = self._connection.execute(
            select(MessageRow.person_id)
            .join(AttemptRow, AttemptRow.message_id == MessageRow.id)
            .where(
                MessageRow.person_id.in_(wanted),
                MessageRow.channel == Channel.SMS.value,
                AttemptRow.began_at >= since,
                AttemptRow.outcome.not_in(LEFT_NOTHING),
            )
            .distinct()
        )
        return frozenset(rows.scalars())

    def postpone_all(self, waits: Sequence[tuple[str, datetime, str]]) -> None:
        """Let planned messages wait, in one statement. waits: (message, until, because)."""
        if waits:
            self._connection.execute(
                update(MessageRow)
                .where(MessageRow.id == bindparam("message"), MessageRow.state == MessageState.PLANNED.value)
                .values(not_before=bindparam("until"), because=bindparam("reason")),
                [{"message": m, "until": until, "reason": because[:300]} for m, until, because in waits],
            )

    def begin_all(
        self, commitments: Sequence[Commitment], *, worker: str, now: datetime, lease: timedelta
    ) -> dict[str, str]:
        """Commit to handing messages over, in two or three statements: from here on none is sent again blindly.

        Gives message → the reference of this try, for those that no other worker had begun.
        """
        if not commitments:
            return {}
        references = {c.message.message_id: new_id() for c in commitments}
        rows = [
            {
                "message": c.message.message_id,
                "number": c.message.attempt + 1,
                "new": references[c.message.message_id],
                "sealed": self._vault.seal(TEXT, c.message.message_id, c.words),
            }
            for c in commitments
        ]
        # The condition is what keeps two workers apart; the lock of `due` only saves them the trouble.
        changed = self._connection.execute(
            update(MessageRow)
            .where(MessageRow.id == bindparam("message"), MessageRow.state == MessageState.PLANNED.value)
            .values(
                state=MessageState.SENDING.value,
                because="",
                attempt=bindparam("number"),
                reference=bindparam("new"),
                worker=worker,
                lease_until=now + lease,
                text_sealed=bindparam("sealed"),
            ),
            rows,
        )
        if changed.rowcount != len(rows):
            references = self._begun(references)
        tries = [
            {"id": references[row["message"]], "message_id": row["message"], "number": row["number"], "began_at": now}
            for row in rows
            if row["message"] in references
        ]
        if tries:
            self._connection.execute(insert(AttemptRow), tries)
        return references

    def mark(self, case_ids: Iterable[str], now: datetime) -> None:
        """Remember, in this transaction, that cases have to be computed anew."""
        rows = [{"id": new_id(), "case_id": case_id, "at": now} for case_id in sorted(set(case_ids))]
        if rows:
            self._connection.execute(insert(CaseMarkRow), rows)

    def marked(self, limit: int) -> dict[str, tuple[str, ...]]:
        """Give the cases that have to be computed anew, the longest waiting first, each with its marks."""
        rows = self._connection.execute(
            select(CaseMarkRow.id, CaseMarkRow.case_id).order_by(CaseMarkRow.at, CaseMarkRow.id).limit(limit)
        )
        found: dict[str, tuple[str, ...]] = {}
        for row in rows:
            found[row.case_id] = (*found.get(row.case_id, ()), row.id)
        return found

    def oldest_mark(self) -> datetime | None:
        """Say since when a case has been waiting to be computed anew; None when none does."""
        return self._connection.execute(select(CaseMarkRow.at).order_by(CaseMarkRow.at).limit(1)).scalar_one_or_none()

    def unmark(self, mark_ids: Iterable[str]) -> bool:
        """Take marks away; says whether they were still there, and not another worker's already."""
        return self._connection.execute(delete(CaseMarkRow).where(CaseMarkRow.id.in_(list(mark_ids)))).rowcount > 0

    def _begun(self, references: Mapping[str, str]) -> dict[str, str]:
        rows = self._connection.execute(
            select(MessageRow.id, MessageRow.reference).where(MessageRow.reference.in_(sorted(references.values())))
        )
        return {row.id: row.reference for row in rows}
