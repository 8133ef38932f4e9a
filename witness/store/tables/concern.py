"""Concern: what was said of each witness from day to day, the markers behind it, and versions of its table."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class ConcernDayRow(Base):
    """What was said of a witness, once a day and whenever it changed. Rows are added and never changed.

    factors: [{"code", "points", "hard"}], nothing else: no reason, no name.
    """

    __tablename__ = "concern_day"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    on_day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    points: Mapped[int] = mapped_column(Integer)
    band: Mapped[str] = mapped_column(Word)
    factors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    table_version: Mapped[int] = mapped_column(Integer)
    working_days_left: Mapped[int | None] = mapped_column(Integer)
    hearing_id: Mapped[str | None] = mapped_column(Id)
    __table_args__ = (Index(None, "witness_id", "at"),)


class MarkerRow(Base):
    """That a marker was so, or was not, from a day on. Rows are added and never changed. No words at all."""

    __tablename__ = "marker"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    kind: Mapped[str] = mapped_column(Word)
    said: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class MilestoneWordRow(Base):
    """That somebody says a milestone is reached, since a day, or took it back. Rows are added and never changed."""

    __tablename__ = "milestone_word"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    code: Mapped[str] = mapped_column(Word)
    said: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    hearing_id: Mapped[str | None] = mapped_column(ForeignKey("hearing.id"))
    of_revision: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class SureAnswerRow(Base):
    """How sure somebody said they are to come, and what would make it hard, in codes. Rows are added, never changed."""

    __tablename__ = "sure_answer"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sure: Mapped[str] = mapped_column(Word)
    hard: Mapped[list[str]] = mapped_column(JSON)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"))
    of_revision: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class FactorTableRow(Base):
    """One version of the table of concern; the newest stands. Rows are added and never changed."""

    __tablename__ = "factor_table"
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    factors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    watch_from: Mapped[int] = mapped_column(Integer)
    act_from: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(String(200), default="")
    written_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
