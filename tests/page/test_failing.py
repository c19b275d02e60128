"""What fails silently in a browser: scripts, workers, typefaces, the clipboard, the film; and what replaces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_pointer import drawn
from page_site import WIDE, opened
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from project import ROOT

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

SOURCES = ROOT / "page" / "src"
SCRIPTS = [path.relative_to(SOURCES).as_posix() for path in sorted(SOURCES.rglob("*.js"))]
SCRIPTS += ["generated/model.js", "generated/controls.js", "generated/words.js"]
STARTS = ["main.js", "draw/painter.js", "model/follower.js"]
"""Scripts that start a thread."""
OFF, FAILED = "when JavaScript is on", "The figure that moves did not start"
PATIENCE = 20_000
"""Milliseconds in which a figure has to start."""


def abort(route: Route) -> None:
    route.abort()


def throw(route: Route) -> None:
    route.fulfill(body='throw new Error("thrown by the test");', content_type="text/javascript")


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Return a window that all tests share: what one has loaded is asked for again, since nothing may be kept."""
    made = browser.new_context(viewport=WIDE)
    yield made
    made.close()


@pytest.fixture
def empty_page(window: BrowserContext) -> Iterator[Page]:
    made = window.new_page()
    made.set_default_timeout(8000)
    window.route("**/film.mp4", abort)  # needed by no test here, and large
    yield made
    made.close()
    window.unroute_all()


def expect_the_still(page: Page) -> None:
    """Expect what needs no script, with one sentence that says why, and nothing to press that does nothing."""
    expect(page.get_by_text(FAILED)).to_be_visible()
    shown = page.locator("main").inner_text()
    assert OFF not in shown, "scripts are on"
    assert "Press play" not in shown
    seen = page.evaluate("""() => [".still svg", "#storm-live", ".onward", "[data-pitfall]"]
        .map(selector => document.querySelector(selector).checkVisibility())""")
    assert seen == [True, False, False, False]


