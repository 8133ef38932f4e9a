"""The administrators' pages: the rules, and later accounts and courts."""

from witness.web.admin import proof, rules
from witness.web.admin.pages import admin

__all__ = ["admin", "proof", "rules"]
