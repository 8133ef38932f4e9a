"""The tables, by area: columns and constraints only. Importing this package makes `metadata` complete."""

from witness.store.tables import (
    accounts,
    audit,
    calendars,
    cases,
    contact,
    courts,
    duties,
    evidence,
    hearings,
    incidents,
    jobs,
    lists,
    messages,
    notes,
    people,
    plans,
    staffing,
    stops,
    tasks,
    wording,
)
from witness.store.types import Base

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "calendars",
    "cases",
    "contact",
    "courts",
    "duties",
    "evidence",
    "hearings",
    "incidents",
    "jobs",
    "lists",
    "messages",
    "metadata",
    "notes",
    "people",
    "plans",
    "staffing",
    "stops",
    "tasks",
    "wording",
]
