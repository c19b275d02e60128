"""The film on the page, and what the page shows where scripts do not run."""

from __future__ import annotations

import re

import pytest
from page_site import WIDE, opened
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow


def test_film_starts_from_its_poster_with_captions(page: Page) -> None:
    expect(page.locator("video track[kind=captions][default]")).to_have_count(1)
    assert not page.evaluate("document.querySelector('video').controls"), "controls are over the poster"
    page.get_by_role("button", name="Play the film").click()
    page.wait_for_function("document.querySelector('video').currentTime > 0.2")
    expect(page.locator(".start")).to_be_hidden()
    expect(page.locator(".unplayable")).to_be_hidden()
    assert page.evaluate("document.querySelector('video').controls")


def test_chapters_and_links_lead_into_the_film(page: Page, context: BrowserContext, address: str) -> None:
    page.locator(".chapters a", has_text="The storm").click()
    page.wait_for_function("document.querySelector('video').currentTime >= 15.9")
    expect(page.locator(".chapters [aria-current=true]")).to_have_text(re.compile("The storm"))
    linked = opened(context, f"{address}?t=24.0")
    linked.wait_for_function("document.querySelector('video').currentTime === 24")
    assert linked.evaluate("document.querySelector('video').paused && document.querySelector('video').controls")


def test_keys_pause_the_film_and_move_in_it(page: Page) -> None:
    page.locator(".start").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('video').currentTime > 0.2")
    expect(page.locator("video")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_function("document.querySelector('video').paused")
    before = page.evaluate("document.querySelector('video').currentTime")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => document.querySelector('video').currentTime > before + 0.2", arg=before)
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"


def test_page_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.locator(".start")).to_be_hidden()
    page.locator(".transcript summary").click()
    expect(page.locator(".transcript")).to_contain_text("Cytokines are small proteins")
    expect(page.locator(".still svg")).to_be_visible()
    expect(page.locator("#storm-live")).to_be_hidden()
    expect(page.locator("[data-pitfall]").first).to_be_hidden()
    assert "Press play" not in page.locator("main").inner_text(), "nothing can be pressed"
    context.close()


def test_no_request_leaves_the_site(context: BrowserContext, address: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = opened(context, address)
    page.get_by_role("button", name="Shut the immune system down").click()
    page.wait_for_timeout(300)
    assert len(asked) > 15 and all(url.startswith(address) for url in asked), asked
