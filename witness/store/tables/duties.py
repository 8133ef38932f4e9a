"""Duties that others hold towards a family: the rules as dated rows, and what families say they were told."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class DutyRuleRow(Base):
    """One version of one time limit. A change adds a row; none is ever edited."""

    __tablename__ = "duty_rule"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(Word)
    version: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String(200))
    right_words: Mapped[str] = mapped_column(String(200))
    trigger: Mapped[str] = mapped_column(Word)
    holder: Mapped[str] = mapped_column(String(60))
    days: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(Word)
    enhanced_days: Mapped[int | None] = mapped_column(Integer)
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    verified_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("code", "version"),)


class DutyNoticeRow(Base):
    """That a family says it was told something, when and by whom. Rows are added and never changed."""

    __tablename__ = "duty_notice"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    code: Mapped[str] = mapped_column(Word)
    about: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime] = mapped_column(UtcMoment)
    via: Mapped[str] = mapped_column(Word)
    by_words: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (Index(None, "case_id", "code", "about"),)
