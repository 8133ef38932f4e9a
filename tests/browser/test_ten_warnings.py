"""Ten warnings of the demo world, each walked from *Today* to its own clearing action, by clicks and typing alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.live_server import Product, running
from tests.databases import SqliteFiles
from tests.live import MONDAY

TOLD, TO_RISK, TO_DO = "Must be told now", "Worried or at risk", "To do"


@pytest.fixture(scope="module")
def product(sqlite_demo: SqliteFiles) -> Iterator[Product]:
    with running(sqlite_demo.create_database(), now=MONDAY) as running_product:
        yield running_product


@dataclass(frozen=True)
class Warned:
    """A row of *Today*: in which section, of which case, what it says; and what is done on the page that it opens."""

    section: str
    ref: str
    says: str
    clear: Callable[[Page], None]

    def row(self, page: Page) -> Locator:
        section = page.get_by_role("region", name=self.section, exact=True)
        return section.locator(".app-row").filter(has_text=self.ref).filter(has_text=self.says)


def rung(how_it_ended: str) -> Callable[[Page], None]:
    def record(page: Page) -> None:
        page.get_by_label(how_it_ended, exact=True).check()
        page.get_by_role("button", name="Record the call").click()

    return record


def offered(page: Page) -> None:
    page.get_by_role("button", name="It was offered").first.click()


def kept(page: Page) -> None:
    page.get_by_role("button", name="Kept").first.click()


def supporter_found(page: Page) -> None:
    page.get_by_text("Change supporter on the day").first.click()
    page.get_by_label("Supporter on the day is now").first.select_option("confirmed")
    page.locator("details[open]").get_by_role("button", name="Record", exact=True).click()


def rests_on_more(page: Page) -> None:
    page.get_by_text("Record the next step of the live link").click()
    opened = page.locator(".app-measures details[open]")
    opened.get_by_label("What it rests on").select_option("s17")
    opened.get_by_role("button", name="Only record what it rests on").click()


def answered(page: Page) -> None:
    page.get_by_role("button", name="Is a lift to court arranged?").first.click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Send the answer").click()


TEN = (
    Warned(TOLD, "WS-26-026", "believes", rung("Spoke, and they know the date")),
    Warned(TO_RISK, "WS-26-033", "worried", rung("Spoke, and they are coming")),
    Warned(TO_DO, "WS-26-027", "by voice", rung("Spoke, and they know the date")),
    Warned(TO_DO, "WS-26-023", "did not arrive", rung("Spoke, and they know the date")),
    Warned(TOLD, "WS-26-028", "believes", rung("Spoke, and they know the date")),
    Warned(TO_DO, "WS-26-024", "offer therapy", offered),
    Warned(TO_DO, "WS-26-016", "Keep what was promised", kept),
    Warned(TO_DO, "WS-26-033", "afraid of not being believed", supporter_found),
    Warned(TO_DO, "WS-26-021", "turns 18", rests_on_more),
    Warned(TO_DO, "WS-26-018", "Answer the CPS", answered),
)
NOBODY_REACHED = Warned(TO_RISK, "WS-26-033", "worried", rung("No answer"))


def follow(page: Page, warned: Warned) -> None:
    """From *Today*: find the row where it stands, folded away or not, and do what its own button leads to."""
    row = warned.row(page).first
    if not row.is_visible():
        row.locator("xpath=ancestor::details[1]/summary").click()
    row.locator(".app-row__act").get_by_role("button").first.click()
    with page.expect_navigation():
        warned.clear(page)


def stands(page: Page, warned: Warned) -> bool:
    return warned.row(page).count() > 0


def test_walking_ten_warnings_clears_ten(product: Product, page_at: Callable[[int, int], Page]) -> None:
    page, today = page_at(1440, 900), f"{product.address}/today"
    page.goto(product.address)
    with page.expect_navigation(url="**/today"):
        page.get_by_role("button", name="Olu,").click()
    assert [one.says for one in TEN if not stands(page, one)] == []

    # What does not clear it leaves it standing: the same look that says "gone" below says so here.
    follow(page, NOBODY_REACHED)
    page.goto(today)
    assert stands(page, NOBODY_REACHED)

    for one in TEN:
        follow(page, one)
        page.goto(today)
        assert not stands(page, one), one.says
