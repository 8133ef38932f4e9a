"""Whether a request to our callback addresses really comes from Twilio.

The signature covers the address that Twilio was given, so it is checked over the configured public address
and never over what the request or a proxy says (trust reference §5.6). It has no time in it: a replay
verifies again, and whoever acts on a callback must be safe against doubles.
"""

from collections.abc import Iterable, Mapping, Sequence

from twilio.request_validator import RequestValidator


def signed_address(public_url: str, path: str, query: str = "") -> str:
    """Give the address that Twilio signed: as configured, with the request's raw query, still encoded."""
    address = public_url.rstrip("/") + path
    return f"{address}?{query}" if query else address


def is_from_twilio(auth_token: str, url: str, params: Mapping[str, Sequence[str]], signature: str | None) -> bool:
    """Say whether a signature was made by somebody who holds the token. Fails closed, never raises.

    url: see `signed_address`. params: the form as it came, untrimmed, every value of every name.
    """
    if not auth_token or not signature or not url:
        return False
    try:
        form = _Form({name: _values(values) for name, values in params.items()})
        return bool(RequestValidator(auth_token).validate(url, form, signature))
    except (ValueError, TypeError, AttributeError):
        return False


class _Form(dict[str, list[str]]):
    """A form in the shape from which Twilio's validator reads more than one value of a name."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def _values(values: Iterable[str] | str) -> list[str]:
    return [values] if isinstance(values, str) else list(values)
