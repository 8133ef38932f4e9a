"""Questions between the CPS and the support team. The few free words are sealed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class EnquiryRow(Base):
    """That something was asked, of a closed list. Rows are added and never changed."""

    __tablename__ = "enquiry"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str | None] = mapped_column(ForeignKey("witness.id"))
    topic: Mapped[str] = mapped_column(Word)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)
    due_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class EnquiryEndRow(Base):
    """That a question was answered or withdrawn. There is one for each at most: the first of two answers holds.

    seen_at: since when whoever asked has seen it. It is about an account of ours and never leaves with the case.
    """

    __tablename__ = "enquiry_end"
    enquiry_id: Mapped[str] = mapped_column(ForeignKey("enquiry.id"), primary_key=True)
    state: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    reply: Mapped[str] = mapped_column(Word, default="", server_default="")
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime | None] = mapped_column(UtcMoment)
