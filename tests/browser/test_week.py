"""My week in a real browser: planned, pinned, moved by mouse and by keyboard alone, accepted, repaired."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.databases import SqliteFiles
from tests.slow_planner import slow_planner
from witness.actions.week_run import run_next

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DESK, PHONE = (1440, 900), (360, 740)


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


def think(product: Product) -> None:
    product.clock.forward(seconds=10)
    kit = replace(product.kit, planner=slow_planner)
    run_next(kit.store, kit.planner, None, worker="w", calendar=kit.calendar(), clock=kit.clock)


def open_week(page: Page, product: Product) -> None:
    page.goto(product.address)
    with page.expect_navigation(url="**/today"):
        page.get_by_role("button", name="Olu,").click()
    with page.expect_navigation(url="**/week"):
        page.get_by_role("navigation", name="Main").get_by_role("link", name="My week").click()
    look(page)


def plan(page: Page, product: Product) -> None:
    """Ask for a plan and wait until the page shows it by itself."""
    page.get_by_role("button", name="Plan my week").click()
    expect(page.get_by_text("Waiting for the planner")).to_be_visible()
    look(page)
    think(product)
    expect(page.get_by_text("Nothing is booked and nobody is told until you accept.")).to_be_visible()
    look(page)


def a_free_place(page: Page) -> dict[str, str]:
    """Find something of the draft with a place that fits, on a quarter of an hour: key, on, at, officer.

    In another cell of the board: a place beside where it stands is too near for a drag.
    """
    for block in page.locator(".app-board a[data-key]").all():
        key, address = block.get_attribute("data-key") or "", block.get_attribute("href") or ""
        cell = block.locator("xpath=ancestor::td")
        stands = (cell.get_attribute("data-on"), cell.get_attribute("data-officer"))
        other = page.context.new_page()
        other.goto(address if address.startswith("http") else f"{page.url.split('/week')[0]}{address}")
        for offered in other.locator(".app-slot-list form").all():
            place = {name: offered.locator(f"[name={name}]").input_value() for name in ("on", "at", "officer")}
            elsewhere = (place["on"], place["officer"]) != stands
            if elsewhere and int(place["at"][3:]) % 15 == 0 and place["at"] < "17:00":
                other.close()
                return {"key": key, **place}
        other.close()
    pytest.fail("nothing in this draft has another free place")


def drag(page: Page, key: str, on: str, officer: str, at: str) -> None:
    """Take a block to an hour of somebody's day, and hold it there."""
    block = page.locator(f".app-board a[data-key='{key}']").first
    block.scroll_into_view_if_needed()
    held = block.bounding_box()
    line = page.locator(f".app-board td[data-on='{on}'][data-officer='{officer}'] .app-line").bounding_box()
    assert held is not None
    assert line is not None
    minute = int(at[:2]) * 60 + int(at[3:]) - 8 * 60
    page.mouse.move(held["x"] + 2, held["y"] + held["height"] / 2)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * minute / 600 + 2, line["y"] + line["height"] / 2, steps=6)


def test_a_week_is_planned_moved_by_mouse_pinned_accepted_and_repaired(
    product: Product, page_at: Callable[[int, int], Page]
) -> None:
    page = page_at(*DESK)
    open_week(page, product)
    plan(page, product)
    free = a_free_place(page)
    verdict = page.locator("#verdict")
    block = page.locator(f".app-board a[data-key='{free['key']}']").first
    before = block.inner_text()

    # A drag says at once that it cannot be there, and Escape leaves everything as it was.
    drag(page, free["key"], free["on"], free["officer"], "08:00")
    expect(verdict).to_contain_text("It cannot be")
    expect(verdict).to_contain_text("it may begin from")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(verdict).to_be_hidden()
    assert block.inner_text() == before

    # Where it fits it is put, and the board shows it there.
    drag(page, free["key"], free["on"], free["officer"], free["at"])
    expect(verdict).to_contain_text("It fits: ")
    hour = verdict.inner_text().split(", ")[1]
    with page.expect_navigation():
        page.mouse.up()
    expect(block).to_contain_text(f"{hour} to")
    look(page)

    # Where it does not, the form says why, with what was chosen.
    drag(page, free["key"], free["on"], free["officer"], "08:00")
    expect(verdict).to_contain_text("It cannot be")
    with page.expect_navigation():
        page.mouse.up()
    expect(page.locator("#fit")).to_contain_text("It cannot be")
    expect(page.get_by_label("Begins at")).to_have_value("08:00")
    look(page)

    page.get_by_role("button", name="Pin it here").click()
    expect(page.get_by_text("Pinned", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the week").click()
    expect(page.locator(".app-bar--pinned").first).to_be_visible()

    page.get_by_role("button", name="Accept: book and tell").click()
    expect(page.get_by_text("Visits are booked")).to_be_visible(timeout=60_000)
    expect(page.locator(".app-board a[data-key]")).to_have_count(0)
    look(page)

    # What if somebody is away: the smallest repair, as a difference.
    page.get_by_text("What if …").click()
    page.get_by_label("This officer is away").select_option(label="Olivia Birch")
    page.get_by_label("On", exact=True).select_option(label="Tue 24 Nov")
    look(page)
    product.clock.forward(seconds=10)
    page.get_by_role("button", name="Show the smallest repair").click()
    think(product)
    expect(page.get_by_text("What if Olivia is away on Tue 24 Nov: the smallest repair")).to_be_visible()
    expect(page.get_by_role("region", name="What it changes")).to_contain_text("as they are")
    look(page)
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_text("Visits are booked")).to_be_visible()


def as_typed(at: str) -> str:
    """The keys for an hour ("12:45"), and one more for a field with morning and afternoon; others ignore it."""
    return at.replace(":", "") + ("A" if at < "12:00" else "P")


@pytest.mark.parametrize(("width", "height"), [DESK, PHONE])
def test_a_visit_is_moved_by_the_keyboard_alone(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    page = page_at(width, height)
    open_week(page, product)
    plan(page, product)
    free = a_free_place(page)

    # The block, or its line in the list of a phone, is reached by the keyboard and opens its form.
    where = ".app-board a[data-key]" if (width, height) == DESK else ".app-daylist a"
    links = page.locator(f"{where}[href$='{free['key']}']")
    closed = page.locator(".app-daylist details:not([open]) > summary")
    while (width, height) == PHONE and closed.count():
        closed.first.press("Enter")
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page)

    # Day, time and officer, and at once whether it fits there.
    page.get_by_label("Day").focus()
    page.get_by_label("Day").select_option(free["on"])
    page.keyboard.press("Tab")
    page.keyboard.type(as_typed(free["at"]))
    expect(page.locator("input[type=time]")).to_have_value(free["at"])
    page.get_by_label("Officer", exact=True).select_option(free["officer"])
    expect(page.locator("#fit")).to_contain_text("It fits: ")
    hour = page.locator("#fit strong").inner_text().split(", ")[1]
    page.get_by_role("button", name="Move it").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="My week")).to_be_visible()
    if (width, height) == DESK:
        expect(page.locator(f".app-board a[data-key='{free['key']}']").first).to_contain_text(f"{hour} to")
    else:
        moved = page.locator(".app-daylist a").filter(has_text=f", {hour},").and_(links)
        expect(moved).to_have_count(1)
    look(page)
