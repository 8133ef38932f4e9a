"""The browser that the tests of this folder look through."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser import find_chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module runs on one worker, so that few browsers are started; what needs the demo world, where it is loaded."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            needs_the_demo = "product" in getattr(item, "fixturenames", ())
            group = "the demo world" if needs_the_demo else f"browser-{item.path.stem}"
            item.add_marker(pytest.mark.xdist_group(group))


# Not for the whole session: while Playwright runs, its event loop would be in the way of other tests' own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = find_chromium.find()
    if chromium is None:
        pytest.fail(find_chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium.program, args=FLAGS, env={**os.environ, **chromium.environment}
        )
        yield running
        running.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Callable[[int, int], Page]]:
    """`page_at(width, height)` opens a new visitor's window; script and policy errors fail the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    def open_page(width: int, height: int) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note_refusal)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
