"""What happened around and after an outcome, as days: receipts, letters, claims, what is to come, how news is told."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class AfterFactRow(Base):
    """One fact. Rows are added and never changed. Its words are sealed: they may say what is going on at home."""

    __tablename__ = "after_fact"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    kind: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    about: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    way: Mapped[str | None] = mapped_column(Word)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
