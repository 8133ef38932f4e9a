"""The door of the private page: whoever opens the link alone sees the same words, whatever the link is worth.

Robots open links before people do. So looking changes nothing, and reads nothing of any case: only a code that
somebody sends does.
"""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.private_pages import knock, leave, not_for_me
from witness.domain.wording import ENGLISH
from witness.web.doors import Audience, open_to
from witness.web.family.pages import LONGEST_TOKEN, drawn, family, hand_over, held, language_asked_for
from witness.web.headers import forget_everything
from witness.web.here import fittings, kit, now, request_id

LONGEST_CODE = 20
# A page that everybody may have looked at: no news, nothing that a search would show.
ELSEWHERE = "https://www.bbc.co.uk/weather"


@family.get("/v/<token>")
@open_to(Audience.FAMILY)
def door(token: str) -> Response:
    """Ask for the code. The same words for every link, made or not, open or shut."""
    return _door(token)


@family.post("/v/<token>")
@open_to(Audience.FAMILY)
def enter(token: str) -> ResponseReturnValue:
    """Take the code. Right: the page follows. Anything else: the same words whatever was wrong."""
    key = knock(
        kit().store,
        fittings().passwords,
        token[:LONGEST_TOKEN],
        request.form.get("code", "")[:LONGEST_CODE],
        language=language_asked_for() or ENGLISH,
        rules=kit().rules(),
        now=now(),
        request_id=request_id(),
    )
    if not key:
        return _door(token, refused=True)
    return hand_over(Response(status=303, headers={"Location": url_for("family.before")}), key)


@family.route("/v/<token>/not-me", methods=["GET", "POST"])
@open_to(Audience.FAMILY)
def not_me(token: str) -> Response:
    """Ask once more, then stop everything to that phone. Whoever taps is told nothing."""
    if request.method == "POST":
        not_for_me(kit().store, token[:LONGEST_TOKEN], rules=kit().rules(), now=now(), request_id=request_id())
    return drawn(
        "not_me", language_asked_for() or ENGLISH, token, token=token[:LONGEST_TOKEN], done=request.method == "POST"
    )


@family.get("/x")
@open_to(Audience.FAMILY)
def away() -> ResponseReturnValue:
    """Leave: whoever was in is out, the browser forgets us, and a page about the weather follows."""
    leave(kit().store, held())
    return forget_everything(Response(status=303, headers={"Location": ELSEWHERE}))


def _door(token: str, *, refused: bool = False) -> Response:
    language = language_asked_for() or ENGLISH
    status = 422 if refused else 200
    return drawn("door", language, token, status, token=token[:LONGEST_TOKEN], refused=refused)


def shut() -> Response:
    """Say that the page has shut, to a browser that is not in, or no longer."""
    return drawn("shut", language_asked_for() or ENGLISH, "", 403)


def to_page(said: str = "") -> ResponseReturnValue:
    """Go to the page. said: what it is to say first."""
    return redirect(url_for("family.page", said=said) if said else url_for("family.page"), 303)
