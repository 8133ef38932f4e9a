"""Who looked at what and who changed what: a chain in which each entry vouches for the one before it."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class AuditRow(Base):
    """One look or one change. Values are never kept here, only what kind of thing was touched."""

    __tablename__ = "audit_entry"
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    account_id: Mapped[str | None] = mapped_column(Id, index=True)
    role: Mapped[str] = mapped_column(Word)
    deed: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(Word)
    case_id: Mapped[str | None] = mapped_column(Id, index=True)
    subject: Mapped[str] = mapped_column(String(80))
    request_id: Mapped[str] = mapped_column(String(40))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AuditHeadRow(Base):
    """The newest entry's number and digest. One row, locked while an entry is added."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
