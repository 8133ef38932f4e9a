"""The officers' pages: today, cases, court lists and the change of a date."""

from witness.web.officer import (
    acts,
    availability,
    case_ends,
    case_list,
    cases,
    changes,
    disclosures,
    duties,
    handovers,
    lists,
    measures,
    new_case,
    notes,
    people,
    plan,
    today,
    visits,
)
from witness.web.officer.pages import officer

__all__ = [
    "acts",
    "availability",
    "case_ends",
    "case_list",
    "cases",
    "changes",
    "disclosures",
    "duties",
    "handovers",
    "lists",
    "measures",
    "new_case",
    "notes",
    "officer",
    "people",
    "plan",
    "today",
    "visits",
]
