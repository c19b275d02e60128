"""The page, driven as a person does: with a mouse, with keys alone, on a phone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_site import build_site, chromium, served
from PIL import Image, ImageColor
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.slow

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
TREATED = "#start=virus&tocilizumab=40_1&hour=30"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WIDE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    return opened(context, address)


def opened(context: BrowserContext, address: str) -> Page:
    """Open the page, and fail with whatever its scripts throw."""
    page, faults = context.new_page(), []
    page.set_default_timeout(8000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(address)
    expect(page.locator("#verdict-text")).not_to_be_empty()
    assert not faults, faults
    return page


def hour(page: Page) -> float:
    return float(page.locator("#hour").input_value())


def verdict(page: Page) -> str:
    return page.locator("#verdict-text").inner_text()


def lane(page: Page, drug: str) -> Locator:
    return page.locator(f'[data-lane="{drug}"]')


def drag(page: Page, handle: Locator, right: float, up: float = 0) -> None:
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y - up, steps=8)
    page.mouse.up()


def start_of(page: Page, drug: str) -> int:
    return int(lane(page, drug).locator(".handle").get_attribute("aria-valuenow"))


def ink(page: Page, colour: str) -> int:
    """How many pixels of the curves have one of the page's colours: what a canvas shows, only its pixels tell."""
    wanted = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name)", colour).strip()
    shown = np.asarray(Image.open(BytesIO(page.locator("#plot svg").screenshot())).convert("RGB")).astype(int)
    return int((np.abs(shown - ImageColor.getrgb(wanted)).max(axis=2) < 24).sum())


# --- playing ---------------------------------------------------------------------------------------------------------

def test_play_pause_step_scrub_and_restart(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.getElementById('hour').value > 4")
    page.get_by_role("button", name="Pause").click()
    stopped = hour(page)
    page.get_by_role("button", name="Forward one hour").click()
    assert hour(page) == stopped + 1
    page.get_by_role("button", name="Back one hour").click()
    page.get_by_role("button", name="Back one hour").click()
    assert hour(page) == stopped - 1
    page.locator("#hour").fill("36")
    expect(page.locator("#clock")).to_have_text("Hour 36 · day 2")
    expect(page.locator("#reading")).to_contain_text("Hour 36: IL-6")
    page.get_by_role("button", name="Restart").click()
    assert hour(page) == 0


def test_playing_ends_with_the_patient_and_tells_events(page: Page) -> None:
    page.locator("#speed").select_option("4")
    page.locator("#hour").fill("70")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=8000)
    assert 80 < hour(page) < 100
    expect(page.locator("#reading")).to_contain_text("The patient was lost")
    assert page.locator("#events li.past").count() == page.locator("#events li").count() > 5


def test_events_lead_to_their_hour(page: Page) -> None:
    page.locator("#events button", has_text="passes 1,000").click()
    assert 30 < hour(page) < 45


# --- driving ---------------------------------------------------------------------------------------------------------

def test_dropping_and_dragging_a_treatment_changes_the_outcome(page: Page) -> None:
    assert "Lost" in verdict(page)
    before = ink(page, "--quiet")
    drop = lane(page, "tocilizumab").get_by_role("button")
    drop.scroll_into_view_if_needed()
    width = drop.bounding_box()["width"]
    drop.click(position={"x": width * 40 / 240, "y": 20})
    assert abs(start_of(page, "tocilizumab") - 40) <= 1
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? later, the same"))
    assert ink(page, "--quiet") > before + 300, "no ghost of the untreated course"
    handle = lane(page, "tocilizumab").locator(".handle")
    drag(page, handle, width * 30 / 240)
    assert abs(start_of(page, "tocilizumab") - 70) <= 2
    expect(page.locator("#verdict-text")).to_contain_text(re.compile(r"Given \d+ hours? earlier, the same"))
    drag(page, handle, 0, up=70)
    expect(page.locator('[data-card="tocilizumab"] [data-value="dose"]')).to_have_text("1.75× dose")


def test_sentence_names_the_hour_at_which_it_turns(page: Page, address: str) -> None:
    """What the sentence says must be so: that many hours later the same treatment fails, an hour less and it works."""
    page.goto(f"{address}{TREATED}")
    page.reload()
    expect(page.locator("#verdict-text")).to_contain_text("later, the same treatment fails")
    hours = int(re.search(r"Given (\d+) hours? later", verdict(page)).group(1))
    for start, word in ((40 + hours - 1, "Saved"), (40 + hours, "Lost")):
        page.goto(f"{address}#start=virus&tocilizumab={start}_1&hour=0")
        expect(lane(page, "tocilizumab").locator(".handle")).to_have_attribute("aria-valuenow", str(start))
        expect(page.locator("#verdict-text")).to_contain_text(word)


def test_patient_changes_with_trigger_size_feedback_and_brake(page: Page) -> None:
    page.locator("#brake").fill("1")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    page.locator("#size").fill("95")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "death")
    page.locator("#feedback").fill("0.2")
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "recovery")
    page.get_by_role("radio", name="CAR-T therapy").check()
    expect(page.locator("label[for=size]")).to_have_text("Size of the tumour")
    expect(page.locator("#verdict-text")).to_contain_text("T cells")
    page.get_by_role("button", name="Reset the patient").click()
    expect(page.locator("#loop-invader")).to_have_text("Tumour")


