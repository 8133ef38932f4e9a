"""Families and witnesses. Names and birthdays are sealed; initials are what pages and lists show."""

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, Word


class PersonRow(Base):
    """Somebody in a family, once, however many cases they are part of."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    born_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    initials: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(12))


class CasePersonRow(Base):
    """The part a person plays in a case, and whose relative they are."""

    __tablename__ = "case_person"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[str] = mapped_column(Word)
    relation: Mapped[str] = mapped_column(String(60), default="")
    for_person_id: Mapped[str | None] = mapped_column(Id)
    __table_args__ = (UniqueConstraint("case_id", "person_id", "part", "for_person_id"),)


class WitnessRow(Base):
    """A person who may give evidence in a case, and what the court requires of them."""

    __tablename__ = "witness"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(20))
    requirement: Mapped[str] = mapped_column(Word)
    direct_contact: Mapped[bool] = mapped_column(Boolean, default=False)
    __table_args__ = (UniqueConstraint("case_id", "label"), UniqueConstraint("case_id", "person_id"))
