"""The officers' pages: today, cases, court lists and the change of a date."""

from witness.web.officer import acts, availability, cases, changes, lists, measures, today
from witness.web.officer.pages import officer

__all__ = ["acts", "availability", "cases", "changes", "lists", "measures", "officer", "today"]
