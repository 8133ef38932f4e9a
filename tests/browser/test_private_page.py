"""The whole path of a family on a phone of 360 pixels without a script: English, Welsh, and turned round in Urdu."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.live_server import Product, running
from tests.browser.looking import look
from tests.kits import ROOT
from tests.private_pages import a_link, another_code
from tests.worlds import World, a_world
from witness.domain.evidence import AnswerKind
from witness.messaging.page_words import read_page_words

WORDS = read_page_words(ROOT / "templates" / "family" / "words")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def product(sqlite_url: str) -> Iterator[Product]:
    with running(sqlite_url, now=MONDAY) as running_product:
        yield running_product


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone whose browser runs no script of any page."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def see(browser: Browser, phone: Page) -> Iterator[Callable[[], None]]:
    """Look at what stands on the phone: the same words in a browser that can run what looks through them."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    eyes = context.new_page()
    eyes.set_default_timeout(10_000)

    def look_through() -> None:
        assert phone.locator("script").count() == 0
        words = phone.content()
        eyes.unroute_all()
        eyes.route(phone.url, lambda route: route.fulfill(body=words, content_type="text/html; charset=utf-8"))
        eyes.goto(phone.url)
        look(eyes)

    yield look_through
    context.close()


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_a_family_comes_in_answers_and_leaves_without_a_script(
    product: Product, phone: Page, see: Callable[[], None], language: str
) -> None:
    world: World = a_world(product.kit)
    made = a_link(product.kit, world)
    words, own = WORDS[language].words, WORDS[language].language
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    phone.goto(f"{product.address}/v/{made.token}")
    if language != "en":
        phone.get_by_role("link", name=own.own).click()
    expect(phone).to_have_title(words["title"])
    assert phone.locator("html").get_attribute("dir") == own.direction
    see()
    phone.get_by_label(words["door_code"]).fill(another_code(made))
    phone.get_by_role("button", name=words["door_go"]).click()
    expect(phone.get_by_role("alert")).to_have_text(words["door_refused"])
    see()
    phone.get_by_label(words["door_code"]).fill(made.code)
    phone.get_by_role("button", name=words["door_go"]).click()
    expect(phone.get_by_role("heading", name=words["before_h1"])).to_be_visible()
    see()
    asked.clear()
    phone.get_by_role("link", name=words["before_go"]).click()
    expect(phone.get_by_role("heading", name=words["next_h1"])).to_be_visible()
    expect(phone.get_by_text("These words are a draft")).to_have_count(0 if WORDS[language].approved else 1)
    see()
    assert len(asked) <= 5
    assert all(address.startswith((product.address, "data:")) for address in asked)
    phone.get_by_role("button", name=words["do_help"]).click()
    expect(phone.get_by_role("status")).to_have_text(words["done_help"])
    see()
    with phone.expect_response("**/x") as left:
        phone.get_by_role("link", name=words["leave"]).click(no_wait_after=True)
    assert (left.value.status, left.value.headers["location"]) == (303, "https://www.bbc.co.uk/weather")
    # Nothing outside answers here: whatever the browser shows of that, another page of the same phone is asked.
    later = phone.context.new_page()
    later.goto(f"{product.address}/v")
    expect(later.get_by_text(WORDS["en"].words["door_shut"])).to_be_visible()

    with product.kit.store.reading() as desk:
        given = desk.cases.known_picture(world.case).answered_last(world.mother, world.hearing)
    assert given is not None
    assert given.answer is AnswerKind.HELP
