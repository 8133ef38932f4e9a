"""Makes a misspelt name in a template an error, but for the vendored macros, which lean on names left out."""

from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

# Names that every macro may ask after, and which Jinja itself leaves open.
LEFT_OPEN = frozenset({"caller", "null", "undefined"})


class StrictButForMacros(StrictUndefined):
    """Strict about names and about attributes of our values; lenient about the keys of a plain dict.

    The macros of GOV.UK Frontend take one dict of parameters and look at what is in it. Our own pages are handed
    dataclasses, whose attributes are looked at strictly.
    """

    def __new__(cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *_: Any) -> Any:
        """Give a lenient value for what the vendored macros leave out."""
        if isinstance(obj, dict) or (obj is missing and name in LEFT_OPEN):
            return Undefined(hint, obj, name)
        return super().__new__(cls)