def test_shared_link_restores_everything(page: Page, context: BrowserContext, address: str) -> None:
    page.locator("#hour").fill("50")
    page.get_by_role("button", name="Give Steroid at hour 50").click()
    page.get_by_role("button", name="Steroid: larger dose").click()
    page.get_by_role("button", name="Steroid: one hour earlier").click()
    page.locator("#brake").fill("0.3")
    page.wait_for_function("location.hash.includes('brake=0.3') && location.hash.includes('49_1.25')")
    page.wait_for_timeout(400)
    said, link = verdict(page), page.evaluate("location.href")
    other = opened(context, link)
    assert start_of(other, "steroid") == 49 and hour(other) == 50
    expect(other.locator("#brake")).to_have_value("0.3")
    expect(other.locator("#verdict-text")).to_have_text(said)


@pytest.mark.parametrize("link", ["#start=plague", "#start=virus&size=-9&brake=x&steroid=9999_99_0&hour=1e9", "#%%%"])
def test_broken_links_open_a_patient(context: BrowserContext, address: str, link: str) -> None:
    page = opened(context, address + link)
    assert 0 <= hour(page) <= 240 and verdict(page)


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


def test_every_control_is_reached_by_tab_and_named(page: Page) -> None:
    seen: set[str] = set()
    page.locator("#restart").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("""() => { const e = document.activeElement;
            return e.id || e.dataset.change || e.dataset.challenge || e.dataset.pitfall || e.name || e.tagName; }"""))
    assert {"back", "play", "forward", "speed", "trigger", "size", "feedback", "brake", "add", "share", "reset", "save",
            "latest", "flare", "trend", "antiviral", "dampened"} <= seen


# --- lessons ---------------------------------------------------------------------------------------------------------

def test_each_pitfall_is_lived_through_with_one_button(page: Page) -> None:
    for button, words in (("Live through the quiet hours", "IL-6 doubled"), ("Give only the antiviral", "germ"),
                          ("Shut the immune system down", "flare-up")):
        page.get_by_role("button", name=button).click()
        expect(page.locator("#coach")).to_be_visible()
        expect(page.locator("#verdict-text")).to_contain_text(words)
        expect(page.locator("#play")).to_have_text("Pause")
        assert page.locator("#storm-live").is_visible()


def test_challenges_are_won(page: Page) -> None:
    page.get_by_role("button", name="Start: save the patient").click()
    page.locator("#hour").fill("30")
    page.get_by_role("button", name="Give Steroid at hour 30").click()
    expect(page.locator("#coach")).to_contain_text("this patient recovers")
    page.get_by_role("button", name="Start: cause a flare-up").click()
    page.get_by_role("button", name="Give Steroid at hour 0").click()
    for _ in range(8):
        page.get_by_role("button", name="Steroid: larger dose").click()
    expect(page.locator("#coach")).to_contain_text("times its untreated peak")
    page.get_by_role("button", name="Start: find the latest hour").click()
    page.get_by_role("button", name="Give IL-6 blocker at hour 0").click()
    expect(page.locator("#coach")).to_contain_text("Could it be later?")
    handle = lane(page, "tocilizumab").locator(".handle")
    handle.focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    expect(page.locator("#coach")).to_contain_text("Could it be later?")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
        if "hardly any later" in page.locator("#coach").inner_text():
            break
    expect(page.locator("#coach")).to_have_class("won")


# --- the film --------------------------------------------------------------------------------------------------------

def test_film_has_captions_and_chapters_that_seek(page: Page) -> None:
    expect(page.locator("video track[kind=captions][default]")).to_have_count(1)
    page.locator(".chapters a", has_text="The storm").click()
    page.wait_for_function("document.querySelector('video').currentTime >= 15.9")


def test_page_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("video")).to_be_visible()
    page.locator(".transcript summary").click()
    expect(page.locator(".transcript")).to_contain_text("Cytokines are small proteins")
    expect(page.locator(".still svg")).to_be_visible()
    expect(page.locator("#storm-live")).to_be_hidden()
    expect(page.locator("[data-pitfall]").first).to_be_hidden()
    context.close()


# --- for everyone ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, viewport: dict, scheme: str) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = opened(context, f"{address}#start=virus&antiviral=42_1&steroid=60_1_240&hour=60")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.add_style_tag(content="* { content-visibility: visible !important; }")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_phone_fits_taps_and_has_large_targets(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = opened(context, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    lane(page, "steroid").get_by_role("button").tap(position={"x": 60, "y": 25})
    expect(page.locator("#verdict-text")).to_contain_text("Saved")
    small = page.evaluate("""() => [
        ...document.querySelectorAll('button, input, select, summary, .handle, .chapters a')]
        .filter(e => e.checkVisibility()).map(e => [e.id || e.className || e.textContent, e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)""")
    assert not small, small
    context.close()


def test_layout_turns_with_the_script(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    chart, loop = page.locator(".plot").bounding_box(), page.locator(".loop").bounding_box()
    assert chart["x"] < loop["x"]


def test_reduced_motion_leaps_instead_of_flowing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = opened(context, address)
    page.locator("#speed").select_option("4")
    page.locator("#play").click()
    page.wait_for_function("document.getElementById('hour').value >= 12")
    page.locator("#play").click()
    assert hour(page) % 6 == 0
    context.close()


# --- fast and small --------------------------------------------------------------------------------------------------

def test_nothing_is_asked_of_other_sites(context: BrowserContext, address: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = opened(context, address)
    page.get_by_role("button", name="Shut the immune system down").click()
    page.wait_for_timeout(300)
    assert len(asked) > 15 and all(url.startswith(address) for url in asked), asked
