"""The blueprint of the words for families, and how an address names a template."""

from flask import Blueprint

from witness.domain.contact import Channel
from witness.domain.errors import NotFound
from witness.domain.wording import TemplateKey
from witness.messaging.slots import TOKEN
from witness.web.doors import Audience

wording = Blueprint("wording", __name__, url_prefix="/wording")

# See `domain.wording.WRITERS` for why both.
WRITERS = (Audience.MANAGER, Audience.ADMIN)


def key_of(language: str, channel: str, name: str) -> TemplateKey:
    """Read an address. Whether there is such a template, the question or action says.

    Raises:
        NotFound: there is no such channel.
    """
    if channel not in set(Channel):
        raise NotFound("There is no such template.")
    return TemplateKey(Channel(channel), language, name)


@wording.app_template_filter("pieces")
def pieces(source: str) -> list[tuple[str, bool]]:
    """Part a template into words and fields, so that a page can keep a field together in either direction."""
    found: list[tuple[str, bool]] = []
    at = 0
    for token in TOKEN.finditer(source):
        found += [(source[at : token.start()], False), (token.group(), True)]
        at = token.end()
    return [(piece, is_field) for piece, is_field in (*found, (source[at:], False)) if piece]
