"""What was planned around a date: visits, trips, bookings, and every step that each went through."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class PlanStepRow(Base):
    """What a visit, a trip or a booking became. Rows are added and never changed; the newest counts."""

    __tablename__ = "plan_step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    item_id: Mapped[str] = mapped_column(Id)
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Word)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    on_day: Mapped[date | None] = mapped_column(index=True)
    at_time: Mapped[time | None]
    of_revision: Mapped[int] = mapped_column(Integer)
    because: Mapped[str] = mapped_column(String(300), default="")
    change: Mapped[str] = mapped_column(String(60), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("item_id", "number"),)


class VisitRow(Base):
    """A meeting with one witness and their family. Its day and state are those of its newest step."""

    __tablename__ = "visit"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    place: Mapped[str] = mapped_column(Word)
    minutes: Mapped[int] = mapped_column(Integer)
    hearing_id: Mapped[str | None] = mapped_column(ForeignKey("hearing.id"), index=True)
    officer_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    second_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class VisitReportRow(Base):
    """What came of a visit: a checklist of process, how they were, and whether evidence was mentioned."""

    __tablename__ = "visit_report"
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    covered: Mapped[list[str]] = mapped_column(JSON)
    mood: Mapped[str] = mapped_column(Word, default="")
    evidence_mentioned: Mapped[bool]
    stopped: Mapped[bool | None]
    oic_told_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class TripRow(Base):
    """One ride, one way. Its day, pick-up hour and state are those of its newest step."""

    __tablename__ = "trip"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    direction: Mapped[str] = mapped_column(Word)
    mode: Mapped[str] = mapped_column(Word)
    pick_up: Mapped[str] = mapped_column(Word)
    provider: Mapped[str] = mapped_column(String(80), default="")
    passengers: Mapped[list[Any]] = mapped_column(JSON)
    hearing_id: Mapped[str | None] = mapped_column(ForeignKey("hearing.id"), index=True)
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id"), index=True)
    cancel_by: Mapped[datetime | None] = mapped_column(UtcMoment)


class BookingRow(Base):
    """Something or somebody booked for one witness and one hearing; a letter that names its day."""

    __tablename__ = "booking"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearing.id"), index=True)
    whose: Mapped[str] = mapped_column(Word)
    cancel_by: Mapped[datetime | None] = mapped_column(UtcMoment)


class PromiseRow(Base):
    """Something that we told a family we would do. Its words are sealed: they may say what is going on at home."""

    __tablename__ = "promise"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    owner_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    kept_at: Mapped[datetime | None] = mapped_column(UtcMoment)
