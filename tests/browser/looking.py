"""What is looked at on every page in a real browser, whatever it is about."""

from pathlib import Path

from playwright.sync_api import Page, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def look(page: Page) -> None:
    """One heading, no sideways scrolling, nothing that axe finds."""
    page.wait_for_load_state()
    expect(page.locator("h1"), page.url).to_have_count(1)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["id"], n["target"]) for v in found for n in v["nodes"]] == [], page.url
