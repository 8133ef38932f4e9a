"""Words for families: languages, versions of templates and their steps, and which a message was written with."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class WordingLanguageRow(Base):
    """A language that an administrator added to those the product comes with."""

    __tablename__ = "wording_language"
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    english: Mapped[str] = mapped_column(String(60))
    own: Mapped[str] = mapped_column(String(60))
    is_rtl: Mapped[bool] = mapped_column(Boolean)
    added_at: Mapped[datetime] = mapped_column(UtcMoment)
    added_by: Mapped[str] = mapped_column(ForeignKey("account.id"))


class WordingVersionRow(Base):
    """One version of a template in a language. Added and never changed. drafted_by: nobody, when it was shipped."""

    __tablename__ = "wording_version"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(Word)
    language: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(60))
    number: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(String(4000))
    drafted_at: Mapped[datetime] = mapped_column(UtcMoment)
    drafted_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("channel", "language", "name", "number"),)


class WordingStepRow(Base):
    """What somebody did with a version. place: its order among all steps, so that the highest tells what is new."""

    __tablename__ = "wording_step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("wording_version.id"), index=True)
    place: Mapped[int] = mapped_column(Integer, unique=True)
    act: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    because: Mapped[str] = mapped_column(String(300), default="")
    checker_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    checked_on: Mapped[date | None]


class WordedRow(Base):
    """Which version of which template an attempt at a message was written with."""

    __tablename__ = "worded"
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    template: Mapped[str] = mapped_column(String(100))
    version: Mapped[str] = mapped_column(String(40))
    __table_args__ = (Index(None, "template", "version"),)
