"""Private pages of families: for which phones they are on, the links to them, and who is in."""

from datetime import date, datetime, time

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class PageChoiceRow(Base):
    """That the private page of a phone was switched on or off. Rows are added and never changed."""

    __tablename__ = "page_choice"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"))
    number: Mapped[int] = mapped_column(Integer)
    is_on: Mapped[bool] = mapped_column(Boolean)
    because_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("contact_id", "number"),)


class PageLinkRow(Base):
    """A link. Kept is the keyed index of its address, `token_key`, and a slow hash of its spoken code.

    visit_key: the keyed index of what the one browser that is in holds, "" while nobody is.
    """

    __tablename__ = "page_link"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"), index=True)
    hearing_id: Mapped[str] = mapped_column(Id, default="")
    revision: Mapped[int] = mapped_column(Integer)
    epoch: Mapped[int] = mapped_column(Integer)
    token_key: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    wrong: Mapped[int] = mapped_column(Integer, default=0)
    opened: Mapped[int] = mapped_column(Integer, default=0)
    opened_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    locked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    revoked_because: Mapped[str] = mapped_column(String(200), default="")
    visit_key: Mapped[str] = mapped_column(String(64), index=True, default="")
    visit_language: Mapped[str] = mapped_column(Word, default="")
    visit_began_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    visit_seen_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class PageEpochRow(Base):
    """Which life of the database this is. A restored copy begins another one, and no earlier link opens anything."""

    __tablename__ = "page_epoch"
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    began_at: Mapped[datetime] = mapped_column(UtcMoment)


class PageWordsReadRow(Base):
    """That somebody stands behind the words of the page in a language. digest: of all of them. Added, never changed."""

    __tablename__ = "page_words_read"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("language", "digest", "by_id"),)


class OtherTimeRow(Base):
    """That a family asked on its page for a meeting at one of two other times, and what was decided."""

    __tablename__ = "other_time"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    visit_id: Mapped[str] = mapped_column(Id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"))
    seen: Mapped[int] = mapped_column(Integer)
    first_on: Mapped[date]
    first_at: Mapped[time]
    second_on: Mapped[date]
    second_at: Mapped[time]
    at: Mapped[datetime] = mapped_column(UtcMoment)
    chosen: Mapped[int | None] = mapped_column(Integer)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
