"""Lets nobody work in a copy that was put back until it is finished: what they did would rest on what is not true."""

from dataclasses import dataclass
from time import monotonic

from flask import Flask, Response, current_app, make_response, render_template, request

from witness.domain.access import Role
from witness.kit import Kit
from witness.questions.backups import restoration
from witness.store.restorations import Restoration
from witness.web.doors import MACHINES, Audience, audiences_of
from witness.web.here import is_signed_in, viewer

# A process that began before looks again this often; one that is held looks each time.
LOOK_AGAIN_SECONDS = 10.0
TELLS = frozenset({Role.MANAGER, Role.ADMIN})
# They say how things are, and take in what families and carriers say: a STOP must not be turned away.
OPEN_ENDPOINTS = frozenset({"static", "health.alive", "health.ready", "health.metrics"})
WAIT = "This page is not available at the moment. Please try again later.\n"


@dataclass(slots=True)
class _Watch:
    """When this process has last seen that it is not held."""

    free_at: float | None = None


def add_hold(app: Flask, kit: Kit) -> None:
    """Have every request of `app` look whether its database is held."""
    watch = _Watch()

    @app.before_request
    def hold() -> Response | None:
        if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
            return None
        audiences = audiences_of(current_app, request.endpoint)
        if Audience.CARRIER in audiences:
            return None
        if watch.free_at is not None and monotonic() - watch.free_at < LOOK_AGAIN_SECONDS:
            return None
        standing = restoration(kit.store)
        if standing is None or not standing.is_held:
            watch.free_at = monotonic()
            return None
        return _wait(audiences, standing)


def _wait(audiences: frozenset[Audience], standing: Restoration) -> Response:
    if audiences & (MACHINES | {Audience.FAMILY}):
        response = Response(WAIT, 503, content_type="text/plain; charset=utf-8")
    else:
        told = standing if is_signed_in() and viewer().role in TELLS else None
        response = make_response(render_template("errors/503.html", standing=told), 503)
    response.headers["Retry-After"] = "300"
    return response
