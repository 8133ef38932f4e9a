"""What somebody asked us to stop, and which child we asked them about."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class StopRow(Base):
    """A wish to be left alone on one record of a number. Ended by `until`, never deleted."""

    __tablename__ = "stop"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("safe_contact.id"), index=True)
    witness_id: Mapped[str | None] = mapped_column(ForeignKey("witness.id"))
    since: Mapped[datetime] = mapped_column(UtcMoment)
    until: Mapped[datetime | None] = mapped_column(UtcMoment)
    by_carrier: Mapped[bool] = mapped_column(Boolean)
    said: Mapped[str] = mapped_column(Word, default="")


class StopQuestionRow(Base):
    """That a number was asked which of several children it means, and in which order they were numbered."""

    __tablename__ = "stop_question"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sender_key: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
