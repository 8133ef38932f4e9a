"""Who looked in an emergency, who must not know of a case and said so, and what managers confirmed of restrictions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class EmergencyRow(Base):
    """One case that somebody outside it opened in an emergency, until when, and what a manager found."""

    __tablename__ = "emergency_opening"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Word)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    review_due_at: Mapped[datetime] = mapped_column(UtcMoment)
    finding: Mapped[str] = mapped_column(Word)
    found_words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reviewed_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    __table_args__ = (Index(None, "account_id", "ends_at"),)


class ConflictRow(Base):
    """Somebody said that they must not know of a case. The exclusion itself is a row of `case_access`."""

    __tablename__ = "conflict_of_interest"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[str] = mapped_column(Word)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class RecertificationRow(Base):
    """A manager confirmed, for one quarter, that somebody still needs a restricted case."""

    __tablename__ = "recertification"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    quarter: Mapped[str] = mapped_column(Word)
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    __table_args__ = (UniqueConstraint("case_id", "account_id", "quarter"),)
