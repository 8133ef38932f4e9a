"""What every answer tells the browser."""

import re

import pytest
from flask import Flask

from tests.cast import Cast
from tests.fixtures import a_visitor, an_app
from tests.kits import a_kit
from tests.visitor import Visitor
from witness.kit import Kit

HTTPS = "https://support.example"
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


def pages_of(app: Flask) -> list[str]:
    """Every address that can be looked at, with made-up names in it."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    return sorted({re.sub(r"<[^>]+>", "x", rule.rule) for rule in rules} | {"/nowhere", "/cases/x/y.css"})


@pytest.mark.parametrize("who", ["nobody", "olu", "mo", "leigh", "ada"])
def test_every_answer_is_guarded(app: Flask, client: Visitor, cast: Cast, who: str) -> None:
    if who != "nobody":
        client.sign_in(getattr(cast, who))

    for address in pages_of(app):
        answer = client.get(address, buffered=True)
        policy = set(answer.headers["Content-Security-Policy"].split("; "))
        scripts = [part for part in policy - POLICY if part.startswith("script-src 'self' 'nonce-")]
        assert policy == {*POLICY, *scripts}, address
        assert len(scripts) == 1, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Referrer-Policy"] == "no-referrer", address
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", address
        assert "camera=()" in answer.headers["Permissions-Policy"], address
        assert answer.headers["Cache-Control"] == "no-store", address
        assert "Access-Control-Allow-Origin" not in answer.headers, address
        assert "Strict-Transport-Security" not in answer.headers, address


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/invite/x"])
def test_inline_scripts_carry_this_answers_nonce(client: Visitor, cast: Cast, address: str) -> None:
    nonces = []
    for _ in range(2):
        answer = client.get(address)
        found = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert found is not None
        inline = re.findall(r"<script(?![^>]*src=)[^>]*>", answer.text)
        assert all(f'nonce="{found[1]}"' in script for script in inline)
        assert " style=" not in answer.text
        assert re.search(r"\son[a-z]+=", answer.text) is None
        nonces.append(found[1])

    assert nonces[0] != nonces[1]


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere"])
def test_pages_load_nothing_from_elsewhere(client: Visitor, cast: Cast, address: str) -> None:
    text = client.get(address).text

    assert [link for link in re.findall(r'(?:src|href|action)="([^"]*)"', text) if "//" in link] == []


def test_a_static_file_is_kept_for_a_year_by_its_content(client: Visitor, cast: Cast) -> None:
    address = re.search(r"/static/witness\.css\?v=[0-9a-f]{16}", client.get("/sign-in").text)

    assert address is not None
    assert client.get(address[0], buffered=True).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/witness.css?v=0", buffered=True).headers["Cache-Control"] == "public, max-age=3600"
    assert client.get("/static/nothing.css").headers["Cache-Control"] == "no-store"


def test_on_https_browsers_are_told_to_stay_there(sqlite_url: str, kit: Kit) -> None:
    safe = a_kit(sqlite_url, public_url=HTTPS)
    answer = a_visitor(an_app(safe)).get("/sign-in", base_url=HTTPS)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    safe.store.close()


def test_another_host_name_is_refused(client: Visitor, cast: Cast) -> None:
    answer = client.get("/sign-in", base_url="http://evil.example")

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_forged_proxy_headers_change_nothing(client: Visitor, cast: Cast) -> None:
    answer = client.get("/account", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})

    assert answer.location == "/sign-in?next=/account"
