"""The tables, by area: columns and constraints only. Importing this package makes `metadata` complete."""

from witness.store.tables import (
    accounts,
    audit,
    cases,
    contact,
    courts,
    evidence,
    hearings,
    jobs,
    lists,
    messages,
    people,
    tasks,
)
from witness.store.types import Base

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "cases",
    "contact",
    "courts",
    "evidence",
    "hearings",
    "jobs",
    "lists",
    "messages",
    "metadata",
    "people",
    "tasks",
]
