"""The day at court on a phone whose connection is cut: nothing is lost, nothing is doubled, and the times are right."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.databases import SqliteFiles
from witness.domain.at_court import DayTap

MORNING = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
TAPPED = ("left_home", "picked_up", "arrived", "called")
# A wrong phone: what it keeps lives and dies with the page.
FORGETFUL = """const kept = {}
Storage.prototype.setItem = (key, value) => { kept[key] = value }
Storage.prototype.getItem = key => kept[key] ?? null"""


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MORNING) as running_product:
        yield running_product


def pass_time(product: Product, page: Page, seconds: int) -> None:
    """Both clocks go on; only the timers of the page run as well."""
    page.clock.run_for(seconds * 1000)
    product.clock.forward(seconds=seconds)


def taps_in(product: Product) -> list[DayTap]:
    with product.kit.store.reading() as desk:
        case_id = desk.cases.id_of("WS-26-015")
        assert case_id is not None
        return list(desk.cases.known_picture(case_id).day_taps)


def card_of(product: Product, page: Page) -> Locator:
    """The first witness of the trial that is today."""
    with product.kit.store.reading() as desk:
        case_id = desk.cases.id_of("WS-26-015")
        assert case_id is not None
        witness_id = desk.cases.known_picture(case_id).witnesses[0].witness_id
    return page.locator(f"[data-witness='{witness_id}']")


def walk(product: Product, page: Page) -> None:
    """Four taps, one of them online and three with the network cut for two minutes, and a reload in between."""
    page.clock.install(time=MORNING)
    page.goto(product.address)
    with page.expect_navigation(url="**/today"):
        page.get_by_role("button", name="Olu,").click()
    page.goto(f"{product.address}/day/")
    look(page)
    page.wait_for_function("caches.match('/day/', { cacheName: 'day-at-court' })")
    page.wait_for_function("caches.match(document.querySelector('link[href*=\"day.css\"]').href)")
    card = card_of(product, page)
    with page.expect_navigation():
        card.get_by_role("button", name="Left home").click()

    page.context.set_offline(True)
    for name in ("Picked up", "In by the safe door"):
        pass_time(product, page, 30)
        card.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("status")).to_have_text("2 steps kept on this phone, not yet sent")
    page.reload()
    expect(page.locator("h1")).to_have_text("At court today")
    expect(page.get_by_role("status")).to_have_text("2 steps kept on this phone, not yet sent", timeout=1_500)
    pass_time(product, page, 60)
    card.get_by_role("button", name="Called in").first.click()
    assert len(taps_in(product)) == 1

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(card.get_by_text("Giving evidence since")).to_be_visible()
    expect(page.get_by_role("status")).to_be_hidden()


def test_with_the_network_cut_nothing_is_lost_or_doubled_and_the_times_are_the_phones_own(
    product: Product, page_at: Callable[[int, int], Page]
) -> None:
    page = page_at(360, 740)

    walk(product, page)

    taps = taps_in(product)
    assert [tap.step.value for tap in taps] == list(TAPPED)
    after = [round((tap.at - MORNING).total_seconds() / 30) for tap in taps]
    assert after == [0, 1, 2, 4]
    card_of(product, page).get_by_role("link").click()
    look(page)


@pytest.mark.trust
def test_a_phone_that_forgets_at_a_reload_fails_the_same_walk(
    product: Product, page_at: Callable[[int, int], Page], full_size: bool
) -> None:
    if not full_size:
        pytest.skip("that the walk can fail is shown at full size")
    page = page_at(360, 740)
    page.add_init_script(FORGETFUL)

    with pytest.raises(AssertionError, match="2 steps kept"):
        walk(product, page)
