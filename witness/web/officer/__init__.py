"""The officers' pages: today, cases, court lists and the change of a date."""

from witness.web.officer import acts, cases, changes, duties, lists, today
from witness.web.officer.pages import officer

__all__ = ["acts", "cases", "changes", "duties", "lists", "officer", "today"]
