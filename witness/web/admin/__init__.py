"""The administrators' pages: the rules, the accounts, the proof of the record and the copies, and later courts."""

from witness.web.admin import accounts, copies, proof, rules
from witness.web.admin.pages import admin

__all__ = ["accounts", "admin", "copies", "proof", "rules"]
