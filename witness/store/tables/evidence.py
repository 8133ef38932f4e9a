"""What stands between a witness and giving evidence: evidence events, measures, needs, answers, concern, readiness."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class EvidenceEventRow(Base):
    """The hearing at which this witness is to give evidence. Everything counts down to it."""

    __tablename__ = "evidence_event"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"), index=True)
    state: Mapped[str] = mapped_column(Word)
    __table_args__ = (UniqueConstraint("witness_id", "hearing_id"),)


class MeasureRow(Base):
    """One special measure for one witness and how far it has got."""

    __tablename__ = "measure"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    state: Mapped[str] = mapped_column(Word)
    since: Mapped[date]
    __table_args__ = (UniqueConstraint("witness_id", "kind"),)


class NeedRow(Base):
    """Something a witness needs before the day: a lift, a court visit, an interpreter, a supporter."""

    __tablename__ = "need"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    state: Mapped[str] = mapped_column(Word)
    whose: Mapped[str] = mapped_column(Word)
    due_on: Mapped[date | None]
    since: Mapped[date]
    __table_args__ = (UniqueConstraint("witness_id", "kind"),)


class AnswerRow(Base):
    """What somebody answered about a date. Rows are added; the newest counts."""

    __tablename__ = "answer"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"))
    revision: Mapped[int] = mapped_column(Integer)
    answer: Mapped[str] = mapped_column(Word)
    via: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class ToldRow(Base):
    """What a person was last told about a hearing, how, and whether they have said that they know."""

    __tablename__ = "told"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"))
    revision: Mapped[int] = mapped_column(Integer)
    via: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    message_id: Mapped[str | None] = mapped_column(Id)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class StandingRow(Base):
    """How a witness stands today: concern and readiness, kept current so that a page reads one row for each."""

    __tablename__ = "standing"
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    hearing_id: Mapped[str | None] = mapped_column(Id)
    on_day: Mapped[date | None] = mapped_column(index=True)
    points: Mapped[int] = mapped_column(Integer)
    band: Mapped[str] = mapped_column(Word, index=True)
    factors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    verdict: Mapped[str] = mapped_column(Word)
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(UtcMoment)
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    why_changed: Mapped[str] = mapped_column(String(200), default="")
