"""Cases: references, defendants, who may know of them, and what has happened. No defendant is named here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class CaseRow(Base):
    """One criminal case that a team supports witnesses in. ("case" itself is a word of SQL.)"""

    __tablename__ = "court_case"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    ref: Mapped[str] = mapped_column(String(40), unique=True)
    track: Mapped[str] = mapped_column(Word)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    cps_team_id: Mapped[str | None] = mapped_column(ForeignKey("team.id"), index=True)
    court_code: Mapped[str] = mapped_column(String(40))
    charged_on: Mapped[date | None]
    support_began_on: Mapped[date]
    restricted: Mapped[bool] = mapped_column(Boolean)
    closed_on: Mapped[date | None]
    tribunal: Mapped[str | None] = mapped_column(Word)
    came_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(Integer, default=1)


class ReferenceRow(Base):
    """A number by which somebody else knows the case: a URN, a Crown Court number. Matched exactly, normalised."""

    __tablename__ = "case_reference"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    value: Mapped[str] = mapped_column(String(60))
    normalised: Mapped[str] = mapped_column(String(60), index=True)
    __table_args__ = (UniqueConstraint("case_id", "normalised"),)


class DefendantRow(Base):
    """A defendant, known here by a label ("D1") and by what touches the family's plans."""

    __tablename__ = "defendant"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    label: Mapped[str] = mapped_column(String(20))
    custody: Mapped[str] = mapped_column(Word)
    plea: Mapped[str] = mapped_column(Word)
    outcome: Mapped[str] = mapped_column(Word)
    areas: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    __table_args__ = (UniqueConstraint("case_id", "label"),)


class DefendantStepRow(Base):
    """One turn in the road of one defendant. Rows are added and never changed."""

    __tablename__ = "defendant_step"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    label: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(Integer)
    turn: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    source: Mapped[str] = mapped_column(String(200), default="")
    custody_months: Mapped[int | None] = mapped_column(Integer)
    near_family: Mapped[bool] = mapped_column(Boolean, default=False)
    vcs: Mapped[bool | None] = mapped_column(Boolean)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (UniqueConstraint("case_id", "label", "number"),)


class CaseAccessRow(Base):
    """Need to know: who is assigned, to whom a case is restricted, and for whom it does not exist."""

    __tablename__ = "case_access"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    because: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[datetime] = mapped_column(UtcMoment)
    __table_args__ = (UniqueConstraint("case_id", "account_id", "kind"),)


class HappeningRow(Base):
    """Something that happened, in the past tense. Rows are added and never changed."""

    __tablename__ = "happening"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    kind: Mapped[str] = mapped_column(Word)
    words: Mapped[str] = mapped_column(String(500))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    hearing_id: Mapped[str | None] = mapped_column(Id)
    __table_args__ = (UniqueConstraint("case_id", "seq"),)
