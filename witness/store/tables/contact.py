"""Safe-contact records: one person's one number or address, and how it may be used."""

from datetime import date, time

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, Word


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
