"""The test browser shows pages with their style sheets, and none from elsewhere."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

VENDOR = Path(__file__).resolve().parents[2] / "witness" / "web" / "static" / "vendor"


def test_a_page_is_shown_at_the_asked_size_in_arial(page_at: Callable[[int, int], Page]) -> None:
    page = page_at(360, 640)
    page.set_content("<h1 class='govuk-heading-l'>Today</h1>")
    page.add_style_tag(path=VENDOR / "govuk-frontend.min.css")

    heading = page.get_by_role("heading", name="Today")

    assert page.viewport_size == {"width": 360, "height": 640}
    assert heading.evaluate("element => getComputedStyle(element).fontFamily") == "arial, sans-serif"
    assert heading.evaluate("element => element.getBoundingClientRect().height") > 20
