"""The administrators' pages: the rules and the accounts, and later courts."""

from witness.web.admin import accounts, rules
from witness.web.admin.pages import admin

__all__ = ["accounts", "admin", "rules"]
