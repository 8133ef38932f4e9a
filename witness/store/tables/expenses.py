"""Claims for expenses, and what was said of each."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class ClaimRow(Base):
    """What one person may claim for one day. Rows are added and never changed."""

    __tablename__ = "claim"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    witness_id: Mapped[str] = mapped_column(ForeignKey("witness.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str] = mapped_column(Word)
    payer: Mapped[str] = mapped_column(Word)
    on_day: Mapped[date]
    hearing_id: Mapped[str | None] = mapped_column(ForeignKey("hearing.id"))
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id"))
    noted_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class ClaimFactRow(Base):
    """One thing that was put into a claim, or one step that it took. Numbered, so that of two at once one is refused.

    item: what it is about, "" for a step. state: where the claim got, "" for an item. amount: in the unit of the item,
    or the pence that were paid.
    """

    __tablename__ = "claim_fact"
    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(Word)
    state: Mapped[str] = mapped_column(Word)
    amount: Mapped[int]
    has_proof: Mapped[bool]
    from_facts: Mapped[bool]
    on_day: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
