"""The officers' pages: today, cases, court lists and the change of a date."""

from witness.web.officer import acts, cases, changes, lists, roads, today
from witness.web.officer.pages import officer

__all__ = ["acts", "cases", "changes", "lists", "officer", "roads", "today"]
