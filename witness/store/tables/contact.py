"""Safe-contact records: one person's one number or address, and how it may be used."""

from datetime import date, datetime, time

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class SafeContactRow(Base):
    """A number or address. `value_key` is its keyed index, so that a reply finds its sender."""

    __tablename__ = "safe_contact"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(Word)
    value_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    value_key: Mapped[str] = mapped_column(String(64), index=True)
    tier: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Word)
    whose: Mapped[str] = mapped_column(String(60), default="")
    seen_by: Mapped[str] = mapped_column(String(120), default="")
    signed_as: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    safe_days: Mapped[str] = mapped_column(String(7))
    safe_from: Mapped[time]
    safe_until: Mapped[time]
    wants_calendar: Mapped[bool] = mapped_column(Boolean)
    reviewed_on: Mapped[date]


class ContactStepRow(Base):
    """That a number or address came to be used in a certain way. Rows are added and never changed."""

    __tablename__ = "contact_step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Word)
    tier: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    because: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("contact_id", "number"),)


class ContactLogRow(Base):
    """One try to speak with somebody, or one contact that came from them. Rows are added and never changed."""

    __tablename__ = "contact_log"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    via: Mapped[str] = mapped_column(Word)
    from_family: Mapped[bool] = mapped_column(Boolean)
    reached: Mapped[bool] = mapped_column(Boolean)
    hearing_id: Mapped[str | None] = mapped_column(Id)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    result: Mapped[str] = mapped_column(Word, default="", server_default="")
    __table_args__ = (Index(None, "case_id", "at"),)


class CallClaimRow(Base):
    """Who is ringing somebody just now. It ends by itself at `until_at`; at most one for a person of a case."""

    __tablename__ = "call_claim"
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    until_at: Mapped[datetime] = mapped_column(UtcMoment)
