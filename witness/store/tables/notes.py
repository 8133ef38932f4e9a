"""Notes in four streams, and the handing over of cases. What a note says is sealed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class NoteRow(Base):
    """One note. Rows are added and never changed; a correction names the note that it corrects."""

    __tablename__ = "note"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    stream: Mapped[str] = mapped_column(Word)
    source: Mapped[str] = mapped_column(Word)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    amends: Mapped[str | None] = mapped_column(ForeignKey("note.id"))


class HandoverRow(Base):
    """A case offered by one officer to another. It is theirs when they have ticked everything and accepted."""

    __tablename__ = "handover"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    from_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    offered_at: Mapped[datetime] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(Word)
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    ticked: Mapped[list[str]] = mapped_column(JSON)
