"""Court lists received, the changes they propose, and what a person has to sort out. No payload is kept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class PublicationRow(Base):
    """A list as it was received: what it covers and what came of it. The list itself is not kept."""

    __tablename__ = "publication"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    outside_id: Mapped[str] = mapped_column(String(120), index=True, default="")
    supersede_key: Mapped[str] = mapped_column(String(300), index=True)
    kind: Mapped[str] = mapped_column(Word)
    layer: Mapped[str] = mapped_column(Word)
    court: Mapped[str] = mapped_column(String(200))
    court_codes: Mapped[list[str]] = mapped_column(JSON)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    version: Mapped[str] = mapped_column(String(60))
    published_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    received_by: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(Word)
    rows: Mapped[int] = mapped_column(Integer)
    matched: Mapped[int] = mapped_column(Integer)
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class ProposalRow(Base):
    """A change that a list, or a person, proposes. A person decides."""

    __tablename__ = "proposal"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    hearing_id: Mapped[str | None] = mapped_column(Id, index=True)
    change: Mapped[str] = mapped_column(Word)
    kind: Mapped[str] = mapped_column(Word)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    because: Mapped[str] = mapped_column(String(500))
    place: Mapped[str] = mapped_column(String(200))
    publication_id: Mapped[str | None] = mapped_column(ForeignKey("publication.id"), index=True)
    of_revision: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(Word)
    show_from: Mapped[datetime] = mapped_column(UtcMoment)
    raised_at: Mapped[datetime] = mapped_column(UtcMoment)
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (Index(None, "state", "show_from"),)


class TriageRow(Base):
    """Something that arrived and that no rule may decide: a list that cannot be read, a text from nobody we know."""

    __tablename__ = "triage_item"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word)
    place: Mapped[str] = mapped_column(String(300))
    what: Mapped[str] = mapped_column(String(1000))
    publication_id: Mapped[str | None] = mapped_column(ForeignKey("publication.id"))
    reply_id: Mapped[str | None] = mapped_column(Id)
    raised_at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(Word, index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
