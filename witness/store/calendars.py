"""Keeps what people chose for their calendars, and every entry that was committed to be sent into one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from witness.domain.calendars import CalendarChoice, CalendarEntry, CalendarOf, Place
from witness.domain.messages import MessageState
from witness.identifiers import new_id
from witness.store.people import THEIR_IDS
from witness.store.tables.calendars import CalendarChoiceRow, CalendarEntryRow
from witness.store.tables.messages import MessageRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery
from witness.store.vault import Vault

TITLE = "calendar_choice.title"
NICKNAME = "calendar_choice.nickname"

IN_TURN = (CalendarChoiceRow.person_id, CalendarChoiceRow.number)
CHOICES = CaseQuery(select(CalendarChoiceRow).where(CalendarChoiceRow.person_id.in_(THEIR_IDS)), *IN_TURN)
# An entry is where its message is: the message alone says whether it went.
SENT: Any = select(CalendarEntryRow, MessageRow.state).join(MessageRow, MessageRow.id == CalendarEntryRow.message_id)
ENTRIES = CaseQuery(SENT.where(CalendarEntryRow.case_id == THIS_CASE), CalendarEntryRow.at, CalendarEntryRow.sequence)


@dataclass(frozen=True, slots=True)
class EntrySent:
    """An entry with the case it belongs to, and what its calendar has answered. answer: "" for nothing yet."""

    entry: CalendarEntry
    case_id: str
    answer: str
    answered_at: datetime | None


class Calendars:
    """The drawer of calendar choices and entries."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def choose(self, choices: Iterable[CalendarChoice], *, by_id: str | None = None) -> None:
        """Keep choices, each as a further step."""
        rows = [self._choice_row(choice, by_id) for choice in choices]
        if rows:
            self._connection.execute(insert(CalendarChoiceRow), rows)

    def choices_of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[CalendarChoice, ...]:
        """Give every choice of everybody in a case, in the order in which they were made."""
        return self._choices(CHOICES.rows(self._connection, case_id, at_hand))

    def choices_of_people(self, person_ids: Iterable[str]) -> tuple[CalendarChoice, ...]:
        """Give every choice of these people, in the order in which they were made."""
        query = select(CalendarChoiceRow).where(CalendarChoiceRow.person_id.in_(list(person_ids)))
        return self._choices(self._connection.execute(query.order_by(*IN_TURN)))

    def send(self, case_id: str, entry: CalendarEntry) -> None:
        """Write down that an entry is about to be sent, in the transaction that commits to sending it."""
        self._connection.execute(
            insert(CalendarEntryRow).values(
                id=entry.entry_id,
                message_id=entry.message_id,
                case_id=case_id,
                person_id=entry.person_id,
                hearing_id=entry.hearing_id,
                contact_id=entry.contact_id,
                uid=entry.uid,
                sequence=entry.sequence,
                cancelled=entry.cancelled,
                revision=entry.revision,
                look=entry.look,
                at=entry.at,
            )
        )

    def entries_of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[CalendarEntry, ...]:
        """Give every entry of a case, oldest first."""
        return tuple(sent.entry for sent in _sent(ENTRIES.rows(self._connection, case_id, at_hand)))

    def sent_of_case(self, case_id: str) -> tuple[EntrySent, ...]:
        """Give every entry of a case with what its calendar answered, oldest first."""
        return _sent(ENTRIES.rows(self._connection, case_id))

    def with_uid(self, uid: str) -> tuple[EntrySent, ...]:
        """Give every entry that went out under a UID, oldest first."""
        query = SENT.where(CalendarEntryRow.uid == uid).order_by(CalendarEntryRow.at, CalendarEntryRow.sequence)
        return _sent(self._connection.execute(query))

    def answered(self, entry_id: str, answer: str, now: datetime) -> None:
        """Record what a calendar answered to an entry."""
        self._connection.execute(
            update(CalendarEntryRow).where(CalendarEntryRow.id == entry_id).values(answer=answer, answered_at=now)
        )

    def _choice_row(self, choice: CalendarChoice, by_id: str | None) -> dict[str, Any]:
        choice_id = choice.choice_id or new_id()
        return {
            "id": choice_id,
            "person_id": choice.person_id,
            "number": choice.number,
            "wanted": choice.wanted,
            "contact_id": choice.contact_id or None,
            "title_sealed": self._vault.seal(TITLE, choice_id, choice.title),
            "place": choice.place.value,
            "nickname_sealed": self._vault.seal(NICKNAME, choice_id, choice.nickname),
            "alarms": ",".join(str(minutes) for minutes in choice.alarms),
            "busy": choice.busy,
            "whose": choice.whose.value,
            "at": choice.at,
            "by_id": by_id,
        }

    def _choices(self, rows: Iterable[Any]) -> tuple[CalendarChoice, ...]:
        return tuple(
            CalendarChoice(
                person_id=row.person_id,
                number=row.number,
                wanted=row.wanted,
                contact_id=row.contact_id or "",
                title=self._vault.open(TITLE, row.id, row.title_sealed),
                place=Place(row.place),
                nickname=self._vault.open(NICKNAME, row.id, row.nickname_sealed),
                alarms=tuple(int(minutes) for minutes in row.alarms.split(",") if minutes),
                busy=row.busy,
                whose=CalendarOf(row.whose),
                at=row.at,
                choice_id=row.id,
            )
            for row in rows
        )


def _sent(rows: Iterable[Any]) -> tuple[EntrySent, ...]:
    return tuple(
        EntrySent(
            CalendarEntry(
                entry_id=row.id,
                message_id=row.message_id,
                person_id=row.person_id,
                hearing_id=row.hearing_id,
                contact_id=row.contact_id,
                uid=row.uid,
                sequence=row.sequence,
                cancelled=row.cancelled,
                revision=row.revision,
                look=row.look,
                at=row.at,
                state=MessageState(row.state),
            ),
            row.case_id,
            row.answer,
            row.answered_at,
        )
        for row in rows
    )
