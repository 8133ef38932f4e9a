"""The managers' pages: the team, figures, privacy incidents, the table of phrases."""

from witness.web.manager import access, audit, feedback, figures, incidents, light, team
from witness.web.manager.pages import manager

__all__ = ["access", "audit", "feedback", "figures", "incidents", "light", "manager", "team"]
