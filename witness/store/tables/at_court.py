"""What was tapped on days at court."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class DayTapRow(Base):
    """One tap, by the id that was made on the phone. Rows are added and never changed; a mistake is a further row."""

    __tablename__ = "day_tap"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    hearing_id: Mapped[str | None] = mapped_column(ForeignKey("hearing.id"))
    on_day: Mapped[date]
    step: Mapped[str] = mapped_column(Word)
    device_at: Mapped[datetime] = mapped_column(UtcMoment)
    sent_at: Mapped[datetime] = mapped_column(UtcMoment)
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    whom: Mapped[str] = mapped_column(Word, default="")
    said: Mapped[str] = mapped_column(Word, default="")
    # Not a foreign key: the undoing may arrive before what it undoes, from another phone.
    undoes: Mapped[str | None] = mapped_column(Id)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
