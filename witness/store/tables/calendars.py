"""What people chose for their calendars, what was sent into them, mail that came in, and the staff's own feeds."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class CalendarChoiceRow(Base):
    """What a person chose for their calendar, as a whole. Rows are added and never changed."""

    __tablename__ = "calendar_choice"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int] = mapped_column(Integer)
    wanted: Mapped[bool | None] = mapped_column(Boolean)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("safe_contact.id"))
    title_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(Word)
    nickname_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    alarms: Mapped[str] = mapped_column(String(40))
    busy: Mapped[bool] = mapped_column(Boolean)
    whose: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("person_id", "number"),)


class CalendarEntryRow(Base):
    """That an entry, or its removal, was committed to be sent. Rows are added and never changed, but for the answer."""

    __tablename__ = "calendar_entry"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("message.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    hearing_id: Mapped[str] = mapped_column(Id)
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"))
    uid: Mapped[str] = mapped_column(String(80), index=True)
    sequence: Mapped[int] = mapped_column(Integer)
    cancelled: Mapped[bool] = mapped_column(Boolean)
    revision: Mapped[int] = mapped_column(Integer)
    look: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    answer: Mapped[str] = mapped_column(Word, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class MailInRow(Base):
    """A mail that came in, once however often it is handed to us, and what was made of it. Its words are not here."""

    __tablename__ = "mail_in"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mail_key: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(Word)
    outcome: Mapped[str] = mapped_column(Word)
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    __table_args__ = (Index(None, "kind", "received_at"),)


class CalendarFeedRow(Base):
    """An officer's own feed. The address holds a token; only its digest is kept."""

    __tablename__ = "calendar_feed"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    read_at: Mapped[datetime | None] = mapped_column(UtcMoment)
