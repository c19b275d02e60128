"""The page for everyone: by keyboard only, read aloud, on a phone, from right to left, with reduced motion."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_site import PHONE, WIDE, box_of, hour, lane, opened
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

TALL = {"width": 1280, "height": 1600}
SMALL = """() => [...document.querySelectorAll('button, input, select, summary, .handle, .chapters a')]
    .filter(e => e.checkVisibility()).map(e => [e.id || e.className || e.textContent, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


def test_keyboard_alone_plays_drops_moves_and_removes(page: Page) -> None:
    page.locator("#play").focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.getElementById('hour').value > 2")
    page.keyboard.press("Enter")
    page.locator("#hour").fill("44")
    lane(page, "tocilizumab").get_by_role("button").focus()
    page.keyboard.press("Enter")
    handle = lane(page, "tocilizumab").locator(".handle")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(handle).to_have_attribute("aria-valuetext", "IL-6 blocker, from hour 46, 1.25× dose")
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    page.keyboard.press("Delete")
    expect(handle).to_be_hidden()
    expect(page.locator("#verdict-text")).to_contain_text("Lost")


def test_sliders_move_by_keys_and_tell_their_value(page: Page) -> None:
    page.locator("#brake").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#brake")).to_have_attribute("aria-valuetext", "35 %")
    expect(page.locator("output[for=brake]")).to_have_text("35 %")
    page.wait_for_function("location.hash.includes('brake=0.35')")
    page.locator("#hour").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#hour")).to_have_attribute("aria-valuetext", "Hour 2 · day 1")


def test_every_control_is_reached_by_tab_and_named(page: Page) -> None:
    seen: set[str] = set()
    page.locator(".start").focus()
    for _ in range(75):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("""() => { const e = document.activeElement;
            return e.id || e.dataset.change || e.dataset.challenge || e.dataset.pitfall || e.name; }"""))
    assert seen >= {"restart", "back", "play", "forward", "speed", "hour", "trigger", "size", "feedback", "brake",
                    "add", "share", "reset", "save", "latest", "flare", "trend", "antiviral", "dampened"}


@pytest.mark.parametrize("viewport", [PHONE, TALL], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = opened(context, f"{address}#start=virus&antiviral=42_1&steroid=60_1_240&hour=60")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_phone_fits_taps_and_has_large_targets(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = opened(context, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("""() => { const table = document.querySelector('#compare .scroll');
        return table.scrollWidth - table.clientWidth; }""") <= 0, "the comparison must be scrolled to be read"
    lane(page, "steroid").get_by_role("button").tap(position={"x": 60, "y": 25})
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    small = page.evaluate(SMALL)
    assert not small, small
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "desktop"])
def test_first_view_says_what_it_is_and_offers_the_film(browser: Browser, address: str, viewport: ViewportSize) -> None:
    context = browser.new_context(viewport=viewport)
    page = opened(context, address)
    for what in ("h1", ".lead", ".start"):
        expect(page.locator(what)).to_be_in_viewport(ratio=1)
    context.close()


def test_play_is_in_view_together_with_the_loop_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = opened(context, address)
    page.evaluate("document.getElementById('scene').scrollIntoView()")
    expect(page.locator(".loop")).to_be_in_viewport(ratio=1)
    expect(page.locator("#play")).to_be_in_viewport(ratio=1)
    context.close()


def test_steppers_of_a_drug_stand_in_one_row(page: Page) -> None:
    page.get_by_role("button", name="Give at hour 0: Steroid").click()
    page.get_by_role("button", name="Steroid: smaller dose").click()
    tops = page.evaluate("""() => [...document.querySelectorAll('[data-card=steroid] .stepper')]
        .map(stepper => stepper.getBoundingClientRect().top)""")
    assert len(tops) == 3 and len(set(tops)) == 1


def test_layout_turns_with_the_direction_of_the_language(context: BrowserContext, address: str) -> None:
    context.add_init_script("""new MutationObserver(() => { if (document.body) document.documentElement.dir = 'rtl'; })
        .observe(document, { childList: true, subtree: true })""")
    page = opened(context, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    drawing, name = box_of(page.locator("#organs svg")), box_of(page.locator("#organs svg .title").first)
    assert name["x"] > drawing["x"], "time runs from left to right in every language, and so do drawings of it"
    chart, loop = box_of(page.locator(".plot")), box_of(page.locator(".loop"))
    assert chart["x"] < loop["x"]
    brake = page.locator("[data-dial=brake] .track")
    brake.click(position={"x": box_of(brake)["width"] - 15, "y": 16})
    expect(page.locator("#brake")).to_have_value("0")


def test_reduced_motion_leaps_instead_of_flowing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = opened(context, address)
    page.locator("#speed").select_option("4")
    page.locator("#play").click()
    page.wait_for_function("document.getElementById('hour').value >= 12")
    page.locator("#play").click()
    assert hour(page) % 6 == 0
    context.close()
