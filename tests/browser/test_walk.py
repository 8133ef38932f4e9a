"""The walk in a real browser: a list moves a trial, the phone gets the text after the hold, "3" reaches everybody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_server import Product, running
from tests.databases import SqliteFiles
from witness.domain.court_time import london_day
from witness.intake.demo import firm_list_moving_the_walk

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SIZES = [(1440, 900), (360, 740)]
TOO_WIDE = """() => [...document.querySelectorAll('main *')]
    .filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(part => part.tagName + '.' + part.className)"""


@pytest.fixture
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


def sign_in(page: Page, product: Product, name: str) -> None:
    page.goto(product.address)
    page.get_by_role("button", name=f"{name},").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()


def place(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_list_moves_a_trial_and_the_familys_answer_is_seen(
    product: Product, page_at: Callable[[int, int], Page], tmp_path: Path, width: int, height: int
) -> None:
    page = page_at(width, height)
    listed = tmp_path / "firm.json"
    listed.write_bytes(firm_list_moving_the_walk(london_day(MONDAY), product.kit.calendar()))

    # The officer sends in a list and sees the change with before, after and source.
    sign_in(page, product, "Olu")
    place(page, "Court lists")
    page.get_by_label("Court list (JSON)").set_input_files(listed)
    page.get_by_role("button", name="Send in").click()
    if "/proposals/" not in page.url:
        page.get_by_role("button", name="Look at the change of WS-26-014").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trial of WS-26-014")
    change = page.locator(".app-then")
    expect(change).to_contain_text("Tuesday 1 December 2026 at 10am")
    expect(change).to_contain_text("Monday 7 December 2026 at 10am")
    expect(page.locator("main")).to_contain_text("Source: Wharfeton Crown Court, firm list, v2")

    # The ripple shows the very words that the family will read, before anything is decided.
    expect(page.locator(".app-preview")).to_contain_text("Now Mon 7 Dec at 9am, not Tue 1 Dec.")
    page.get_by_label("Reason to tell the family").fill("The judge is not free that week.")
    page.get_by_role("button", name="Accept: hold texts 15 minutes").click()
    expect(page.locator("main")).to_contain_text("Texts about it are held until 10.15am")

    # Nothing leaves before the hold is over.
    product.tick()
    place(page, "Phones")
    page.get_by_role("region", name="Phones").get_by_role("link", name="J.F.'s mother").click()
    expect(page.locator(".app-phone")).not_to_contain_text("Mon 7 Dec")
    product.clock.forward(minutes=8)
    page.goto(f"{product.address}/today")  # she is still at work: fifteen idle minutes would sign her out
    product.clock.forward(minutes=8)
    product.tick()
    place(page, "Phones")
    page.get_by_role("region", name="Phones").get_by_role("link", name="J.F.'s mother").click()
    expect(page.locator(".app-bubble").last).to_contain_text("Now Mon 7 Dec at 9am, not Tue 1 Dec.")

    # The calendar entry has moved: one entry, updated.
    place(page, "Phones")
    page.get_by_role("region", name="Mailboxes").get_by_role("link", name="J.F.'s mother").click()
    newest = page.locator("article").first
    expect(newest).to_contain_text("Monday 7 December 2026, 09:00")
    expect(newest).to_contain_text("Updated")

    # The family answers 3, and is thanked.
    place(page, "Phones")
    page.get_by_role("region", name="Phones").get_by_role("link", name="J.F.'s mother").click()
    with page.expect_navigation():  # a page on its way cannot be reloaded
        page.get_by_role("button", name="3, call me").click()
    product.clock.forward(minutes=1)
    product.tick()
    page.reload()
    expect(page.locator(".app-bubble").last).to_contain_text("Thank you for telling me.")

    # Today shows the concern with its reason, its owner and its one act.
    place(page, "Today")
    section = page.get_by_role("region", name="Worried or at risk")
    row = section.locator(".app-row").filter(has_text="they are worried").filter(has_text="WS-26-014")
    if not row.is_visible():  # of a crowded day the sections are folded
        section.locator("summary").first.click()
    expect(row).to_contain_text("The family answered on Mon 23 Nov that they are worried.")
    expect(row).to_contain_text("Olu Adeyemi")
    expect(row).to_contain_text("Mon 23 Nov")
    expect(row.get_by_role("button", name="Ring")).to_be_visible()
    sign_out(page)

    # The liaison sees that the witness is not ready, and no number.
    sign_in(page, product, "Leigh")
    line = page.locator("tbody").filter(has_text="T20269014")
    expect(line.locator(".app-tag").first).to_have_text("In doubt")
    expect(line).to_contain_text("attendance in doubt: support is calling")
    seen = page.content()
    line.get_by_role("link").first.click()
    seen += page.content()
    assert "7700" not in seen
    assert "0113" not in seen
    assert "Farah" not in seen


def test_a_change_can_be_undone_while_it_is_held(
    product: Product, page_at: Callable[[int, int], Page], tmp_path: Path
) -> None:
    page = page_at(1440, 900)
    listed = tmp_path / "firm.json"
    listed.write_bytes(firm_list_moving_the_walk(london_day(MONDAY), product.kit.calendar()))
    sign_in(page, product, "Olu")
    place(page, "Court lists")
    page.get_by_label("Court list (JSON)").set_input_files(listed)
    page.get_by_role("button", name="Send in").click()
    if "/proposals/" not in page.url:
        page.get_by_role("button", name="Look at the change of WS-26-014").click()
    page.get_by_role("button", name="Accept: hold texts 15 minutes").click()

    with page.expect_navigation():
        page.get_by_role("button", name="Undo this change").click()
    product.clock.forward(minutes=8)
    page.reload()
    product.clock.forward(minutes=8)
    product.tick()

    expect(page.locator(".app-story")).to_contain_text("The trial is planned for Tuesday 1 December 2026 at 10am.")
    place(page, "Phones")
    page.get_by_role("region", name="Phones").get_by_role("link", name="J.F.'s mother").first.click()
    expect(page.locator(".app-phone")).not_to_contain_text("Mon 7 Dec")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_page_scrolls_sideways_and_each_has_one_heading(
    product: Product, page_at: Callable[[int, int], Page], width: int, height: int
) -> None:
    page = page_at(width, height)
    sign_in(page, product, "Olu")
    page.goto(f"{product.address}/cases")
    page.get_by_role("link", name="WS-26-014").click()
    case = page.url.removesuffix("/summary")
    sides = [
        f"{case}/{side}"
        for side in ("summary", "people", "dates", "countdown", "plan", "money", "messages", "notes", "history", "call")
    ]
    for address in [*sides, *(f"{product.address}/{p}" for p in ("today", "cases", "lists", "messages", "readiness"))]:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert "Farah" not in page.title()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide: {page.evaluate(TOO_WIDE)}"


def test_axe_finds_nothing_on_the_main_pages(product: Product, page_at: Callable[[int, int], Page]) -> None:
    axe = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    for width, height in SIZES:
        page = page_at(width, height)
        addresses = ["/sign-in"]
        found: list[str] = []
        page.goto(product.address + addresses[0])
        found += violations(page, axe)
        sign_in(page, product, "Olu")
        page.goto(f"{product.address}/cases")
        page.get_by_role("link", name="WS-26-014").click()
        case = page.url.removeprefix(product.address).removesuffix("/summary")
        sides = ("summary", "people", "dates", "measures", "told", "preparation", "countdown", "plan", "money",
                 "messages", "duties", "notes", "history", "call")  # fmt: skip
        for address in (
            "/today",
            "/cases",
            *(f"{case}/{side}" for side in sides),
            "/lists",
            "/messages",
            "/messages/planned",
            "/messages/failed",
            "/messages/calls",
            "/messages/today?what=due",
            "/readiness",
            "/run-sheet",
            "/sandbox",
        ):
            page.goto(product.address + address)
            found += violations(page, axe)
        page.goto(f"{product.address}/messages/planned")
        page.get_by_role("link", name="Change").first.click()
        for details in page.locator("details").all():
            details.evaluate("part => part.open = true")
        found += violations(page, axe)
        assert found == []


def violations(page: Page, axe: Path) -> list[str]:
    # Run from the tool's side, not from the page: the policy of the page stays as strict as it is.
    page.evaluate(axe.read_text(encoding="utf-8"))
    results = page.evaluate("axe.run()")
    return [f"{page.url} {found['id']}: {node['target']}" for found in results["violations"] for node in found["nodes"]]
