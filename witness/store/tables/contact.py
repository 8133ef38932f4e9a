"""Safe-contact records: one person's one number or address, and how it may be used."""

from datetime import date, datetime, time

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class SafeContactRow(Base):
    """A number or address. `value_key` is its keyed index, so that a reply finds its sender.

    other_hours, quiet: JSON lists, as `domain.contact_terms` writes them.
    """

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
    other_hours: Mapped[str] = mapped_column(Text, default="[]")
    quiet: Mapped[str] = mapped_column(Text, default="[]")
    on_holidays: Mapped[bool] = mapped_column(Boolean, default=False)
    urgent_from: Mapped[time | None]
    urgent_until: Mapped[time | None]
    belongs: Mapped[str] = mapped_column(Word, default="not_asked")
    previews: Mapped[str] = mapped_column(Word, default="not_asked")
    voicemail: Mapped[str] = mapped_column(Word, default="not_asked")
    may_text: Mapped[bool] = mapped_column(Boolean, default=True)
    may_ring: Mapped[bool] = mapped_column(Boolean, default=True)
    code_word_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_use: Mapped[str | None] = mapped_column(Word)
    alias_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reading: Mapped[str] = mapped_column(Word, default="not_asked")
    prefers: Mapped[str] = mapped_column(Word, default="not_asked")
    opted_in_on: Mapped[date | None]
    expired_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    expired_because: Mapped[str | None] = mapped_column(Word)


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
    kind: Mapped[str] = mapped_column(Word, default="noted")
    reviewed_on: Mapped[date | None]
    signed_as: Mapped[str] = mapped_column(String(40), default="")
    terms_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (UniqueConstraint("contact_id", "number"),)


class ContactCodeRow(Base):
    """A code told by voice to find out whose number it is. Kept is its keyed index, `code_key`, never the code."""

    __tablename__ = "contact_code"
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"), primary_key=True)
    code_key: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    tries: Mapped[int] = mapped_column(Integer, default=0)


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
