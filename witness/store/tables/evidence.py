"""What stands between a witness and giving evidence: evidence events, measures, needs, answers, concern, readiness."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, UniqueConstraint, false
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
    expected_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    recalled: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
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
    basis: Mapped[str] = mapped_column(Word, default="unknown", server_default="unknown")
    __table_args__ = (UniqueConstraint("witness_id", "kind"),)


class WitnessStepRow(Base):
    """That what the court requires of a witness changed, or that a special measure of theirs got further.

    what: "requirement", or the kind of the measure. Rows are added and never changed.
    """

    __tablename__ = "witness_step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), index=True)
    what: Mapped[str] = mapped_column(Word)
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    source: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("witness_id", "what", "number"),)


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
    hearing_id: Mapped[str | None] = mapped_column(Id)
    of_revision: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
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
    message_id: Mapped[str | None] = mapped_column(Id, index=True)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    reason_given: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


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
    # Where they are on a day at court, as a liaison may know it; it says nothing of any other day.
    court_day_on: Mapped[date | None]
    court_day_state: Mapped[str] = mapped_column(Word, default="", server_default="")
    court_day_since: Mapped[datetime | None] = mapped_column(UtcMoment)


class ReadinessSeenRow(Base):
    """How a witness stood when an account last marked readiness as seen. items: what was missing, how far it was."""

    __tablename__ = "readiness_seen"
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcMoment)
    on_day: Mapped[date | None]
    items: Mapped[dict[str, str]] = mapped_column(JSON)
