"""The headers of every response: what browsers may load, keep, tell others and show in frames."""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for

YEAR_SECONDS = 365 * 24 * 60 * 60

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def nonce() -> str:
    """Give this response's nonce, by which an inline script shows that we wrote it."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(18)
    return str(g.nonce)


def forget_everything(response: Response) -> Response:
    """Have the browser forget what it kept of us, so that its back button shows nothing."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def static_url(filename: str) -> str:
    """Give the address of a static file with its content in it, so that it may be kept for a year."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


def add_headers(app: Flask, *, on_https: bool) -> None:
    """Put the headers on every response of `app`."""
    app.jinja_env.globals.update(static_url=static_url, csp_nonce=nonce)

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.update(ALWAYS)
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce())
        response.headers["Cache-Control"] = _caching(response)
        if on_https:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
        return response


def _caching(response: Response) -> str:
    if request.endpoint != "static" or response.status_code not in {200, 206, 304}:
        return "no-store"
    filename = (request.view_args or {}).get("filename", "")
    if request.args.get("v") == _fingerprint(filename):
        return f"public, max-age={YEAR_SECONDS}, immutable"
    return "public, max-age=3600"


def _fingerprint(filename: str) -> str:
    path = Path(current_app.static_folder or "") / filename
    if not path.is_file():
        return "missing"
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _digest(path: Path, _changed_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
