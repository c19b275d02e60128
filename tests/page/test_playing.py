"""The figure as it plays: hours, clock, gauges, events and the table of the patient."""

from __future__ import annotations

import re

import pytest
from page_pointer import drag, drawn, ink
from page_site import box_of, hour
from playwright.sync_api import Page, expect
from project import captured

pytest_plugins = ["page_fixtures"]
pytestmark = pytest.mark.slow

# In the page: collects what the clock shows from now on.
CLOCKED = """() => {
    self.shown = [];
    const clock = document.getElementById("clock");
    new MutationObserver(() => self.shown.push(clock.textContent)).observe(clock, { childList: true, subtree: true });
}"""
# In the page: returns where the axis names its days, from its left end, in widths of a day: [left, right] each.
DAYS = """() => {
    const axes = document.querySelector("#plot svg"), band = axes.querySelector(".band").getBoundingClientRect();
    const names = [...axes.querySelectorAll(".tick")].filter(text => text.getAttribute("text-anchor") === "middle");
    return names.map(text => text.getBoundingClientRect())
        .map(({ left, right }) => [left, right].map(x => 10 * (x - band.left) / band.width));
}"""


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
    drag(page, page.locator(".scrub"), right=100, share=0.1)
    assert 50 < hour(page) < 75
    expect(page.locator("#clock")).to_have_text(re.compile(f"Hour {hour(page):.0f} "))
    page.get_by_role("button", name="Restart").click()
    assert hour(page) == 0


def test_clock_and_axis_name_the_same_day(page: Page) -> None:
    page.evaluate(CLOCKED)
    page.locator("#speed").select_option("0.5")
    page.locator("#hour").fill("22")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.getElementById('hour').value > 26")
    shown = [tuple(map(int, re.findall(r"\d+", text))) for text in page.evaluate("self.shown")]
    assert len({at for at, _ in shown if 22 <= at <= 26}) == 5, "not every hour was shown"
    assert [one for one in shown if one[1] != one[0] // 24 + 1] == []
    days = page.evaluate(DAYS)
    assert len(days) == 10
    for day, (left, right) in enumerate(days, 1):
        assert left < day - 0.5 < right, f"the axis names day {day} where it is not"


def test_playing_ends_with_the_patient_and_tells_events(page: Page) -> None:
    page.locator("#speed").select_option("4")
    page.locator("#hour").fill("100")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=8000)
    assert 110 < hour(page) < 130
    expect(page.locator("#reading")).to_contain_text("The patient was lost")
    expect(page.locator("#events li.past").nth(5)).to_be_attached()  # the list waits until the page rests
    assert page.locator("#events li.past").count() == page.locator("#events li").count() > 5


def test_events_lead_to_their_hour(page: Page) -> None:
    page.locator("#events button", has_text="passes 1,000").click()
    assert 45 < hour(page) < 65


def test_gauges_follow_the_hour_in_picture_and_words(page: Page) -> None:
    assert ink(page, "--harm", "#gauges") == 0
    page.locator("#hour").fill("92")
    lungs = page.get_by_role("meter", name="Lungs")
    expect(lungs).to_have_attribute("aria-valuetext", re.compile("failing"))
    share = int(lungs.get_attribute("aria-valuenow") or "") / 100
    bar = box_of(lungs)
    assert drawn(page, "--harm", "#gauges", lambda n: n > share * bar["width"] * bar["height"] * 0.8)


def test_infection_is_relative_to_its_peak_in_words_as_in_the_chart(page: Page) -> None:
    """The peak comes on the third day."""
    said = []
    for at in range(52, 72):
        page.locator("#hour").fill(str(at))
        expect(page.locator("#reading")).to_contain_text(f"Hour {at}: ")
        said.append(int(captured(r"Infection (\d+) % of its peak", page.locator("#reading").inner_text())))
    assert max(said) == 100 and said[0] < 100 > said[-1]
