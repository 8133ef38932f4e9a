"""One's own calendar feed: made, renewed and revoked here; fetched by a calendar program by its address alone."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.feeds import make_feed, revoke_feed
from witness.questions.staff_feed import feed_page, staff_feed
from witness.web.account.pages import account as pages
from witness.web.doors import Audience, open_to
from witness.web.here import account, kit, now, request_id

STAFF = (Audience.OFFICER, Audience.MANAGER)
LONGEST_TOKEN = 100


@pages.get("/account/calendar")
@open_to(*STAFF)
def feed() -> str:
    """Show whether one has a feed. Its address is shown when it is made, and never again."""
    return render_template("account/calendar.html", page=feed_page(kit().store, account(), now=now()), made=None)


@pages.post("/account/calendar")
@open_to(*STAFF)
def make() -> str:
    """Make a feed in place of any before it, and show its address once."""
    made = make_feed(kit().store, account(), now=now(), request_id=request_id())
    address = f"{kit().settings.public_url}{url_for('account.fetch', token=made.token)}"
    page = feed_page(kit().store, account(), now=now())
    return render_template("account/calendar.html", page=page, made=address)


@pages.post("/account/calendar/revoke")
@open_to(*STAFF)
def revoke() -> ResponseReturnValue:
    """Revoke one's feed: its address gives nothing from this moment on."""
    revoke_feed(kit().store, account(), now=now(), request_id=request_id())
    return redirect(url_for("account.feed"), 303)


@pages.get("/calendar/<token>.ics")
@open_to(Audience.ANYONE)
def fetch(token: str) -> Response:
    """Give a feed to a calendar program. Unknown, revoked and ended ones look exactly alike."""
    body = staff_feed(kit().store, token[:LONGEST_TOKEN], now=now(), request_id=request_id())
    if body is None:
        answer = Response("There is no calendar here.\n", 404, content_type="text/plain; charset=utf-8")
    else:
        answer = Response(body, content_type="text/calendar; charset=utf-8")
        answer.add_etag()
        answer.make_conditional(request)
    return answer
