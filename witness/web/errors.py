"""The pages for what goes wrong: what is wrong and what to do, and nothing that a stranger could use."""

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.log import log, where_it_broke
from witness.web.doors import MACHINES, audiences_of
from witness.web.here import request_id

CODES: tuple[tuple[type[Refused], int], ...] = ((NotFound, 404), (SomebodyElseChangedThis, 409), (Refused, 422))

TITLES = {
    400: "Your request could not be read",
    403: "You cannot do that",
    404: "Page not found",
    405: "Page not found",
    409: "Somebody else changed this",
    413: "That file is too large",
    422: "That cannot be done",
    429: "Too many tries",
    500: "Sorry, something went wrong",
}
WITH_PAGE_OF_THEIR_OWN = frozenset({403, 404, 409, 422, 500})
# Never shown again, whatever page they were typed on.
SECRET_FIELDS = frozenset({"csrf_token", "password", "password_again", "code", "token"})


def add_error_pages(app: Flask) -> None:
    """Answer every error of `app` with a page of ours."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _another_host)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(InternalServerError, _broken)


def _refused(refusal: Refused) -> ResponseReturnValue:
    code = next(code for kind, code in CODES if isinstance(refusal, kind))
    # What exists and what is hidden read the same, so a page that was not found has one text for all.
    reason = "" if code == 404 else str(refusal)
    return _page(code, reason)


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    return _page(400, "The page was open for too long, or was opened in another tab before you signed in.")


def _another_host(_error: SecurityError) -> ResponseReturnValue:
    # Whoever calls us by another name gets no page: without a name of ours no link in it could be made.
    return Response("This service is not at this address.\n", 400, content_type="text/plain; charset=utf-8")


def _other(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    code = error.code or 500
    response = make_response(_page(405 if code == 405 else code, ""))
    # A 405 says which methods there are, a 401 what kind of key it wants.
    response.headers.extend(
        {name: value for name, value in error.get_headers() if name in {"Allow", "WWW-Authenticate", "Retry-After"}}
    )
    return response


def _broken(error: InternalServerError) -> ResponseReturnValue:
    cause = error.original_exception or error
    log().error("request.failed", endpoint=request.endpoint, error=type(cause).__name__, at=where_it_broke(cause))
    if _is_for_machines():
        return jsonify(error="failed", request_id=request_id()), 500
    # It asks neither the database nor the session: they may be what broke.
    return render_template("errors/500.html", title=TITLES[500], request_id=request_id()), 500


def _page(code: int, reason: str) -> ResponseReturnValue:
    title = TITLES.get(code, TITLES[400])
    if _is_for_machines():
        return jsonify(error=reason or title, request_id=request_id()), code
    name = code if code in WITH_PAGE_OF_THEIR_OWN else 404 if code == 405 else 422
    page = render_template(f"errors/{name}.html", title=title, reason=reason, typed=_typed(), request_id=request_id())
    return page, code


def _is_for_machines() -> bool:
    return bool(request.endpoint) and bool(audiences_of(current_app, request.endpoint or "") & MACHINES)


def _typed() -> list[tuple[str, str]]:
    """Give what somebody had typed, so that it is not lost with the page."""
    if request.method != "POST" or request.content_length is None or request.content_length > 100_000:
        return []
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    return [(name.replace("_", " ").capitalize(), value) for name, value in fields if value.strip()]
