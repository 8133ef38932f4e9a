"""Keeps the texts that come in: raw first, then what was made of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from witness.identifiers import new_id
from witness.store.tables.messages import ReplyRow
from witness.store.vault import Vault

SENDER = "reply.sender"
TEXT = "reply.text"
SENDER_INDEX = "safe_contact.value"
QUARANTINED = "quarantined"
# What an answer for the sender's own support is filed as: its words are for fewer people than the case.
WELLBEING, FEEDBACK = "wellbeing", "feedback"
FOR_SUPPORT = frozenset({WELLBEING, FEEDBACK})


@dataclass(frozen=True, slots=True)
class Reply:
    """A text that came in. person_id None: nobody we know.

    state: "new", "answered", "read", "triage" or "quarantined". text: "" of a quarantined one, but for `opened`.
    oic_told_at: when the officer in the case was told of it. media: how many pictures came with it, never fetched.
    carrier_keyword: "STOP" when the carrier itself has blocked the number.
    """

    reply_id: str
    provider_id: str
    sender: str
    text: str
    received_at: datetime
    person_id: str | None
    case_id: str | None
    hearing_id: str | None
    meaning: str
    state: str
    oic_told_at: datetime | None = None
    media: int = 0
    carrier_keyword: str = ""

    @property
    def is_quarantined(self) -> bool:
        """Whether its words are for those alone who must act on them."""
        return self.state == QUARANTINED

    def __repr__(self) -> str:
        return f"Reply({self.reply_id})"


class Replies:
    """The drawer of incoming texts."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def keep(
        self,
        provider_id: str,
        sender: str,
        text: str,
        now: datetime,
        *,
        media: int = 0,
        carrier_keyword: str = "",
    ) -> str | None:
        """Keep a text before anything is made of it; None when the carrier has given it to us before."""
        query = select(ReplyRow.id).where(ReplyRow.provider_id == provider_id)
        if self._connection.execute(query).one_or_none() is not None:
            return None
        reply_id = new_id()
        row = {
            "id": reply_id,
            "provider_id": provider_id,
            "sender_sealed": self._vault.seal(SENDER, reply_id, sender),
            "sender_key": self._vault.index_of(SENDER_INDEX, sender),
            "text_sealed": self._vault.seal(TEXT, reply_id, text),
            "received_at": now,
            "meaning": "",
            "state": "new",
            "media": media,
            "carrier_keyword": carrier_keyword[:40],
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(ReplyRow).values(**row))
        except IntegrityError:
            return None  # the same call came twice at once, and the other was first
        return reply_id

    def understood(
        self,
        reply_id: str,
        *,
        person_id: str | None,
        case_id: str | None,
        hearing_id: str | None,
        meaning: str,
        state: str,
    ) -> None:
        """Record whose a text is and what was made of it."""
        self._connection.execute(
            update(ReplyRow)
            .where(ReplyRow.id == reply_id)
            .values(person_id=person_id, case_id=case_id, hearing_id=hearing_id, meaning=meaning, state=state)
        )

    def read_by(self, reply_id: str, account_id: str, now: datetime) -> bool:
        """Record that somebody has read a text; says whether it was unread."""
        changed = self._connection.execute(
            update(ReplyRow)
            .where(ReplyRow.id == reply_id, ReplyRow.read_at.is_(None), ReplyRow.state != QUARANTINED)
            .values(read_at=now, read_by=account_id, state="read")
        )
        return changed.rowcount == 1

    def get(self, reply_id: str) -> Reply | None:
        """Give one text, or None."""
        return next(iter(self._replies(ReplyRow.id == reply_id)), None)

    def opened(self, reply_id: str) -> Reply | None:
        """Give one text with its words even when it is quarantined: only behind `Deed.SEE_DISCLOSURE`."""
        return next(iter(self._replies(ReplyRow.id == reply_id, opened=True)), None)

    def officer_told(self, reply_id: str, *, by_id: str, now: datetime) -> bool:
        """Record that the officer in the case was told of a text; says whether it was news."""
        changed = self._connection.execute(
            update(ReplyRow)
            .where(ReplyRow.id == reply_id, ReplyRow.oic_told_at.is_(None))
            .values(oic_told_at=now, oic_told_by=by_id)
        )
        return changed.rowcount == 1

    def claim(self, reply_id: str) -> Reply | None:
        """Give a text of which nothing has been made yet, and keep others off it meanwhile; else None."""
        query = select(ReplyRow.id).where(ReplyRow.id == reply_id, ReplyRow.state == "new").with_for_update()
        return None if self._connection.execute(query).one_or_none() is None else self.opened(reply_id)

    def unread_since(self, before: datetime) -> tuple[Reply, ...]:
        """Give the texts that came before an instant and that nobody has read, oldest first."""
        return self._replies(ReplyRow.state == "answered", ReplyRow.read_at.is_(None), ReplyRow.received_at <= before)

    def hold_unread(self, reply_id: str) -> bool:
        """Keep other workers off a text while it is looked at; says whether it is still unread."""
        query = (
            select(ReplyRow.id)
            .where(ReplyRow.id == reply_id, ReplyRow.state == "answered", ReplyRow.read_at.is_(None))
            .with_for_update()
        )
        return self._connection.execute(query).one_or_none() is not None

    def new(self) -> tuple[Reply, ...]:
        """Give the texts of which nothing has been made yet, oldest first."""
        return self._replies(ReplyRow.state == "new")

    def of_case(self, case_id: str) -> tuple[Reply, ...]:
        """Give the texts that belong to a case, oldest first."""
        return self._replies(ReplyRow.case_id == case_id)

    def _replies(self, *conditions, opened: bool = False) -> tuple[Reply, ...]:  # type: ignore[no-untyped-def]
        rows = self._connection.execute(
            select(ReplyRow).where(*conditions).order_by(ReplyRow.received_at, ReplyRow.id).limit(500)
        )
        return tuple(
            Reply(
                reply_id=r.id,
                provider_id=r.provider_id,
                sender=self._vault.open(SENDER, r.id, r.sender_sealed),
                text="" if r.state == QUARANTINED and not opened else self._vault.open(TEXT, r.id, r.text_sealed),
                received_at=r.received_at,
                person_id=r.person_id,
                case_id=r.case_id,
                hearing_id=r.hearing_id,
                meaning=r.meaning,
                state=r.state,
                oic_told_at=r.oic_told_at,
                media=r.media,
                carrier_keyword=r.carrier_keyword,
            )
            for r in rows
        )