def test_all_scripts_of_the_page_are_tried(site: Path) -> None:
    assert sorted([*SCRIPTS, "film.js"]) == sorted(path.relative_to(site).as_posix() for path in site.rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_still_stands_in_where_a_script_is_not_loaded(
    window: BrowserContext, empty_page: Page, address: str, script: str
) -> None:
    window.route(f"**/{script}", abort)
    empty_page.goto(address, wait_until="commit")
    expect_the_still(empty_page)


@pytest.mark.parametrize("script", STARTS)
def test_the_still_stands_in_where_a_script_throws(
    window: BrowserContext, empty_page: Page, address: str, script: str
) -> None:
    window.route(f"**/{script}", throw)
    empty_page.goto(address)
    expect_the_still(empty_page)


@pytest.mark.parametrize("script", STARTS)
def test_the_still_is_shown_until_a_slow_script_answers(
    window: BrowserContext, empty_page: Page, address: str, script: str
) -> None:
    held: list[Route] = []
    is_over = False
    window.route(f"**/{script}", lambda route: route.continue_() if is_over else held.append(route))
    empty_page.clock.install(time=0)
    empty_page.clock.pause_at(1)  # so that a busy machine does not use up the page's patience
    empty_page.goto(address, wait_until="domcontentloaded")
    empty_page.clock.run_for(PATIENCE - 1000)
    expect(empty_page.locator("#storm-live")).to_be_visible()
    empty_page.clock.run_for(2000)
    expect_the_still(empty_page)
    empty_page.clock.resume()
    assert held
    is_over = True
    for route in held:
        route.continue_()
    expect(empty_page.locator("#storm-live")).to_be_visible()
    expect(empty_page.locator("#verdict-text")).to_contain_text("Lost")
    expect(empty_page.locator(".still")).to_be_hidden()
    assert drawn(empty_page, "--il6", "#plot", lambda n: n > 100)


def test_a_typeface_that_never_arrives_holds_nothing_up(
    window: BrowserContext, empty_page: Page, address: str
) -> None:
    window.route("**/*.woff2", lambda route: None)
    empty_page.add_init_script("addEventListener('figure-started', () => { self.hasStarted = true; })")
    empty_page.goto(address, wait_until="domcontentloaded")
    empty_page.wait_for_function("self.hasStarted")


def test_the_still_stands_in_for_a_figure_that_breaks_while_it_plays(
    window: BrowserContext, empty_page: Page, address: str
) -> None:
    def break_after_the_first_hour(route: Route) -> None:
        text = route.fetch().text()
        broken = text.replace("if (at !== undefined) hour = at;", "if (at) throw new Error('thrown by the test');")
        assert broken != text
        route.fulfill(body=broken, content_type="text/javascript")

    window.route("**/painter.js", break_after_the_first_hour)
    empty_page.goto(address)
    expect(empty_page.locator("#verdict-text")).not_to_be_empty()
    empty_page.locator("#play").click()
    expect_the_still(empty_page)
    before = empty_page.evaluate("document.getElementById('hour').value")
    empty_page.wait_for_timeout(300)
    assert empty_page.evaluate("document.getElementById('hour').value") == before, "the clock runs on"


@pytest.mark.parametrize("answer", [abort, throw])
def test_the_browser_plays_the_film_where_the_player_is_not_loaded(
    window: BrowserContext, empty_page: Page, address: str, answer: Callable[[Route], None]
) -> None:
    window.route("**/film.js", answer)
    empty_page.goto(address)
    expect(empty_page.locator("#verdict-text")).not_to_be_empty()
    expect(empty_page.locator("#storm-live")).to_be_visible()
    expect(empty_page.locator(".start")).to_be_hidden()
    assert empty_page.evaluate("document.querySelector('video').controls")


@pytest.mark.parametrize("lacking", [
    "delete HTMLCanvasElement.prototype.transferControlToOffscreen",
    "delete self.Worker",
    "delete self.ResizeObserver",
    "delete HTMLScriptElement.prototype.noModule",
    "delete Intl.ListFormat",
])
def test_the_still_stands_in_where_the_browser_lacks_something(
    browser: Browser, address: str, lacking: str
) -> None:
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(lacking)
    page = context.new_page()
    page.goto(address)
    expect_the_still(page)
    context.close()


@pytest.mark.parametrize("refused", [
    "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new Error('no'); } } })",
    "delete navigator.__proto__.clipboard; History.prototype.replaceState = () => { throw new Error('no'); }",
])
def test_a_link_is_shown_where_it_cannot_be_copied(browser: Browser, address: str, refused: str) -> None:
    context = browser.new_context(viewport=WIDE)
    context.add_init_script(refused)
    page = opened(context, address)
    page.get_by_role("button", name="Forward one hour").click()
    page.get_by_role("button", name="Copy a link to this state").click()
    shown = page.locator("#shared")
    expect(shown).to_contain_text(f"Copy this link: {address}#start=virus")
    expect(shown).to_contain_text("hour=1")
    expect(page.locator("#clock")).to_have_text("Hour 1 · day 1")
    context.close()


@pytest.mark.parametrize("answer", [abort, lambda route: route.fulfill(body=b"no film", content_type="video/mp4")])
def test_the_file_is_offered_where_the_film_cannot_be_played(
    browser: Browser, address: str, answer: Callable[[Route], None]
) -> None:
    context = browser.new_context(viewport=WIDE)
    context.route("**/film.mp4", answer)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Your browser can't play this film here.").last).to_be_visible()
    expect(page.get_by_role("link", name="Download the film")).to_have_attribute("href", "film.mp4")
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_the_still_stands_in_and_nothing_can_be_pressed(browser: Browser, address: str, scripts: bool) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=scripts)
    page = opened(context, address) if scripts else context.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".still svg")).to_be_visible()
    expect(page.get_by_text(FAILED)).to_be_hidden()
    for hidden in ("#storm-live", ".start", ".onward", "[data-pitfall] >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()
    context.close()


def test_only_where_scripts_are_off_does_the_page_say_so(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert OFF in page.locator(".still figcaption").inner_text()
    assert FAILED not in page.locator(".still figcaption").inner_text()
    context.close()
