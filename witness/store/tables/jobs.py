"""The worker's own records: when each tick last ran, and whether it went well."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class TickRow(Base):
    """The last run of one periodic piece of work. good_at: when it last went well. careful_until: slowly till then."""

    __tablename__ = "tick"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    worker: Mapped[str] = mapped_column(Id)
    began_at: Mapped[datetime] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    state: Mapped[str] = mapped_column(Word)
    done: Mapped[int] = mapped_column(Integer, default=0)
    detail: Mapped[str] = mapped_column(String(300), default="")
    good_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    careful_until: Mapped[datetime | None] = mapped_column(UtcMoment)
