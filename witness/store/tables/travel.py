"""Where outward postcodes lie, how long ways between them take, and in which of them somebody is met."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class OutcodeRow(Base):
    """Where an outward postcode lies, in degrees, and its reach in kilometres. Public, and about nobody."""

    __tablename__ = "outcode"
    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    radius_km: Mapped[float] = mapped_column(Float)


class TravelTimeRow(Base):
    """What a road service has said of the way from one outward postcode to another. About nobody."""

    __tablename__ = "travel_time"
    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    destination: Mapped[str] = mapped_column(String(8), primary_key=True)
    seconds: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime] = mapped_column(UtcMoment)


class PlaceAreaRow(Base):
    """In which outward postcode a place of a household or a team lies. Sealed: it narrows down where a child lives.

    of_id: the household or the team. Rows are added and never changed; the newest of a place counts.
    """

    __tablename__ = "place_area"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    of_id: Mapped[str] = mapped_column(Id)
    place: Mapped[str] = mapped_column(Word)
    outcode_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
    __table_args__ = (Index(None, "of_id", "place"),)


class HouseholdCareRow(Base):
    """What a visit to a household asks of whoever goes: closed words, and nothing of why. The newest row counts."""

    __tablename__ = "household_care"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    two_go: Mapped[bool] = mapped_column(Boolean)
    skills: Mapped[list[str]] = mapped_column(JSON)
    entered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
