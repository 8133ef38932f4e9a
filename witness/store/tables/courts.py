"""The court directory and the bank holidays that an administrator has loaded."""

from datetime import date

from sqlalchemy import JSON, Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base


class CourtRow(Base):
    """A court building. `facts` holds the directory's yes-and-no columns."""

    __tablename__ = "court"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    crown: Mapped[bool] = mapped_column(Boolean)
    magistrates: Mapped[bool] = mapped_column(Boolean)
    open: Mapped[bool] = mapped_column(Boolean)
    town: Mapped[str] = mapped_column(String(80), default="")
    outcode: Mapped[str] = mapped_column(String(8), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)


class CourtAliasRow(Base):
    """Another code or name that lists use for a court, such as that of an annexe."""

    __tablename__ = "court_alias"
    alias: Mapped[str] = mapped_column(String(160), primary_key=True)
    code: Mapped[str] = mapped_column(String(40))


class HolidayRow(Base):
    """A bank holiday, or an edge of the known years. When there are rows they replace the bundled calendar."""

    __tablename__ = "holiday"
    day: Mapped[date] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), primary_key=True)
