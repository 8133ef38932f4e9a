"""Hearings and their revisions. A date is never overwritten: each change is a further revision."""

from datetime import date, datetime, time

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class HearingRow(Base):
    """A hearing of a case; its slot is that of its newest revision."""

    __tablename__ = "hearing"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    running: Mapped[bool] = mapped_column(Boolean, default=False)
    revision: Mapped[int] = mapped_column(Integer)


class RevisionRow(Base):
    """What was known about a hearing from one moment on, who said so, and why it changed."""

    __tablename__ = "hearing_revision"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Word)
    listing: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date | None] = mapped_column(index=True)
    until_day: Mapped[date | None]
    at_time: Mapped[time | None]
    court_code: Mapped[str] = mapped_column(String(40))
    room: Mapped[str] = mapped_column(String(60))
    layer: Mapped[str | None] = mapped_column(Word)
    source: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(300), default="")
    learnt_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    proposal_id: Mapped[str | None] = mapped_column(Id)
    undoes: Mapped[int | None] = mapped_column(Integer)
    effectiveness: Mapped[str | None] = mapped_column(Word)
    outcome_code: Mapped[str] = mapped_column(String(8), default="", server_default="")
    __table_args__ = (UniqueConstraint("hearing_id", "number"),)
