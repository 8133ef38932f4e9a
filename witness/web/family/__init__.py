"""A family's private page: a door that shows nothing, and behind it the minimum, in their language."""

from witness.web.family import door, page  # noqa: F401
from witness.web.family.pages import family

__all__ = ["family"]
