"""The outbox, what carriers said about it, what came back, and what the sandbox was handed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class MessageRow(Base):
    """One message that should be, is being, or has been sent. `reason_key` says why it exists: once only.

    urgency: its place in the queue, the safety of somebody first. maybe_sent: tries of which nobody knows how they
    went. lease_until: of the worker that sends it or asks the carrier about it. doubled_at: when it became known that
    the carrier took it twice.
    """

    __tablename__ = "message"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reason_key: Mapped[str] = mapped_column(String(200), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"))
    hearing_id: Mapped[str | None] = mapped_column(Id, index=True)
    revision: Mapped[int] = mapped_column(Integer)
    purpose: Mapped[str] = mapped_column(Word)
    channel: Mapped[str] = mapped_column(Word)
    tier: Mapped[int] = mapped_column(Integer)
    wording: Mapped[str] = mapped_column(String(60))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    not_before: Mapped[datetime] = mapped_column(UtcMoment)
    not_after: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(Word)
    because: Mapped[str] = mapped_column(String(300), default="")
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    reference: Mapped[str | None] = mapped_column(Id, unique=True)
    provider_id: Mapped[str | None] = mapped_column(String(120))
    worker: Mapped[str | None] = mapped_column(Id)
    lease_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    planned_at: Mapped[datetime] = mapped_column(UtcMoment)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    urgency: Mapped[int] = mapped_column(Integer, default=4, server_default="4")
    maybe_sent: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    person_asked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    doubled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    __table_args__ = (
        Index(None, "provider_id", unique=True),
        Index(None, "state", "urgency", "not_before"),
        Index(None, "state", "lease_until"),
    )


class AttemptRow(Base):
    """One try at handing a message over. Its id is the reference that the carrier's callbacks give back."""

    __tablename__ = "attempt"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("message.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    began_at: Mapped[datetime] = mapped_column(UtcMoment)
    outcome: Mapped[str] = mapped_column(Word, default="")
    detail: Mapped[str] = mapped_column(String(300), default="")
    provider_id: Mapped[str | None] = mapped_column(String(120))
    __table_args__ = (Index(None, "provider_id", unique=True),)


class HouseholdDayRow(Base):
    """That a household has had its text of a London day: the row is the lock that two workers cannot both hold."""

    __tablename__ = "household_day"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    on_day: Mapped[date] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("message.id"), index=True)


class CaseMarkRow(Base):
    """That something became of a message and its case has yet to be computed anew. Gone when it has been."""

    __tablename__ = "case_mark"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment, index=True)


class ReceiptRow(Base):
    """A carrier's word about a message, kept once however often it is repeated."""

    __tablename__ = "receipt"
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    message_id: Mapped[str | None] = mapped_column(Id, index=True)
    state: Mapped[str] = mapped_column(Word)
    code: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(UtcMoment)


class ReplyRow(Base):
    """A text that came in. Kept before anything is made of it, once for each name the carrier gave it."""

    __tablename__ = "reply"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(120), unique=True)
    sender_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sender_key: Mapped[str] = mapped_column(String(64), index=True)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    person_id: Mapped[str | None] = mapped_column(Id, index=True)
    case_id: Mapped[str | None] = mapped_column(Id, index=True)
    hearing_id: Mapped[str | None] = mapped_column(Id)
    meaning: Mapped[str] = mapped_column(Word)
    state: Mapped[str] = mapped_column(Word, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    read_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    oic_told_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    oic_told_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class SandboxItemRow(Base):
    """What the demo's carrier was handed: it stands for a family's phone and mailbox. Empty in production."""

    __tablename__ = "sandbox_item"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(Word)
    address: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(String(4000))
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    reference: Mapped[str] = mapped_column(Id)
    incoming: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    told_back_at: Mapped[datetime | None] = mapped_column(UtcMoment)
