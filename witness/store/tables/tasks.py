"""Work for a person: every blocked message, worried answer and unanswered question ends here with an owner."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class TaskRow(Base):
    """One thing to do. `reason_key` makes it exist once; `clears_when` says what would end it."""

    __tablename__ = "task"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reason_key: Mapped[str] = mapped_column(String(200), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(Id)
    hearing_id: Mapped[str | None] = mapped_column(Id)
    message_id: Mapped[str | None] = mapped_column(Id, index=True)
    kind: Mapped[str] = mapped_column(Word)
    words: Mapped[str] = mapped_column(String(300))
    clears_when: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    due_at: Mapped[datetime] = mapped_column(UtcMoment)
    raised_at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(Word)
    done_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    done_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str] = mapped_column(String(200), default="")
    # Until when somebody has said that they have it, who said so, and when.
    will_do_by: Mapped[datetime | None] = mapped_column(UtcMoment)
    seen_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # How far it has been passed on, and who was brought in.
    step: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    brought_in_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    passed_on_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    __table_args__ = (Index(None, "owner_id", "state", "due_at"),)
