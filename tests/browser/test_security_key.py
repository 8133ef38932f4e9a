"""A security key in a real browser: added, and used to sign in. The browser plays the key itself."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.live_server import tidy
from tests.browser.looking import look
from tests.cast import PASSWORD, Cast, add_cast, code_of
from tests.kits import NOW, a_kit
from witness.web import create_app


@pytest.fixture
def address(sqlite_url: str) -> Iterator[str]:
    """Where the product answers. Browsers have keys for a name alone, never for a bare number."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    kit = a_kit(sqlite_url, public_url=f"http://localhost:{port}")
    add_cast(kit.store, NOW)
    server = make_server("127.0.0.1", port, tidy(create_app(kit)), threaded=True, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kit.settings.public_url
    server.shutdown()
    thread.join()
    server.server_close()
    listening.close()
    kit.store.close()


def test_a_key_is_added_and_opens_the_door(address: str, page_at: Callable[[int, int], Page]) -> None:
    page = page_at(360, 740)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    give_password(page, address)
    page.get_by_label("Code").fill(code_of(Cast().olu, NOW))
    page.get_by_role("button", name="Sign in").click()

    page.goto(f"{address}/account")
    page.get_by_role("link", name="Add a security key").click()
    look(page)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_label("What to call it").fill("blue key")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("button", name="Remove blue key")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Sign out", exact=True).click()

    give_password(page, address)
    look(page)
    page.get_by_role("button", name="Use your security key").click()
    expect(page.get_by_role("link", name="Olu")).to_be_visible()


def give_password(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(Cast().olu.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
