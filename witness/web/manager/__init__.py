"""The managers' pages: the team, figures, privacy incidents, the table of phrases."""

from witness.web.manager import figures, incidents, light, team
from witness.web.manager.pages import manager

__all__ = ["figures", "incidents", "light", "manager", "team"]
