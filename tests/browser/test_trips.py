"""A trip in a real browser, on a phone and on a desk: what can go wrong, what then, and the acts that settle it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.browser.test_roads import MONDAY
from tests.databases import SqliteFiles


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
def test_a_trip_says_what_can_go_wrong_and_is_settled_by_one_act(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    page = page_at(width, height)
    page.goto(product.address)
    with page.expect_navigation(url="**/today"):
        page.get_by_role("button", name="Olu,").click()
    page.goto(f"{product.address}/cases")
    page.get_by_role("link", name="WS-26-018").click()
    page.get_by_role("link", name="Plan", exact=True).click()
    trips = page.get_by_role("region", name="Trips")
    expect(trips).to_contain_text("The family has not been told.")
    look(page)

    with page.expect_navigation():
        trips.get_by_role("link", name="Open the trip There").click()
    look(page)
    page.get_by_label("How was the family told?").select_option("in_person")
    page.get_by_role("button", name="Family has been told").click()
    expect(page.get_by_text("It is agreed, and both sides know.")).to_be_visible()

    page.get_by_text("They refused, or it fell through").click()
    page.get_by_role("button", name="Try the next way").click()
    expect(page.get_by_role("region", name="Who drives")).to_contain_text("C: our car · not asked yet")
    look(page)
    page.goto(page.url.rpartition("/")[0] + "/new")
    look(page)
