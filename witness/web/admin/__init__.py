"""The administrators' pages: the rules, the accounts and the proof of the record, and later courts."""

from witness.web.admin import accounts, proof, rules
from witness.web.admin.pages import admin

__all__ = ["accounts", "admin", "proof", "rules"]
