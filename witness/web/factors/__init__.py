"""The pages of the table of concern: what stands, a further version, and what it would change."""

from witness.web.factors import table
from witness.web.factors.pages import factors

__all__ = ["factors", "table"]
