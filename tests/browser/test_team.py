"""The team board and sheets of paper in a real browser: nothing scrolls sideways and axe finds nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.databases import SqliteFiles
from tests.live import MONDAY


@pytest.fixture(scope="module")
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
def test_a_manager_finds_who_has_too_much_and_prints_their_day(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    page = page_at(width, height)
    page.goto(product.address)
    with page.expect_navigation(url="**/team"):
        page.get_by_role("button", name="Mo,").click()
    assert page.url.endswith("/team")
    look(page)

    with page.expect_navigation():
        page.get_by_role("link", name="Olu Adeyemi run sheet").click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Day after").click()
    look(page)

    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Print as PDF").is_visible()
    assert not page.get_by_role("navigation", name="Main").is_visible()
