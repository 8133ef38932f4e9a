"""Texts of ours that may have reached a stranger."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class IncidentRow(Base):
    """One number that reached somebody else, as far as one person of one case is concerned."""

    __tablename__ = "privacy_incident"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    reply_id: Mapped[str] = mapped_column(ForeignKey("reply.id"))
    aware_at: Mapped[datetime] = mapped_column(UtcMoment)
    message_id: Mapped[str | None] = mapped_column(Id)
    message_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    tier: Mapped[int | None] = mapped_column(Integer)
    decision: Mapped[str] = mapped_column(Word)
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (UniqueConstraint("reply_id", "case_id", "person_id"), Index(None, "decision", "aware_at"))
