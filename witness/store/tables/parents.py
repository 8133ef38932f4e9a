"""A parent's own plan, what was passed to the police, feedback, explanations written here, and facts about courts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class ParentOfferRow(Base):
    """What came of an offer to a parent or carer. Rows are added and never changed. No words at all."""

    __tablename__ = "parent_offer"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    offer: Mapped[str] = mapped_column(Word)
    state: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    ask_again_on: Mapped[date | None]
    every_days: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class WellbeingCheckRow(Base):
    """What a parent answered about how they are. The numbers are sealed: they are about somebody's health."""

    __tablename__ = "wellbeing_check"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[date]
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    via: Mapped[str] = mapped_column(Word)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class PolicePassingRow(Base):
    """That something was passed to the police: form and officer, sealed. There is no column for what it says."""

    __tablename__ = "police_passing"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    passed_on: Mapped[date]
    form_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    officer_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    due_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class PolicePassingEventRow(Base):
    """What came back from the police, each once."""

    __tablename__ = "police_passing_event"
    passing_id: Mapped[str] = mapped_column(ForeignKey("police_passing.id"), primary_key=True)
    event: Mapped[str] = mapped_column(Word, primary_key=True)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class FeedbackRow(Base):
    """What somebody answered after the trial: two numbers, and a sentence that is sealed."""

    __tablename__ = "feedback"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_as: Mapped[str] = mapped_column(Word)
    ready: Mapped[int] = mapped_column(Integer)
    heard: Mapped[int] = mapped_column(Integer)
    sentence_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    via: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)


class ExplanationVersionRow(Base):
    """Words for an explanation that somebody here wrote; they count once another person has approved them."""

    __tablename__ = "explanation_version"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    topic: Mapped[str] = mapped_column(Word)
    reader: Mapped[str] = mapped_column(Word)
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String(800))
    written_by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    approved_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    __table_args__ = (UniqueConstraint("topic", "reader", "language", "version"),)


class CourtFactRow(Base):
    """What somebody found out about a court building. Rows are added and never changed; the newest counts.

    The court's code points at no row: a directory that is loaded anew takes out every row and puts in others.
    """

    __tablename__ = "court_fact"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    court_code: Mapped[str] = mapped_column(String(40), index=True)
    fact: Mapped[str] = mapped_column(Word)
    words: Mapped[str] = mapped_column(String(200))
    checked_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
