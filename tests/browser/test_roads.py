"""What happened is recorded in a real browser: on a phone and on a desk, by the keyboard's labels, without a fault."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.databases import SqliteFiles

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
def test_what_happened_is_recorded_on_the_journey_page(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    page = page_at(width, height)
    page.goto(product.address)
    page.get_by_role("button", name="Olu,").click()
    page.goto(f"{product.address}/cases")
    page.get_by_role("link", name="WS-26-014").click()
    page.get_by_role("link", name="Journey").click()
    look(page)

    # Bail is varied to near the family.
    page.get_by_role("button", name="Record what happened to D1").click()
    look(page)
    page.get_by_label("What happened?").select_option("bail_varied")
    page.get_by_label("On which day?").fill("2026-11-23")
    page.get_by_label("Who told us?").fill("the officer in the case")
    page.get_by_text("Of bail, a release or a sentence").click()
    page.get_by_label("They may now live or move near the family").check()
    page.get_by_role("button", name="Record what happened").click()
    card = page.get_by_role("region", name="D1")
    expect(card).to_contain_text("May be near")
    expect(card.get_by_role("listitem").last).to_contain_text("Had the bail varied, and may be near the family")

    # A recording is added by hand, and the witness is expected there.
    page.get_by_role("link", name="Add a hearing").click()
    look(page)
    page.get_by_label("What kind of hearing?").select_option("s28")
    page.get_by_label("Day, or first day of the period").fill("2026-11-26")
    page.get_by_label("Who told us?").fill("list office")
    page.get_by_role("button", name="Add the hearing").click()
    recording = page.get_by_role("region", name="Section 28 recording")
    expect(recording).to_contain_text("to give evidence")
    look(page)

    # What is required of the witness, and what became of a day.
    page.get_by_role("link", name="Preparation").click()
    page.get_by_role("link", name="Change what is required of W1").click()
    look(page)
    page.get_by_role("link", name="Back to WS-26-014").click()
    page.get_by_role("link", name="Journey").click()
    page.get_by_role("button", name="It was vacated the section 28 recording").click()
    look(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter who told us")
    look(page)
