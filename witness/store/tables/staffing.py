"""Who is there: office hours, who is on call, who is away and who stands in, and the mails that say "sign in"."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class OfficeHoursRow(Base):
    """When a team reads texts, in London. The newest row of a team counts."""

    __tablename__ = "office_hours"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    opens: Mapped[time]
    closes: Mapped[time]
    weekdays: Mapped[str] = mapped_column(String(7))
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)


class OnCallRow(Base):
    """Somebody who is on call between two instants. Taken back, never deleted."""

    __tablename__ = "on_call"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcMoment)
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    taken_back_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (Index(None, "team_id", "ends_at"),)


class AbsenceRow(Base):
    """Days on which somebody does not work, and who stands in. Why is nobody's business and is not kept."""

    __tablename__ = "absence"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    cover_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    taken_back_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class StaffNoticeRow(Base):
    """A mail to a colleague that says "something needs you" and nothing else. `reason_key` makes it exist once."""

    __tablename__ = "staff_notice"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reason_key: Mapped[str] = mapped_column(String(200), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    state: Mapped[str] = mapped_column(Word)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    because: Mapped[str] = mapped_column(String(300), default="")
    planned_at: Mapped[datetime] = mapped_column(UtcMoment)
    next_at: Mapped[datetime] = mapped_column(UtcMoment)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    __table_args__ = (Index(None, "state", "next_at"),)
