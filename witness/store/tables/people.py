"""Families and witnesses. Names and birthdays are sealed; initials are what pages and lists show."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class PersonRow(Base):
    """Somebody in a family, once, however many cases they are part of."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    born_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    initials: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(12))


class NameKeyRow(Base):
    """The keyed index of one word of somebody's name, so that a search finds them without the name lying open."""

    __tablename__ = "name_key"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    word_key: Mapped[str] = mapped_column(String(64), index=True)
    __table_args__ = (UniqueConstraint("person_id", "word_key"),)


class CasePersonRow(Base):
    """The part a person plays in a case, and whose relative they are."""

    __tablename__ = "case_person"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[str] = mapped_column(Word)
    relation: Mapped[str] = mapped_column(String(60), default="")
    for_person_id: Mapped[str | None] = mapped_column(Id)
    organisation: Mapped[str] = mapped_column(String(80), default="", server_default="")
    informed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    joined_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    left_at: Mapped[datetime | None] = mapped_column(UtcMoment)
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
    refresh_at_end: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    __table_args__ = (UniqueConstraint("case_id", "label"), UniqueConstraint("case_id", "person_id"))


class DatesToAvoidRow(Base):
    """Days on which a person cannot come, with a word for why and no detail."""

    __tablename__ = "dates_to_avoid"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    why: Mapped[str] = mapped_column(Word)
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
