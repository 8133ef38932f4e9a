"""The managers' pages: figures."""

from witness.web.manager import figures
from witness.web.manager.pages import manager

__all__ = ["figures", "manager"]
