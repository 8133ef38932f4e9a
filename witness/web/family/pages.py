"""The blueprint of the private page, what its browser holds, and in which languages it speaks."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request

from witness.domain.court_time import london_day, spoken_day
from witness.domain.spoken_dates import day_in, hour_in
from witness.domain.wording import ENGLISH
from witness.messaging.page_words import PageWords, pieces, read_page_words
from witness.web.doors import PAGE_COOKIE, page_form_token
from witness.web.here import kit

family = Blueprint("family", __name__)

LONGEST_TOKEN = 40


def page_words() -> Mapping[str, PageWords]:
    """Give the languages that may be shown: those that people stand behind; in the demo all that there are."""
    every = all_page_words(kit().settings.templates_dir / "family" / "words")
    return every if kit().settings.is_demo else {code: words for code, words in every.items() if is_approved(words)}


def is_approved(words: PageWords) -> bool:
    """Whether families may see these words. Who stands behind words is looked up once for a request."""
    if words.approved:
        return True
    if "page_readers" not in g:
        with kit().store.reading() as desk:
            g.page_readers = desk.page_words.readers()
    return words.may_be_shown(g.page_readers)


@lru_cache(maxsize=4)
def all_page_words(folder: Path) -> Mapping[str, PageWords]:
    """Give every language that there are words in, whether they may be shown or not. For staff."""
    return read_page_words(folder)


def language_asked_for() -> str | None:
    """Give the language that a request names, if it may be shown."""
    asked = request.values.get("l", "")
    return asked if asked in page_words() else None


def drawn(template: str, language: str, secret: str, status: int = 200, **more: object) -> Response:
    """Draw a page in a language. secret: what the form's token is bound to, the address or what the browser holds."""
    shown = page_words()
    spoken = shown.get(language, shown[ENGLISH])
    code = spoken.language.code
    body = render_template(
        f"family/{template}.html",
        w=spoken.words,
        lang=spoken.language,
        draft="" if is_approved(spoken) else spoken.because,
        languages=[words.language for words in shown.values()],
        form_token=page_form_token(secret),
        say_day=lambda day: spoken_day(day) if code == ENGLISH else day_in(code, day),
        say_hour=lambda at: hour_in(code, at),
        day_of=london_day,
        pieces=pieces,
        **more,
    )
    return Response(body, status, content_type="text/html; charset=utf-8")


def held() -> str:
    """Give what the browser holds, "" when nothing."""
    return request.cookies.get(cookie_name(), "")[:100]


def cookie_name() -> str:
    """Name the cookie: on https its name makes browsers insist on Secure, no domain and the whole site."""
    return f"__Host-{PAGE_COOKIE}" if _on_https() else PAGE_COOKIE


def hand_over(response: Response, key: str) -> Response:
    """Have the browser hold its key until it is closed; it comes along with nothing that another site began."""
    response.set_cookie(cookie_name(), key, path="/", secure=_on_https(), httponly=True, samesite="Strict")
    return response


def _on_https() -> bool:
    return kit().settings.public_url.startswith("https://")
