"""Copies of the database that were made or put back on trial, and the lives of a database that was put back."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class BackupRunRow(Base):
    """That a copy was made ("made"), or put back on trial ("drilled"). because: what went wrong, "" when well."""

    __tablename__ = "backup_run"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word, index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    taken_at: Mapped[datetime] = mapped_column(UtcMoment)
    name: Mapped[str] = mapped_column(String(60))
    because: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[float] = mapped_column(Float)


class RestorationRow(Base):
    """That this database is a copy that was put back. While `finished_at` is empty nobody works in it at all; while
    `sending_at` is empty nothing is sent.

    number: the epoch that began with it. taken_at: of the copy. seq, digest: of the last entry of its audit.
    """

    __tablename__ = "restoration"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    taken_at: Mapped[datetime] = mapped_column(UtcMoment)
    restored_at: Mapped[datetime] = mapped_column(UtcMoment)
    seq: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    finished_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    sending_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    sending_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
