"""Plans of weeks: who asked for one, how far it has got, what came of it; when people work; what was pinned."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class WorkingTermsRow(Base):
    """When somebody works and what they bring. The newest row of an account counts.

    base_sealed: the outward postcode where their day begins, which may be their home's.
    """

    __tablename__ = "working_terms"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    base_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)


class PlanRequestRow(Base):
    """A plan that somebody asked for. All of it is ids, hours and numbers: no name, no place, no telephone number.

    officers: for whom. away: what if somebody were away, [account, day]. asked: what was asked of the planner and by
    which ids its answer is read. based_on: the accepted plan of which it is a repair.
    """

    __tablename__ = "plan_request"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)
    first_on: Mapped[date]
    last_on: Mapped[date]
    officers: Mapped[list[str]] = mapped_column(JSON)
    away: Mapped[list[Any]] = mapped_column(JSON)
    based_on: Mapped[str | None] = mapped_column(ForeignKey("plan_request.id"))
    seed: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[float] = mapped_column(Float)
    state: Mapped[str] = mapped_column(Word)
    worker: Mapped[str] = mapped_column(Id, default="")
    lease_until: Mapped[datetime | None] = mapped_column(UtcMoment)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    first_cost: Mapped[float | None] = mapped_column(Float)
    best_cost: Mapped[float | None] = mapped_column(Float)
    bound: Mapped[float | None] = mapped_column(Float)
    is_proven: Mapped[bool | None] = mapped_column(Boolean)
    because: Mapped[str] = mapped_column(String(300), default="")
    problem_hash: Mapped[str] = mapped_column(String(64), default="")
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (Index(None, "state", "asked_at"), Index(None, "team_id", "asked_at"))


class WeekPinRow(Base):
    """That something of a week is to stay with somebody, or at an hour. Taken back, never deleted.

    task_key: what is pinned, as `domain.week` names it.
    """

    __tablename__ = "week_pin"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    task_key: Mapped[str] = mapped_column(String(120))
    officers: Mapped[list[str]] = mapped_column(JSON)
    on_day: Mapped[date | None]
    at_time: Mapped[time | None]
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    taken_back_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    __table_args__ = (Index(None, "team_id", "task_key"),)
