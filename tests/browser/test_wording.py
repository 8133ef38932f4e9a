"""Words are written and approved in a real browser: on a phone and on a desk, in both directions, without a fault."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.databases import SqliteFiles

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NEW = "Hello, it's {{ sender }}. See you on {{ day }}. Ring {{ phone }}. STOP to stop."


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


def become(page: Page, product: Product, name: str) -> None:
    page.goto(product.address)
    page.get_by_role("button", name=f"{name},").click()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
def test_one_writes_and_another_approves(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    mo, ada = page_at(width, height), page_at(width, height)
    become(mo, product, "Mo")
    mo.get_by_role("link", name="Wording", exact=True).click()
    look(mo)
    mo.get_by_role("link", name="A date", exact=True).click()
    look(mo)
    mo.get_by_role("button", name="Write a new version").click()
    mo.get_by_label("The words").fill("You must come to court. {{ config }}")
    mo.get_by_role("button", name="Check").click()
    expect(mo.get_by_text("there is no field called config here")).to_be_visible()
    look(mo)
    mo.get_by_label("The words").fill(NEW)
    mo.get_by_role("button", name="Check").click()
    expect(mo.get_by_text("Nothing was found.")).to_be_visible()
    look(mo)
    mo.get_by_role("button", name="Submit for approval").click()
    expect(mo.get_by_text("You wrote it: somebody else has to approve it.")).to_be_visible()
    look(mo)

    become(ada, product, "Ada")
    ada.get_by_role("link", name="Wording", exact=True).click()
    ada.get_by_role("link", name="A date, version 2").click()
    look(ada)
    ada.get_by_role("button", name="Approve and use it").click()
    expect(ada.get_by_text("Version 2, written by Mo")).to_be_visible()

    for path in ("/wording/languages/ur", "/wording/ur/sms/date_set/1", "/wording/cy/email/invitation/1"):
        ada.goto(product.address + path)
        look(ada)
    ada.goto(f"{product.address}/wording/languages")
    look(ada)
